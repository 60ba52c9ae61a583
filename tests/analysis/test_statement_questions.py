"""Statements that fulfil filters, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dragoman.analysis import FoundStatement, Questions, StatementFilter, selecting
from dragoman.store import Store

GRAIN, BORDER = "grain would be sent", "Ethiopia should open the border"
TALKS, PARTNER = "United States had asked for talks", "Russia was a partner"
WORD, LIED = "Kenya kept its word", "police had lied"
FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, [LIED, BORDER, GRAIN, TALKS, PARTNER, WORD]),
    ({"speaker": "China"}, [PARTNER, WORD]),
    ({"speaker": "Mao Ning", "about": "Kenya"}, [WORD]),
    ({"speaker": "Russia", "about": "USA"}, [TALKS]),
    ({"speaker": ["Putin", "ETH"]}, [GRAIN, TALKS]),
    ({"about": "police"}, [LIED]),
    ({"about": ["Russia", "Kenya"]}, [LIED, PARTNER, WORD]),
    ({"pair": ["Russia", "China"]}, [PARTNER]),
    ({"pair": ["KEN", "ETH"]}, [BORDER]),
    ({"stance": "denies,believes"}, [LIED, TALKS]),
    ({"kind": "direct"}, []),
    ({"context": "diplomatic"}, [PARTNER]),
    ({"publisher": "Herald", "until": "2024-02"}, [BORDER, GRAIN, TALKS, PARTNER]),
    ({"since": "2024-02-11", "until": "2024-02-11"}, [GRAIN]),
    ({"text": "open"}, [BORDER]),
    ({"text": "partner OR talks", "speaker": "Putin"}, [TALKS]),
    ({"min_confidence": "0.95"}, []),
    ({"place": "Kenya"}, []),
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
    asked = StatementFilter.parse(given)
    assert [said.content for said in ask.statements(asked)] == expected
    assert ask.count_statements(asked) == len(expected)


@pytest.mark.usefixtures("ways")
def test_pages_go_on_where_the_one_before_ended(ask: Questions) -> None:
    found: list[FoundStatement] = []
    after = None
    while True:
        page = ask.statements(after=after, limit=2)
        found += page
        if (after := page.next) is None:
            break
    assert [said.content for said in found] == FILTERS[0][1]
    assert found == list(ask.every_statement())


def test_a_statement_has_its_speaker_its_article_and_whom_it_is_about(ask: Questions) -> None:
    (said,) = ask.statements(StatementFilter(speaker=("Putin",)))
    assert said.speaker is not None
    assert (said.speaker.name, said.speaker.role, said.speaker.entity) == (
        "Vladimir Putin",
        "president",
        "vladimir putin",
    )
    assert (said.article_id, said.publisher, said.published, said.day) == ("s3", "Herald", "2024-01-20", "2024-01-20")
    assert [party.country for party in said.about] == ["USA"]
    (nobody,) = ask.statements(StatementFilter(stance=("believes",)))
    assert nobody.speaker is None
