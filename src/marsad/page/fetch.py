"""A page from the web, whose address somebody gave: only from public addresses, whatever names and redirects lead to.

The address of each hop is looked up once, looked at, and connected to as it was found, so that a name cannot be public when
it is looked at and private when it is connected to.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urljoin, urlsplit

from marsad.errors import FetchFailedError, FetchRefusedError, InputTooLargeError

if TYPE_CHECKING:
    import httpx

_SCHEMES = {"http": 80, "https": 443}
#: Where pages are served; other ports are other services.
_PORTS = frozenset((80, 443, 8080, 8443))
_REDIRECTS = 5
_SECONDS = 30.0
_MOST_BYTES = 16 << 20
_PAGES = ("text/html", "text/plain", "application/xhtml+xml")
_MOVED = frozenset((301, 302, 303, 307, 308))
#: IPv6 addresses that hold an IPv4 address in their last four bytes.
_EMBEDDING = tuple(ipaddress.IPv6Network(each) for each in ("64:ff9b::/96", "::/96", "64:ff9b:1::/48"))
#: A number in any notation, or several with dots: an IPv4 address, which has one spelling only that is taken.
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.I)
_AGENT = "Marsad"

#: The addresses of a host, as ``socket.getaddrinfo`` gives them.
Resolve = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page: the address it came from in the end, its bytes, and the character set that its server names."""

    url: str
    data: bytes
    charset: str | None


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def public(address: str) -> bool:
    """Whether an IP address is one of the public internet's, also where it holds another inside."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner: ipaddress.IPv4Address | None = ip.ipv4_mapped or ip.sixtofour
        if inner is None and any(ip in network for network in _EMBEDDING):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return public(str(inner))
        if ip.teredo is not None:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _refused(url: str, why: str) -> FetchRefusedError:
    return FetchRefusedError(why, source=url[:200])


def _parts(url: str) -> tuple[SplitResult, str, int]:
    """An address taken apart: its host and its port."""
    if any(not mark.isprintable() or mark in "\\ " for mark in url):
        raise _refused(url, "not an address on the web")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _refused(url, "not an address on the web") from None
    if parts.scheme not in _SCHEMES or not host:
        raise _refused(url, "not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise _refused(url, "an address with a user in it")
    if _NUMERIC.fullmatch(host):
        try:
            ipaddress.IPv4Address(host)
        except ValueError:
            raise _refused(url, "an IP address in an unusual spelling") from None
    if (":" in host or _NUMERIC.fullmatch(host)) and not public(host):
        raise _refused(url, "not a public address")
    used = port or _SCHEMES[parts.scheme]
    if used not in _PORTS:
        raise _refused(url, f"port {used} serves no pages")
    return parts, host, used


def _pinned(url: str, look_up: Resolve) -> tuple[str, str, str]:
    """The address to connect to, by number; the Host header; the name that the certificate has to bear."""
    parts, host, port = _parts(url)
    try:
        found = look_up(host, port)
    except (OSError, UnicodeError):
        raise FetchFailedError("no such host", source=url[:200]) from None
    # One private address among several is enough: which one is used would be up to whoever owns the name.
    if not found or not all(map(public, found)):
        raise _refused(url, "not a public address")
    literal = f"[{found[0]}]" if ":" in found[0] else found[0]
    numbered = parts._replace(netloc=f"{literal}:{port}", fragment="").geturl()
    return numbered, parts.netloc, host


def _read(response: httpx.Response, url: str, most: int, until: float) -> bytes:
    data = bytearray()
    for chunk in response.iter_bytes(1 << 16):
        data += chunk
        if len(data) > most:
            raise InputTooLargeError(f"more than {most >> 20} MB in one page", source=url[:200])
        if monotonic() > until:
            raise FetchFailedError("the server is too slow", source=url[:200])
    return bytes(data)


def fetch(
    url: str,
    *,
    look_up: Resolve = resolve,
    transport: httpx.BaseTransport | None = None,
    most_bytes: int = _MOST_BYTES,
) -> Fetched:
    """Fetch a page.

    ``look_up`` and ``transport`` stand for the network where a test has none.

    Raises:
        FetchRefusedError: the address, or one that it leads to, is not public, not http(s), or no page's.
        FetchFailedError: nothing answered, or not with a page.
        InputTooLargeError: the page has more than ``most_bytes``.
    """
    import httpx

    until = monotonic() + _SECONDS
    at = url.strip()
    options: dict[str, Any] = {"trust_env": False, "follow_redirects": False, "timeout": 10.0}
    try:
        with httpx.Client(transport=transport, **options) as client:
            for _ in range(_REDIRECTS + 1):
                numbered, netloc, host = _pinned(at, look_up)
                headers = {"Host": netloc, "User-Agent": _AGENT, "Accept": "text/html, text/plain;q=0.5"}
                request = client.build_request("GET", numbered, headers=headers, extensions={"sni_hostname": host})
                response = client.send(request, stream=True)
                try:
                    if response.status_code in _MOVED and "location" in response.headers:
                        at = urljoin(at, response.headers["location"])
                        continue
                    if response.status_code != 200:
                        raise FetchFailedError(f"the server answers {response.status_code}", source=at[:200])
                    kind = response.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
                    if kind not in _PAGES:
                        raise FetchFailedError(f"not a page but {kind[:60]}", source=at[:200])
                    return Fetched(at, _read(response, at, most_bytes, until), response.charset_encoding)
                finally:
                    response.close()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchFailedError(f"no answer: {type(error).__name__}", source=at[:200]) from None
    raise FetchFailedError("it leads from address to address without an end", source=url[:200])
