"""The commands that make the store and keep it in order; and how every command opens one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from marsad.observatory.store import Store

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="PATH|URL",
        envvar="MARSAD_STORE",
        help="The store: a file, or postgresql://user@host/name (default: marsad.db here).",
    ),
]


@contextmanager
def opened_store(given: str | None) -> Iterator[Store]:
    """The store that was named, or the one that is here; closed afterwards."""
    from marsad.observatory.store import open_store

    with open_store(given) as store:
        yield store


def init(store: StoreOption = None) -> None:
    """Make a store, or bring one up to date."""
    from marsad.observatory.store import init_store

    opened, before = init_store(store)
    with opened:
        from marsad.observatory.schema import HEAD

        said = "made" if before is None else "up to date" if before == HEAD else f"upgraded from schema {before}"
        if before is not None:
            _catch_up(opened)
        sys.stdout.write(f"{opened.where}: {said} (schema {HEAD})\n")


def _catch_up(opened: Store) -> None:
    """Read for the ledger what an upgrade left to be read; whoever breaks it off leaves it to the next command that asks."""
    from marsad.cli.terminal import bar
    from marsad.observatory import catchup

    if not (left := catchup.unforetold(opened)):
        return
    with bar(catchup.waiting(opened) + left, "ledger") as went_on:
        catchup.complete(opened, tick=lambda: went_on("", 1))
        catchup.foretell(opened, tick=lambda: went_on("", 1))


def remove(
    named: Annotated[list[str], typer.Argument(metavar="ID...", help="Documents: id, first digits, URL or name.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    store: StoreOption = None,
) -> None:
    """Take documents out of the store, with all versions, records and corrections."""
    from marsad.errors import UsageError
    from marsad.observatory import documents

    with opened_store(store) as opened:
        found = [documents.show(opened, each) for each in named]
        if not yes:
            if not (sys.stdin and sys.stdin.isatty()):
                raise UsageError("nothing is removed without being asked for", hint="say --yes")
            typer.confirm(f"Remove {', '.join(each.name for each in found)}?", abort=True)
        for each in found:
            documents.remove(opened, each.uid)
            sys.stdout.write(f"removed {each.uid} {each.name}, {len(each.versions)} versions\n")


def vacuum(store: StoreOption = None) -> None:
    """Check the store, give back the room of what was removed, and make searching quick again."""
    from marsad.observatory import upkeep

    with opened_store(store) as opened:
        upkeep.check(opened)
        found = upkeep.vacuum(opened)
        sys.stdout.write(f"{opened.where}: {found.before / 1e6:.1f} MB before, {found.after / 1e6:.1f} MB now\n")


def backup(
    target: Annotated[str, typer.Argument(metavar="FILE", help="Where to: a new file, or an empty database's URL.")],
    store: StoreOption = None,
) -> None:
    """Copy the store whole, as it stands at one moment; the copy is a store itself."""
    from marsad.observatory import upkeep
    from marsad.observatory.address import address

    with opened_store(store) as opened:
        documents = upkeep.backup(opened, target)
    sys.stdout.write(f"{address(target)}: {documents} documents\n")
