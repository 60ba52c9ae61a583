"""Flat rows: one an event, one a statement, one a failed article; for Parquet and CSV, and so for SQL, pandas and R.

What concerns several actors stands in lists of equal length: the third of ``actor_countries`` is the country of the
third of ``actors``. An actor's sectors are one text there, joined by a plus sign (``GOV+MIL``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dragoman.records import Actor, Article, CodedArticle, Date, Event, Place, Span, Statement

_ARTICLE = {
    "article_id": "VARCHAR", "published": "VARCHAR", "url": "VARCHAR", "publisher": "VARCHAR", "title": "VARCHAR",
}  # fmt: skip
_WHEN_AND_WHERE = {
    "date_start": "VARCHAR", "date_end": "VARCHAR", "date_precision": "VARCHAR", "date_text": "VARCHAR",
    "place": "VARCHAR", "place_country": "VARCHAR", "place_lat": "DOUBLE", "place_lon": "DOUBLE",
    "place_precision": "VARCHAR", "place_admin1": "VARCHAR", "place_geonames": "BIGINT", "place_text": "VARCHAR",
}  # fmt: skip


def _people(one: str, many: str) -> dict[str, str]:
    fields = (many, *(f"{one}_{f}" for f in ("countries", "sectors", "roles", "kinds", "texts")))
    return dict.fromkeys(fields, "VARCHAR[]")


def _person(one: str) -> dict[str, str]:
    return dict.fromkeys((one, *(f"{one}_{f}" for f in ("country", "sectors", "role", "kind", "text"))), "VARCHAR")


EVENTS: dict[str, str] = {
    **_ARTICLE,
    "event_id": "VARCHAR", "type": "VARCHAR", "modes": "VARCHAR[]", "contexts": "VARCHAR[]", "quad": "INTEGER",
    "score": "DOUBLE", "cameo": "VARCHAR", "status": "VARCHAR",
    **_people("actor", "actors"),
    **_people("recipient", "recipients"),
    **_WHEN_AND_WHERE,
    "killed": "BIGINT", "injured": "BIGINT", "arrested": "BIGINT",
    "attributed_to": "VARCHAR", "attributed_speaker": "VARCHAR",
    "count_kinds": "VARCHAR[]", "count_lows": "BIGINT[]", "count_highs": "BIGINT[]", "count_texts": "VARCHAR[]",
    "confidence": "DOUBLE",
    "sentence": "VARCHAR", "trigger": "VARCHAR", "sentence_start": "INTEGER", "sentence_end": "INTEGER",
    "trigger_start": "INTEGER", "trigger_end": "INTEGER", "sentences": "INTEGER", "steps": "VARCHAR[]",
    "coder": "VARCHAR",
}  # fmt: skip
"""Columns of the table of events, with their types in SQL."""

STATEMENTS: dict[str, str] = {
    **_ARTICLE,
    "statement_id": "VARCHAR", "kind": "VARCHAR", "stance": "VARCHAR",
    **_person("speaker"),
    "cue": "VARCHAR", "content": "VARCHAR", "sentence": "VARCHAR",
    **_person("addressee"),
    **_WHEN_AND_WHERE,
    "venue": "VARCHAR", "contexts": "VARCHAR[]", "confidence": "DOUBLE",
    "cue_start": "INTEGER", "cue_end": "INTEGER", "content_starts": "INTEGER[]", "content_ends": "INTEGER[]",
    "sentence_start": "INTEGER", "sentence_end": "INTEGER", "coder": "VARCHAR",
}  # fmt: skip
"""Columns of the table of statements, with their types in SQL."""

ERRORS: dict[str, str] = {**_ARTICLE, "error": "VARCHAR", "coder": "VARCHAR"}
"""Columns of the table of articles that could not be coded, with their types in SQL."""

GAP = " … "
"""Stands between the pieces of a statement's content that are apart in the text."""


