"""Dates: every date expression of an article, resolved against its publication, and which of them dates an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.coding import adjuncts, date_words
from dragoman.coding.adjuncts import Attached
from dragoman.coding.date_names import WORDLIKE_MONTHS, is_ranked
from dragoman.coding.date_offsets import Offset, beginning, offsets
from dragoman.coding.date_scope import in_the_same_part
from dragoman.coding.date_words import Found, Relation
from dragoman.coding.intervals import Interval, Reference, Tense, since
from dragoman.coding.tense import tense_of, verb_tense
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
        interval: the days meant, or None where they cannot be known; of "since" they reach to publication.
        named: the days named, without what follows them; of "since 2014" that year.
    """

    sentence: Sentence
    first: int
    last: int
    head: Token
    owners: tuple[Token, ...]
    relation: Relation
    text: str
    interval: Interval | None
    named: Interval | None

    @property
    def span(self) -> Span:
        """Character offsets in the article."""
        tokens = self.sentence.tokens
        return tokens[self.first].start, tokens[self.last - 1].end

    def dates_its_owner(self) -> bool:
        """Whether it says when: "on Friday" does, "before Friday" does not; "since" does for what lasts or adds up
        since then ("90 people have died since January"), not for what is rare ("the first meeting since 2014")."""
        if self.relation == "since":
            return bool(self.owners) and not is_ranked(self.sentence.tokens, self.first)
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
                self._by_token.setdefault(t, e)
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
        found = self._attached.of(trigger, verbal) or self._beside(trigger) or self._loose(trigger.sent)
        if found is None or found.relation != "since":
            return found
        if trigger.i >= found.last and trigger not in found.owners:
            return _named(found)
        return None if _since_another(found, trigger) else found

    def _beside(self, trigger: Token) -> DateExpression | None:
        """The only date in the same part of the sentence."""
        return in_the_same_part(trigger, [e for e in self._by_sentence[trigger.sent.index] if e.relation == "at"])

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
    finder = _Finder(parsed, _day(published))
    for sentence in parsed.sentences:
        finder.read(sentence)
    return Dates(finder.out)


def _named(e: DateExpression) -> DateExpression:
    """ "since 2006, when the army attacked": of the clause that describes it only the year itself."""
    first = next(t.i for t in e.sentence.tokens[e.first : e.last] if t.lower == "since") + 1
    text = e.text[e.sentence.tokens[first].start - e.sentence.tokens[e.first].start :]
    return replace(e, first=first, text=text, relation="at", interval=e.named)


def _since_another(found: DateExpression, trigger: Token) -> bool:
    """ "has shut the border and deported thousands since January": the border may have been shut at any time."""
    return trigger.i < found.first and any(o.dep == "conj" and o.head is trigger for o in found.owners)


