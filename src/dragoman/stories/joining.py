"""Joining: from reports to distinct events, a few articles at a time.

What is found depends on the set of articles alone. A change touches only the components it lies in: the reports
that are, directly or over others, rather one event with the new ones, or plans of them. These are joined anew from
scratch, so adding, adding in parts and taking out again all come to the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dragoman.stories.blocking import keys
from dragoman.stories.clustering import Comparer, cluster
from dragoman.stories.components import components
from dragoman.stories.copies import Fingerprint, copy_groups
from dragoman.stories.event import DistinctEvent, event_id, summarise
from dragoman.stories.report import Report
from dragoman.stories.rules import Rules, load_rules
from dragoman.stories.sources import Groups


class Shelf(Protocol):
    """What joining must be able to look up; `Stories` is one that keeps all in memory.

    All of it concerns the articles that are there at the moment of the call.
    """

    def fingerprints(self, articles: Collection[str]) -> Iterable[Fingerprint]:
        """The fingerprints of some articles; those that are not there are passed over."""

    def reports(self, articles: Collection[str]) -> Iterable[Report]:
        """The reports of some articles; those that are not there are passed over."""

    def sharing_bands(self, fingerprints: Sequence[Fingerprint]) -> Iterable[Fingerprint]:
        """All articles that have one of `Fingerprint.bands` in common with any of these (which may be among them)."""

    def sharing_keys(self, reports: Sequence[Report]) -> Iterable[Report]:
        """All reports that have one of `keys` in common with any of these and a `window` that overlaps with its own.

        It may give more, and these reports themselves.
        """

    def groups(self, articles: Collection[str]) -> Groups:
        """The copy group of articles, as last found; articles without one may be left out."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change concerns beside the articles that come: found before anything is changed.

    Attributes:
        reports: reports that stay, of components in which articles go.
        fingerprints: articles that stay, of copy groups in which articles go.
    """

    reports: tuple[Report, ...] = ()
    fingerprints: tuple[Fingerprint, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """What a change comes to.

    Attributes:
        groups: copy group of each article in a group that changed, or that is new.
        events: the distinct events of all reports concerned; each event that had one of their reports is no more.
    """

    groups: Groups
    events: tuple[DistinctEvent, ...]


def before_removal(shelf: Shelf, articles: Collection[str], rules: Rules | None = None) -> Touched:
    """What stays but is concerned when articles go; to be asked while they are still there.

    Args:
        shelf: what is there.
        articles: ids of articles that will go or be replaced; ids that are not there do no harm.
        rules: how reports are compared; the packaged rules if None.
    """
    going = set(articles)
    comparer = Comparer(rules or load_rules())
    reports = [r for group in _components(shelf.reports(going), shelf, comparer) for r in group]
    leaving = list(shelf.fingerprints(going))
    copies = copy_groups(leaving, shelf.sharing_bands)
    return Touched(
        tuple(r for r in reports if r.article not in going),
        tuple(shelf.fingerprints([a for a in copies if a not in going])),
    )


def join(shelf: Shelf, came: Collection[str], touched: Touched | None = None, rules: Rules | None = None) -> Joined:
    """The copy groups and distinct events after a change.

    Args:
        shelf: what is there now, after articles have come and gone.
        came: ids of the articles that have come.
        touched: what `before_removal` gave, if articles have gone.
        rules: how reports are compared; the packaged rules if None.
    """
    comparer = Comparer(rules or load_rules())
    touched = touched or Touched()
    groups = copy_groups([*touched.fingerprints, *shelf.fingerprints(came)], shelf.sharing_bands)
    before = shelf.groups(groups)
    moved = {article for article, group in groups.items() if before.get(article) != group}
    seeds = {r.id: r for r in [*touched.reports, *shelf.reports(moved | set(came))]}
    found = _components(seeds.values(), shelf, comparer)
    known = dict(shelf.groups({r.article for members in found for r in members})) | groups
    events = [event for members in found for event in events_of(members, known, comparer)]
    return Joined(groups, tuple(events))


def _components(seeds: Iterable[Report], shelf: Shelf, comparer: Comparer) -> list[list[Report]]:
    def concerned(one: Report, other: Report) -> bool:
        return comparer.joined(one, other) or comparer.linked(one, other)

    return components(seeds, shelf.sharing_keys, concerned, lambda r: r.id, lambda r: keys(r, comparer.rules))


def events_of(reports: Sequence[Report], groups: Groups, comparer: Comparer) -> list[DistinctEvent]:
    """The distinct events of one component, with the links between plans and what came of them."""
    clusters = {event_id(members): members for members in cluster(reports, comparer)}
    outcomes = _outcomes(clusters, comparer)
    plans: dict[str, list[str]] = defaultdict(list)
    for plan, outcome in outcomes.items():
        plans[outcome].append(plan)
    events = []
    for name, members in clusters.items():
        planned = [r for plan in plans[name] for r in clusters[plan]]
        event = summarise(members, groups, planned)
        events.append(replace(event, plans=tuple(sorted(plans[name])), outcome=outcomes.get(name)))
    return sorted(events, key=lambda e: e.id)


def _outcomes(clusters: dict[str, tuple[Report, ...]], comparer: Comparer) -> dict[str, str]:
    """What came of each plan: the event that goes best with it, by the best pair of reports."""
    done = {name: members for name, members in clusters.items() if members[0].stage == "fact"}
    found = {}
    for plan, announced in clusters.items():
        if announced[0].stage != "plan":
            continue
        announced = tuple(r for r in announced if r.start is not None) or announced  # a day that is planned decides
        scores = {
            name: max((comparer.fulfils(a, f) or 0.0 for a in announced for f in told), default=0.0)
            for name, told in done.items()
        }
        best = min(scores, key=lambda name: (-scores[name], name), default=None)
        if best is not None and scores[best] > 0.0:
            found[plan] = best
    return found
