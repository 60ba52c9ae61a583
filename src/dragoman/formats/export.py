"""``export``: coded articles into the formats that other programs read."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.errors import DragomanError
from dragoman.formats import flat_rows, gdelt, icews, mentions, native, plover, polecat
from dragoman.formats.columns import layout
from dragoman.formats.journal import OutputError, encode
from dragoman.formats.sinks import STDOUT, TABLES
from dragoman.records import STATUSES, Article, CodedArticle, to_json

Pairs = Iterable[tuple[Article, CodedArticle]]
"""Coded articles, each with what is known of its article; an Article without text will do."""

Lines = Callable[[Article, CodedArticle], Iterator[str]]

_WRITERS: dict[str, Lines] = {module.NAME: module.lines for module in (plover, polecat, gdelt, mentions, icews)}
_LAYOUTS = (polecat.NAME, gdelt.NAME, mentions.NAME, icews.NAME)
FORMATS = (native.NAME, flat_rows.NAME, *_WRITERS)
"""Names of the formats that are written."""


class FormatError(DragomanError):
    """A format that is not known, or an output that does not fit it."""


@dataclass(slots=True)
class Exported:
    """What an export came to: articles, failed ones among them, events, rows, and events left out by status."""

    articles: int = 0
    failed: int = 0
    events: int = 0
    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    files: list[Path] = field(default_factory=list)


def export(pairs: Pairs, format: str, out: str | Path) -> Exported:
    """Writes coded articles in a format.

    A file is written whole or not at all: it appears at the end. Articles that could not be coded give no rows but in
    native and flat. POLECAT, GDELT and ICEWS hold what took place: events of another status than actual are left out.

    Args:
        pairs: from a file, or from the store.
        format: one of ``FORMATS``.
        out: the file, or ``-`` for standard output.

    Raises:
        FormatError: where the format is not known, or flat has no file that ends in .parquet, .csv or .tsv.
        OutputError: where the file cannot be written.
    """
    if format not in FORMATS:
        raise FormatError(f"{format!r} is no format; known are {', '.join(FORMATS)}")
    done = Exported()
    if format == flat_rows.NAME:
        done.files = _write_flat(_counted(pairs, done, STATUSES), Path(out))
        done.rows = done.events
        return done
    lines = _lines(pairs, format, done)
    if str(out) == STDOUT:
        for line in lines:
            sys.stdout.buffer.write(encode(line))
        sys.stdout.buffer.flush()
    else:
        done.files = [_write(lines, Path(out))]
    return done


def _lines(pairs: Pairs, format: str, done: Exported) -> Iterator[str]:
    if format == native.NAME:
        for _, coded in _counted(pairs, done, STATUSES):
            done.rows += 1
            yield to_json(coded)
        return
    shape = layout(format) if format in _LAYOUTS else None
    head = shape.head() if shape is not None else None
    if head is not None:
        yield head
    for article, coded in _counted(pairs, done, shape.statuses if shape is not None else STATUSES):
        for line in _WRITERS[format](article, coded):
            done.rows += 1
            yield line


def _counted(pairs: Pairs, done: Exported, statuses: Iterable[str]) -> Iterator[tuple[Article, CodedArticle]]:
    kept = frozenset(statuses)
    for article, coded in pairs:
        done.articles += 1
        done.failed += coded.error is not None
        done.events += sum(e.status in kept for e in coded.events)
        done.left_out.update(e.status for e in coded.events if e.status not in kept)
        yield article, coded


def _write(lines: Iterator[str], path: Path) -> Path:
    new = path.with_name(path.name + ".new")
    try:
        if path.is_dir():
            raise OutputError(path, "it is a folder")
        with new.open("wb") as file:
            file.writelines(encode(line) for line in lines)
        os.replace(new, path)
    except OSError as error:
        raise OutputError(path, error) from None
    finally:
        new.unlink(missing_ok=True)
    return path


def _write_flat(pairs: Pairs, path: Path) -> list[Path]:
    from dragoman.formats.tables import TableSink
    from dragoman.scale.rows import as_row

    if path.suffix.lower() not in TABLES:
        raise FormatError(f"flat is written to a file that ends in {', '.join(TABLES)}, not to {path}")
    sink = TableSink(path, resume=False)
    try:
        sink.begin()
        for article, coded in pairs:
            sink.write(article, as_row(coded))
        return sink.finish()
    finally:
        sink.close()
