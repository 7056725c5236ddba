"""The files that pages are made of: style, scripts, fonts, the map library; all shipped, none fetched from elsewhere."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from marsad.gazetteer import borders
from marsad.render import labels

HOME = Path(__file__).parent / "static"
#: What pages share with the page that ``marsad read --format html`` writes.
SHARED = {
    "render/marks.css": ("marks.css", "text/css"),
    "render/report.js": ("page.js", "text/javascript"),
    "render/brief.css": ("brief.css", "text/css"),
}
#: The borders of countries, as TopoJSON: the gazetteer's file as it is, which is gzipped.
BORDERS = "map/borders.json"


@cache
def _borders() -> tuple[bytes, str]:
    content = borders.FILE.read_bytes()
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _map(scope: Scope) -> Response:
    content, tag = _borders()
    headers = {"ETag": tag, "Content-Encoding": "gzip", "Cache-Control": "public, max-age=86400"}
    if tag in Headers(scope=scope).get("if-none-match", ""):
        return Response(status_code=304, headers={"ETag": tag, "Cache-Control": headers["Cache-Control"]})
    return Response(content, headers=headers, media_type="application/json")


class Files(StaticFiles):
    """Static files: those of others never change under their name; ours are asked for again each time."""

    def __init__(self) -> None:
        super().__init__(directory=HOME)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file."""
        if path.replace("\\", "/") == BORDERS:
            return _map(scope)
        shared = SHARED.get(path.replace("\\", "/"))
        if shared is not None:
            response: Response = Response(labels.data(shared[0]), media_type=shared[1])
        else:
            response = await super().get_response(path, scope)
        vendor = path.startswith("vendor")
        response.headers["Cache-Control"] = "public, max-age=604800, immutable" if vendor else "no-cache"
        return response
