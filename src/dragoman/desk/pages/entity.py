"""An entity: its names and offices, what it did, with whom, and what it said."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from dragoman.analysis import EventFilter, StatementFilter, Who, WhoError
from dragoman.desk.context import desk_of
from dragoman.desk.looks import entity_address

router = APIRouter(include_in_schema=False)

_SHOWN = 15


@router.get("/entities")
def find(request: Request, name: str = "") -> Response:
    """Leads to the page of whoever bears a name."""
    desk = desk_of(request)
    if not name.strip():
        return desk.looks.page(request, "find.html", asked=name, fault=None, near=())
    try:
        who = desk.ask.who(name)
    except WhoError as error:
        return desk.looks.page(request, "find.html", 404, asked=name, fault=str(error), near=error.near)
    return RedirectResponse(entity_address(page_key(who)), 303)


@router.get("/entities/{key:path}")
def entity(request: Request, key: str) -> Response:
    """An entity's page."""
    desk = desk_of(request)
    try:
        profile = desk.ask.profile(key)
    except WhoError as error:
        raise HTTPException(404, str(error)) from None
    return desk.looks.page(
        request,
        "entity.html",
        key=key,
        who=profile.who,
        known=known_names(profile.who),
        profile=profile,
        events=desk.ask.events(EventFilter(who=(key,)), limit=_SHOWN),
        about=desk.ask.statements(StatementFilter(about=(key,)), limit=_SHOWN),
    )


def page_key(who: Who) -> str:
    """What the page of somebody is called by."""
    if who.is_country and who.country:
        return who.country
    return who.entities[0] if who.entities else who.asked


def known_names(who: Who) -> list[dict[str, Any]]:
    """What the world tables know: spellings, offices with their days."""
    from dragoman.world.index import World
    from dragoman.world.query import describe

    rows = describe(World.load(), who.country if who.is_country and who.country else who.name)
    kinds = ("person", "organization", "country")
    return [row for row in rows if row["kind"] in kinds]
