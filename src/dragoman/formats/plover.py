"""PLOVER JSON: one event a line, with the manual's field names; what is not known is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, get_args

from dragoman.data import package_file, read_yaml
from dragoman.formats.codes import names
from dragoman.formats.members import Member
from dragoman.formats.rows import Bad, BadRow, CodedRow, Misfit, Party, Spot
from dragoman.formats.values import coordinates, day, number, whole
from dragoman.ontology.load import load_ontology
from dragoman.records import STATUSES, Actor, Article, CodedArticle, Event, Place, Status

NAME = "plover"
_SECTOR = 3
_MOST_SECTORS = 2


@cache
def fields() -> Mapping[str, Any]:
    """The table of fields, ``formats/data/plover.yaml``."""
    table: Mapping[str, Any] = read_yaml(package_file("formats", "data", "plover.yaml"))
    return table


def lines(article: Article, coded: CodedArticle) -> Iterator[str]:
    """The events of one article, whatever their status, as lines of JSON without line breaks."""
    about = _known({
        "url": article.url,
        "title": coded.title or article.title,
        "publication": article.publisher,
        "date": (coded.published or article.published or "")[:10],
        "language": coded.language or article.language,
    })  # fmt: skip
    for event in coded.events:
        record = _of_event(event, article.text) | {"cite_info": about, "coder": coded.coder}
        yield json.dumps(_known(record), ensure_ascii=False)


def _known(record: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in record.items() if v is not None and v not in ("", [], {})}


def _of_event(event: Event, text: str) -> dict[str, Any]:
    best, when = event.evidence[0] if event.evidence else None, event.date
    size = {"dead": event.killed, "injured": event.injured, "arrested": event.arrested}
    return {
        "id": event.id,
        "has_event": True,
        "date": when.start if when else None,
        "enddate": when.end if when else None,
        "date_precision": when.precision if when else None,
        "source": [_of_actor(a) for a in event.actors],
        "recipient": [_of_actor(a) for a in event.recipients],
        "event": [event.type],
        "event_loc": _of_place(event.place),
        "event_text": [text[slice(*best.trigger)]] if best and text else None,
        "quad_code": event.quad,
        "event_scale": event.score,
        "mode": list(event.modes),
        "context": list(event.contexts),
        "size_info": _known(size),
        "text_info": {"start": best.sentence[0], "end": best.sentence[1]} if best else None,
        "status": event.status,
        "attributed_to": event.attributed_to,
        "confidence": event.confidence,
    }


def _of_actor(actor: Actor) -> dict[str, Any]:
    return _known({
        "code": actor.country,
        "sector": "".join(actor.sectors[:_MOST_SECTORS]),
        "sectors": list(actor.sectors) if len(actor.sectors) > _MOST_SECTORS else None,
        "actor_text": actor.text,
        "identifier_text": actor.name,
        "office": actor.role,
        "kind": actor.kind,
    })  # fmt: skip


def _of_place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return _known({"name": place.name, "cc3": place.country, "latitude": place.lat, "longitude": place.lon})


def read(member: Member, bad: Bad) -> Iterator[CodedRow]:
    """The events of a file of PLOVER JSON; a record of several types is an event for each of them."""
    for number_, text in member.lines:
        try:
            rows = list(_rows(_parsed(text), member.source, number_))
        except Misfit as misfit:
            bad(BadRow(member.source, number_, str(misfit)))
            continue
        yield from rows


def _parsed(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Misfit(f"not valid JSON: {error}") from None
    if not isinstance(record, dict):
        raise Misfit("not an object")
    return record


def _rows(record: dict[str, Any], source: str, line: int) -> Iterator[CodedRow]:
    types = [_type(t) for t in _texts(record, "event")]
    if not types:
        raise Misfit("event is missing")
    for kind in types:
        identifier = _identifier(record)
        yield _row(record, f"{identifier}/{kind}" if len(types) > 1 else identifier, kind, source, line)


def _row(record: dict[str, Any], identifier: str, kind: str | None, source: str, line: int) -> CodedRow:
    about, size = _object(record, "cite_info"), _object(record, "size_info")
    start = day(_text(record, "date"), "date")
    percent = number(_text(record, "confidence"), "confidence", 0, 1)
    return CodedRow(
        format=NAME,
        id=identifier,
        type=kind,
        date=start,
        date_end=day(_text(record, "enddate"), "enddate") or start,
        actors=_parties(record, "source"),
        recipients=_parties(record, "recipient" if "recipient" in record else "target"),
        modes=_texts(record, "mode"),
        contexts=_texts(record, "context"),
        quad=_quad(record),
        score=number(_text(record, "event_scale"), "event_scale", -10, 10),
        status=_status(_text(record, "status")),
        place=_spot(_object(record, "event_loc")),
        killed=whole(_text(size, "dead"), "dead"),
        injured=whole(_text(size, "injured"), "injured"),
        arrested=whole(_text(size, "arrested"), "arrested"),
        publisher=_text(about, "publication") or _text(record, "publication"),
        published=day(_text(about, "date"), "cite_info.date"),
        url=_text(about, "url"),
        title=_text(about, "title"),
        language=_text(about, "language") or _text(record, "language"),
        coder=_text(record, "coder"),
        confidence=percent,
        raw=record,
        source=source,
        line=line,
    )


def _identifier(record: dict[str, Any]) -> str:
    identifier = _text(record, "id")
    if not identifier:
        raise Misfit("id is missing")
    return identifier


def _type(name: str) -> str | None:
    older: Mapping[str, str | None] = fields()["older_types"]
    kind = older.get(name, name)
    if kind is not None and kind not in load_ontology().types:
        raise Misfit(f"event: {name!r} is no type of PLOVER")
    return kind


def _quad(record: dict[str, Any]) -> int | None:
    quad = whole(_text(record, "quad_code"), "quad_code")
    if quad not in (None, 1, 2, 3, 4):
        raise Misfit(f"quad_code: {quad} is not 1 to 4")
    return quad


def _status(text: str | None) -> Status:
    if text is None:
        return "actual"
    found = next((s for s in get_args(Status) if s == text), None)
    if found is None:
        raise Misfit(f"status: {text!r} is none of {', '.join(STATUSES)}")
    return found  # type: ignore[no-any-return]


def _text(record: Mapping[str, Any], key: str) -> str | None:
    """A plain value as text; None where it is missing or empty."""
    value = record.get(key)
    if isinstance(value, dict | list):
        raise Misfit(f"{key} must be a plain value")
    return None if value is None or value == "" else str(value)


def _texts(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of texts, or one text, which some providers write for it."""
    value = record.get(key)
    items = value if isinstance(value, list) else [] if value in (None, "") else [value]
    if not all(isinstance(i, str) for i in items):
        raise Misfit(f"{key} must be a text or a list of texts")
    return tuple(i for i in items if i)


