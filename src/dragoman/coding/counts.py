"""How many were killed, injured, arrested, abducted, displaced or protested in an event.

Every word that tells of casualties, arrests and so on makes a fact (`dragoman.coding.tolls`): its kind, its number and
where it stands in the parse. An event takes the facts that stand in one web of clauses with its trigger, and those of
the sentences right behind it that belong to no event of their own ("Eleven people were injured, doctors said").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import get_args

from dragoman.coding import adjuncts
from dragoman.coding.arguments import clause_head
from dragoman.coding.joining import Joined
from dragoman.coding.tolls import CAUSING, CLAIMED, HARMED, LONG, Fact, facts, seized
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Sentence, Token
from dragoman.records import Count, CountKind


@dataclass(frozen=True, slots=True)
class Counts:
    """The fact of each kind that an event has."""

    facts: Mapping[CountKind, Fact] = field(default_factory=dict)

    def number(self, kind: CountKind) -> int | None:
        """The number said; None where none is, or only the most ("up to 30") or a word such as "dozens"."""
        fact = self.facts.get(kind)
        return None if fact is None else fact.count.amount.number

    def records(self, text: str) -> tuple[Count, ...]:
        """All of them with bounds and words, in the order of the kinds."""
        found = [(kind, fact.count) for kind in _ALL if (fact := self.facts.get(kind)) is not None]
        return tuple(Count(k, text[slice(*c.span)], c.span, c.amount.low, c.amount.high) for k, c in found)


_ALL: tuple[CountKind, ...] = get_args(CountKind)
_KINDS: dict[str, tuple[CountKind, ...]] = {
    "ASSAULT": ("killed", "injured", "abducted", "displaced"),
    "PROTEST": ("killed", "injured", "protesters"),
    "COERCE": ("arrested", "displaced"),
}
_SINGLE_ARRESTS = frozenset({"arrest", "seize"})
"""Modes of COERCE that are done to persons who are then held; a ban beside them has no arrests of its own."""
_BEHIND = 2
"""Sentences behind an event's report that may still tell its numbers."""


def kinds_of(event_type: str, modes: Iterable[str] = ()) -> tuple[CountKind, ...]:
    """The numbers that events of a type have."""
    modes = frozenset(modes)
    if event_type == "COERCE" and modes and not modes & _SINGLE_ARRESTS:
        return ("displaced",) if "deport" in modes else ()
    return _KINDS.get(event_type, ())


