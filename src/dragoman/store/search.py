"""Full-text search: an index over words, and from what a user types to a condition on rows.

SQLite keeps the words in an FTS5 table beside each searched one, written by triggers; PostgreSQL in an index over
``tsvector``. Both fold case, cut English endings and know phrases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, ColumnElement, Connection, Table, func, literal_column, text

from dragoman.store.database import StoreError
from dragoman.store.schema import articles, reports, statements

SEARCHED: Mapping[str, tuple[str, ...]] = {
    articles.name: ("title", "text"),
    reports.name: ("sentence",),
    statements.name: ("content",),
}
"""The tables that can be searched, with the columns of their words."""

_MOST = 200_000
"""Characters of a text that PostgreSQL indexes; a tsvector holds no more than a megabyte."""

_CONFIGURATION = "dragoman_english"
_POSTGRESQL = (
    # the usual English configuration leaves out "who" and "will", and so the WHO
    "CREATE TEXT SEARCH DICTIONARY dragoman_stem (TEMPLATE = snowball, LANGUAGE = english)",
    f"CREATE TEXT SEARCH CONFIGURATION {_CONFIGURATION} (COPY = english)",
    f"ALTER TEXT SEARCH CONFIGURATION {_CONFIGURATION} ALTER MAPPING REPLACE english_stem WITH dragoman_stem",
)

_PART = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, slots=True)
class Asked:
    """One way to fulfil a query: all of ``wanted``, none of ``unwanted``; each a word or a phrase."""

    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def parse_query(query: str) -> list[Asked]:
    """What a user asks for: ``grain "black sea" -corn OR wheat``; fulfilled where any of the answers is.

    Raises:
        StoreError: where it asks for no word, or only says what must not be there.
    """
    ways: list[tuple[list[str], list[str]]] = [([], [])]
    for minus, phrase, word in _PART.findall(query.replace("\x00", " ")):
        if word == "OR" and not minus:
            ways.append(([], []))
        elif words := " ".join(re.findall(r"\w+(?:[^\w\s]+\w+)*", phrase or word)):
            ways[-1][bool(minus)].append(words)
    asked = [Asked(tuple(wanted), tuple(unwanted)) for wanted, unwanted in ways if wanted or unwanted]
    if not asked or not all(way.wanted for way in asked):
        raise StoreError(f"search for {query!r}: it must name a word that is to be there, as in: grain -corn")
    return asked


def words_match(table: Table, query: str, sqlite: bool) -> ColumnElement[bool]:
    """The condition that a row's words fulfil a query.

    Raises:
        StoreError: where the query is none.
    """
    asked = parse_query(query)
    if not sqlite:
        words = " or ".join(map(_for_postgresql, asked))
        return _vector(table).op("@@")(func.websearch_to_tsquery(literal_column(f"'{_CONFIGURATION}'"), words))
    words = " OR ".join(map(_for_sqlite, asked))
    found = text(f"SELECT rowid FROM {table.name}_fts WHERE {table.name}_fts MATCH :words").bindparams(words=words)
    key: Column[int] = table.c.key
    return key.in_(found.columns(rowid=key.type).scalar_subquery())


def create_indices(connection: Connection) -> None:
    """Makes the indices, with the tables still empty."""
    if connection.dialect.name != "sqlite":
        for statement in _POSTGRESQL:
            connection.exec_driver_sql(statement)
    for name, columns in SEARCHED.items():
        if connection.dialect.name == "sqlite":
            for statement in _sqlite_index(name, columns):
                connection.exec_driver_sql(statement)
        else:
            vector = f"to_tsvector('{_CONFIGURATION}', {_words(columns)})"
            connection.exec_driver_sql(f"CREATE INDEX {name}_words ON {name} USING gin ({vector})")


def _sqlite_index(name: str, columns: Sequence[str]) -> list[str]:
    index, listed = f"{name}_fts", ", ".join(columns)
    new, old = (", ".join(f"{row}.{c}" for c in columns) for row in ("new", "old"))
    put = f"INSERT INTO {index} (rowid, {listed}) VALUES (new.key, {new});"
    take = f"INSERT INTO {index} ({index}, rowid, {listed}) VALUES ('delete', old.key, {old});"
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5({listed}, content='{name}', content_rowid='key',"
        " tokenize='porter unicode61 remove_diacritics 2')",
        f"CREATE TRIGGER {index}_put AFTER INSERT ON {name} BEGIN {put} END",
        f"CREATE TRIGGER {index}_take AFTER DELETE ON {name} BEGIN {take} END",
        f"CREATE TRIGGER {index}_change AFTER UPDATE OF {listed} ON {name} BEGIN {take} {put} END",
    ]


def _words(columns: Sequence[str]) -> str:
    """The expression that the index is over; a query must use the very same."""
    return " || ' ' || ".join(f"coalesce(left({c}, {_MOST}), '')" for c in columns)


def _vector(table: Table) -> ColumnElement[str]:
    names = [f"{table.name}.{c}" for c in SEARCHED[table.name]]
    return literal_column(f"to_tsvector('{_CONFIGURATION}', {_words(names)})")


def _for_sqlite(way: Asked) -> str:
    wanted = " AND ".join(f'"{words}"' for words in way.wanted)
    unwanted = "".join(f' NOT "{words}"' for words in way.unwanted)
    return f"({wanted}{unwanted})"


def _for_postgresql(way: Asked) -> str:
    return " ".join([*(f'"{words}"' for words in way.wanted), *(f'-"{words}"' for words in way.unwanted)])
