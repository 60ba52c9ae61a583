"""What an adjunct of time or place belongs to: the words above it in the parse, from the nearest to its clause's verb.

Dates and places share these rules: a noun that carries the adjunct owns it ("Friday's attack"), and so do the
nouns above it up to the verb of the clause ("killed 14 people at a wedding in Kabul"), as far as no preposition that
leads to another time or topic stands between ("arrested after a bombing on Friday").
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from dragoman.coding.tense import verb_tense
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token

BARRIERS = word_set(
    "after before since following despite because about over amid until ahead regarding concerning without except "
    "including beyond like unlike than as versus prior besides for"
)
"""Prepositions behind which stands another time, place or topic."""
_TIMES = word_set("day days hour hours week weeks month months time dawn daybreak dusk nightfall sunrise noon midnight")
"""Nouns of time, which happen at no time and place of their own: "for a fourth day on Monday", "before dawn"."""
_MODIFIER = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
_VERBS = frozenset({"VERB", "AUX"})
# Verbs that add nothing but the happening itself: their adjuncts are those of the noun ("held talks on Friday").
HAPPENING = word_set(
    "hold take happen occur launch carry conduct stage begin start open host make pay have mount perform attend "
    "undertake give impose sign announce declare issue order end follow last continue resume erupt break be see "
    "organize organise schedule plan set due expect slate convene call unleash commit witness participate join "
    "wage trigger spark broker secure complete count record register document log suffer"
)
CASUALTY = word_set("kill die injure wound hurt arrest detain damage destroy murder slay abduct kidnap")
REPORTING = word_set(
    "say tell report announce state add note claim warn write declare confirm reveal stress argue insist believe think "
    "condemn criticize criticise praise welcome deny urge blame accuse discuss denounce recall describe mention call "
    "explain acknowledge admit suggest"
)
_HAS = frozenset({"has", "have", "'ve", "’ve", "'s", "’s"})
_SAME_TIME_MARKS = frozenset({"when", "as", "while", "where", "whereupon"})
_SETTING_OUT = frozenset({"set", "go", "embark", "leave", "start"})
_ARRIVING = word_set("arrive come travel fly land meet gather sit return convene assemble")
_ANSWERING = word_set("answer respond reply retaliate react counter open begin start end close")
_INNER_PREPOSITIONS = frozenset({"in", "by", "during", "at", "from"})


def is_verb(t: Token) -> bool:
    """Whether a clause may hang by it."""
    return t.pos in _VERBS


def reports(verb: Token) -> bool:
    """Whether a verb tells or judges what happens instead of being it."""
    return verb.lemma in REPORTING and verb.lemma not in HAPPENING


def owners(head: Token, inside: range) -> list[Token]:
    """The words an adjunct belongs to, nearest first: nouns up to and including the verb of its clause.

    Args:
        head: the token by which the adjunct hangs.
        inside: indices of the adjunct's own tokens.
    """
    out: list[Token] = []
    if (event := rehung(head)) is not None:
        return [event]
    t, through = head, False
    for _ in range(20):
        if t.head is t:
            break
        modifies = t.dep in _MODIFIER and not (t.pos == "ADJ" and t.i not in inside)
        below, t = t, t.head
        if t.i in inside:
            continue
        if t.lower in _TIMES and not out and t.dep == "pobj" and not t.head.is_root():
            through = True
            continue
        if t.pos == "ADJ" and t.dep == "amod":
            continue  # "traded goods worth a million in May"
        if t.pos in ("ADP", "SCONJ"):
            if through and not out:
                continue
            if out and (t.lower in BARRIERS or (t.lower == "of" and t.head.pos in _VERBS)):
                break
            continue
        if out and reports(t) and below.dep in ("dobj", "pcomp", "pobj"):
            break  # "condemned the attack in Kabul": only the attack was there
        out.append(t)
        if t.pos in _VERBS or (modifies and not _inside(t)):
            break
    return out


def rehung(head: Token) -> Token | None:
    """The word that a date or place belongs to where the parser is known to err: "comes after talks on Friday", "met
    ahead of a vote on Friday", "said on Friday the army will leave"."""
    verb = head.head
    if head.dep not in ("prep", "npadvmod") or verb.pos not in _VERBS:
        return None
    if verb.dep == "ccomp" and verb.head.i < head.i < verb.i and _directly_after(verb.head, head, verb):
        return verb.head
    for c in verb.children:
        if c.i >= head.i:
            break
        if c.lower in BARRIERS and (verb.lemma == "come" or c.lower in ("ahead", "prior")):
            of = c.child("prep") if c.lower in ("ahead", "prior") else c
            noun = None if of is None else of.child("pobj")
            if noun is not None:
                return noun
    return None


