"""From which states people of some name are, as far as letters tell: "Verhoeven" is more likely Dutch than Kazakh.

A naive Bayes classifier over the letters of the names in the people table, in groups of three; made when first asked.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from dragoman.world.people import People
from dragoman.world.words import fold

_SMOOTH = 0.1
_OVERLAP = 2
"""Each letter is told twice, by its word and by its groups: only half of the evidence is new."""
_FEWEST = 8
"""People of a state below which its names tell too little."""


class Origins:
    """How likely a name is in each of some states.

    Args:
        people: the table whose names are learned.
    """

    def __init__(self, people: People) -> None:
        self._people = people
        self._counts: dict[str, Counter[str]] | None = None
        self._totals: dict[str, float] = {}
        self._known = 0

    def likelihoods(self, name: str, states: Sequence[str]) -> dict[str, float]:
        """The share of each state if the name is of one of them, between 0 and 1; empty where too little is known.

        States of which the table has few names are left out.
        """
        counts = self._table()
        rated = [code for code in states if code in counts]
        if len(rated) < 2:
            return {}
        parts = list(_parts(name))
        scores = {code: sum(self._log(code, part) for part in parts) / _OVERLAP for code in rated}
        top = max(scores.values())
        weights = {code: math.exp(score - top) for code, score in scores.items()}
        total = sum(weights.values())
        return {code: weight / total for code, weight in weights.items()}

    def _log(self, code: str, part: str) -> float:
        counts = self._counts or {}
        return math.log((counts[code][part] + _SMOOTH) / (self._totals[code] + _SMOOTH * self._known))

    def _table(self) -> dict[str, Counter[str]]:
        if self._counts is None:
            found = self._gather()
            self._counts = {code: counts for code, (counts, size) in found.items() if size >= _FEWEST}
            self._totals = {code: float(counts.total()) for code, counts in self._counts.items()}
            self._known = len({part for counts in self._counts.values() for part in counts})
        return self._counts

    def _gather(self) -> dict[str, tuple[Counter[str], int]]:
        """Of each state the parts of its people's names, and how many people."""
        out: dict[str, tuple[Counter[str], int]] = {}
        for name in self._people:
            code = self._people.offices(name)[0].country
            if code:
                counts, size = out.get(code, (Counter(), 0))
                counts.update(_parts(name))
                out[code] = counts, size + 1
        return out


def _parts(name: str) -> Iterator[str]:
    """The words of a name, and their letters in groups of three, word ends marked."""
    for word in fold(name).split():
        yield word
        marked = f"^{word}$"
        for i in range(len(marked) - 2):
            yield marked[i : i + 3]


__all__ = ["Origins"]
