"""Reports: what is needed of one article's account of an event to find the same event in other articles."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from dragoman.errors import InputError
from dragoman.ontology import load_ontology
from dragoman.records import (
    Actor,
    Article,
    CodedArticle,
    DatePrecision,
    EntityKind,
    Event,
    PlacePrecision,
    Span,
    Status,
    to_dict,
)
from dragoman.stories.words import content_stems, fold, stems_of

Stage = Literal["fact", "plan", "hypothetical"]
"""Whether a report tells what was done (or is said not to have been), what is planned, or what might be."""

_PARTICLES = frozenset(
    "al ad an as ash at bin ben da de del della der des di dos du e el ibn la le ter van von y".split()
)
_BREATH = 40
"""Characters of a phrase that may stand between a reporting word and its date."""
_PAUSE = re.compile(r"[,;:.\n\"“”—–]")
_PROMISES = frozenset({"AGREE", "CONCEDE"})
_LEAD = frozenset({"headline", "summary"})


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part, as one report names them."""

    name: str | None
    country: str | None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    kind: EntityKind | None = None

    @property
    def proper(self) -> str | None:
        """What tells them from others of their country: a family name, or an organisation's name; folded."""
        if self.name is None:
            return None
        if self.kind == "organization":
            return fold(self.name)
        if self.kind != "person":
            return None
        words = self.name.split()
        if not all(w[:1].isupper() or w.casefold() in _PARTICLES or w[:2] == "al" for w in words):
            return None
        return fold(words[-1])


@dataclass(frozen=True, slots=True)
class Report:
    """One article's account of one event.

    Attributes:
        id: of the event's record.
        article: id of the article.
        publisher: of the article, or None.
        published: ISO day of publication, or None.
        start, end, precision: of the date as recorded.
        dated: whether the date is told with the event itself; else it was taken over from what stands around it and
            is less sure.
        place, place_country, lat, lon, place_precision: as recorded.
        inner: the type of what was agreed on or promised, where the record tells it.
        trigger, words, topic: stems of the words that express the event, of the sentences that report it, and of the
            article's headline and first paragraph.
        cast: stems of the names of persons, organisations and towns in the whole article.
        about: the states that the article is about: those in its lead, and those where its events are.
        mentions: sentences that report it.
    """

    id: str
    article: str
    publisher: str | None
    published: str | None
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    start: str | None
    end: str | None
    precision: DatePrecision | None
    dated: bool
    place: str | None
    place_country: str | None
    lat: float | None
    lon: float | None
    place_precision: PlacePrecision | None
    killed: int | None
    injured: int | None
    arrested: int | None
    inner: str | None
    about: tuple[str, ...]
    confidence: float
    mentions: int
    trigger: frozenset[str]
    words: frozenset[str]
    topic: frozenset[str]
    cast: frozenset[str]

    @property
    def stage(self) -> Stage:
        """What was done, what is planned, or what might be."""
        day = self.start if self.published is not None else None
        past = day is not None and day <= (self.published or "")
        if self.status == "hypothetical":
            return "fact" if past and self.dated else "hypothetical"  # what somebody claims of a day that has been
        if self.status == "future" or (self.type in _PROMISES and day is not None and not past):
            return "plan"
        # who agrees to meet plans to; who pledges aid or signs a treaty has done so
        return "plan" if self.inner == "CONSULT" and self.status == "actual" else "fact"

    @property
    def day(self) -> str | None:
        """The day on which it definitely was or is to be, or None."""
        return self.start if self.dated and self.precision == "day" and self.start == self.end else None

    @property
    def town(self) -> str | None:
        """The town or site, folded, or None where only a region or country is known."""
        return fold(self.place) if self.place is not None and self.place_precision in ("city", "site") else None


def reports_of(article: Article, coded: CodedArticle) -> tuple[Report, ...]:
    """The reports of all events of a coded article, in their order."""
    return tuple(report_of(article, coded, event) for event in coded.events)


def report_of(article: Article, coded: CodedArticle, event: Event) -> Report:
    """The report of one event; pure, and the same in every process."""
    text, date, place = article.text, event.date, event.place
    sentences = tuple(dict.fromkeys(e.sentence for e in event.evidence))
    published = coded.published or article.published
    return Report(
        id=event.id,
        article=article.id,
        publisher=article.publisher,
        published=published_day(published),
        type=event.type,
        modes=event.modes,
        contexts=event.contexts,
        status=event.status,
        actors=_parties(event.actors),
        recipients=_parties(event.recipients),
        start=date.start if date else None,
        end=date.end if date else None,
        precision=date.precision if date else None,
        dated=_dated(event, coded, text),
        place=place.name if place else None,
        place_country=place.country if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        place_precision=place.precision if place else None,
        killed=event.killed,
        injured=event.injured,
        arrested=event.arrested,
        inner=_inner(event),
        about=_about(coded),
        confidence=event.confidence,
        mentions=len(sentences),
        trigger=stems_of(text[slice(*e.trigger)] for e in event.evidence),
        words=content_stems(" ".join(text[slice(*s)] for s in sentences)),
        topic=_topic(article, coded),
        cast=_cast(coded),
    )


