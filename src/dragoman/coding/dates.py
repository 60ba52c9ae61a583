"""Dates: every date expression of an article, resolved against its publication, and which of them dates an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.coding import adjuncts, date_words
from dragoman.coding.date_words import Found, Relation
from dragoman.coding.intervals import Interval, Reference
from dragoman.coding.tense import tense_of, verb_tense
from dragoman.language.pipeline import ParsedArticle
from dragoman.language.tokens import Sentence, Token
from dragoman.records import Date, Span

_HELD = frozenset({"at", "since"})


@dataclass(frozen=True, slots=True, eq=False)
class DateExpression:
    """Words that say when.

    Attributes:
        first, last: token indices in the sentence, half-open, with preposition and "late", "early".
        head: the token by which the words hang in the parse.
        owners: what they date, nearest first; the last is the verb of the clause where there is one.
        relation: "at" for the time itself, else how the time is bounded ("since", "by", "before", ...).
        interval: the days meant, or None where they cannot be known.
    """

    sentence: Sentence
    first: int
    last: int
    head: Token
    owners: tuple[Token, ...]
    relation: Relation
    text: str
    interval: Interval | None

    @property
    def span(self) -> Span:
        """Character offsets in the article."""
        tokens = self.sentence.tokens
        return tokens[self.first].start, tokens[self.last - 1].end

    def record(self) -> Date | None:
        """The expression as a record; None where it is not resolved."""
        if self.interval is None:
            return None
        start, end, precision = self.interval
        return Date(self.text, self.span, start.isoformat(), end.isoformat(), precision)


class Dates:
    """The date expressions of an article, and the one that dates an event."""

    def __init__(self, expressions: list[DateExpression]) -> None:
        self.expressions = expressions
        self._by_sentence: dict[int, list[DateExpression]] = {}
        self._by_owner: dict[Token, list[tuple[int, DateExpression]]] = {}
        self._by_token: dict[Token, DateExpression] = {}
        for e in expressions:
            self._by_sentence.setdefault(e.sentence.index, []).append(e)
            for t in e.sentence.tokens[e.first : e.last]:
                self._by_token[t] = e
            if e.relation in _HELD and not (e.relation == "since" and not _of_verb(e)):
                for distance, owner in enumerate(e.owners):
                    self._by_owner.setdefault(owner, []).append((distance, e))

    def in_sentence(self, index: int) -> list[DateExpression]:
        """The expressions of one sentence, left to right."""
        return self._by_sentence.get(index, [])

    def covering(self, token: Token) -> DateExpression | None:
        """The expression that a token is part of."""
        return self._by_token.get(token)

    def of(self, trigger: Token, verbal: bool = False) -> Date | None:
        """When the event that hangs on this token happened, as its sentence says; None where it does not say.

        Args:
            trigger: verb or noun that expresses the event.
            verbal: whether the event is done by speaking, so that the time of "said on Monday" is its time too.
        """
        found = self.expression_of(trigger, verbal)
        return None if found is None else found.record()

    def expression_of(self, trigger: Token, verbal: bool = False) -> DateExpression | None:
        """As `of`, but the expression itself, which may be unresolved: the event has a date of its own, only that
        it cannot be known, and no other date may take its place."""
        if trigger.sent.index not in self._by_sentence:
            return None
        found = self._of_verb(trigger, verbal) if adjuncts.is_verb(trigger) else self._of_noun(trigger, verbal)
        return found or self._loose(trigger.sent)

    def _own(self, t: Token) -> DateExpression | None:
        found = self._by_owner.get(t)
        return None if found is None else min(found, key=_rank)[1]

    def _of_noun(self, noun: Token, verbal: bool) -> DateExpression | None:
        if (found := self._own(noun) or self._by_token.get(noun)) is not None:
            return found if found.relation in _HELD else None
        for c in noun.children:
            if c.dep in ("acl", "relcl") and c.lemma in adjuncts.HAPPENING and (found := self._own(c)):
                return found
        verb, relation = adjuncts.clause_verb(noun)
        if verb is None or not adjuncts.shares_time(verb, relation):
            return None
        return self._of_verb(verb, verbal)

    def _of_verb(self, verb: Token, verbal: bool) -> DateExpression | None:
        if (found := self._own(verb)) is not None:
            return found
        for other in adjuncts.verbs_beside(verb):
            if (found := self._own(other)) is not None:
                return found
        described = adjuncts.antecedent(verb) or adjuncts.carrier(verb)
        if described is not None and (found := self._described(described)) is not None:
            return found
        return self._of_saying(verb, verbal)

    def _described(self, noun: Token) -> DateExpression | None:
        """The date of the noun that a clause describes, or of the nouns and the verb it hangs below."""
        if (found := self._by_token.get(noun)) is not None:
            return found
        for _ in range(6):
            if (found := self._own(noun)) is not None:
                return found
            if adjuncts.is_verb(noun) or noun.head is noun:
                return None
            noun = noun.head
        return None

    def _of_saying(self, verb: Token, verbal: bool) -> DateExpression | None:
        """ "said on Thursday it has begun a procedure": what is new in the telling shares the day of the telling."""
        head = verb.head
        if verb.dep not in ("ccomp", "parataxis") or not adjuncts.is_verb(head) or head is verb:
            return None
        tense = verb_tense(verb)
        perfect = any(c.dep == "aux" and c.lower in ("has", "have", "'ve", "’ve", "'s") for c in verb.children)
        if tense == "present" or perfect or (verbal and tense != "past"):
            return self._own(head)
        return None

    def _loose(self, sentence: Sentence) -> DateExpression | None:
        """The only date of a sentence when nothing owns it (headlines, broken parses)."""
        here = self._by_sentence[sentence.index]
        return here[0] if len(here) == 1 and not here[0].owners and here[0].relation == "at" else None


def _of_verb(e: DateExpression) -> bool:
    return bool(e.owners) and adjuncts.is_verb(e.owners[0])


def _rank(item: tuple[int, DateExpression]) -> tuple[bool, bool, int, int]:
    """Resolved before unresolved, the time itself before "since", near before far, left before right."""
    distance, e = item
    return e.interval is None, e.relation != "at", distance, e.first


def find_dates(parsed: ParsedArticle, published: str | None, dateline: str | None = None) -> Dates:
    """All date expressions of an article.

    Args:
        parsed: the article with its sentences.
        published: ISO date or date-time of publication, or None.
        dateline: ISO date that the dateline gives, used where ``published`` is None; without either, relative
            expressions stay unresolved.
    """
    day = _day(published) or _day(dateline)
    text = parsed.article.text
    out: list[DateExpression] = []
    before: list[date] = []  # days told in the sentence before
    block = -1
    for sentence in parsed.sentences:
        if sentence.block_index > block + 1:
            before = []
        block = sentence.block_index
        days: list[date] = []
        for found in date_words.find(sentence.tokens):
            expression = _resolve(sentence, found, day, days or before, text)
            out.append(expression)
            if expression.interval and expression.interval.precision == "day":
                days.append(expression.interval.end)
        before = days
    return Dates(out)


def _resolve(sentence: Sentence, found: Found, day: date | None, told: list[date], text: str) -> DateExpression:
    tokens = sentence.tokens
    head = adjuncts.head_of(tokens, found.first, found.last)
    owners = tuple(adjuncts.owners(head, range(found.first, found.last)))
    tense = "past" if found.relation == "since" else tense_of(head)
    if tense == "present" and sentence.block == "headline" and owners and owners[-1].tag in ("VBZ", "VBP"):
        tense = "past"  # headlines tell the past in the present
    anchor = told[-1] if len(set(told)) == 1 else None
    noun = bool(owners) and not adjuncts.is_verb(owners[0])
    interval = found.meaning(Reference(day, tense, anchor, noun))
    start, end = tokens[found.first].start, tokens[found.last - 1].end
    return DateExpression(sentence, found.first, found.last, head, owners, found.relation, text[start:end], interval)


def _day(text: str | None) -> date | None:
    """The day of an ISO date or date-time; None where there is none or it makes no sense as a publication day."""
    try:
        found = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return found if 1500 <= found.year <= 2200 else None


def is_past(when: Date | None, published: str | None, days: int = 31) -> bool:
    """Whether a date ended more than so many days before publication; False where either is unknown."""
    day = _day(published)
    if when is None or day is None:
        return False
    return date.fromisoformat(when.end) < day - timedelta(days=days)
