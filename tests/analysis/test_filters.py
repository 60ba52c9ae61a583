"""Filters from text and values: what is taken, and how what is not is told."""

from __future__ import annotations

import pytest

from dragoman.analysis import EventFilter, FilterError, StatementFilter
from dragoman.analysis.filters import Strings


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, EventFilter()),
        (
            {"actor": "Russia", "recipient": ["KEN", " ETH ", ""]},
            EventFilter(actor=("Russia",), recipient=("KEN", "ETH")),
        ),
        ({"actor": "Smith, John"}, EventFilter(actor=("Smith, John",))),
        ({"type": "agree,CONSULT"}, EventFilter(type=("AGREE", "CONSULT"))),
        ({"type": ["AID", "AID"], "mode": "Demo"}, EventFilter(type=("AID",), mode=("demo",))),
        ({"status": "actual, future"}, EventFilter(status=("actual", "future"))),
        ({"pair": "USA,RUS"}, EventFilter(pair=("USA", "RUS"))),
        ({"pair": ["United States", "Korea, South"]}, EventFilter(pair=("United States", "Korea, South"))),
        ({"since": "2024", "until": "2024-02"}, EventFilter(since="2024-01-01", until="2024-02-29")),
        ({"since": "March 6, 2024"}, EventFilter(since="2024-03-06")),
        ({"min-confidence": "0.5"}, EventFilter(min_confidence=0.5)),
        ({"source": "all"}, EventFilter(source=())),
        ({"source": "dragoman,polecat"}, EventFilter(source=("dragoman", "polecat"))),
        ({"text": "grain, corn"}, EventFilter(text="grain, corn")),
    ],
)
def test_events_are_asked_for_in_text(given: Strings, expected: EventFilter) -> None:
    assert EventFilter.parse(given) == expected
    assert EventFilter.parse(expected.strings()) == expected


def test_statements_are_asked_for_in_text() -> None:
    given = {"speaker": "Putin", "about": "USA", "stance": "denies", "kind": "direct", "context": "diplomatic"}
    expected = StatementFilter(("Putin",), ("USA",), None, ("direct",), ("denies",), ("diplomatic",))
    assert StatementFilter.parse(given) == expected
    assert StatementFilter.parse(expected.strings()) == expected


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"type": "ASAULT"}, "type", "type: 'ASAULT' is none; did you mean ASSAULT or CONSULT?"),
        ({"status": "x"}, "status", "status: 'x' is none; there are actual, future, hypothetical, negated, historical"),
        ({"mode": "demo,arest"}, "mode", "did you mean arrest"),
        ({"context": "weather"}, "context", "is none"),
        ({"since": "soon"}, "since", "since: 'soon' is no date; write it as 2024-03-06, 2024-03 or 2024"),
        ({"until": "2024-13"}, "until", "is no date"),
        ({"since": "0000"}, "since", "is no date"),
        ({"since": "2024-05", "until": "2024-04"}, "until", "2024-04-30 is before 2024-05-01"),
        ({"min_confidence": "much"}, "min_confidence", "min-confidence: 'much' is no number"),
        ({"min_confidence": "2"}, "min_confidence", "2 is not from 0 to 1"),
        ({"pair": "USA"}, "pair", "must name two, not 1"),
        ({"colour": "red"}, "colour", "colour: is no filter; there are actor, context"),
    ],
)
def test_what_cannot_be_meant_is_told_with_the_way_out(given: Strings, field: str, said: str) -> None:
    with pytest.raises(FilterError) as error:
        EventFilter.parse(given)
    assert error.value.field == field
    assert said in str(error.value)


def test_a_filter_says_what_it_asks_for() -> None:
    asked = EventFilter(pair=("USA", "RUS"), type=("AGREE", "CONSULT"), since="2024", min_confidence=0.5)
    assert str(asked) == "pair USA and RUS, type AGREE or CONSULT, since 2024-01-01, min-confidence 0.5"
    assert str(EventFilter()) == ""
    assert str(EventFilter(source=())) == "source all"


def test_one_text_stands_for_one_value() -> None:
    assert EventFilter(actor="Russia", type="AID") == EventFilter(actor=("Russia",), type=("AID",))  # type: ignore[arg-type]
    assert StatementFilter(speaker="Putin").speaker == ("Putin",)  # type: ignore[arg-type]
