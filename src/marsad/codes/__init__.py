"""Codes of other systems (ACLED, PLOVER, UCDP) for an event: tables as data, and the look-up."""

from marsad.codes.crosswalk import Coding, codes
from marsad.codes.sides import Side, add_sides

__all__ = ["Coding", "Side", "add_sides", "codes"]
