"""Rows into tables: what all that write have in common."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TypeVar

from sqlalchemy import Connection, Table, func, select

from dragoman.store.rows import Rows

AT_ONCE = 5_000
"""Values in one query; SQLite takes 32,766."""

T = TypeVar("T")


def portions(values: Iterable[T]) -> Iterator[list[T]]:
    """Values in lists that a query can take."""
    source = iter(values)
    while portion := list(itertools.islice(source, AT_ONCE)):
        yield portion


def next_key(connection: Connection, table: Table) -> int:
    """The first key that is free; only a writer may ask."""
    return (connection.scalar(select(func.max(table.c.key))) or 0) + 1


def insert(connection: Connection, rows: Rows, tables: Iterable[Table]) -> None:
    """Writes rows, table by table."""
    for table in tables:
        if rows.get(table.name):
            connection.execute(table.insert(), rows[table.name])
