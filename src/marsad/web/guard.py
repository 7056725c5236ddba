"""What no request gets past, whatever page it asks for: foreign names, too many bytes, headers that are missing.

Plain ASGI around the application, so that it also holds for errors and static files.
"""

from __future__ import annotations

import json
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from marsad.web.settings import Settings, loopback

#: No script and no style inside a page, nothing from elsewhere, no frame around it.  blob: and data: pictures are the map's.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


class _TooLargeError(Exception):
    pass


def _host_name(host: str) -> str:
    """A Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0].removeprefix("[").lower()
    return host.rpartition(":")[0].lower() if ":" in host else host.lower()


def answers_to(settings: Settings, host: str) -> bool:
    """Whether a Host header names this server.

    On a loopback address the names of this machine are the only ones: a page elsewhere whose name was made to resolve to
    127.0.0.1 is not answered.
    """
    name = _host_name(host)
    if name in (each.lower() for each in settings.names):
        return True
    return loopback(name) if settings.alone else not settings.names


class Guard:
    """Wraps an application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not answers_to(self.settings, headers.get("host", "")):
            await _refuse(send, 421, "M605", "this server does not answer to that name")
            return
        length = headers.get("content-length", "0")
        most = self.settings.most_bytes
        if not length.isdigit() or int(length) > most:
            await _refuse_size(send, most)
            return
        begun, refused, taken = False, False, 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise _TooLargeError
            return message

        async def covered(message: Message) -> None:
            nonlocal begun, refused
            if message["type"] == "http.response.start":
                if taken > most and not begun:
                    # Whatever was made of the body breaking off.
                    refused = True
                    await _refuse_size(send, most)
                begun = True
                _cover(message, scope)
            if not refused:
                await send(message)

        try:
            await self.app(scope, counted, covered)
        except _TooLargeError:
            if not begun:
                await _refuse_size(send, most)


def _cover(message: Message, scope: Scope) -> None:
    headers = MutableHeaders(scope=message)
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if not scope["path"].startswith("/static/"):
        # What is shown depends on who asks.
        headers.setdefault("Cache-Control", "no-store" if "etag" not in headers else "private, no-cache")
        headers.append("Vary", "Cookie")


async def _refuse_size(send: Send, most: int) -> None:
    await _refuse(send, 413, "M106", f"more than {most >> 20} MB in one request")


async def _refuse(send: Send, status: int, code: str, message: str) -> None:
    body: dict[str, Any] = {"error": {"code": code, "message": message, "hint": ""}}
    content = json.dumps(body).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    headers += [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
