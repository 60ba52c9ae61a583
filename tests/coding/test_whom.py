"""At whom an event is aimed, where its own clause does not say."""

from __future__ import annotations

import pytest

from dragoman import Coder
from dragoman.records import Article, CodedArticle

TREATY = (
    "Ethiopian Prime Minister Abiy Ahmed and Kenyan President William Ruto signed an agreement on water in Nairobi. "
    "Abiy is scheduled to receive South Sudanese President Salva Kiir in May. "
    "Opposition lawmakers in Kenya criticized the deal."
)


def recipients(coded: CodedArticle, name: str) -> list[set[str | None]]:
    return [{e.country for e in event.recipients} for event in coded.events if event.type == name]


@pytest.fixture(scope="module")
def judged() -> Coder:
    """With the reader, which has its say in who takes part."""
    return Coder()


def test_a_deal_that_is_criticised_is_the_one_that_was_signed(judged: Coder) -> None:
    assert recipients(judged.code(Article(TREATY)), "ACCUSE") == [{"ETH", "KEN"}]


def test_a_planned_reception_is_a_visit_to_the_host(judged: Coder) -> None:
    coded = judged.code(Article("Trump is scheduled to receive Ukrainian President Zelensky on Monday."))
    assert [({a.country for a in e.actors}, {r.country for r in e.recipients}) for e in coded.events] == [
        ({"UKR"}, {"USA"})
    ]


def test_who_denies_an_act_does_not_speak_to_its_author(coder: Coder) -> None:
    coded = coder.code(Article("A spokesperson for the Ethiopian army denied that soldiers had shelled the shore."))
    assert recipients(coded, "REJECT") == [set()]
