"""Bytes → text: which character set a page is really in.

What a page declares is a witness, not a verdict: declarations are often wrong.  UTF-8 proves itself; UTF-16 without a
mark shows in its control bytes; the single-byte Arabic sets are told apart by which of them makes Arabic of the bytes.
Never raises a decoding error; raises InputBinaryError where the bytes are no text.
"""

from __future__ import annotations

import codecs
import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from marsad.errors import InputBinaryError
from marsad.page.article import Note
from marsad.reasons import Reason, sentence

_MAGIC = (
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF media file"), (b"II*\x00", "a TIFF picture"), (b"MM\x00*", "a TIFF picture"),
    (b"%PDF", "a PDF document"), (b"PK\x03\x04", "a zip archive or office document"),
    (b"PK\x05\x06", "an empty zip archive"), (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"), (b"\x28\xb5\x2f\xfd", "a zstd archive"), (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"), (b"SQLite format 3", "a database"), (b"ID3", "a sound file"), (b"OggS", "a sound file"),
    (b"\x00\x00\x01\x00", "an icon"), (b"\x1aE\xdf\xa3", "a film"),
)  # fmt: skip
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_LEGACY = ("cp1256", "iso8859-6", "mac-arabic", "cp720", "cp864", "cp1255", "cp1252", "cp1251")
_CONTROL = bytes([*range(9), 14, *range(15, 27), *range(28, 32)])
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)  # fmt: skip
_SAMPLE = 65_536
#: The least score of a real text; sixteen random bytes reach it once in some hundred tries.
_PLAUSIBLE = 0.5
_WORD = re.compile(r"[^\W\d_]+")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f\ufffd\ue000-\uf8ff]")
_MIXED = re.compile("[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]")
_LATIN1_VIEW = re.compile("[\xd8-\xdb][\x80-\xbf\u0152-\u2122]")
_CP1256_VIEW = re.compile("[\u0637\u0638\u06af\u00ab][\u0600-\u06ff\x80-\xbf\u200c-\u2122\u0152-\u02dc]")


class Decoded(NamedTuple):
    """A text, the character set it was in, and what is to be known about that."""

    text: str
    charset: str
    notes: tuple[Note, ...]


def _note(reason: Reason) -> Note:
    return Note(str(reason), sentence(reason))


def _canonical(name: str | None) -> str | None:
    """Python's name of a charset; the labels of ISO Latin-1 mean windows-1252 on the web."""
    if not name:
        return None
    try:
        known = codecs.lookup(name.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-8-sig": "utf-8"}.get(known, known)


def declared_charset(data: bytes) -> str | None:
    """The charset an HTML or XML text declares in its first bytes."""
    found = _DECLARED.search(data[:4096])
    return (found.group(1) or found.group(2)).decode("ascii") if found else None


@lru_cache(maxsize=1)
def _plausible() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    raw = json.loads(files("marsad.page").joinpath("data", "languages.json").read_text(encoding="utf-8"))
    words = frozenset(w for code in ("ar", "fa", "ur", "ku", "ps", "he", "en") for w in raw[code]["words"].split())
    return words, {code: frozenset(raw[code]["frequent"]) for code in raw if "frequent" in raw[code]}


def _score(text: str) -> float:
    """How much a text looks like a language: common words and common letters, less what no page holds."""
    words, frequent = _plausible()
    foreign = [c for c in text if c > "\x7f"]
    if not foreign:
        return 0.0
    found = _WORD.findall(text)
    common = sum(w in words for w in found if len(w) > 1 and w > "\x7f") / max(1, len(found))
    # Within one script only: bytes of one set read as another give a mixture.
    letters = max(sum(c in own for c in foreign) for own in frequent.values()) / len(foreign)
    odd = len(_ODD.findall(text)) + len(_MIXED.findall(text))
    inner_capitals = sum(1 for w in found if w[1:] != w[1:].lower() and w != w.upper()) / max(1, len(found))
    return 2 * common + letters - 2 * odd / len(foreign) - inner_capitals


def _utf16_unmarked(data: bytes) -> str | None:
    """UTF-16 without a mark: one byte of each pair is the block of the letter, and hardly varies."""
    sample = data[: _SAMPLE & ~1]
    if len(sample) < 4:
        return None
    blocks = b"\x00\x06\x20\xfe\xfb\xfd"
    best, name = 0.0, None
    for offset, candidate in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[offset::2]
        share = sum(high.count(b) for b in blocks) / len(high)
        other = sample[1 - offset :: 2]
        if share > best and sum(other.count(b) for b in b"\x00\x06") < 0.3 * len(other):
            best, name = share, candidate
    return name if best >= 0.9 else None


def _utf8(data: bytes) -> tuple[str, list[Note]] | None:
    """The bytes as UTF-8, if they are that but for a few slips or a cut at the end."""
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.start > 0 and data[error.start] >= 0xC2:
            return data[: error.start].decode("utf-8"), [_note(Reason.TRUNCATED_INPUT)]
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text[:_SAMPLE] if c > "\x7f" and c != "\ufffd")
    bad_here = text.count("\ufffd", 0, _SAMPLE)
    if bad <= 0.02 * len(text) and good > 4 * bad_here:
        return text, [_note(Reason.DECODED_WITH_REPLACEMENT)]
    return None


