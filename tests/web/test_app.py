"""Who may, what gets past nobody, and what pages say."""

from __future__ import annotations

import re
from html import unescape

import pytest
from anyio.from_thread import BlockingPortal

from helpers.web import PAGES, PASSWORDS, Client, log_in, proof
from marsad.errors import AccountError, NotInStoreError, NoUsersError, TooManyTriesError
from marsad.observatory import accounts
from marsad.observatory.search import search
from marsad.observatory.store import Store
from marsad.web.app import create_app
from marsad.web.guard import answers_to
from marsad.web.limits import Attempts
from marsad.web.settings import Settings, loopback

TEXT = "قصفت المدفعية قرية الزعفرانة أمس وقتلت خمسة مدنيين، بحسب وزارة الدفاع."


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_in_either_language(client: Client, uid: str, incident_id: str, name: str, lang: str) -> None:
    answer = client.get(f"/{lang}" + PAGES[name].format(uid=uid, incident=incident_id))
    assert answer.status_code == (404 if name == "missing" else 200)
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}"' in answer.text
    assert answer.text.count("<h1") == 1
    assert answer.text.count("<main") == 1
    other = "en" if lang == "ar" else "ar"
    there = re.search(rf'<a class="tool" href="(/{other}/[^"]*)"', answer.text)
    assert there is not None
    assert client.get(unescape(there.group(1))).status_code == answer.status_code
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy


def test_the_first_page_is_in_the_language_that_is_preferred(client: Client) -> None:
    def first(**headers: str) -> str:
        return client.get("/", headers=headers).headers["location"]

    assert first() == "/ar/"
    assert first(**{"Accept-Language": "en-GB,en;q=0.9,ar;q=0.5"}) == "/en/"
    assert first(**{"Accept-Language": "fr"}) == "/ar/"
    assert first(**{"Accept-Language": "en", "Cookie": "marsad_lang=ar"}) == "/ar/"
    assert client.get("/fr/documents").status_code == 404


def test_the_theme_that_was_chosen_is_drawn_at_once(client: Client) -> None:
    assert 'data-theme="dark"' in client.get("/ar/documents", headers={"Cookie": "marsad_theme=dark"}).text
    assert "data-theme=" not in client.get("/ar/documents", headers={"Cookie": 'marsad_theme="><script>'}).text


def test_the_list_finds_marks_and_pages(client: Client, store: Store) -> None:
    found = client.get("/en/documents", params={"q": "القائم"}).text
    assert "<mark>" in found
    assert found.count('class="hit"') == len(search(store, "القائم"))
    both = [re.findall(r'/en/documents/([0-9a-f]{16})"', client.get(f"/en/documents?page={n}").text) for n in (1, 2)]
    assert sorted(both[0] + both[1]) == sorted(hit.uid for hit in search(store, limit=100))
    assert client.get("/en/documents?page=1&type=airstrike&since=2024-05-01").text.count('class="hit"') > 0
    for wrong in (
        "since=yesterday",
        "since=2024-05-02&until=2024-05-01",
        "status=maybe",
        "near=1,2",
        "page=0",
        "q=؟",
        "q=%00",
    ):
        answer = client.get(f"/en/documents?{wrong}")
        assert answer.status_code == 422, wrong
        assert 'role="alert"' in answer.text


def test_an_empty_store_teaches(tmp_path: object, portal: BlockingPortal) -> None:
    from pathlib import Path

    from marsad.observatory.store import init_store

    with init_store(Path(str(tmp_path)) / "empty.db")[0] as store:
        empty = Client(create_app(store), portal, "http://127.0.0.1")
        assert "marsad ingest" in empty.get("/ar/documents").text
        assert empty.get("/en/desk").status_code == 200


def test_why_is_told(client: Client, uid: str) -> None:
    part = client.get(f"/en/documents/{uid}/why/e1?part=true").text
    assert part.strip().startswith('<div class="why-rows">')
    assert ".yaml:" in part
    assert client.get(f"/en/documents/{uid}/why/e999").status_code == 404


def test_a_text_is_previewed_then_kept_then_found(client: Client, store: Store) -> None:
    form = {"proof": proof(client, "/ar/add"), "text": TEXT}
    before = len(search(store, limit=100))
    preview = client.post("/ar/add", data=form).text
    assert "k-trigger" in preview
    assert 'type="date" name="published"' in preview, "no day is given, so it is asked for"
    assert len(search(store, limit=100)) == before
    carried = unescape(re.findall(r'<textarea name="carried"[^>]*>(.*?)</textarea>', preview, re.DOTALL)[0])
    dated = {"proof": form["proof"], "carried": carried, "published": "2024-05-02"}
    again = client.post("/ar/add/again", data=dated)
    assert 'datetime="2024-05-02"' in again.text
    saved = client.post("/ar/add/save", data=dated)
    assert saved.status_code == 303
    (hit,) = search(store, "الزعفرانة")
    assert saved.headers["location"] == f"/ar/documents/{hit.uid}"
    assert str(hit.events[0].first) == "2024-05-01"
    wrong = {"proof": form["proof"], "carried": carried.replace("قرية", "مدينة", 1)}
    assert client.post("/ar/add/save", data=wrong).status_code == 422


