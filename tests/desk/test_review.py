"""Reviews: they win over the coder wherever events are told, outlive it, and become annotated articles."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.analysis import EventFilter, Questions
from dragoman.desk import make_app
from dragoman.desk.agreement import alpha
from dragoman.evaluation.gold import read_gold
from dragoman.records import CodedArticle, stable_id
from dragoman.store import Store
from news_made import CROWD, POLICE, RUS, USA, Story

STORY = (
    Story("r1", "2024-01-10")
    .event("United States imposed sanctions on Russia.", "SANCTION", [USA], [RUS], day="2024-01-09")
    .event("Kenyan police fired on protesters in Nairobi, killing 4.", "ASSAULT firearms", [POLICE], [CROWD], killed=4)
    .event("Russia condemned United States.", "ACCUSE disapprove", [RUS], [USA], confidence=0.5)
)  # fmt: skip


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    with Store.open(where) as opened:
        opened.add(*STORY.made())
        yield opened


@pytest.fixture
def visitor(store: Store) -> TestClient:
    return TestClient(make_app(store), base_url="http://127.0.0.1", follow_redirects=False)


def event_of(store: Store, kind: str, source: str = "dragoman") -> str:
    (event,) = Questions(store).events(EventFilter(type=(kind,), source=(source,)))
    return event.id


def form_of(visitor: TestClient, event_id: str) -> dict[str, str]:
    """The form of an event as it is filled in."""
    page = visitor.get(f"/events/{event_id}/review").text
    fields = dict(re.findall(r'<input (?:type="hidden" )?name="(\w+)" value="([^"]*)"', page))
    fields |= dict(re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', page):
        fields[name] = re.findall(r"<option selected>(\w+)", options)[0]
    return fields


def send(visitor: TestClient, event_id: str, verdict: str, **changes: str) -> int:
    form = form_of(visitor, event_id) | {"verdict": verdict} | changes
    return visitor.post(f"/events/{event_id}/review", data=form).status_code


def test_the_form_says_what_is_there(store: Store, visitor: TestClient) -> None:
    fields = form_of(visitor, event_of(store, "SANCTION"))
    assert fields.pop("csrf")
    assert fields == {
        "type": "SANCTION", "modes": "", "status": "actual", "date": "2024-01-09", "place": "", "note": "",
        "actors": "United States | USA | GOV", "recipients": "Russia | RUS | GOV",
    }  # fmt: skip


CORRECTIONS = [
    ({"type": "THREATEN"}, EventFilter(type=("THREATEN",)), lambda e: (e.quad, e.modes), (3, ())),
    ({"status": "negated"}, EventFilter(status=("negated",)), lambda e: e.type, "SANCTION"),
    ({"actors": "China | CHN | GOV\n\nGermany | Germany"}, EventFilter(actor=("Germany",)),
     lambda e: [(a.name, a.country, a.sectors) for a in e.actors],
     [("China", "CHN", ("GOV",)), ("Germany", "DEU", ())]),
    ({"recipients": ""}, EventFilter(type=("SANCTION",)), lambda e: e.recipients, ()),
    ({"date": "2024-02"}, EventFilter(since="2024-02"), lambda e: (e.date.start, e.date.end, e.date.precision),
     ("2024-02-01", "2024-02-29", "month")),
    ({"date": ""}, EventFilter(since="2024-01-10", type=("SANCTION",)), lambda e: e.date, None),
    ({"place": "Geneva | Switzerland"}, EventFilter(place=("CHE",)), lambda e: e.place.name, "Geneva"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "asked", "look", "wanted"), CORRECTIONS)
def test_a_correction_wins(store: Store, visitor: TestClient, changes, asked, look, wanted) -> None:  # type: ignore[no-untyped-def]
    event_id = event_of(store, "SANCTION")
    assert send(visitor, event_id, "correct", **changes) == 303
    (event,) = Questions(store).events(asked)
    assert event.id == event_id
    assert look(event) == wanted
    page = visitor.get(f"/events/{event_id}").text
    assert "What reviewers say" in page
    assert "coded as SANCTION" in page
    assert store.coded("r1") == STORY.made()[1]


def test_a_rejected_event_is_told_no_more(store: Store, visitor: TestClient) -> None:
    event_id = event_of(store, "SANCTION")
    assert send(visitor, event_id, "reject", note="a training exercise") == 303
    ask = Questions(store)
    assert [e.type for e in ask.events(sort="surest")] == ["ASSAULT", "ACCUSE"]
    assert all(p.material_conflict == 0 for p in ask.relations("USA", "RUS"))
    assert event_of(store, "SANCTION", "rejected") == event_id
    assert "a training exercise" in visitor.get(f"/events/{event_id}").text
    assert send(visitor, event_id, "confirm") == 303
    assert event_of(store, "SANCTION") == event_id


def recoded(coder: str, drop: str | None = None) -> CodedArticle:
    """The records as another coder gives them: with other ids, and without a type."""
    coded = STORY.made()[1]
    events = tuple(dataclasses.replace(e, id=stable_id(coder, e.id)) for e in coded.events if e.type != drop)
    return dataclasses.replace(coded, coder=coder, events=events)


def test_a_review_outlives_the_coder(store: Store, visitor: TestClient) -> None:
    send(visitor, event_of(store, "SANCTION"), "correct", type="THREATEN")
    send(visitor, event_of(store, "ACCUSE"), "reject")
    assert store.add(STORY.made()[0], recoded("coder 2")) == "changed"
    assert {e.type for e in Questions(store).events()} == {"THREATEN", "ASSAULT"}
    assert store.add(STORY.made()[0], recoded("coder 3", drop="ACCUSE")) == "changed"
    assert {e.type for e in Questions(store).events(EventFilter(source=("all",)))} == {"THREATEN", "ASSAULT"}
    store.add(*STORY.made())
    assert {e.type for e in Questions(store).events()} == {"THREATEN", "ASSAULT"}


def test_a_review_is_of_no_other_event_of_its_sentence(store: Store, visitor: TestClient) -> None:
    send(visitor, event_of(store, "SANCTION"), "reject")
    coded = recoded("coder 2")
    other = dataclasses.replace(
        coded.events[0],
        type="SUPPORT",
        evidence=(dataclasses.replace(coded.events[0].evidence[0], trigger=(14, 21)),),
    )
    store.add(STORY.made()[0], dataclasses.replace(coded, events=(other, *coded.events[1:])))
    assert {e.type for e in Questions(store).events()} == {"SUPPORT", "ASSAULT", "ACCUSE"}


REFUSED = [
    ("", {}, "choose confirm"),
    ("correct", {}, "nothing was changed"),
    ("correct", {"type": "NONSENSE"}, "is no type"),
    ("correct", {"modes": "firearms"}, "SANCTION has no mode firearms"),
    ("correct", {"status": "maybe"}, "there are actual"),
    ("correct", {"actors": "Somebody | Nowhereland"}, "is no country"),
    ("correct", {"actors": " | | GOV"}, "names nobody"),
    ("correct", {"actors": "A | USA | NOPE"}, "is no sector"),
    ("correct", {"date": "soon"}, "is no date"),
    ("correct", {"date": "2024-02-02 to 2024-02-01"}, "is before"),
    ("correct", {"place": "Geneva | Nowhereland"}, "is no country"),
]


@pytest.mark.parametrize(("verdict", "changes", "said"), REFUSED)
def test_what_cannot_be_right_is_not_kept(
    store: Store, visitor: TestClient, verdict: str, changes: dict[str, str], said: str
) -> None:
    event_id = event_of(store, "SANCTION")
    answer = visitor.post(
        f"/events/{event_id}/review", data=form_of(visitor, event_id) | {"verdict": verdict} | changes
    )  # fmt: skip
    assert answer.status_code == 400
    assert said in answer.text
    assert "0 reviews" in visitor.get("/review").text


def test_a_form_without_its_token_is_refused(store: Store, visitor: TestClient) -> None:
    event_id = event_of(store, "SANCTION")
    for csrf in ("", "x", "\xe9"):
        form = {"verdict": "confirm", "csrf": csrf}
        assert visitor.post(f"/events/{event_id}/review", data=form).status_code == 403


def test_the_queue_asks_for_what_teaches_most(store: Store, visitor: TestClient) -> None:
    def order() -> list[str]:
        return re.findall(r'aria-label="Review (\w+) ', visitor.get("/review").text)

    assert order() == ["ACCUSE", "SANCTION", "ASSAULT"]
    send(visitor, event_of(store, "ACCUSE"), "confirm")
    assert order() == ["SANCTION", "ASSAULT"]


def test_reviews_are_gold(store: Store, visitor: TestClient, tmp_path: Path) -> None:
    send(visitor, event_of(store, "SANCTION"), "correct", type="THREATEN", status="future", date="2024-03")
    send(visitor, event_of(store, "ACCUSE"), "reject")
    path = tmp_path / "gold.jsonl"
    path.write_text(visitor.get("/review/gold.jsonl").text)
    assert len(json.loads(path.read_text())["events"]) == 2
    (article,) = read_gold(path).values()
    told = [(e.type, e.status, e.date, e.optional, [a.country for a in e.actors]) for e in article.events]
    assert told == [("THREATEN", "future", "2024-03", False, ["USA"]), ("ASSAULT", "actual", None, True, ["KEN"])]


def test_an_imported_event_is_not_reviewed(filled: str) -> None:
    with Store.open(filled) as store:
        visitor = TestClient(make_app(store), base_url="http://127.0.0.1")
        event_id = event_of(store, "ACCUSE", "polecat")
        assert visitor.get(f"/events/{event_id}/review").status_code == 404


@pytest.mark.parametrize(
    ("units", "wanted"),
    [
        ([], None),
        ([["a"], ["b"]], None),
        ([["a", "a"], ["a", "a"]], None),
        ([["a", "a"], ["b", "b"]], 1.0),
        ([["a", "b"], ["b", "a"]], -0.5),
        # the nominal example of Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", part C
        (["111", "2223", "3333", "3333", "2222", "1234", "4444", "1121", "2222", "555", "11", "3"], 0.743),
    ],
)
def test_agreement_is_krippendorffs(units: list[str] | list[list[str]], wanted: float | None) -> None:
    got = alpha(units)
    assert got == wanted or got == pytest.approx(wanted, abs=0.001)
