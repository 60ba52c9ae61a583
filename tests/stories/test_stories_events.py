"""What the reports of one event come to: sources, best values, history, plans."""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_reports import mark, person, report, state

from dragoman.stories import DistinctEvent, Party, Report, Stories
from dragoman.stories.event import summarise
from dragoman.stories.sources import independent
from dragoman.stories.support import latest, supported, supported_parties

PAPERS = ("p", "q", "r", "s")
TEXTS = ("1", "2", "3", "4")


@pytest.mark.parametrize(
    ("articles", "number"),
    [
        ([], 0),
        ([("p", "1")], 1),
        ([("p", "1"), ("q", "1"), ("r", "1")], 1),  # one text in three papers
        ([("p", "1"), ("p", "2"), ("p", "3")], 1),  # three texts of one paper
        ([("p", "1"), ("p", "2"), ("q", "2")], 2),  # its own text, and a wire story that another one prints, too
        ([("p", "1"), ("q", "1"), ("q", "2"), ("r", "2")], 2),
        ([("p", "1"), ("q", "2"), ("r", "3")], 3),
    ],
)
def test_independent_sources(articles: list[tuple[str, str]], number: int) -> None:
    assert independent(articles) == number


@given(st.lists(st.tuples(st.sampled_from(PAPERS), st.sampled_from(TEXTS)), max_size=9))
def test_independent_sources_are_a_largest_choice(articles: list[tuple[str, str]]) -> None:
    distinct = sorted(set(articles))

    def apart(some: tuple[tuple[str, str], ...]) -> bool:
        return len({p for p, _ in some}) == len({t for _, t in some}) == len(some)

    most = max(n for n in range(len(distinct) + 1) if any(map(apart, itertools.combinations(distinct, n))))
    assert independent(articles) == most
    assert independent(reversed(articles)) == most


def test_values_are_ranked_by_sources_then_confidence_then_day() -> None:
    reports = [
        report(1, confidence=0.5),
        report(2, confidence=0.9),
        report(3, confidence=0.9, published="2023-03-08"),
        report(4, confidence=0.6),
    ]
    values = supported(zip(reports, ("five", "nine", "ten", "five"), strict=True), {})
    assert [(v.value, v.sources, v.confidence, v.published) for v in values] == [
        ("five", 2, 0.6, "2023-03-06"),
        ("ten", 1, 0.9, "2023-03-08"),
        ("nine", 1, 0.9, "2023-03-06"),
    ]
    copies = {"a1": "a1", "a4": "a1"}  # both "five" are one text
    assert supported(zip(reports, ("five", "nine", "ten", "five"), strict=True), copies)[0].value == "ten"


def test_a_publisher_stands_for_what_it_said_last() -> None:
    early, late, other = report(1, publisher="P"), report(2, publisher="p", published="2023-03-08"), report(3)
    assert [value for _, value in latest([(early, 5), (late, 9), (other, 5)])] == [9, 5]


def test_the_same_party_by_several_names_is_one() -> None:
    ministry = Party("foreign ministry", "TUR", ("GOV",), None, "organization")
    sides = [
        (report(1), (person("Selim Karaca", "TUR"),)),
        (report(2), (state("TUR"),)),
        (report(3), (ministry, person("Karaca", "TUR"))),
        (report(4), (state("GRC"),)),
    ]
    found = supported_parties(sides, {})
    assert [(p.value.country, p.sources) for p in found] == [("TUR", 3), ("GRC", 1)]
    assert found[0].value.kind == "person"


def test_an_event_has_the_best_supported_values_and_keeps_the_others() -> None:
    reports = [
        report(1, killed=5, place="Nigeria", place_precision="country", modes=()),
        report(2, killed=5, published="2023-03-07", publisher="Wire"),
        report(3, killed=9, published="2023-03-08", publisher="Wire", recipients=()),
        report(
            4,
            killed=9,
            published="2023-03-09",
            status="negated",
            start="2023-03-01",
            end="2023-03-31",
            precision="month",
        ),
    ]
    event = summarise(random.Random(3).sample(reports, 4), {"a2": "a2", "a3": "a2"})
    assert (event.n_articles, event.n_sources, event.n_mentions) == (4, 3, 4)
    assert (event.first_seen, event.last_seen) == ("2023-03-06", "2023-03-09")
    assert event.reports == ("r1", "r2", "r3", "r4")
    assert event.killed == 9
    assert [(v.value, v.sources) for v in event.support["killed"]] == [(9, 2), (5, 1)]
    assert event.status == "actual"
    assert [v.value for v in event.support["status"]] == ["actual", "negated"]
    assert event.date == ("2023-03-06", "2023-03-06", "day")  # "in March" says the same, less exactly
    assert event.support["date"][0].sources == 3
    assert event.place is not None
    assert event.place[0] == "Maiduguri"
    assert event.modes == ("explosives",)
    assert (event.quad, event.score) == (4, -9.0)
    assert event.best in ("r2", "r3")
    assert [(r.field, r.old, r.new, r.published) for r in event.revisions] == [
        ("stage", None, "fact", "2023-03-06"),
        ("status", None, "actual", "2023-03-06"),
        ("day", None, "2023-03-06", "2023-03-06"),
        ("killed", None, 5, "2023-03-06"),
        ("place", None, "Maiduguri", "2023-03-07"),
        ("killed", 5, 9, "2023-03-08"),
        ("status", "actual", "negated", "2023-03-09"),
    ]


