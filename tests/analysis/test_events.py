"""Distinct events that fulfil filters, page by page, with their reports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.analysis import EventFilter, FilterError, FoundEvent, Questions, StatementFilter, WhoError, selecting
from dragoman.analysis.paging import SORTS, Sort
from dragoman.store import Store


def told(event: FoundEvent) -> str:
    """An event in short: day, type, countries."""
    sides = (",".join(p.country or "?" for p in side) for side in (event.actors, event.recipients))
    return f"{event.day} {event.type} {'>'.join(sides)}"


EVERYTHING = [
    "2024-03-09 CONSULT ETH,KEN>",
    "2024-03-04 AID UNO>ETH",
    "2024-03-01 AGREE CHN>RUS",
    "2024-02-20 ASSAULT KEN>KEN",
    "2024-02-20 PROTEST KEN>",
    "2024-02-11 CONSULT KEN>ETH",
    "2024-02-05 CONSULT RUS>USA",
    "2024-01-20 ACCUSE RUS>USA",
    "2024-01-09 SANCTION USA>RUS",
    "None SUPPORT CHN>KEN",
]
FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({"actor": "Russia"}, ["CONSULT RUS>USA", "ACCUSE RUS>USA"]),
    ({"actor": "RUS"}, ["CONSULT RUS>USA", "ACCUSE RUS>USA"]),
    ({"actor": "Putin"}, ["CONSULT RUS>USA"]),
    ({"actor": "vladimir putin"}, ["CONSULT RUS>USA"]),
    ({"actor": ["USA", "UN"]}, ["AID UNO>ETH", "SANCTION USA>RUS"]),
    ({"recipient": "Ethiopia"}, ["AID UNO>ETH", "CONSULT KEN>ETH"]),
    ({"who": "ETH"}, ["CONSULT ETH,KEN>", "AID UNO>ETH", "CONSULT KEN>ETH"]),
    ({"who": "KEN COP"}, ["ASSAULT KEN>KEN"]),
    ({"who": "police"}, ["ASSAULT KEN>KEN"]),
    ({"who": "police@KEN"}, ["ASSAULT KEN>KEN"]),
    ({"who": "Kenyan police"}, ["ASSAULT KEN>KEN"]),
    ({"pair": ["USA", "Russia"]}, ["CONSULT RUS>USA", "ACCUSE RUS>USA", "SANCTION USA>RUS"]),
    ({"pair": ["Putin", "USA"]}, ["CONSULT RUS>USA"]),
    ({"pair": ["Ruto", "Abiy Ahmed"]}, ["CONSULT ETH,KEN>", "CONSULT KEN>ETH"]),
    ({"pair": ["Kenya", "Ethiopia"]}, ["CONSULT ETH,KEN>", "CONSULT KEN>ETH"]),
    ({"type": "AID,PROTEST"}, ["AID UNO>ETH", "PROTEST KEN>"]),
    ({"type": "CONSULT", "status": "actual"}, ["CONSULT KEN>ETH", "CONSULT RUS>USA"]),
    ({"mode": "visit"}, ["CONSULT KEN>ETH", "CONSULT RUS>USA"]),
    ({"context": "diplomatic"}, ["CONSULT ETH,KEN>", "CONSULT RUS>USA"]),
    ({"status": "future"}, ["CONSULT ETH,KEN>", "AGREE CHN>RUS"]),
    ({"place": "Switzerland"}, ["CONSULT RUS>USA", "ACCUSE RUS>USA"]),
    ({"place": "geneva"}, ["CONSULT RUS>USA", "ACCUSE RUS>USA"]),
    ({"place": "Nairobi", "min_confidence": "0.9"}, ["ASSAULT KEN>KEN"]),
    ({"since": "2024-03"}, ["CONSULT ETH,KEN>", "AID UNO>ETH", "AGREE CHN>RUS"]),
    ({"since": "2024-02-05", "until": "2024-02-11"}, ["CONSULT KEN>ETH", "CONSULT RUS>USA"]),
    ({"publisher": "Gazette"}, ["CONSULT RUS>USA", "SANCTION USA>RUS"]),
    ({"publisher": ["Gazette", "Courier"], "type": "CONSULT"}, ["CONSULT ETH,KEN>", "CONSULT RUS>USA"]),
    ({"text": "grain"}, ["AID UNO>ETH"]),
    ({"text": "sanctions"}, ["SANCTION USA>RUS"]),
    ({"source": "polecat"}, ["ACCUSE USA>CHN"]),
    ({"source": "all", "actor": "USA"}, ["ACCUSE USA>CHN", "SANCTION USA>RUS"]),
    ({"actor": "Tuvalu"}, []),
    ({"actor": "USA", "recipient": "KEN"}, []),
]


@pytest.fixture
def ask(filled: str) -> Iterator[Questions]:
    """Questions to the articles of ``news_made``."""
    with Store.open(filled) as store:
        yield Questions(store)


@pytest.fixture(params=["few", "many"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to the rows: as if there were few of them, and as if there were many."""
    if request.param == "many":
        monkeypatch.setattr(selecting, "FEW", -1)


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize(("given", "expected"), FILTERS, ids=str)
def test_filters(ask: Questions, given: dict[str, Any], expected: list[str]) -> None:
    asked = EventFilter.parse(given)
    found = [told(event).partition(" ")[2] for event in ask.events(asked)]
    assert found == expected
    assert ask.count_events(asked) == len(expected)