def _dated(event: Event, coded: CodedArticle, text: str) -> bool:
    """Whether the date is told with the event itself: in a sentence that reports it, nothing else nearer to it.

    "Condemned on Thursday the attack", "died, police said on Thursday": Thursday is the day of the condemnation and of
    the statement, whatever the record of the attack says.
    """
    if event.date is None or not any(_inside(event.date.span, e.sentence) for e in event.evidence):
        return False
    span = event.date.span
    own = min(_distance(e.trigger, span) for e in event.evidence)
    rivals = [
        evidence.trigger
        for other in coded.events
        if other.date is not None and other.date.span == span and _another(event, other)
        for evidence in other.evidence
    ]
    cues = [s.cue for s in coded.statements if s.cue is not None and _said_then(text, s.cue, span)]
    return all(_distance(words, span) >= own for words in (*rivals, *cues))


def _another(event: Event, other: Event) -> bool:
    """Whether two records of an article surely tell two acts: of different kinds, or of different states."""
    if event.type != other.type:
        return True
    ours, theirs = ({a.country for a in e.actors if a.country} for e in (event, other))
    return bool(ours) and bool(theirs) and not ours & theirs


def _said_then(text: str, cue: Span, date: Span) -> bool:
    """Whether a date follows a reporting word in one breath: "said in Cairo on Monday"."""
    between = text[cue[1] : date[0]]
    return cue[1] <= date[0] and len(between) <= _BREATH and not _PAUSE.search(between)


def _distance(words: Span, span: Span) -> int:
    """Characters between some words and others."""
    return max(words[0] - span[1], span[0] - words[1], 0)


def _parties(actors: tuple[Actor, ...]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(Party(a.name, a.country, a.sectors, a.role, a.kind) for a in actors))


def _inside(span: Span, sentence: Span) -> bool:
    return sentence[0] <= span[0] and span[1] <= sentence[1]


def _lead(coded: CodedArticle) -> list[Span]:
    """Headline, summary and first paragraph."""
    first = next((b for b in coded.blocks if b.kind == "paragraph"), None)
    return [b.span for b in coded.blocks if b.kind in _LEAD or b is first]


def _about(coded: CodedArticle) -> tuple[str, ...]:
    """The states that are named most in the lead or as place of an event, at most two."""
    lead = _lead(coded)
    named = Counter(
        e.country for e in coded.entities for m in e.mentions if e.country and any(_inside(m, part) for part in lead)
    )
    named.update(e.place.country for e in coded.events if e.place is not None and e.place.country)
    return tuple(sorted(sorted(named), key=lambda country: -named[country])[:2])


def _cast(coded: CodedArticle) -> frozenset[str]:
    """Who and what towns are named in the article; states, which news of all kinds shares, are left out."""
    names = [e.name for e in coded.entities if e.kind in ("person", "organization")]
    names += [e.place.name for e in coded.events if e.place is not None and e.place.precision in ("city", "site")]
    return content_stems(" ".join(n for n in names if n[:1].isupper()))


def _topic(article: Article, coded: CodedArticle) -> frozenset[str]:
    """What the article is about: its headline and the first of its paragraphs."""
    lead = [article.text[slice(*part)] for part in _lead(coded)]
    return content_stems(" ".join([article.title or "", *lead]))


def _inner(event: Event) -> str | None:
    """What was agreed on or promised, read off the CAMEO code."""
    return _inner_types().get((event.type, event.cameo))


@lru_cache(maxsize=1)
def _inner_types() -> Mapping[tuple[str, str | None], str]:
    found: dict[tuple[str, str | None], str] = {}
    for key, code in load_ontology().cameo_codes.items():
        outer, _, inner = key.partition(" <")
        if inner and outer in _PROMISES:
            found.setdefault((outer, code), inner)
    return found


_SETS = ("trigger", "words", "topic", "cast")


def to_json(report: Report) -> str:
    """One line of JSON, the same in every process."""
    row = to_dict(report)
    row.update({name: sorted(row[name]) for name in _SETS})
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def from_json(line: str | bytes) -> Report:
    """A report from its line of JSON.

    Raises:
        InputError: where the line is no report as `to_json` writes it.
    """
    try:
        row = json.loads(line)
        row.update({name: frozenset(row[name]) for name in _SETS})
        row.update({name: tuple(row[name]) for name in ("modes", "contexts", "about")})
        row.update({side: tuple(_party(p) for p in row[side]) for side in ("actors", "recipients")})
        return Report(**row)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"not a report: {type(error).__name__}: {error}") from None


def _party(row: Mapping[str, Any]) -> Party:
    return Party(**{**row, "sectors": tuple(row["sectors"])})


def published_day(published: str | None) -> str | None:
    """The day of a publication given as ISO date or date-time, or None where it tells no day."""
    try:
        return dt.date.fromisoformat((published or "")[:10]).isoformat()
    except ValueError:
        return None


def ordinal(day: str) -> int:
    """Number of an ISO day, to count days between."""
    return dt.date.fromisoformat(day).toordinal()
