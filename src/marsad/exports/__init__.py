"""Exports: what the observatory holds, in the formats that partners use.

One module a format, in ``formats``; a new one needs no other change.  Column lists and code values are data, each with its source.
Nothing here touches a database: rows come from ``marsad.observatory.outflow``.
"""