class _Finder:
    """Reads an article sentence by sentence, since what is told before gives "the next day" its meaning."""

    def __init__(self, parsed: ParsedArticle, day: date | None) -> None:
        self.text, self.day = parsed.article.text, day
        self.names = _month_names(parsed.sentences)
        self.out: list[DateExpression] = []
        self._told: list[list[DateExpression]] = []  # what the last sentences tell, the last first
        self._block = -1

    def read(self, sentence: Sentence) -> None:
        """Find and resolve the expressions of the next sentence."""
        if sentence.block_index > self._block + 1:
            self._told = []
        self._block = sentence.block_index
        before = _last_told(self._told)
        here: list[DateExpression] = []
        for found in date_words.find(sentence.tokens, self.names):
            here.append(self._resolve(sentence, found, _intervals(here) or before))
        here = [_of_the_reason(e, here) for e in here]
        self._told = [here, *self._told[: _MEMORY - 1]]
        for offset in offsets(sentence):
            if not any(e.first < offset.last and offset.first < e.last for e in here):
                here = [*here, self._beside(sentence, offset, here, before)]
        here += [e for e in (self._since_then(sentence, e) for e in here) if e is not None]
        here.sort(key=lambda e: e.first)
        self.out += here

    def _resolve(self, sentence: Sentence, found: Found, told: tuple[Interval, ...]) -> DateExpression:
        head = adjuncts.head_of(sentence.tokens, found.first, found.last)
        owners = tuple(adjuncts.owners(head, range(found.first, found.last)))
        if (saying := _said_then(sentence, found)) is not None:
            owners, head = (saying,), saying
        noun = _planned_before(sentence, found)
        named = noun is not None or (bool(owners) and not adjuncts.is_verb(owners[0]))
        reference = Reference(self.day, _tense(found, head, owners), told, named)
        interval = found.meaning(reference)
        if noun is not None and reference.tense == "past" and interval and self.day and interval.start > self.day:
            owners = (noun,)  # "was refused leave for the election on March 9"
        teller = _teller(owners)
        if teller is not None and reference.tense == "future" and _in_a_week(interval, self.day):
            # "ordered them to leave on Wednesday", read on Thursday: the order, of the day before
            interval, owners = found.meaning(replace(reference, tense="past")), (teller,)
        return self._expression(sentence, found.first, found.last, head, owners, found.relation, interval)

    def _beside(
        self, sentence: Sentence, offset: Offset, here: list[DateExpression], before: tuple[Interval, ...]
    ) -> DateExpression:
        """The expression "three days after", for whichever of the two happenings has no date of its own."""
        marker = sentence.tokens[offset.last - 1]
        own, other = _own_interval(here, offset.here) or _only_day(here, offset), _own_interval(here, offset.there)
        if own is None and other is not None:
            owner, interval = offset.here, offset.of_here()(Reference(self.day, told=(other,)))
        else:
            told = (own,) if own is not None else before if offset.here.lemma in _COMING else ()
            owner, interval = offset.there, offset.of_there()(Reference(self.day, told=told))
        return self._expression(sentence, offset.first, offset.last, marker, (owner,), "at", interval)

    def _since_then(self, sentence: Sentence, e: DateExpression) -> DateExpression | None:
        """ "since the army moved in on May 3": what goes on since then."""
        found = beginning(e.owners[-1]) if e.relation == "at" and e.owners and e.interval is not None else None
        if found is None or e.interval is None or e.last - found.first > _LONG:
            return None
        return self._expression(
            sentence,
            found.first,
            e.last,
            sentence.tokens[found.first],
            (found.owner,),
            "since",
            e.interval,
        )

    def _expression(
        self,
        sentence: Sentence,
        first: int,
        last: int,
        head: Token,
        owners: tuple[Token, ...],
        relation: Relation,
        named: Interval | None,
    ) -> DateExpression:
        text = self.text[sentence.tokens[first].start : sentence.tokens[last - 1].end]
        interval = since(named, self.day) if relation == "since" and named is not None else named
        return DateExpression(sentence, first, last, head, owners, relation, text, interval, named)


_LONG = 20
"""Words that "since ..." may span."""
_COMING = frozenset({"come", "follow"})
"""Verbs that say when what was told before happened: "The move came a day after ..."."""


def _in_main_clause(e: DateExpression) -> bool:
    return bool(e.owners) and adjuncts.is_verb(e.owners[0]) and e.owners[-1].is_root()


_MEMORY = 4
"""Sentences back to which "the next day" may count."""


def _last_told(sentences: list[list[DateExpression]]) -> tuple[Interval, ...]:
    """The times from which the next sentence counts: those of the sentence before; of several days, or of a sentence
    further back where that tells none, only the one of a main clause."""
    if not sentences:
        return ()
    told = _intervals(sentences[0])
    if len({i for i in told if i.precision == "day"}) == 1:
        return told
    for expressions in sentences:
        days = {e.interval for e in expressions if e.interval and e.interval.precision == "day" and e.relation == "at"}
        main = {e.interval for e in expressions if e.interval in days and _in_main_clause(e)}
        if days:
            return (*(i for i in told if i.precision != "day"), *(i for i in main if i and len(main) == 1))
    return told


def _intervals(expressions: Iterable[DateExpression]) -> tuple[Interval, ...]:
    return tuple(e.interval for e in expressions if e.interval is not None and e.relation == "at")


def _own_interval(expressions: Iterable[DateExpression], word: Token) -> Interval | None:
    """The time that belongs to a verb or noun."""
    own = [e for e in expressions if word in (e.head, *e.owners) and e.dates_its_owner() and e.interval is not None]
    return min(own, key=DateExpression.rank).interval if own else None


