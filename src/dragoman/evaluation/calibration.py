"""Whether confidence means what it says: of the records at 0.9, are nine in ten right?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.evaluation.match import Matching

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Records of like confidence.

    Attributes:
        low, high: bounds of the confidence, the upper one not included (but 1.0 is in the last bin).
        number: how many; ``said`` is their mean confidence, ``right`` the share of them that is right.
    """

    low: float
    high: float
    number: int
    said: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins that hold records, lowest first, and the expected calibration error: how far both means are apart."""

    bins: tuple[Bin, ...]

    @property
    def number(self) -> int:
        """How many records."""
        return sum(b.number for b in self.bins)

    @property
    def error(self) -> float:
        """Mean distance of said and right, each record counted once; 0 where there is none."""
        return sum(b.number * abs(b.said - b.right) for b in self.bins) / self.number if self.bins else 0.0


def reliability(answers: Iterable[tuple[float, bool]]) -> Reliability:
    """The bins of some records, given as confidence and whether they are right."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for said, right in answers:
        held[min(BINS - 1, int(said * BINS))].append((said, right))
    bins = (
        Bin(k / BINS, (k + 1) / BINS, len(own), sum(s for s, _ in own) / len(own), sum(r for _, r in own) / len(own))
        for k, own in enumerate(held)
        if own
    )
    return Reliability(tuple(bins))


def reliabilities(matchings: Sequence[Matching]) -> Mapping[str, Reliability]:
    """Those of events and statements."""
    events = [(e.confidence, True) for m in matchings for _, e in m.pairs]
    events += [(e.confidence, False) for m in matchings for e in m.false]
    statements = [(s.confidence, True) for m in matchings for _, s in m.said]
    statements += [(s.confidence, False) for m in matchings for s in m.false_said]
    return {"events": reliability(events), "statements": reliability(statements)}