def test_files_are_read_and_what_cannot_be_is_said(client: Client, store: Store) -> None:
    form = {"proof": proof(client, "/en/add"), "published": "2024-05-02"}
    lines = "\n".join(f'{{"id": "line-{n}", "text": "{TEXT} {n}"}}' for n in range(3))
    files = [
        ("files", ("../../etc/report.txt", TEXT.encode())),
        ("files", ("many.jsonl", lines.encode())),
        ("files", ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200))),
    ]
    answer = client.post("/en/add", data=form, files=files)
    assert answer.status_code == 200
    assert answer.text.count('name="carried"') == 4
    assert "M105" in answer.text
    assert "etc" not in answer.text.split('name="carried"')[1].split("</textarea>")[0]
    carried = [
        unescape(c) for c in re.findall(r'<textarea name="carried"[^>]*>(.*?)</textarea>', answer.text, re.DOTALL)
    ]
    client.post("/en/add/save", data={"proof": form["proof"], "carried": carried})
    assert {hit.name for hit in search(store, "الزعفرانة", limit=9)} == {"report", "line-0", "line-1", "line-2"}


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://169.254.169.254/latest", "file:///etc/passwd", "http://[::1]/", "http://2130706433/"],
)
def test_private_addresses_are_not_fetched(client: Client, url: str) -> None:
    answer = client.post("/en/add", data={"proof": proof(client, "/en/add"), "url": url})
    assert answer.status_code == 422
    assert "M110" in answer.text


def test_bounds_and_names(client: Client, store: Store, portal: BlockingPortal) -> None:
    small = Client(create_app(store, Settings(most_bytes=5000)), portal, "http://127.0.0.1")
    answer = small.post("/en/add", data={"text": "x" * 6000})
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "M106")

    async def chunks():  # type: ignore[no-untyped-def]
        for _ in range(6):
            yield b"x" * 1000

    assert (
        small.post("/api/v1/documents", content=chunks(), headers={"Content-Type": "application/json"}).status_code
        == 413
    )
    for host in ("rebound.example", "127.0.0.1.rebound.example", "", "169.254.169.254", "[::ffff:8.8.8.8]"):
        assert client.get("/ar/documents", headers={"Host": host}).status_code == 421, host
    for host in ("127.0.0.1:8017", "localhost", "[::1]:8017", "127.0.0.2"):
        assert client.get("/ar/documents", headers={"Host": host}).status_code == 200, host
    named = Settings(host="0.0.0.0", names=("marsad.example",))
    assert [answers_to(named, host) for host in ("marsad.example:443", "Marsad.Example", "other.example")] == [
        True,
        True,
        False,
    ]


def test_nobody_opens_to_others_without_users(tmp_path: object) -> None:
    from pathlib import Path

    from marsad.observatory.store import init_store

    assert [
        loopback(h) for h in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "192.168.1.5", "marsad.example")
    ] == [True] * 3 + [False] * 4
    with init_store(Path(str(tmp_path)) / "empty.db")[0] as store:
        with pytest.raises(NoUsersError):
            create_app(store, Settings(host="0.0.0.0"))
        create_app(store, Settings(host="127.0.0.1"))
        accounts.add_user(store, "ali", "long enough to do", "reader")
        create_app(store, Settings(host="0.0.0.0"))


def test_who_is_not_logged_in_sees_nothing(visitor: Client, uid: str) -> None:
    answer = visitor.get(f"/ar/documents/{uid}")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/ar/login?next=/ar/documents/{uid}"
    assert visitor.get(f"/api/v1/documents/{uid}").status_code == 401
    assert visitor.get("/api/v1/schema").json()["error"]["code"] == "M601"
    assert visitor.get("/ar/login").status_code == 200


def test_log_in_and_be_refused_by_role(visitor: Client, store: Store, uid: str) -> None:
    log_in(visitor, "rima")
    assert visitor.get("/en/documents").status_code == 200
    for path in ("/en/add", "/en/desk", f"/en/desk/{uid}"):
        assert visitor.get(path).status_code == 403, path
    form = {"proof": proof(visitor, "/en/documents"), "text": TEXT}
    assert visitor.post("/en/add", data=form).status_code == 403
    json = {"event": "e1", "field": "status", "value": "denied"}
    assert visitor.post(f"/api/v1/documents/{uid}/corrections", json=json).status_code == 403
    assert visitor.delete(f"/api/v1/documents/{uid}").status_code == 403
    out = visitor.post("/en/logout", data={"proof": form["proof"]})
    assert out.status_code == 303
    assert visitor.get("/en/documents").status_code == 303
    log_in(visitor, "karim")
    assert visitor.post(f"/api/v1/documents/{uid}/corrections", json=json).status_code == 201
    assert visitor.delete(f"/api/v1/documents/{uid}").status_code == 403
    done = accounts.audit(store)
    assert [(each.who, each.action) for each in done] == [
        ("karim", "corrected"), ("karim", "login"), ("rima", "logout"), ("rima", "login"),
    ]  # fmt: skip


