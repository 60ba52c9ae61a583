"""Map and network: where the events are that one asks for, and who deals with whom in them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from dragoman.analysis import EventFilter, FilterError, WhoError
from dragoman.desk.asking import EVENT_FIELDS, Asked, asked, given
from dragoman.desk.context import Desk, desk_of
from dragoman.desk.drawing import Spot, draw_map, draw_network
from dragoman.store import StoreError

router = APIRouter(include_in_schema=False)

_MOST = 1000
"""The latest events that a map is made of."""

_TIES = 200
"""Edges of a network, those of most events."""


@router.get("/map")
def world_map(request: Request) -> Response:
    """Where events are."""
    desk = desk_of(request)
    try:
        wanted = asked(request.query_params, EventFilter)
        found = desk.ask.events(wanted.filter, limit=_MOST)
    except (FilterError, WhoError, StoreError) as error:
        return _wrong(desk, request, "map.html", error)
    number: Counter[tuple[float, float, str]] = Counter(
        (e.place.lat, e.place.lon, e.place.name)
        for e in found
        if e.place and e.place.lat is not None and e.place.lon is not None
    )
    spots = [
        Spot(lat, lon, n, name, wanted.address("/events", place=name)) for (lat, lon, name), n in number.most_common()
    ]
    return _shown(desk, request, "map.html", wanted, found, map=draw_map(spots), spots=spots)


@router.get("/network")
def network(request: Request) -> Response:
    """Who deals with whom."""
    desk = desk_of(request)
    try:
        wanted = asked(request.query_params, EventFilter)
        found = desk.ask.network(asked=wanted.filter, limit=_TIES)
    except (FilterError, WhoError, StoreError) as error:
        return _wrong(desk, request, "network.html", error)
    return _shown(desk, request, "network.html", wanted, found, network=draw_network(found))


def _shown(
    desk: Desk, request: Request, template: str, wanted: Asked[EventFilter], found: object, **more: Any
) -> Response:
    form: dict[str, Any] = {"fields": EVENT_FIELDS, "values": given(request.query_params), "fault": None}
    return desk.looks.page(request, template, asked=wanted, found=found, **form, **more)


def _wrong(desk: Desk, request: Request, template: str, error: Exception) -> Response:
    form: dict[str, Any] = {"fields": EVENT_FIELDS, "values": given(request.query_params), "fault": str(error)}
    return desk.looks.page(request, template, 400, found=None, near=getattr(error, "near", ()), **form)
