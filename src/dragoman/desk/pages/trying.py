"""Try it: a text that is pasted in, coded at once, step by step."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import Response

from dragoman.desk.context import Desk, desk_of
from dragoman.desk.guard import visitor
from dragoman.desk.marking import article_marks, event_marks, paragraphs, pieces, statement_marks
from dragoman.reading.days import parse_day
from dragoman.reading.rows import text_fault
from dragoman.records import Article, CodedArticle

router = APIRouter(include_in_schema=False)

EXAMPLE = (
    "NAIROBI, March 6 - Kenyan Foreign Minister Amina Wekesa met her Ethiopian counterpart in Nairobi on Tuesday.\n\n"
    "Ethiopia had accused Kenya last week of closing the border at Moyale. "
    "\u201cThe border is open,\u201d Wekesa told reporters. "
    "The two countries will sign an agreement on trade in Addis Ababa on 20 March."
)


@router.get("/try")
def try_it(request: Request) -> Response:
    """The form, with an example in it."""
    return desk_of(request).looks.page(
        request, "try.html", text=EXAMPLE, published="2024-03-06", fault=None, coded=None
    )


@router.post("/try")
def tried(request: Request, text: Annotated[str, Form()] = "", published: Annotated[str, Form()] = "") -> Response:
    """The text, coded."""
    desk = desk_of(request)
    text = text.replace("\r\n", "\n")
    try:
        article, coded = code_text(desk, request, text, published)
    except HTTPException as error:
        values = {"text": text, "published": published, "fault": error.detail, "coded": None}
        return desk.looks.page(request, "try.html", error.status_code, error.headers, **values)
    marked = {
        e.id: pieces(text, event_marks(e), _around(e.evidence[0].sentence if e.evidence else None))
        for e in coded.events
    }
    said = {s.id: pieces(text, statement_marks(s), s.sentence) for s in coded.statements}
    return desk.looks.page(
        request,
        "try.html",
        text=text,
        published=published,
        fault=coded.error,
        coded=coded,
        paragraphs=paragraphs(pieces(article.text, article_marks(coded))),
        marked=marked,
        said=said,
    )


def code_text(desk: Desk, request: Request, text: str, published: str | None) -> tuple[Article, CodedArticle]:
    """A text as an article, and its records with the steps that led to them.

    Raises:
        HTTPException: 422 where it is no text or day, 413 where it is too long, 429 where too many were coded.
    """
    if len(text) > desk.limits.text:
        raise HTTPException(413, f"the text has {len(text):,} characters; at most {desk.limits.text:,} are coded here")
    if not text.strip():
        raise HTTPException(422, "there is no text")
    if fault := text_fault(text):
        raise HTTPException(422, f"the text cannot be read: {fault}")
    day = parse_day(published) if published and published.strip() else None
    if published and published.strip() and day is None:
        raise HTTPException(422, f"{published!r} is no date; write it as 2024-03-06")
    if wait := desk.codings.wait(visitor(request.scope)):
        raise HTTPException(429, f"too many texts in a minute; wait {wait} s", {"Retry-After": str(wait)})
    article = Article(text, published=day)
    return article, desk.coder.code(article)


def _around(sentence: tuple[int, int] | None) -> tuple[int, int]:
    return sentence or (0, 0)
