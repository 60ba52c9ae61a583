"""A desk with users: nobody sees anything before they log in, and readers change nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from conftest import Cli
from dragoman.desk import Limits, make_app
from dragoman.desk.entering import within
from dragoman.desk.looks import PAGES
from dragoman.store import Store, StoreError
from dragoman.store.schema import sessions, tokens, users
from dragoman.store.users import add_user, give_token, take_tokens
from news_made import RUS, USA, Story

PASSWORD = "correct horse battery"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "news.db") as opened:
        opened.add(
            *Story("r1", "2024-01-10").event("USA praised Russia.", "SUPPORT", [("USA", *USA[1:])], [RUS]).made()
        )
        with opened.write() as connection:
            assert add_user(connection, "vera", PASSWORD, "reviewer")
            assert add_user(connection, "rolf", PASSWORD, "reader")
        yield opened


@pytest.fixture
def visitor(store: Store) -> TestClient:
    app = make_app(store, limits=Limits(logins=100), hosts=None)
    return TestClient(app, base_url="http://desk.example", follow_redirects=False)


def log_in(visitor: TestClient, name: str, password: str = PASSWORD, on: str = "") -> int:
    answer = visitor.post("/login", data={"name": name, "password": password, "on": on})
    return answer.status_code


@pytest.mark.parametrize("page", [*PAGES, "/events.csv", "/articles/r1", "/review/gold.jsonl", "/relations/chart.json"])
def test_a_stranger_sees_nothing(visitor: TestClient, page: str) -> None:
    answer = visitor.get(page)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?on=%2F") or page == "/"
    assert "praised" not in answer.text


@pytest.mark.parametrize("question", ["/events", "/articles/r1", "/openapi.json", "/docs"])
def test_a_strange_program_is_told_nothing(visitor: TestClient, question: str) -> None:
    answer = visitor.get(f"/api/v1{question}")
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")


def test_who_logs_in_sees_and_logs_out(visitor: TestClient) -> None:
    answer = visitor.post("/login", data={"name": "rolf", "password": PASSWORD, "on": "/events?type=SUPPORT"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/events?type=SUPPORT")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    page = visitor.get("/events").text
    assert "praised" in page
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert csrf
    assert visitor.post("/logout", data={"csrf": "x"}).status_code == 403
    assert visitor.post("/logout", data={"csrf": csrf[1]}).status_code == 303
    assert visitor.get("/events").status_code == 303


@pytest.mark.parametrize(("name", "password"), [("vera", "wrong"), ("nobody", PASSWORD), ("", ""), ("vera", "")])
def test_a_wrong_password_lets_nobody_in(visitor: TestClient, name: str, password: str) -> None:
    assert log_in(visitor, name, password) == 401
    assert visitor.get("/events").status_code == 303


def test_passwords_are_not_tried_without_end(store: Store) -> None:
    visitor = TestClient(make_app(store, limits=Limits(logins=3), hosts=None), base_url="http://desk.example")
    assert [log_in(visitor, "vera", "wrong") for _ in range(4)] == [401, 401, 401, 429]
    assert log_in(visitor, "vera") == 429


def test_a_reader_changes_nothing(visitor: TestClient) -> None:
    log_in(visitor, "rolf")
    page = visitor.get("/events").text
    event = re.search(r'href="(/events/[0-9a-f]{16})"', page)
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert event
    assert csrf
    assert "/review" not in visitor.get(event[1]).text.replace('href="/review"', "")
    assert visitor.post(f"{event[1]}/review", data={"verdict": "reject", "csrf": csrf[1]}).status_code == 403
    visitor.post("/logout", data={"csrf": csrf[1]})
    log_in(visitor, "vera")
    page = visitor.get(f"{event[1]}/review").text
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert csrf
    assert visitor.post(f"{event[1]}/review", data={"verdict": "reject", "csrf": csrf[1]}).status_code == 303
    assert "by vera" in visitor.get("/review").text


@pytest.mark.parametrize(
    ("given", "leads"),
    [
        ("/events?type=AID&sort=oldest", "/events?type=AID&sort=oldest"),
        ("", "/"),
        ("https://evil.example", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/a\r\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_logging_in_leads_nowhere_else(given: str, leads: str) -> None:
    assert within(given) == leads


def test_neither_passwords_nor_sessions_can_be_read_in_the_store(store: Store, visitor: TestClient) -> None:
    log_in(visitor, "vera")
    with store.read() as connection:
        kept = [*connection.execute(users.select()), *connection.execute(sessions.select())]
    assert PASSWORD not in repr(kept)
    assert visitor.cookies["dragoman"] not in repr(kept)
    assert len({row.password for row in kept[:2]}) == 2


def test_a_new_password_ends_sessions(store: Store, visitor: TestClient) -> None:
    log_in(visitor, "vera")
    with store.write() as connection:
        assert not add_user(connection, "vera", "another password", "reader")
    assert visitor.get("/events").status_code == 303
    assert log_in(visitor, "vera") == 401
    assert log_in(visitor, "vera", "another password") == 303


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_program_asks_the_api_with_a_token_and_sees_no_page(store: Store, visitor: TestClient) -> None:
    with store.write() as connection:
        token = give_token(connection, "rolf", 1)
    told = visitor.get("/api/v1/events", headers=bearer(token))
    assert told.status_code == 200
    assert [event["type"] for event in told.json()["items"]] == ["SUPPORT"]
    assert visitor.get("/events", headers=bearer(token)).status_code == 303
    assert visitor.get("/api/v1/events", headers=bearer(token[:-1])).status_code == 401
    with store.read() as connection:
        assert token not in repr(list(connection.execute(tokens.select())))


def test_a_wrong_token_is_not_made_good_by_a_session(store: Store, visitor: TestClient) -> None:
    log_in(visitor, "rolf")
    assert visitor.get("/api/v1/events").status_code == 200
    assert visitor.get("/api/v1/events", headers=bearer("x")).status_code == 401


def test_tokens_end(store: Store, visitor: TestClient) -> None:
    with store.write() as connection:
        kept, late = (give_token(connection, name, 1) for name in ("rolf", "vera"))
        connection.execute(
            tokens.update().where(tokens.c.user_name == "vera").values(until="2024-01-01T00:00:00+00:00")
        )
    assert visitor.get("/api/v1/events", headers=bearer(late)).status_code == 401
    assert visitor.get("/api/v1/events", headers=bearer(kept)).status_code == 200
    with store.write() as connection:
        assert take_tokens(connection, "rolf") == 1
    assert visitor.get("/api/v1/events", headers=bearer(kept)).status_code == 401
    with store.write() as connection:
        renewed = give_token(connection, "rolf", 1)
        add_user(connection, "rolf", "another password", "reader")
    assert visitor.get("/api/v1/events", headers=bearer(renewed)).status_code == 401


@pytest.mark.parametrize(
    ("name", "days", "said"), [("nobody", 1, "no user"), ("vera", 0, "1 to"), ("vera", 999, "1 to")]
)
def test_a_token_of_no_use_is_refused(store: Store, name: str, days: int, said: str) -> None:
    with pytest.raises(StoreError, match=said), store.write() as connection:
        give_token(connection, name, days)


@pytest.mark.parametrize(
    ("name", "password", "role", "said"),
    [("a b", PASSWORD, "reader", "no name"), ("a", "short", "reader", "too short"), ("a", PASSWORD, "king", "no role")],
)
def test_a_user_of_no_use_is_refused(store: Store, name: str, password: str, role: str, said: str) -> None:
    with pytest.raises(StoreError, match=said), store.write() as connection:
        add_user(connection, name, password, role)  # type: ignore[arg-type]


def test_users_are_added_listed_and_removed(cli: Cli, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    Store.open(db).close()
    assert (
        "may enter as reviewer"
        in cli("user", "add", "vera", "--role", "reviewer", "--db", db, stdin=b"long enough\n").err
    )
    assert cli("user", "list", "--db", db).out.startswith("vera\treviewer\t")
    assert "too short" in cli("user", "add", "rolf", "--db", db, stdin=b"short\n").err
    given = cli("user", "token", "vera", "--db", db)
    assert len(given.out.strip()) > 40
    assert "good for 90 days" in given.err
    assert "1 token;" in cli("user", "untoken", "vera", "--db", db).err
    assert cli("user", "remove", "vera", "--db", db).status == 0
    assert cli("user", "remove", "vera", "--db", db).status == 2
    assert cli("user", "list", "--db", db).out == ""
    assert "no action" in cli("user", "praise", "vera", "--db", db).err
    assert "give a name" in cli("user", "add", "--db", db).err


def test_a_desk_that_others_can_reach_needs_users(cli: Cli, tmp_path: Path) -> None:
    db = tmp_path / "a.db"
    Store.open(db).close()
    done = cli("serve", "--db", db, "--host", "0.0.0.0")
    assert done.status == 2
    assert "dragoman user add NAME" in done.err
    assert "no such database" in cli("serve", "--db", tmp_path / "b.db").err
