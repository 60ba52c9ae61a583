"""Which date of a sentence holds for an act that the parse hangs no date on: the only one in the same part of it.

Going up from a word to the root of its sentence, some steps lead out of a part that has a time of its own: what
somebody says, what a noun is described by, what happened before or after, what is still to be done. Two words without
such a step between them share their time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from dragoman.coding.adjuncts import BARRIERS, HAPPENING, is_verb, mark_of, reports, shares_time
from dragoman.coding.tense import verb_tense
from dragoman.language.tokens import Token

_TELLS_THE_SAME = frozenset({"when", "as", "while", "where", ""})
_BY = frozenset({"by", "in", "with", "without", "through"})
_OBJECTS = frozenset({"dobj", "pobj", "attr", "oprd"})


class Dated(Protocol):
    """A date in a sentence, as this module needs it."""

    @property
    def owners(self) -> tuple[Token, ...]:
        """The words that it belongs to, nearest first."""

    @property
    def head(self) -> Token:
        """The token by which it hangs in the parse."""


D = TypeVar("D", bound=Dated)


def in_the_same_part(trigger: Token, dates: Sequence[D]) -> D | None:
    """The only date that stands in the part of the sentence in which the trigger stands, or around it."""
    parts = _parts(trigger)
    found = [d for d in dates if _reaches(_parts(d.owners[0] if d.owners else d.head), parts)]
    return found[0] if len(found) == 1 else None


class _Part:
    """A part of a sentence by its topmost word; ``open``: a date outside, before it, reaches in; ``goes_on``: what it
    tells goes on at the time of the rest, so that its date is that of the rest."""

    def __init__(self, top: Token, is_open: bool, goes_on: bool = False) -> None:
        self.top, self.open, self.goes_on = top, is_open or goes_on, goes_on


def _reaches(date: list[_Part], act: list[_Part]) -> bool:
    """Whether a date holds for an act: no part parts them but open ones around the act."""
    while date and date[0].goes_on and date[0].top not in [part.top for part in act]:
        date = date[1:]
    inner = len(act) - len(date)
    if inner < 0 or any(a.top is not b.top for a, b in zip(act[inner:], date, strict=True)):
        return False
    return all(part.open for part in act[:inner])


def _parts(t: Token) -> list[_Part]:
    """The parts that a word stands in, the innermost first."""
    out: list[_Part] = []
    noun = None if is_verb(t) else t
    for _ in range(40):
        up = t.head
        if up is t:
            break
        if noun is not None and is_verb(up) and not _shares(noun, up, t):
            out.append(_Part(noun, False))
        elif (part := _part(t, up)) is not None:
            out.append(part)
        if is_verb(up):
            noun = None
        t = up
    return out


def _shares(noun: Token, verb: Token, below: Token) -> bool:
    relation = "prep:" + below.lower if below.dep in ("prep", "agent") else below.dep
    return shares_time(verb, relation) or (relation in _OBJECTS and verb.lemma in HAPPENING)


def _part(t: Token, up: Token) -> _Part | None:
    """The part that the step from a word to its governor leads out of."""
    if t.dep in ("ccomp", "parataxis"):
        return _Part(t, False)
    if t.dep in ("relcl", "acl"):
        if (up.is_root() and not is_verb(up)) or _is_done(t, up):
            return None
        return _Part(t, False, _goes_on(t))
    if t.dep == "advcl":
        return None if mark_of(t) in _TELLS_THE_SAME and not _to(t) else _Part(t, False)
    if t.dep == "xcomp" and is_verb(t):
        return _Part(t, False) if verb_tense(t) == "future" else None
    if t.dep == "pcomp" and up.lower not in _BY:
        return _Part(t, False)
    if t.dep == "prep" and (t.lower in BARRIERS or t.lower == "according") and t.children:
        return _Part(t, False)
    if t.dep == "conj" and is_verb(t) and t.child("nsubj", "nsubjpass") is not None:
        return _Part(t, _plain_past(t) and _plain_past(up) and not reports(t))
    return None


def _to(verb: Token) -> bool:
    return any(c.tag == "TO" for c in verb.children)


def _is_done(verb: Token, noun: Token) -> bool:
    """ "became the first state to leave": it left."""
    return _to(verb) and noun.dep == "attr" and noun.head.lemma in ("be", "become")


def _goes_on(verb: Token) -> bool:
    """ "opened fire on demonstrators who were storming the airport", "on officers who were being led away"."""
    auxiliaries = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    going = verb.tag == "VBG" or any(c.lower == "being" for c in auxiliaries)
    return going and any(c.tag == "VBD" for c in auxiliaries)


def _plain_past(verb: Token) -> bool:
    auxiliaries = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    if verb.tag == "VBD":
        return True
    return verb.tag == "VBN" and any(c.tag == "VBD" and c.lemma == "be" for c in auxiliaries) and len(auxiliaries) == 1
