"""Sentences: where one ends in Arabic print.

Ends are ؟ ! . … and line breaks; not the points inside numbers, after initials and abbreviations (د. ، م. ، أ ف ب),
or between letters.  Inside a quotation a full stop ends a sentence too; the reader carries the speaker on.
"""

from __future__ import annotations

import re
from typing import Final

_END: Final = re.compile(r"[.!؟?…۔]+[\"»”’)\]]*|\n+|[\u2028\u2029]+")
_ABBREVIATIONS: Final = frozenset({"هاتف", "تلفون", "Dr", "Mr", "Mrs", "St", "No", "vs"})
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_ITEM: Final = re.compile(r"\s*[(\[]?\d{1,2}")


def _is_stop(text: str, at: int, end: int, begin: int) -> bool:
    """Whether the full stop at ``text[at:end]`` ends a sentence that began at ``begin``."""
    after = text[end : end + 1]
    if after and not after.isspace() and text[at:end] == ".":
        # A point with no space after it: inside a number, an address, initials; a slip of the keyboard only
        # where whole Arabic words stand on both sides.
        left = re.search(r"[^\W\d_]+$", text[max(begin, at - 20) : at])
        right = re.match(r"[^\W\d_]+", text[end : end + 20])
        return bool(
            left and right and len(left.group()) > 2 and len(right.group()) > 2 and ord(right.group()[0]) > 0x5FF
        )
    if text[at:end] != ".":
        return True
    if at - begin < 12 and _ITEM.fullmatch(text, begin, at):
        return False  # the number of an item in a list
    head = text[max(begin, at - 12) : at]
    word = re.search(r"\S+$", head)
    if word is None:
        return True
    bare = word.group().lstrip('(«"“').replace("ـ", "")
    # After digits a letter is a unit or an era (50 م، 1438 هـ), which ends a sentence as well as any word.
    unit = re.search(r"\d\s+$", head[: word.start()])
    return bare not in _ABBREVIATIONS and (unit is not None or not _INITIALS.fullmatch(bare))


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Spans of the sentences in ``text[start:end]``, trimmed of white space, in order, none empty."""
    stop = len(text) if end is None else end
    found: list[tuple[int, int]] = []
    begin = start

    def close(at: int) -> None:
        left, right = begin, at
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            # Signs left over after a sentence (". .") belong to it.
            stray = found and right - left < 12 and not any(map(str.isalnum, text[left:right]))
            if stray and "\n" not in text[found[-1][1] : left]:
                left = found.pop()[0]
            found.append((left, right))

    for match in _END.finditer(text, start, stop):
        first, last = match.span()
        if match.group()[0] == "." and not _is_stop(text, first, first + 1 if match.group() == "." else last, begin):
            continue
        if match.group().startswith("..") or match.group()[0] == "…":
            # Dots of hesitation inside a headline or a quote: an end only before a break.
            rest = text[last : last + 1]
            if rest and rest not in "\n\r" and not (rest.isspace() and text[last : last + 2].strip() == ""):
                following = re.match(r"\s*\S", text[last : last + 5])
                if following:
                    continue
        close(last)
        begin = last
    close(stop)
    return found
