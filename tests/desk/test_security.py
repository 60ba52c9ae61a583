"""What comes from articles never becomes part of a page, and pages do only what they must."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.desk import Limits, make_app
from dragoman.desk.limits import Rate
from dragoman.desk.looks import PAGES, static
from dragoman.store import Store
from news_made import KEN, RUS, USA, Story

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}"
HERE = "http://127.0.0.1"


def hostile() -> Story:
    """An article all of whose words are out to do harm."""
    who = (EVIL, EVIL, "KEN", ("GOV",), EVIL, "person")
    story = Story("<b>&/evil?#", "2024-03-06", EVIL)
    story.event(f"{EVIL} met Russia in {EVIL}.", "CONSULT visit", [who], [RUS], place=(EVIL, "KEN"), day="2024-03-05")
    return story.says(f"{EVIL} said that Russia {EVIL}.", who, f"Russia {EVIL}", [RUS])


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with Store.open(tmp_path_factory.mktemp("evil") / "evil.db") as store:
        store.add(*hostile().made())
        store.add(*Story("plain", "2024-03-06").event("USA met Kenya.", "CONSULT", [("USA", *USA[1:])], [KEN]).made())
        app = make_app(store, limits=Limits(requests=100_000))
        yield TestClient(app, base_url=HERE, follow_redirects=False)


def links(page: str) -> set[str]:
    """All addresses within the desk that a page leads to."""
    found = {link.replace("&amp;", "&").partition("#")[0] for link in re.findall(r'(?:href|src)="(/[^"]*)"', page)}
    return {link for link in found if link and "download" not in link and not link.endswith("/explain")}


def test_hostile_words_are_words_on_every_page(attacked: TestClient) -> None:
    seen: set[str] = set()
    left = {*PAGES, "/relations?one=KEN&other=RUS"}
    while left and len(seen) < 150:
        address = left.pop()
        seen.add(address)
        answer = attacked.get(address)
        assert answer.status_code in (200, 303, 400, 404), address
        if answer.headers["content-type"].startswith("text/html"):
            text = answer.text
            assert "<script>alert" not in text, address
            assert "<img src=x" not in text, address
            assert ">49<" not in text
            assert not re.search(r"<[a-z][^>]*\son[a-z]+=", re.sub(r'"[^"]*"', '""', text)), address
            left |= links(text) - seen
    assert any(address.startswith("/articles/%3Cb%3E") for address in seen)
    assert any("%3Cscript%3E" in address for address in seen)


def test_hostile_words_in_an_address_are_words(attacked: TestClient) -> None:
    for path in (
        "/events?actor=",
        "/statements?text=",
        "/entities?name=",
        "/relations?other=USA&one=",
        "/calendar?who=",
    ):
        page = attacked.get(path + "%3Cscript%3Ealert(1)%3C/script%3E").text
        assert "<script>alert" not in page


def test_an_address_that_is_a_script_is_no_link(tmp_path: Path) -> None:
    import dataclasses

    article, coded = Story("js", "2024-03-06").event("USA met Kenya.", "CONSULT", [("USA", *USA[1:])], [KEN]).made()
    with Store.open(tmp_path / "js.db") as store:
        store.add(dataclasses.replace(article, url="javascript:alert(1)"), coded)
        assert "javascript:" not in TestClient(make_app(store), base_url=HERE).get("/articles/js").text


@pytest.mark.parametrize("address", [*PAGES, "/nowhere", "/events.csv", "/events?type=NONE", static("desk.css")])
def test_browsers_are_bound_by_headers(attacked: TestClient, address: str) -> None:
    headers = attacked.get(address).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("address", [*PAGES, "/relations?one=USA&other=KEN", "/articles/plain"])
def test_desk_pages_hold_no_script_or_style_of_their_own(attacked: TestClient, address: str) -> None:
    page = attacked.get(address).text
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert "<style" not in page
    assert re.findall(r"<[^>]*\sstyle=", page) == []
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', page) == (
        [] if address != "/articles/plain" else ['href="https://']
    )


def test_another_host_is_not_answered(attacked: TestClient) -> None:
    assert attacked.get("/", headers={"host": "evil.example"}).status_code == 421
    assert attacked.get("/", headers={"host": "localhost:8000"}).status_code == 200
    assert attacked.get("/", headers={"host": "[::1]:8000"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(attacked: TestClient, headers: dict[str, str]) -> None:
    assert attacked.post("/try", data={"text": "Kenya."}, headers=headers).status_code == 403


def test_more_than_is_allowed_is_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        desk = TestClient(make_app(store, limits=Limits(body=1000)), base_url=HERE)
        assert desk.post("/try", data={"text": "a" * 2000}).status_code == 413
        parts = (b"text=", *(b"a" * 400 for _ in range(5)))
        form = {"content-type": "application/x-www-form-urlencoded"}
        assert desk.post("/try", content=iter(parts), headers=form).status_code == 413


def test_too_many_requests_are_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        desk = TestClient(make_app(store, limits=Limits(requests=3)), base_url=HERE)
        answers = [desk.get("/about") for _ in range(4)]
        assert [a.status_code for a in answers] == [200, 200, 200, 429]
        assert int(answers[-1].headers["retry-after"]) >= 1


def test_a_bucket_fills_again() -> None:
    now = [0.0]
    rate = Rate(6, lambda: now[0])
    assert [rate.wait("a") for _ in range(7)] == [0, 0, 0, 0, 0, 0, 10]
    assert rate.wait("b") == 0
    now[0] = 10
    assert [rate.wait("a"), rate.wait("a")] == [0, 10]


def test_the_look_is_kept_by_browsers_and_pages_are_not(attacked: TestClient) -> None:
    assert "immutable" in attacked.get(static("desk.css")).headers["cache-control"]
    assert attacked.get("/events").headers["cache-control"] == "private, no-cache"
    for name in ("../app.py", "..%2Fapp.py", "desk.py"):
        assert attacked.get(static("") + name).status_code == 404


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    with Store.open(tmp_path / "a.db") as store:
        desk = TestClient(make_app(store), base_url=HERE)
        assert "dragoman add ARTICLES" in desk.get("/").text
        for address in PAGES:
            assert desk.get(address).status_code == 200
