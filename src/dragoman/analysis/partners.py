"""With whom somebody deals: cooperation and conflict with each, in either direction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from sqlalchemy import Connection, FromClause, Select, exists, func, or_, select

from dragoman.analysis.answers import Columns
from dragoman.analysis.filters import EventFilter
from dragoman.analysis.pairs import is_held, narrow_pairs
from dragoman.analysis.relations import QUADS
from dragoman.analysis.selecting import select_events, unserved
from dragoman.analysis.who import Names, Who, states
from dragoman.store import Store
from dragoman.store.events import MUTUAL
from dragoman.store.schema import event_pairs, event_participants, events

Direction = Literal["to", "from"]

PARTNER_COLUMNS: Columns = {
    "partner": "VARCHAR", "entity": "VARCHAR", "direction": "VARCHAR", **dict.fromkeys((*QUADS, "events"), "INTEGER"),
    "score_mean": "DOUBLE",
}  # fmt: skip
"""Of a flat table of partners."""

_TO: tuple[Direction, ...] = ("to",)
_FROM: tuple[Direction, ...] = ("from",)
_BOTH: tuple[Direction, ...] = ("to", "from")


@dataclass(frozen=True, slots=True)
class Partner:
    """One with whom somebody deals, in one direction.

    Attributes:
        partner: code of a country, or a name.
        entity: what a filter takes for it: a code, or the key of an entity.
        direction: ``to``: acted upon by the one in question; ``from``: acting on it.
        verbal_cooperation, material_cooperation, verbal_conflict, material_conflict: numbers of events.
        events: in all.
        score_mean: of their scores, or None where none has one.
    """

    partner: str
    entity: str
    direction: Direction
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    events: int
    score_mean: float | None

    def row(self) -> dict[str, Any]:
        """Its row in a flat table, see :data:`PARTNER_COLUMNS`."""
        return {name: getattr(self, name) for name in PARTNER_COLUMNS}


@dataclass(slots=True)
class Sums:
    """Numbers of events by quad class, and their scores, added up line by line."""

    by_quad: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    events: int = 0
    scored: int = 0
    score: float = 0.0

    def add(self, quad: int | None, number: int, score: float | None, scored: int) -> None:
        """Adds events of one quad class: how many, the sum of their scores, and how many have one."""
        if quad in (1, 2, 3, 4):
            self.by_quad[quad - 1] += number
        self.events += number
        self.scored += scored
        self.score += score or 0.0

    @property
    def quads(self) -> tuple[int, int, int, int]:
        """Numbers of events of the quad classes 1 to 4."""
        one, two, three, four = self.by_quad
        return one, two, three, four

    @property
    def mean(self) -> float | None:
        """Of the scores; None where there is none."""
        return round(self.score / self.scored, 3) if self.scored else None


def partners(store: Store, connection: Connection, names: Names, who: Who, asked: EventFilter) -> tuple[Partner, ...]:
    """The partners of somebody, those of most events first; of a country countries, else those who have a name."""
    found: dict[tuple[str, str, Direction], Sums] = defaultdict(Sums)
    lines = _of_country if who.is_country else _of_somebody
    for directions, (entity, name, *figures) in lines(store, connection, names, who, asked):
        for direction in directions:
            found[entity, name, direction].add(*figures)
    listed = [
        Partner(name, entity, direction, *sums.quads, sums.events, sums.mean)
        for (entity, name, direction), sums in found.items()
    ]
    return tuple(sorted(listed, key=lambda p: (-p.events, p.partner, p.direction)))


Line = tuple[tuple[Direction, ...], tuple[Any, ...]]
"""Key and name of a partner, quad class and figures, and the directions in which they count."""


def totals(of: FromClause) -> tuple[Any, ...]:
    """Number of rows, sum of their scores, and number of rows that have a score."""
    return func.count(), func.sum(of.c.score), func.count(of.c.score)


def _of_country(store: Store, connection: Connection, names: Names, who: Who, asked: EventFilter) -> Iterator[Line]:
    of = event_pairs.c
    actor, recipient = of.actor_country, of.recipient_country
    wanted = select(actor, recipient, of.quad, *totals(event_pairs)).where(actor != recipient)
    wanted = wanted.group_by(actor, recipient, of.quad)
    if is_held(asked):
        wanted = narrow_pairs(wanted, asked)
        # the index begins with the actor: to find those who act on a country all are named
        all_actors = actor.in_(sorted(states()))
        queries = [wanted.where(actor == who.country), wanted.where(recipient == who.country, all_actors)]
    else:
        keys = select_events(store, connection, names, asked).every(connection).subquery()
        joined = wanted.select_from(event_pairs.join(keys, keys.c.key == of.event_key))
        queries = [joined.where(unserved(or_(actor == who.country, recipient == who.country)))]
    for query in queries:
        for row in connection.execute(query):
            one, other, *figures = tuple(row)
            partner = other if one == who.country else one
            yield _TO if one == who.country else _FROM, (partner, partner, *figures)


def _of_somebody(store: Store, connection: Connection, names: Names, who: Who, asked: EventFilter) -> Iterator[Line]:
    columns = (events.c.key, events.c.quad, events.c.score, events.c.type)
    mine, theirs = (
        select_events(store, connection, names, only).every(connection).with_only_columns(*columns).subquery()
        for only in (replace(asked, actor=(who.asked,)), replace(asked, recipient=(who.asked,)))
    )
    of = event_participants.alias()
    alone = ~exists(select(of.c.event_key).where(of.c.event_key == mine.c.key, of.c.side == "recipient"))
    together = _others(mine, who, "actor").where(unserved(mine.c.type.in_(MUTUAL)), alone)
    sides = ((_TO, _others(mine, who, "recipient")), (_FROM, _others(theirs, who, "actor")), (_BOTH, together))
    for directions, wanted in sides:
        for row in connection.execute(wanted):
            yield directions, tuple(row)


def _others(keys: FromClause, who: Who, side: str) -> Select[Any]:
    """The others on a side of some events, with their numbers."""
    of = event_participants.alias()
    wanted = select(of.c.entity, func.max(of.c.name), keys.c.quad, *totals(keys))
    wanted = wanted.select_from(keys.join(of, of.c.event_key == keys.c.key)).where(of.c.side == side)
    if who.entities:
        wanted = wanted.where(of.c.entity.not_in(who.entities))
    return wanted.where(of.c.entity.is_not(None)).group_by(of.c.entity, keys.c.quad)
