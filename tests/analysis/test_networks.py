"""Who deals with whom, as nodes and edges."""

from __future__ import annotations

from collections.abc import Iterator

import networkx
import pytest

from dragoman.analysis import EventFilter, FilterError, Network, Questions
from dragoman.analysis.network import EDGE_COLUMNS
from dragoman.store import Store


@pytest.fixture
def ask(filled: str) -> Iterator[Questions]:
    """Questions to the articles of ``news_made``."""
    with Store.open(filled) as store:
        yield Questions(store)


COUNTRIES = [
    ("RUS", "USA", 2, 1.0),
    ("CHN", "KEN", 1, 5.0),
    ("KEN", "ETH", 1, 4.0),
    ("UNO", "ETH", 1, 10.0),
    ("USA", "RUS", 1, -6.0),
]


def told(found: Network) -> list[tuple[str, str, int, float | None]]:
    return [(edge.source, edge.target, edge.events, edge.score_mean) for edge in found.edges]


def test_countries(ask: Questions) -> None:
    found = ask.network()
    assert told(found) == COUNTRIES
    assert [(node.id, node.name, node.events) for node in found.nodes] == [
        ("RUS", "Russia", 3),
        ("USA", "United States", 3),
        ("ETH", "Ethiopia", 2),
        ("KEN", "Kenya", 2),
        ("CHN", "China", 1),
        ("UNO", "UNO", 1),
    ]
    (first, *_) = found.edges
    assert (first.verbal_cooperation, first.verbal_conflict, first.material_conflict) == (1, 1, 0)


def test_entities(ask: Questions) -> None:
    found = ask.network("entities", EventFilter(status=("actual", "future")))
    assert told(found) == [
        ("william ruto", "abiy ahmed", 2, 3.25),
        ("abiy ahmed", "william ruto", 1, 2.5),
        ("china", "russia", 1, 2.5),
        ("police@KEN", "protesters@KEN", 1, -9.0),
        ("russia", "united states", 1, -2.0),
        ("united nations@UNO", "ethiopia", 1, 10.0),
        ("united states", "russia", 1, -6.0),
        ("vladimir putin", "united states", 1, 4.0),
    ]
    names = {node.id: (node.name, node.country) for node in found.nodes}
    assert names["police@KEN"] == ("police", "KEN")
    assert names["vladimir putin"] == ("Vladimir Putin", "RUS")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (EventFilter(since="2024-02"), [("KEN", "ETH"), ("RUS", "USA"), ("UNO", "ETH")]),
        (EventFilter(type=("CONSULT",)), [("KEN", "ETH"), ("RUS", "USA")]),
        (EventFilter(mode=("visit",), status=("actual",)), [("KEN", "ETH"), ("RUS", "USA")]),
        (EventFilter(who=("USA",)), [("RUS", "USA"), ("USA", "RUS")]),
        (EventFilter(type=("CONSULT",), status=("future",)), [("ETH", "KEN"), ("KEN", "ETH")]),
        (EventFilter(source=("polecat",)), [("USA", "CHN")]),
        (EventFilter(type=("COERCE",)), []),
    ],
)
def test_filters(ask: Questions, asked: EventFilter, expected: list[tuple[str, str]]) -> None:
    assert [(edge.source, edge.target) for edge in ask.network(asked=asked).edges] == expected


def test_only_the_heaviest_edges(ask: Questions) -> None:
    found = ask.network(limit=1)
    assert told(found) == COUNTRIES[:1]
    assert [node.id for node in found.nodes] == ["RUS", "USA"]


def test_graphml_reads_back(ask: Questions) -> None:
    found = ask.network()
    read = networkx.parse_graphml(found.graphml())
    assert sorted(read.edges(data="weight")) == sorted((*edge[:2], edge[2]) for edge in COUNTRIES)
    assert read.nodes["KEN"]["label"] == "Kenya"
    assert read.edges["USA", "RUS"]["score_mean"] == -6.0


def test_a_table_has_the_columns_that_are_told(ask: Questions) -> None:
    assert [list(row) for row in ask.network().rows()] == [list(EDGE_COLUMNS)] * len(COUNTRIES)


def test_what_is_no_kind_of_node_is_told(ask: Questions) -> None:
    with pytest.raises(FilterError, match="'cities' is none; there are countries and entities"):
        ask.network("cities")  # type: ignore[arg-type]
