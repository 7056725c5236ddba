"""What every page has: the templates with the words, numbers and days that people read, and the way around."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from marsad.observatory.accounts import Rank
from marsad.render import labels, named
from marsad.render.labels import Lang
from marsad.web.arabic import arabic
from marsad.web.families import family
from marsad.web.words import say, words


@dataclass(frozen=True, slots=True)
class Stop:
    """A page that the menu leads to; ``rank`` is who sees it there."""

    word: str
    path: str
    rank: Rank


#: The menu, in its order.
MENU: tuple[Stop, ...] = (
    Stop("menu.home", "/", "reader"),
    Stop("menu.documents", "/documents", "reader"),
    Stop("menu.actors", "/actors", "reader"),
    Stop("menu.places", "/places", "reader"),
    Stop("menu.brief", "/brief", "reader"),
    Stop("menu.ledger", "/ledger", "reader"),
    Stop("menu.watch", "/watch", "reader"),
    Stop("menu.desk", "/desk", "coder"),
    Stop("menu.add", "/add", "coder"),
)


def _day(value: date | str | None, lang: Lang) -> Markup:
    """A day in words, and for programs as a date."""
    if value is None:
        return Markup("")
    day = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    text = f"{day.day} {say(f'month.{day.month}', lang)} {day.year}"
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), text)


def _days(first: date | None, last: date | None, lang: Lang) -> Markup:
    """Some days, from the first to the last."""
    if first is None or last is None or first == last:
        return _day(first or last, lang)
    return Markup("{} – {}").format(_day(first, lang), _day(last, lang))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,}"


@pass_context
def _t(context: Context, key: str, **values: object) -> str:
    return say(key, context["ask"].lang, **values)


@pass_context
def _label(context: Context, group: str, key: str) -> str:
    return labels.label(group, key, context["ask"].lang)


@pass_context
def _in_words(context: Context, value: date | str | None) -> Markup:
    return _day(value, context["ask"].lang)


@pass_context
def _span(context: Context, first: date | None, last: date | None) -> Markup:
    return _days(first, last, context["ask"].lang)


@pass_context
def _type_name(context: Context, name: str) -> str:
    return labels.type_name(name, context["ask"].lang, {})


@pass_context
def _place_name(context: Context, ident: str | None, words: str) -> str:
    """A place in the language of the page; never where the words of a report are shown as evidence."""
    return named.place_name(ident, words, context["ask"].lang)


@pass_context
def _actor_name(context: Context, ref: str | None, words: str) -> str:
    """An actor in the language of the page; never where the words of a report are shown as evidence."""
    return named.actor_name(ref, words, context["ask"].lang)


@pass_context
def _country_name(context: Context, code: str) -> str:
    return named.country_name(code, context["ask"].lang)


@pass_context
def _reason(context: Context, why: str) -> str:
    """A sentence of an explanation in the language of the page."""
    return arabic(why) if context["ask"].lang == "ar" else why


@pass_context
def _kind_name(context: Context, of: str, kind: str | None) -> str:
    """What a kind of actors or places is called."""
    key = f"kind.{of}-{kind}"
    return say(key, context["ask"].lang) if key in words() else kind or ""


def _elsewhere(ask: Any, lang: Lang) -> str:
    """The address of the page that is open, in another language."""
    path = ask.request.url.path
    here = f"/{ask.lang}"
    rest = path[len(here) :] if path.startswith((here + "/", here)) else "/"
    query = ask.request.url.query
    return f"/{lang}{rest or '/'}" + (f"?{query}" if query else "")


def _short(value: Any) -> str:
    """A value as people read it: the words it holds, where it holds any."""
    if isinstance(value, list):
        return "، ".join(_short(each) for each in value) or "–"
    if isinstance(value, dict):
        return str(value.get("text") or value.get("of") or "")
    return "–" if value is None else str(value)


@pass_context
def _change_words(context: Context, change: Any) -> Markup:
    """A correction in words: which event, which field, from what to what."""
    lang: Lang = context["ask"].lang
    field = say(f"change.{change.field}", lang)
    if change.field == "event":
        field = say("change.accepted" if change.new is True else "change.struck", lang)
        return Markup("<code>{}</code> {}").format(change.event, field)
    old, new = (_short(each)[:80] for each in (change.old, change.new))
    return Markup("<code>{}</code> {}: <del><bdi>{}</bdi></del> → <ins><bdi>{}</bdi></ins>").format(
        change.event, field, old, new
    )


@pass_context
def _amount(context: Context, count: Any) -> str:
    """A count's bounds in words."""
    return labels.amount(count, context["ask"].lang)


def _theme(ask: Any) -> str | None:
    """What this browser was switched to; None: what its system says."""
    chosen = ask.request.cookies.get("marsad_theme")
    return chosen if chosen in ("light", "dark") else None


def _here(ask: Any, path: str) -> bool:
    """Whether the page that is open is one of these."""
    open_now = ask.request.url.path.removeprefix(f"/{ask.lang}")
    return bool(open_now == path or (path != "/" and open_now.startswith(path + "/")))


def _sought(ask: Any) -> str:
    """The words that the search in the head of the page was last asked for."""
    return str(ask.request.query_params.get("q", "")) if _here(ask, "/search") else ""


def _brief(text: str | None, most: int = 240) -> str:
    """A headline as long as a headline may be."""
    text = text or ""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _marked(pieces: tuple[tuple[str, bool], ...]) -> Markup:
    """A snippet with the words that were found marked."""
    return Markup("").join(Markup("<mark>{}</mark>").format(text) if hit else escape(text) for text, hit in pieces)


def environment() -> Environment:
    """The templates; everything they are given is escaped, and a name that is not given is a fault."""
    found = Environment(
        loader=PackageLoader("marsad.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(
        t=_t, label=_label, day=_in_words, days=_span, number=_number, family=family, menu=MENU, elsewhere=_elsewhere, theme=_theme, here=_here, sought=_sought,
        marked=_marked, brief=_brief, change_words=_change_words, words=words, amount=_amount, type_name=_type_name,
        place_name=_place_name, actor_name=_actor_name, country_name=_country_name, kind_name=_kind_name, reason=_reason,
    )  # fmt: skip
    return found