class EventCounts:
    """The numbers of people of each event of an article."""

    def __init__(self, events: Sequence[Joined], sentences: Sequence[Sentence]) -> None:
        self._finder = CountFinder()
        self._triggers = {id(e): dict.fromkeys(t for d in e.drafts for t in (d.act, d.head)) for e in events}
        self._all = frozenset(t for triggers in self._triggers.values() for t in triggers)
        self._kinds: dict[Token, list[tuple[CountKind, ...]]] = {}
        for event in events:
            for t in self._triggers[id(event)]:
                self._kinds.setdefault(t, []).append(kinds_of(event.type, event.modes()))
        self._counts = {id(e): self._own(e) for e in events if e.status in ("actual", "historical")}
        self._hand_on(events, sentences)

    def of(self, event: Joined) -> Counts:
        """Only what has happened has a number of people."""
        return Counts(self._counts.get(id(event), {}))

    def _own(self, event: Joined) -> dict[CountKind, Fact]:
        own = self._triggers[id(event)]
        headlines = {t for d in event.drafts if d.sentence.block == "headline" for t in (d.act, d.head)}
        body = [t for t in own if t not in headlines]
        found = self._finder.of(body, event.type, event.modes(), self._all - own.keys())
        for kind, fact in self._finder.of(headlines, event.type, event.modes(), self._all - own.keys()).items():
            found.setdefault(kind, fact)  # the headline tells what the text below it tells more exactly
        return found

    def _hand_on(self, events: Sequence[Joined], sentences: Sequence[Sentence]) -> None:
        """Gives what no event has taken to the event told right before it."""
        taken = {f for counts in self._counts.values() for f in counts.values()}
        verbs = {f.verb for f in taken}
        for sentence in sentences:
            if sentence.block == "headline":
                continue
            for fact in self._finder.facts(sentence):
                if fact in taken or fact.verb in verbs or fact.total or self._is_event(fact):
                    continue
                event = self._before(fact, events) if not self._repeats(fact) else None
                if event is not None:
                    self._counts[id(event)].setdefault(fact.kind, fact)

    def _is_event(self, fact: Fact) -> bool:
        """Whether the words that tell a fact tell an event which has such numbers of its own."""
        return any(fact.kind in kinds for t in {fact.anchor, fact.verb} for kinds in self._kinds.get(t, ()))

    def _repeats(self, fact: Fact) -> bool:
        """Whether an event has this very number already: "we have two dead", said of what is told before."""
        known = (counts.get(fact.kind) for counts in self._counts.values())
        return any(k is not None and k.count.amount == fact.count.amount for k in known)

    def _before(self, fact: Fact, events: Sequence[Joined]) -> Joined | None:
        """The event that a sentence right before tells last; none that is told as long past."""
        here = fact.anchor.sent
        last: tuple[tuple[int, bool, int, int], Joined] | None = None
        for event in events:
            if event.status != "actual" or fact.kind not in kinds_of(event.type, event.modes()):
                continue
            for draft in event.drafts:
                # "used water cannon to disperse the crowd": the main act
                below = sum(1 for _ in draft.head.ancestors())
                at = (draft.sentence.index, event.type == "ASSAULT", -below, draft.head.i)
                near = 0 < here.index - at[0] <= _BEHIND and draft.sentence.block != "headline"
                if near and (last is None or at > last[0]):
                    last = at, event
        return last[1] if last else None


class CountFinder:
    """The facts of sentences, found when first asked for, and which of them belong to what hangs on a token."""

    def __init__(self) -> None:
        self._facts: dict[Sentence, list[Fact]] = {}

    def facts(self, sentence: Sentence) -> list[Fact]:
        """All facts of a sentence, left to right."""
        found = self._facts.get(sentence)
        if found is None:
            found = self._facts[sentence] = facts(sentence)
        return found

    def of(
        self, triggers: Iterable[Token], event_type: str, modes: Iterable[str] = (), others: Set[Token] = frozenset()
    ) -> dict[CountKind, Fact]:
        """The facts of an event that hangs on these tokens, one a report; nothing for types that have none.

        What other events hang on (``others``) tells their numbers and not those of this one, unless it is the outcome
        of this one ("shelled the town, killing 14").

        Reports may name parts of the whole ("killed 14 ... among the dead was a judge"), so the largest number holds.
        Sums over a time ("200 killed since January") count only where the first report is one.
        """
        kinds = kinds_of(event_type, modes)
        found: dict[CountKind, Fact] = {}
        for n, trigger in enumerate(triggers if kinds else ()):
            for kind, fact in self._nearest(trigger, kinds, event_type).items():
                foreign = bool({fact.anchor, fact.verb} & others) and not _outcome(fact.verb, trigger, event_type)
                if not foreign and (n == 0 or not fact.total) and (kind not in found or _more(fact, found[kind])):
                    found[kind] = fact
        return found

    def _nearest(self, trigger: Token, kinds: tuple[CountKind, ...], event_type: str) -> dict[CountKind, Fact]:
        """Of the facts that belong to what hangs on a token the nearest of each kind."""
        near: dict[CountKind, Fact] = {}
        # "fired on crowds marching": what is done to people who protest is not what their protest does
        clause = trigger.head if trigger.dep == "xcomp" else trigger
        alone = event_type == "PROTEST" and clause.dep in ("acl", "relcl")
        top = trigger if alone else _web(trigger)
        for fact in self.facts(trigger.sent):
            if fact.kind in kinds and _belongs(fact, trigger, top):
                known = near.get(fact.kind)
                if known is None or _nearer(fact, known, trigger):
                    near[fact.kind] = fact
        if "arrested" in kinds and "arrested" not in near and (own := seized(trigger)) is not None:
            near["arrested"] = own
        return near


