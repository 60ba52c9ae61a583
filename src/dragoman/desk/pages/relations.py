"""Relations: what two do to each other, as a chart and a table, with the events behind every point."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from dragoman.analysis import EventFilter, FilterError, Relations, StatementFilter, WhoError
from dragoman.analysis.periods import STEPS, Step
from dragoman.desk.charts import balance_chart, drawn
from dragoman.desk.context import Desk, desk_of
from dragoman.desk.looks import address

router = APIRouter(include_in_schema=False)

_SHOWN = 12


@router.get("/relations")
def relations(
    request: Request, one: str = "", other: str = "", step: str = "month", since: str = "", until: str = ""
) -> Response:
    """The page of two, or the form that asks which two."""
    desk = desk_of(request)
    form: dict[str, Any] = {"one": one, "other": other, "step": step, "since": since, "until": until, "steps": STEPS}
    if not (one.strip() and other.strip()):
        return desk.looks.page(request, "relations.html", **form, found=None, fault=None, near=(), pairs=frequent(desk))
    try:
        found, values = _asked(desk, one, other, step, since, until)
    except (FilterError, WhoError) as error:
        near = getattr(error, "near", ())
        return desk.looks.page(
            request, "relations.html", 400, **form, found=None, fault=str(error), near=near, pairs=()
        )  # fmt: skip
    meetings = EventFilter(**{**values, "type": ("CONSULT", "AGREE"), "status": ("actual", "future")})
    query = {"one": one, "other": other, "step": step, "since": since, "until": until}
    said = StatementFilter(**values)
    return desk.looks.page(
        request,
        "relations.html",
        **form,
        found=found,
        fault=None,
        near=(),
        spec=address("/relations/chart.json", query),
        picture=address("/relations/chart.svg", query),
        events=desk.ask.events(EventFilter(**values), limit=_SHOWN),
        meetings=desk.ask.events(meetings, limit=_SHOWN),
        said=desk.ask.statements(said, limit=_SHOWN),
        behind=behind(found, one, other),
    )


@router.get("/relations/chart.json")
def chart(request: Request, one: str, other: str, step: str = "month", since: str = "", until: str = "") -> Response:
    """The chart as Vega-Lite reads it."""
    found, _ = _asked(desk_of(request), one, other, step, since, until)
    return JSONResponse(balance_chart(found, behind(found, one, other)))


@router.get("/relations/chart.svg")
def picture(request: Request, one: str, other: str, step: str = "month", since: str = "", until: str = "") -> Response:
    """The chart as a picture, for browsers that run no script."""
    found, _ = _asked(desk_of(request), one, other, step, since, until)
    return Response(drawn(balance_chart(found, {})), media_type="image/svg+xml")


def _asked(desk: Desk, one: str, other: str, step: str, since: str, until: str) -> tuple[Relations, dict[str, Any]]:
    values: dict[str, Any] = {"pair": (one, other), "since": since or None, "until": until or None}
    within = EventFilter(since=values["since"], until=values["until"])
    return desk.ask.relations(one, other, cast(Step, step), within), values


def behind(found: Relations, one: str, other: str) -> dict[str, str]:
    """Where the events of each period are, by its first day."""
    pair = f"{one},{other}"
    return {
        p.start: address("/events", {"pair": pair, "since": p.start, "until": p.end, "status": "actual"}) for p in found
    }


def frequent(desk: Desk) -> list[tuple[str, str]]:
    """The pairs of countries of the latest events, the most frequent first: something to begin with."""
    pairs: Counter[tuple[str, str]] = Counter()
    for event in desk.ask.events(EventFilter(status=("actual",)), limit=300):
        actors = {p.country for p in event.actors if p.country}
        others = {p.country for p in event.recipients if p.country} or actors
        for a in actors:
            for b in others:
                if a != b:
                    pairs[min(a, b), max(a, b)] += 1
    return [pair for pair, _ in pairs.most_common(12)]
