"""Whether an event is told as real: tense, modals, negation, conditions and questions around its words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dragoman.coding.arguments import clause_head
from dragoman.coding.scope import stands_apart
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token
from dragoman.records import Status

_FUTURE = word_set("will shall 'll ’ll wo sha")
_POSSIBLE = word_set("could may might can ca would 'd ’d")
_DUTY = word_set("should must ought")
_CONDITION = word_set("if unless whether lest")
_FUTURE_WORDS = word_set("planned upcoming scheduled forthcoming next future impending coming proposed")
_UNREAL_WORDS = word_set(
    "possible potential threatened hypothetical feared attempted failed imminent foiled thwarted averted"
)
_ALLEGED = word_set("accusation allegation claim suspicion rumour rumor suggestion speculation fear")
_PROSPECTS = word_set("fear threat risk prospect possibility danger likelihood chance event case warning plot")
"""Nouns whose "of" names what may come: "the risk of a war", "in the event of an attack"."""
_DUE = word_set("due set scheduled slated expected planned billed poised likely")
_NEGATIVE = word_set("no neither nor without never not n't n’t nobody none seldom rarely")
_NOBODY = word_set("nobody none neither nothing")
_ALMOST = word_set("almost nearly")
_HARDLY = word_set("hardly scarcely barely")
_MERELY = word_set("only just merely simply solely")
_PERFORMED = word_set("thank apologise apologize congratulate commend salute express convey extend stress")
"""What is done by saying that one "would like to" do it."""
_AVERTING = word_set("foil thwart avert prevent forestall frustrate disrupt")
_STOPPING = word_set("end stop cease conclude finish subside")
_SURE = word_set("fail hesitate")
"""Verbs that are as good as the act itself where they are denied: "did not hesitate to fire"."""
_ORDINALS = word_set("first second third fourth fifth sixth seventh eighth ninth tenth latest last only")
_WH = word_set("who whom whose what which why how when where")
_VERBAL = frozenset({"VERB", "AUX"})


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
    if token.pos in _VERBAL:
        return _verb(token, 0)
    own = _noun(token)
    if own is not None:
        return own
    verb = _carrying_verb(token)
    if verb is None or verb.lemma not in carriers or (verb.lemma == "be" and _known(token)):
        return _ACTUAL
    real = _verb(verb, 0)
    return _ACTUAL if real.status == "negated" and verb.lemma in _STOPPING else real  # "did not end" goes on


def under(above: Reality, operator: Token, outcome: Status) -> Status:
    """The status that an act has below an operator which is itself told as real or not: "did not plan to", "could
    fail to", "did not hesitate to".

    Args:
        above: how the operator itself is told; ``operator``: its word.
        outcome: what the operator, told as a fact, makes of the act.
    """
    if above.status == "negated":
        if operator.lemma in _SURE:
            return "actual"
        return "negated" if outcome in ("future", "hypothetical") else outcome
    return "hypothetical" if above.status == "hypothetical" and outcome != "negated" else outcome


def has_duty(verb: Token) -> bool:
    """Whether the verb is told as a duty: "should", "must"."""
    if any(c.dep == "aux" and c.lower in _DUTY for c in verb.children):
        return True
    if verb.dep == "xcomp" and verb.head.lower == "ought":
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
        if c.dep == "det" and c.lower == "any":
            return Reality("hypothetical", because=c.text)
    if noun.dep == "pobj" and noun.head.lower == "without":
        return Reality("negated", because="without")
    held_back = noun.head.lemma == "hold" and any(c.lower == "back" for c in noun.head.children)
    if noun.dep in ("dobj", "nsubjpass") and (noun.head.lemma in _AVERTING or held_back):
        return Reality("negated", because=noun.head.text)
    if noun.dep == "pobj" and noun.head.lower == "of" and noun.head.head.lemma in _PROSPECTS:
        return Reality("hypothetical", because=f"{noun.head.head.text} of")
    return _due(noun)


def _due(noun: Token) -> Reality | None:
    """ "Talks are due to start", "a summit is expected to open": what its verb announces for an event."""
    verb = noun.head
    if noun.dep not in ("nsubj", "nsubjpass") or verb.pos not in _VERBAL:
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
        if t.dep in ("dobj", "nsubjpass", "attr") or (t.dep == "nsubj" and t.head.pos in _VERBAL):
            return t.head if t.head.pos in _VERBAL else None
        if t.dep == "conj" or (t.dep == "pobj" and t.head.lower in ("of", "in")) or t.dep == "prep":
            t = t.head
        else:
            return None
        if t.pos in _VERBAL:
            return t
    return None


def _verb(verb: Token, depth: int) -> Reality:
    if depth > 4:
        return _ACTUAL
    own = _denied(verb) or _supposed(verb)
    if own is None and _is_asked(verb):
        own = Reality("hypothetical", because="?")
    own = own or _by_auxiliary(verb)
    if own is not None:
        return own
    infinitive = any(c.dep == "aux" and c.lower == "to" for c in verb.children)
    if infinitive and _announces(verb):
        return Reality("future", because="to")
    return _from_above(verb, infinitive, depth)


def _denied(verb: Token) -> Reality | None:
    """By "not", "never", "nobody", "nothing", "almost"."""
    will = any(c.dep == "aux" and (c.lower in _FUTURE or c.lower == "would") for c in verb.children)
    for c in verb.children:
        word = c.lower
        longer = word == "longer" and any(d.lower == "no" for d in c.children)
        if longer or c.dep == "neg" or (c.dep in ("advmod", "preconj") and word in _NEGATIVE):
            if not _merely(c):
                return Reality("negated", because="no longer" if longer else c.text, refusal=will)
        elif c.dep in ("nsubj", "nsubjpass", "dobj"):
            none = word in _NOBODY or any(
                d.lower in ("no", "neither") for d in c.children if d.dep in ("det", "neg", "preconj")
            )
            if none:
                return Reality("negated", because=c.text if word in _NOBODY else "no")
        elif c.dep == "advmod" and (
            (word in _ALMOST and c.i == verb.i - 1) or (word == "ever" and any(d.lower in _HARDLY for d in c.children))
        ):
            return Reality("negated", because=c.text)
    return None


def _merely(negation: Token) -> bool:
    """ "Not only": no negation."""
    tokens = negation.sent.tokens
    return negation.lower == "not" and negation.i + 1 < len(tokens) and tokens[negation.i + 1].lower in _MERELY


def _supposed(verb: Token) -> Reality | None:
    """By "if", "unless", "whether", or the inverted order of "had they known"."""
    subject = verb.child("nsubj", "nsubjpass")
    for c in verb.children:
        if c.dep == "mark" and (c.lower in _CONDITION or (c.lower == "until" and _not_before(verb.head))):
            return Reality("hypothetical", because=c.text)
        inverted = c.dep in ("aux", "auxpass") and c.lower in ("had", "should", "were")
        if inverted and verb.dep == "advcl" and subject is not None and c.i < subject.i:
            return Reality("hypothetical", because="if")
    return None


def _by_auxiliary(verb: Token) -> Reality | None:
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
    return None


def _is_asked(verb: Token) -> bool:
    """Whether a question leaves open if it happened; "who" and "why" take it for granted."""
    tokens = verb.sent.tokens
    return tokens[-1].text == "?" and verb.is_root() and not any(t.lower in _WH for t in tokens[: verb.i])


def _announces(verb: Token) -> bool:
    """Whether an infinitive tells what is to come: "Erdogan to visit Greece", "Putin, Modi to hold talks", "is set
    to visit"."""
    head = verb.head
    if verb.dep in ("ROOT", "ccomp"):
        return verb.child("nsubj", "nsubjpass") is not None
    if verb.dep not in ("acl", "relcl", "appos", "advcl", "xcomp"):
        return False
    if head.tag == "VBN" and head.lower in _DUE and head.child("auxpass") is not None:
        return True
    return verb.dep != "xcomp" and head.is_root() and head.pos == "PROPN"


