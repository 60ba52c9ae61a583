"""Pages of answers: the order they stand in, and cursors that say where a page begins.

A cursor holds the place of the last answer of the page before, not its number: pages do not shift when answers are
added or go meanwhile, and the hundredth is found as quickly as the first.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, NamedTuple, Protocol, TypeVar, get_args

from sqlalchemy import ColumnElement, and_, false, or_

from dragoman.analysis.filters import FilterError
from dragoman.analysis.frames import Frame, Library, frame

if TYPE_CHECKING:
    from sqlalchemy import Column

Sort = Literal["newest", "oldest", "surest"]
"""By day, the latest or the earliest first, or by confidence; what has no day comes last in any of these."""

SORTS: tuple[Sort, ...] = get_args(Sort)


class Answer(Protocol):
    """What can be a row of a table."""

    def row(self) -> dict[str, Any]:
        """Its columns, in plain values."""
        ...


A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True)
class Page(Generic[A]):
    """Some of the answers to a question.

    Attributes:
        items: the answers, in order.
        next: cursor of the page after this one, or None where this is the last.
    """

    items: tuple[A, ...]
    next: str | None = None

    def __iter__(self) -> Iterator[A]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def frame(self, library: Library | None = None) -> Frame:
        """The answers as a data frame, a row each.

        Args:
            library: ``pandas`` or ``polars``; without it the one that is installed.

        Raises:
            FrameError: where it is not installed.
        """
        return frame([item.row() for item in self.items], library)


class Term(NamedTuple):
    """A column that rows are sorted by."""

    column: ColumnElement[Any] | Column[Any]
    descending: bool = False


class Cursor(NamedTuple):
    """A place in an order of rows.

    Attributes:
        sort: the order.
        dated: whether it is among the rows that have a day; those come first.
        values: of the terms, of the row behind which the page begins.
    """

    sort: Sort
    dated: bool
    values: tuple[Any, ...]

    def encode(self) -> str:
        """As text that fits into a URL."""
        plain = json.dumps([self.sort, self.dated, *self.values], ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def decode(text: str, sort: Sort, length: Mapping[bool, int]) -> Cursor:
    """The cursor that a text stands for.

    Args:
        text: as :meth:`Cursor.encode` gives it.
        sort: the order that is asked for.
        length: number of terms among rows with a day and among those without.

    Raises:
        FilterError: where it is none, or belongs to another order.
    """
    try:
        of, dated, *values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError):
        of, dated, values = None, True, []
    plain = all(isinstance(v, str | int | float) for v in values)
    if of not in SORTS or not isinstance(dated, bool) or len(values) != length[dated] or not plain:
        raise FilterError("after", "is no cursor; take the one that came with the page before")
    if of != sort:
        raise FilterError("after", f"is of a page sorted by {of}, not by {sort}")
    return Cursor(sort, dated, tuple(values))


def behind(terms: Sequence[Term], values: Sequence[Any]) -> ColumnElement[bool]:
    """The condition that a row comes after the one with these values."""
    first, start = terms[0], values[0]
    # said once more of the first term alone, so that an index by it is entered at the right place
    within = first.column <= start if first.descending else first.column >= start
    ways: list[ColumnElement[bool]] = []
    for n, (term, value) in enumerate(zip(terms, values, strict=True)):
        same = [t.column == v for t, v in zip(terms[:n], values, strict=False)]
        ways.append(and_(*same, term.column < value if term.descending else term.column > value))
    return and_(within, or_(false(), *ways))
