"""Times told by the distance of two happenings: "left on Tuesday, three days after a bomb destroyed a hotel"; "was
freed two days after Friday's attack". Where one of the two has a date, so has the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dragoman.coding import intervals as iv
from dragoman.coding.adjuncts import is_verb
from dragoman.coding.date_names import LONG_UNITS, UNITS, count_left, text_at
from dragoman.coding.date_relative import opens_phrase
from dragoman.coding.intervals import Meaning, Unit
from dragoman.language.tokens import Sentence, Token


class Offset(NamedTuple):
    """So many units before or after something.

    Attributes:
        first, last: token indices of the words, half-open ("three days after").
        here: the verb of what the sentence tells.
        there: the verb or noun of what that is counted from.
        unit, steps: the distance from ``there`` to ``here``, negative where that is earlier; None where it is vague.
    """

    first: int
    last: int
    here: Token
    there: Token
    unit: Unit
    steps: int | None

    def of_there(self) -> Meaning:
        """When the one was, told from the day of the other."""
        return iv.unknown if self.steps is None else iv.from_anchor(self.unit, -self.steps)

    def of_here(self) -> Meaning:
        """The other way round."""
        return iv.unknown if self.steps is None else iv.from_anchor(self.unit, self.steps)


_HOURS = frozenset({"hour", "hours", "minutes", "moments"})


def offsets(sentence: Sentence) -> Iterator[Offset]:
    """The distances told in a sentence."""
    tokens = sentence.tokens
    for t in tokens:
        if t.lower not in ("after", "before") or not opens_phrase(tokens, t.i + 1):
            continue
        unit_word = text_at(tokens, t.i - 1)
        unit, size = LONG_UNITS.get(unit_word) or (UNITS.get(unit_word, "day"), 1)
        if unit_word not in UNITS and unit_word not in LONG_UNITS and unit_word not in _HOURS:
            continue
        start, count = count_left(tokens, t.i - 1)
        if unit_word in _HOURS:
            count = 0 if count is None or count < 24 else count // 24 if count % 24 == 0 else None
        elif count is None and start == t.i - 1 and text_at(tokens, start - 1) == "the" and not unit_word.endswith("s"):
            start, count = start - 1, 1
        ends = _ends(t, tokens[t.i - 1])
        if ends is not None:
            signed = None if count is None else size * (count if t.lower == "after" else -count)
            yield Offset(start, t.i + 1, *ends, unit, signed)


def _ends(marker: Token, unit: Token) -> tuple[Token, Token] | None:
    """The verb above "after" and what stands below it; None where the parse has them not."""
    if marker.dep == "mark":
        there, above = marker.head, marker.head.head
        if there is above:  # the parser takes the clause for the main one
            told = (c for c in there.children if c.dep in ("ccomp", "parataxis", "advcl") and c.i < marker.i)
            first = next(told, None)
            return None if first is None else (first, there)
    else:
        below = marker.child("pobj", "pcomp")
        if below is None:
            return None
        there, above = below, unit if marker.head is unit else marker.head
    while not is_verb(above):
        if above.head is above:
            return None
        above = above.head
    return (above, there) if above is not there else None


class Beginning(NamedTuple):
    """A happening with a date of its own since which something goes on: "since the army moved in on May 3".

    Attributes:
        first: index of "since".
        owner: the verb of what goes on.
    """

    first: int
    owner: Token


def beginning(dated: Token) -> Beginning | None:
    """Where "since" stands above a word that a date belongs to, in one clause with it."""
    t = dated
    for _ in range(10):
        since = next((c for c in (t, *t.children) if c.lower == "since" and (c is t or c.dep == "mark")), None)
        if since is not None:
            above = next((a for a in t.ancestors() if is_verb(a)), None)
            return None if above is None else Beginning(since.i, above)
        if t.head is t or t.dep in ("relcl", "acl", "ccomp", "advcl", "conj"):
            return None
        t = t.head
    return None
