"""Meetings held, planned, proposed and called off."""

from __future__ import annotations

import pytest

from dragoman.analysis import EventFilter, FilterError, Meeting, Questions
from dragoman.analysis.meetings import MEETING_COLUMNS, Outcome
from dragoman.store import Store
from news_made import ABIY, CHN, KEN, RUS, RUTO, UN, Story, articles


@pytest.fixture
def ask(store: Store) -> Questions:
    """Questions to the articles of ``news_made``, and some that tell what was planned."""
    plans = [
        Story("c1", "2024-02-01").event(
            "Ruto will receive Abiy in Nairobi on 11 February.", "CONSULT visit", [RUTO], [ABIY], day="2024-02-11",
            status="future", place=("Nairobi", "KEN"),
        ),
        Story("c2", "2024-02-20").event(
            "Russia cancelled its talks with China.", "CONSULT", [RUS], [CHN], day="2024-02-28", status="negated"
        ),
        Story("c3", "2024-03-01").event(
            "Kenya may meet United Nations.", "CONSULT", [KEN], [UN], day="2024-03-05", status="hypothetical"
        ),
        Story("c4", "2024-03-02").event(
            "China and Kenya agreed to meet in April.", "AGREE", [CHN, KEN], day="2024-04-02", cameo="036"
        ),
    ]  # fmt: skip
    for _ in store.add_many([*articles(), *(story.made() for story in plans)]):
        pass
    return Questions(store)


def told(meeting: Meeting) -> tuple[str | None, str, str, str | None]:
    countries = [party.country or "?" for party in (*meeting.event.actors, *meeting.event.recipients)]
    return meeting.event.day, meeting.outcome, " ".join(countries), meeting.announced


ALL = [
    ("2024-02-05", "held", "RUS USA", None),
    ("2024-02-11", "held", "KEN ETH", "2024-02-01"),
    ("2024-02-28", "called off", "RUS CHN", None),
    ("2024-03-05", "proposed", "KEN UNO", None),
    ("2024-03-09", "planned", "ETH KEN", None),
    ("2024-04-02", "planned", "CHN KEN", None),
]


def test_by_day_with_what_became_of_them(ask: Questions) -> None:
    assert [told(meeting) for meeting in ask.every_meeting()] == ALL


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (EventFilter(who=("Kenya",)), [1, 3, 4, 5]),
        (EventFilter(who=("Abiy Ahmed",)), [1, 4]),
        (EventFilter(pair=("USA", "RUS")), [0]),
        (EventFilter(since="2024-03"), [3, 4, 5]),
        (EventFilter(status=("future",)), [4]),
        (EventFilter(place=("Kenya",)), [1]),
    ],
)
def test_filters(ask: Questions, asked: EventFilter, expected: list[int]) -> None:
    assert [told(meeting) for meeting in ask.calendar(asked)] == [ALL[n] for n in expected]


@pytest.mark.parametrize(
    ("outcomes", "expected"), [(["held"], [0, 1]), (["planned"], [4, 5]), (["proposed", "called off"], [2, 3])]
)
def test_outcomes(ask: Questions, outcomes: list[Outcome], expected: list[int]) -> None:
    assert [told(meeting) for meeting in ask.calendar(outcomes=outcomes)] == [ALL[n] for n in expected]


def test_what_is_no_outcome_is_told(ask: Questions) -> None:
    with pytest.raises(FilterError, match="'missed' is none; there are held, planned, proposed, called off"):
        ask.calendar(outcomes=["missed"])  # type: ignore[list-item]


def test_pages_and_orders(ask: Questions) -> None:
    page = ask.calendar(limit=4)
    assert page.next is not None
    assert [told(m) for m in (*page, *ask.calendar(after=page.next))] == ALL
    assert told(ask.calendar(sort="newest", limit=1).items[0]) == ALL[-1]


def test_a_table_has_the_columns_that_are_told(ask: Questions) -> None:
    rows = [meeting.row() for meeting in ask.calendar()]
    assert all(list(row) == list(MEETING_COLUMNS) for row in rows)
    assert (rows[1]["participants"], rows[1]["place"]) == (["William Ruto", "Abiy Ahmed"], "Nairobi")
