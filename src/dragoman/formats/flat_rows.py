"""Flat tables read back: Parquet, CSV and TSV as ``formats.flat`` lays them out."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from dragoman.errors import InputError
from dragoman.formats.beside import laid
from dragoman.formats.flat import ERRORS, EVENTS, STATEMENTS
from dragoman.formats.members import PARQUET, Member, magic, members
from dragoman.formats.rows import Bad, BadRow, CodedRow, Misfit, Party, Spot, warn
from dragoman.formats.tables import JOINT
from dragoman.formats.values import day
from dragoman.ontology.load import load_ontology
from dragoman.reading.encoding import LONGEST_LINE
from dragoman.records import Status

NAME = "flat"
_TABLES = (EVENTS, STATEMENTS, ERRORS)
_BATCH = 1000

FlatRow = dict[str, Any]
"""Column -> value of its type: text, number, list of them, or None for null."""


def read_flat(path: str | Path, bad: Bad = warn) -> Iterator[FlatRow]:
    """The rows of a flat table of events, statements or errors.

    In CSV and TSV a list that holds nothing but one null reads as an empty list.

    Raises:
        InputError: where the file cannot be read or is no such table.
    """
    for _, _, row in _numbered(Path(path), bad):
        yield row


def read(path: Path, bad: Bad) -> Iterator[CodedRow]:
    """The rows of a flat table of events.

    Raises:
        InputError: where the file cannot be read or is no such table.
    """
    for source, line, row in _numbered(path, bad, only=EVENTS):
        try:
            yield _row(row, source, line)
        except Misfit as misfit:
            bad(BadRow(source, line, str(misfit)))


def _numbered(path: Path, bad: Bad, only: Mapping[str, str] | None = None) -> Iterator[tuple[str, int, FlatRow]]:
    if magic(path) == PARQUET:
        yield from _of_parquet(path, only)
        return
    for member in members(path, bad, whole=True):
        yield from _of_csv(member, bad, only)


def _table(names: Sequence[str], source: str, only: Mapping[str, str] | None) -> Mapping[str, str]:
    """The table that has these columns.

    Raises:
        InputError: where none has, or another than the only one wanted.
    """
    found = next((t for t in _TABLES if set(t) <= set(names)), None)
    if found is None or (only is not None and found is not only):
        wanted = "a flat table of events" if only is not None else "a flat table of events, statements or errors"
        listed = ", ".join(names[:8])
        raise InputError(f"is not {wanted}; its columns are {listed} ...", source)
    return found


def _of_parquet(path: Path, only: Mapping[str, str] | None) -> Iterator[tuple[str, int, FlatRow]]:
    import duckdb  # 0.1 s

    file = "".join(f"[{c}]" if c in "*?[" else c for c in str(path))
    try:
        with duckdb.connect(config={"threads": "1"}) as connection:
            rows = connection.execute("SELECT * FROM read_parquet(?)", [file])
            names = [str(d[0]) for d in rows.description or ()]
            _table(names, str(path), only)
            number = 0
            while batch := rows.fetchmany(_BATCH):
                for values in batch:
                    number += 1
                    yield str(path), number, dict(zip(names, values, strict=True))
    except duckdb.Error as error:
        raise InputError(f"cannot be read as Parquet: {str(error).splitlines()[0]}", str(path)) from None


def _of_csv(member: Member, bad: Bad, only: Mapping[str, str] | None) -> Iterator[tuple[str, int, FlatRow]]:
    csv.field_size_limit(LONGEST_LINE)
    last = 0

    def counted() -> Iterator[str]:
        nonlocal last
        for last, text in member.lines:  # noqa: B007
            yield text

    lines = counted()
    first = next(lines, "")
    delimiter = "\t" if "\t" in first else ","
    names = next(csv.reader([first], delimiter=delimiter), [])
    types = _table(names, member.source, only)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        line = last + 1
        try:
            cells = next(reader, None)
            if cells is None:
                return
            if cells and len(cells) != len(names):
                raise Misfit(f"has {len(cells)} columns where the header has {len(names)}")
            row = {n: _value(c, types.get(n, "VARCHAR"), n) for n, c in zip(names, cells, strict=bool(cells))}
        except csv.Error as error:
            bad(BadRow(member.source, line, f"not a valid row: {error}"))
        except Misfit as misfit:
            bad(BadRow(member.source, line, str(misfit)))
        else:
            if row:
                yield member.source, line, row


_KINDS: dict[str, Callable[[str], Any]] = {"VARCHAR": str, "INTEGER": int, "BIGINT": int, "DOUBLE": float}


def _value(cell: str, kind: str, column: str) -> Any:
    many = kind.endswith("[]")
    make = _KINDS[kind.removesuffix("[]")]
    try:
        if many:
            return [make(item) if item else None for item in cell.split(JOINT)] if cell else []
        return make(cell) if cell else None
    except ValueError:
        raise Misfit(f"{column}: {cell[:40]!r} is no {kind.removesuffix('[]').lower()}") from None


def _row(row: FlatRow, source: str, line: int) -> CodedRow:
    if row["status"] not in get_args(Status):
        raise Misfit(f"status: {row['status']!r} is none of {', '.join(get_args(Status))}")
    if row["type"] not in load_ontology().types:
        raise Misfit(f"type: {row['type']!r} is no type of PLOVER")
    return CodedRow(
        format=NAME,
        id=row["event_id"],
        type=row["type"],
        date=day(row["date_start"], "date_start"),
        date_end=day(row["date_end"], "date_end"),
        actors=_parties(row, "actor", "actors"),
        recipients=_parties(row, "recipient", "recipients"),
        modes=tuple(row["modes"] or ()),
        contexts=tuple(row["contexts"] or ()),
        quad=row["quad"],
        score=row["score"],
        cameo=row["cameo"],
        status=row["status"],
        place=_spot(row),
        killed=row["killed"],
        injured=row["injured"],
        arrested=row["arrested"],
        publisher=row["publisher"],
        published=day(row["published"], "published"),
        url=row["url"],
        title=row["title"],
        coder=row["coder"],
        confidence=row["confidence"],
        raw=row,
        source=source,
        line=line,
    )


def _parties(row: FlatRow, one: str, many: str) -> tuple[Party, ...]:
    columns = (many, *(f"{one}_{what}" for what in ("texts", "countries", "sectors", "roles")))
    lists = [row[column] or [] for column in columns]
    parties = (
        Party(name, country, tuple(sectors.split("+")) if sectors else (), role, text)
        for name, text, country, sectors, role in laid(lists)
    )
    return tuple(p for p in parties if p != Party())


def _spot(row: FlatRow) -> Spot | None:
    spot = Spot(row["place"], row["place_country"], row["place_lat"], row["place_lon"])
    return None if spot == Spot() else spot