def _more(fact: Fact, known: Fact) -> bool:
    """Whether a fact tells more than another: people rather than nobody, a number rather than "dozens", the larger."""
    return _weight(fact) > _weight(known)


def _weight(fact: Fact) -> tuple[bool, bool, int]:
    amount = fact.count.amount
    most = max(n or 0 for n in (amount.number, amount.low, amount.high))
    return most > 0, amount.number is not None, most


def _nearer(fact: Fact, known: Fact, trigger: Token) -> bool:
    if _weight(fact)[0] != _weight(known)[0]:
        return _weight(fact)[0]
    return abs(fact.anchor.i - trigger.i) < abs(known.anchor.i - trigger.i)


# --- which event a fact belongs to -------------------------------------------------------------------------------

_SAFE = word_set(
    "conj xcomp nsubj nsubjpass dobj agent acl relcl oprd acomp amod nummod appos compound npadvmod advmod attr csubj"
)
_PREPOSITIONS = frozenset({"in", "by", "during", "from", "of", "at", "on", "with", "to"})
_MARKS = frozenset({"when", "as", "while", "where", ""})
_AFTER = frozenset({"after", "following"})


def _web(t: Token) -> Token:
    """The topmost word that belongs to the same happening as this one."""
    for _ in range(20):
        if t.head is t or not _one_happening(t):
            break
        t = t.head
    return t


def _one_happening(t: Token) -> bool:
    """Whether a word tells of the same happening as the word that governs it."""
    head = t.head
    if adjuncts.is_verb(head) and adjuncts.reports(head) and not _takes_lives(head):
        return False
    if t.dep in _SAFE:
        return True
    if t.dep == "ccomp":
        return head.lemma in ("leave", "see") or _beside(t, head)
    if t.dep == "advcl":
        mark = _mark(t)
        return mark in _MARKS or (mark in _AFTER and _harms(head))
    if t.dep == "pobj":
        return head.lower in _PREPOSITIONS or head.lower in _AFTER
    if t.dep == "prep":
        return t.lower in _PREPOSITIONS or (t.lower in _AFTER and _harms(head))
    return False


def _beside(t: Token, head: Token) -> bool:
    """Whether a semicolon alone parts two clauses: "police opened fire; six men were hurt"."""
    return t.i < head.i and any(c.text == ";" for c in head.sent.tokens[t.i : head.i])


def _harms(t: Token) -> bool:
    """ "Killed after gunmen opened fire", "shot dead": what comes "after" is the blow."""
    return t.lemma in adjuncts.CASUALTY or t.lemma.lower() in HARMED


def _takes_lives(verb: Token) -> bool:
    """ "The raid claimed 14 lives" is no claim."""
    return verb.lemma in CLAIMED and any(c.lower == "lives" and c.dep == "dobj" for c in verb.children)


def _mark(verb: Token) -> str:
    for c in verb.children:
        if c.i < verb.i and (c.dep == "mark" or c.tag == "WRB"):
            return c.lower
    return ""


def _belongs(fact: Fact, trigger: Token, top: Token) -> bool:
    if trigger in (fact.anchor, fact.verb):
        return True
    if fact.total and not _sums_up(fact.verb, trigger):
        return False
    if _apart(fact.verb, trigger) or (fact.kind == "arrested" and _later(fact.verb, trigger)):
        return False
    return _sums_up(fact.verb, trigger) or (not _causes(fact.anchor, trigger) and _web(fact.anchor) is top)


def _sums_up(verb: Token, trigger: Token) -> bool:
    """Whether a sum over a time is that of the happening at a trigger as a whole: "protests in which 105 people have
    been killed this week", "50,000 people have died since civil war broke out"."""
    if verb.dep == "relcl" and _within(verb.head, trigger):
        return any(t.tag == "WDT" for t in verb.subtree() if t.i < verb.i)
    if trigger.lemma.lower() in LONG and trigger.dep == "pobj" and trigger.head.head is verb:
        return True  # "13,000 people have been killed in the decade-old insurgency"
    clause = trigger.head if trigger.dep in ("nsubj", "nsubjpass") else trigger
    since = any(c.dep == "mark" and c.lower == "since" for c in clause.children)
    begun = clause is not trigger and clause.lemma in ("break", "begin", "start", "erupt")
    return since and begun and clause.head is verb


