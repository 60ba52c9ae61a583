"""Calendars: meetings that were held, and such as are planned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from sqlalchemy import Connection, and_, exists, func, or_, select

from dragoman.analysis.answers import Columns, FoundEvent
from dragoman.analysis.filters import EventFilter, FilterError
from dragoman.analysis.selecting import Selection, select_events, unserved
from dragoman.analysis.who import Names
from dragoman.records import Status
from dragoman.store import Store
from dragoman.store.schema import event_links, events

Outcome = Literal["held", "planned", "proposed", "called off"]
"""What became of a meeting, as far as is told."""

TO_MEET = "036"
"""The CAMEO code of an agreement to meet."""

MEETING_COLUMNS: Columns = {
    "day": "VARCHAR", "end": "VARCHAR", "outcome": "VARCHAR", "participants": "VARCHAR[]", "countries": "VARCHAR[]",
    "place": "VARCHAR", "place_country": "VARCHAR", "modes": "VARCHAR[]", "contexts": "VARCHAR[]",
    "announced": "VARCHAR", "confidence": "DOUBLE", "n_sources": "INTEGER", "sentence": "VARCHAR",
    "event_id": "VARCHAR",
}  # fmt: skip
"""Of a flat table of meetings."""

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

_MET: dict[Status, Outcome] = {
    "actual": "held", "historical": "held", "future": "planned", "hypothetical": "proposed", "negated": "called off",
}  # fmt: skip
# what took place is the agreement: the meeting is still to come
_AGREED: dict[Status, Outcome] = {
    "actual": "planned", "historical": "planned", "future": "proposed", "hypothetical": "proposed",
    "negated": "called off",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting, talks or a call.

    Attributes:
        outcome: whether it was held, is planned, only proposed, or will not be.
        announced: of a meeting that was held: the day on which its plan was first told, or None.
        event: the event, with who met, when and where.
    """

    outcome: Outcome
    announced: str | None
    event: FoundEvent

    def row(self) -> dict[str, Any]:
        """Its row in a flat table, see :data:`MEETING_COLUMNS`."""
        event = self.event
        people = (*event.actors, *event.recipients)
        return {
            "day": event.day,
            "end": event.date.end if event.date else event.day,
            "outcome": self.outcome,
            "participants": [party.name for party in people],
            "countries": [party.country for party in people],
            "place": event.place.name if event.place else None,
            "place_country": event.place.country if event.place else None,
            "modes": list(event.modes),
            "contexts": list(event.contexts),
            "announced": self.announced,
            "confidence": event.confidence,
            "n_sources": event.n_sources,
            "sentence": event.sentence,
            "event_id": event.id,
        }


def select_meetings(
    store: Store, connection: Connection, names: Names, asked: EventFilter, outcomes: Sequence[Outcome]
) -> Selection:
    """The events that are meetings; a plan that took place stands for itself no more.

    Args:
        outcomes: only these; all where there are none.
    """
    for outcome in outcomes:
        if outcome not in OUTCOMES:
            raise FilterError("outcome", f"{outcome!r} is none; there are {', '.join(OUTCOMES)}")
    chosen = select_events(store, connection, names, replace(asked, type=("CONSULT", "AGREE")))
    of, wanted = events.c, set(outcomes or OUTCOMES)
    met, agreed = ([status for status, outcome in told.items() if outcome in wanted] for told in (_MET, _AGREED))
    meets = and_(of.type == "CONSULT", of.status.in_(met))
    will_meet = and_(of.type == "AGREE", of.cameo == TO_MEET, of.status.in_(agreed))
    over = exists(select(event_links.c.outcome_key).where(event_links.c.plan_key == of.key))
    return replace(chosen, rest=(*chosen.rest, unserved(or_(meets, will_meet)), ~over))


def as_meetings(connection: Connection, found: list[FoundEvent]) -> tuple[Meeting, ...]:
    """Events as the meetings that they are."""
    plans, links = events.alias(), event_links.c
    first = func.min(func.coalesce(plans.c.first_seen, plans.c.day))
    joined = event_links.join(plans, links.plan_key == plans.c.key).join(events, links.outcome_key == events.c.key)
    these = events.c.id.in_([event.id for event in found])
    wanted = select(events.c.id, first).select_from(joined).where(these).group_by(events.c.id)
    announced = {row.id: row[1] for row in connection.execute(wanted)}
    return tuple(Meeting(_outcome(event), announced.get(event.id), event) for event in found)


def _outcome(event: FoundEvent) -> Outcome:
    return (_AGREED if event.type == "AGREE" else _MET)[event.status]
