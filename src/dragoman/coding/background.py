"""What is told as background: events long past by words that give no date, or by what stands beside them.

A date of its own makes an event past or recent (`dragoman.coding.dates.is_past`). Where it has none, its sentence may
still tell: by an era ("in the Cold War"), a habit given up ("used to", "once"), an anniversary, an earlier event to
which one that is news is compared ("for the first time since ..."), or by standing in a clause that is past as a whole.
"""

from __future__ import annotations

import re

from dragoman.coding.adjuncts import HAPPENING
from dragoman.coding.dates import Dates, is_past
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token
from dragoman.records import Date

_VERBAL = frozenset({"VERB", "AUX"})
_REACHING_BACK = re.compile(
    r"(?:in|over|during|through|throughout|for) (?:recent|past|previous|the) (?:years|decades|centuries)|"
    r"(?:in|over|during|through|throughout) the (?:past|last|previous) (?:\w+ ){0,2}"
    r"(?:years|decades?|century|centuries)"
)
"""Stretches of time that end today but lie in the past for the most part."""
_LONG_AGO = re.compile(
    r".*\b(?:(?:years?|decades?|generations?|century|centuries) ago|long ago|last (?:year|decade|century)|"
    r"(?:cold|great|(?:first|second )?world) war(?: (?:i|ii|one|two))?|"
    r"(?:colonial|soviet|ottoman|communist|imperial|apartheid) (?:rule|times|era|days)|"
    r"(?:\w+ )?century|1[0-9]{2}0s)$"
)
_FORMERLY = word_set("once formerly historically")
_EVER = word_set("always traditionally")
_REMEMBRANCE = word_set("anniversary commemoration remembrance memory")
_REMEMBERING = word_set("commemorate memorialise memorialize")
_ADJUNCTS = frozenset({"npadvmod", "advmod", "prep"})
_MODIFIERS = word_set("det amod compound nummod poss advmod npadvmod nmod")
_NO_LATER = word_set("when where while as after because since")
"""Marks of clauses that lie no later than the clause they belong to."""
_CAUSES = word_set("after following over for")
"""Prepositions before what lies no later than the act they belong to: "charged in 2009 over killings"."""
_FIGHTING = word_set("fight wage win lose")
_STARTING = word_set("begin start break erupt take happen occur flare last end ignite trigger spark")
"""Verbs by which a clause tells when the event before it was: "protests that began 13 years ago"."""
_YEAR = re.compile("1[5-9][0-9]{2}|20[0-9]{2}")
_LEAD = 2
"""Number of the last sentence, the headline counted, that tells the news."""
_MOST_CLAUSES = 2
_NEAR_FIRST = 8
"""Words between "first" and the "since" that belongs to it."""


