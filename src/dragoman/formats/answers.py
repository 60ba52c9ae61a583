"""Answers of ``dragoman.analysis`` into files: the ending of a file's name says how."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dragoman.analysis.answers import Columns
from dragoman.formats.journal import OutputError, encode
from dragoman.formats.tables import JOINT

Row = Mapping[str, Any]
Writer = Callable[[Iterable[Row], Columns, Path], int]
"""Writes rows to a file; how many there were."""

TABLES = (".csv", ".tsv", ".parquet", ".json", ".jsonl")
"""Endings of files that rows can be written to."""

PICTURES = (".svg", ".png")
"""Endings of files that pictures can be written to."""

_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1",
}  # fmt: skip


def check_ending(path: Path, more: Iterable[str] = ()) -> None:
    """Looks whether the ending of a file's name is one that can be written.

    Args:
        more: endings beside those of tables.

    Raises:
        OutputError: where it is none; says which there are.
    """
    known = (*TABLES, *more)
    if path.suffix.lower() not in known:
        raise OutputError(path, f"its name must end in {', '.join(known[:-1])} or {known[-1]}")


def write_rows(rows: Iterable[Row], columns: Columns, path: Path) -> int:
    """Writes rows, whole or not at all; how many there were.

    In CSV and TSV the items of a list are joined by ``"; "`` and null is empty; ``.json`` is one list of objects.

    Args:
        rows: each with all the columns.
        columns: names, with their types in SQL.
        path: ends in one of TABLES.

    Raises:
        OutputError: where it cannot be written.
    """
    check_ending(path)
    with replacing(path) as new:
        return _WRITERS[path.suffix.lower()](rows, columns, new)


def write_file(content: str | bytes, path: Path) -> None:
    """Writes a picture or a text, whole or not at all.

    Raises:
        OutputError: where it cannot be written.
    """
    with replacing(path) as new:
        new.write_bytes(content.encode() if isinstance(content, str) else content)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """The name to write under; what is there then takes the place of the file, unless an exception is raised.

    Raises:
        OutputError: where the file cannot be written.
    """
    new = path.with_name(f"{path.stem}.new{path.suffix}")
    try:
        yield new
        os.replace(new, path)
    except OSError as error:
        raise OutputError(path, error) from None
    finally:
        new.unlink(missing_ok=True)


def _json(rows: Iterable[Row], columns: Columns, path: Path) -> int:
    number = 0
    with path.open("wb") as file:
        file.write(b"[")
        for number, row in enumerate(rows, 1):
            file.write(b",\n " if number > 1 else b"\n ")
            file.write(encode(json.dumps(row, ensure_ascii=False)).rstrip(b"\n"))
        file.write(b"\n]\n" if number else b"]\n")
    return number


def _jsonl(rows: Iterable[Row], columns: Columns, path: Path) -> int:
    number = 0
    with path.open("wb") as file:
        for number, row in enumerate(rows, 1):  # noqa: B007
            file.write(encode(json.dumps(row, ensure_ascii=False)))
    return number


def _delimited(delimiter: str) -> Writer:
    def write(rows: Iterable[Row], columns: Columns, path: Path) -> int:
        number = 0
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
            writer.writerow(columns)
            for number, row in enumerate(rows, 1):  # noqa: B007
                writer.writerow([_cell(row[name]) for name in columns])
        return number

    return write


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return JOINT.join("" if item is None else str(item) for item in value)
    return value


def _parquet(rows: Iterable[Row], columns: Columns, path: Path) -> int:
    import duckdb  # 0.1 s

    lines = path.with_suffix(".jsonl")
    try:
        number = _jsonl(rows, columns, lines)
        typed = ", ".join(f"{_quoted(name)}: {_quoted(kind)}" for name, kind in columns.items())
        source = _quoted("".join(f"[{c}]" if c in "*?[" else c for c in str(lines)))
        with duckdb.connect(config=_OFFLINE) as connection:
            connection.execute(
                f"COPY (SELECT * FROM read_json({source}, format = 'newline_delimited', columns = {{{typed}}}))"
                f" TO {_quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)"
            )
    except duckdb.Error as error:
        raise OutputError(path, str(error).splitlines()[0]) from None
    finally:
        lines.unlink(missing_ok=True)
    return number


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_WRITERS: Mapping[str, Writer] = {
    ".csv": _delimited(","),
    ".tsv": _delimited("\t"),
    ".parquet": _parquet,
    ".json": _json,
    ".jsonl": _jsonl,
}