def _object(record: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = record.get(key) or {}
    if not isinstance(value, dict):
        raise Misfit(f"{key} must be an object")
    return value


def _parties(record: dict[str, Any], key: str) -> tuple[Party, ...]:
    value = record.get(key) or []
    actors = [value] if isinstance(value, dict) else value
    if not isinstance(actors, list) or not all(isinstance(a, dict) for a in actors):
        raise Misfit(f"{key} must be a list of actors")
    return tuple(p for p in map(_party, actors) if p != Party())


def _party(actor: Mapping[str, Any]) -> Party:
    joined = _text(actor, "sector") or ""
    sectors: Sequence[str] = _texts(actor, "sectors") or [
        joined[n : n + _SECTOR] for n in range(0, len(joined), _SECTOR)
    ]
    known = load_ontology().sectors
    return Party(
        name=_text(actor, "identifier_text") or _text(actor, "identifer_text"),  # the manual spells it so
        country=names().iso(_text(actor, "code")),
        sectors=tuple(s for s in sectors if s in known),
        role=_text(actor, "office"),
        text=_text(actor, "actor_text") or _text(actor, "actorText"),
    )


def _spot(place: Mapping[str, Any]) -> Spot | None:
    lat, lon = coordinates(_text(place, "latitude"), _text(place, "longitude"))
    spot = Spot(_text(place, "name"), names().iso(_text(place, "cc3")), lat, lon)
    return None if spot == Spot() else spot
