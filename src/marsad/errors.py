"""Errors people see: one tree, a stable code each, an exit code per class, and a hint of what to do.

MarsadError (M000)
├── InputError (M100)             one input could not be read; the others still are
│   ├── InputMissingError (M101)       no such file
│   ├── InputIsDirectoryError (M102)   a folder where a file was meant
│   ├── InputUnreadableError (M103)    permission, device or read error
│   ├── InputEmptyError (M104)         nothing in it
│   ├── InputBinaryError (M105)        a picture, archive, program or random bytes
│   ├── InputTooLargeError (M106)      more than the limit for one document
│   ├── CompressionError (M107)        broken, truncated or exploding gzip
│   ├── JsonLineError (M108)           a line of .jsonl that is not a usable record
│   ├── WarcError (M109)               a broken web archive
│   ├── FetchRefusedError (M110)       an address that is not fetched
│   └── FetchFailedError (M111)        an address that did not answer with a page
├── UsageError (M200)             the call itself is wrong
│   └── BadDateError (M201)            not a date in the form YYYY-MM-DD
├── DataError (M300)              a data file of Marsad's own is wrong
│   ├── LexiconError (M301)            with file and line
│   ├── DataMissingError (M302)        a compiled or shipped file is not there
│   ├── DictionaryError (M303)         a user's dictionary cannot be used
│   └── GazetteerError (M304)          a gazetteer, or a dump to make one from, cannot be used
├── OutputError (M400)            the result could not be written
├── StoreError (M500)             the observatory's store cannot be used
│   ├── StoreMissingError (M501)       no store there
│   ├── StoreReadOnlyError (M502)      it may be read, not written
│   ├── StoreFullError (M503)          no room left: disk, quota or file size limit
│   ├── StoreForeignError (M504)       a database or file of somebody else's
│   ├── StoreNewerError (M505)         made by a newer Marsad
│   ├── StoreOlderError (M506)         made by an older Marsad, not upgraded yet
│   ├── StoreBusyError (M507)          another program holds it
│   ├── StoreDamagedError (M508)       its file is damaged
│   ├── StoreUnreachableError (M509)   the server does not answer, or refuses
│   ├── NotInStoreError (M510)         no such document, event, correction or user in it
│   ├── CorrectionError (M511)         a correction that does not fit the record
│   ├── WatchError (M512)              a watch area that cannot be made
│   └── AccountError (M513)            a user that cannot be made so
└── WebError (M600)               a request that the web refuses
    ├── NotSignedInError (M601)        who asks has to say who they are
    ├── NotAllowedError (M602)         their role does not allow it
    ├── TooManyTriesError (M603)       too many attempts to log in
    ├── ForgedRequestError (M604)      it did not come from a page of Marsad's
    ├── NoSuchPageError (M605)         there is no such page
    ├── BadRequestError (M606)         a value that is none
    └── NoUsersError (M607)            open to others, and nobody may come in
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple


class Problem(NamedTuple):
    """Something wrong with the data: which file, which line (from 1), what."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class MarsadError(Exception):
    """Base of every error Marsad raises on purpose."""

    code: ClassVar[str] = "M000"
    exit_code: ClassVar[int] = 1
    advice: ClassVar[str] = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = self.advice if hint is None else hint

    def __str__(self) -> str:
        """One line: code, message and, when there is one, the hint."""
        line = f"{self.code}: {self.message}"
        return f"{line} ({self.hint})" if self.hint else line


class InputError(MarsadError):
    """One input could not be read."""

    code = "M100"

    def __init__(self, message: str, *, source: str = "", line: int | None = None, hint: str | None = None) -> None:
        where = source if line is None else f"{source}:{line}" if source else f"line {line}"
        super().__init__(f"{where}: {message}" if where else message, hint=hint)
        self.source = source
        self.line = line


class InputMissingError(InputError):
    """There is no such file."""

    code = "M101"
    advice = "check the path"


class InputIsDirectoryError(InputError):
    """A folder was given where a file is read."""

    code = "M102"
    advice = "name the files inside it"


class InputUnreadableError(InputError):
    """The file is there but cannot be read."""

    code = "M103"
    advice = "check its permissions"


class InputEmptyError(InputError):
    """There is nothing in the input."""

    code = "M104"


class InputBinaryError(InputError):
    """The bytes are not text in any character set Marsad knows."""

    code = "M105"
    advice = "give text, HTML, WARC or JSON lines"


class InputTooLargeError(InputError):
    """The document is larger than the limit."""

    code = "M106"
    advice = "split it into its documents, one per file or one per line of .jsonl"


class CompressionError(InputError):
    """A gzip stream is broken, cut off, or unpacks to far more than it should."""

    code = "M107"
    advice = "fetch the file again"


class JsonLineError(InputError):
    """A line of a .jsonl file is not a record with text or html."""

    code = "M108"
    advice = "each line is an object with id and text or html"


class WarcError(InputError):
    """A web archive cannot be read."""

    code = "M109"
    advice = "fetch the file again"