def test_values_and_ids_do_not_depend_on_the_order_of_reports() -> None:
    reports = [
        report(n, killed=n % 3 or None, confidence=0.5 + n / 50, published=f"2023-03-0{6 + n % 3}") for n in range(1, 9)
    ]
    whole = summarise(reports, {})
    for seed in range(5):
        assert summarise(random.Random(seed).sample(reports, len(reports)), {}) == whole
    assert summarise(reports[:-1], {}).id == whole.id


def test_reports_without_any_day_come_last() -> None:
    event = summarise([report(1, published=None), report(2)], {})
    assert event.reports == ("r2", "r1")
    assert summarise([report(1, published=None)], {}).first_seen is None


TALKS: dict[str, Any] = {
    "actors": (state("KEN"), state("ETH")),
    "recipients": (),
    "modes": (),
    "killed": None,
    "place": "Nairobi",
    "place_country": "KEN",
    "lat": -1.29,
    "lon": 36.82,
    "trigger": frozenset({"talk"}),
}


def talks(number: int, published: str, day: str | None, plan: bool, **more: Any) -> Report:
    kind = {"type": "AGREE", "inner": "CONSULT"} if plan else {"type": "CONSULT"}
    when = {"start": day, "end": day, "precision": "day" if day else None}
    return report(number, published=published, **{**TALKS, **kind, **when, **more})


def stories_of(*reports: Report) -> Stories:
    stories = Stories()
    stories.add_reports((mark(r.article, r.published), [r]) for r in reports)
    return stories


def only(events: tuple[DistinctEvent, ...], stage: str, day: str | None = None) -> DistinctEvent:
    (found,) = [e for e in events if e.stage == stage and (day is None or (e.date or ("",))[0] == day)]
    return found


def test_a_plan_is_linked_to_what_came_of_it_and_stands_in_its_history() -> None:
    stories = stories_of(
        talks(1, "2023-03-02", "2023-03-06", plan=True),
        talks(2, "2023-03-03", None, plan=True),
        talks(3, "2023-03-06", "2023-03-06", plan=False),
        talks(4, "2023-03-07", "2023-03-06", plan=False),
    )
    plan, done = only(stories.events, "plan"), only(stories.events, "fact")
    assert (plan.reports, done.reports) == (("r1", "r2"), ("r3", "r4"))
    assert (plan.outcome, done.plans) == (done.id, (plan.id,))
    assert [(r.published, r.field, r.new) for r in done.revisions if r.field == "stage"] == [
        ("2023-03-02", "stage", "plan"),
        ("2023-03-06", "stage", "fact"),
    ]
    stories.remove(["a3", "a4"])
    assert only(stories.events, "plan").outcome is None


def test_of_two_rounds_each_plan_finds_its_own() -> None:
    stories = stories_of(
        talks(1, "2023-03-02", "2023-03-06", plan=True),
        talks(2, "2023-03-06", "2023-03-06", plan=False),
        talks(3, "2023-03-28", "2023-04-03", plan=True),
        talks(4, "2023-04-03", "2023-04-03", plan=False),
    )
    for day in ("2023-03-06", "2023-04-03"):
        assert only(stories.events, "plan", day).outcome == only(stories.events, "fact", day).id


def test_a_visit_that_is_put_off_is_linked_to_both_plans() -> None:
    stories = stories_of(
        talks(1, "2023-03-30", "2023-04-10", plan=True),
        talks(2, "2023-04-08", "2023-04-24", plan=True),
        talks(3, "2023-04-24", "2023-04-24", plan=False),
    )
    done = only(stories.events, "fact")
    assert len(done.plans) == 2
    assert [(r.published, r.old, r.new) for r in done.revisions if r.field == "day"] == [
        ("2023-03-30", None, "2023-04-10"),
        ("2023-04-08", "2023-04-10", "2023-04-24"),
    ]
