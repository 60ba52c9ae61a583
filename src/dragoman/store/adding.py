"""Articles into the tables, and out of them again: what happens inside one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from sqlalchemy import Connection, delete, select

from dragoman.records import Article, CodedArticle, Event
from dragoman.store.database import StoreError
from dragoman.store.events import write_alone
from dragoman.store.joining import settle
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
from dragoman.store.shelf import StoreShelf
from dragoman.store.writing import insert, next_key, portions
from dragoman.stories import before_removal, join
from dragoman.stories.rules import load_rules

Outcome = Literal["new", "same", "changed"]
"""What adding an article came to."""

Untold = Literal["quad", "score", "confidence"]
"""Fields that every record has, but not every row of another data set."""

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
        unknown: fields of the event that the data set does not tell, though the record must have a value; they are
            null in the store.
    """

    event: Event
    published: str | None = None
    publisher: str | None = None
    sentence: str | None = None
    unknown: frozenset[Untold] = frozenset()


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
    if left:
        replace(connection, before & left.keys(), list(left.values()))
    return outcomes


def replace(connection: Connection, going: Collection[str], coming: Sequence[tuple[Article, CodedArticle]]) -> None:
    """Deletes articles with all that came of them, inserts others, and finds the distinct events anew."""
    rules = load_rules()
    shelf = StoreShelf(connection, rules)
    touched = before_removal(shelf, going, rules) if going else None
    shelf.take(going)
    emptied = _delete(connection, going)
    _insert(connection, coming, shelf)
    joined = join(shelf, [article.id for article, _ in coming], touched, rules)
    shelf.regroup(joined.groups)
    settle(connection, joined.events, emptied)


def refresh(connection: Connection, ids: Sequence[str]) -> None:
    """Finds the distinct events anew that articles tell of."""
    rules = load_rules()
    shelf = StoreShelf(connection, rules)
    joined = join(shelf, ids, None, rules)
    shelf.regroup(joined.groups)
    settle(connection, joined.events, ())


def _delete(connection: Connection, ids: Collection[str]) -> set[int]:
    """Deletes articles; the keys of the events that they told of."""
    touched: set[int] = set()
    for portion in portions(ids):
        keys = list(connection.scalars(select(articles.c.key).where(articles.c.id.in_(portion))))
        of_events = select(reports.c.event_key).where(reports.c.article_key.in_(keys), reports.c.event_key.is_not(None))
        touched.update(connection.scalars(of_events))
        connection.execute(delete(articles).where(articles.c.key.in_(keys)))
    return touched


def add_imported(connection: Connection, source: str, items: Sequence[Imported]) -> int:
    """Adds rows of another data set that are not there yet; how many were new."""
    ids = [item.event.id for item in items]
    there = set(connection.scalars(select(reports.c.id).where(reports.c.source == source, reports.c.id.in_(ids))))
    new = {item.event.id: item for item in items if item.event.id not in there}
    first = next_key(connection, reports)
    rows: Rows = defaultdict(list)
    for key, item in enumerate(new.values(), first):
        told = {
            "article_key": None,
            "position": 0,
            "source": source,
            "published": item.published,
            "publisher": item.publisher,
            "sentence": item.sentence,
        }
        made = report_rows(key, item.event, told)
        for told_of in (made["reports"][0], made["reports"][0]["record"]):
            told_of.update(dict.fromkeys(item.unknown))
        _extend(rows, made)
    insert(connection, rows, _TABLES)
    write_alone(connection, range(first, first + len(new)))
    return len(new)


def _insert(connection: Connection, pairs: Sequence[tuple[Article, CodedArticle]], shelf: StoreShelf) -> None:
    """Inserts articles that are not there, with all their records."""
    added = datetime.now(UTC).isoformat(timespec="seconds")
    numbered = dict(enumerate(pairs, next_key(connection, articles)))
    report_key = first = next_key(connection, reports)
    statement_key = next_key(connection, statements)
    rows: Rows = defaultdict(list)
    for article_key, (article, coded) in numbered.items():
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
    insert(connection, rows, _TABLES)
    shelf.put(numbered, first)


def _extend(rows: Rows, more: Mapping[str, Sequence[dict[str, object]]]) -> None:
    for name, some in more.items():
        rows[name].extend(some)
