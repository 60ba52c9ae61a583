"""Which events and which statements are meant: filters that check what they are given, from values or from text."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any, TypeVar, get_args

from dragoman.errors import DragomanError
from dragoman.ontology import load_ontology
from dragoman.reading.days import parse_day
from dragoman.records import STANCES, STATUSES, StatementKind
from dragoman.store.schema import DRAGOMAN

KINDS: tuple[StatementKind, ...] = get_args(StatementKind)
ALL_SOURCES = "all"
"""In the place of a source: whatever the source."""

Strings = Mapping[str, str | Sequence[str]]
"""Fields of a filter as text, as an HTTP query has them: one value or several."""

F = TypeVar("F", bound="_Filter")

_MONTH = re.compile(r"(\d{4})(?:-(\d\d?))?")


class FilterError(DragomanError):
    """A filter that no row can fulfil, as a word in it is none of those that are known.

    Attributes:
        field: the field of the filter that is at fault.
    """

    def __init__(self, field: str, cause: str) -> None:
        self.field = field
        super().__init__(f"{field.replace('_', '-')}: {cause}")


class _Filter:
    """What filters of events and of statements have in common."""

    __slots__ = ()

    @classmethod
    def parse(cls: type[F], values: Strings) -> F:
        """A filter from text.

        Args:
            values: fields with one value or several; of ``type``, ``mode``, ``context``, ``status``, ``kind``,
                ``stance`` and ``source`` one text may hold several, with commas. Empty ones are passed over.

        Raises:
            FilterError: where a field is unknown, or a value none of its field.
        """
        known = {f.name for f in fields(cls)}  # type: ignore[arg-type]
        read: dict[str, Any] = {}
        for name, given in values.items():
            field = name.replace("-", "_")
            if field not in known:
                raise FilterError(name, f"is no filter; there are {', '.join(sorted(known))}")
            listed = [v.strip() for v in ([given] if isinstance(given, str) else given) if v.strip()]
            if listed:
                read[field] = _read(field, listed)
        return cls(**read)

    def strings(self) -> dict[str, list[str]]:
        """The fields that are set, as text that :meth:`parse` reads."""
        found = {}
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if value != field.default:
                several = value if isinstance(value, tuple) else (value,)
                found[field.name] = [str(v) for v in several] or [ALL_SOURCES]
        return found

    def __str__(self) -> str:
        """What is asked for, in words: ``actor Russia, type AGREE or CONSULT``; empty where all is meant."""
        parts = []
        for name, values in self.strings().items():
            told = " and ".join(values) if name == "pair" else " or ".join(values)
            parts.append(f"{name.replace('_', '-')} {told}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class EventFilter(_Filter):
    """Which distinct events are meant: all that is set must hold; of several values of one field, any.

    Those who take part are named as people would: ``Russia``, ``RUS``, ``Putin``, ``Kenyan police``.

    Attributes:
        actor, recipient: who acts, who is acted upon.
        who: who takes part on either side.
        pair: two of which one acts on the other, in either direction, or who do something together.
        type, mode, context, status: codes of PLOVER and statuses of records.
        place: where: a country, or a place by its name.
        since, until: first and last day; a month or a year stands for its first or last day. An event belongs to the
            day on which it begins, or on which it was told where no date is known.
        publisher: who reports it.
        min_confidence: from 0 to 1; what has none passes.
        text: words of a sentence that reports it: ``grain "black sea" -corn``.
        source: ``dragoman`` and names of imported data sets; none: all.
    """

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    publisher: tuple[str, ...] = ()
    min_confidence: float | None = None
    text: str | None = None
    source: tuple[str, ...] = (DRAGOMAN,)

    def __post_init__(self) -> None:
        _as_tuples(self)
        ontology = load_ontology()
        _one_of(self, "type", tuple(ontology.types), str.upper)
        _one_of(self, "mode", tuple(dict.fromkeys(m for t in ontology.types.values() for m in t.modes)), str.lower)
        _one_of(self, "context", ontology.contexts, str.lower)
        _one_of(self, "status", STATUSES, str.lower)
        if ALL_SOURCES in self.source:
            object.__setattr__(self, "source", ())
        _check_period(self)
        _check_confidence(self.min_confidence)


@dataclass(frozen=True, slots=True)
class StatementFilter(_Filter):
    """Which statements are meant: all that is set must hold; of several values of one field, any.

    Attributes:
        speaker: who says it, named as people would: ``Russia`` (whoever speaks for it), ``Lavrov``, ``KEN COP``.
        about: who is named in what is said.
        pair: two of which one speaks about the other, in either direction.
        kind, stance, context: as in the records.
        place: where it was said: a country, or a place by its name.
        since, until: first and last day, as with events.
        publisher: who reports it.
        min_confidence: from 0 to 1.
        text: words of what is said: ``grain "black sea" -corn``.
    """

    speaker: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    kind: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    publisher: tuple[str, ...] = ()
    min_confidence: float | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        _as_tuples(self)
        _one_of(self, "kind", KINDS, str.lower)
        _one_of(self, "stance", STANCES, str.lower)
        _one_of(self, "context", load_ontology().contexts, str.lower)
        _check_period(self)
        _check_confidence(self.min_confidence)


def first_day(text: str, field: str = "since") -> str:
    """The first day of a day, month or year: ``2024`` -> ``2024-01-01``.

    Raises:
        FilterError: where the text is none of these.
    """
    return _period(text, field)[0]


def last_day(text: str, field: str = "until") -> str:
    """The last day of a day, month or year: ``2024-02`` -> ``2024-02-29``.

    Raises:
        FilterError: where the text is none of these.
    """
    return _period(text, field)[1]


def _period(text: str, field: str) -> tuple[str, str]:
    if found := _MONTH.fullmatch(text.strip()):
        year, month = int(found[1]), int(found[2] or 0)
        if year and month <= 12 and (month or not found[2]):
            last = month or 12
            end = dt.date(year, last, calendar.monthrange(year, last)[1])
            return dt.date(year, month or 1, 1).isoformat(), end.isoformat()
    elif day := parse_day(text):
        return day, day
    raise FilterError(field, f"{text!r} is no date; write it as 2024-03-06, 2024-03 or 2024")


_LISTS = frozenset({"type", "mode", "context", "status", "kind", "stance", "source"})
_SINGLE = frozenset({"since", "until", "text"})


def _read(field: str, listed: Sequence[str]) -> Any:
    if field == "pair":
        two = [v.strip() for part in listed for v in part.split(",")] if len(listed) == 1 else listed
        if len(two) != 2:
            raise FilterError(field, f"must name two, not {len(two)}; as in USA RUS")
        return tuple(two)
    if field == "min_confidence":
        try:
            return float(listed[-1])
        except ValueError:
            raise FilterError(field, f"{listed[-1]!r} is no number from 0 to 1") from None
    if field in _SINGLE:
        return listed[-1]
    if field in _LISTS:
        return tuple(v.strip() for part in listed for v in part.split(",") if v.strip())
    return tuple(listed)


def _as_tuples(filter_: EventFilter | StatementFilter) -> None:
    """Takes one text for several: ``actor="Russia"`` must not be read letter by letter."""
    for field in fields(filter_):
        value = getattr(filter_, field.name)
        if isinstance(value, str) and isinstance(field.default, tuple):
            object.__setattr__(filter_, field.name, (value,))


def _one_of(filter_: _Filter, field: str, known: Sequence[str], form: Any) -> None:
    given: Iterable[str] = getattr(filter_, field)
    values = tuple(dict.fromkeys(form(v) for v in given))
    for value in values:
        if value not in known:
            near = get_close_matches(value, known, 3, 0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
            raise FilterError(field, f"{value!r} is none; {hint}")
    object.__setattr__(filter_, field, values)


def _check_period(filter_: EventFilter | StatementFilter) -> None:
    since = first_day(filter_.since) if filter_.since else None
    until = last_day(filter_.until) if filter_.until else None
    if since and until and until < since:
        raise FilterError("until", f"{until} is before {since}, the first day that is asked for")
    object.__setattr__(filter_, "since", since)
    object.__setattr__(filter_, "until", until)


def _check_confidence(value: float | None) -> None:
    if value is not None and not 0 <= value <= 1:
        raise FilterError("min_confidence", f"{value:g} is not from 0 to 1")
