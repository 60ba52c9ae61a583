"""``Store``: the database of coded articles, for those who write it and those who read it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Select, Table, select, text

from dragoman.records import Article, CodedArticle
from dragoman.store import adding, migrations, rows
from dragoman.store.adding import Imported, Known, Outcome
from dragoman.store.database import Database, StoreError, open_database
from dragoman.store.schema import articles, entities, reports, statements
from dragoman.store.search import words_match

_PAGE = 500
_PAIRS = 100
"""Articles with all their records that are held in memory at a time."""


class Store:
    """Coded articles in a SQLite file or a PostgreSQL database. Made by :meth:`open`; use it as a context manager.

    What a method has written is on the disk when it returns, whatever happens to the process or the machine then.
    One process writes at a time, others wait; readers never wait.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._written = False

    @classmethod
    def open(cls, where: str | Path | None = None, *, create: bool = True) -> Store:
        """Opens a database; one of an earlier version is brought to the schema of this one.

        Args:
            where: path of a SQLite file, or URL (``postgresql://user@host/news``); without it the environment
                variable DRAGOMAN_DB counts, else it is ``dragoman.db`` in the working directory.
            create: whether a file that is not there is made.

        Raises:
            StoreError: where it is not there, cannot be reached, was made by a newer version or is something else.
        """
        database = open_database(where, create)
        try:
            migrations.prepare(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    @property
    def name(self) -> str:
        """The file or the URL, without password."""
        return self._database.name

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends all connections."""
        if self._written and self._database.is_sqlite:
            # what SQLite learns of its tables makes later questions quick, but is not worth a failure
            with suppress(StoreError), self.write() as connection:
                connection.execute(text("PRAGMA analysis_limit = 1000"))
                connection.execute(text("PRAGMA optimize"))
        self._database.close()

    def read(self) -> AbstractContextManager[Connection]:
        """A connection that only reads, and sees one state of the database however long it is used.

        Raises:
            StoreError: where the database fails.
        """
        return self._database.read()

    def write(self) -> AbstractContextManager[Connection]:
        """A transaction for one writer: kept when the context is left, undone when by an exception.

        Raises:
            StoreError: where the database fails, or another process writes for half a minute.
        """
        self._written = True
        return self._database.write()

    def add(self, article: Article, coded: CodedArticle) -> Outcome:
        """Adds an article with its records; one that is there with the same text and coder stays as it is.

        Returns:
            ``new``, ``same``, or ``changed`` where the records that were there have been replaced.

        Raises:
            StoreError: where it cannot be kept.
        """
        ((_, outcome),) = self.add_many([(article, coded)])
        return outcome

    def add_many(
        self, pairs: Iterable[tuple[Article, CodedArticle]], batch: int = 200
    ) -> Iterator[tuple[str, Outcome]]:
        """Adds articles, so many in one transaction. Nothing is added that is not asked for: go through all of it.

        Yields:
            Id of each article and what became of it, in order, once it is safe on the disk.

        Raises:
            StoreError: where one cannot be kept; none of its batch is then.
        """
        source = iter(pairs)
        while some := list(itertools.islice(source, batch)):
            with self.write() as connection:
                outcomes = adding.add_articles(connection, some)
            yield from outcomes

    def add_imported(self, source: str, items: Iterable[Imported], batch: int = 1000) -> int:
        """Adds events of another data set beside Dragoman's own; those that are there stay as they are.

        Args:
            source: name of the data set, as it will stand in the column ``source``.

        Returns:
            How many were new.

        Raises:
            StoreError: where the database fails; batches before that are kept.
        """
        remaining, new = iter(items), 0
        while some := list(itertools.islice(remaining, batch)):
            with self.write() as connection:
                new += adding.add_imported(connection, source, some)
        return new

    def remove(self, article_id: str) -> bool:
        """Takes an article out with all that came of it; whether it was there."""
        with self.write() as connection:
            there = bool(adding.known(connection, [article_id]))
            if there:
                adding.replace(connection, [article_id], ())
            return there

    def refresh_events(self, article_ids: Sequence[str]) -> None:
        """Finds the distinct events anew that these articles tell of. Adding does so itself.

        Raises:
            StoreError: where the database fails.
        """
        with self.write() as connection:
            adding.refresh(connection, article_ids)

    def missing(self, some: Sequence[Article], coder: str) -> list[Article]:
        """Those of the articles that this coder has yet to code: new, changed, or failed the last time."""
        with self.read() as connection:
            there = adding.known(connection, {a.id for a in some})
        return [a for a in some if there.get(a.id) != Known(rows.text_hash(a), coder, None)]

    def articles(self, ids: Sequence[str] | None = None) -> Iterator[Article]:
        """Articles with the language and blocks that they were coded with, in the order in which they were added.

        Args:
            ids: only these.
        """
        wanted = select(articles).order_by(articles.c.key).limit(_PAGE)
        if ids is not None:
            wanted = wanted.where(articles.c.id.in_(ids))
        yield from (rows.article_of(row) for row in self._pages(wanted))

    def pairs(self) -> Iterator[tuple[Article, CodedArticle]]:
        """Every article with its records, in the order in which they were added; each pair is of one moment.

        Raises:
            StoreError: where the database fails.
        """
        last = 0
        while True:
            with self.read() as connection:
                wanted = select(articles).where(articles.c.key > last).order_by(articles.c.key).limit(_PAIRS)
                page = [(row, _coded(connection, row)) for row in _rows(connection, wanted)]
            if not page:
                return
            yield from ((rows.article_of(row), coded) for row, coded in page)
            last = page[-1][0]["key"]

    def coded(self, article_id: str) -> CodedArticle | None:
        """The records of an article, equal to those that were added; None where there is no such article."""
        with self.read() as connection:
            found = _rows(connection, select(articles).where(articles.c.id == article_id))
            return _coded(connection, found[0]) if found else None

    def matching(self, table: Table, query: str) -> ColumnElement[bool]:
        """The condition that the words of a row of ``articles``, ``reports`` or ``statements`` fulfil a query.

        Args:
            table: one of the three.
            query: words that must all be there; ``"a phrase"``, ``-not``, ``this OR that``.

        Raises:
            StoreError: where the query names no word that is to be there.
        """
        return words_match(table, query, self._database.is_sqlite)

    def _pages(self, wanted: Select[Any]) -> Iterator[rows.Row]:
        """The rows of a query over articles, read page by page so that no transaction lasts."""
        last = 0
        while True:
            with self.read() as connection:
                page = _rows(connection, wanted.where(articles.c.key > last))
            if not page:
                return
            yield from page
            last = page[-1]["key"]


def _rows(connection: Connection, wanted: Select[Any]) -> list[rows.Row]:
    return [dict(row) for row in connection.execute(wanted).mappings()]


def _coded(connection: Connection, row: rows.Row) -> CodedArticle:
    parts = (_records(connection, table, row["key"]) for table in (reports, statements, entities))
    return rows.coded_article(row, *parts)


def _records(connection: Connection, table: Table, article_key: int) -> list[rows.Row]:
    found = select(table.c.record).where(table.c.article_key == article_key).order_by(table.c.position)
    return cast(list[rows.Row], list(connection.scalars(found)))
