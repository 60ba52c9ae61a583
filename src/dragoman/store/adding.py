"""Articles into the tables, and out of them again: what happens inside one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from sqlalchemy import Connection, delete, select

from dragoman.records import Article, CodedArticle, Event
from dragoman.store import events
from dragoman.store.database import StoreError
from dragoman.store.rows import (
    Rows,
    article_row,
    check,
    entity_rows,
    report_rows,
    statement_rows,
    text_hash,
)
from dragoman.store.schema import (
    DRAGOMAN,
    articles,
    entities,
    report_participants,
    reports,
    statement_about,
    statement_contexts,
    statements,
)

Outcome = Literal["new", "same", "changed"]
"""What adding an article came to."""

_TABLES = (articles, entities, reports, report_participants, statements, statement_contexts, statement_about)


class Known(NamedTuple):
    """What tells whether an article is there already as it is."""

    hash: str
    coder: str
    error: str | None


@dataclass(frozen=True, slots=True)
class Imported:
    """An event out of another data set, as a row of the store.

    Attributes:
        event: the record; its ``id`` must be the same whenever the same row is read again.
        published: ISO day on which it was reported, or None.
        publisher: who reported it, or None.
        sentence: the wording it rests on, or None.
    """

    event: Event
    published: str | None = None
    publisher: str | None = None
    sentence: str | None = None


def known(connection: Connection, ids: Iterable[str]) -> dict[str, Known]:
    """Those of the articles that are there, by id."""
    columns = (articles.c.id, articles.c.hash, articles.c.coder, articles.c.error)
    found = connection.execute(select(*columns).where(articles.c.id.in_(list(ids))))
    return {row.id: Known(row.hash, row.coder, row.error) for row in found}


def add_articles(connection: Connection, pairs: Sequence[tuple[Article, CodedArticle]]) -> list[tuple[str, Outcome]]:
    """Adds articles that are new or have changed; what became of each, in order.

    Raises:
        StoreError: where an article cannot be kept, or is not the one that was coded.
    """
    there = known(connection, {article.id for article, _ in pairs})
    before = set(there)
    outcomes: list[tuple[str, Outcome]] = []
    left: dict[str, tuple[Article, CodedArticle]] = {}
    for article, coded in pairs:
        if article.id != coded.id:
            raise StoreError(f"article {article.id!r} comes with the records of {coded.id!r}")
        check(article)
        now = Known(text_hash(article), coded.coder, coded.error)
        was = there.get(article.id)
        outcomes.append((article.id, "new" if was is None else "same" if was == now else "changed"))
        if was != now:
            there[article.id], left[article.id] = now, (article, coded)
    forget(connection, before & left.keys())
    _write(connection, list(left.values()))
    return outcomes


def forget(connection: Connection, ids: Iterable[str]) -> int:
    """Deletes articles with all that came of them; how many there were."""
    keys = list(connection.scalars(select(articles.c.key).where(articles.c.id.in_(list(ids)))))
    for portion in events.portions(keys):
        theirs = reports.c.article_key.in_(portion)
        touched = list(connection.scalars(select(reports.c.event_key).where(theirs).distinct()))
        connection.execute(delete(articles).where(articles.c.key.in_(portion)))
        others = select(reports.c.key).where(reports.c.event_key.in_(touched))
        events.drop_empty(connection, touched)
        events.refresh(connection, list(connection.scalars(others)))
    return len(keys)


def add_imported(connection: Connection, source: str, items: Sequence[Imported]) -> int:
    """Adds rows of another data set that are not there yet; how many were new."""
    ids = [item.event.id for item in items]
    there = set(connection.scalars(select(reports.c.id).where(reports.c.source == source, reports.c.id.in_(ids))))
    key = first = events.next_key(connection, reports)
    rows: Rows = defaultdict(list)
    for item in items:
        if item.event.id in there:
            continue
        there.add(item.event.id)
        told = {
            "article_key": None,
            "position": 0,
            "source": source,
            "published": item.published,
            "publisher": item.publisher,
            "sentence": item.sentence,
        }
        _extend(rows, report_rows(key, item.event, told))
        key += 1
    events.insert(connection, rows, _TABLES)
    events.refresh(connection, range(first, key))
    return key - first


def _write(connection: Connection, pairs: Iterable[tuple[Article, CodedArticle]]) -> None:
    """Inserts articles that are not there, with all their records."""
    added = datetime.now(UTC).isoformat(timespec="seconds")
    report_key = first = events.next_key(connection, reports)
    statement_key = events.next_key(connection, statements)
    rows: Rows = defaultdict(list)
    for article_key, (article, coded) in enumerate(pairs, events.next_key(connection, articles)):
        rows["articles"].append(article_row(article_key, article, coded, added))
        rows["entities"].extend(entity_rows(article_key, coded.entities))
        for position, event in enumerate(coded.events):
            best = event.evidence[0].sentence if event.evidence else None
            told = {
                "article_key": article_key,
                "position": position,
                "source": DRAGOMAN,
                "published": coded.published,
                "publisher": article.publisher,
                "sentence": article.text[slice(*best)] if best else None,
            }
            _extend(rows, report_rows(report_key, event, told))
            report_key += 1
        for position, said in enumerate(coded.statements):
            _extend(rows, statement_rows(statement_key, article_key, position, said, article, coded))
            statement_key += 1
    events.insert(connection, rows, _TABLES)
    events.refresh(connection, range(first, report_key))


def _extend(rows: Rows, more: Mapping[str, Sequence[dict[str, object]]]) -> None:
    for name, some in more.items():
        rows[name].extend(some)
