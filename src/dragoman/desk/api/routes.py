"""The questions of the API."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response
from sqlalchemy import select

from dragoman.analysis import (
    EventFilter,
    EventStory,
    FoundEvent,
    FoundStatement,
    Meeting,
    Network,
    Relations,
    StatementFilter,
    WhoError,
)
from dragoman.analysis.answers import EVENT_COLUMNS, STATEMENT_COLUMNS
from dragoman.analysis.filters import FilterError, first_day, last_day
from dragoman.analysis.meetings import MEETING_COLUMNS
from dragoman.analysis.network import EDGE_COLUMNS
from dragoman.analysis.relations import BALANCE_COLUMNS
from dragoman.desk.api import forms
from dragoman.desk.api.asked import (
    ArticlesQuery,
    CalendarQuery,
    EventsQuery,
    NetworkQuery,
    RelationsQuery,
    StatementsQuery,
    Text,
    parsed,
)
from dragoman.desk.api.forms import Found, Full, Head, Known, Listed, answer, answer_rows, tabled, told
from dragoman.desk.context import desk_of
from dragoman.desk.pages.article import distinct_events
from dragoman.desk.pages.entity import page_key
from dragoman.desk.pages.event import in_store
from dragoman.desk.pages.trying import code_text
from dragoman.records import CodedArticle, to_dict
from dragoman.store.schema import articles as of_articles

router = APIRouter(prefix="/api/v1")

_HEAD = ("id", "url", "publisher", "title", "published", "language", "coder", "error")


@router.get("/events", responses=tabled(Listed[FoundEvent]), tags=["events"])
def events(request: Request, query: Annotated[EventsQuery, Query()]) -> Response:
    """Distinct events: all that is set must hold; of several values of one field, any."""
    page = desk_of(request).ask.events(
        parsed(query, EventFilter), sort=query.sort, after=query.after, limit=query.limit
    )
    return answer_rows(request, page.items, (e.row() for e in page), EVENT_COLUMNS, page.next)


@router.get("/events/{event_id}", responses={200: {"model": EventStory}, **told(404)}, tags=["events"])
def event(request: Request, event_id: str) -> Response:
    """An event with its reports, what they disagree on, its history, plans and outcomes."""
    story = desk_of(request).ask.event(event_id)
    if story is None:
        raise HTTPException(404, f"there is no event {event_id!r}")
    return answer(request, story)


@router.get("/statements", responses=tabled(Listed[FoundStatement]), tags=["statements"])
def statements(request: Request, query: Annotated[StatementsQuery, Query()]) -> Response:
    """Who said what."""
    page = desk_of(request).ask.statements(
        parsed(query, StatementFilter), sort=query.sort, after=query.after, limit=query.limit
    )
    return answer_rows(request, page.items, (s.row() for s in page), STATEMENT_COLUMNS, page.next)


@router.get("/relations", responses=tabled(Relations), tags=["questions"])
def relations(request: Request, query: Annotated[RelationsQuery, Query()]) -> Response:
    """The balance of cooperation and conflict of two, by month or week; as CSV and NDJSON a row a point."""
    asked = parsed(query, EventFilter, "one", "other", "step", "ids")
    found = desk_of(request).ask.relations(query.one, query.other, query.step, asked, ids=query.ids)
    if forms.wanted(request.headers.get("accept", "*/*")) == forms.JSON:
        return answer(request, found)
    return answer_rows(request, found.points, (p.row() for p in found), BALANCE_COLUMNS, None)


@router.get("/calendar", responses=tabled(Listed[Meeting]), tags=["questions"])
def calendar(request: Request, query: Annotated[CalendarQuery, Query()]) -> Response:
    """Meetings that were held, are planned or proposed, or were called off."""
    outcomes: Any = tuple(query.outcome)
    asked = parsed(query, EventFilter, "outcome")
    page = desk_of(request).ask.calendar(
        asked, outcomes, sort=query.sort, after=query.after, limit=query.limit
    )  # fmt: skip
    return answer_rows(request, page.items, (m.row() for m in page), MEETING_COLUMNS, page.next)


@router.get("/network", responses=tabled(Network), tags=["questions"])
def network(request: Request, query: Annotated[NetworkQuery, Query()]) -> Response:
    """Which countries deal with which; as CSV a row an edge."""
    found = desk_of(request).ask.network(asked=parsed(query, EventFilter), limit=query.limit)
    if forms.wanted(request.headers.get("accept", "*/*")) == forms.JSON:
        return answer(request, found)
    return answer_rows(request, found.edges, found.rows(), EDGE_COLUMNS, None)


@router.get("/entities", responses={200: {"model": Found}, **told(400)}, tags=["entities"])
def find(request: Request, name: Annotated[str, Query(min_length=1, max_length=300)]) -> Response:
    """Whom a name means."""
    who = desk_of(request).ask.who(name)
    return answer(request, {"key": page_key(who), "who": who})


@router.get("/entities/{key:path}", responses={200: {"model": Known}, **told(404)}, tags=["entities"])
def entity(request: Request, key: str) -> Response:
    """With whom somebody deals, and what they say."""
    try:
        found = desk_of(request).ask.profile(key)
    except WhoError as error:
        raise HTTPException(404, str(error)) from None
    names = ("who", "partners", "latest", "contexts", "topics")
    return answer(request, {name: getattr(found, name) for name in names})


@router.get("/articles", responses=tabled(Listed[Head]), tags=["articles"])
def articles(request: Request, query: Annotated[ArticlesQuery, Query()]) -> Response:
    """Articles, without their text, the latest added first."""
    desk, of = desk_of(request), of_articles.c
    wanted = select(of.key, *(of[name] for name in _HEAD)).order_by(of.key.desc()).limit(query.limit + 1)
    since, until = _period(query.since, query.until)
    if since:
        wanted = wanted.where(of.published >= since)
    if until:
        wanted = wanted.where(of.published <= until)
    if query.publisher:
        wanted = wanted.where(of.publisher.in_(query.publisher))
    if query.text:
        wanted = wanted.where(desk.store.matching(of_articles, query.text))
    if query.after is not None:
        wanted = wanted.where(of.key < query.after)
    with desk.store.read() as connection:
        found = [dict(row) for row in connection.execute(wanted).mappings()]
    following = str(found[query.limit - 1]["key"]) if len(found) > query.limit else None
    rows = [{name: row[name] for name in _HEAD} for row in found[: query.limit]]
    return answer_rows(request, rows, rows, dict.fromkeys(_HEAD, "VARCHAR"), following)


@router.get("/articles/{article_id:path}", responses={200: {"model": Full}, **told(404)}, tags=["articles"])
def article(request: Request, article_id: str) -> Response:
    """An article with its text and records."""
    desk = desk_of(request)
    found, coded = in_store(desk, article_id)
    if found is None or coded is None:
        raise HTTPException(404, f"there is no article {article_id!r}")
    content = {"article": to_dict(found), "coded": to_dict(coded), "events": distinct_events(desk, article_id)}
    return answer(request, content)


@router.post("/code", responses={200: {"model": CodedArticle}, **told(400, 413)}, tags=["code"])
def code(request: Request, body: Text) -> Response:
    """Codes a text, with the steps that led to each event; nothing is kept."""
    _, coded = code_text(desk_of(request), request, body.text, body.published)
    return answer(request, coded)


def _period(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    first, last = first_day(since) if since else None, last_day(until) if until else None
    if first and last and last < first:
        raise FilterError("until", f"{last} is before {first}, the first day that is asked for")
    return first, last