def _legacy(data: bytes, declared: str | None) -> tuple[str, float]:
    """The single-byte set that makes most sense of the bytes; the declared one wins a near tie."""
    sample = data[:_SAMPLE]
    names = dict.fromkeys(([declared] if declared and not declared.startswith("utf") else []) + list(_LEGACY))
    scored: list[tuple[float, int, str]] = []
    for order, name in enumerate(names):
        try:
            score = _score(sample.decode(name, errors="replace"))
        except (LookupError, ValueError):
            continue
        scored.append((round(score + (0.03 if name == declared else 0.0), 6), -order, name))
    score, _, name = max(scored)
    return name, score


def _western(text: str) -> bytes | None:
    """The bytes behind a text that was decoded as windows-1252 or Latin-1."""
    out = bytearray()
    for char in text:
        code = ord(char)
        if code < 0x100:
            out.append(code)
            continue
        try:
            out += char.encode("cp1252")
        except UnicodeEncodeError:
            return None
    return bytes(out)


def _unscrambled(text: str) -> str | None:
    """A text whose UTF-8 had been read as windows-1252 or windows-1256, restored; None where that is not certain."""
    sample = text[:_SAMPLE]
    foreign = sum(c > "\x7f" for c in sample)
    if foreign < 20:
        return None
    for view, name in ((_LATIN1_VIEW, "cp1252"), (_CP1256_VIEW, "cp1256")):
        if 2 * len(view.findall(sample)) < 0.6 * foreign:
            continue
        try:
            raw = _western(text) if name == "cp1252" else text.encode(name)
            restored = raw.decode("utf-8") if raw is not None else None
        except ValueError:
            continue
        if restored and _score(restored[:_SAMPLE]) > _score(sample) + 0.2:
            return restored
    return None


def _refuse_binary(data: bytes, source: str) -> None:
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise InputBinaryError(f"{name}, not text", source=source)


def _controls(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return (len(sample) - len(sample.translate(None, _CONTROL))) / max(1, len(sample))


def decode(data: bytes, *, declared: str | None = None, source: str = "") -> Decoded:
    """Decode a document.

    Args:
        data: the bytes.
        declared: the charset named outside the bytes (an HTTP header); one named inside is found here.
        source: the name of the input, for the error.

    Raises:
        InputBinaryError: the bytes are a picture, an archive, a program, or no text at all.
    """
    _refuse_binary(data, source)
    said = _canonical(declared) or _canonical(declared_charset(data))
    notes: list[Note] = []
    text, charset = "", ""
    for mark, name in _BOMS:
        if data.startswith(mark):
            text, charset = data[len(mark) :].decode(name, errors="replace"), name
            break
    controls = _controls(data)
    if not charset and controls > 0.02 and (guess := _utf16_unmarked(data)):
        text, charset = data.decode(guess, errors="replace"), guess
        if said != guess:
            notes.append(_note(Reason.CHARSET_GUESSED))
    if not charset and controls > 0.02:
        raise InputBinaryError("the bytes are not text", source=source)
    if not charset and (unicode := _utf8(data)):
        text, charset = unicode[0], "utf-8"
        notes += unicode[1]
        if restored := _unscrambled(text):
            text = restored
            notes.append(_note(Reason.MOJIBAKE_REPAIRED))
    elif not charset:
        charset, score = _legacy(data, said)
        if score < _PLAUSIBLE:
            raise InputBinaryError("the bytes are not text in any known character set", source=source)
        text = data.decode(charset, errors="replace")
        if not said:
            notes.append(_note(Reason.CHARSET_GUESSED))
    if said and not said.startswith("utf-16") and said != charset and not data.isascii():
        notes.append(_note(Reason.WRONG_CHARSET_DECLARED))
    if "\ufffd" in text and charset != "utf-8":
        notes.append(_note(Reason.DECODED_WITH_REPLACEMENT))
    return Decoded(text, charset, tuple(notes))
