"""What does a zone look like on a map?  Its outline as GeoJSON, for the eye; whether something is inside, ``zones`` tells."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from marsad.observatory.zones import Zone

#: Beyond that a zone is no piece of a map any more.
_WIDEST_KM = 3000.0
#: Finer than a pixel at the closest that the map comes.
_FINE = 0.0005


def _columns(axes: Any) -> Any:
    import numpy

    return numpy.column_stack(axes)


@lru_cache(maxsize=64)
def outline(zone: Zone) -> dict[str, Any] | None:
    """The outline; None where it cannot be drawn as one piece of a map: very wide, or over longitude 180 or a pole."""
    import shapely
    from pyproj import Transformer

    shape = zone.shape
    west, south, east, north = zone.bounds
    if zone.km > _WIDEST_KM or west < -180 or east > 180 or south < -89 or north > 89:
        return None
    if zone.km:
        middle = shape.centroid
        plane = f"+proj=aeqd +lat_0={middle.y} +lon_0={middle.x} +ellps=WGS84"
        there = Transformer.from_crs("EPSG:4326", plane, always_xy=True)

        def flat(points: Any) -> Any:
            return _columns(there.transform(points[:, 0], points[:, 1]))

        def round_again(points: Any) -> Any:
            return _columns(there.transform(points[:, 0], points[:, 1], direction="INVERSE"))

        shape = shapely.transform(shapely.transform(shape, flat).buffer(zone.km * 1000), round_again)
    found: dict[str, Any] = json.loads(shapely.to_geojson(shapely.simplify(shape, _FINE)))
    return found
