"""To which state somebody belongs whose own words do not say it."""

from __future__ import annotations

import pytest

from dragoman.coding.belonging import NOBODYS, Belonging, load_weights
from dragoman.coding.coder import Coder
from dragoman.records import Article
from dragoman.world.index import World
from dragoman.world.origins import Origins

CASES = [
    (
        "Latvia on Monday demanded that Moscow hand back a border guard who vanished last week. "
        "Foreign Minister Ilze Ozola told reporters in Riga that he had been taken by force. Estonia and Finland "
        "backed the demand. The guard had been on patrol near Lake Peipus with two others, who escaped.",
        "Ilze Ozola",
        "LVA",
    ),
    (
        "Bolivia's congress approved the loan on Tuesday after a night of debate. Police used tear gas against miners "
        "who had blocked the streets around the building. The loan comes from China. It is to pay for a railway across "
        "the Bolivian highlands.",
        "Police",
        "BOL",
    ),
    (
        "Venezuela expelled two German diplomats on Friday. More than 50 governments criticised the step within hours, "
        "and Berlin summoned the Venezuelan ambassador. The diplomats have three days to leave. Germany had recognised "
        "the leader of the opposition in January.",
        "50 governments",
        None,
    ),
    (
        "Albania and the Netherlands signed a treaty on fishing on Monday. Willem Kuipers, who led the talks, "
        "called it fair. The Dutch parliament has to approve it, and so has the Albanian one. No day is set.",
        "Willem Kuipers",
        "NLD",
    ),
    (
        "Spain and Morocco closed the crossing on Monday. Spanish guards had been pelted with stones. A court in "
        "Morocco later jailed four men. Nobody died.",
        "court",
        "MAR",
    ),
]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(fast=True)


@pytest.mark.parametrize(("text", "name", "country"), CASES, ids=[name for _, name, _ in CASES])
def test_the_article_tells_the_state(coder: Coder, text: str, name: str, country: str | None) -> None:
    coded = coder.code(Article(text, published="2024-03-06"))
    found = [e for e in coded.entities if name.lower() in e.name.lower()]
    assert [e.country for e in found] == [country]


def test_every_state_and_none_can_be_chosen(coder: Coder) -> None:
    text = "Chad and Sudan closed their border on Monday. Rebels crossed it the same night."
    (parsed,) = coder.parsed([Article(text, published="2024-03-06")])
    mentions = coder.drafted(parsed).mentions
    belonging = Belonging(mentions.entities, None, Origins(World.load().people))
    rebels = next(e for e in belonging.open() if "ebels" in e.name)
    rows = dict(belonging.rows(rebels))
    assert set(rows) == {NOBODYS, "TCD", "SDN"}
    assert rows["SDN"]["named last"] == 1.0
    assert "named last" not in rows["TCD"]
    known = set(load_weights().features)
    assert {name for row in rows.values() for name in row} <= known