def _within(noun: Token, trigger: Token) -> bool:
    """Whether a noun is the trigger or stands in its phrase, where the parser may hang a clause that is the
    trigger's: "protests against quotas in state jobs, in which 105 people were killed"."""
    while noun is not trigger and noun.dep in ("pobj", "prep", "compound") and not adjuncts.is_verb(noun.head):
        noun = noun.head
    return noun is trigger


def _outcome(verb: Token, trigger: Token, event_type: str) -> bool:
    """Whether the number of an act told by a verb is also that of the event at a trigger; of a protest only what is
    told as done in it ("protests in which three people were killed", "a mob stormed the mill, killing one")."""
    if event_type == "PROTEST":
        done = adjuncts.is_verb(trigger) and verb.dep == "advcl" and verb.tag == "VBG" and verb.head is trigger
        return done or (verb.dep == "relcl" and _within(verb.head, trigger))
    return is_outcome(verb, trigger)


def is_outcome(verb: Token, trigger: Token) -> bool:
    """Whether a verb tells what came of the act at a trigger: "shelled the town, killing 14 and wounding 30", "an
    attack killed 14", "the attack, which killed 14"."""
    if verb.dep == "conj" and not verb.child("nsubj", "nsubjpass") and verb.head.dep == "advcl":
        verb = verb.head
    if verb.dep == "advcl" and verb.tag == "VBG" and verb.head is trigger and not _mark(verb):
        return True
    if verb.dep == "relcl" and verb.head is trigger:
        return True
    mark = _mark(trigger)
    if (trigger.dep == "advcl" and mark in ("when", "as", "after")) or (trigger.dep == "relcl" and mark == "when"):
        # "six were killed and 30 hurt when two bombs fell", "... on Monday, when two bombs fell"
        return _first(verb) is _first(clause_head(trigger.head))
    if trigger.dep == "relcl" and trigger.head.head.dep == "agent" and trigger.head.head.head is verb:
        return True  # "were killed by soldiers, who shot at crowds"
    subject = verb.child("nsubj")
    return subject is not None and trigger.pos == "NOUN" and trigger in (subject, *subject.conjuncts())


def _first(verb: Token) -> Token:
    """The first of verbs joined by "and"."""
    while verb.dep == "conj" and adjuncts.is_verb(verb.head):
        verb = verb.head
    return verb


def _causes(anchor: Token, trigger: Token) -> bool:
    """ "The death of a boy set off riots": who died did not die in them."""
    verb = trigger.head
    while trigger.dep in ("pobj", "prep", "conj") and verb.head is not verb and not adjuncts.is_verb(verb):
        trigger, verb = verb, verb.head
    if trigger.dep != "dobj" or verb.lemma not in CAUSING:
        return False
    subject = verb.child("nsubj")
    return subject is not None and anchor in subject.subtree()


def _apart(anchor: Token, trigger: Token) -> bool:
    """ "One man was killed and a second abducted": what is done to somebody else is another event."""
    if trigger.dep == "acl" and trigger.head.dep == "conj" and trigger.head.head is anchor:
        own: Token | None = trigger.head  # "and a second abducted" as the parser may have it
    elif trigger.dep == "conj" and trigger.head is anchor:
        own = trigger.child("nsubjpass")
    elif anchor.dep == "conj" and anchor.head is trigger:
        own = anchor.child("nsubjpass")
    else:
        return False
    return own is not None and not {trigger.lemma, anchor.lemma} <= HARMED


def _later(anchor: Token, trigger: Token) -> bool:
    """ "was arrested after an attack": arrests that follow an event are another one."""
    for t in (trigger, *trigger.ancestors()):
        if t is anchor:
            return False
        if t.lower in _AFTER or (t.dep == "advcl" and _mark(t) == "after"):
            return True
    return False
