"""How somebody stands to a subject: what they say of it, and whether they support, accuse or reject, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection

from dragoman.analysis.answers import Columns
from dragoman.analysis.filters import EventFilter, StatementFilter
from dragoman.analysis.periods import between, last_of, start_of
from dragoman.analysis.selecting import select_directed, select_events, select_statements
from dragoman.analysis.who import Names, Who
from dragoman.store import Store
from dragoman.store.schema import events, statements

STANDS = ("SUPPORT", "ACCUSE", "REJECT")
"""Types of events by which one takes a stand."""

POSITION_COLUMNS: Columns = {
    "start": "VARCHAR", "end": "VARCHAR",
    **dict.fromkeys(("statements", "denials", "support", "accuse", "reject"), "INTEGER"),
    "score_mean": "DOUBLE", "statement_ids": "VARCHAR[]", "event_ids": "VARCHAR[]",
}  # fmt: skip
"""Of a flat table of positions."""


@dataclass(frozen=True, slots=True)
class Position:
    """How somebody stands to a subject in a month.

    Attributes:
        start, end: first and last day.
        statements: on the subject; ``denials`` are those of them that deny something.
        support, accuse, reject: numbers of events.
        score_mean: of the scores of these events, or None where there is none.
        statement_ids, event_ids: of what is counted, by day.
    """

    start: str
    end: str
    statements: int
    denials: int
    support: int
    accuse: int
    reject: int
    score_mean: float | None
    statement_ids: tuple[str, ...]
    event_ids: tuple[str, ...]

    def row(self) -> dict[str, Any]:
        """Its row in a flat table, see :data:`POSITION_COLUMNS`."""
        lists = {name: list(getattr(self, name)) for name in ("statement_ids", "event_ids")}
        return {name: getattr(self, name) for name in POSITION_COLUMNS} | lists


@dataclass(slots=True)
class _Month:
    said: list[tuple[str, str]] = field(default_factory=list)  # stance, id
    done: list[tuple[str, float | None, str]] = field(default_factory=list)  # type, score, id

    def position(self, start: str) -> Position:
        scores = [score for _, score, _ in self.done if score is not None]
        kinds = [kind for kind, _, _ in self.done]
        return Position(
            start=start,
            end=last_of(start, "month"),
            statements=len(self.said),
            denials=sum(stance == "denies" for stance, _ in self.said),
            support=kinds.count("SUPPORT"),
            accuse=kinds.count("ACCUSE"),
            reject=kinds.count("REJECT"),
            score_mean=round(sum(scores) / len(scores), 3) if scores else None,
            statement_ids=tuple(statement_id for _, statement_id in self.said),
            event_ids=tuple(event_id for _, _, event_id in self.done),
        )


def positions(
    store: Store,
    connection: Connection,
    names: Names,
    who: Who,
    about: str | None,
    asked: EventFilter,
    said: StatementFilter,
) -> tuple[Position, ...]:
    """The positions of somebody, by month without gaps.

    Args:
        who: whose.
        about: on whom; None where the words of the filters say on what.
        asked: which events count.
        said: which statements count.
    """
    months: dict[str, _Month] = defaultdict(_Month)
    for day, stance, statement_id in _said(store, connection, names, said):
        months[start_of(day, "month")].said.append((stance, statement_id))
    for day, kind, score, event_id in _done(store, connection, names, who, about, asked):
        months[start_of(day, "month")].done.append((kind, score, event_id))
    if not months:
        return ()
    return tuple(months[start].position(start) for start in between(min(months), max(months), "month"))


def _said(store: Store, connection: Connection, names: Names, said: StatementFilter) -> Iterator[Any]:
    of = statements.c
    wanted = select_statements(store, connection, names, said).every(connection).where(of.day.is_not(None))
    return iter(connection.execute(_each(wanted, of.day, of.stance, of.id)))


def _done(
    store: Store, connection: Connection, names: Names, who: Who, about: str | None, asked: EventFilter
) -> Iterator[Any]:
    of, stands = events.c, replace(asked, type=STANDS)
    if about is None:
        chosen = select_events(store, connection, names, replace(stands, actor=(who.asked,)))
    else:
        chosen = select_directed(store, connection, names, stands, who, names.find(connection, about))
    wanted = chosen.every(connection).where(of.day.is_not(None))
    return iter(connection.execute(_each(wanted, of.day, of.type, of.score, of.id)))


def _each(wanted: Any, day: Any, *more: Any) -> Any:
    """Columns of rows, each row once, by day."""
    return wanted.with_only_columns(day, *more).distinct().order_by(day, more[-1])
