"""How commands talk: results to standard output, complaints to standard error, a bar where a person watches."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

import typer

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rich.console import Console

    from marsad.errors import MarsadError

_FILE_WIDTH = 110


def complain(error: MarsadError | str) -> None:
    """One line on standard error."""
    line = "".join(mark if mark.isprintable() else "?" for mark in " ".join(str(error).split()))
    print(f"marsad: {line}", file=sys.stderr, flush=True)  # noqa: T201


@contextmanager
def destination(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if output is None:
        with _unbroken():
            yield sys.stdout
            sys.stdout.flush()
        return
    with sink(output) as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="\n") as file:
        yield file


@contextmanager
def sink(output: Path | None) -> Iterator[BinaryIO]:
    """The same for bytes."""
    if output is None:
        with _unbroken():
            yield sys.stdout.buffer
            sys.stdout.flush()
        return
    from marsad.errors import OutputError

    partial = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(output)
    except OSError as error:
        raise OutputError(f"{output}: {error.strerror or error}") from None
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _unbroken() -> Iterator[None]:
    """Whoever reads our output may have enough."""
    try:
        yield
    except BrokenPipeError:
        # Keep the interpreter from complaining while it flushes the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def console(file: TextIO) -> Console:
    """A console for tables: as wide as the terminal, or as a page where there is none."""
    from rich.console import Console

    width = None if file.isatty() or "COLUMNS" in os.environ else _FILE_WIDTH
    return Console(file=file, width=width, highlight=False, markup=False, emoji=False)


def progress(inputs: list[str], file: TextIO) -> AbstractContextManager[Any]:
    """A bar on standard error, where a person watches it and it does not run into the results."""
    if len(inputs) < 2 or not sys.stderr.isatty() or file.isatty():
        return nullcontext()
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    return Progress(*columns, console=Console(file=sys.stderr), transient=True)


@contextmanager
def bar(total: int, what: str, *, shown: bool = True) -> Iterator[Callable[[str, int], None]]:
    """A bar on standard error where a person watches it; it is told what goes on and how many more are done."""
    if not shown or not sys.stderr.isatty():
        yield lambda _, __: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        yield lambda text, done: progress.update(task, description=text, advance=done)
