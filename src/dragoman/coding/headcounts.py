"""How many people a noun phrase names: "three soldiers and a child", "a family of five", "dozens of protesters"."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.coding.numbers import SCALES, Amount, amount_at, exactly, vague_amount
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token
from dragoman.records import Span


@dataclass(frozen=True, slots=True)
class Headcount:
    """A number of people and the words that tell it, as offsets into the article."""

    amount: Amount
    span: Span


PERSONS = word_set(
    "man woman person people boy girl teenager youth child toddler baby infant suspect protester "
    "protestor demonstrator activist journalist reporter lawyer militant rebel fighter soldier officer "
    "official student pupil worker member supporter leader smuggler trafficker criminal gangster migrant "
    "refugee citizen national resident extremist terrorist gunman striker policeman policewoman guard "
    "civilian villager tourist insurgent passenger passer-by bystander driver teacher doctor nurse priest "
    "monk nun judge prosecutor miner farmer fisherman sailor marine troop servicewoman serviceman "
    "peacekeeper hostage prisoner inmate detainee commander bandit bomber attacker assailant brother "
    "sister wife husband mother father son daughter parent relative twin sibling couple family pilgrim "
    "worshipper shopper shopkeeper trader settler herder dissident diplomat employee engineer medic "
    "photographer cameraman bodyguard survivor victim patient minister politician senator mayor governor "
    "councilor councillor candidate marcher picket trucker nationalist separatist jihadist jihadi "
    "guerrilla other"
)
"""Lemmas of people that news counts."""
_ONE = word_set("he him she her himself herself i me")
_THEM = word_set("they them who")
_GROUPS = word_set("group family total team crew party number gang band convoy crowd body bodies member majority")
_SETS = {"pair": 2, "couple": 2, "duo": 2, "twin": 2, "trio": 3, "quartet": 4}
_NOT_PEOPLE = word_set(
    "cow sheep goat cattle dog animal bird horse livestock tree job bill hope plan idea deal dream house home vehicle "
    "momentum time pain feeling pride chance prospect economy trade business sale industry day year month week hour"
)
_NO_NUMBER = word_set("many some others people civilians lives most")
_COLLECTIVE = word_set(
    "population community army force unit village town crowd public staff opposition group family militia number "
    "brigade battalion press media government majority half rest police toll"
)
_UNTOLD = word_set("unknown unspecified undetermined undisclosed")
_PERSONS = frozenset({"PERSON", ""})
_PLACES = frozenset({"GPE", "LOC", "FAC", "NORP", "EVENT"})
_PARTS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})


def people(phrase: Token, alone: bool = False) -> Headcount | None:
    """How many people a noun phrase names, by its head; None where it does not say ("soldiers").

    Coordinated phrases are added up, unless the first is meant ``alone`` ("14 deaths and 30 injuries"); where one
    part is not counted, the others are the least.
    """
    parts = [phrase] + [c for c in phrase.conjuncts()[1:] if c.pos in _PARTS and not alone and not _is_subset(c)]
    if phrase.child("cc") is not None and not alone:
        # "26 criminals and 18 policemen were killed", as the parser may have it
        parts += [c for c in phrase.head.children if c.dep == phrase.dep and c.i > phrase.i and c not in parts]
    counts = [_single(p) for p in parts]
    known = [c for c in counts if c is not None]
    if not known:
        return None
    amount = known[0].amount
    for count in known[1:]:
        amount = amount + count.amount
    if any(c is None and not _shares_number(p, parts[0]) for p, c in zip(parts, counts, strict=True)):
        told = amount.number if all(_is_untold(p) for p, c in zip(parts, counts, strict=True) if c is None) else None
        amount = Amount(amount.low, None, told)
    return Headcount(amount, (min(c.span[0] for c in known), max(c.span[1] for c in known)))


def _is_subset(part: Token) -> bool:
    """ "Six people, two soldiers among them": counted already."""
    return any(
        c.lower == "among" and any(g.lower in ("them", "whom") for g in c.children)
        for t in (part, *part.children)
        for c in t.children
    )


def nobody(phrase: Token) -> Headcount | None:
    """The number 0 of "no one", "nobody", "none of them", "no people"."""
    none = phrase.lower in ("nobody", "none") or (
        phrase.lower in ("one", "people", "person", "casualties", "deaths", "injuries", "fatalities", "casualty")
        and any(c.dep in ("det", "neg") and c.lower == "no" for c in phrase.children)
    )
    if not none or any(c.lower == "else" for c in phrase.children):
        return None
    first = min([phrase.start, *(c.start for c in phrase.children if c.lower == "no")])
    return Headcount(exactly(0), (first, phrase.end))


def _is_untold(phrase: Token) -> bool:
    """ "An unknown number of demonstrators"."""
    return any(c.lower in _UNTOLD for c in phrase.children)


def _shares_number(part: Token, first: Token) -> bool:
    """ "18 candidates and councillors": the number is that of both."""
    own = {c.dep for c in part.children}
    bare = part.tag in ("NNS", "NNPS") and not own & {"det", "poss", "nummod", "amod", "prep"}
    return bare and part.head is first and first.child("nummod") is not None and first.tag in ("NNS", "NNPS")


def _single(t: Token) -> Headcount | None:
    if t.lemma.lower() in _NOT_PEOPLE:
        return None
    if any(c.dep in ("det", "neg") and c.lower in ("no", "neither") for c in t.children) or t.lower in (
        "none",
        "nobody",
    ):
        return nobody(t)
    number = t if t.pos == "NUM" else t.child("nummod") or next((c for c in t.children if c.lower in SCALES), None)
    if number is not None and (counted := _counted(number, t)) is not None:
        return counted
    if (vague := _vague(t)) is not None or number is not None:
        return vague
    if t.lower in _ONE:
        return Headcount(exactly(1), (t.start, t.end))
    if t.lower in _THEM:
        return _them(t)
    return _of_a_group(t) if _is_group(t) else _by_form(t)


def _counted(number: Token, head: Token) -> Headcount | None:
    """By a numeral: "at least 14 people", "two of the men"."""
    got = amount_at(number.sent.tokens, number.i)
    if got is None:
        return None
    amount, first, last = got
    tokens = number.sent.tokens
    end = max(tokens[last - 1].end, head.end if head.i >= first else 0)
    return Headcount(amount, (tokens[first].start, end))


def _vague(t: Token) -> Headcount | None:
    """ "Dozens", "several soldiers", "a few people", "hundreds of thousands of people"."""
    amount = vague_amount(t) if t.tag == "NNS" or t.lower == "handful" else None
    start = t.start
    if amount is None:
        for c in t.children:
            few = c.lower == "few" and any(d.lower == "a" for d in (*c.children, *t.children))
            if c.dep in ("amod", "det", "nummod", "quantmod") and (few or c.lower in ("several", "dozens", "hundreds")):
                amount, start = vague_amount(c), c.start
    return None if amount is None else Headcount(amount, (start, t.end))


def _them(t: Token) -> Headcount | None:
    """ "Dragged four men from a bus and shot them": those counted before in the sentence."""
    for before in reversed(t.sent.tokens[: t.i]):
        if before.dep in ("dobj", "nsubj", "nsubjpass", "pobj") and before.tag in ("NNS", "NNPS"):
            return _counted(number, before) if (number := before.child("nummod")) is not None else None
    return None


def _is_group(t: Token) -> bool:
    return t.lemma.lower() in _GROUPS and any(c.dep == "prep" and c.lower == "of" for c in t.children)


def _of_a_group(t: Token) -> Headcount | None:
    """ "A family of five", "a group of ten tourists", "the bodies of 12 men"."""
    of = next(c for c in t.children if c.dep == "prep" and c.lower == "of")
    inner = of.child("pobj")
    if inner is None or inner.tag not in ("NNS", "CD", "NNPS"):
        return None
    return _single(inner)


def _by_form(t: Token) -> Headcount | None:
    """One for a singular noun or a name; two after "both"; as many as a pair or a trio has."""
    lemma = t.lemma.lower()
    n: int | None = None
    if lemma in _SETS and (t.tag == "NN" or lemma == "twin"):
        n = _SETS[lemma]
    elif t.tag in ("NNS", "NNPS"):
        n = 2 if any(c.lower == "both" for c in t.children) else None
    elif t.tag == "NNP":
        one = any(c.dep == "det" and c.lower in ("a", "an", "another", "one") for c in t.children)
        n = 1 if one or t.ent in _PERSONS or (t.ent not in _PLACES and t.child("compound") is not None) else None
    elif t.lower in ("another", "one"):
        n = 1
    elif t.tag == "NN" and lemma not in _COLLECTIVE:
        told = any(c.dep in ("det", "poss") for c in t.children) or t.dep == "conj"
        n = 1 if told or lemma in PERSONS else None
    return None if n is None or t.lower in _NO_NUMBER else Headcount(exactly(n), (_start(t), t.end))


def _start(t: Token) -> int:
    """Where the phrase begins, its modifiers before the head counted in."""
    return min([t.start, *(c.start for c in t.children if c.i < t.i and c.dep in ("det", "amod", "compound", "poss"))])
