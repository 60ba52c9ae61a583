"""How many were killed, injured or arrested in an event, as its sentence says.

Every word that tells of casualties or arrests makes a fact: its kind, its number and where it stands in the parse. An
event takes the facts that stand in one web of clauses with its trigger.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Literal

from dragoman.coding import adjuncts
from dragoman.coding.numbers import number_at
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Sentence, Token

Kind = Literal["killed", "injured", "arrested"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of people; None where nothing or no number is said. "At least 14" counts as 14."""

    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A number of people of one kind, the word that tells it, and whether it is a sum over several events."""

    kind: Kind
    count: int
    anchor: Token
    total: bool


_KINDS: dict[str, tuple[Kind, ...]] = {
    "ASSAULT": ("killed", "injured"),
    "PROTEST": ("killed", "injured"),
    "COERCE": ("arrested",),
}
_SINGLE_ARRESTS = frozenset({"arrest", "seize"})
"""Modes of COERCE that are done to persons who are then held; a ban beside them has no arrests of its own."""


class CasualtyCounts:
    """The facts of an article's sentences, found when first asked for."""

    def __init__(self) -> None:
        self._facts: dict[Sentence, list[Fact]] = {}

    def facts(self, sentence: Sentence) -> list[Fact]:
        """All facts of a sentence, left to right."""
        found = self._facts.get(sentence)
        if found is None:
            found = self._facts[sentence] = [f for t in sentence.tokens if (f := _fact(t)) is not None]
        return found

    def of(
        self, triggers: Iterable[Token], event_type: str, modes: Iterable[str] = (), others: Set[Token] = frozenset()
    ) -> Counts:
        """The numbers of an event that hangs on these tokens, one a report; nothing for types that have none.

        What other events hang on (``others``) tells their numbers and not those of this one.

        Reports may name parts of the whole ("killed 14 ... among the dead was a judge"), so the largest number holds.
        Sums over a time ("200 killed since January") count only where the first report is one.
        """
        kinds = kinds_of(event_type, modes)
        found: dict[Kind, int] = {}
        for n, trigger in enumerate(triggers if kinds else ()):
            for kind, fact in self._nearest(trigger, kinds, event_type).items():
                if fact.anchor not in others and (n == 0 or not fact.total):
                    found[kind] = max(found.get(kind, 0), fact.count)
        return Counts(**found)

    def _nearest(self, trigger: Token, kinds: tuple[Kind, ...], event_type: str) -> dict[Kind, Fact]:
        """Of the facts that belong to what hangs on a token the nearest of each kind."""
        near: dict[Kind, Fact] = {}
        # "fired on crowds marching": what is done to people who protest is not what their protest does
        alone = event_type == "PROTEST" and trigger.dep in ("acl", "relcl")
        top = trigger if alone else _web(trigger)
        for fact in self.facts(trigger.sent):
            if fact.kind in kinds and _belongs(fact, trigger, top):
                known = near.get(fact.kind)
                if known is None or abs(fact.anchor.i - trigger.i) < abs(known.anchor.i - trigger.i):
                    near[fact.kind] = fact
        if "arrested" in kinds and "arrested" not in near and (own := _seized(trigger)) is not None:
            near["arrested"] = own
        return near


def kinds_of(event_type: str, modes: Iterable[str] = ()) -> tuple[Kind, ...]:
    """The numbers that events of a type have."""
    modes = frozenset(modes)
    if event_type == "COERCE" and modes and not modes & _SINGLE_ARRESTS:
        return ()
    return _KINDS.get(event_type, ())


# --- facts -------------------------------------------------------------------------------------------------------

_DONE_TO: dict[str, Kind] = {
    **dict.fromkeys(
        word_set("kill murder slay assassinate execute behead massacre slaughter lynch hang drown decapitate"), "killed"
    ),
    **dict.fromkeys(word_set("wound injure hurt maim"), "injured"),
    **dict.fromkeys(word_set("arrest detain apprehend imprison nab"), "arrested"),
}
_UNDERGONE: dict[str, Kind] = {"die": "killed", "perish": "killed"}
_STATES: dict[str, Kind] = {"dead": "killed", "wounded": "injured", "injured": "injured", "hurt": "injured"}
_NOUNS: dict[str, Kind] = {
    **dict.fromkeys(word_set("death fatality killing murder execution assassination beheading massacre"), "killed"),
    **dict.fromkeys(word_set("injury wounding"), "injured"),
    **dict.fromkeys(word_set("arrest detention"), "arrested"),
}
_TAKES_LIVES = word_set("claim take lose cost")


