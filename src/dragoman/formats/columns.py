"""The column tables of other data sets: names in order, what fills each column, and how null is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dragoman.data import package_file, read_yaml
from dragoman.errors import TableError

TAB = "\t"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the field that fills it (None: never known) and what it means."""

    name: str
    field: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How a data set lays out its rows, separated by tabs.

    Attributes:
        name: of the data set.
        columns: in order.
        header: whether a first line names them.
        null: how null is written.
        nulls: all that is read as null.
        joint: what stands between the items of a list.
        statuses: of the events that may be written; those data sets know no others.
        aliases: other name of a column -> its name here.
    """

    name: str
    columns: tuple[Column, ...]
    header: bool
    null: str
    nulls: frozenset[str]
    joint: str
    statuses: frozenset[str]
    aliases: Mapping[str, str]

    @property
    def names(self) -> list[str]:
        """The columns' names in order."""
        return [c.name for c in self.columns]

    def head(self) -> str | None:
        """The header line without a line break, or None where the data set has none."""
        return TAB.join(self.names) if self.header else None

    def line(self, values: Mapping[str, str | None]) -> str:
        """A row, without a line break.

        Args:
            values: field -> text, or None for null.
        """
        cells = (values[c.field] if c.field is not None else None for c in self.columns)
        return TAB.join(self.null if cell is None else one_line(cell) for cell in cells)

    def list(self, items: Sequence[str | None]) -> str | None:
        """Items of a list in one cell, None where none of them is known; null stands for one that is not."""
        if not any(items):
            return None
        return self.joint.join(self.null if i is None else self._item(i) for i in items)

    def _item(self, item: str) -> str:
        """An item that does not hold the joint itself, so that it is read as one."""
        return item.replace(self.joint.strip(), " ").strip() or self.null


def one_line(text: str) -> str:
    """A text that can stand in a cell: without tabs, line breaks and halves of surrogate pairs."""
    if text.isprintable():
        return text
    kept = "".join(" " if c in "\t\n\r" else c for c in text)
    return kept.encode("utf-8", "replace").decode("utf-8")


@cache
def layout(file: str) -> Layout:
    """The layout of a data set.

    Args:
        file: name of the table in ``formats/data`` without its ending: polecat, gdelt, gdelt-mentions or icews.

    Raises:
        TableError: where the table breaks its own rules.
    """
    source = f"{file}.yaml"
    raw = read_yaml(package_file("formats", "data", source))
    columns = tuple(Column(c["name"], c.get("from"), c.get("meaning", "")) for c in raw["columns"])
    _check(columns, raw, source)
    return Layout(
        name=raw["name"],
        columns=columns,
        header=raw["header"],
        null=raw["null"],
        nulls=frozenset({raw["null"], "", *raw.get("also_null", ())}),
        joint=raw.get("joint", ""),
        statuses=frozenset(raw["statuses"]),
        aliases=raw.get("aliases", {}),
    )


def _check(columns: tuple[Column, ...], raw: Mapping[str, Any], source: str) -> None:
    names = [c.name for c in columns]
    if len(names) != raw["columns_wanted"]:
        raise TableError(f"has {len(names)} columns, but {raw['columns_wanted']} are wanted", source)
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise TableError(f"has columns twice: {', '.join(twice)}", source)
