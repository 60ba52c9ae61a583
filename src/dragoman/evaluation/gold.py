"""Annotated articles: read, checked, and their quotes turned into spans of the text. Their form: corpus/README.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import InputError
from dragoman.ontology import load_ontology
from dragoman.records import STATUSES, Evidence, Span

_CODES = {"UN": "UNO", "EU": "EUR", "NATO": "IGO", "AU": "IGO", "KOS": "XKX"}
"""The annotators' codes of bodies and states that PLOVER writes otherwise."""


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """Who acts, is acted upon or speaks: words and PLOVER's country code, None where there is none."""

    text: str
    country: str | None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event as annotated.

    Attributes:
        date: year, month or day, as ISO text.
        place: country code of the place.
        killed, injured: numbers of people, None where none is said.
        optional: neither finding nor missing it counts.
    """

    type: str
    mode: str | None
    status: str
    actors: tuple[GoldEntity, ...]
    recipients: tuple[GoldEntity, ...]
    evidence: tuple[Evidence, ...]
    date: str | None
    place: str | None
    optional: bool = False
    killed: int | None = None
    injured: int | None = None


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement as annotated: who said it, in which sentence, and what."""

    speaker: GoldEntity
    cue: str | None
    sentence: Span
    content: Span


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article; all spans point into its text. ``published`` is None where the day is not known."""

    id: str
    title: str | None
    published: str | None
    text: str
    events: tuple[GoldEvent, ...]
    statements: tuple[GoldStatement, ...]


def read_gold(path: Path) -> dict[str, GoldArticle]:
    """The annotated articles of a folder of .json files, of one such file, or of a file of JSON lines, by id.

    Raises:
        InputError: with file, line and cause, where one cannot be read or breaks the form.
    """
    found: dict[str, GoldArticle] = {}
    for row, source, line in _rows(path):
        try:
            article = parse_gold(row)
            if article.id in found:
                raise InputError(f"the id {article.id!r} stands twice")
        except InputError as error:
            raise InputError(error.cause, source, line) from None
        found[article.id] = article
    if not found:
        raise InputError("holds no annotated articles", str(path))
    return found


def _rows(path: Path) -> Iterator[tuple[object, str, int | None]]:
    """Each article's JSON with its file and line."""
    if path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise InputError("the folder holds no annotated articles: no file that ends in .json", str(path))
        for file in files:
            yield from _rows(file)
    elif path.suffix == ".json":
        yield _json(path.read_bytes(), str(path), None), str(path), None
    else:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _json(line, str(path), number), str(path), number


def _json(data: bytes, source: str, line: int | None) -> object:
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        raise InputError(f"not valid JSON: {error.msg} (column {error.colno})", source, line or error.lineno) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"not valid JSON: {error}", source, line) from None


def parse_gold(row: object) -> GoldArticle:
    """An annotated article from its JSON form.

    Raises:
        InputError: where it breaks the form; the message says which field and how.
    """
    fields = _Fields(row)
    text = fields.text("text")
    return GoldArticle(
        fields.text("id"),
        fields.maybe("title"),
        fields.maybe("published"),
        text,
        tuple(_event(e, text) for e in fields.objects("events")),
        tuple(_statement(s, text) for s in fields.objects("statements")),
    )


class _Fields:
    """An object of the annotation, with typed access; faults say where it stands, as ``events[2].evidence[0]``."""

    def __init__(self, value: object, path: str = "") -> None:
        self.path = path
        if not isinstance(value, Mapping):
            raise self.fault("must be an object")
        self._values = value

    def fault(self, cause: str, key: str = "") -> InputError:
        """An error that says where it is."""
        where = ".".join(filter(None, (self.path, key)))
        return InputError(f"{where}: {cause}" if where else f"not an annotated article: {cause}")

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self._values.get(key)
        if not isinstance(value, str) or not value:
            raise self.fault("must be a text" if key in self._values else "is missing", key)
        return value

    def maybe(self, key: str) -> str | None:
        """A text that may be missing, null or empty: None then."""
        return self.text(key) if self._values.get(key) not in (None, "") else None

    def flag(self, key: str) -> bool:
        """Whether something is marked as so."""
        return bool(self._values.get(key))

    def number(self, key: str) -> int | None:
        """A number of people that may be missing or null: None then."""
        value = self._values.get(key)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            raise self.fault("must be a whole number, 0 or more", key)
        return value

    def object(self, key: str) -> _Fields:
        """An object that must be there."""
        return _Fields(self._values.get(key), ".".join(filter(None, (self.path, key))))

    def objects(self, key: str) -> list[_Fields]:
        """A list of objects that must be there, and may be empty."""
        values = self._values.get(key)
        if not isinstance(values, list):
            raise self.fault("must be a list" if key in self._values else "is missing", key)
        prefix = ".".join(filter(None, (self.path, key)))
        return [_Fields(value, f"{prefix}[{n}]") for n, value in enumerate(values)]

    def country(self) -> str | None:
        """The state, or the body, in PLOVER's code."""
        code = self.maybe("country")
        return _CODES.get(code, code) if code else None


def _event(fields: _Fields, text: str) -> GoldEvent:
    kind, mode, status = fields.text("type"), fields.maybe("mode"), fields.text("status")
    known = load_ontology().types.get(kind)
    if known is None:
        raise fields.fault(f"no such event type: {kind}", "type")
    if mode is not None and mode not in known.modes:
        raise fields.fault(f"{kind} has no mode {mode}", "mode")
    if status not in STATUSES:
        raise fields.fault(f"no such status: {status}", "status")
    evidence = tuple(_evidence(e, text) for e in fields.objects("evidence"))
    if not evidence:
        raise fields.fault("is empty: no sentence reports the event", "evidence")
    return GoldEvent(
        kind,
        mode,
        status,
        tuple(_entity(e) for e in fields.objects("source")),
        tuple(_entity(e) for e in fields.objects("target")),
        evidence,
        fields.maybe("date"),
        fields.object("place").country() if fields.flag("place") else None,
        fields.flag("optional"),
        fields.number("killed"),
        fields.number("injured"),
    )


def _entity(fields: _Fields) -> GoldEntity:
    return GoldEntity(fields.maybe("text") or "", fields.country())


def _evidence(fields: _Fields, text: str) -> Evidence:
    sentence = _find(fields, "quote", text)
    trigger = fields.text("trigger")
    at = fields.text("quote").find(trigger)
    if at < 0:
        raise fields.fault(f"{trigger!r} does not stand in its quote", "trigger")
    return Evidence(sentence, (sentence[0] + at, sentence[0] + at + len(trigger)))


def _statement(fields: _Fields, text: str) -> GoldStatement:
    sentence = _find(fields, "quote", text)
    content = _find(fields, "content", text, sentence[0])
    return GoldStatement(_entity(fields.object("speaker")), fields.maybe("cue"), sentence, content)


def _find(fields: _Fields, key: str, text: str, near: int = 0) -> Span:
    """Where the words of a field stand in the text; of several places the nearest to an offset."""
    words = fields.text(key)
    starts = [m.start() for m in re.finditer(re.escape(words), text)]
    if not starts:
        shown = words if len(words) <= 40 else words[:40] + " …"
        raise fields.fault(f"{shown!r} does not stand in the text", key)
    start = min(starts, key=lambda s: abs(s - near))
    return start, start + len(words)
