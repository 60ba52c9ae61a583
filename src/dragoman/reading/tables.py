"""Articles out of tables: CSV and TSV line by line, Parquet in batches."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dragoman.errors import InputError
from dragoman.reading.columns import choose_columns
from dragoman.reading.encoding import LONGEST_LINE
from dragoman.reading.json_rows import Options
from dragoman.reading.rows import Where, article_from_row, failed
from dragoman.records import Article

_BATCH = 500
_DELIMITERS = ",;\t|"


def articles_of_csv(lines: Iterable[str], source: str, options: Options, tab: bool = False) -> Iterator[Article]:
    """One article a row; for a row that does not fit the header or breaks the quoting, an article with an error.

    The delimiter (comma, semicolon, tab or bar) is the one that stands oftenest in the header.

    Raises:
        InputError: where no column holds the text.
    """
    csv.field_size_limit(LONGEST_LINE)
    counted = _Counted(lines)
    header_line = next((line for line in counted if line.strip()), None)
    if header_line is None:
        return
    delimiter = "\t" if tab else max(_DELIMITERS, key=header_line.count)
    try:
        header = next(csv.reader([header_line], delimiter=delimiter), [])
    except csv.Error as error:
        raise InputError(f"its header cannot be read: {error}", source, counted.number) from None
    columns = _columns(header, source, options[0])
    reader = csv.reader(counted, delimiter=delimiter, strict=True)
    while True:
        where = Where(source, counted.number + 1)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield failed(f"not a valid row: {error} (quotes must be doubled inside quotes)", where)
            continue
        if row:
            yield _article_of_fields(row, header, columns, where, options[1])


class _Counted:
    """Lines, and the number of the last one that was taken."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines, self.number = iter(lines), 0

    def __iter__(self) -> _Counted:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.number += 1
        return line


def _article_of_fields(
    row: list[str], header: list[str], columns: Mapping[str, str], where: Where, published: str | None
) -> Article:
    if len(row) != len(header):
        own = row[0].strip() if header[0] == columns.get("id") else ""
        return failed(f"not a valid row: {len(row)} fields where the header has {len(header)}", where, own)
    values = {name: value for name, value in zip(header, row, strict=True) if value != ""}
    if columns["text"] not in values:
        values[columns["text"]] = ""
    return article_from_row(values, where, columns, published)


def articles_of_parquet(path: Path, source: str, options: Options) -> Iterator[Article]:
    """One article a row, read in batches.

    Raises:
        InputError: where the file is no Parquet, is broken, or no column holds the text.
    """
    import duckdb  # 0.1 s: only when first needed

    connection = duckdb.connect(
        config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1"}
    )
    try:
        file = [_no_wildcards(path)]
        described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", file).fetchall()
        columns = _columns([str(name) for name, *_ in described], source, options[0])
        wanted = ", ".join(_expression(field, column) for field, column in columns.items())
        rows = connection.execute(f"SELECT {wanted} FROM read_parquet(?)", file)
        number = 0
        while batch := rows.fetchmany(_BATCH):
            for values in batch:
                number += 1
                row = dict(zip(columns.values(), values, strict=True))
                yield article_from_row(row, Where(source, number, "row"), columns, options[1])
    except duckdb.Error as error:
        raise InputError(f"cannot be read as Parquet: {str(error).splitlines()[0]}", source) from None
    finally:
        connection.close()


def _expression(field: str, column: str) -> str:
    name = '"' + column.replace('"', '""') + '"'
    return f"CAST({name} AS VARCHAR) AS {name}" if field in ("published", "id") else name


def _no_wildcards(path: Path) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path))


def _columns(names: list[str], source: str, given: Mapping[str, str] | None) -> dict[str, str]:
    columns = choose_columns(names, given)
    missing = [f"{field}={column}" for field, column in columns.items() if column not in names]
    listed = ", ".join(repr(name) for name in names[:30])
    if missing:
        raise InputError(f"has no such column: {', '.join(missing)}; its columns are {listed}", source)
    if "text" not in columns:
        raise InputError(
            f"no column is called text, body, content or the like; its columns are {listed}: "
            "say which one holds the text (text=COLUMN)",
            source,
        )
    return columns