@pytest.mark.usefixtures("ways")
def test_pages_go_on_where_the_one_before_ended(ask: Questions) -> None:
    for size in (1, 3, 9, 10):
        found: list[str] = []
        after = None
        while True:
            page = ask.events(after=after, limit=size)
            found += map(told, page)
            if (after := page.next) is None:
                break
            assert len(page) == size
        assert found == EVERYTHING


@pytest.mark.usefixtures("ways")
def test_orders(ask: Questions) -> None:
    dated = [line for line in EVERYTHING if not line.startswith("None")]
    oldest = [told(event) for event in ask.every_event(sort="oldest")]
    assert sorted(oldest) == sorted(EVERYTHING)
    assert [line[:10] for line in oldest[:-1]] == sorted(line[:10] for line in dated)
    assert oldest[-1].startswith("None")
    surest = [event.confidence or 0 for event in ask.every_event(EventFilter(who=("KEN",)), sort="surest")]
    assert surest == sorted(surest, reverse=True)
    assert len(surest) == 5


@pytest.mark.parametrize("after", ["nonsense", "e30", "WyJuZXdlc3QiLHRydWVd", "WzFd", "é"])
def test_what_is_no_cursor_is_refused(ask: Questions, after: str) -> None:
    with pytest.raises(FilterError, match="is no cursor"):
        ask.events(after=after)


@pytest.mark.parametrize("sort", SORTS)
def test_a_cursor_of_another_order_is_refused(ask: Questions, sort: Sort) -> None:
    cursor = ask.events(sort=sort, limit=1).next
    for other in SORTS:
        if other != sort:
            with pytest.raises(FilterError, match=f"is of a page sorted by {sort}"):
                ask.events(sort=other, after=cursor)


def test_an_event_has_what_its_reports_come_to(ask: Questions) -> None:
    (event,) = ask.events(EventFilter(type=("SANCTION",)))
    assert (event.n_articles, event.first_seen, event.source) == (2, "2024-01-10", "dragoman")
    assert event.date is not None
    assert event.date.start == "2024-01-09"
    assert [(p.name, p.country, p.sectors, p.entity) for p in event.recipients] == [
        ("Russia", "RUS", ("GOV",), "russia")
    ]
    story = ask.event(event.id)
    assert story is not None
    assert story.event == event
    assert [(r.article_id, r.publisher, r.url) for r in story.reports] == [
        ("s1", "Herald", "https://news.example/s1"),
        ("s2", "Gazette", "https://news.example/s2"),
    ]
    assert story.reports == ask.reports([event.id])[event.id]
    assert ask.event("nothing") is None
    assert ask.reports(["nothing"]) == {"nothing": ()}


def test_an_imported_event_has_its_row_for_a_report(ask: Questions) -> None:
    (event,) = ask.events(EventFilter(source=("polecat",)))
    (report,) = ask.reports([event.id])[event.id]
    assert (report.article_id, report.publisher, report.published) == (None, "Wire", "2024-01-15")
    assert ask.sources() == {"dragoman": 10, "polecat": 1}


@pytest.mark.usefixtures("ways")
def test_events_are_counted_by_their_fields(ask: Questions) -> None:
    assert ask.tally_events(EventFilter(who=("KEN",)), "type") == {
        "ASSAULT": 1,
        "CONSULT": 2,
        "PROTEST": 1,
        "SUPPORT": 1,
    }
    assert ask.tally_events(None, "quad") == {1: 5, 2: 1, 3: 1, 4: 3}
    assert ask.tally_statements(StatementFilter(speaker=("CHN",)), "stance") == {"says": 2}
    assert ask.count_events(at_most=4) == 4


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Zzyzx", "'Zzyzx' names nobody who is known; nobody there is called alike"),
        ("Wiliam Rutto", "nearest: william ruto"),
        ("Turkish foreign minister", "is an office"),
    ],
)
def test_a_name_that_nobody_bears_is_told(ask: Questions, name: str, said: str) -> None:
    with pytest.raises(WhoError) as error:
        ask.events(EventFilter(actor=(name,)))
    assert said in str(error.value)


def test_names_are_told_as_they_are_understood(ask: Questions) -> None:
    assert (ask.who("rus").name, ask.who("rus").country) == ("Russia", "RUS")
    assert (ask.who("putin").name, ask.who("putin").entities) == ("Vladimir Putin", ("vladimir putin",))
    assert ask.who("Ruto").entities == ("william ruto",)