def _directly_after(saying: Token, head: Token, verb: Token) -> bool:
    """Whether an adjunct of the verb of a content clause stands before that clause, right behind the word of saying
    or behind other adjuncts."""
    for c in verb.children:
        if c.i >= head.i:
            return True
        if c.dep not in ("prep", "npadvmod", "advmod") or c.i < saying.i:
            return False
    return True


def _inside(noun: Token) -> bool:
    """Whether a noun stands after "in", "during" or "at": what is its time and place is also that of what governs
    it ("killed in Friday's attack")."""
    return noun.dep == "pobj" and noun.head.lower in ("in", "during", "at", "near", "outside", "inside")


def head_of(tokens: list[Token], first: int, last: int) -> Token:
    """The token of a stretch by which it hangs in the parse: the first whose governor lies outside."""
    for t in tokens[first:last]:
        if t.head is t or not first <= t.head.i < last:
            return t
    return tokens[first]


def clause_verb(t: Token) -> tuple[Token | None, str]:
    """The nearest verb above a noun and the relation by which the noun's phrase reaches it.

    The relation is the dependency label, for prepositional phrases "prep:" and the preposition.
    """
    relation = t.dep
    for _ in range(20):
        if t.head is t:
            return None, relation
        if t.dep == "prep" or t.dep == "agent":
            relation = "prep:" + t.lower
        elif t.dep != "pobj":
            relation = t.dep
        t = t.head
        if t.pos in _VERBS:
            return t, relation
    return None, relation


def shares_time(verb: Token, relation: str) -> bool:
    """Whether a noun's happening and that of the verb it depends on are one, so that adjuncts are shared."""
    if relation in ("nsubj", "nsubjpass"):
        return not reports(verb)
    if relation in ("dobj", "attr", "oprd"):
        return verb.lemma in HAPPENING
    if relation.startswith("prep:"):
        preposition = relation[5:]
        if preposition in ("in", "during"):
            return True
        if preposition == "on":
            return verb.lemma in _SETTING_OUT
        if preposition == "for":
            return verb.lemma in _ARRIVING
        if preposition == "with":
            return verb.lemma in _ANSWERING
        return preposition in _INNER_PREPOSITIONS and (verb.lemma in CASUALTY or verb.lemma in HAPPENING)
    return False


def verbs_beside(verb: Token) -> list[Token]:
    """Verbs whose adjuncts of time and place hold for this one too, the likeliest first: its infinitive, the verbs it
    is coordinated with under one subject, the clause that it is a participle or a "when"-clause of, and its own."""
    out = [c for c in verb.children if c.dep == "xcomp" and c.pos in _VERBS]
    out += [c for c in verb.children if c.dep == "advcl" and _accompanies(c, verb)]
    own_subject = any(c.dep in ("nsubj", "nsubjpass") for c in verb.children)
    if is_verb(verb.head) and verb.head is not verb and _one_time(verb, own_subject):
        out.append(verb.head)
    if (charged := _charged(verb)) is not None:
        out.append(charged)
    for c in verb.children:
        if not is_verb(c):
            continue
        subject = c.child("nsubj", "nsubjpass")
        if (c.dep == "conj" and subject is None) or (
            c.dep == "advcl" and (mark_of(c) in _SAME_TIME_MARKS or c.lemma in ("begin", "start"))
        ):
            out.append(c)
    return out


def _one_time(verb: Token, own_subject: bool) -> bool:
    """Whether a verb tells of the same time and place as the verb that governs it."""
    if verb.dep == "conj":
        return not own_subject
    if verb.dep == "advcl":
        return mark_of(verb) in _SAME_TIME_MARKS or (_participle(verb) and _charged(verb) is None)
    return verb.dep == "xcomp" and verb.head.lemma in HAPPENING


def _charged(participle: Token) -> Token | None:
    """For the outcome of what somebody is accused of that: "accused them of firing mortars on Friday, killing two"."""
    verb = participle.head
    if participle.dep != "advcl" or participle.lemma not in CASUALTY or not (reports(verb) and _participle(participle)):
        return None
    told = (g for c in verb.children for g in (c, *c.children) if g.dep in ("pcomp", "ccomp") and g.i < participle.i)
    return next((g for g in told if is_verb(g) and verb.i < g.i), None)


def _accompanies(participle: Token, verb: Token) -> bool:
    """ "Speaking in Lima on Friday, he urged", "urged them, speaking on Friday"."""
    return _participle(participle) and (participle.i < verb.i or participle.lemma in _SPEAKING)


