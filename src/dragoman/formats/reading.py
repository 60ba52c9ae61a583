"""``read_rows``: the events of a file in any format that is known, as typed rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from dragoman.errors import InputError
from dragoman.formats import flat_rows, gdelt, icews, mentions, native, plover, polecat
from dragoman.formats.columns import TAB, layout
from dragoman.formats.delimited import is_header
from dragoman.formats.members import PARQUET, Member, magic, members
from dragoman.formats.rows import Bad, BadRow, CodedRow, warn

_READERS: dict[str, Callable[[Member, Bad], Iterator[CodedRow]]] = {
    module.NAME: module.read for module in (native, plover, polecat, gdelt, icews)
}
FORMATS = (*_READERS, flat_rows.NAME)
"""Names of the formats whose events are read."""

_GDELT_1 = (57, 58)
_FLAT = {"event_id", "article_id"}


def read_rows(path: str | Path, format: str | None = None, bad: Bad = warn) -> Iterator[CodedRow]:
    """The events of a file, one after the other, in little memory.

    Args:
        path: plain, gzip or zip (all files in it), or Parquet for flat tables.
        format: one of ``FORMATS``; None: found out from the first line.
        bad: called with each row that cannot be read; the others are read. Without it they go to the log.

    Raises:
        InputError: where the file as a whole cannot be read: it is not there, in no known format, or lacks columns.
    """
    path = Path(path)
    format = format or detect(path)
    if format == mentions.NAME:
        raise InputError("holds mentions of events, not events (dragoman.formats.mentions reads them)", str(path))
    if format == flat_rows.NAME:
        yield from flat_rows.read(path, bad)
        return
    if format not in _READERS:
        raise InputError(f"{format!r} is no format; known are {', '.join(FORMATS)}", str(path))
    for member in members(path, bad):
        yield from _READERS[format](member, bad)


def detect(path: str | Path) -> str:
    """The format of a file by its first line: one of ``FORMATS``, or ``gdelt-mentions``.

    Raises:
        InputError: where it is none of them, or is empty.
    """
    path = Path(path)
    if magic(path) == PARQUET:
        return flat_rows.NAME
    faults: list[BadRow] = []
    for member in members(path, faults.append):
        first = next(member.lines, None)
        if first is not None:
            found = (
                _of_json(first.text) if first.text.lstrip().startswith("{") else _of_table(first.text, member.source)
            )
            if found is not None:
                return found
            raise InputError(f"is in no format that is known: {', '.join((*FORMATS, mentions.NAME))}", member.source)
    raise InputError(faults[0].cause if faults else "is empty", str(path))


def _of_json(line: str) -> str | None:
    try:
        keys = json.loads(line).keys()
    except (ValueError, RecursionError):  # a bad row in its first line
        keys = [key for key in ("events", "event") if f'"{key}"' in line]
    return native.NAME if "events" in keys else plover.NAME if "event" in keys else None


def _of_table(line: str, source: str) -> str | None:
    cells = [c.strip().strip('"') for c in line.split(TAB)]
    for name in (polecat.NAME, icews.NAME, gdelt.NAME, mentions.NAME):
        if is_header(cells, layout(name)):
            return name
    if set(cells) >= _FLAT or set(line.strip().split(",")) >= _FLAT:
        return flat_rows.NAME
    if cells[0].isdigit() and len(cells) in _GDELT_1:
        raise InputError(f"has {len(cells)} columns: GDELT 1.0, which is not read; GDELT 2.0 has 61", source)
    if cells[0].isdigit():
        return next((n for n in (gdelt.NAME, mentions.NAME) if len(cells) == len(layout(n).columns)), None)
    return None
