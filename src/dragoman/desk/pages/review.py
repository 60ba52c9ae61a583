"""Review: events that are confirmed, corrected or rejected, and those that it is best to look at next."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from dragoman.analysis import EventFilter, EventStory, FoundEvent
from dragoman.analysis.filters import FilterError, first_day, last_day
from dragoman.analysis.who import state
from dragoman.desk.agreement import agreement, gold_article
from dragoman.desk.context import Desk, desk_of
from dragoman.desk.entering import check_reviewer
from dragoman.desk.looks import event_address
from dragoman.desk.pages.event import in_store
from dragoman.ontology import load_ontology
from dragoman.records import STATUSES, Event, stable_id
from dragoman.store.reviews import VERDICTS, Review, all_reviews, reviews_of, write_review

router = APIRouter(include_in_schema=False)

_LATEST, _SHOWN = 1000, 25
_LONGEST = 2000  # characters of a note


@router.get("/review")
def queue(request: Request) -> Response:
    """What it is best to look at next, what was said last, and how far reviewers agree."""
    desk = desk_of(request)
    latest = desk.ask.events(EventFilter(), limit=_LATEST)
    with desk.store.read() as connection:
        given = all_reviews(connection)
        done = reviewed_events(desk, [e.id for e in latest]) if given else set()
    waiting = [e for e in latest if e.id not in done]
    return desk.looks.page(
        request,
        "review.html",
        waiting=by_use(waiting)[:_SHOWN],
        given=given[::-1][:_SHOWN],
        number=len(given),
        verdicts=Counter(r.verdict for r in given),
        alpha=agreement(given),
        reviewers=sorted({r.reviewer for r in given}),
    )


@router.get("/review/gold.jsonl")
def gold(request: Request) -> Response:
    """The articles that were reviewed, as annotated ones: a line each."""
    desk = desk_of(request)
    with desk.store.read() as connection:
        ids = list(dict.fromkeys(r.article_id for r in all_reviews(connection)))

    def lines() -> Any:
        for article_id in ids:
            article, coded = in_store(desk, article_id)
            if article is None or coded is None:
                continue
            with desk.store.read() as connection:
                found = reviews_of(connection, [e.id for e in coded.events])
            latest = {report: max(some, key=lambda r: r.at) for report, some in found.items()}
            if latest:
                yield json.dumps(gold_article(article, coded, latest), ensure_ascii=False) + "\n"

    headers = {"Content-Disposition": 'attachment; filename="gold.jsonl"'}
    return StreamingResponse(lines(), media_type="application/x-ndjson", headers=headers)


@router.get("/events/{event_id}/review")
def form(request: Request, event_id: str) -> Response:
    """The form that asks what is right of an event."""
    return _form(desk_of(request), request, event_id)


@router.post("/events/{event_id}/review")
def review(
    request: Request,
    event_id: str,
    verdict: Annotated[str, Form()] = "",
    type: Annotated[str, Form()] = "",
    modes: Annotated[str, Form()] = "",
    status: Annotated[str, Form()] = "",
    actors: Annotated[str, Form()] = "",
    recipients: Annotated[str, Form()] = "",
    date: Annotated[str, Form()] = "",
    place: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
    csrf: Annotated[str, Form()] = "",
) -> Response:
    """Keeps a review; from then on the event is told as it says."""
    desk = desk_of(request)
    who = check_reviewer(request, csrf)
    typed = {
        "type": type, "modes": modes, "status": status, "actors": actors, "recipients": recipients, "date": date,
        "place": place,
    }  # fmt: skip
    story, record, sentence = _reviewable(desk, event_id)
    try:
        if verdict not in VERDICTS:
            raise FilterError("verdict", f"choose {', '.join(VERDICTS[:-1])} or {VERDICTS[-1]}")
        changes = _changes(typed, shown(story.event)) if verdict == "correct" else {}
        if verdict == "correct" and not changes:
            raise FilterError("verdict", "nothing was changed; confirm the event, or correct a field of it")
    except FilterError as error:
        return _form(desk, request, event_id, str(error), typed, note, verdict)
    article_id, trigger = sentence
    at = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    best = next(r for r in story.reports if r.id == record.id)
    given = Review(
        article_id, record.id, record.type, best.sentence or "", trigger, who.name or "analyst", at,
        verdict, changes, note.strip()[:_LONGEST] or None,
    )  # fmt: skip
    with desk.store.write() as connection:
        write_review(connection, given)
    desk.store.refresh_events([article_id])
    return RedirectResponse(event_address(event_id), 303)


def _form(
    desk: Desk,
    request: Request,
    event_id: str,
    fault: str | None = None,
    typed: dict[str, str] | None = None,
    note: str = "",
    verdict: str = "",
) -> Response:
    story, _, _ = _reviewable(desk, event_id)
    return desk.looks.page(
        request,
        "review_form.html",
        400 if fault else 200,
        event=story.event,
        fault=fault,
        values=typed or shown(story.event),
        note=note,
        verdict=verdict,
        verdicts=VERDICTS,
        types=list(load_ontology().types),
        statuses=STATUSES,
        modes=sorted({m for t in load_ontology().types.values() for m in t.modes}),
    )


def _reviewable(desk: Desk, event_id: str) -> tuple[EventStory, Event, tuple[str, str]]:
    """An event, the record of the report that tells it best, the id of its article, and its trigger.

    Raises:
        HTTPException: 404 where there is none that could be reviewed.
    """
    story = desk.ask.event(event_id)
    if story is None:
        raise HTTPException(404, "there is no such event; it may have become another as more articles came in")
    best_first = sorted(story.reports, key=lambda r: (r.sentence != story.event.sentence, -(r.confidence or 0), r.id))
    for report in best_first:
        article, coded = in_store(desk, report.article_id)
        record = next((e for e in coded.events if e.id == report.id), None) if coded else None
        if article is not None and record is not None and record.evidence:
            return story, record, (article.id, article.text[slice(*record.evidence[0].trigger)])
    raise HTTPException(404, "an event of another data set is not reviewed here")


def shown(event: FoundEvent) -> dict[str, str]:
    """The fields of an event as the form has them."""

    def people(side: Sequence[Any]) -> str:
        return "\n".join(" | ".join((p.name or "", p.country or "", "+".join(p.sectors))).rstrip(" |") for p in side)

    date = ""
    if event.date:
        date = event.date.start[: {"day": 10, "month": 7, "year": 4}.get(event.date.precision, 10)]
        if event.date.precision in ("week", "quarter"):
            date += f" to {event.date.end}"
    place = " | ".join(filter(None, (event.place.name, event.place.country))) if event.place else ""
    return {
        "type": event.type,
        "modes": ", ".join(event.modes),
        "status": event.status,
        "actors": people(event.actors),
        "recipients": people(event.recipients),
        "date": date,
        "place": place,
    }


def _changes(typed: dict[str, str], before: dict[str, str]) -> dict[str, Any]:
    """What was changed in the form, checked.

    Raises:
        FilterError: where a value is none of its field.
    """
    changed = {n: v.replace("\r\n", "\n").strip() for n, v in typed.items()}
    changed = {n: v for n, v in changed.items() if v != before[n].strip()}
    kind = typed["type"].strip() or before["type"]
    known = load_ontology().types.get(kind)
    if known is None:
        raise FilterError("type", f"{kind!r} is no type of PLOVER")
    found: dict[str, Any] = {}
    for name, value in changed.items():
        if name == "type":
            found[name] = value
        elif name == "status":
            if value not in STATUSES:
                raise FilterError("status", f"{value!r} is none; there are {', '.join(STATUSES)}")
            found[name] = value
        elif name in ("actors", "recipients"):
            found[name] = [_person(name, line) for line in value.split("\n") if line.strip()]
        elif name == "date":
            found[name] = _date(value) if value else None
        elif name == "place":
            found[name] = _place(value) if value else None
    if "modes" in changed or "type" in changed:
        found["modes"] = _modes(typed["modes"], kind, tuple(known.modes), "modes" in changed)
    return found


def _modes(value: str, kind: str, known: tuple[str, ...], typed: bool) -> list[str]:
    """The modes; those of another type go where only the type was changed."""
    modes = [m.strip() for m in value.split(",") if m.strip()]
    strange = [m for m in modes if m not in known]
    if strange and typed:
        raise FilterError("modes", f"{kind} has no mode {strange[0]}; it has {', '.join(known) or 'none'}")
    return [m for m in modes if m in known]


def _person(field: str, line: str) -> dict[str, Any]:
    """Somebody from ``name | country | sectors``."""
    name, country, sectors = ([part.strip() for part in line.split("|")] + ["", ""])[:3]
    code = state(country) if country else None
    if country and code is None:
        raise FilterError(field, f"{country!r} is no country; give its name or its code")
    listed = [s.strip().upper() for s in sectors.split("+") if s.strip()]
    unknown = [s for s in listed if s not in load_ontology().sectors]
    if unknown:
        raise FilterError(field, f"{unknown[0]!r} is no sector of PLOVER")
    if not name and not code:
        raise FilterError(field, f"{line!r} names nobody; write name | country | sectors")
    return {"name": name or None, "country": code, "sectors": listed, "kind": _kind(name, code)}


def _kind(name: str, code: str | None) -> str | None:
    """What sort of name it is, as the world tables know it."""
    from dragoman.world.index import World
    from dragoman.world.resolver import Resolver

    if not name or state(name) == code is not None:
        return "country"
    found = Resolver(World.load()).resolve(name)
    return found.kind if found is not None else None


def _date(value: str) -> dict[str, str]:
    start, _, end = value.partition(" to ")
    first, last = first_day(start, "date"), last_day(end or start, "date")
    if last < first:
        raise FilterError("date", f"{last} is before {first}")
    precision = "week" if end else {4: "year", 7: "month"}.get(len(start.strip()), "day")
    return {"start": first, "end": last, "precision": precision}


def _place(value: str) -> dict[str, str | None]:
    name, _, country = (part.strip() for part in value.partition("|"))
    code = state(country) if country else None
    if country and code is None:
        raise FilterError("place", f"{country!r} is no country; give its name or its code")
    return {"name": name, "country": code}


def reviewed_events(desk: Desk, event_ids: Sequence[str]) -> set[str]:
    """Those of the events that were reviewed already."""
    told = desk.ask.reports(event_ids)
    event_of = {report.id: event_id for event_id, some in told.items() for report in some}
    with desk.store.read() as connection:
        return {event_of[report] for report in reviews_of(connection, event_of)}


def by_use(found: Sequence[FoundEvent]) -> list[FoundEvent]:
    """Events by how much a review of them teaches: first those that may as well be wrong as right, and of these such as
    are of a frequent pattern, as what is learned from them holds for many."""
    patterns = Counter((e.type, e.modes, e.status) for e in found)
    most = max(patterns.values(), default=1)

    def use(event: FoundEvent) -> tuple[float, str]:
        doubt = 1 - 2 * abs((event.confidence if event.confidence is not None else 1) - 0.5)
        return doubt + 0.2 * patterns[event.type, event.modes, event.status] / most, stable_id(event.id)

    return sorted(found, key=use, reverse=True)