def flatten(coded: CodedArticle, article: Article | None = None) -> dict[str, list[dict[str, Any]]]:
    """The rows of one coded article under ``events``, ``statements`` and ``errors``.

    Args:
        coded: the records.
        article: what they were coded from; without it the columns that quote the text are null.
    """
    text = article.text if article is not None else None
    head = {
        "article_id": coded.id,
        "published": coded.published,
        "url": article.url if article is not None else None,
        "publisher": article.publisher if article is not None else None,
        "title": coded.title,
    }
    tail = {"coder": coded.coder}
    speakers = {s.id: s.speaker for s in coded.statements}
    return {
        "events": [
            head | _event(e, text, speakers) | {"steps": list(coded.explanations.get(e.id, ()))} | tail
            for e in coded.events
        ],
        "statements": [head | _statement(s, text) | tail for s in coded.statements],
        "errors": [head | {"error": coded.error} | tail] if coded.error is not None else [],
    }


def _event(event: Event, text: str | None, speakers: dict[str, Actor | None]) -> dict[str, Any]:
    best = event.evidence[0] if event.evidence else None
    speaker = speakers.get(event.attributed_to or "")
    return {
        "event_id": event.id,
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "quad": event.quad,
        "score": event.score,
        "cameo": event.cameo,
        "status": event.status,
        **_actors(event.actors, "actor", "actors"),
        **_actors(event.recipients, "recipient", "recipients"),
        **_date(event.date),
        **_place(event.place),
        "killed": event.killed,
        "injured": event.injured,
        "arrested": event.arrested,
        "attributed_to": event.attributed_to,
        "attributed_speaker": _name(speaker),
        "count_kinds": [c.kind for c in event.counts],
        "count_lows": [c.low for c in event.counts],
        "count_highs": [c.high for c in event.counts],
        "count_texts": [c.text for c in event.counts],
        "confidence": event.confidence,
        "sentence": _words(text, best.sentence if best else None),
        "trigger": _words(text, best.trigger if best else None),
        **_span("sentence", best.sentence if best else None),
        **_span("trigger", best.trigger if best else None),
        "sentences": len(event.evidence),
    }


def _statement(said: Statement, text: str | None) -> dict[str, Any]:
    return {
        "statement_id": said.id,
        "kind": said.kind,
        "stance": said.stance,
        **_actor(said.speaker, "speaker"),
        "cue": _words(text, said.cue),
        "content": GAP.join(text[a:b] for a, b in said.content) or None if text is not None else None,
        "sentence": _words(text, said.sentence),
        **_actor(said.addressee, "addressee"),
        **_date(said.date),
        **_place(said.place),
        "venue": said.venue,
        "contexts": list(said.contexts),
        "confidence": said.confidence,
        **_span("cue", said.cue),
        "content_starts": [a for a, _ in said.content],
        "content_ends": [b for _, b in said.content],
        **_span("sentence", said.sentence),
    }


def _name(actor: Actor | None) -> str | None:
    return (actor.name or actor.text) if actor is not None else None


def _sectors(actor: Actor) -> str | None:
    return "+".join(actor.sectors) or None


def _actors(actors: Iterable[Actor], one: str, many: str) -> dict[str, Any]:
    listed = list(actors)
    return {
        many: [_name(a) for a in listed],
        f"{one}_countries": [a.country for a in listed],
        f"{one}_sectors": [_sectors(a) for a in listed],
        f"{one}_roles": [a.role for a in listed],
        f"{one}_kinds": [a.kind for a in listed],
        f"{one}_texts": [a.text for a in listed],
    }


def _actor(actor: Actor | None, one: str) -> dict[str, Any]:
    return {
        one: _name(actor),
        f"{one}_country": actor.country if actor else None,
        f"{one}_sectors": _sectors(actor) if actor else None,
        f"{one}_role": actor.role if actor else None,
        f"{one}_kind": actor.kind if actor else None,
        f"{one}_text": actor.text if actor else None,
    }


def _date(date: Date | None) -> dict[str, Any]:
    return {
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "date_precision": date.precision if date else None,
        "date_text": date.text if date else None,
    }


def _place(place: Place | None) -> dict[str, Any]:
    return {
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "place_lat": place.lat if place else None,
        "place_lon": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "place_admin1": place.admin1 if place else None,
        "place_geonames": place.geonames if place else None,
        "place_text": place.text if place else None,
    }


def _words(text: str | None, span: Span | None) -> str | None:
    return text[span[0] : span[1]] if text is not None and span is not None else None


def _span(name: str, span: Span | None) -> dict[str, Any]:
    start, end = span if span is not None else (None, None)
    return {f"{name}_start": start, f"{name}_end": end}
