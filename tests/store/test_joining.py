"""The store finds the same distinct events and copies as stories do in memory, however articles come and go."""

from __future__ import annotations

import dataclasses
import random

from made_records import faults, longer, made
from sqlalchemy import select

from dragoman.records import Actor, Article, CodedArticle, Date, Event, Evidence, Place, Span, stable_id
from dragoman.store import Store
from dragoman.store.schema import articles, copies, event_links, event_participants, event_publishers, events, reports
from dragoman.stories import Stories


def distinct(store: Store) -> dict[str, tuple[object, ...]]:
    """The distinct events of a store: what stands in their rows, and their reports."""
    columns = ("type", "status", "killed", "n_mentions", "n_articles", "n_sources", "first_seen", "last_seen")
    with store.read() as connection:
        found = {}
        for row in connection.execute(select(events)).mappings():
            told = connection.scalars(select(reports.c.id).where(reports.c.event_key == row["key"]))
            found[row["id"]] = (*(row[c] for c in columns), row["date_start"], row["place_name"], frozenset(told))
        return found


def expected(stories: Stories) -> dict[str, tuple[object, ...]]:
    columns = ("type", "status", "killed", "n_mentions", "n_articles", "n_sources", "first_seen", "last_seen")
    return {
        e.id: (
            *(getattr(e, c) for c in columns),
            e.date[0] if e.date else None,
            e.place[0] if e.place else None,
            frozenset(e.reports),
        )
        for e in stories.events
    }


def copied(store: Store) -> dict[str, str]:
    with store.read() as connection:
        return {r.id: r.group_id for r in connection.execute(select(articles.c.id, copies.c.group_id).join(articles))}


def test_the_store_joins_as_stories_do(store: Store) -> None:
    draw, stories = random.Random(3), Stories()
    there: set[int] = set()
    for _ in range(12):
        going = set(draw.sample(sorted(there), len(there) // 6))
        for n in going:
            store.remove(f"made-{n}")
        stories.remove([f"made-{n}" for n in going])
        some = {n: (made, longer)[draw.random() < 0.3](n) for n in draw.sample(range(60), 8)}
        list(store.add_many(some.values(), batch=5))
        stories.add(some.values())
        there = there - going | some.keys()
    assert distinct(store) == expected(stories)
    assert copied(store) == stories.groups
    assert len(stories.events) < sum(len(e.reports) for e in stories.events), "nothing was joined"
    assert faults(store) == []


TOLL = "Gunmen killed {} soldiers of Mali in Gao on Monday."


def attack(
    article_id: str, killed: int, publisher: str, published: str = "2024-03-05", words: str = TOLL
) -> tuple[Article, CodedArticle]:
    """An article that tells of one and the same attack."""
    text = words.format(killed)
    killers = "Gunmen" if "Gunmen" in text else "gunmen"

    def span(words: str) -> Span:
        return text.index(words), text.index(words) + len(words)

    event = Event(
        id=stable_id(article_id),
        type="ASSAULT",
        modes=("firearms",),
        contexts=("military",),
        quad=4,
        score=-9.0,
        cameo="193",
        status="actual",
        actors=(Actor(killers, span(killers), "gunmen", "MLI", ("UAF",), None, "group"),),
        recipients=(Actor("soldiers of Mali", span("soldiers of Mali"), "soldiers", "MLI", ("MIL",), None, "group"),),
        date=Date("on Monday", span("on Monday"), "2024-03-04", "2024-03-04", "day"),
        place=Place("Gao", span("Gao"), "Gao", "MLI", 16.27, -0.04, "city"),
        killed=killed,
        injured=None,
        arrested=None,
        attributed_to=None,
        evidence=(Evidence((0, len(text)), span("killed")),),
        confidence=0.8,
    )
    return Article(text, id=article_id, publisher=publisher, published=published, language="en"), CodedArticle(
        article_id, published, None, "en", "coder 1", (event,)
    )


def test_the_row_of_an_event_that_several_tell(store: Store) -> None:
    told = [attack("a", 5, "Wire"), attack("b", 9, "Post", "2024-03-06")]
    told.append(attack("c", 9, "Daily", "2024-03-06", "In Gao on Monday, gunmen killed {} soldiers of Mali."))
    list(store.add_many(told, batch=1))
    with store.read() as connection:
        (row,) = connection.execute(select(events)).mappings()
        assert set(connection.scalars(select(reports.c.event_key))) == {row["key"]}
        people = select(event_participants.c.side, event_participants.c.entity, event_participants.c.sector)
        assert {tuple(r) for r in connection.execute(people)} == {
            ("actor", "gunmen@MLI", "UAF"),
            ("recipient", "soldiers@MLI", "MIL"),
        }
        assert set(connection.scalars(select(event_publishers.c.publisher))) == {"Wire", "Post", "Daily"}
    assert (row["killed"], row["n_articles"], row["n_sources"]) == (9, 3, 3)
    assert (row["first_seen"], row["last_seen"]) == ("2024-03-05", "2024-03-06")
    assert (row["cameo"], row["date_text"]) == ("193", "on Monday")
    assert row["sentence"] in [article.text for article, _ in told]
    assert [(a["value"], a["sources"]) for a in row["alternatives"]["killed"]] == [(9, 2), (5, 1)]
    assert "type" not in row["alternatives"]
    assert [(r["field"], r["old"], r["new"]) for r in row["revisions"] if r["field"] == "killed"] == [
        ("killed", None, 5),
        ("killed", 5, 9),
    ]


def test_an_event_that_stays_as_it_was_is_not_written_anew(store: Store) -> None:
    list(store.add_many([attack("a", 5, "Wire"), made(1)]))
    with store.read() as connection:
        before = dict(tuple(r) for r in connection.execute(select(events.c.id, events.c.key)))
    store.add(*attack("b", 6, "Post"))
    with store.read() as connection:
        after = dict(tuple(r) for r in connection.execute(select(events.c.id, events.c.key)))
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert len(changed) == 1


def test_a_plan_is_linked_with_what_came_of_it(store: Store) -> None:
    article, records = attack("plan", 0, "Wire", "2024-03-01")
    planned = dataclasses.replace(records.events[0], type="CONSULT", modes=("visit",), quad=1, score=4.0, killed=None)
    held = dataclasses.replace(planned, id="held")
    future = dataclasses.replace(planned, status="future")
    list(
        store.add_many(
            [
                (article, dataclasses.replace(records, events=(future,))),
                (
                    dataclasses.replace(article, id="held", publisher="Post", published="2024-03-05"),
                    dataclasses.replace(records, id="held", published="2024-03-05", events=(held,)),
                ),
            ],
            batch=1,
        )
    )
    with store.read() as connection:
        links = connection.execute(select(event_links)).all()
        statuses = dict(tuple(r) for r in connection.execute(select(events.c.key, events.c.status)))
    assert [(statuses[plan], statuses[outcome]) for plan, outcome in links] == [("future", "actual")]
    store.remove("held")
    with store.read() as connection:
        assert connection.execute(select(event_links)).all() == []
