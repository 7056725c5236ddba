"""``marsad ingest`` and ``marsad reread``: reports into the store."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from marsad.cli.options import UNREADABLE, GazetteerOption, LexiconOption, PublishedOption, own_gazetteer, own_lexicon
from marsad.cli.store import StoreOption, opened_store
from marsad.cli.terminal import bar, complain

if TYPE_CHECKING:
    from marsad.observatory.store import Store


def _reader(lexicon: Path | None, gazetteer: Path | None) -> Any:
    """The reader, with words and places of one's own where they are named."""
    from marsad.reader import read_article

    own: dict[str, Any] = {"lexicon": own_lexicon(lexicon), "gazetteer": own_gazetteer(gazetteer)}
    given = {name: value for name, value in own.items() if value is not None}
    gc.set_threshold(100_000, 20, 20)
    return lambda article: read_article(article, **given)


def ingest(
    names: Annotated[
        list[str],
        typer.Argument(metavar="FILES|DIR...", help="Files, folders of them, or - for standard input."),
    ],
    published: PublishedOption = None,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Where the document was published.")] = None,
    lexicon: LexiconOption = None,
    gazetteer: GazetteerOption = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="A line for each document when it is kept.")] = False,
    store: StoreOption = None,
) -> None:
    """Read documents and keep them; what is kept already is not read again."""
    import marsad
    from marsad.errors import MarsadError
    from marsad.observatory import ingest as taking

    day = marsad.as_day(published)
    with opened_store(store) as opened:
        opened.check_writable()
        read = _reader(lexicon, gazetteer)
        sources = list(taking.inputs(names))
        outcomes: Counter[str] = Counter()
        try:
            with bar(len(sources), "reading", shown=not (verbose and sys.stdout.isatty())) as tick:
                for source in sources:
                    found = (
                        iter([source])
                        if isinstance(source, MarsadError)
                        else taking.ingest(opened, source, read=read, published=day, url=url)
                    )
                    for each in found:
                        if isinstance(each, MarsadError):
                            outcomes["not read"] += 1
                            complain(each)
                            continue
                        outcomes[each.kept.outcome] += 1
                        if verbose:
                            sys.stdout.write(f"{each.kept.outcome} {each.kept.uid} {each.kept.version} {each.name}\n")
                            sys.stdout.flush()
                        if each.kept.lost:
                            complain(f"{each.name}: {each.kept.lost} corrections found no event in the new text")
                        tick(f"{sum(outcomes.values())} documents", 0)
                    tick("", 1)
        finally:
            _sum_up(outcomes)
        _settle(opened, outcomes)
    if outcomes["not read"]:
        raise typer.Exit(UNREADABLE)


def _sum_up(outcomes: Counter[str]) -> None:
    said = {"new": "new", "changed": "changed", "updated": "dated", "same": "there already", "not read": "not read"}
    parts = [f"{outcomes[key]} {words}" for key, words in said.items() if outcomes[key]]
    sys.stdout.write((", ".join(parts) or "nothing to keep") + "\n")
    sys.stdout.flush()


def _settle(opened: Store, outcomes: Counter[str]) -> None:
    """After much came in, let the database learn what is where; a store that takes no more has kept what it said."""
    from marsad.observatory.upkeep import learn

    if outcomes["new"] + outcomes["changed"] + outcomes["updated"]:
        learn(opened)


def reread(
    lexicon: LexiconOption = None,
    gazetteer: GazetteerOption = None,
    store: StoreOption = None,
) -> None:
    """Read every kept text again, keep what people corrected, and list what changed."""
    from marsad.errors import MarsadError
    from marsad.observatory import reread as again

    outcomes: Counter[str] = Counter()
    with opened_store(store) as opened:
        opened.check_writable()
        read = _reader(lexicon, gazetteer)
        with bar(again.count(opened), "reading") as tick:
            for each in again.reread(opened, read=read):
                tick("", 1)
                if isinstance(each, MarsadError):
                    outcomes["failed"] += 1
                    complain(each)
                    continue
                outcomes["read"] += 1
                outcomes["changed"] += each.changed
                outcomes["lost"] += len(each.lost)
                for change in each.events:
                    fields = f": {', '.join(change.fields)}" if change.fields else ""
                    where = f"{each.uid} {each.name} {change.id}"
                    sys.stdout.write(f"{where} {change.kind} {change.type} «{change.trigger}»{fields}\n")
                for lost in each.lost:
                    complain(f"{each.name}: correction {lost.id} finds no event any more ({lost.event} {lost.field})")
    sys.stdout.write(f"{outcomes['read']} read again, {outcomes['changed']} changed\n")
    if outcomes["failed"]:
        raise typer.Exit(UNREADABLE)