def _from_above(verb: Token, infinitive: bool, depth: int) -> Reality:
    """What the clause above says of a verb that has no auxiliary of its own."""
    head = verb.head
    if head is verb:
        return _ACTUAL
    if verb.dep == "conj" and head.pos in _VERBAL and not stands_apart(verb) and not verb.child("nsubj", "nsubjpass"):
        return _verb(head, depth + 1)
    if infinitive and _has_ordinal(verb):
        return _verb(clause, depth + 1) if (clause := clause_head(head)).pos in _VERBAL else _ACTUAL
    if verb.dep in ("xcomp", "oprd") and head.pos in _VERBAL:
        if infinitive and (head.lemma in ("have", "need") or head.lower == "ought"):
            return Reality("hypothetical", duty=True, because=f"{head.text} to")
        if infinitive and head.lemma == "be":
            if head.tag == "VBD" and any(c.dep == "aux" and c.lemma == "have" for c in verb.children):
                return Reality("negated", because=f"{head.text} to have")
            return Reality("future", because=f"{head.text} to")
        if infinitive and head.lemma == "like" and verb.lemma in _PERFORMED:
            return _ACTUAL
        if infinitive and head.lemma == "go" and head.tag == "VBG":
            return Reality("future", because="going to")
        return _verb(head, depth + 1)
    if verb.dep == "xcomp" and head.pos == "ADJ":
        return _verb(head.head, depth + 1) if head.head.pos in _VERBAL else _ACTUAL
    if infinitive and verb.dep in ("advcl", "acl", "relcl", "xcomp"):
        return Reality("hypothetical", because="to")
    if verb.dep == "pcomp" and head.lower == "without":
        return Reality("negated", because="without")
    if verb.dep in ("acl", "ccomp", "relcl") and _is_alleged(head):
        return Reality("hypothetical", because=head.text)
    if verb.dep in ("advcl", "relcl", "acl", "ccomp"):
        above = clause_head(head)
        if any(c.dep == "mark" and c.lower in _CONDITION for c in above.children):
            return Reality("hypothetical", because="if")
    return _ACTUAL


def _has_ordinal(infinitive: Token) -> bool:
    """ "The first country to leave": what is counted has happened."""
    noun = infinitive.head
    if infinitive.dep not in ("relcl", "acl", "advcl", "xcomp"):
        return False
    return noun.lower in _ORDINALS or any(c.dep == "amod" and c.lower in _ORDINALS for c in noun.children)


def _is_alleged(head: Token) -> bool:
    """Whether a clause is only what a claim or a fear says."""
    return head.lemma in (_ALLEGED if head.pos == "NOUN" else ("fear", "suspect"))


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
