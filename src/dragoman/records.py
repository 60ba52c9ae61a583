"""The records: what goes into the coder and what comes out of it, and their JSON form.

Everything is frozen, made of plain values, and points at its words: a span is a half-open pair of character
offsets ``(start, end)`` into the article's own text. Unknown values are None or an empty tuple, never a guess.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from dragoman.errors import InputError

Span = tuple[int, int]
EntityKind = Literal["country", "person", "organization", "group"]
Status = Literal["actual", "future", "hypothetical", "negated", "historical"]
StatementKind = Literal["direct", "indirect", "mixed"]
Stance = Literal["says", "believes", "denies", "wants", "asks", "orders"]
BlockKind = Literal["headline", "summary", "paragraph", "caption", "credit", "related", "byline", "dateline", "other"]
DatePrecision = Literal["day", "week", "month", "quarter", "year"]
PlacePrecision = Literal["site", "city", "region", "country"]
CountKind = Literal["killed", "injured", "arrested", "abducted", "displaced", "protesters"]

STATUSES: tuple[Status, ...] = get_args(Status)
ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
STANCES: tuple[Stance, ...] = get_args(Stance)
CODED_BLOCKS: frozenset[BlockKind] = frozenset({"headline", "summary", "paragraph"})


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
    """A place with the words that name it; coordinates in degrees (WGS 84), ``admin1`` its first-order division,
    ``geonames`` its number in GeoNames."""

    text: str
    span: Span
    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision | None = None
    admin1: str | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many people, as the text tells it: bounds, both included, None where that end is open."""

    kind: CountKind
    text: str
    span: Span
    low: int | None
    high: int | None


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
    counts: tuple[Count, ...] = ()


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


LEFT_OUT = frozenset({"error", "explanations"})
"""Fields of a coded article that its JSON form has only where there is something in them."""


_NEW: dict[type, frozenset[str]] = {Place: frozenset({"admin1", "geonames"}), Event: frozenset({"counts"})}
"""Fields that files written by earlier versions lack."""


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


def from_json(line: str | bytes) -> CodedArticle:
    """A coded article from its line of JSON.

    Raises:
        InputError: where the line is no JSON, or no coded article; the message says which field is wrong and how.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"not a coded article: not valid JSON: {error}") from None
    return from_dict(row)


def from_dict(row: object) -> CodedArticle:
    """A coded article from its JSON form; fields that no record has are passed over.

    Raises:
        InputError: where a field is missing or not of its type; the message says which and how.
    """
    try:
        return cast(CodedArticle, _reader(CodedArticle)(row))
    except _Misfit as misfit:
        where = f"{misfit.path.lstrip('.')}: " if misfit.path else ""
        raise InputError(f"not a coded article: {where}{misfit}") from None


class _Misfit(Exception):
    """A value that is not of its type; ``path`` says where it stands, as ``.events[2].span``."""

    path = ""


_Reader = Callable[[Any], Any]
_PLAIN_READERS: dict[Any, tuple[tuple[type, ...], str]] = {
    str: ((str,), "text"),
    int: ((int,), "a whole number"),
    float: ((float, int), "a number"),
}


@cache
def _reader(hint: Any) -> _Reader:
    """What turns the JSON form of a type that records use into a value of it."""
    origin, arguments = get_origin(hint), get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _record_reader(hint)
    if origin in (Union, UnionType):
        (only,) = (_reader(a) for a in arguments if a is not NoneType)
        return lambda value: None if value is None else only(value)
    if origin is Literal:
        return _choice_reader(arguments)
    if origin is tuple:
        return _list_reader(_reader(arguments[0]), length=None if arguments[-1] is Ellipsis else len(arguments))
    if origin is Mapping:
        return _mapping_reader(_reader(arguments[1]))
    return _plain_reader(hint)


def _record_reader(cls: type) -> _Reader:
    hints = get_type_hints(cls)
    fields = [(f.name, _reader(hints[f.name])) for f in dataclasses.fields(cls)]
    optional = LEFT_OUT if cls is CodedArticle else _NEW.get(cls, frozenset())

    def read(row: Any) -> Any:
        if not isinstance(row, Mapping):
            raise _Misfit(f"must be an object, not {_shape(row)}")
        values = {}
        for name, reader in fields:
            if name not in row:
                if name in optional:
                    continue
                raise _Misfit(f"has no field {name!r}")
            try:
                values[name] = reader(row[name])
            except _Misfit as misfit:
                misfit.path = f".{name}{misfit.path}"
                raise
        return cls(**values)

    return read


def _list_reader(item: _Reader, length: int | None) -> _Reader:
    wanted = "a list" if length is None else f"a list of {length}"

    def read(values: Any) -> Any:
        if not isinstance(values, list | tuple) or (length is not None and len(values) != length):
            raise _Misfit(f"must be {wanted}, not {_shape(values)}")
        read_items = []
        for n, value in enumerate(values):
            try:
                read_items.append(item(value))
            except _Misfit as misfit:
                misfit.path = f"[{n}]{misfit.path}"
                raise
        return tuple(read_items)

    return read


def _mapping_reader(item: _Reader) -> _Reader:
    def read(values: Any) -> Any:
        if not isinstance(values, Mapping):
            raise _Misfit(f"must be an object, not {_shape(values)}")
        return {str(k): item(v) for k, v in values.items()}

    return read


def _choice_reader(choices: tuple[str, ...]) -> _Reader:
    def read(value: Any) -> Any:
        if value not in choices:
            raise _Misfit(f"must be one of {', '.join(choices)}, not {_shape(value)}")
        return value

    return read


def _plain_reader(hint: Any) -> _Reader:
    types, wanted = _PLAIN_READERS[hint]

    def read(value: Any) -> Any:
        if not isinstance(value, types) or isinstance(value, bool):
            raise _Misfit(f"must be {wanted}, not {_shape(value)}")
        return value

    return read


def _shape(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if isinstance(value, Mapping):
        return "an object"
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 40 else shown[:40] + " …"


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
        for thing in (*event.actors, *event.recipients, event.date, event.place, *event.counts):
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