def _of_the_reason(e: DateExpression, others: Iterable[DateExpression]) -> DateExpression:
    """ "tightened sanctions last month over a launch in May": a second date of a verb, right behind what it was done
    for, over or after, is the date of that."""
    noun = e.sentence.tokens[e.first - 1] if e.first else None
    if noun is None or not e.owners or not adjuncts.is_verb(e.owners[0]) or noun.dep != "pobj":
        return e
    behind = noun.head.head is e.owners[0] and noun.head.lower in adjuncts.BARRIERS
    first = any(o.owners[:1] == e.owners[:1] and o.last <= noun.head.i for o in others)
    return replace(e, owners=(noun,), head=noun) if behind and first else e


def _only_day(expressions: Iterable[DateExpression], offset: Offset) -> Interval | None:
    """The only day told before the words of a distance: "was shot on Monday, police said, hours after ..."."""
    told = _intervals(e for e in expressions if e.last <= offset.first and offset.there not in e.owners)
    return told[0] if len(told) == 1 and told[0].precision == "day" else None


def _month_names(sentences: Iterable[Sentence]) -> frozenset[str]:
    """Month names that are people's in the article: "Theresa May", "Mr. August"."""
    return frozenset(
        t.lower
        for s in sentences
        for t in s.tokens
        if t.lower in WORDLIKE_MONTHS and t.i and t.text[0].isupper() and t.ent == "PERSON" and not t.ent_start
    )


def _tense(found: Found, head: Token, owners: tuple[Token, ...]) -> Tense:
    """The tense by which an expression is to be read."""
    if found.relation == "since":
        return "past"
    if found.ahead and not _looks_back(owners):
        return "future"
    tense = tense_of(adjuncts.rehung(head) or head)
    if tense == "future" and owners and not adjuncts.is_verb(owners[0]) and _is_going_on(owners[-1]):
        return _of_noun(owners[0])  # "is investigating the killing of a judge in May"
    if tense != "present" or not owners:
        return tense
    if head.sent.block == "headline" and owners[-1].tag in ("VBZ", "VBP"):
        tense = "past"  # headlines tell the past in the present
    return _of_noun(owners[0]) if not adjuncts.is_verb(owners[0]) else tense


def _is_going_on(verb: Token) -> bool:
    return verb.tag == "VBG" and any(c.tag in ("VBZ", "VBP") for c in verb.children if c.dep == "aux")


def _of_noun(noun: Token) -> Tense:
    """ "Friday's blast shows" looks back, "Friday's vote decides" ahead."""
    return "future" if noun.lemma.lower() in _PLANNED else "past"


def _said_then(sentence: Sentence, found: Found) -> Token | None:
    """The word of saying right before a date, which is then when it was said, whatever the parser makes of it."""
    before = sentence.tokens[found.first - 1] if found.first else None
    return before if before is not None and before.lower == "said" and adjuncts.is_verb(before) else None


def _planned_before(sentence: Sentence, found: Found) -> Token | None:
    """The noun right before a date that says when it is to be: "the election on March 9"."""
    before = sentence.tokens[found.first - 1] if found.first else None
    return before if before is not None and before.lemma.lower() in _PLANNED else None


def _looks_back(owners: tuple[Token, ...]) -> bool:
    """ "figures for March", "data for the first quarter"."""
    return bool(owners) and owners[0].lemma.lower() in _FIGURES


_FIGURES = word_set("figure data result report number statistic toll budget estimate forecast price export import rate")


def _teller(owners: tuple[Token, ...]) -> Token | None:
    """For an infinitive below a verb in the past that verb: "ordered them to leave", "defied an order to leave"."""
    verb = owners[-1] if owners else None
    if verb is None or len(owners) > 1 or verb.tag != "VB" or not any(c.tag == "TO" for c in verb.children):
        return None
    above = verb.head.head if verb.dep in ("acl", "relcl") else verb.head
    return above if adjuncts.is_verb(above) and above is not verb and verb_tense(above) == "past" else None


def _in_a_week(interval: Interval | None, day: date | None) -> bool:
    """Whether a day lies six days ahead: what is meant by its weekday's name alone is rather yesterday."""
    return interval is not None and day is not None and interval.start == interval.end == day + timedelta(days=6)


def _day(text: str | None) -> date | None:
    """The day of an ISO date or date-time; None where there is none or it makes no sense as a publication day."""
    try:
        found = date.fromisoformat((text or "")[:10])
    except ValueError:
        return None
    return found if 1500 <= found.year <= 2200 else None


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
