"""How is the text of a kept report had without reading all of it?  It stands near the head of the JSON, so only the head is unpacked.

A report is three times as long as its text, and an export of a whole store needs nothing else of it.
"""

from __future__ import annotations

import json
import re
import zlib

from pydantic_core import from_json

#: Bytes of JSON that hold the text of most reports; more is unpacked where they do not.
_ENOUGH = 4_000
#: What stands before the text; a quotation mark inside a string is escaped, so no words of the article look like it.
_BEFORE = re.compile(r'"language":"[^"\\]*","text":(?=")')
_decoder = json.JSONDecoder()


def text_of(packed: bytes) -> str:
    """The text of a packed report."""
    reader = zlib.decompressobj()
    head = reader.decompress(packed, _ENOUGH)
    while True:
        words = head.decode("utf-8", "ignore")
        found = _BEFORE.search(words)
        if found is not None:
            try:
                return str(_decoder.raw_decode(words, found.end())[0])
            except ValueError:
                # The text goes on after the head.
                pass
        more = reader.decompress(reader.unconsumed_tail, 2 * len(head))
        if not more:
            return from_json(head)["document"]["text"]  # type: ignore[no-any-return]
        head += more