class FetchRefusedError(InputError):
    """An address on the web that is not fetched, whatever is there."""

    code = "M110"
    advice = "only public http and https addresses are fetched"


class FetchFailedError(InputError):
    """An address on the web did not answer, or not with a page."""

    code = "M111"
    advice = "open it in a browser, save the page and give the file"


class UsageError(MarsadError):
    """The call is wrong."""

    code = "M200"
    exit_code = 2


class BadDateError(UsageError):
    """A date was given in another form than YYYY-MM-DD."""

    code = "M201"
    advice = "write the date as YYYY-MM-DD"


class DataError(MarsadError):
    """A data file of Marsad's own is wrong."""

    code = "M300"

    def __init__(self, message: str, *, file: str = "", line: int | None = None, hint: str | None = None) -> None:
        where = file if line is None else f"{file}:{line}"
        super().__init__(f"{where}: {message}" if where else message, hint=hint)
        self.file = file
        self.line = line


class LexiconError(DataError):
    """An entry of the lexicon is malformed or clashes with another."""

    code = "M301"
    advice = "run marsad lexicon check"


class DataMissingError(DataError):
    """A file that should be shipped or compiled is not there."""

    code = "M302"
    advice = "reinstall marsad, or run marsad lexicon build in a checkout"


class DictionaryError(DataError):
    """A user's dictionary cannot be used; each entry that is wrong is a LexiconError in ``problems``."""

    code = "M303"
    exit_code = 2
    advice = "docs/lexicon.md shows how to write one"

    def __init__(
        self, message: str, *, file: str = "", problems: tuple[LexiconError, ...] = (), hint: str | None = None
    ) -> None:
        super().__init__(message, file=file, hint=hint)
        self.problems = problems


class GazetteerError(DataError):
    """A row of the gazetteer is wrong, or a gazetteer of one's own, or a dump to make one from, cannot be used."""

    code = "M304"
    exit_code = 2
    advice = "docs/gazetteer.md says what is expected"


class OutputError(MarsadError):
    """The result could not be written."""

    code = "M400"


class StoreError(MarsadError):
    """The observatory's store cannot be used."""

    code = "M500"


class StoreMissingError(StoreError):
    """There is no store at this address."""

    code = "M501"
    advice = "marsad init makes one"


class StoreReadOnlyError(StoreError):
    """The store may be read, not written."""

    code = "M502"
    advice = "check the permissions of the file and of its folder"


class StoreFullError(StoreError):
    """There is no room left for what was to be written; what was confirmed before is kept."""

    code = "M503"
    advice = "make room and run the same command again"


class StoreForeignError(StoreError):
    """There is something at this address, but no store of Marsad's."""

    code = "M504"
    advice = "give another --store"


class StoreNewerError(StoreError):
    """A newer Marsad made the store."""

    code = "M505"
    advice = "upgrade marsad"


class StoreOlderError(StoreError):
    """An older Marsad made the store, and it was not upgraded yet."""

    code = "M506"
    advice = "marsad init upgrades it; marsad backup first"


class StoreBusyError(StoreError):
    """Another program holds the store."""

    code = "M507"
    advice = "wait until it is done and run the same command again"


class StoreDamagedError(StoreError):
    """The file of the store is damaged."""

    code = "M508"
    advice = "take the last backup"


class StoreUnreachableError(StoreError):
    """The database server does not answer, or refuses."""

    code = "M509"
    advice = "check the address, the account and that the server runs"


class NotInStoreError(StoreError):
    """The store holds no such document, event or correction."""

    code = "M510"
    advice = "marsad search lists what it holds"


class CorrectionError(StoreError):
    """A correction does not fit the record it is for."""

    code = "M511"
    exit_code = 2
    advice = "docs/observatory.md says what can be corrected"


class WatchError(StoreError):
    """A watch area cannot be made: no such border, a file that is no area, a name that is taken."""

    code = "M512"
    exit_code = 2
    advice = "docs/watch.md says what an area may be"


class AccountError(StoreError):
    """A user cannot be made so."""

    code = "M513"
    exit_code = 2


class WebError(MarsadError):
    """A request that the web refuses."""

    code = "M600"


class NotSignedInError(WebError):
    """Who asks has to say who they are."""

    code = "M601"
    advice = "log in, or send a token"


class NotAllowedError(WebError):
    """The role of who asks does not allow it."""

    code = "M602"
    advice = "ask an editor"


class TooManyTriesError(WebError):
    """Too many attempts to log in from one address or under one name."""

    code = "M603"
    advice = "wait a few minutes"


class ForgedRequestError(WebError):
    """The request did not come from a page of this Marsad's."""

    code = "M604"
    advice = "open the page again and send it once more"


class NoSuchPageError(WebError):
    """There is no such page."""

    code = "M605"


class BadRequestError(WebError):
    """A value in the request is none that can be used."""

    code = "M606"


class NoUsersError(WebError):
    """Open to other machines, and nobody may come in."""

    code = "M607"
    exit_code = 2
    advice = "marsad user add makes the first user"
