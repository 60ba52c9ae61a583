"""The value of a field that has most support, and the others with theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from dragoman.stories.report import Party, Report
from dragoman.stories.sources import Groups, count_sources
from dragoman.stories.words import fold

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Supported(Generic[V]):
    """A value that some reports give.

    Attributes:
        value: the value.
        sources: number of independent sources that give it.
        confidence: of the surest report that gives it.
        published: day of the latest publication that gives it, or None.
        reports: ids of the reports that give it.
    """

    value: V
    sources: int
    confidence: float
    published: str | None
    reports: tuple[str, ...]


def supported(given: Iterable[tuple[Report, V]], groups: Groups) -> list[Supported[V]]:
    """The values that reports give, the best supported first: by independent sources, confidence, latest publication.

    Of an article that gives a value more than once, all count as one.
    """
    by_value: dict[V, list[Report]] = defaultdict(list)
    for report, value in given:
        by_value[value].append(report)
    found = [support(value, reports, groups) for value, reports in by_value.items()]
    return sorted(found, key=rank)


def support(value: V, reports: Sequence[Report], groups: Groups) -> Supported[V]:
    """The support that reports lend a value."""
    return Supported(
        value,
        count_sources(reports, groups),
        max(r.confidence for r in reports),
        max((r.published for r in reports if r.published), default=None),
        tuple(sorted({r.id for r in reports})),
    )


def rank(one: Supported[V]) -> tuple[int, float, int, str]:
    """What values are sorted by, the best first; the value itself settles what nothing else does."""
    late = int((one.published or "0").replace("-", ""))
    return -one.sources, -one.confidence, -late, repr(one.value)


def latest(given: Iterable[tuple[Report, V]]) -> list[tuple[Report, V]]:
    """Of each publisher only what it gave last: whoever corrects a toll no longer stands for the old one."""
    last: dict[str, tuple[tuple[str, str], list[tuple[Report, V]]]] = {}
    for report, value in given:
        who = report.publisher.casefold() if report.publisher else f"\x1f{report.article}"
        when = (report.published or "", report.article)
        if who not in last or when > last[who][0]:
            last[who] = (when, [(report, value)])
        elif when == last[who][0]:
            last[who][1].append((report, value))
    return [pair for _, pairs in last.values() for pair in pairs]


def nested(given: Sequence[tuple[Report, V]], contains: Callable[[V, V], bool], groups: Groups) -> list[Supported[V]]:
    """As `supported`, but who gives a wider value ("in March") stands for the narrower ones inside it, too.

    Of values with equal support the narrowest is the best.
    """
    values = dict.fromkeys(value for _, value in given)
    found = {
        value: support(value, [r for r, v in given if v == value or contains(v, value)], groups) for value in values
    }
    width = {value: sum(contains(value, other) for other in values) for value in values}
    return [found[v] for v in sorted(found, key=lambda v: (-found[v].sources, width[v], rank(found[v])))]


PartyKey = tuple[Hashable, ...]


def supported_parties(sides: Iterable[tuple[Report, Sequence[Party]]], groups: Groups) -> list[Supported[Party]]:
    """Those who take part on a side, the best supported first.

    Persons are told apart by name, all others by country and sector: "Kyiv" and "the Ukrainian government" are one.
    Where a person of a state's government takes part, reports that name the state alone stand for the person, too.
    """
    by_key: dict[PartyKey, list[tuple[Report, Party]]] = defaultdict(list)
    for report, parties in sides:
        for party in parties:
            by_key[party_key(party)].append((report, party))
    persons = [key for key in by_key if key[0] == "person"]
    for key in [k for k in by_key if k[0] == "side"]:
        covering = [p for p in persons if p[1] == key[1]]
        if covering and key[1] is not None and key[2] in ("GOV", None):
            general = by_key.pop(key)
            for person in covering:
                by_key[person] += [(report, by_key[person][0][1]) for report, _ in general]
    found = []
    for given in by_key.values():
        best = supported(given, groups)[0].value
        found.append(support(best, [report for report, _ in given], groups))
    return sorted(found, key=rank)


def party_key(party: Party) -> PartyKey:
    """What makes two parties of different reports the same."""
    if party.kind == "person" and party.proper:
        return "person", party.country, party.proper
    if party.country is not None:
        return "side", party.country, party.sectors[0] if party.sectors else None
    return "named", fold(party.name or ""), party.sectors[:1]


def chosen(parties: Sequence[Supported[Party]]) -> tuple[Party, ...]:
    """Those with at least half the support of the best supported."""
    most = max((p.sources for p in parties), default=0)
    return tuple(p.value for p in parties if 2 * p.sources >= most)


Support = Mapping[str, tuple[Supported[Any], ...]]
"""For each field that any report gives: its values, the best supported first."""
