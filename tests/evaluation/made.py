"""Annotated and coded records of one short article, made by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dragoman.evaluation.gold import GoldArticle, parse_gold
from dragoman.evaluation.kinds import Finding, Trace, findings
from dragoman.evaluation.match import match
from dragoman.records import (
    Actor,
    CodedArticle,
    Date,
    Event,
    Evidence,
    Place,
    Span,
    Stance,
    Statement,
    Status,
    stable_id,
)

Json = dict[str, Any]
CONDEMNED = "Kenya condemned Ethiopia on Monday."
MET = "Sudan met Chad in Cairo."
ATTACK = "Mali blamed Niger for an attack on its army."
SAID = '"Enough is enough," the Kenyan minister said.'
TEXT = f"{CONDEMNED} {MET} {ATTACK} {SAID}"
NAMES = {"KEN": "Kenya", "ETH": "Ethiopia", "SDN": "Sudan", "TCD": "Chad", "MLI": "Mali", "NER": "Niger"}


def span(words: str) -> Span:
    start = TEXT.index(words)
    return start, start + len(words)


def annotated(kind: str, quote: str, trigger: str, source: str = "", target: str = "", **more: Any) -> Json:
    """An annotated event; countries parted by blanks."""
    event: Json = {
        "type": kind,
        "evidence": [{"quote": quote, "trigger": trigger}],
        "source": [entity(c) for c in source.split()],
        "target": [entity(c) for c in target.split()],
        "status": "actual",
    }
    return event | more


def entity(code: str) -> Json:
    return {"text": NAMES.get(code, code), "country": code, "sector": "GOV"}


def said(content: str = "Enough is enough", who: str = "the Kenyan minister", country: str = "KEN") -> Json:
    speaker = {"text": who, "country": country, "sector": "GOV"}
    return {"speaker": speaker, "kind": "direct", "cue": "said", "quote": SAID, "content": content}


def row(*events: Json, statements: Sequence[Json] = (), **more: Any) -> Json:
    """An annotated article as it stands in a file."""
    return {"id": "a", "text": TEXT, "published": None, "events": list(events), "statements": list(statements)} | more


def gold(*events: Json, statements: Sequence[Json] = ()) -> GoldArticle:
    return parse_gold(row(*events, statements=statements))


def event(
    kind: str,
    sentence: str,
    trigger: str,
    actors: str = "",
    recipients: str = "",
    status: Status = "actual",
    modes: tuple[str, ...] = (),
    day: str | None = None,
    place: str | None = None,
    killed: int | None = None,
    injured: int | None = None,
) -> Event:
    """A coded event; countries parted by blanks, "?" for somebody of no country."""
    return Event(
        id=stable_id(kind, sentence, trigger, actors, recipients),
        type=kind,
        modes=modes,
        contexts=(),
        quad=1,
        score=0.0,
        cameo=None,
        status=status,
        actors=_actors(actors, sentence),
        recipients=_actors(recipients, sentence),
        date=Date("Monday", span("Monday"), day, day, "day") if day else None,
        place=Place("Cairo", span("Cairo"), "Cairo", place) if place else None,
        killed=killed,
        injured=injured,
        arrested=None,
        attributed_to=None,
        evidence=(Evidence(span(sentence), span(trigger)),),
        confidence=0.5,
    )


def _actors(codes: str, sentence: str) -> tuple[Actor, ...]:
    at = span(sentence)[0]
    first = TEXT[at:].split()[0]
    return tuple(Actor(first, (at, at + len(first)), country=None if c == "?" else c) for c in codes.split())


def statement(
    content: str = "Enough is enough", who: str | None = "the Kenyan minister", stance: Stance = "says"
) -> Statement:
    speaker = Actor(who, span(who)) if who else None
    return Statement("s", "direct", stance, speaker, span("said"), (span(content),), span(SAID))


def coded(*events: Event, statements: tuple[Statement, ...] = (), error: str | None = None) -> CodedArticle:
    return CodedArticle("a", None, None, "en", "dragoman test", events, statements, error=error)


class Says:
    """A lexicon of which the answer is known beforehand."""

    def __init__(self, trace: Trace = "unknown") -> None:
        self.trace = trace

    def __call__(self, *article: object) -> Says:
        return self

    def of(self, spans: Iterable[Span], kind: str) -> Trace:
        return self.trace


def faults(article: GoldArticle, result: CodedArticle | None, trace: Trace = "unknown") -> list[Finding]:
    """What is found to be wrong with a coded article."""
    return list(findings(match(article, result), Says(trace)))
