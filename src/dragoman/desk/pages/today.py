"""Today: what is new, what is planned, what was said, and what turned out otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import select

from dragoman.analysis import EventFilter, FoundEvent, StatementFilter
from dragoman.analysis.filters import first_day
from dragoman.desk.context import Desk, desk_of
from dragoman.desk.looks import days_after
from dragoman.store.schema import events

router = APIRouter(include_in_schema=False)

_BACK, _AHEAD = 6, 14
"""Days that count as new, and days for which plans are shown."""

_TAKEN, _SHOWN = 400, 12


@router.get("/")
def today(request: Request, day: str = "") -> Response:
    """What the days up to one brought; without it up to the latest that is known."""
    desk = desk_of(request)
    until = first_day(day, "day") if day.strip() else desk.ask.latest_day()
    if not until:
        return desk.looks.page(request, "empty.html")
    since = days_after(until, -_BACK)
    fresh = desk.ask.events(EventFilter(since=since, until=until, status=("actual", "negated")), limit=_TAKEN)
    plans = EventFilter(since=days_after(until, 1), until=days_after(until, _AHEAD), status=("future",))
    return desk.looks.page(
        request,
        "today.html",
        since=since,
        until=until,
        top=sorted(fresh, key=weight, reverse=True)[:_SHOWN],
        plans=desk.ask.events(plans, sort="oldest", limit=_SHOWN),
        said=desk.ask.statements(StatementFilter(since=since, until=until), limit=_SHOWN),
        changed=changes(desk, fresh.items)[:_SHOWN],
        before=days_after(since, -1),
        after=days_after(until, _BACK + 1),
    )


def weight(event: FoundEvent) -> tuple[int, float, float, str]:
    """What makes an event matter: independent sources, then how far its score is from nothing, and sureness."""
    return event.n_sources, abs(event.score or 0), event.confidence or 0, event.id


def changes(desk: Desk, found: Sequence[FoundEvent]) -> list[tuple[FoundEvent, list[dict[str, Any]]]]:
    """Those of the events of which something was told otherwise first, with what."""
    by_id = {e.id: e for e in found}
    wanted = select(events.c.id, events.c.revisions).where(events.c.id.in_(by_id), events.c.revisions.is_not(None))
    with desk.store.read() as connection:
        rows = connection.execute(wanted).all()
    told = [(by_id[row.id], [r for r in row.revisions or () if r["old"] is not None]) for row in rows]
    return sorted(((e, steps) for e, steps in told if steps), key=lambda one: weight(one[0]), reverse=True)
