"""Whether an event is told as real: tense, modals, negation, conditions and questions around its words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dragoman.coding.arguments import clause_head
from dragoman.language.tokens import Token
from dragoman.records import Status

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "sha"})
_POSSIBLE = frozenset({"could", "may", "might", "can", "ca", "would", "'d", "’d"})
_DUTY = frozenset({"should", "must", "ought"})
_CONDITION = frozenset({"if", "unless", "whether", "lest"})
_FUTURE_WORDS = frozenset(
    {"planned", "upcoming", "scheduled", "forthcoming", "next", "future", "impending", "coming", "proposed"}
)
_UNREAL_WORDS = frozenset(
    {"possible", "potential", "threatened", "hypothetical", "feared", "attempted", "failed", "imminent"}
)
_ALLEGED = frozenset(
    {"accusation", "allegation", "claim", "suspicion", "rumour", "rumor", "suggestion", "speculation", "fear"}
)
_DUE = frozenset({"due", "set", "scheduled", "slated", "expected", "planned", "billed", "poised", "likely"})
_NEGATIVE = frozenset({"no", "neither", "nor", "without", "never", "not", "n't", "n’t", "nobody", "none"})


@dataclass(frozen=True, slots=True)
class Reality:
    """How real an event is told to be, and the words that say so."""

    status: Status = "actual"
    duty: bool = False
    because: str = ""
    refusal: bool = False
    """Negated with "will": whoever says so of himself refuses."""


_ACTUAL = Reality()


def reality(token: Token, carriers: Collection[str]) -> Reality:
    """The status that the words around a predicate give it (dates are looked at elsewhere).

    Args:
        token: the predicate's head.
        carriers: lemmas of verbs whose reality an event noun shares ("held talks", "talks took place"); under any
            other verb a noun tells of something that is there ("could discuss the attack").
    """
    if token.pos not in ("VERB", "AUX"):
        own = _noun(token)
        if own is not None:
            return own
        verb = _carrying_verb(token)
        if verb is None or verb.lemma not in carriers or (verb.lemma == "be" and _known(token)):
            return _ACTUAL
        return _verb(verb, 0)
    return _verb(token, 0)


def has_duty(verb: Token) -> bool:
    """Whether the verb is told as a duty: "should", "must"."""
    if any(c.dep == "aux" and c.lower in _DUTY for c in verb.children):
        return True
    needs = verb.dep == "xcomp" and verb.head.lemma in ("need", "have") and verb.head.tag in ("VBZ", "VBP")
    return needs and any(c.dep == "aux" and c.lower == "to" for c in verb.children)


def _noun(noun: Token) -> Reality | None:
    for c in noun.children:
        if c.dep in ("det", "neg") and c.lower in ("no", "neither"):
            return Reality("negated", because=c.text)
        if c.dep in ("amod", "compound"):
            if c.lower in _FUTURE_WORDS and not (c.lower == "next" and noun.pos == "VERB"):
                return Reality("future", because=c.text)
            if c.lower in _UNREAL_WORDS:
                return Reality("hypothetical", because=c.text)
    if noun.dep == "pobj" and noun.head.lower == "without":
        return Reality("negated", because="without")
    return _due(noun)


def _due(noun: Token) -> Reality | None:
    """ "Talks are due to start", "a summit is expected to open": what its verb announces for an event."""
    verb = noun.head
    if noun.dep not in ("nsubj", "nsubjpass") or verb.pos not in ("VERB", "AUX"):
        return None
    for word in (verb, *verb.all("acomp", "oprd")):
        if word.lower in _DUE and word.child("xcomp", "advcl", "prep", "npadvmod") is not None:
            return Reality("future", because=word.text)
    return None


def _known(noun: Token) -> bool:
    """Whether the noun speaks of something known: "the attack", "its offensive"."""
    return any(c.dep == "poss" or (c.dep == "det" and c.lower in ("the", "this", "that")) for c in noun.children)


def _carrying_verb(noun: Token) -> Token | None:
    """The verb whose reality a noun shares: what it is object or subject of; not one it merely stands near."""
    t = noun
    for _ in range(4):
        if t.dep in ("dobj", "nsubjpass", "attr") or (t.dep == "nsubj" and t.head.pos in ("VERB", "AUX")):
            return t.head if t.head.pos in ("VERB", "AUX") else None
        if t.dep == "conj" or (t.dep == "pobj" and t.head.lower in ("of", "in")) or t.dep == "prep":
            t = t.head
        else:
            return None
        if t.pos in ("VERB", "AUX"):
            return t
    return None


def _verb(verb: Token, depth: int) -> Reality:
    if depth > 4:
        return _ACTUAL
    question = verb.sent.tokens[-1].text == "?" and verb.is_root()
    infinitive = False
    will = any(c.dep == "aux" and (c.lower in _FUTURE or c.lower == "would") for c in verb.children)
    for c in verb.children:
        word = c.lower
        longer = word == "longer" and any(d.lower == "no" for d in c.children)
        if c.dep == "neg" or longer or (c.dep in ("advmod", "preconj") and word in _NEGATIVE):
            return Reality("negated", because="no longer" if longer else c.text, refusal=will)
        if c.dep == "mark" and (word in _CONDITION or (word == "until" and _not_before(verb.head))):
            return Reality("hypothetical", because=c.text)
        if c.dep in ("nsubj", "nsubjpass", "dobj") and any(
            d.lower in ("no", "neither") for d in c.children if d.dep in ("det", "neg", "preconj")
        ):
            return Reality("negated", because="no")
        if c.dep in ("nsubj", "nsubjpass") and word in ("nobody", "none", "neither"):
            return Reality("negated", because=c.text)
    for c in verb.children:
        if c.dep not in ("aux", "auxpass"):
            continue
        word = c.lower
        if word in _FUTURE:
            return Reality("future", because=c.text)
        if word in _DUTY:
            return Reality("hypothetical", duty=True, because=c.text)
        if word in _POSSIBLE:
            if word in ("would", "'d", "’d") and _announced(verb):
                return Reality("future", because=c.text)
            return Reality("hypothetical", because=c.text)
        infinitive = infinitive or word == "to"
    if question:
        return Reality("hypothetical", because="?")
    if infinitive and verb.dep in ("ROOT", "ccomp") and verb.child("nsubj", "nsubjpass") is not None:
        return Reality("future", because="to")  # "Erdogan to visit Greece"
    if infinitive and verb.dep in ("acl", "relcl", "appos") and verb.head.is_root() and verb.head.pos == "PROPN":
        return Reality("future", because="to")  # "Putin, Modi to hold talks"
    return _from_above(verb, infinitive, depth)


def _from_above(verb: Token, infinitive: bool, depth: int) -> Reality:
    """What the clause above says of a verb that has no auxiliary of its own."""
    head = verb.head
    if head is verb:
        return _ACTUAL
    finite = (
        verb.tag in ("VBD", "VBZ") and head.tag == "VB"
    )  # "fired to break up a rally and detained": not joined to it
    if verb.dep == "conj" and head.pos in ("VERB", "AUX") and not finite and not verb.child("nsubj", "nsubjpass"):
        return _verb(head, depth + 1)
    if verb.dep in ("xcomp", "oprd") and head.pos in ("VERB", "AUX"):
        if infinitive and head.lemma in ("have", "need") and head.pos in ("VERB", "AUX"):
            return Reality("hypothetical", duty=True, because=f"{head.text} to")
        if infinitive and head.lemma in ("be",):
            return Reality("future", because=f"{head.text} to")
        if infinitive and head.lemma == "go" and head.tag == "VBG":
            return Reality("future", because="going to")
        return _verb(head, depth + 1)
    if verb.dep == "xcomp" and head.pos == "ADJ":
        return _verb(head.head, depth + 1) if head.head.pos in ("VERB", "AUX") else _ACTUAL
    if infinitive and verb.dep in ("advcl", "acl", "relcl", "xcomp"):
        return Reality("hypothetical", because="to")
    if verb.dep == "pcomp" and head.lower == "without":
        return Reality("negated", because="without")
    if verb.dep in ("acl", "ccomp", "relcl") and head.lemma in _ALLEGED:
        return Reality("hypothetical", because=head.text)
    if verb.dep in ("advcl", "relcl", "acl", "ccomp"):
        above = clause_head(head)
        if any(c.dep == "mark" and c.lower in _CONDITION for c in above.children):
            return Reality("hypothetical", because="if")
    return _ACTUAL


def _not_before(verb: Token) -> bool:
    """ "will not talk until ...": what is waited for has not happened."""
    return any(c.dep == "neg" or c.lower in _FUTURE or c.lower == "would" for c in verb.children)


_PERFECT_OR_WISH = frozenset({"have", "like", "love", "prefer", "be"})


def _announced(verb: Token) -> bool:
    """Whether "would" only shifts "will" into the past ("it would withdraw"): no condition, no wish, no perfect."""
    if any(t.lower in _CONDITION for t in verb.sent.tokens):
        return False
    if any(c.dep == "aux" and c.lemma == "have" for c in verb.children):
        return False
    return verb.lemma not in _PERFECT_OR_WISH or any(c.dep == "auxpass" for c in verb.children)