_SPEAKING = frozenset({"speak", "talk", "address", "write", "testify"})


def mark_of(verb: Token) -> str:
    """The conjunction or question word that begins a clause; "" where none does."""
    for c in verb.children:
        if c.i >= verb.i:
            break
        if c.dep == "mark" or (c.dep == "advmod" and c.tag == "WRB"):
            return c.lower
    return ""


def _participle(verb: Token) -> bool:
    """ "..., killing 14 people": a participle without subject, conjunction or auxiliary."""
    return verb.tag == "VBG" and not any(
        c.dep in ("mark", "nsubj", "aux", "prep") and c.i < verb.i for c in verb.children
    )


def occasions(verb: Token) -> list[Token]:
    """Participles on the nouns that say at what, in what or during what a verb is done, whose adjuncts hold for the
    verb too ("said in a statement issued on Friday", "met at a forum held in Lima"); and on what is published ("a
    report, leaked last week, blames them")."""
    beside = [
        g for c in verb.children if c.dep == "prep" and c.lower in _OCCASION for g in c.children if g.dep == "pobj"
    ]
    found = [p for noun in beside for p in noun.children if p.dep == "acl" and p.lemma in HAPPENING | _ISSUED]
    published = (p for noun in verb.all("nsubj") for p in noun.children if p.dep == "acl" and p.lemma in _ISSUED)
    return [*found, *published]


_OCCASION = frozenset({"in", "at", "during"})
_ISSUED = word_set("issue leak publish release post broadcast air deliver send address obtain seat")


def antecedent(verb: Token) -> Token | None:
    """For the verb of a "where" or "when" clause the noun that the clause describes."""
    if verb.dep not in ("relcl", "acl"):
        return None
    below = [g for c in verb.children if c.dep == "xcomp" for g in c.children]  # "where he is due to speak"
    for c in (*verb.children, *below):
        if c.i < verb.i and (c.tag == "WRB" or (c.dep == "prep" and any(g.tag == "WDT" for g in c.children))):
            return verb.head
    return None


_ON_THE_MOVE = word_set("march protest rally demonstrate riot gather chant shout flee throw demand call")


def carrier(verb: Token) -> Token | None:
    """For a participle that describes a noun ("the talks held on Friday", "fired on crowds marching") that noun."""
    if verb.dep != "acl":
        return None
    return verb.head if verb.lemma in HAPPENING or (verb.tag == "VBG" and verb.lemma in _ON_THE_MOVE) else None


class Adjunct(Protocol):
    """A date or place in a sentence, as `Attached` needs it."""

    @property
    def first(self) -> int:
        """Index of its first token."""

    @property
    def last(self) -> int:
        """Index after its last token."""

    @property
    def head(self) -> Token:
        """The token by which it hangs in the parse."""

    @property
    def owners(self) -> tuple[Token, ...]:
        """The words it belongs to, nearest first."""

    def rank(self) -> tuple[int, ...]:
        """How well it serves beside others that belong to the same word: smaller is better."""


def _stands_first(head: Token, root: Token) -> bool:
    """Whether an adjunct stands before all else in its sentence: "At a meeting in Bonn on Friday, they agreed"."""
    top = next((t for t in (head, *head.ancestors()) if t.head is root), head)
    return top.dep in ("prep", "npadvmod", "advmod") and min(t.i for t in (top, *top.subtree())) <= 1 and top.i < root.i


A = TypeVar("A", bound=Adjunct)
_CLIMB = 3
"""Clauses up which one looks for the adjunct of a participle or a "when"-clause."""


