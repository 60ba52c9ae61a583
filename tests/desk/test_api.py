"""The API: what it answers, in which forms, and how it tells faults."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.desk import Limits, make_app
from dragoman.desk.api.forms import CSV, JSON, NDJSON, wanted
from dragoman.records import from_dict
from dragoman.store import Store

V1 = "/api/v1"
ASKED: list[tuple[str, Callable[..., object], object]] = [
    ("/events?type=SANCTION", lambda a: [e["n_articles"] for e in a["items"]], [2]),
    ("/events?type=CONSULT&type=AID&sort=oldest", lambda a: len(a["items"]), 4),
    ("/events?pair=USA&pair=RUS", lambda a: len(a["items"]), 3),
    ("/events?min_confidence=0.9", lambda a: [e["killed"] for e in a["items"]], [4]),
    ("/events?source=all&limit=1000", lambda a: (len(a["items"]), a["next"]), (11, None)),
    ("/statements?speaker=China", lambda a: [s["content"] for s in a["items"]],
     ["Russia was a partner", "Kenya kept its word"]),
    ("/relations?one=USA&other=Russia", lambda a: (a["one"]["country"], len(a["points"])), ("USA", 4)),
    ("/calendar?who=Kenya", lambda a: [m["outcome"] for m in a["items"]], ["held", "planned"]),
    ("/network?type=SANCTION", lambda a: [(e["source"], e["target"]) for e in a["edges"]], [("USA", "RUS")]),
    ("/entities?name=Putin", lambda a: a["key"], "vladimir putin"),
    ("/entities/vladimir%20putin", lambda a: [s["stance"] for s in a["latest"]], ["denies"]),
    ("/articles?text=grain&publisher=Herald", lambda a: [h["id"] for h in a["items"]], ["s9", "s6"]),
    ("/articles?since=2024-03&limit=1", lambda a: len(a["items"]), 1),
    ("/articles/s3", lambda a: (from_dict(a["coded"]).id, len(a["events"])), ("s3", 1)),
]  # fmt: skip


@pytest.mark.parametrize(("question", "look", "answer"), ASKED)
def test_a_question_is_answered(desk: TestClient, question: str, look: Callable[..., object], answer: object) -> None:
    got = desk.get(V1 + question)
    assert got.status_code == 200, got.text
    assert got.headers["content-type"] == JSON
    assert look(got.json()) == answer


FAULTS = [
    ("/events?type=NONE", 400, "is none"),
    ("/events?after=zz", 400, "is no cursor"),
    ("/events?after=WyJuZXdlc3QiLHRydWUsOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTksMSwxXQ", 400, "is no cursor"),
    ("/events?actor=Zzyzxian", 400, "names nobody"),
    ("/events?text=-only", 400, "must name a word"),
    ("/events?nonsense=1", 422, "nonsense"),
    ("/events?limit=0", 422, "greater than or equal to 1"),
    ("/events?pair=USA", 400, "must name two"),
    ("/events?text=a%00b", 400, "NUL"),
    ("/events/none", 404, "there is no event"),
    ("/articles/none", 404, "there is no article"),
    ("/articles?since=2024&until=2023", 400, "is before"),
    ("/entities/Zzyzxian", 404, "names nobody"),
    ("/relations?one=USA", 422, "other"),
    ("/nothing", 404, "Not Found"),
]


@pytest.mark.parametrize(("question", "status", "said"), FAULTS)
def test_a_fault_is_a_problem(desk: TestClient, question: str, status: int, said: str) -> None:
    got = desk.get(V1 + question)
    assert (got.status_code, got.headers["content-type"]) == (status, "application/problem+json")
    told = got.json()
    assert told["status"] == status
    assert said in told["detail"]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", JSON),
        ("text/csv", CSV),
        ("application/x-ndjson", NDJSON),
        ("application/*", JSON),
        ("text/*, application/json;q=0.5", CSV),
        ("application/json;q=0, */*", NDJSON),
        ("text/html, */*;q=0.1", JSON),
    ],
)
def test_the_form_that_is_wanted(accept: str, form: str) -> None:
    assert wanted(accept) == form


def test_a_form_that_is_not_there_is_refused(desk: TestClient) -> None:
    assert desk.get(f"{V1}/events", headers={"accept": "image/png"}).status_code == 406
    assert desk.get(f"{V1}/events", headers={"accept": "text/csv;q=nonsense"}).status_code == 406


@pytest.mark.parametrize(
    "question", ["/events", "/statements", "/calendar", "/network", "/relations?one=USA&other=RUS", "/articles"]
)
def test_lists_are_tables_too(desk: TestClient, question: str) -> None:
    lines = desk.get(V1 + question, headers={"accept": NDJSON}).text.splitlines()
    rows = list(csv.DictReader(io.StringIO(desk.get(V1 + question, headers={"accept": CSV}).text)))
    assert len(rows) == len(lines) > 0
    assert all(isinstance(json.loads(line), dict) for line in lines)


def test_desk_pages_follow_each_other(desk: TestClient) -> None:
    seen: list[str] = []
    after: str | None = ""
    while after is not None:
        got = desk.get(
            f"{V1}/events", params={"source": "all", "limit": 3, **({"after": after} if after else {})}
        ).json()
        seen += [e["id"] for e in got["items"]]
        after = got["next"]
    assert len(seen) == len(set(seen)) == 11


def test_rows_tell_the_next_page_in_a_header(desk: TestClient) -> None:
    seen: list[str] = []
    address: str | None = f"{V1}/events?source=all&limit=4&since=2024"
    while address:
        got = desk.get(address, headers={"accept": CSV})
        seen += [row["event_id"] for row in csv.DictReader(io.StringIO(got.text))]
        found = re.fullmatch(r'<(.+)>; rel="next"', got.headers.get("link", ""))
        address = found[1] if found else None
    assert len(seen) == len(set(seen)) == 10


def test_what_has_not_changed_is_not_sent_again(desk: TestClient) -> None:
    tag = desk.get(f"{V1}/events").headers["etag"]
    again = desk.get(f"{V1}/events", headers={"if-none-match": f'"x", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert desk.get(f"{V1}/events?limit=1", headers={"if-none-match": tag}).status_code == 200
    assert desk.get(f"{V1}/events", headers={"if-none-match": tag, "accept": CSV}).status_code == 200


def test_a_text_is_coded(desk: TestClient) -> None:
    got = desk.post(f"{V1}/code", json={"text": "Kenya praised Ethiopia on Friday.", "published": "2024-03-06"})
    coded = from_dict(got.json())
    assert [(e.type, e.date and e.date.start) for e in coded.events] == [("SUPPORT", "2024-03-01")]
    assert coded.explanations[coded.events[0].id]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": "a" * 50_001}, 413),
        ({"text": ""}, 422),
        ({"text": "  "}, 422),
        ({"text": "Kenya.", "published": "soon"}, 422),
        ({"text": "a\x00b"}, 422),
        ({"text": "Kenya.", "more": 1}, 422),
        ({"text": 7}, 422),
        ([], 422),
    ],
)
def test_what_cannot_be_coded_is_a_problem(desk: TestClient, body: object, status: int) -> None:
    got = desk.post(f"{V1}/code", json=body)
    assert (got.status_code, got.headers["content-type"]) == (status, "application/problem+json")


def test_no_more_texts_are_coded_than_allowed(desk: TestClient, tmp_path: Path) -> None:
    coder = desk.app.state.desk.coder  # type: ignore[attr-defined]
    with Store.open(tmp_path / "a.db") as store:
        app = make_app(store, coder=lambda: coder, limits=Limits(codings=1))
        visitor = TestClient(app, base_url="http://127.0.0.1")
        got = [visitor.post(f"{V1}/code", json={"text": "Kenya praised Ethiopia."}) for _ in range(2)]
    assert [g.status_code for g in got] == [200, 429]
    assert int(got[1].headers["retry-after"]) > 0


def test_openapi_is_told_to_programs_and_people(desk: TestClient) -> None:
    told = desk.get(f"{V1}/openapi.json").json()
    page = desk.get(f"{V1}/docs").text
    assert set(told["paths"]) == {
        f"{V1}/{p}"
        for p in ("events", "events/{event_id}", "statements", "relations", "calendar", "network", "entities",
                  "entities/{key}", "articles", "articles/{article_id}", "code")
    }  # fmt: skip
    for path in told["paths"]:
        assert f"<code>{path}</code>" in page
    assert "ASSAULT" in page
