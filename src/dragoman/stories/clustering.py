"""Which reports tell one event: clustering that depends on the set of reports alone.

Average linkage: the two groups of reports whose pairs score best on average are joined first, as long as the average
is over the limit and nothing rules it out. Ties are broken by the ids of reports, so no order of arrival matters. Only
pairs that share a key have a score; all others count as strangers.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence

from dragoman.stories.blocking import keys
from dragoman.stories.components import Blocks
from dragoman.stories.plans import fulfils
from dragoman.stories.report import Report
from dragoman.stories.rules import Rules
from dragoman.stories.scoring import Profile, barred, profile, score

Scored = Callable[[Report, Report], float | None]


class Comparer:
    """Compares reports, each pair once.

    Args:
        rules: the table of points.
    """

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._profiles: dict[str, Profile] = {}
        self._scores: dict[tuple[str, str], float | None] = {}

    def profile(self, report: Report) -> Profile:
        """A report made ready for comparison."""
        found = self._profiles.get(report.id)
        if found is None:
            found = self._profiles[report.id] = profile(report, self.rules)
        return found

    def score(self, one: Report, other: Report) -> float | None:
        """Log-odds that both tell one event, or None where that is ruled out."""
        pair = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if pair not in self._scores:
            self._scores[pair] = score(self.profile(one), self.profile(other), self.rules)
        return self._scores[pair]

    def joined(self, one: Report, other: Report) -> bool:
        """Whether the two alone would be one event."""
        found = self.score(one, other)
        return found is not None and found > self.rules.limits["join"]

    def linked(self, one: Report, other: Report) -> bool:
        """Whether one tells the taking place of what the other plans."""
        return (self.fulfils(one, other) or 0.0) > 0.0 or (self.fulfils(other, one) or 0.0) > 0.0

    def fulfils(self, plan: Report, fact: Report) -> float | None:
        """Log-odds that the second report tells the taking place of what the first plans, or None."""
        return fulfils(self.profile(plan), self.profile(fact), self.rules)

    def clash(self, one: Report, other: Report) -> bool:
        """Whether the two may never be in one event."""
        return barred(self.profile(one), self.profile(other), self.rules) is not None


def cluster(reports: Iterable[Report], comparer: Comparer) -> list[tuple[Report, ...]]:
    """The reports of one component in groups of one event each; groups and their members sorted by id."""
    given = sorted(reports, key=lambda r: r.id)
    if len(given) == 1:
        return [tuple(given)]
    return _Linkage(given, comparer).run()


class _Linkage:
    """Groups are named by the index of their first report.

    ``sums`` holds, for groups that are near each other, the sum over their pairs of what a pair scores above a
    stranger, so that pairs that share no key need not be looked at.
    """

    def __init__(self, reports: Sequence[Report], comparer: Comparer) -> None:
        self.reports = reports
        self.comparer = comparer
        self.strangers = comparer.rules.limits["strangers"]
        self.limit = comparer.rules.limits["join"]
        self.members = {n: [n] for n in range(len(reports))}
        self.sums: dict[int, dict[int, float]] = {n: {} for n in self.members}
        self.heap: list[tuple[float, int, int]] = []

    def run(self) -> list[tuple[Report, ...]]:
        self._pairs()
        while self.heap:
            mean, one, other = heapq.heappop(self.heap)
            if one in self.members and other in self.members and -mean == self._mean(one, other):
                if self._clash(one, other):
                    del self.sums[one][other], self.sums[other][one]
                else:
                    self._join(one, other)
        return [tuple(self.reports[n] for n in sorted(group)) for _, group in sorted(self.members.items())]

    def _pairs(self) -> None:
        rules = self.comparer.rules
        index = {report.id: n for n, report in enumerate(self.reports)}
        blocks: Blocks[Report] = Blocks(lambda r: r.id, lambda r: keys(r, rules))
        for n, report in enumerate(self.reports):
            for other in blocks.near(report):
                found = self.comparer.score(report, other)
                if found is not None:
                    self.sums[n][index[other.id]] = self.sums[index[other.id]][n] = found - self.strangers
            blocks.add(report)
        for n, near in self.sums.items():
            for m in near:
                if n < m:
                    self._offer(n, m)

    def _mean(self, one: int, other: int) -> float | None:
        total = self.sums[one].get(other)
        if total is None:
            return None
        return total / (len(self.members[one]) * len(self.members[other])) + self.strangers

    def _offer(self, one: int, other: int) -> None:
        mean = self._mean(one, other)
        if mean is not None and mean > self.limit:
            heapq.heappush(self.heap, (-mean, min(one, other), max(one, other)))

    def _clash(self, one: int, other: int) -> bool:
        return any(
            self.comparer.clash(self.reports[n], self.reports[m])
            for n in self.members[one]
            for m in self.members[other]
        )

    def _join(self, one: int, other: int) -> None:
        self.members[one] += self.members.pop(other)
        theirs = self.sums.pop(other)
        del self.sums[one][other]
        for third, total in theirs.items():
            if third != one:
                del self.sums[third][other]
                self.sums[one][third] = self.sums[third][one] = self.sums[one].get(third, 0.0) + total
        for third in self.sums[one]:
            self._offer(one, third)
