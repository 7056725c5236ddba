"""Gzip with limits: a small file must not become a huge one, and a cut file gives what came before the cut."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from marsad.errors import CompressionError

_CHUNK = 1 << 20
_MAGIC = b"\x1f\x8b"
_GZIP = 31
#: No text packs better than this; what does is made to exhaust memory.
_RATIO = 1000
_RATIO_FROM = 8 << 20


def is_gzip(data: bytes) -> bool:
    """Whether bytes begin like gzip."""
    return data.startswith(_MAGIC)


class GzipStream(io.RawIOBase):
    """The unpacked bytes of a gzip stream of any number of members.

    ``truncated`` tells, once the end is reached, whether the stream broke off.
    """

    def __init__(self, packed: BinaryIO, *, source: str) -> None:
        super().__init__()
        self.truncated = False
        self._packed = packed
        self._source = source
        self._unpacker = zlib.decompressobj(_GZIP)
        self._left = b""
        self._read = self._given = 0
        self._ended = False

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer; 0 at the end."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._next(len(view))
        view[: len(data)] = data
        return len(data)

    def _next(self, size: int) -> bytes:
        while not self._ended:
            if not self._left:
                self._left = self._packed.read(_CHUNK)
                self._read += len(self._left)
            if not self._left:
                self._ended = True
                self.truncated = not self._unpacker.eof
                break
            if self._unpacker.eof:
                if not self._left.startswith(_MAGIC):
                    self._ended = True  # padding after the last member
                    break
                self._unpacker = zlib.decompressobj(_GZIP)
            try:
                data = self._unpacker.decompress(self._left, size)
            except zlib.error as error:
                raise CompressionError("the gzip stream is broken", source=self._source) from error
            self._left = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
            self._given += len(data)
            if self._given > _RATIO_FROM and self._given > _RATIO * self._read:
                raise CompressionError("the gzip stream unpacks to far more than any text would", source=self._source)
            if data:
                return data
        return b""
