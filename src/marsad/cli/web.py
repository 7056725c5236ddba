"""The commands of the web: serve the observatory, and say who may use it."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from marsad.cli.store import StoreOption, opened_store
from marsad.cli.terminal import complain

user_app = typer.Typer(
    help="Say who may use an observatory that others can reach.", no_args_is_help=True, rich_markup_mode=None
)
_Name = Annotated[str, typer.Argument(metavar="NAME", help="The user's name.")]


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = 8017,
    names: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="A name that it answers to (several allowed).")
    ] = None,
    https: Annotated[bool, typer.Option("--https", help="A server in front of it speaks HTTPS.")] = False,
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", envvar="MARSAD_CODER", help="Who corrects, where nobody logs in.")
    ] = "local",
    store: StoreOption = None,
) -> None:
    """Open the observatory in the browser; Ctrl-C stops it."""
    import socket

    import uvicorn

    from marsad.errors import UsageError
    from marsad.web.app import create_app
    from marsad.web.settings import Settings

    settings = Settings(host=host, names=tuple(names or ()), https=https, local_user=by.strip() or "local")
    with opened_store(store) as opened:
        app = create_app(opened, settings)
        # What is held of a large store is no garbage: a search of all of it would hold up every tenth answer.
        gc.freeze()
        gc.set_threshold(50_000, 20, 500)
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # Named as TCP, so that answers are sent at once: else the end of each waits 40 ms for the browser to say it has the head.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            # Before its address is told, so that whoever asks at once waits for an answer and is not turned away.
            listening.listen(2048)
        except OSError as error:
            listening.close()
            raise UsageError(f"{host}:{port}: {error.strerror or error}", hint="take another --port") from None
        shown = f"[{host}]" if ":" in host else host
        sys.stdout.write(f"{opened.where}: http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C stops it)\n")
        sys.stdout.flush()
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, proxy_headers=https, lifespan="off"
        )
        with listening:
            uvicorn.Server(config).run(sockets=[listening])


def _password(given: str | None) -> str:
    """The password from standard input, or asked for twice where a person sits there."""
    if given is not None:
        return given
    if sys.stdin is not None and sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n") if sys.stdin is not None else ""


@user_app.command("add")
def add(
    name: _Name,
    role: Annotated[str, typer.Option(metavar="ROLE", help="reader, coder or editor.")] = "reader",
    password: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS", envvar="MARSAD_PASSWORD", help="Else it is asked for, or read from standard input."
        ),
    ] = None,
    store: StoreOption = None,
) -> None:
    """Let somebody in."""
    from marsad.observatory import accounts

    with opened_store(store) as opened:
        made = accounts.add_user(opened, name, _password(password), role)
        accounts.note(opened, who="command line", address="", action="user added", subject=f"{made.name} {made.rank}")
    sys.stdout.write(f"{made.name}: {made.rank}\n")


@user_app.command("list")
def list_users(store: StoreOption = None) -> None:
    """Show who may come in."""
    from marsad.observatory import accounts

    with opened_store(store) as opened:
        found = accounts.users(opened)
    for each in found:
        sys.stdout.write(f"{each.name}  {each.rank}  {each.made}\n")
    if not found:
        complain("no users; marsad user add makes the first")


@user_app.command("remove")
def remove(name: _Name, store: StoreOption = None) -> None:
    """Let somebody in no more; what they did stays under their name."""
    from marsad.observatory import accounts

    with opened_store(store) as opened:
        accounts.remove_user(opened, name)
        accounts.note(opened, who="command line", address="", action="user removed", subject=name)
    sys.stdout.write(f"removed {name}\n")


@user_app.command("token")
def token(
    name: _Name,
    label: Annotated[str, typer.Option(metavar="WORD", help="Which program it is for.")] = "api",
    store: StoreOption = None,
) -> None:
    """Make a token for a program of somebody's; it is shown this once."""
    from marsad.observatory import accounts

    with opened_store(store) as opened:
        secret = accounts.add_token(opened, name, label)
        accounts.note(opened, who="command line", address="", action="token made", subject=f"{name} {label}")
    sys.stdout.write(f"{secret}\n")
