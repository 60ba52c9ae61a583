"""Brings a database to the schema of this version: makes it where there is none, changes an old one step by step."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, inspect, select
from sqlalchemy.exc import OperationalError

from dragoman.store import search
from dragoman.store.database import Database, StoreError
from dragoman.store.schema import METADATA, VERSION, meta, reviews, sessions, tokens, users

Step = Callable[[Connection], None]


def _reviews(connection: Connection) -> None:
    """Version 2: what reviewers say of events, and who may enter the desk."""
    METADATA.create_all(connection, tables=[reviews, users, sessions])


def _tokens(connection: Connection) -> None:
    """Version 3: with what programs ask the API of a desk that has users."""
    METADATA.create_all(connection, tables=[tokens])


STEPS: Mapping[int, Step] = {2: _reviews, 3: _tokens}
"""What leads to each version from the one before it. A step that was released is never changed."""


def prepare(database: Database, steps: Mapping[int, Step] = STEPS, version: int = VERSION) -> None:
    """Sees to it that the database has the schema of this version.

    Raises:
        StoreError: where it has a newer one, or holds something else.
    """
    with database.read() as connection:
        found = _version(connection)
    if found == version:
        return
    with database.write() as connection:
        found = _version(connection)  # another process may have been quicker
        if found is None:
            _create(connection, database.name)
        else:
            _migrate(connection, database.name, found, steps, version)


def _version(connection: Connection) -> int | None:
    """The version of the schema, or None where there is none."""
    if not inspect(connection).has_table(meta.name):
        return None
    value = connection.scalar(select(meta.c.value).where(meta.c.name == "schema"))
    return int(value) if value is not None and value.isdecimal() else None


def _create(connection: Connection, name: str) -> None:
    strangers = set(METADATA.tables) & set(inspect(connection).get_table_names())
    if strangers:
        raise StoreError(f"{name}: holds tables of something else ({', '.join(sorted(strangers))}); choose another")
    METADATA.create_all(connection)
    try:
        search.create_indices(connection)
    except OperationalError as error:
        if "fts5" not in str(error.orig):
            raise
        raise StoreError("this Python's SQLite has no full-text search (FTS5); install one that has") from None
    connection.execute(meta.insert().values(name="schema", value=str(VERSION)))


def _migrate(connection: Connection, name: str, found: int, steps: Mapping[int, Step], version: int) -> None:
    if found > version:
        raise StoreError(
            f"{name}: was made by a newer dragoman (schema {found}, this one knows {version}); upgrade dragoman"
        )
    for number in range(found + 1, version + 1):
        steps[number](connection)
    connection.execute(meta.update().where(meta.c.name == "schema").values(value=str(version)))
