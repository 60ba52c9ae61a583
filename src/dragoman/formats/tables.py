"""Flat Parquet, CSV and TSV: written at the end of a run out of a side file of rows, so that a run can be resumed.

For ``events.parquet`` there are ``events.parquet`` with a row an event, ``events.statements.parquet`` with a row a
statement and, only where an article failed, ``events.errors.parquet``. In CSV and TSV what is a list in Parquet is
joined by ``"; "``, and what is null is empty.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.formats.flat import ERRORS, EVENTS, STATEMENTS, flatten
from dragoman.formats.journal import Journal, OutputError
from dragoman.records import Article, from_json
from dragoman.scale.rows import Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

JOINT = "; "
"""Stands between the items of a list in CSV and TSV."""

_TABLES = {"events": EVENTS, "statements": STATEMENTS, "errors": ERRORS}
_FORMS = {
    ".parquet": "FORMAT parquet, COMPRESSION zstd",
    ".csv": "FORMAT csv, HEADER, DELIMITER ','",
    ".tsv": "FORMAT csv, HEADER, DELIMITER '\t'",
}
_LONGEST = 1 << 30  # bytes of one article's rows


class TableSink:
    """Flat tables: rows are kept in ``OUT.partial.jsonl`` until the run is through."""

    def __init__(self, path: Path, resume: bool) -> None:
        self.path = path
        _check_writable(path)
        try:
            self._journal = Journal(path.with_name(path.name + ".partial.jsonl"), resume)
        except OutputError as error:
            raise OutputError(path, error.reason) from None
        self.done = self._journal.done
        self.begin, self.close = self._journal.begin, self._journal.close

    def heads(self) -> Iterator[tuple[str, str]]:
        """Id and coder of the articles that are in the side file already."""
        return self._journal.heads()

    def write(self, article: Article, row: Row) -> None:
        """Takes one coded article."""
        coded = from_json(row.line)
        rows = {"id": coded.id, "coder": coded.coder, **flatten(coded, article)}
        self._journal.write(json.dumps(rows, ensure_ascii=False))

    def finish(self) -> list[Path]:
        """Writes the tables and removes the side file; the tables."""
        self._journal.close()
        files = write_tables(self._journal.path, self.path)
        self._journal.path.unlink()
        return files


def write_tables(rows: Path, path: Path) -> list[Path]:
    """Flat tables out of a file with an object of ``events``, ``statements`` and ``errors`` a line.

    Args:
        rows: JSON lines as :func:`dragoman.formats.flat.flatten` gives them.
        path: file of the events; its ending says in which format all are written.

    Returns:
        The files that were written. A table of errors of an earlier run is removed where there are none now.

    Raises:
        OutputError: where one cannot be written.
    """
    import duckdb  # 0.1 s

    paths = {"events": path, **{t: path.with_name(f"{path.stem}.{t}{path.suffix}") for t in ("statements", "errors")}}
    try:
        with duckdb.connect(config=_OFFLINE) as connection:
            for table in _TABLES:
                _write(connection, rows, table, paths[table])
            if not _count(connection, rows, "errors"):
                paths.pop("errors").unlink()
    except duckdb.Error as error:
        raise OutputError(path, str(error).splitlines()[0]) from None
    except OSError as error:
        raise OutputError(path, error) from None
    return list(paths.values())


_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1",
}  # fmt: skip


def _write(connection: DuckDBPyConnection, rows: Path, table: str, path: Path) -> None:
    """One table, whole or not at all: under another name first."""
    types, ending = _TABLES[table], path.suffix.lower()
    columns = ", ".join(
        f"row.{name}" if ending == ".parquet" or not type_.endswith("[]") else _joined(name)
        for name, type_ in types.items()
    )
    new = path.with_name(path.name + ".new")
    connection.execute(
        f"COPY (SELECT {columns} FROM (SELECT unnest({table}) AS row FROM {_source(rows, table)})) "
        f"TO {_quoted(str(new))} ({_FORMS[ending]})"
    )
    os.replace(new, path)


def _count(connection: DuckDBPyConnection, rows: Path, table: str) -> int:
    found = connection.execute(f"SELECT coalesce(sum(len({table})), 0) FROM {_source(rows, table)}").fetchone()
    return int(found[0]) if found else 0


def _source(rows: Path, table: str) -> str:
    struct = ", ".join(f"{name} {type_}" for name, type_ in _TABLES[table].items())
    name = "".join(f"[{c}]" if c in "*?[" else c for c in str(rows))
    return (
        f"read_json({_quoted(name)}, format = 'newline_delimited', maximum_object_size = {_LONGEST}, "
        f"columns = {{{table}: 'STRUCT({struct})[]'}})"
    )


def _joined(name: str) -> str:
    items = f"list_transform(row.{name}, lambda x: coalesce(CAST(x AS VARCHAR), ''))"
    return f"nullif(array_to_string({items}, '{JOINT}'), '') AS {name}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _check_writable(path: Path) -> None:
    """Finds out before the work is done, not after."""
    if path.exists() and not os.access(path, os.W_OK):
        raise OutputError(path, "permission denied")
