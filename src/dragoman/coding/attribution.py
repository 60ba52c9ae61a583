"""Attributions: who says (thinks, wants, asks) what, while they are being worked out, and as statement records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.coding.mentions import Mention
from dragoman.language.tokens import Sentence, Token
from dragoman.records import Actor, Span, Stance, Statement, StatementKind, stable_id

Range = tuple[int, int, int]
"""Number of a sentence in the article, and a half-open range of its tokens."""


@dataclass(slots=True, eq=False)
class Speaker:
    """Whoever a statement is ascribed to.

    Attributes:
        head: head word of the phrase that names the speaker at this place ("who" in a relative clause).
        span: that phrase, character offsets.
        mention: the mention by which it is known; for "who" that of the noun before it.
        named: words to call an unresolved "who" by, or None.
    """

    head: Token
    span: Span
    mention: Mention | None = None
    named: Span | None = None

    def actor(self, text: str) -> Actor:
        """The speaker as a part of a record; ``text`` is the article's text."""
        start, end = self.span
        if self.mention is not None:
            referents = self.mention.referents()
            known = referents[0] if len(referents) == 1 else self.mention.resolution
            return Actor(text[start:end], self.span, known.name, known.country, known.sectors, known.role, known.kind)
        name = text[self.named[0] : self.named[1]] if self.named else None
        return Actor(text[start:end], self.span, name)


@dataclass(slots=True, eq=False)
class Attribution:
    """A stretch of text ascribed to somebody.

    Attributes:
        sentence: the sentence of the cue (of the first content where there is no cue).
        cue: the word that ascribes, or None for a headline's colon and for quotations that merely go on.
        cue_span: all words of the cue, character offsets.
        ranges: the content as token ranges, in order of the text.
        content: the content as character spans; more than one where the quotation is interrupted.
        kind: whether quotation marks stand round all, none or a part of the content.
        speaker: None where the text names nobody ("reportedly").
        sentences: from the first to the last sentence involved, character offsets.
        depth: how many other attributions it stands inside.
        confidence: 0 to 1.
    """

    sentence: Sentence
    cue: Token | None
    cue_span: Span | None
    stance: Stance
    ranges: tuple[Range, ...]
    content: tuple[Span, ...]
    kind: StatementKind
    speaker: Speaker | None
    sentences: Span
    addressee: Speaker | None = None
    venue: str | None = None
    depth: int = 0
    confidence: float = 0.5

    def covers(self, offset: int) -> bool:
        """Whether the character at this offset is part of the content."""
        return any(start <= offset < end for start, end in self.content)

    def id(self, article_id: str) -> str:
        """The id of the record, the same whenever the same article is coded."""
        return stable_id(article_id, "statement", self.content, self.cue_span)

    def to_record(self, article_id: str, text: str) -> Statement:
        """The attribution as a record, without date, place and contexts; ``text`` is the article's text."""
        return Statement(
            id=self.id(article_id),
            kind=self.kind,
            stance=self.stance,
            speaker=self.speaker.actor(text) if self.speaker else None,
            cue=self.cue_span,
            content=self.content,
            sentence=self.sentences,
            addressee=self.addressee.actor(text) if self.addressee else None,
            venue=self.venue,
            confidence=round(self.confidence, 3),
        )


def innermost(statements: Iterable[Attribution], offset: int) -> Attribution | None:
    """The attribution with the shortest content that covers the character at this offset, or None."""
    inside = [s for s in statements if s.covers(offset)]
    return min(inside, key=_length) if inside else None


def _length(a: Attribution) -> int:
    return sum(end - start for start, end in a.content)


def spans_of(ranges: Sequence[Range], sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """Token ranges as character spans; ranges that follow each other without a gap in one block become one span."""
    out: list[Span] = []
    last: tuple[int, int, int] | None = None  # sentence, its block, token behind the last one
    for number, first, end in ranges:
        sentence = sentences[number]
        span = sentence.tokens[first].start, sentence.tokens[end - 1].end
        if last is not None and _follows(last, number, first, sentences):
            out[-1] = (out[-1][0], span[1])
        else:
            out.append(span)
        last = number, sentence.block_index, end
    return tuple(out)


def _follows(last: tuple[int, int, int], number: int, first: int, sentences: Sequence[Sentence]) -> bool:
    before, block, end = last
    if number == before:
        return first <= end
    return (
        number == before + 1
        and first == 0
        and end >= len(sentences[before].tokens)
        and (sentences[number].block_index == block)
    )
