"""Dates: every date expression of an article, resolved against its publication, and which of them dates an event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.coding import adjuncts, date_words
from dragoman.coding.adjuncts import Attached
from dragoman.coding.date_words import Found, Relation
from dragoman.coding.intervals import Interval, Reference
from dragoman.coding.tense import tense_of
from dragoman.coding.wordsets import word_set
from dragoman.language.pipeline import ParsedArticle
from dragoman.language.tokens import Sentence, Token
from dragoman.records import Date, Span

_PLANNED = word_set(
    "summit meeting talk election vote visit referendum deadline conference hearing rally debate session trial poll "
    "ballot runoff inauguration game match trip negotiation signing primary ceremony launch"
)


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

    def dates_its_owner(self) -> bool:
        """Whether it says when: "on Friday" does, "before Friday" does not; "since" does for what lasts only
        ("has held the town since 2014", not "the first meeting since 2014" or "90 people have died since 2014")."""
        if self.relation == "since":
            return bool(self.owners) and adjuncts.is_verb(self.owners[0]) and not _adds_up(self.owners[0])
        return self.relation == "at"

    def rank(self) -> tuple[int, ...]:
        """Resolved before unresolved, the time itself before "since"."""
        return int(self.interval is None), int(self.relation != "at")

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
        self._by_token: dict[Token, DateExpression] = {}
        for e in expressions:
            self._by_sentence.setdefault(e.sentence.index, []).append(e)
            for t in e.sentence.tokens[e.first : e.last]:
                self._by_token[t] = e
        self._attached = Attached((e for e in expressions if e.dates_its_owner()), expressions)

    def in_sentence(self, index: int) -> list[DateExpression]:
        """The expressions of one sentence, left to right."""
        return self._by_sentence.get(index, [])

    def covering(self, token: Token) -> DateExpression | None:
        """The expression that a token is part of."""
        return self._by_token.get(token)

    def of(self, trigger: Token, verbal: bool = False, operator: bool = False) -> Date | None:
        """When the event that hangs on this token happened, as its sentence says; None where it does not say.

        Args:
            trigger: verb or noun that expresses the event.
            verbal: whether the event is done by speaking, so that the time of "said on Monday" is its time too.
            operator: whether the event is what the word does to another act ("agreed to meet in May"), whose time is
                not its own.
        """
        found = self.expression_of(trigger, verbal, operator)
        return None if found is None else found.record()

    def expression_of(self, trigger: Token, verbal: bool = False, operator: bool = False) -> DateExpression | None:
        """As `of`, but the expression itself, which may be unresolved: the event has a date of its own, only that
        it cannot be known, and no other date may take its place."""
        if trigger.sent.index not in self._by_sentence:
            return None
        if operator and adjuncts.is_verb(trigger):
            return self._attached.of_operator(trigger)
        return self._attached.of(trigger, verbal) or self._loose(trigger.sent)

    def _loose(self, sentence: Sentence) -> DateExpression | None:
        """The only date of a sentence when nothing owns it (headlines, broken parses)."""
        here = self._by_sentence[sentence.index]
        if len(here) != 1 or here[0].owners or here[0].relation != "at":
            return None
        interval = here[0].interval
        return here[0] if interval is None or interval.precision == "day" else None


def find_dates(parsed: ParsedArticle, published: str | None) -> Dates:
    """All date expressions of an article.

    Args:
        parsed: the article with its sentences.
        published: ISO date or date-time of publication, or None; without it, relative expressions stay unresolved.
    """
    day = _day(published)
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
    tense = "past" if found.relation == "since" else tense_of(adjuncts.rehung(head) or head)
    if tense == "present" and sentence.block == "headline" and owners and owners[-1].tag in ("VBZ", "VBP"):
        tense = "past"  # headlines tell the past in the present
    anchor = told[-1] if len(set(told)) == 1 else None
    noun = bool(owners) and not adjuncts.is_verb(owners[0])
    if noun and tense == "present":
        # "Friday's blast shows" looks back, "Friday's vote decides" ahead
        tense = "future" if owners[0].lemma.lower() in _PLANNED else "past"
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


_SUMMED = ("nsubj", "nsubjpass", "dobj")


def _adds_up(verb: Token) -> bool:
    """Whether a verb tells a number of things ("has imposed three rounds of sanctions"), a sum over the time named."""
    return any(g.dep == "nummod" or g.pos == "NUM" for c in verb.children if c.dep in _SUMMED for g in (c, *c.children))


def is_past(when: Date | None, published: str | None, days: int = 35) -> bool:
    """Whether a date lies more than so many days before publication; False where either is unknown.

    Of a month its first day counts ("In June", read in the middle of July), unless it is counted from publication
    ("last month"); of other stretches the last. What goes on since a date is not past.
    """
    day = _day(published)
    if when is None or day is None:
        return False
    words = when.text.lower().split()
    if "since" in words:
        return False
    by_name = when.precision == "month" and not _COUNTED & set(words)
    return date.fromisoformat(when.start if by_name else when.end) < day - timedelta(days=days)


_COUNTED = frozenset({"last", "ago", "past", "previous"})


def is_news(when: Date | None, published: str | None, days: int = 7) -> bool:
    """Whether a date is a day, or a night, so many days before publication at most."""
    day = _day(published)
    if when is None or when.precision != "day" or day is None:
        return False
    start, end = date.fromisoformat(when.start), date.fromisoformat(when.end)
    return day - timedelta(days=days) <= start <= day and end - start <= timedelta(days=1)
