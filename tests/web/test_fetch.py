"""Fetching reaches the public internet and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from marsad.errors import FetchFailedError, FetchRefusedError, InputTooLargeError
from marsad.page.fetch import fetch, public

PUBLIC = "93.184.215.14"
PAGE = "<html><body><p>قصفت المدفعية القرية.</p></body></html>"


def names(**known: str | list[str]) -> Callable[[str, int], list[str]]:
    def look_up(host: str, port: int) -> list[str]:
        found = known.get(host.replace(".", "_"), PUBLIC)
        return [found] if isinstance(found, str) else found

    return look_up


def page(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, html=PAGE)


def no_network(request: httpx.Request) -> httpx.Response:
    pytest.fail(f"a request went out to {request.url}")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.0.0.1:8080/", "http://127.1/", "http://[::1]/", "http://[::]/", "http://0.0.0.0/", "http://0/",
        "http://169.254.169.254/latest/meta-data/", "http://2130706433/", "http://017700000001/", "http://0x7f000001/",
        "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://127.0.0.1./", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a9fe:a9fe]/",
        "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/",
        "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://100.64.0.1/", "http://224.0.0.1/", "http://255.255.255.255/",
    ],
)  # fmt: skip
def test_private_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchRefusedError):
        fetch(url, transport=httpx.MockTransport(no_network))


@pytest.mark.parametrize("host", ["localhost", "localhost."])
def test_the_name_of_this_machine_is_refused(host: str) -> None:
    with pytest.raises((FetchRefusedError, FetchFailedError)):
        fetch(f"http://{host}/", transport=httpx.MockTransport(no_network))


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/", "file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)", "data:text/html,x", "//example.org/",
        "http://", "http://user:secret@example.org/", "http://example.org:22/", "http://example.org:6379/", "http://exa mple.org/",
        "http://example.org\\@127.0.0.1/", "http://example.org/\r\nX: y", "http://[::1/", "http://example.org:port/", "",
    ],
)  # fmt: skip
def test_other_schemes_ports_and_spellings_are_refused(url: str) -> None:
    with pytest.raises(FetchRefusedError):
        fetch(url, look_up=names(), transport=httpx.MockTransport(no_network))


@pytest.mark.parametrize("found", ["127.0.0.1", "169.254.169.254", "::1", "::ffff:10.0.0.1", [PUBLIC, "10.0.0.1"], []])
def test_names_that_lead_to_private_addresses_are_refused(found: str | list[str]) -> None:
    with pytest.raises(FetchRefusedError):
        fetch(
            "http://rebound.example/", look_up=names(rebound_example=found), transport=httpx.MockTransport(no_network)
        )


@pytest.mark.parametrize(
    "there", ["http://127.0.0.1/", "http://inside.example/", "//[::1]/", "file:///etc/passwd", "http://2130706433/"]
)
def test_redirects_are_looked_at_as_the_first_address_is(there: str) -> None:
    asked: list[str] = []

    def moved(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["host"])
        return httpx.Response(302, headers={"Location": there})

    with pytest.raises(FetchRefusedError):
        fetch("http://news.example/", look_up=names(inside_example="192.168.0.9"), transport=httpx.MockTransport(moved))
    assert asked == ["news.example"]


def test_the_address_that_was_looked_at_is_the_one_that_is_connected_to() -> None:
    looked: list[str] = []

    def changing(host: str, port: int) -> list[str]:
        looked.append(host)
        return [PUBLIC if len(looked) == 1 else "127.0.0.1"]

    def seen(request: httpx.Request) -> httpx.Response:
        assert request.url.host == PUBLIC
        assert request.headers["host"] == "news.example"
        assert request.extensions["sni_hostname"] == "news.example"
        return page(request)

    found = fetch("https://news.example/a?b=1#c", look_up=changing, transport=httpx.MockTransport(seen))
    assert looked == ["news.example"]
    assert (found.url, found.data.decode()) == ("https://news.example/a?b=1#c", PAGE)


def test_a_redirect_to_a_public_address_is_followed() -> None:
    def moved(request: httpx.Request) -> httpx.Response:
        return page(request) if request.url.path == "/new" else httpx.Response(301, headers={"Location": "/new"})

    assert (
        fetch("http://news.example/old", look_up=names(), transport=httpx.MockTransport(moved)).url
        == "http://news.example/new"
    )


def test_what_does_not_answer_with_a_page_is_said() -> None:
    def answering(response: httpx.Response) -> httpx.MockTransport:
        return httpx.MockTransport(lambda _: response)

    def broken(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no")

    url = "http://news.example/"
    for transport in (
        answering(httpx.Response(404)),
        answering(httpx.Response(200, content=b"%PDF", headers={"Content-Type": "application/pdf"})),
        answering(httpx.Response(302, headers={"Location": url})),
        httpx.MockTransport(broken),
    ):
        with pytest.raises(FetchFailedError):
            fetch(url, look_up=names(), transport=transport)
    with pytest.raises(InputTooLargeError):
        fetch(url, look_up=names(), transport=answering(httpx.Response(200, html="x" * 2000)), most_bytes=1000)


def test_public_addresses_are_public() -> None:
    assert public(PUBLIC)
    assert public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    assert public("64:ff9b::5db8:d70e")
    assert not public("not an address")