class Attached(Generic[A]):
    """Adjuncts of time or place by the words they belong to, and the one that holds for an event.

    Args:
        adjuncts: those that may hold for an event.
        described: those that a clause may describe ("since Sunday, when troops began"), holding or not.
    """

    def __init__(self, adjuncts: Iterable[A], described: Iterable[A] = ()) -> None:
        self._by_owner: dict[Token, list[tuple[tuple[int, ...], int, int, A]]] = {}
        self._fronted: dict[Token, A] = {}
        self._inside: dict[Token, A] = {}
        for adjunct in adjuncts:
            for distance, owner in enumerate((adjunct.head, *adjunct.owners)):
                self._by_owner.setdefault(owner, []).append((adjunct.rank(), distance, adjunct.first, adjunct))
            if adjunct.owners and adjunct.owners[-1].is_root() and _stands_first(adjunct.head, adjunct.owners[-1]):
                self._fronted.setdefault(adjunct.owners[-1], adjunct)
        for adjunct in described:
            for t in adjunct.head.sent.tokens[adjunct.first : adjunct.last]:
                self._inside[t] = adjunct

    def own(self, word: Token) -> A | None:
        """The adjunct that belongs to a word: by rank, then the nearest, then the first."""
        found = self._by_owner.get(word)
        return None if found is None else min(found, key=lambda item: item[:3])[3]

    def of(self, trigger: Token, verbal: bool) -> A | None:
        """The adjunct that holds for the event which hangs on this verb or noun.

        ``verbal`` events are done by speaking: what holds for the saying holds for them.
        """
        found = self._of_verb(trigger, verbal) if is_verb(trigger) else self._of_noun(trigger, verbal)
        return found or self._of_frame(trigger)

    def of_operator(self, verb: Token) -> A | None:
        """The adjunct that holds for what a verb does to the act below it ("agreed on Wednesday to meet in May"):
        its own, or that of the saying."""
        return self.own(verb) or self._of_occasion(verb) or self._of_saying(verb, True)

    def _of_noun(self, noun: Token, verbal: bool) -> A | None:
        if (found := self.own(noun)) is not None:
            return found
        for c in noun.children:
            if c.dep in ("acl", "relcl") and c.lemma in HAPPENING and (found := self.own(c)):
                return found
        verb, relation = clause_verb(noun)
        if verb is None or not shares_time(verb, relation):
            return None
        return self._of_verb(verb, verbal)

    def _of_verb(self, verb: Token, verbal: bool) -> A | None:
        if (found := self.own(verb) or self._of_occasion(verb)) is not None:
            return found
        above = verb
        for _ in range(_CLIMB):
            if (found := self._before_clause(above)) is not None:
                return found
            beside = verbs_beside(above)
            for other in beside:
                if (found := self.own(other) or self._of_occasion(other)) is not None:
                    return found
            described = antecedent(above) or carrier(above)
            if described is not None and (found := self._described(described)) is not None:
                return found
            if above.head not in beside:
                if above.dep != "conj" or not is_verb(above.head):
                    break
                # "in 2006, when Tbilisi arrested four and Moscow answered"
                return self._before_clause(above.head) or self._of_saying(verb, verbal)
            above = above.head
        return self._of_saying(verb, verbal)

    def _before_clause(self, verb: Token) -> A | None:
        """The adjunct right before "when" or "where", whatever the parser hangs the clause on."""
        if not self._inside:
            return None
        tokens = verb.sent.tokens
        for c in verb.children:
            if c.i > 1 and c.i < verb.i and c.tag == "WRB":
                return self._inside.get(tokens[c.i - 2 if tokens[c.i - 1].text == "," else c.i - 1])
        return None

    def _of_occasion(self, verb: Token) -> A | None:
        for participle in occasions(verb):
            if (found := self.own(participle)) is not None:
                return found
        return None

    def _described(self, noun: Token) -> A | None:
        """What holds for the noun that a clause describes, or for the nouns and the verb it hangs below."""
        for _ in range(8):
            if is_verb(noun) and reports(noun):
                return None  # "condemned an attack in which ten were killed"
            if (found := self._inside.get(noun) or self.own(noun)) is not None:
                return found
            if is_verb(noun):
                beside = (self.own(v) for v in verbs_beside(noun))
                return next((a for a in beside if a is not None), None)
            if noun.head is noun:
                return None
            noun = rehung(noun) or noun.head
        return None

    def _of_saying(self, verb: Token, verbal: bool) -> A | None:
        """ "said on Thursday it has begun a procedure": what is new in the telling shares the day of the telling; acts
        of force that somebody tells of are earlier."""
        told = verb
        while told.dep == "conj" and is_verb(told.head):
            told = told.head
        head = told.head
        if told.dep not in ("ccomp", "parataxis") or head.lemma not in REPORTING or head is verb:
            return None
        tense = verb_tense(verb)
        perfect = any(c.dep == "aux" and c.lower in _HAS for c in verb.children)
        if (tense == "present" and not perfect) or (verbal and (perfect or tense != "past")):
            return self.own(head) or self._of_occasion(head)
        return None

    def _of_frame(self, trigger: Token) -> A | None:
        """What stands before the whole sentence ("In Lima, congress passed a motion urging ..."), for all in it but
        what others tell."""
        if not self._fronted:
            return None
        t = trigger
        while t.head is not t:
            if t.dep in ("ccomp", "relcl", "parataxis") or (t.dep == "prep" and t.lower in BARRIERS):
                return None
            if t.dep == "conj" and t.child("nsubj", "nsubjpass") and any(c.lower in _HAS for c in t.children):
                return None  # "In May a judge freed him, and the state has appealed"
            t = t.head
        return self._fronted.get(t)
