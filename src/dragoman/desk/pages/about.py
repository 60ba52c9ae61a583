"""About the data: who coded it, how much there is of what, from whom, and how sure it is."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy import ColumnElement, func, select

from dragoman.data import package_file, read_yaml
from dragoman.desk.context import Desk, desk_of
from dragoman.store.schema import VERSION, articles, entities, events, reports, statements

router = APIRouter(include_in_schema=False)

_SHOWN = 30


@router.get("/about")
def about(request: Request) -> Response:
    """The page."""
    desk = desk_of(request)
    told = {"name": desk.store.name, "schema": VERSION, "coder": desk.coder.name, "measured": measured()}
    return desk.looks.page(request, "about.html", **told, **_counts(desk))


@lru_cache(maxsize=1)
def measured() -> Any:
    """How good the coder is: what ``tools/desk_figures.py`` took from the documents."""
    return read_yaml(package_file("desk", "figures.yaml"))


def _counts(desk: Desk) -> dict[str, Any]:
    with desk.store.read() as connection:
        tables = {
            "articles": articles,
            "entities": entities,
            "reports": reports,
            "events": events,
            "statements": statements,
        }

        def by(column: ColumnElement[Any]) -> list[tuple[Any, int]]:
            counted = select(column, func.count()).group_by(column).order_by(func.count().desc()).limit(_SHOWN)
            return [(row[0], row[1]) for row in connection.execute(counted)]

        published = connection.execute(select(func.min(articles.c.published), func.max(articles.c.published))).one()
        return {
            "counts": {n: connection.scalar(select(func.count()).select_from(t)) for n, t in tables.items()},
            "failed": connection.scalar(select(func.count()).where(articles.c.error.is_not(None))),
            "coders": by(articles.c.coder),
            "publishers": by(articles.c.publisher),
            "sources": by(events.c.source),
            "types": by(events.c.type),
            "first": published[0],
            "last": published[1],
        }
