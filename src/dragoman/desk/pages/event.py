"""An event: all its fields, who tells it and how, what they disagree on, what became of it, and why it was coded so."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from dragoman.analysis import EventStory, FoundReport
from dragoman.desk.context import Desk, desk_of
from dragoman.desk.drawing import Spot, draw_map
from dragoman.desk.marking import Piece, evidence_pieces
from dragoman.records import Article, CodedArticle, Event
from dragoman.store.reviews import Review, reviews_of

router = APIRouter(include_in_schema=False)

_REPORTS = 20
_SENTENCES = 3
"""Of each of the first reports; the others are a line each."""


@dataclass(frozen=True, slots=True)
class Told:
    """A report with the sentences that tell the event; none where the article is not at hand."""

    report: FoundReport
    record: Event | None
    sentences: Sequence[Sequence[Piece]]
    steps: Sequence[str]


@router.get("/events/{event_id}")
def event(request: Request, event_id: str) -> Response:
    """An event's page."""
    return _page(request, event_id, explained=False)


@router.get("/events/{event_id}/explain")
def explain(request: Request, event_id: str) -> Response:
    """The same with the steps that led to it: its articles are coded once more."""
    return _page(request, event_id, explained=True)


def _page(request: Request, event_id: str, explained: bool) -> Response:
    desk = desk_of(request)
    story = desk.ask.event(event_id)
    if story is None:
        raise HTTPException(404, "there is no such event; it may have become another as more articles came in")
    place = story.event.place
    spot = (
        Spot(place.lat, place.lon, 1, place.name) if place and place.lat is not None and place.lon is not None else None
    )
    return desk.looks.page(
        request,
        "event.html",
        story=story,
        event=story.event,
        told=[_told(desk, report, explained) for report in story.reports[:_REPORTS]],
        more=story.reports[_REPORTS:],
        alternatives={name: [_value(v) for v in values] for name, values in story.alternatives.items()},
        map=draw_map([spot]) if spot else None,
        explained=explained,
        reviews=_reviews(desk, story),
    )


def _reviews(desk: Desk, story: EventStory) -> list[Review]:
    """What reviewers say of an event, the latest first."""
    with desk.store.read() as connection:
        found = reviews_of(connection, [report.id for report in story.reports])
    return sorted(itertools.chain(*found.values()), key=lambda review: review.at, reverse=True)


def _told(desk: Desk, report: FoundReport, explained: bool) -> Told:
    article, coded = in_store(desk, report.article_id)
    if article is None or coded is None:
        return Told(report, None, (), ())
    record = next((e for e in coded.events if e.id == report.id), None)
    if record is None:
        return Told(report, None, (), ())
    steps = coded.explanations.get(record.id) or (steps_of(desk, article, record) if explained else ())
    return Told(report, record, evidence_pieces(article.text, record, _SENTENCES), steps)


def in_store(desk: Desk, article_id: str | None) -> tuple[Article | None, CodedArticle | None]:
    """An article and its records; None where it is not there."""
    if article_id is None:
        return None, None
    return next(desk.store.articles([article_id]), None), desk.store.coded(article_id)


def steps_of(desk: Desk, article: Article, record: Event) -> Sequence[str]:
    """The steps that lead to an event when its article is coded now; none where it is not coded so any more."""
    coded = desk.coder.code(article)
    same = [e for e in coded.events if e.id == record.id] or [
        e
        for e in coded.events
        if e.type == record.type and e.evidence[0].sentence in {one.sentence for one in record.evidence}
    ]
    return coded.explanations.get(same[0].id, ()) if same else ()


def _value(one: Mapping[str, Any]) -> dict[str, Any]:
    """A value that some reports give, in words."""
    return {"text": _words(one["value"]), "sources": one["sources"], "confidence": one["confidence"]}


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        name, country = value.get("name"), value.get("country")
        return " ".join(str(part) for part in (name, f"({country})" if country else None) if part)
    if isinstance(value, list | tuple):
        return ", ".join(_words(v) for v in value if v is not None) or "none"
    return str(value)
