"""An article: its text with events, statements and entities marked, and its records beside it."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy import select

from dragoman.desk.context import Desk, desk_of
from dragoman.desk.marking import article_marks, paragraphs, pieces
from dragoman.desk.pages.event import in_store
from dragoman.store.rows import entity_key
from dragoman.store.schema import articles, events, reports

router = APIRouter(include_in_schema=False)


@router.get("/articles/{article_id:path}")
def article(request: Request, article_id: str) -> Response:
    """An article's page."""
    desk = desk_of(request)
    found, coded = in_store(desk, article_id)
    if found is None or coded is None:
        raise HTTPException(404, "there is no such article")
    return desk.looks.page(
        request,
        "article.html",
        article=found,
        coded=coded,
        paragraphs=paragraphs(pieces(found.text, article_marks(coded))),
        distinct=distinct_events(desk, article_id),
        keys={e.id: entity_key(e.name, e.kind, e.country) for e in coded.entities},
    )


def distinct_events(desk: Desk, article_id: str) -> dict[str, str]:
    """The distinct events that an article's reports belong to, by the report's id."""
    wanted = (
        select(reports.c.id, events.c.id.label("event_id"))
        .join(events, reports.c.event_key == events.c.key)
        .join(articles, reports.c.article_key == articles.c.key)
        .where(articles.c.id == article_id)
    )
    with desk.store.read() as connection:
        return {row.id: row.event_id for row in connection.execute(wanted)}
