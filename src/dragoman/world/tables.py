"""Reading the world tables: CSV with comment lines, checked against a schema, errors by file, line and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path

from dragoman.data import package_file
from dragoman.errors import TableError
from dragoman.ontology.load import load_ontology

SPECIAL_CODES = load_ontology().special_countries
SECTORS = load_ontology().sectors
NAME_KINDS = frozenset(
    ("name", "official", "abbreviation", "adjective", "people", "capital", "seat", "city", "region", "historical")
)

Check = Callable[[str], bool]
_DATE = re.compile(r"-?\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_CODE = re.compile(r"[A-Z]{3}|[A-Z][A-Z0-9]{2,4}")


@lru_cache(maxsize=1 << 14)
def is_date(value: str) -> bool:
    """Whether the value is empty or an ISO date: YYYY, YYYY-MM or YYYY-MM-DD."""
    return not value or _DATE.fullmatch(value) is not None


@lru_cache(maxsize=1 << 14)
def is_code(value: str) -> bool:
    """Whether the value is empty or looks like a country code."""
    return not value or _CODE.fullmatch(value) is not None


@lru_cache(maxsize=1 << 14)
def is_number(value: str) -> bool:
    """Whether the value is empty or a number."""
    try:
        return not value or float(value) is not None
    except ValueError:
        return False


@lru_cache(maxsize=1 << 14)
def are_sectors(value: str) -> bool:
    """Whether the value is empty or a list of PLOVER's sectors."""
    return not value or SECTORS.issuperset(value.split("|"))


def one_of(*values: str) -> Check:
    """A check that the value is one of these."""
    return frozenset(values).__contains__


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a table, in order, those that may not be empty, and what each value must be."""

    columns: tuple[str, ...]
    required: tuple[str, ...]
    checks: Mapping[str, tuple[Check, str]]


_SECTORS = (are_sectors, "sectors of PLOVER joined by '|'")
_WHEN = (is_date, "a date (YYYY, YYYY-MM or YYYY-MM-DD)")
_PLACE = (is_code, "a country code of three capitals")
_DEGREES = (is_number, "degrees as a number")

SCHEMAS: dict[str, Schema] = {
    "countries.csv": Schema(
        ("code", "name", "iso2", "capital", "lat", "lon", "claimed_by"),
        ("code", "name"),
        {"code": _PLACE, "claimed_by": _PLACE, "lat": _DEGREES, "lon": _DEGREES},
    ),
    "country_names.csv": Schema(
        ("code", "kind", "name", "since", "until", "sectors", "note"),
        ("kind", "name"),
        {
            "code": _PLACE,
            "kind": (NAME_KINDS.__contains__, "one of " + ", ".join(sorted(NAME_KINDS))),
            "since": _WHEN,
            "until": _WHEN,
            "sectors": _SECTORS,
        },
    ),
    "memberships.csv": Schema(
        ("body", "code", "since", "until"),
        ("body", "code"),
        {"code": _PLACE, "since": _WHEN, "until": _WHEN},
    ),
    "people.csv": Schema(
        ("name", "aliases", "short", "gender", "country", "sectors", "role", "since", "until"),
        ("name",),
        {
            "gender": (one_of("", "m", "f"), "m, f or empty"),
            "country": _PLACE,
            "sectors": _SECTORS,
            "since": _WHEN,
            "until": _WHEN,
        },
    ),
    "organizations.csv": Schema(
        ("name", "aliases", "country", "sectors", "kind", "since", "until", "note"),
        ("name",),
        {
            "country": _PLACE,
            "sectors": _SECTORS,
            "kind": (one_of("", "organization", "group"), "organization or group"),
            "since": _WHEN,
            "until": _WHEN,
        },
    ),
    "roles.csv": Schema(
        ("phrase", "sectors", "role", "kind", "number", "note"),
        ("phrase",),
        {
            "sectors": _SECTORS,
            "kind": (one_of("", "person", "group", "organization"), "person, group or organization"),
            "number": (one_of("", "sg", "pl"), "sg, pl or empty"),
        },
    ),
    "modifiers.csv": Schema(
        ("word", "effect", "value", "note"),
        ("word", "effect"),
        {"effect": (one_of("sector", "add", "keep"), "sector, add or keep"), "value": _SECTORS},
    ),
}


class Row(dict[str, str]):
    """A row of a table with its place, for errors that are found later."""

    __slots__ = ("line", "source")

    def __init__(self, values: Iterable[tuple[str, str]], source: str, line: int) -> None:
        super().__init__(values)
        self.source, self.line = source, line

    def list(self, column: str) -> tuple[str, ...]:
        """The values of a list column, none where it is empty."""
        value = self.get(column, "")
        if not value:
            return ()
        if "|" not in value:
            return (value.strip(),) if not value.isspace() else ()
        return tuple([v for part in value.split("|") if (v := part.strip())])

    def error(self, column: str, cause: str) -> TableError:
        """An error about this row."""
        return TableError(f"column {column}: {cause}", self.source, self.line)


def table_file(name: str) -> Traversable:
    """One of the package's own world tables."""
    return package_file("world", "data", name)


