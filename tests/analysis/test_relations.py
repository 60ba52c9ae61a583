"""Cooperation and conflict of two, by month and by week."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.analysis import Balance, EventFilter, FilterError, Questions
from dragoman.analysis.relations import BALANCE_COLUMNS
from dragoman.store import Store


@pytest.fixture
def ask(filled: str) -> Iterator[Questions]:
    """Questions to the articles of ``news_made``."""
    with Store.open(filled) as store:
        yield Questions(store)


def told(point: Balance) -> tuple[Any, ...]:
    quads = (point.verbal_cooperation, point.material_cooperation, point.verbal_conflict, point.material_conflict)
    return point.start, point.end, point.actor, point.recipient, quads, point.score_mean


JANUARY, FEBRUARY = ("2024-01-01", "2024-01-31"), ("2024-02-01", "2024-02-29")


@pytest.mark.parametrize("ids", [False, True])
def test_by_month(ask: Questions, ids: bool) -> None:
    found = ask.relations("United States", "RUS", ids=ids)
    assert [told(point) for point in found] == [
        (*JANUARY, "USA", "RUS", (0, 0, 0, 1), -6.0),
        (*JANUARY, "RUS", "USA", (0, 0, 1, 0), -2.0),
        (*FEBRUARY, "USA", "RUS", (0, 0, 0, 0), None),
        (*FEBRUARY, "RUS", "USA", (1, 0, 0, 0), 4.0),
    ]
    assert [len(point.event_ids) for point in found] == ([1, 1, 0, 1] if ids else [0] * 4)
    assert [point.events for point in found] == [1, 1, 0, 1]
    assert [point.score_sum for point in found] == [-6.0, -2.0, None, 4.0]


def test_the_events_behind_a_point_are_those(ask: Questions) -> None:
    (first, *_) = ask.relations("USA", "RUS", ids=True)
    story = ask.event(first.event_ids[0])
    assert story is not None
    assert story.event.type == "SANCTION"


def test_by_week_without_gaps(ask: Questions) -> None:
    found = ask.relations("USA", "RUS", "week")
    starts = list(dict.fromkeys(point.start for point in found))
    assert starts == ["2024-01-08", "2024-01-15", "2024-01-22", "2024-01-29", "2024-02-05"]
    assert len(found.points) == 2 * len(starts)
    assert found.points[0].end == "2024-01-14"


def test_what_two_do_with_each_other_counts_for_both(ask: Questions) -> None:
    for one, other in (("Kenya", "Ethiopia"), ("Ruto", "Abiy Ahmed")):
        found = ask.relations(one, other, asked=EventFilter(status=("actual", "future")))
        assert [point.events for point in found] == [1, 0, 1, 1], one
        assert [point.start[:7] for point in found] == ["2024-02", "2024-02", "2024-03", "2024-03"]


def test_only_what_took_place_counts_unless_more_is_asked_for(ask: Questions) -> None:
    assert ask.relations("China", "Russia").points == ()
    (there, back) = ask.relations("China", "Russia", asked=EventFilter(status=("future",)))
    assert (there.verbal_cooperation, back.events) == (1, 0)


@pytest.mark.parametrize("ids", [False, True])
def test_filters_hold(ask: Questions, ids: bool) -> None:
    def count(asked: EventFilter) -> int:
        return sum(point.events for point in ask.relations("USA", "RUS", asked=asked, ids=ids))

    assert count(EventFilter(since="2024-02")) == 1
    assert count(EventFilter(until="2024-01-10")) == 1
    assert count(EventFilter(type=("ACCUSE", "SANCTION"))) == 2
    assert count(EventFilter(mode=("visit",))) == 1
    assert count(EventFilter(text="sanctions")) == 1
    assert count(EventFilter(min_confidence=0.9)) == 0
    assert count(EventFilter(publisher=("Gazette",))) == 2
    polecat = EventFilter(source=("polecat",))
    assert [p.score_sum for p in ask.relations("USA", "CHN", asked=polecat, ids=ids)] == [-3.5, None]


def test_a_table_has_the_columns_that_are_told(ask: Questions) -> None:
    assert all(list(point.row()) == list(BALANCE_COLUMNS) for point in ask.relations("USA", "RUS"))


def test_one_has_no_relations_with_itself(ask: Questions) -> None:
    with pytest.raises(FilterError, match="'USA' and 'United States' are the same"):
        ask.relations("USA", "United States")
    with pytest.raises(FilterError, match="'year' is none"):
        ask.relations("USA", "RUS", "year")  # type: ignore[arg-type]
