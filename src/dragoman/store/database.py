"""Connections to a SQLite file or a PostgreSQL database: one writer at a time, and readers that do not wait for it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from dragoman.errors import DragomanError

VARIABLE = "DRAGOMAN_DB"
DEFAULT = "dragoman.db"
WAIT = 30
"""Seconds that a writer waits for another one."""


class StoreError(DragomanError):
    """The database cannot be used, or cannot hold what it is given."""


@dataclass(frozen=True, slots=True)
class Database:
    """Where the store is, with connections that write and connections that read only."""

    name: str
    writer: Engine
    reader: Engine

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a SQLite file."""
        return self.writer.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes; there is one at a time, another waits for it up to WAIT seconds.

        Raises:
            StoreError: where the database fails, or another writer does not come to an end.
        """
        with self._told(), self.writer.begin() as connection:
            if not self.is_sqlite:  # SQLite's BEGIN IMMEDIATE does the same
                connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('dragoman ' || current_schema()))"))
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads and sees one state of the database, whatever is written meanwhile.

        Raises:
            StoreError: where the database fails.
        """
        with self._told(), self.reader.begin() as connection:
            yield connection

    def close(self) -> None:
        """Closes all connections."""
        self.writer.dispose()
        self.reader.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Faults of the database as one line that a user can act on."""
        try:
            yield
        except DBAPIError as error:
            raise StoreError(f"{self.name}: {_cause(error)}") from error
        except SQLAlchemyError as error:
            raise StoreError(f"{self.name}: {' '.join(str(error).split())}") from error


def where_is_it(given: str | Path | None) -> str | Path:
    """The database that is meant: the one given, else DRAGOMAN_DB, else dragoman.db in the working directory."""
    return given or os.environ.get(VARIABLE) or DEFAULT


def open_database(given: str | Path | None, create: bool) -> Database:
    """The connections to a database; nothing is looked up or made in it yet.

    Args:
        given: path of a SQLite file, or a URL (``sqlite:///news.db``, ``postgresql://user@host/news``).
        create: whether a SQLite file that is not there is made.

    Raises:
        StoreError: where it is not there, or is of a kind that is not known.
    """
    where = where_is_it(given)
    if isinstance(where, Path) or "://" not in where:
        return _open_sqlite(Path(where), create)
    try:
        url = make_url(where)
    except ArgumentError:
        raise StoreError(f"{where!r} is no URL of a database; write it as postgresql://user@host/name") from None
    kind = url.drivername.partition("+")[0]
    if kind == "sqlite" and url.database:
        return _open_sqlite(Path(url.database), create)
    if kind in ("postgresql", "postgres"):
        return _open_postgresql(url.set(drivername="postgresql+psycopg"))
    raise StoreError(f"{url!r} is no database of a known kind; known are a file (SQLite) and postgresql://")


def _open_sqlite(path: Path, create: bool) -> Database:
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; the database is a file")
    if not create and not path.exists():
        raise StoreError(f"{path}: no such database; dragoman add makes one, --db or {VARIABLE} names another")
    if not path.absolute().parent.is_dir():
        raise StoreError(f"{path}: cannot be made: there is no folder {path.parent}")
    url = URL.create("sqlite", database=str(path.absolute()))
    writer = create_engine(url, poolclass=NullPool, json_serializer=_json, connect_args={"timeout": WAIT})
    reader = create_engine(url, json_serializer=_json, connect_args={"timeout": WAIT})
    event.listen(writer, "connect", _set_up_writer)
    event.listen(reader, "connect", _set_up_reader)
    event.listen(writer, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(reader, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return Database(str(path), writer, reader)


def _set_up_writer(connection: sqlite3.Connection, _: object) -> None:
    _pragmas(connection, "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -131072")


def _set_up_reader(connection: sqlite3.Connection, _: object) -> None:
    _pragmas(connection, "query_only = ON", "cache_size = -65536", "mmap_size = 1073741824", "temp_store = MEMORY")


def _pragmas(connection: sqlite3.Connection, *settings: str) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    for setting in settings:
        connection.execute(f"PRAGMA {setting}")


def _open_postgresql(url: URL) -> Database:
    options: dict[str, Any] = {"json_serializer": _json, "pool_pre_ping": True}
    try:
        writer = create_engine(url, **options)
        reader = create_engine(
            url,
            **options,
            execution_options={"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"},
        )
    except ImportError:
        raise StoreError("PostgreSQL needs psycopg: pip install 'dragoman[postgres]'") from None
    return Database(url.set(drivername="postgresql").render_as_string(), writer, reader)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _cause(error: DBAPIError) -> str:
    """What the database says, in one line, with the way out where there is one."""
    said = " ".join(str(error.orig).split())
    if "database is locked" in said or "lock timeout" in said:
        return f"another process has been writing to it for {WAIT} s; try again when it is done"
    if "reports_by_id" in said or "reports.id" in said:
        return "two events have one id; each needs one of its own, whatever its article, as Coder makes them"
    if "file is not a database" in said:
        return "is not a database; choose another file"
    return said