def _fact(t: Token) -> Fact | None:
    """The fact that a word tells, if it does."""
    lemma = t.lemma.lower()
    if adjuncts.is_verb(t) and (kind := _DONE_TO.get(lemma)) is not None:
        return _make(kind, _patient(t), t)
    if (kind := _UNDERGONE.get(lemma)) is not None and adjuncts.is_verb(t):
        return _make(kind, _subject(t), t)
    if (kind := _STATES.get(t.lower)) is not None:
        return _of_state(kind, t)
    if (kind := _NOUNS.get(lemma)) is not None and t.pos == "NOUN":
        return _of_noun(kind, t)
    if lemma == "life" and t.dep == "dobj" and t.head.lemma in _TAKES_LIVES:
        return _of_lives(t)
    if lemma == "toll":
        return _of_toll(t)
    return None


def _seized(trigger: Token) -> Fact | None:
    """Persons held by other words than those of the table: "rounded up 40 men", "took 12 men into custody"."""
    if not adjuncts.is_verb(trigger) or trigger.lemma in _DONE_TO:
        return None
    patient = _patient(trigger)
    if patient is None or (patient.pos != "NUM" and patient.lemma.lower() not in _HELD and patient.ent != "PERSON"):
        return None
    return _make("arrested", patient, trigger)


_HELD = word_set(
    "man woman person people boy girl teenager youth suspect protester protestor demonstrator activist journalist "
    "reporter lawyer militant rebel fighter soldier officer official student worker member supporter leader smuggler "
    "trafficker criminal gangster migrant refugee citizen national resident suspect extremist terrorist gunman striker"
)


def _make(kind: Kind, phrase: Token | None, anchor: Token) -> Fact | None:
    if phrase is None or any(c.dep == "neg" for c in anchor.children):
        return None
    count = people(phrase)
    return None if count is None else Fact(kind, count, anchor, _is_total(anchor))


def _patient(verb: Token) -> Token | None:
    """Whom a verb is done to: object, passive subject, or the noun that its participle or relative clause describes."""
    found = verb.child("nsubjpass")
    if found is None and (verb.tag != "VBN" or any(c.lemma == "have" and c.dep == "aux" for c in verb.children)):
        found = verb.child("dobj") or verb.child("nsubjpass")
    elif found is None:
        found = verb.child("nsubj", "dobj")
        if found is None and verb.dep in ("acl", "amod"):
            found = verb.head
        if found is None and verb.dep == "conj" and adjuncts.is_verb(verb.head):
            found = verb.head.child("nsubjpass")
    return _antecedent(found, verb)


def _subject(verb: Token) -> Token | None:
    found = verb.child("nsubj", "nsubjpass")
    if found is None and verb.dep == "conj" and adjuncts.is_verb(verb.head):
        found = verb.head.child("nsubj", "nsubjpass")
    return _antecedent(found, verb)


