"""Codes of other systems (ACLED, PLOVER, UCDP) for an event: tables as data, and the look-up."""

from marsad.codes.crosswalk import Coding, codes

__all__ = ["Coding", "codes"]
