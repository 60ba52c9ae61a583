"""Rows of tab-separated data sets, read against their layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import TypeVar

from dragoman.errors import InputError
from dragoman.formats.columns import TAB, Layout
from dragoman.formats.members import Line, Member
from dragoman.formats.rows import Bad, BadRow, Misfit

Values = dict[str, str | None]
"""A row: column -> text, None for null."""

R = TypeVar("R")


def read_table(member: Member, layout: Layout, make: Callable[[Values, str, int], R], bad: Bad) -> Iterator[R]:
    """What ``make`` makes of each row; a row that does not fit is told of and passed over.

    Args:
        member: the lines. A header may stand there also where the data set has none.
        layout: of the data set. Columns are found by name where there is a header; those that the layout does not
            have are kept among the values.
        make: called with values, source and line; it raises Misfit for a row that it cannot take.
        bad: told of each row that does not fit.

    Raises:
        InputError: where the header lacks a column.
    """
    names, rows = _columns(member, layout)
    width = len(names)
    for number, text in rows:
        cells = text.split(TAB)
        try:
            if len(cells) != width:
                raise Misfit(f"has {len(cells)} columns where {width} are wanted")
            values = {n: None if c in layout.nulls else c for n, c in zip(names, cells, strict=True)}
            made = make(values, member.source, number)
        except Misfit as misfit:
            bad(BadRow(member.source, number, str(misfit)))
            continue
        yield made


def _columns(member: Member, layout: Layout) -> tuple[list[str], Iterator[Line]]:
    """The columns' names, and the lines that are rows."""
    first = next(member.lines, None)
    if first is None:
        return layout.names, iter(())
    cells = [c.strip() for c in first.text.split(TAB)]
    if not layout.header and not is_header(cells, layout):
        return layout.names, chain([first], member.lines)
    found = [layout.aliases.get(c, c) for c in cells]
    missing = [n for n in layout.names if n not in found]
    if missing:
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        lacks = ", ".join(missing[:5]) + more
        raise InputError(f"its header lacks columns of {layout.name}: {lacks}", member.source, first.number)
    return found, member.lines


def is_header(cells: list[str], layout: Layout) -> bool:
    """Whether the cells of a first line name columns of a layout: all but a few of them."""
    names = {n.lower() for n in layout.names}
    known = sum(layout.aliases.get(c, c).lower() in names for c in cells)
    return known >= 0.8 * len(names)