def test_a_wrong_password_is_refused_and_too_many_are_not_looked_at(visitor: Client, store: Store) -> None:
    form = {"name": "karim", "password": "wrong", "proof": proof(visitor)}
    for _ in range(8):
        answer = visitor.post("/en/login", data=form)
        assert answer.status_code == 401
    assert visitor.post("/en/login", data=form | {"password": PASSWORDS["karim"]}).status_code == 429
    assert {each.action for each in accounts.audit(store)} == {"login refused"}


def test_failures_are_forgotten_after_a_while() -> None:
    moment = 0.0
    attempts = Attempts(lambda: moment)
    for _ in range(8):
        attempts.failed("a")
    with pytest.raises(TooManyTriesError):
        attempts.check("b", "a")
    attempts.check("b")
    moment = 301.0
    attempts.check("a")


def test_the_session_cookie_is_no_scripts_business(visitor: Client, store: Store, portal: BlockingPortal) -> None:
    form = {"name": "edna", "password": PASSWORDS["edna"], "proof": proof(visitor), "next": "//evil.example/"}
    answer = visitor.post("/en/login", data=form)
    assert answer.headers["location"] == "/en/"
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("marsad_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    behind = Client(create_app(store, Settings(host="0.0.0.0", https=True)), portal, "https://marsad.example")
    form["proof"] = proof(behind)
    assert all("Secure" in each for each in behind.post("/en/login", data=form).headers.get_list("set-cookie"))


def test_forged_requests_are_refused(client: Client, visitor: Client, store: Store, uid: str) -> None:
    good = proof(client, "/en/add")
    before = len(search(store, limit=100))
    for data, headers in (
        ({"text": TEXT}, {}),
        ({"text": TEXT, "proof": "guess"}, {}),
        ({"text": TEXT, "proof": good}, {"Origin": "http://evil.example"}),
        ({"text": TEXT, "proof": good}, {"Origin": "null"}),
        ({"text": TEXT, "proof": good}, {"Sec-Fetch-Site": "cross-site"}),
    ):
        assert client.post("/en/add", data=data, headers=headers).status_code == 403
    body = '{"event": "e1", "field": "status", "value": "denied"}'
    path = f"/api/v1/documents/{uid}/corrections"
    for headers in (
        {"Content-Type": "text/plain"}, {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json", "Origin": "http://evil.example"},
    ):  # fmt: skip
        assert client.post(path, content=body, headers=headers).status_code in (403, 422)
    assert client.delete(f"/api/v1/documents/{uid}", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert len(search(store, limit=100)) == before
    assert visitor.post("/en/login", data={"name": "karim", "password": PASSWORDS["karim"]}).status_code == 403
    log_in(visitor, "karim")
    assert visitor.post("/en/add", data={"text": TEXT, "proof": good}).status_code == 403, "another browser's proof"


def test_a_token_opens_the_api_for_a_program(visitor: Client, store: Store, uid: str) -> None:
    secret = accounts.add_token(store, "karim", "script")
    headers = {"Authorization": f"Bearer {secret}"}
    assert visitor.get("/api/v1/documents", headers=headers).status_code == 200
    json = {"event": "e1", "field": "status", "value": "denied"}
    made = visitor.post(f"/api/v1/documents/{uid}/corrections", json=json, headers=headers)
    assert made.json()["who"] == "karim"
    assert visitor.get("/api/v1/documents", headers={"Authorization": "Bearer no"}).status_code == 401
    accounts.add_token(store, "karim", "script")
    assert visitor.get("/api/v1/documents", headers=headers).status_code == 401, "a new one took its place"
    with store.reading() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM tokens").all()) + str(
            connection.exec_driver_sql("SELECT * FROM users").all()
        )
    assert secret not in kept
    assert PASSWORDS["karim"] not in kept


def test_users_are_sound(store: Store) -> None:
    for name, password, rank in (
        ("ali", "short", "reader"), ("ali", "long enough to do", "king"), ("", "long enough to do", "reader"),
        ("a\nb", "long enough to do", "reader"), ("KARIM", "long enough to do", "reader"), ("<b>", "long enough to do", "reader"),
    ):  # fmt: skip
        with pytest.raises(AccountError):
            accounts.add_user(store, name, password, rank)
    secret = accounts.open_session(store, accounts.add_user(store, "ليلى خالد", "long enough to do", "editor"))
    found = accounts.with_session(store, secret)
    assert found is not None
    assert (found.name, found.may("coder")) == ("ليلى خالد", True)
    accounts.remove_user(store, "ليلى خالد")
    assert accounts.with_session(store, secret) is None
    with pytest.raises(NotInStoreError):
        accounts.remove_user(store, "ليلى خالد")
