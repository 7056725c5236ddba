"""CSV: one table a file."""

from __future__ import annotations

from marsad.exports.base import Format
from marsad.exports.delimited import Delimited

FORMAT = Format("csv", ".csv", "tables", Delimited)
