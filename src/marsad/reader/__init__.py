"""Article → Report: the reader.  Pure: no files, clock, network or globals that change."""

from marsad.reader.read import Reader, read_article, reader_of

__all__ = ["Reader", "read_article", "reader_of"]