def read_table(file: Traversable | Path, schema: Schema, *, partial: bool = False) -> Iterator[Row]:
    """The rows of a table.

    Args:
        file: a CSV file in UTF-8 with '#' comment lines and a header line.
        schema: its columns and checks.
        partial: whether columns that are not required may be missing (users' own tables).

    Raises:
        TableError: naming file, line and column, where the file breaks the schema.
    """
    source = file.name if isinstance(file, Traversable) and not isinstance(file, Path) else str(file)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        raise TableError(f"cannot be read: {e}", source) from e
    header: list[str] | None = None
    sound = _Sound([], schema)
    reader = csv.reader(_commented_out(text), strict=True)
    try:
        for fields in reader:
            if not fields:
                continue
            if header is None:
                header = [f.strip() for f in fields]
                _check_header(header, schema, source, reader.line_num, partial)
                sound = _Sound(header, schema)
                continue
            if sound.passes(fields):
                yield Row(zip(header, fields, strict=True), source, reader.line_num)
            else:
                yield _row(fields, header, schema, source, reader.line_num)
    except csv.Error as e:
        raise TableError(f"not valid CSV: {e}", source, reader.line_num) from e
    if header is None:
        raise TableError(f"has no header line; expected {','.join(schema.columns)}", source)


class _Sound:
    """A quick look at rows: values met before need no second check, and only rows with others are looked at closely."""

    def __init__(self, header: Sequence[str], schema: Schema) -> None:
        self._size = len(header)
        self._required = [header.index(c) for c in schema.required if c in header]
        self._complete = len(self._required) == len(schema.required)
        self._columns = [(header.index(c), check, {""}) for c, (check, _) in schema.checks.items() if c in header]
        dated = "since" in header and "until" in header
        self._dates = (header.index("since"), header.index("until")) if dated else None

    def passes(self, fields: Sequence[str]) -> bool:
        """Whether the row surely keeps the schema."""
        if len(fields) != self._size or not self._complete:
            return False
        for i in self._required:
            if not fields[i]:
                return False
        for i, check, known in self._columns:
            value = fields[i]
            if value not in known:
                if not check(value):
                    return False
                known.add(value)
        if self._dates is None:
            return True
        since, until = fields[self._dates[0]], fields[self._dates[1]]
        return not (since and until) or until >= since[: len(until)]


def _commented_out(text: str) -> Iterator[str]:
    """The lines, with comments blanked so that line numbers hold."""
    for line in io.StringIO(text):
        yield "\n" if line.startswith("#") else line


def _check_header(header: list[str], schema: Schema, source: str, line: int, partial: bool) -> None:
    unknown = [c for c in header if c not in schema.columns]
    missing = [c for c in (schema.required if partial else schema.columns) if c not in header]
    if unknown or missing:
        what = f"unknown columns: {', '.join(unknown)}" if unknown else f"missing columns: {', '.join(missing)}"
        raise TableError(f"{what}; expected {','.join(schema.columns)}", source, line)


def _row(
    fields: list[str],
    header: list[str],
    schema: Schema,
    source: str,
    line: int,
) -> Row:
    if len(fields) != len(header):
        raise TableError(f"{len(fields)} fields where the header has {len(header)}", source, line)
    return check_row(Row(zip(header, fields, strict=True), source, line), schema)


def check_row(row: Row, schema: Schema) -> Row:
    """The row itself, if it keeps the schema.

    Raises:
        TableError: naming file, line and column, where it does not.
    """
    for column in schema.required:
        if not row.get(column):
            raise row.error(column, "may not be empty")
    for column, (check, expected) in schema.checks.items():
        value = row.get(column, "")
        if value and not check(value):
            raise row.error(column, f"{value!r} is not {expected}")
    since, until = row.get("since"), row.get("until")
    if since and until and until < since[: len(until)]:
        raise row.error("until", f"{until} lies before since, {since}")
    return row
