"""The records: what goes into the coder and what comes out of it, and their JSON form.

Everything is frozen, made of plain values, and points at its words: a span is a half-open pair of character
offsets ``(start, end)`` into the article's own text. Unknown values are None or an empty tuple, never a guess.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, cast, get_args

Span = tuple[int, int]
EntityKind = Literal["country", "person", "organization", "group"]
Status = Literal["actual", "future", "hypothetical", "negated", "historical"]
StatementKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["says", "believes", "denies", "wants", "asks", "orders"]
BlockKind = Literal["headline", "summary", "paragraph", "caption", "credit", "related", "byline", "dateline", "other"]
DatePrecision = Literal["day", "week", "month", "quarter", "year"]
PlacePrecision = Literal["site", "city", "region", "country"]

STATUSES: tuple[Status, ...] = get_args(Status)
ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
STANCES: tuple[Stance, ...] = get_args(Stance)
CODED_BLOCKS: frozenset[BlockKind] = frozenset({"headline", "summary", "paragraph"})

R = TypeVar("R")


def stable_id(*parts: object) -> str:
    """A short hash of the parts that is the same in every process and version of Python (16 hex digits)."""
    text = "\x1f".join(str(p) for p in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the article of one kind; only headline, summary and paragraph are coded."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read.

    Attributes:
        text: the text, never altered; all offsets point into it.
        id: the given id, else a hash of url or text.
        published: ISO date (``2019-05-29``) or None; relative dates resolve against it.
        language: ISO 639-1 code or None when unknown.
        blocks: the parts of the text in order, or empty when they have not been told apart yet.
        error: why the article could not be read, or None.
    """

    text: str
    id: str = ""
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    error: str | None = None

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", stable_id(self.url or self.text))


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity in a part of a record: as actor, recipient or speaker, with the words that name it there."""

    text: str
    span: Span
    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    kind: EntityKind | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A date with the words that give it; start and end are ISO days, both included."""

    text: str
    span: Span
    start: str
    end: str
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class Place:
    """A place with the words that name it; coordinates in degrees (WGS 84)."""

    text: str
    span: Span
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that reports the event, and the words in it that express it."""

    sentence: Span
    trigger: Span


@dataclass(frozen=True, slots=True)
class Event:
    """What happened: one record an event and article. Field meanings: docs/records.md."""

    id: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int
    score: float
    cameo: str | None
    status: Status
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    date: Date | None
    place: Place | None
    killed: int | None
    injured: int | None
    arrested: int | None
    attributed_to: str | None
    evidence: tuple[Evidence, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what: an attribution of speech, writing or thought to a source."""

    id: str
    kind: StatementKind
    stance: Stance
    speaker: Actor | None
    cue: Span | None
    content: tuple[Span, ...]
    sentence: Span
    addressee: Actor | None = None
    date: Date | None = None
    place: Place | None = None
    venue: str | None = None
    contexts: tuple[str, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that acts, once an article, with every mention (pronouns and short names too)."""

    id: str
    name: str
    kind: EntityKind
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """All that the coder found in one article, or why it could not be coded."""

    id: str
    published: str | None
    title: str | None
    language: str | None
    coder: str
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    entities: tuple[Entity, ...] = ()
    blocks: tuple[Block, ...] = ()
    error: str | None = None
    explanations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """How each event (by id) came about, one step a line; filled only when asked for."""


def to_dict(record: object) -> dict[str, Any]:
    """The JSON form of a record (a dict of plain values); ``error`` and ``explanations`` only where present."""
    row = cast(dict[str, Any], _plain(record))
    if isinstance(record, CodedArticle):
        if record.error is None:
            del row["error"]
        if not record.explanations:
            del row["explanations"]
    return row


def to_json(record: object) -> str:
    """One line of JSON, without a line break at its end."""
    return json.dumps(to_dict(record), ensure_ascii=False, separators=(", ", ": "))


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in _field_names(type(value))}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    return value


_FIELD_NAMES: dict[type, tuple[str, ...]] = {}


def _field_names(cls: type) -> tuple[str, ...]:
    names = _FIELD_NAMES.get(cls)
    if names is None:
        names = _FIELD_NAMES[cls] = tuple(f.name for f in dataclasses.fields(cls))
    return names


def from_dict(row: Mapping[str, Any]) -> CodedArticle:
    """A coded article from its JSON form.

    Raises:
        KeyError, TypeError: where a required field is missing or of another type.
    """
    return CodedArticle(
        id=row["id"],
        published=row["published"],
        title=row["title"],
        language=row["language"],
        coder=row["coder"],
        events=tuple(_event(e) for e in row["events"]),
        statements=tuple(_statement(s) for s in row["statements"]),
        entities=tuple(_build(Entity, e, mentions=_spans(e["mentions"])) for e in row["entities"]),
        blocks=tuple(Block(b["kind"], _span(b["span"])) for b in row["blocks"]),
        error=row.get("error"),
        explanations={k: tuple(v) for k, v in row.get("explanations", {}).items()},
    )


def _event(row: Mapping[str, Any]) -> Event:
    return _build(
        Event,
        row,
        actors=tuple(_pointed(Actor, a) for a in row["actors"]),
        recipients=tuple(_pointed(Actor, a) for a in row["recipients"]),
        date=_pointed_or_none(Date, row["date"]),
        place=_pointed_or_none(Place, row["place"]),
        evidence=tuple(Evidence(_span(e["sentence"]), _span(e["trigger"])) for e in row["evidence"]),
    )


def _statement(row: Mapping[str, Any]) -> Statement:
    return _build(
        Statement,
        row,
        speaker=_pointed_or_none(Actor, row["speaker"]),
        cue=_span(row["cue"]) if row["cue"] else None,
        content=_spans(row["content"]),
        sentence=_span(row["sentence"]),
        addressee=_pointed_or_none(Actor, row["addressee"]),
        date=_pointed_or_none(Date, row["date"]),
        place=_pointed_or_none(Place, row["place"]),
    )


def _build(cls: type[R], row: Mapping[str, Any], **given: object) -> R:
    """An instance from a row: the given values first, the row's own (lists as tuples) for the rest."""
    values = {name: given[name] if name in given else _tuple(row[name]) for name in _field_names(cls)}
    return cls(**values)


def _pointed(cls: type[R], row: Mapping[str, Any]) -> R:
    return _build(cls, row, span=_span(row["span"]))


def _pointed_or_none(cls: type[R], row: Mapping[str, Any] | None) -> R | None:
    return _pointed(cls, row) if row else None


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _span(value: Any) -> Span:
    start, end = value
    return int(start), int(end)


def _spans(value: Any) -> tuple[Span, ...]:
    return tuple(_span(v) for v in value)


def check_offsets(coded: CodedArticle, text: str) -> list[str]:
    """What does not hold of a coded article's offsets: one line a fault, empty when all is well.

    Every span must lie inside the text and be non-empty, every ``text`` must read as its span does, every event
    must have evidence whose trigger stands inside its sentence, and ``attributed_to`` must name a statement.
    """
    faults = []
    for where, span, said in _pointers(coded):
        start, end = span
        if not 0 <= start < end <= len(text):
            faults.append(f"{where}: span {list(span)} is not inside the text of {len(text)} characters")
        elif said is not None and text[start:end] != said:
            faults.append(f"{where}: says {said!r} but its span reads {text[start:end]!r}")
    statement_ids = {s.id for s in coded.statements}
    for event in coded.events:
        if not event.evidence:
            faults.append(f"event {event.id}: no evidence")
        if event.attributed_to is not None and event.attributed_to not in statement_ids:
            faults.append(f"event {event.id}: attributed to {event.attributed_to}, which is no statement here")
        faults.extend(
            f"event {event.id}: trigger {list(e.trigger)} outside its sentence {list(e.sentence)}"
            for e in event.evidence
            if not (e.sentence[0] <= e.trigger[0] and e.trigger[1] <= e.sentence[1])
        )
    return faults


def _pointers(coded: CodedArticle) -> Iterator[tuple[str, Span, str | None]]:
    for event in coded.events:
        where = f"event {event.id}"
        for thing in (*event.actors, *event.recipients, event.date, event.place):
            if thing is not None:
                yield where, thing.span, thing.text
        for evidence in event.evidence:
            yield where, evidence.sentence, None
            yield where, evidence.trigger, None
    for statement in coded.statements:
        where = f"statement {statement.id}"
        for thing in (statement.speaker, statement.addressee, statement.date, statement.place):
            if thing is not None:
                yield where, thing.span, thing.text
        for span in (*statement.content, statement.sentence, *([statement.cue] if statement.cue else [])):
            yield where, span, None
    for entity in coded.entities:
        for span in entity.mentions:
            yield f"entity {entity.id}", span, None
    for block in coded.blocks:
        yield f"block {block.kind}", block.span, None
