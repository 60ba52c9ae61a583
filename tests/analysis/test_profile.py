"""With whom somebody deals, what they say, and how they stand to a subject."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.analysis import EventFilter, FilterError, Partner, Questions
from dragoman.analysis.partners import PARTNER_COLUMNS
from dragoman.analysis.positions import POSITION_COLUMNS
from dragoman.store import Store


@pytest.fixture
def ask(filled: str) -> Iterator[Questions]:
    """Questions to the articles of ``news_made``."""
    with Store.open(filled) as store:
        yield Questions(store)


def told(partner: Partner) -> tuple[str, str, tuple[int, ...], float | None]:
    quads = (
        partner.verbal_cooperation,
        partner.material_cooperation,
        partner.verbal_conflict,
        partner.material_conflict,
    )
    return partner.partner, partner.direction, quads, partner.score_mean


def test_partners_of_a_country_are_countries(ask: Questions) -> None:
    found = ask.profile("Russia")
    assert found.who.country == "RUS"
    assert [told(partner) for partner in found.partners] == [
        ("USA", "to", (1, 0, 1, 0), 1.0),
        ("USA", "from", (0, 0, 0, 1), -6.0),
    ]


def test_partners_of_others_are_those_with_a_name(ask: Questions) -> None:
    found = ask.profile("Putin")
    assert [told(partner) for partner in found.partners] == [("United States", "to", (1, 0, 0, 0), 4.0)]
    assert found.partners[0].entity == "united states"
    both = ask.profile("Abiy Ahmed", asked=EventFilter(status=("actual", "future")))
    assert [told(partner) for partner in both.partners] == [
        ("William Ruto", "from", (2, 0, 0, 0), 3.25),
        ("William Ruto", "to", (1, 0, 0, 0), 2.5),
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (EventFilter(since="2024-02"), [("to", 1)]),
        (EventFilter(context=("diplomatic",)), [("to", 1)]),
        (EventFilter(publisher=("Gazette",)), [("from", 1), ("to", 1)]),
        (EventFilter(status=("future",)), []),
    ],
)
def test_filters_hold_for_partners(ask: Questions, asked: EventFilter, expected: list[tuple[str, int]]) -> None:
    found = ask.profile("RUS", asked=asked).partners
    assert sorted((p.direction, p.events) for p in found if p.partner == "USA") == expected


def test_what_they_say(ask: Questions) -> None:
    found = ask.profile("China")
    assert [said.content for said in found.latest] == ["Russia was a partner", "Kenya kept its word"]
    assert [(topic.name, topic.statements) for topic in found.contexts] == [("diplomatic", 1)]
    assert [(topic.name, topic.entity, topic.statements) for topic in found.topics] == [
        ("Kenya", "kenya", 1),
        ("Russia", "russia", 1),
    ]
    assert found.positions == ()


def test_positions_on_somebody_by_month(ask: Questions) -> None:
    found = ask.profile("Russia", "USA")
    assert [said.content for said in found.latest] == ["United States had asked for talks"]
    (january,) = found.positions
    assert (january.start, january.end) == ("2024-01-01", "2024-01-31")
    assert (january.statements, january.denials, january.support, january.accuse, january.reject) == (1, 1, 0, 1, 0)
    assert january.score_mean == -2.0
    (event,) = january.event_ids
    story = ask.event(event)
    assert story is not None
    assert story.event.type == "ACCUSE"
    assert january.statement_ids == tuple(said.id for said in found.latest)


def test_positions_on_a_subject_in_words(ask: Questions) -> None:
    (position,) = ask.profile("Russia", asked=EventFilter(text="talks")).positions
    assert (position.statements, position.accuse) == (1, 0)
    assert ask.profile("Kenya", "China").positions == ()


def test_tables_have_the_columns_that_are_told(ask: Questions) -> None:
    found = ask.profile("Russia", "USA")
    assert [list(line.row()) for line in found.partners] == [list(PARTNER_COLUMNS)] * 2
    assert [list(line.row()) for line in found.positions] == [list(POSITION_COLUMNS)]


def test_a_profile_is_of_one(ask: Questions) -> None:
    with pytest.raises(FilterError, match="actor: is not for profiles"):
        ask.profile("Russia", asked=EventFilter(actor=("USA",)))
