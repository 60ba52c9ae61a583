"""What goes in comes out; twice is once; a changed article takes the place of the old one; a bad one harms nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest
from made_records import everything, faults, longer, made
from sqlalchemy import Table, func, select

import samples
from dragoman import Article, CodedArticle, Entity
from dragoman.store import Imported, Store, StoreError
from dragoman.store.rows import LONGEST, entity_key
from dragoman.store.schema import (
    articles,
    event_contexts,
    event_modes,
    event_pairs,
    event_participants,
    event_publishers,
    events,
    reports,
    statement_about,
    statements,
)

SAMPLE = Article(samples.TEXT, id="a", publisher="The Paper", published="2024-03-06")


def count(store: Store, table: Table) -> int:
    with store.read() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0


def test_records_come_out_as_they_went_in(
    store: Store, articles: Sequence[Article], coded: Sequence[CodedArticle]
) -> None:
    pairs = [
        *zip(articles, coded, strict=True),
        made(1),
        (SAMPLE, samples.CODED),
        (Article("", id="b"), samples.FAILED),
    ]
    assert [outcome for _, outcome in store.add_many(pairs)] == ["new"] * len(pairs)
    for article, records in pairs:
        assert store.coded(article.id) == records
    assert store.coded("nobody") is None
    assert faults(store) == []


def test_articles_come_out_with_the_language_and_blocks_they_were_coded_with(store: Store) -> None:
    article = dataclasses.replace(SAMPLE, url="https://a.example/1", title="Thanks", author="A. Writer")
    store.add(article, dataclasses.replace(samples.CODED, title="Thanks"))
    store.add(*made(1))
    found = list(store.articles())
    assert found[0] == dataclasses.replace(article, language="en", blocks=samples.CODED.blocks)
    assert [a.id for a in found] == ["a", "made-1"]
    assert [a.id for a in store.articles(["made-1", "nobody"])] == ["made-1"]


def test_articles_are_read_page_by_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.store.store._PAGE", 3)
    list(store.add_many(made(n) for n in range(7)))
    assert [a.id for a in store.articles()] == [f"made-{n}" for n in range(7)]


def test_adding_twice_changes_nothing(store: Store) -> None:
    pairs = [made(n) for n in range(5)]
    list(store.add_many(pairs))
    before = everything(store)
    assert [o for _, o in store.add_many(pairs)] == ["same"] * 5
    assert store.add(*pairs[3]) == "same"
    assert everything(store) == before


@pytest.mark.parametrize(
    ("again", "outcome"),
    [
        (longer(4), "changed"),
        (made(4, coder="coder 2"), "changed"),
        (made(4, publisher="The Other Paper"), "changed"),
        (made(4), "same"),
    ],
    ids=["text", "coder", "publisher", "nothing"],
)
def test_a_changed_article_takes_the_place_of_the_old_one(
    store: Store, again: tuple[Article, CodedArticle], outcome: str
) -> None:
    list(store.add_many(made(n) for n in (3, 4, 5)))
    assert store.add(*again) == outcome
    assert store.coded("made-4") == again[1]
    assert count(store, articles) == 3
    assert count(store, reports) == 2 + len(again[1].events) + 4
    assert faults(store) == []


def test_the_store_is_the_same_whichever_way_its_articles_came(store: Store, where: str) -> None:
    list(store.add_many([longer(1), made(2, coder="old"), made(7), made(3)], batch=2))
    list(store.add_many([made(1), made(2), made(4), made(3)], batch=3))
    store.remove("made-7")
    assert store.remove("made-7") is False
    came = everything(store)
    for n in range(1, 5):
        store.remove(f"made-{n}")
    assert {name for name, rows in everything(store).items() if rows} == {"meta"}
    list(store.add_many(made(n) for n in (4, 3, 2, 1)))
    assert everything(store) == came
    assert faults(store) == []


def test_an_article_that_comes_twice_in_a_batch_counts_as_it_came_last(store: Store) -> None:
    outcomes = list(store.add_many([made(1), longer(1), longer(1), made(2)]))
    assert outcomes == [("made-1", "new"), ("made-1", "changed"), ("made-1", "same"), ("made-2", "new")]
    assert store.coded("made-1") == longer(1)[1]


UNFIT = [
    (Article("x", id="y" * (LONGEST + 1)), "its id has 501 characters; at most 500 can be kept"),
    (Article("x", id="x", publisher="y" * (LONGEST + 1)), "its publisher has 501 characters"),
    (Article("a\x00b", id="x"), "its text has no valid character at 1"),
    (Article("x", id="x", title="\ud800"), "its title has no valid character at 0"),
]


@pytest.mark.parametrize(("article", "fault"), UNFIT, ids=[fault[:12] for _, fault in UNFIT])
def test_what_no_database_can_hold_is_refused_with_its_batch(store: Store, article: Article, fault: str) -> None:
    records = CodedArticle(article.id, None, None, None, "coder 1")
    adding = store.add_many([made(1), made(2), made(3), (article, records)], batch=2)
    assert [next(adding), next(adding)] == [("made-1", "new"), ("made-2", "new")]
    with pytest.raises(StoreError, match=fault):
        next(adding)
    assert [a.id for a in store.articles()] == ["made-1", "made-2"]


def test_an_article_with_the_records_of_another_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="article 'made-1' comes with the records of 'made-2'"):
        store.add(made(1)[0], made(2)[1])


def test_an_event_with_the_id_of_another_is_refused(store: Store) -> None:
    store.add(SAMPLE, samples.CODED)
    with pytest.raises(StoreError, match="two events have one id; each needs one of its own"):
        store.add(dataclasses.replace(SAMPLE, id="b"), dataclasses.replace(samples.CODED, id="b"))
    assert [a.id for a in store.articles()] == ["a"]


def test_what_is_left_to_code(store: Store) -> None:
    failed = dataclasses.replace(made(4)[1], error="its process died", events=(), statements=(), entities=())
    list(store.add_many([made(1), made(2), made(3, coder="old"), (made(4)[0], failed)]))
    some = [made(1)[0], longer(2)[0], made(3)[0], made(4)[0], made(5)[0]]
    assert [a.id for a in store.missing(some, "coder 1")] == ["made-2", "made-3", "made-4", "made-5"]


def test_the_rows_of_an_event(store: Store) -> None:
    event = dataclasses.replace(samples.CODED.events[0], modes=("aid",))
    store.add(SAMPLE, dataclasses.replace(samples.CODED, events=(event,)))
    with store.read() as connection:
        (row,) = connection.execute(select(events)).mappings()
        rows = {
            t.name: [tuple(r)[1:] for r in connection.execute(select(t).order_by(*t.primary_key.columns))]
            for t in (event_modes, event_contexts, event_pairs, event_publishers)
        }
        cast = connection.execute(select(event_participants).order_by(event_participants.c.side)).mappings().all()
        assert connection.scalar(select(reports.c.event_key)) == row["key"]
    assert {n: row[n] for n in ("type", "status", "day", "date_start", "place_name", "place_country", "injured")} == {
        "type": "SUPPORT", "status": "actual", "day": "2024-03-04", "date_start": "2024-03-04",
        "place_name": "Bamako", "place_country": "MLI", "injured": 0,
    }  # fmt: skip
    assert (row["n_mentions"], row["n_articles"], row["n_sources"]) == (1, 1, 1)
    assert (row["first_seen"], row["last_seen"]) == ("2024-03-06", "2024-03-06")
    assert row["sentence"] == "Mali thanked Chad in Bamako on Monday."
    assert rows == {
        "event_modes": [("aid", "2024-03-04")],
        "event_contexts": [("diplomatic", "2024-03-04")],
        "event_pairs": [("MLI", "TCD", "2024-03-04", 1, 5.0, "SUPPORT", "actual", 0.75, "dragoman")],
        "event_publishers": [("The Paper", "2024-03-04")],
    }
    assert [(p["side"], p["entity"], p["country"], p["sector"]) for p in cast] == [
        ("actor", "mali", "MLI", "GOV"),
        ("recipient", "chad", "TCD", "GOV"),
    ]


def test_an_event_without_date_counts_by_the_day_of_publication(store: Store) -> None:
    store.add(*made(1))
    with store.read() as connection:
        assert set(connection.execute(select(events.c.day, events.c.date_start))) == {("2024-03-02", None)}


def test_whom_a_statement_is_about(store: Store) -> None:
    text = "Keita said Chad and Mali helped the police of Chad. He said Keita was glad."
    at = [(text.index(w), text.index(w) + len(w)) for w in ("Keita", "Chad", "Mali", "the police")]
    keita = samples.actor("Keita", "MLI")
    said = dataclasses.replace(
        samples.CODED.statements[0], speaker=dataclasses.replace(keita, kind="person"), content=((11, 50), (60, 74))
    )
    named = [
        Entity("1", "Keita", "person", "MLI", (), None, (at[0], (60, 65))),
        Entity("2", "Chad", "country", "TCD", (), None, (at[1], (46, 50))),
        Entity("3", "Mali", "country", "MLI", (), None, (at[2],)),
        Entity("4", "police", "organization", "TCD", ("COP",), None, (at[3],)),
        Entity("5", "Ghana", "country", "GHA", (), None, ((52, 54),)),
    ]
    records = CodedArticle("a", "2024-03-06", None, "en", "coder", (), (said,), tuple(named))
    store.add(Article(text, id="a"), records)
    with store.read() as connection:
        about = connection.execute(select(statement_about).order_by(statement_about.c.position)).mappings().all()
        (row,) = connection.execute(select(statements)).mappings()
    assert [(a["entity"], a["country"], a["day"]) for a in about] == [
        ("chad", "TCD", "2024-03-06"),
        ("mali", "MLI", "2024-03-06"),
        ("police@TCD", "TCD", "2024-03-06"),
    ]
    assert row["content"] == "Chad and Mali helped the police of Chad … Keita was glad"
    assert (row["speaker_entity"], row["addressee_entity"]) == ("keita@MLI", None)


KEYS = [
    ("Angela Merkel", "person", "DEU", "angela merkel"),
    ("ANGELA  MERKEL", "person", None, "angela merkel"),
    ("Keita", "person", "MLI", "keita@MLI"),
    ("spokesperson for the army", "person", "ETH", "spokesperson for the army@ETH"),
    ("Côte d'Ivoire", "country", "CIV", "cote d'ivoire"),
    ("Police", "organization", "KEN", "police@KEN"),
    ("gunmen", "group", None, "gunmen"),
    (None, "group", "RUS", None),
    ("́", "person", None, None),
]


@pytest.mark.parametrize(("name", "kind", "country", "key"), KEYS)
def test_who_is_the_same(name: str | None, kind: str, country: str | None, key: str | None) -> None:
    assert entity_key(name, kind, country) == key


def test_imported_events_lie_beside_our_own(store: Store) -> None:
    event = dataclasses.replace(samples.CODED.events[0], attributed_to=None, evidence=())
    items = [
        Imported(dataclasses.replace(event, id=f"row-{n}", date=None), "2024-05-01", "A Wire", "words of it")
        for n in range(5)
    ]
    store.add(*made(1))
    assert store.add_imported("polecat", items[:3], batch=2) == 3
    assert store.add_imported("polecat", [*items, items[4]], batch=4) == 2
    assert store.add_imported("icews", items[:1]) == 1
    with store.read() as connection:
        by_source = select(events.c.source, func.count(), func.min(events.c.day)).group_by(events.c.source)
        found = sorted(tuple(row) for row in connection.execute(by_source.order_by(events.c.source)))
    assert found == [("dragoman", 3, "2024-03-02"), ("icews", 1, "2024-05-01"), ("polecat", 5, "2024-05-01")]
    assert count(store, event_publishers) == 3 + 6
    assert faults(store) == []


def test_events_can_be_found_anew(store: Store) -> None:
    list(store.add_many(made(n) for n in range(4)))
    before = everything(store)
    store.refresh_events(["made-1", "made-3", "nobody"])
    assert everything(store) == before
    assert faults(store) == []
