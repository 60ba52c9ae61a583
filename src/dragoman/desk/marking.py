"""Words of a text marked: from spans that may lie within and across each other to pieces in order."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.records import CodedArticle, Event, Span, Statement


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that are marked.

    Attributes:
        span: where they stand.
        kind: what they are: ``trigger``, ``actor``, ``said``, ...
        label: what a reader is told that they are.
        anchor: of what the mark is about, on the page; or None.
    """

    span: Span
    kind: str
    label: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text over which the same marks lie.

    Attributes:
        text: the words.
        marks: over them, the widest first.
        opens: those of them that begin here.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()

    @property
    def kinds(self) -> str:
        """Classes of the marks, each once."""
        return " ".join(dict.fromkeys(f"m-{mark.kind}" for mark in self.marks))

    @property
    def anchor(self) -> str | None:
        """What the narrowest mark is about."""
        return next((m.anchor for m in reversed(self.marks) if m.anchor), None)


def pieces(text: str, marks: Iterable[Mark], within: Span | None = None) -> list[Piece]:
    """A text cut where marks begin and end.

    Args:
        text: the whole text.
        marks: in any order; what lies outside is cut off.
        within: the part that is shown; without it all.
    """
    start, end = within or (0, len(text))
    there = [m for m in marks if m.span[0] < end and m.span[1] > start and m.span[0] < m.span[1]]
    there.sort(key=lambda m: (m.span[0] - m.span[1], m.span[0], m.kind))  # the widest first
    cuts = sorted({start, end, *(min(max(at, start), end) for m in there for at in m.span)})
    return [
        Piece(
            text[a:b],
            tuple(m for m in there if m.span[0] <= a and b <= m.span[1]),
            tuple(m for m in there if max(m.span[0], start) == a),
        )
        for a, b in itertools.pairwise(cuts)
    ]


def event_marks(event: Event, anchor: str | None = None) -> Iterator[Mark]:
    """What an event points at: triggers, actors, recipients, date, place and counts."""
    for evidence in event.evidence:
        yield Mark(evidence.trigger, "trigger", event.type, anchor)
    for actor in event.actors:
        yield Mark(actor.span, "actor", "actor", anchor)
    for recipient in event.recipients:
        yield Mark(recipient.span, "recipient", "recipient", anchor)
    if event.date:
        yield Mark(event.date.span, "date", "date", anchor)
    if event.place:
        yield Mark(event.place.span, "place", "place", anchor)
    for count in event.counts:
        yield Mark(count.span, "count", count.kind, anchor)


def statement_marks(said: Statement, anchor: str | None = None) -> Iterator[Mark]:
    """What a statement points at: content, cue and speaker."""
    for span in said.content:
        yield Mark(span, "said", said.stance, anchor)
    if said.cue:
        yield Mark(said.cue, "cue", "cue", anchor)
    if said.speaker:
        yield Mark(said.speaker.span, "speaker", "speaker", anchor)


def article_marks(coded: CodedArticle) -> list[Mark]:
    """What is marked in a whole article: triggers of events, contents of statements, mentions of entities."""
    marks = [
        Mark(evidence.trigger, "trigger", event.type, f"e-{event.id}")
        for event in coded.events
        for evidence in event.evidence
    ]
    marks += [Mark(span, "said", s.stance, f"s-{s.id}") for s in coded.statements for span in s.content]
    marks += [Mark(span, "entity", e.name, f"n-{e.id}") for e in coded.entities for span in e.mentions]
    return marks


def evidence_pieces(text: str, event: Event, most: int) -> list[list[Piece]]:
    """The sentences that report an event, with what it points at marked; so many at most.

    Who is named elsewhere in the article than in a sentence is not marked there.
    """
    marks = list(event_marks(event))
    return [pieces(text, marks, evidence.sentence) for evidence in event.evidence[:most]]


def paragraphs(found: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by paragraph: cut at line breaks, empty lines left out."""
    lines: list[list[Piece]] = [[]]
    for piece in found:
        for n, part in enumerate(piece.text.split("\n")):
            if n:
                lines.append([])
            if part:
                lines[-1].append(Piece(part, piece.marks, piece.opens if n == 0 else ()))
    return [line for line in lines if any(piece.text.strip() for piece in line)]
