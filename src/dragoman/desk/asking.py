"""From the address of a page to what it asks for, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from starlette.datastructures import QueryParams

from dragoman.analysis import EventFilter, FilterError, StatementFilter
from dragoman.analysis.filters import KINDS
from dragoman.analysis.paging import SORTS, Sort
from dragoman.desk.looks import address
from dragoman.ontology import load_ontology
from dragoman.records import STANCES, STATUSES

F = TypeVar("F", EventFilter, StatementFilter)

_CONTROLS = frozenset({"sort", "after"})
SHOWN = 50
"""Records on a page."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Attributes:
        name: of the filter's field.
        label: what the form calls it.
        choices: the values that can be ticked, or none where one types.
        hint: what one may type.
    """

    name: str
    label: str
    choices: tuple[str, ...] = ()
    hint: str = ""


_ONTOLOGY = load_ontology()
_MODES = tuple(sorted({m for t in _ONTOLOGY.types.values() for m in t.modes}))
_WHEN = (Field("since", "From", hint="2024-03-06 or 2024-03"), Field("until", "Until", hint="2024"))
_LAST = (
    Field("context", "Context", _ONTOLOGY.contexts),
    Field("place", "Place", hint="Geneva or Kenya"),
    Field("publisher", "Publisher"),
    Field("min_confidence", "Confidence at least", hint="0 to 1"),
)
EVENT_FIELDS = (
    Field("text", "Words", hint='grain "black sea" -corn'),
    Field("actor", "Actor", hint="Russia, KEN COP, Putin"),
    Field("recipient", "Recipient"),
    Field("who", "On either side"),
    Field("pair", "Between two", hint="USA, RUS"),
    *_WHEN,
    Field("type", "Type", tuple(_ONTOLOGY.types)),
    Field("status", "Status", STATUSES),
    Field("mode", "Mode", _MODES),
    *_LAST,
    Field("source", "Data set", hint="dragoman; all"),
)
STATEMENT_FIELDS = (
    Field("text", "Words", hint='grain "black sea" -corn'),
    Field("speaker", "Speaker", hint="Russia, Lavrov, KEN COP"),
    Field("about", "About"),
    Field("pair", "Of two about each other", hint="USA, RUS"),
    *_WHEN,
    Field("stance", "Stance", STANCES),
    Field("kind", "Kind", KINDS),
    *_LAST,
)


@dataclass(frozen=True, slots=True)
class Asked(Generic[F]):
    """What a page is asked for.

    Attributes:
        filter: which records.
        sort: their order.
        after: cursor of the page before, or None.
        values: what the address says of each field.
    """

    filter: F
    sort: Sort = "newest"
    after: str | None = None
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def address(self, path: str, **changes: str | None) -> str:
        """The address that asks for the same, but for the changes: ``sort``, ``after`` and fields of the filter."""
        same: dict[str, Any] = {**self.values, "sort": None if self.sort == "newest" else self.sort}
        return address(path, same | changes)


def given(params: QueryParams) -> dict[str, list[str]]:
    """What an address says of each field; what is empty is passed over."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in params.multi_items():
        if value.strip():
            found[name].append(value.strip())
    return dict(found)


def asked(params: QueryParams, kind: type[F]) -> Asked[F]:
    """What an address asks for.

    Raises:
        FilterError: where it asks for what cannot be.
    """
    values = given(params)
    sort = values.pop("sort", ["newest"])[-1]
    after = values.pop("after", [None])[-1]
    if sort not in SORTS:
        raise FilterError("sort", f"{sort!r} is none; there are {', '.join(SORTS)}")
    return Asked(kind.parse(values), sort, after, values)