def _antecedent(found: Token | None, verb: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    if found is not None and found.tag in ("WP", "WDT"):
        return verb.head if verb.dep == "relcl" else None
    return found


def _of_state(kind: Kind, t: Token) -> Fact | None:
    """ "14 dead", "left 20 people wounded", "was shot dead"."""
    if t.child("nummod") is not None or t.dep == "nummod":
        return _make(kind, t, t)
    if adjuncts.is_verb(t):
        return _make(kind, t.child("nsubj", "nsubjpass", "dobj") or (t.head if t.dep in ("acl", "amod") else None), t)
    if t.dep == "amod":
        return _make(kind, t.head, t)
    subject = t.child("nsubj", "nsubjpass")
    if subject is None and adjuncts.is_verb(t.head):
        verb = t.head
        subject = verb.child("nsubjpass") or verb.child("dobj") or (verb.child("nsubj") if verb.lemma == "be" else None)
        subject = _antecedent(subject, verb)
    return _make(kind, subject, t)


def _of_noun(kind: Kind, t: Token) -> Fact | None:
    """ "14 deaths", "the killing of two nurses"; "beaten to death"."""
    if t.lower == "death" and t.dep == "pobj" and t.head.lower == "to" and adjuncts.is_verb(t.head.head):
        return _make(kind, _patient(t.head.head), t)
    if t.child("nummod") is not None and t.tag == "NNS":
        return _make(kind, t, t)
    of = next((c for c in t.children if c.dep == "prep" and c.lower == "of"), None)
    return None if of is None else _make(kind, of.child("pobj"), t)


def _of_lives(t: Token) -> Fact | None:
    """ "claimed 14 lives", "cost the lives of two boys", "lost their lives"."""
    if t.child("nummod") is not None:
        return _make("killed", t, t)
    of = next((c for c in t.children if c.dep == "prep" and c.lower == "of"), None)
    if of is not None:
        return _make("killed", of.child("pobj"), t)
    return _make("killed", _subject(t.head), t) if t.head.lemma == "lose" else None


def _of_toll(t: Token) -> Fact | None:
    """ "the death toll rose to 14"."""
    if not adjuncts.is_verb(t.head) or t.child("compound") is None:
        return None
    for c in t.head.children:
        if c.dep == "prep" and c.lower in ("to", "at") and (number := c.child("pobj")) is not None:
            count = people(number)
            return None if count is None else Fact("killed", count, t, True)
    return None


def _is_total(anchor: Token) -> bool:
    """Whether a number is a sum over a time: "since January", "so far this year", "in the past two weeks"."""
    verb = anchor if adjuncts.is_verb(anchor) else anchor.head
    around = [*verb.children, *(verb.head.children if verb.dep == "conj" else ())]
    around += [c for v in verb.children if v.dep == "conj" for c in v.children]  # "killed and 90 wounded since May"
    for c in around:
        if c.lower == "since" or (c.lower == "far" and any(g.lower == "so" for g in c.children)):
            return True
        if c.dep == "npadvmod" and c.lower in ("year", "month", "week") and _has(c, "this"):
            return True
        if c.dep == "prep" and c.lower in ("in", "over", "during", "within"):
            noun = c.child("pobj")
            if noun is not None and noun.lower in _TIMES and (_has(noun, "past") or _has(noun, "last")):
                return bool(noun.lower != "hours")
    return False


_TIMES = word_set("year years month months week weeks days decade decades hours")


def _has(t: Token, word: str) -> bool:
    return any(c.lower == word for c in t.children)


# --- numbers of people -------------------------------------------------------------------------------------------

_ONE = word_set("he him she her himself herself i me")
_GROUPS = word_set("group family total team crew party number gang band convoy crowd couple")
_SETS = {"pair": 2, "couple": 2, "duo": 2, "trio": 3, "quartet": 4}
_NOT_PEOPLE = word_set(
    "cow sheep goat cattle dog animal bird horse livestock tree job bill hope plan idea deal dream "
    "momentum time pain feeling pride chance prospect economy trade business sale industry"
)
_VAGUE = word_set("dozens scores hundreds thousands millions tens many several some few others people civilians")
_COLLECTIVE = word_set(
    "population community army force unit village town crowd public staff opposition group family militia number "
    "brigade battalion press media government majority half rest"
)
_UPPER = (("up", "to"), ("as", "many", "as"), ("fewer", "than"), ("less", "than"), ("no", "more", "than"))


def people(phrase: Token) -> int | None:
    """How many people a noun phrase names, by its head; None where it does not say ("dozens", "soldiers").

    Coordinated phrases are added up, and unknown as a whole where one part is.
    """
    parts = [phrase] + [c for c in phrase.conjuncts()[1:] if c.pos in ("NOUN", "PROPN", "NUM", "PRON")]
    total = 0
    for part in parts:
        count = _single(part)
        if count is None:
            return None
        total += count
    return total


def _single(t: Token) -> int | None:
    if t.lemma.lower() in _NOT_PEOPLE or any(
        c.dep in ("det", "neg") and c.lower in ("no", "neither") for c in t.children
    ):
        return None
    number = t if t.pos == "NUM" else t.child("nummod")
    if number is not None:
        return _number(number)
    if t.lower in _ONE:
        return 1
    of = next((c for c in t.children if c.dep == "prep" and c.lower == "of"), None)
    if of is not None and t.lemma.lower() in _GROUPS and (inner := of.child("pobj")) is not None:
        return _single(inner) if inner.tag in ("NNS", "CD", "NNPS") else None
    if t.lemma.lower() in _SETS:
        return _SETS[t.lemma.lower()]
    if t.lower == "lives" or t.lower in _VAGUE:
        return None
    return _by_form(t)


def _by_form(t: Token) -> int | None:
    """One for a singular noun or a name; two after "both"."""
    if t.tag == "NNS":
        return 2 if _has(t, "both") else None
    if t.tag == "NNP":
        return 1 if t.ent in ("PERSON", "") else None
    if t.tag != "NN" or t.lemma.lower() in _COLLECTIVE:
        return 1 if t.lower in ("another", "one") and t.dep in ("dobj", "nsubjpass", "nsubj", "conj") else None
    return 1 if any(c.dep in ("det", "poss") for c in t.children) or t.dep == "conj" else None


_INSIDE_NUMBERS = word_set("compound nummod det punct quantmod")


def _number(t: Token) -> int | None:
    """The number that a numeral is the head of; None for upper bounds."""
    tokens = t.sent.tokens
    first = t.i
    while first > 0 and tokens[first - 1].head is t and tokens[first - 1].dep in _INSIDE_NUMBERS:
        first -= 1
    for start in range(first, t.i + 1):
        got = number_at(tokens, start)
        if got is not None and got[1] > t.i:
            return None if _is_upper(tokens, start) else got[0]
    return None


def _is_upper(tokens: list[Token], i: int) -> bool:
    return any(tuple(t.lower for t in tokens[max(0, i - len(words)) : i]) == words for words in _UPPER)


# --- which event a fact belongs to -------------------------------------------------------------------------------

_SAFE = word_set(
    "conj xcomp nsubj nsubjpass dobj agent acl relcl oprd acomp amod nummod appos compound npadvmod advmod attr csubj"
)
_PREPOSITIONS = frozenset({"in", "by", "during", "from", "of", "at", "on", "with", "to"})
_MARKS = frozenset({"when", "as", "while", "after", "where", ""})
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
        return head.lemma in ("leave", "see")
    if t.dep == "advcl":
        return _mark(t) in _MARKS
    if t.dep == "pobj":
        return head.lower in _PREPOSITIONS or head.lower in _AFTER
    if t.dep == "prep":
        return t.lower in _PREPOSITIONS or (t.lower in _AFTER and head.lemma in adjuncts.CASUALTY)
    return False


def _takes_lives(verb: Token) -> bool:
    """ "The raid claimed 14 lives" is no claim."""
    return verb.lemma in _TAKES_LIVES and any(c.lower == "lives" and c.dep == "dobj" for c in verb.children)


def _mark(verb: Token) -> str:
    for c in verb.children:
        if c.i < verb.i and (c.dep == "mark" or c.tag == "WRB"):
            return c.lower
    return ""


def _belongs(fact: Fact, trigger: Token, top: Token) -> bool:
    if fact.anchor is trigger:
        return True
    if fact.total or _apart(fact.anchor, trigger) or (fact.kind == "arrested" and _later(fact.anchor, trigger)):
        return False
    return _web(fact.anchor) is top


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
    return own is not None and not {trigger.lemma, anchor.lemma} <= (_DONE_TO.keys() | _UNDERGONE.keys())


def _later(anchor: Token, trigger: Token) -> bool:
    """ "was arrested after an attack": arrests that follow an event are another one."""
    for t in (trigger, *trigger.ancestors()):
        if t is anchor:
            return False
        if t.lower in _AFTER or (t.dep == "advcl" and _mark(t) == "after"):
            return True
    return False
