"""The schema has a version: an old database is brought up to date, a newer one refused, a stranger left alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from made_records import made
from sqlalchemy import Connection, inspect, select, text

from dragoman.errors import DragomanError
from dragoman.store import Store, StoreError
from dragoman.store.database import Database, open_database
from dragoman.store.migrations import STEPS, prepare
from dragoman.store.schema import METADATA, VERSION, meta

OLD = sorted(Path(__file__).parent.glob("schema_*.sql"))
"""The schemas of earlier versions as SQLite wrote them down. Never changed: files like these are out there."""


def test_a_database_is_made_with_this_version(where: str) -> None:
    Store.open(where).close()
    with Store.open(where, create=False) as again, again.read() as connection:
        assert connection.execute(select(meta)).all() == [("schema", str(VERSION))]
        tables = set(inspect(connection).get_table_names())
    assert tables >= set(METADATA.tables)


def test_there_is_a_step_to_every_version() -> None:
    assert sorted(STEPS) == list(range(2, VERSION + 1))


@pytest.mark.parametrize("kept", OLD, ids=lambda path: path.stem)
def test_a_file_of_an_earlier_version_becomes_one_of_this(tmp_path: Path, kept: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    with sqlite3.connect(old) as connection:
        connection.executescript(kept.read_text(encoding="utf-8"))
    with Store.open(old) as store:
        assert store.add(*made(1)) == "new"
        assert store.coded("made-1") == made(1)[1]
    Store.open(new).close()
    assert described(old) == described(new)


def described(path: Path) -> list[tuple[str, str]]:
    """Tables, indices and triggers of a file as SQLite tells them."""
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
        return [(name, " ".join((sql or "").split())) for name, sql in found]


def test_steps_are_taken_in_order_and_once(where: str) -> None:
    with Store.open(where) as store:
        store.add(*made(1))
    taken = []

    def first(connection: Connection) -> None:
        taken.append(1)
        connection.execute(text("ALTER TABLE articles ADD COLUMN section TEXT"))

    def second(connection: Connection) -> None:
        taken.append(2)
        connection.execute(text("UPDATE articles SET section = 'world'"))

    steps = {**STEPS, VERSION + 1: first, VERSION + 2: second}
    for _ in range(2):
        database = open_database(where, create=False)
        prepare(database, steps, VERSION + 2)
        assert taken == [1, 2]
        with database.read() as connection:
            assert connection.scalar(text("SELECT section FROM articles")) == "world"
            assert connection.scalar(select(meta.c.value)) == str(VERSION + 2)
        database.close()


def test_a_step_that_fails_leaves_the_database_as_it_was(where: str) -> None:
    with Store.open(where) as store:
        store.add(*made(1))

    def broken(connection: Connection) -> None:
        connection.execute(text("DELETE FROM statements"))
        connection.execute(text("ALTER TABLE articles ADD COLUMN section TEXT"))
        raise RuntimeError

    database = open_database(where, create=False)
    with pytest.raises(RuntimeError):
        prepare(database, {VERSION + 1: broken}, VERSION + 1)
    database.close()
    with Store.open(where) as store:
        assert store.coded("made-1") == made(1)[1]


def test_a_newer_database_is_refused_and_not_touched(where: str) -> None:
    with Store.open(where) as store, store.write() as connection:
        connection.execute(meta.update().values(value="99"))
    with pytest.raises(StoreError, match=rf"made by a newer dragoman \(schema 99, this one knows {VERSION}\); upgrade"):
        Store.open(where)
    database: Database = open_database(where, create=False)
    with database.read() as connection:
        assert connection.scalar(select(meta.c.value)) == "99"
    database.close()


def test_a_database_of_something_else_is_left_alone(where: str) -> None:
    database = open_database(where, create=True)
    with database.write() as connection:
        connection.execute(text("CREATE TABLE events (name TEXT)"))
    database.close()
    with pytest.raises(DragomanError, match=r"holds tables of something else \(events\); choose another"):
        Store.open(where)
