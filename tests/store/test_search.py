"""Full-text search finds the same in both databases."""

from __future__ import annotations

import pytest
from made_records import longer, made
from sqlalchemy import select

from dragoman import Article, CodedArticle
from dragoman.store import Store, StoreError
from dragoman.store.schema import articles, reports, statements
from dragoman.store.search import Asked, parse_query

TEXTS = {
    "corn": "Grain and corn left Odesa through the Black Sea corridor.",
    "wheat": "Exporters of wheat praised the Turkish mediator, Côte d'Ivoire too.",
    "sea": "A black ship was seen at sea; grains spilled.",
    "talks": "The cease-fire talks (round two) were agreed in Abidjan, with the WHO.",
}

FOUND = [
    ("grain", {"corn", "sea"}),
    ("GRAINS", {"corn", "sea"}),
    ("grain corn", {"corn"}),
    ("grain -corn", {"sea"}),
    ('"black sea"', {"corn"}),
    ("black sea", {"corn", "sea"}),
    ('grain -"black sea"', {"sea"}),
    ("corn OR wheat", {"corn", "wheat"}),
    ("grain corn OR wheat mediator OR nothing", {"corn", "wheat"}),
    ("exporter", {"wheat"}),
    ("agree", {"talks"}),
    ("WHO", {"talks"}),
    ("the black", {"corn"}),
    ('"the black"', {"corn"}),
    ("cease-fire", {"talks"}),
    ("(round", {"talks"}),
    ("two)* NEAR", set()),
    ('unclosed "round two', set()),
    ('"round two', {"talks"}),
    ("d'Ivoire", {"wheat"}),
    ("zzz", set()),
    ("title:grain", set()),
    ("or", set()),
]


@pytest.fixture
def filled(store: Store) -> Store:
    pairs = [(Article(text, id=name), CodedArticle(name, None, None, "en", "coder 1")) for name, text in TEXTS.items()]
    list(store.add_many(pairs))
    return store


@pytest.mark.parametrize(("query", "ids"), FOUND, ids=[query for query, _ in FOUND])
def test_what_a_query_finds(filled: Store, query: str, ids: set[str]) -> None:
    with filled.read() as connection:
        found = connection.scalars(select(articles.c.id).where(filled.matching(articles, query)))
        assert set(found) == ids


def test_titles_are_searched_with_the_text(store: Store) -> None:
    store.add(Article("A text.", id="a", title="Of ships"), CodedArticle("a", None, "Of ships", "en", "coder 1"))
    with store.read() as connection:
        assert connection.scalar(select(articles.c.id).where(store.matching(articles, "ship text"))) == "a"


def test_reports_and_statements_are_searched_by_their_own_words(store: Store) -> None:
    list(store.add_many([made(1), made(2)]))
    with store.read() as connection:
        sentences = connection.scalars(select(reports.c.sentence).where(store.matching(reports, "Mali attack")))
        contents = connection.scalars(select(statements.c.content).where(store.matching(statements, "nothing 2")))
        assert list(sentences) == ["Mali attacked Chad at place 2-2."]
        assert list(contents) == ["nothing of 2"]


def test_what_is_replaced_or_removed_is_found_no_more(store: Store) -> None:
    list(store.add_many([made(1), made(2)]))
    store.add(*longer(1))
    store.remove("made-2")
    with store.read() as connection:
        assert connection.scalars(select(articles.c.id).where(store.matching(articles, "more"))).all() == ["made-1"]
        assert connection.scalars(select(reports.c.id).where(store.matching(reports, "Chad Niger"))).all() == []
        assert connection.scalars(select(articles.c.id).where(store.matching(articles, "ghana"))).all() == ["made-1"]


ASKED = [
    ("grain", [Asked(("grain",), ())]),
    ('a "b c" -d -"e f"', [Asked(("a", "b c"), ("d", "e f"))]),
    ("a OR b", [Asked(("a",), ()), Asked(("b",), ())]),
    ("a OR OR b OR", [Asked(("a",), ()), Asked(("b",), ())]),
    ("co-operation's (x)", [Asked(("co-operation's", "x"), ())]),
]


@pytest.mark.parametrize(("query", "asked"), ASKED, ids=[query for query, _ in ASKED])
def test_how_a_query_is_read(query: str, asked: list[Asked]) -> None:
    assert parse_query(query) == asked


@pytest.mark.parametrize("query", ["", "  ", "-corn", "OR", "corn OR -wheat", "()", '""', "-"])
def test_a_query_must_name_a_word(query: str) -> None:
    with pytest.raises(StoreError, match="it must name a word that is to be there"):
        parse_query(query)