class Background:
    """Tells which events of one article lie far in the past though no date of their own says so."""

    def __init__(self, dates: Dates, published: str | None) -> None:
        self.dates, self.published = dates, published

    def of(self, head: Token) -> str | None:
        """The words that tell that the event at this token is background; None where nothing does."""
        told = _habit(head) or _matching(head, _REACHING_BACK) or self._introduced(head)
        if told is not None or self.dates.of(head) is not None:
            return told
        told = _matching(head, _LONG_AGO) or _compared(head)
        if told is None and head.pos in _VERBAL:
            return self._clause(head) or self._after(head)
        return told or self._year(head) or _remembered(head) or self._started(head) or self._by_verb(head)

    def _is_past(self, date: Date | None) -> bool:
        return is_past(date, self.published)

    def _past_words(self, verb: Token) -> str | None:
        """The words that put a verb far in the past, by its date or without."""
        date = self.dates.of(verb)
        if date is not None:
            return date.text if self._is_past(date) else None
        return _matching(verb, _LONG_AGO)

    def _introduced(self, verb: Token) -> str | None:
        """ "Since 1994, when Algeria expelled ...", "since a war in 1992, in which ...": the clause tells what happened
        at the time before it."""
        if verb.pos not in _VERBAL or verb.dep not in ("relcl", "advcl"):
            return None
        tokens = verb.sent.tokens
        first = min((t.i for t in verb.subtree() if t.i < verb.i), default=verb.i)
        if "WDT" not in (t.tag for t in tokens[first : first + 2]) and tokens[first].lower not in ("when", "where"):
            return None
        if tokens[first].tag == "WDT" and verb.child("nsubj", "nsubjpass") is tokens[first]:
            return None  # "since the sanctions of 2014, which hurt": whatever hurts may do so still
        before = first - 2 if first >= 2 and tokens[first - 1].text == "," else first - 1
        expression = self.dates.covering(tokens[before]) if before >= 0 else None
        if expression is None or expression.interval is None:
            return None
        start = expression.interval.start.isoformat()
        begun = Date("", expression.span, start, start, "day")
        return expression.text if self._is_past(begun) else None

    def _clause(self, verb: Token, depth: int = 0) -> str | None:
        """By the clause that a verb's clause belongs to: "tightened the blockade in 2007, after Hamas drove ..."."""
        above = verb.head
        if verb.dep == "relcl":
            # "a war in 2008, in which Russia bombed towns"
            return self._inside(above) if any(t.tag in ("WDT", "WRB") for t in verb.subtree() if t.i < verb.i) else None
        if above.pos not in _VERBAL or above is verb:
            return None
        if verb.dep == "advcl":
            mark = next((c.lower for c in verb.children if c.i < verb.i and (c.dep == "mark" or c.tag == "WRB")), "")
            participle = verb.tag == "VBG" and not mark and verb.i > above.i
            if not participle and mark not in _NO_LATER:
                return None
        elif verb.dep != "conj" or verb.tag != above.tag or verb.child("nsubj", "nsubjpass"):
            return None
        return self._past_words(above) or (self._clause(above, depth + 1) if depth < _MOST_CLAUSES else None)

    def _after(self, verb: Token) -> str | None:
        """ "Fled after the army launched a crackdown in 2017", far down in an article: what came after goes with it."""
        if verb.sent.index <= _LEAD or verb.tag not in ("VBD", "VBN") or any(c.dep == "aux" for c in verb.children):
            return None
        for c in verb.children:
            if c.dep == "advcl" and c.i > verb.i and any(g.lower == "after" and g.dep == "mark" for g in c.children):
                return self._past_words(c)
            noun = c.child("pobj") if c.dep == "prep" and c.lower in ("after", "following") else None
            if noun is not None and noun.i > verb.i:
                return self._inside(noun)
        return None

    def _inside(self, noun: Token) -> str | None:
        """A past date that hangs on a noun itself: "the 2008 war", "a war in 2008"."""
        for c in noun.children:
            for t in (c, *c.children):
                expression = self.dates.covering(t) if c.dep in (*_MODIFIERS, "prep") else None
                if expression is not None and expression.relation == "at" and self._is_past(expression.record()):
                    return expression.text
        return None

    def _started(self, noun: Token) -> str | None:
        """ "Protests against the president that began 13 years ago"."""
        for t in noun.sent.tokens[noun.i + 1 :]:
            if t.dep != "relcl" or t.lemma not in _STARTING or not _within(noun, t.head):
                continue
            subject = t.child("nsubj", "nsubjpass")
            if subject is not None and subject.lower in ("that", "which") and (told := self._past_words(t)) is not None:
                return told
        return None

    def _by_verb(self, noun: Token) -> str | None:
        """ "Fought a war in 1941", "closed the border in 2002 after an earlier visit"."""
        verb = noun.head
        if noun.dep == "pobj" and verb.lower in _CAUSES:
            verb = verb.head
        elif noun.dep not in ("dobj", "nsubj", "nsubjpass") or verb.lemma not in HAPPENING | _FIGHTING:
            return None
        return self._past_words(verb) if verb.pos in _VERBAL else None

    def _year(self, noun: Token) -> str | None:
        """ "A 2015 police sweep"."""
        this_year = (self.published or "")[:4]
        for c in noun.children:
            if c.dep in _MODIFIERS and _YEAR.fullmatch(c.text) and c.text < this_year:
                return c.text
        return None


def _within(noun: Token, head: Token) -> bool:
    """Whether one noun's phrase holds the other."""
    return head.pos == "NOUN" and (head is noun or head in noun.subtree() or noun in head.subtree())


def _habit(verb: Token) -> str | None:
    """ "Used to finance", "who once attacked", "has always denounced"."""
    above = verb.head
    used = verb.dep == "xcomp" and above.lower == "used" and above.tag == "VBD" and above.child("auxpass") is None
    if used and above.sent.tokens[above.i + 1].lower == "to":
        return "used to"
    perfect = any(c.dep == "aux" and c.lemma == "have" and c.tag in ("VBZ", "VBP") for c in verb.children)
    for c in verb.children:
        if c.dep == "advmod" and c.i < verb.i:
            if c.lower in _FORMERLY and verb.tag in ("VBD", "VBN"):
                return c.text
            if c.lower in _EVER and perfect:
                return c.text
    return None


def _matching(head: Token, pattern: re.Pattern[str]) -> str | None:
    """The adjunct of a verb or noun, without what describes it further, that reads like a pattern."""
    for c in head.children:
        if c.dep not in _ADJUNCTS:
            continue
        last = c.child("pobj") if c.dep == "prep" else c
        if last is None or (c.dep == "prep" and last.i < c.i):
            continue
        words = [t for t in (c, *c.children, *last.children, last) if t in (c, last) or t.dep in _MODIFIERS]
        text = " ".join(t.text for t in sorted(set(words), key=lambda t: t.i))
        if pattern.fullmatch(text.lower()):
            return text
    return None


def _compared(head: Token) -> str | None:
    """ "For the first time since the invasion", "its first since it signed": what the first one is compared to."""
    if head.pos in _VERBAL:
        since = next((c for c in head.children if c.dep == "mark"), None) if head.dep == "advcl" else None
    else:
        since = head.head if head.dep == "pobj" else None
    if since is None or since.lower != "since":
        return None
    before = head.sent.tokens[max(0, since.i - _NEAR_FIRST) : since.i]
    return "first since" if any(t.lower == "first" for t in before) else None


def _remembered(noun: Token) -> str | None:
    """ "The anniversary of the raid"."""
    of = noun.head
    if noun.dep == "pobj" and of.lower == "of" and of.head.lemma.lower() in _REMEMBRANCE:
        return of.head.text
    return noun.head.text if noun.dep == "dobj" and noun.head.lemma in _REMEMBERING else None
