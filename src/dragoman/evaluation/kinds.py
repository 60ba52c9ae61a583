"""What kind of fault each difference is: a word that the lexicon lacks, an operator, an argument, a date ...

A miss is an annotated event without a match, a false alarm a coded one without a match. Events that match may still
be wrong in a field; each such field is a fault of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from dragoman.evaluation.arguments import argument_faults
from dragoman.evaluation.gold import GoldArticle, GoldEvent, GoldStatement
from dragoman.evaluation.match import Matching, countries, same_speaker, share_sentence, share_trigger
from dragoman.evaluation.measures import right_date, right_place
from dragoman.records import Block, Event, Span, Statement

Side = Literal["missed", "false", "found", "statements"]

KINDS: dict[tuple[Side, str], str] = {
    ("missed", "lexicon"): "no entry of the lexicon fires at its words",
    ("missed", "operator"): "another type is told by its words",
    ("missed", "merge"): "told in one record with another event",
    ("missed", "other"): "an entry fires there, but no event comes of it; or the words are not coded",
    ("false", "lexicon"): "an entry fires where no event is annotated",
    ("false", "operator"): "another type is annotated at its words",
    ("false", "merge"): "an event that another record tells already",
    ("found", "argument"): "other actors or recipients",
    ("found", "entity"): "actor or recipient found, but with no country or another one",
    ("found", "status"): "another status",
    ("found", "date"): "no date or another one",
    ("found", "place"): "no place or one in another country",
    ("found", "mode"): "without the annotated mode",
    ("found", "count"): "no number of killed or injured, another one, or one where none is annotated",
    ("statements", "missed"): "no statement there",
    ("statements", "false"): "no statement annotated there",
    ("statements", "speaker"): "another speaker, or none",
}
"""Every kind of fault, by what it is a fault of, with its meaning."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    Attributes:
        side, kind: key of :data:`KINDS`; ``detail`` is finer.
        article: where it was found.
        sentence, trigger: the sentence that shows it, and the words in it.
        gold, coded: the annotated and the coded record in short, "" where there is none.
    """

    side: Side
    kind: str
    detail: str
    article: GoldArticle
    sentence: Span
    trigger: Span
    gold: str
    coded: str


Trace = Literal["fired", "operator", "other", "unfit", "unknown", "unread"]
"""What the lexicon makes of words that tell an event of a type: an entry of that type fires; an operator; an entry of
another type; entries have the words but their conditions do not hold; no entry has them; they are not coded at all."""


class Traces(Protocol):
    """What the lexicon makes of the words of one article."""

    def of(self, spans: Iterable[Span], kind: str) -> Trace:
        """What it makes of the words in the spans, where they tell an event of a type."""


Tracer = Callable[[str, str | None, tuple[Block, ...]], Traces]
"""Asks the lexicon about an article: text, title and blocks."""

_LOST: dict[Trace, tuple[str, str]] = {
    "unknown": ("lexicon", "no entry has the words"),
    "unfit": ("lexicon", "entries have the words, their conditions do not hold"),
    "fired": ("other", "an entry of the type fires, its event is left out"),
    "operator": ("other", "an operator fires, no event comes of it"),
    "other": ("other", "only entries of other types fire, their events are left out"),
    "unread": ("other", "not in a part of the article that is coded"),
}


def findings(matching: Matching, trace: Tracer) -> Iterator[Finding]:
    """All faults of one article."""
    article = matching.article
    if matching.missed:
        coded = matching.coded
        uncoded = coded is None or coded.error is not None
        traced = None if uncoded else trace(article.text, article.title, coded.blocks if coded else ())
        for gold in matching.missed:
            kind, detail = _why_missed(gold, matching, traced)
            yield _finding("missed", kind, detail, article, gold, None)
    for event in matching.false:
        kind, detail = _why_false(event, matching)
        yield _finding("false", kind, detail, article, None, event)
    for gold, event in matching.pairs:
        for kind, detail in (*argument_faults(gold, event), *_field_faults(gold, event)):
            yield _finding("found", kind, detail, article, gold, event)
    yield from _statement_findings(matching)


def _why_missed(gold: GoldEvent, matching: Matching, traced: Traces | None) -> tuple[str, str]:
    if traced is None:
        return "other", "the article was not coded"
    if any(_twins(gold, event) for _, event in matching.pairs):
        return "merge", f"two of {gold.type} in one record"
    for event in matching.false:
        if share_trigger(gold.evidence, event.evidence):
            return "operator", f"{gold.type} told as {event.type}"
    for _, event in matching.pairs:
        if share_trigger(gold.evidence, event.evidence):
            return "operator", f"{gold.type} lost in {event.type}"
    return _LOST[traced.of((e.trigger for e in gold.evidence), gold.type)]


def _why_false(event: Event, matching: Matching) -> tuple[str, str]:
    if any(_twins(gold, event) for gold, _ in matching.pairs):
        return "merge", f"{event.type} told twice"
    for gold in matching.missed:
        if share_trigger(gold.evidence, event.evidence):
            return "operator", f"{event.type} told for {gold.type}"
    for gold, _ in matching.pairs:
        if share_trigger(gold.evidence, event.evidence):
            return "operator", f"{event.type} told beside {gold.type}"
    told = (*matching.missed, *(gold for gold, _ in matching.pairs))
    beside = any(share_sentence(gold.evidence, event.evidence) for gold in told)
    return "lexicon", f"{event.type} in a sentence with {'other' if beside else 'no'} events"


def _twins(gold: GoldEvent, event: Event) -> bool:
    """Whether an annotated and a coded event look like the same: type, sentence, and either trigger or countries."""
    if gold.type != event.type or not share_sentence(gold.evidence, event.evidence):
        return False
    if share_trigger(gold.evidence, event.evidence):
        return True
    sides = countries(gold.actors), countries(gold.recipients)
    return any(sides) and sides == (countries(event.actors), countries(event.recipients))


def _field_faults(gold: GoldEvent, event: Event) -> Iterator[tuple[str, str]]:
    if gold.status != event.status:
        yield "status", f"{event.status} instead of {gold.status}"
    if gold.date and not right_date(gold, event):
        yield "date", "another" if event.date else "none"
    if gold.place and not right_place(gold, event):
        yield "place", "none" if not event.place else "in another country" if event.place.country else "of no country"
    if gold.mode and gold.mode not in event.modes:
        yield "mode", f"{' '.join(event.modes) or 'none'} instead of {gold.mode}"
    for victims, wanted, got in (("killed", gold.killed, event.killed), ("injured", gold.injured, event.injured)):
        if wanted != got:
            how = "none" if got is None else "where none is annotated" if wanted is None else "another"
            yield "count", f"{victims}: {how}"


def _finding(
    side: Side, kind: str, detail: str, article: GoldArticle, gold: GoldEvent | None, event: Event | None
) -> Finding:
    told = gold or event
    assert told is not None
    best = next(iter(_common(gold, event)), told.evidence[0].sentence)
    trigger = next(e.trigger for e in told.evidence if e.sentence == best)
    return Finding(side, kind, detail, article, best, trigger, gold_line(gold), coded_line(event))


def _common(gold: GoldEvent | None, event: Event | None) -> Iterator[Span]:
    """Sentences of the annotated event that the coded one shares."""
    if gold is not None and event is not None:
        yield from (e.sentence for e in gold.evidence if share_sentence([e], event.evidence))


def _statement_findings(matching: Matching) -> Iterator[Finding]:
    article = matching.article
    for gold in matching.unsaid:
        yield _said("missed", "with a cue" if gold.cue else "without a cue", article, gold, None)
    for statement in matching.false_said:
        yield _said("false", statement.kind, article, None, statement)
    for gold, statement in matching.said:
        if not same_speaker(gold, statement):
            yield _said("speaker", "another" if statement.speaker else "none", article, gold, statement)


def _said(
    kind: str, detail: str, article: GoldArticle, gold: GoldStatement | None, statement: Statement | None
) -> Finding:
    if gold is not None:
        sentence, content = gold.sentence, gold.content
    else:
        assert statement is not None
        sentence, content = statement.sentence, (statement.content or (statement.sentence,))[0]
    sentence = min(sentence[0], content[0]), max(sentence[1], content[1])  # a quotation may run over several
    wanted = gold.speaker.text if gold else ""
    got = (statement.speaker.name or statement.speaker.text if statement.speaker else "nobody") if statement else ""
    return Finding("statements", kind, detail, article, sentence, content, wanted, got)


def gold_line(gold: GoldEvent | None) -> str:
    """An annotated event in short: "CONSULT visit OMN > PER, historical"."""
    if gold is None:
        return ""
    modes = (gold.mode,) if gold.mode else ()
    return _line(gold.type, modes, countries(gold.actors), countries(gold.recipients), gold.status, gold.date)


def coded_line(event: Event | None) -> str:
    """A coded event in the same form."""
    if event is None:
        return ""
    sides = countries(event.actors), countries(event.recipients)
    return _line(event.type, event.modes, *sides, event.status, event.date.start if event.date else None)


def _line(
    kind: str, modes: Iterable[str], actors: frozenset[str], recipients: frozenset[str], status: str, date: str | None
) -> str:
    head = " ".join((kind, *modes, *sorted(actors), ">", *sorted(recipients)))
    return ", ".join(filter(None, (head, status if status != "actual" else "", date)))
