"""Relations of two: what each does to the other, month by month or week by week, as cooperation and conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from dragoman.analysis.answers import Columns
from dragoman.analysis.filters import EventFilter, FilterError
from dragoman.analysis.frames import Frame, Library, frame
from dragoman.analysis.pairs import is_held, narrow_pairs
from dragoman.analysis.periods import STEPS, Step, between, last_of, start_of
from dragoman.analysis.selecting import select_directed
from dragoman.analysis.who import Names, Who
from dragoman.store import Store
from dragoman.store.schema import event_pairs, events

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""The quad classes 1 to 4 by name."""

BALANCE_COLUMNS: Columns = {
    "start": "VARCHAR", "end": "VARCHAR", "actor": "VARCHAR", "recipient": "VARCHAR",
    **dict.fromkeys((*QUADS, "events"), "INTEGER"),
    "score_sum": "DOUBLE", "score_mean": "DOUBLE", "event_ids": "VARCHAR[]",
}  # fmt: skip
"""Of a flat table of balances."""


@dataclass(frozen=True, slots=True)
class Balance:
    """What one does to the other within a month or a week.

    Attributes:
        start, end: first and last day.
        actor, recipient: codes of countries, or names.
        verbal_cooperation, material_cooperation, verbal_conflict, material_conflict: numbers of events.
        events: number of events in all.
        score_sum, score_mean: of their scores, from conflict (-10) to cooperation (+10); None where there is none.
        event_ids: of the events, by day; empty where they were not asked for.
    """

    start: str
    end: str
    actor: str
    recipient: str
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    events: int
    score_sum: float | None
    score_mean: float | None
    event_ids: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """Its row in a flat table, see :data:`BALANCE_COLUMNS`."""
        return {name: getattr(self, name) for name in BALANCE_COLUMNS} | {"event_ids": list(self.event_ids)}


@dataclass(frozen=True, slots=True)
class Relations:
    """The balance of two, from the first to the last period in which anything happened, without gaps.

    Attributes:
        one, other: who they are.
        step: ``month`` or ``week``.
        points: two for each period, one a direction.
    """

    one: Who
    other: Who
    step: Step
    points: tuple[Balance, ...]

    def __iter__(self) -> Iterator[Balance]:
        return iter(self.points)

    def frame(self, library: Library | None = None) -> Frame:
        """The points as a data frame, a row each.

        Args:
            library: ``pandas`` or ``polars``; without it the one that is installed.

        Raises:
            FrameError: where it is not installed.
        """
        return frame([point.row() for point in self.points], library)


class _Line(NamedTuple):
    """Events of one day and quad class; ``id`` only where events are told one by one."""

    day: str
    quad: int | None
    number: int
    scores: float | None
    scored: int
    id: str | None


def relations(
    store: Store, connection: Connection, names: Names, pair: tuple[str, str], step: Step, asked: EventFilter, ids: bool
) -> Relations:
    """The relations of two, see :meth:`Questions.relations`."""
    if step not in STEPS:
        raise FilterError("step", f"{step!r} is none; there are {' and '.join(STEPS)}")
    if not asked.status:
        asked = replace(asked, status=("actual",))
    one, other = (names.find(connection, name) for name in pair)
    if one == other or label(one) == label(other):
        raise FilterError("pair", f"{pair[0]!r} and {pair[1]!r} are the same")
    found: dict[tuple[str, str], list[_Line]] = defaultdict(list)
    directions = ((one, other), (other, one))
    for actor, recipient in directions:
        for line in _lines(store, connection, names, asked, (actor, recipient), ids):
            found[start_of(line.day, step), label(actor)].append(line)
    starts = sorted({start for start, _ in found})
    points = tuple(
        _balance(start, step, label(actor), label(recipient), found.get((start, label(actor)), []))
        for start in between(starts[0], starts[-1], step)
        for actor, recipient in directions
    ) if starts else ()  # fmt: skip
    return Relations(one, other, step, points)


def label(who: Who) -> str:
    """What to call somebody in a table or a picture: the code of a country, else the name."""
    return who.country if who.is_country and who.country else who.name


def _lines(
    store: Store, connection: Connection, names: Names, asked: EventFilter, direction: tuple[Who, Who], ids: bool
) -> Iterator[_Line]:
    """What one does to the other, by day."""
    of: Any
    if is_held(asked) and not ids and all(who.is_country for who in direction):
        actor, recipient = direction
        of, wanted = event_pairs.c, _of_pairs(asked, actor.country, recipient.country)
    else:
        of = events.c
        wanted = select_directed(store, connection, names, asked, *direction).every(connection)
        wanted = wanted.where(of.day.is_not(None))
    if ids:
        wanted = wanted.with_only_columns(of.day, of.quad, of.score, of.id).distinct().order_by(of.day, of.id)
        for day, quad, score, event_id in connection.execute(wanted):
            yield _Line(day, quad, 1, score, int(score is not None), event_id)
        return
    inner = wanted.with_only_columns(of.day, of.quad, of.score, of.key if of is events.c else of.event_key).subquery()
    totals = (func.count(), func.sum(inner.c.score), func.count(inner.c.score))
    grouped = select(inner.c.day, inner.c.quad, *totals).group_by(inner.c.day, inner.c.quad)
    for day, quad, number, scores, scored in connection.execute(grouped):
        yield _Line(day, quad, number, scores, scored, None)


def _of_pairs(asked: EventFilter, actor: str | None, recipient: str | None) -> Any:
    of = event_pairs.c
    there = (of.actor_country == actor, of.recipient_country == recipient, of.day.is_not(None))
    return narrow_pairs(select(of.event_key).where(*there), asked)


def _balance(start: str, step: Step, actor: str, recipient: str, lines: list[_Line]) -> Balance:
    by_quad = [sum(line.number for line in lines if line.quad == number) for number in (1, 2, 3, 4)]
    scored = sum(line.scored for line in lines)
    total = sum(line.scores for line in lines if line.scores is not None)
    return Balance(
        start=start,
        end=last_of(start, step),
        actor=actor,
        recipient=recipient,
        verbal_cooperation=by_quad[0],
        material_cooperation=by_quad[1],
        verbal_conflict=by_quad[2],
        material_conflict=by_quad[3],
        events=sum(line.number for line in lines),
        score_sum=round(total, 3) if scored else None,
        score_mean=round(total / scored, 3) if scored else None,
        event_ids=tuple(line.id for line in lines if line.id is not None),
    )
