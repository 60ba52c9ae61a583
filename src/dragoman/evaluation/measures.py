"""The figures: precision, recall and F1 of events and statements, and what is right of the events that were found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.evaluation.gold import GoldEvent
from dragoman.evaluation.match import Matching, countries, same_speaker
from dragoman.ontology import load_ontology
from dragoman.records import Event


@dataclass(frozen=True, slots=True)
class Score:
    """Records that are right, of those annotated and of those coded."""

    right: int
    gold: int
    coded: int

    @property
    def precision(self) -> float:
        """Share of the coded ones that are right; 0 where nothing was coded."""
        return self.right / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """Share of the annotated ones that are found; 0 where nothing is annotated."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """Matched events that are right in a field, of those for which the annotation gives it."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        """The share; None where there is none to be right of."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Measures:
    """All figures.

    Attributes:
        scores: by "event", "+actors" (and the countries of the actors agree), "+recipients", "full" (both),
            "statements", "attributed" (and the speaker agrees).
        shares: by "status", "date", "place" (its country), "mode", "killed", "injured".
        types: scores of events by type.
    """

    scores: Mapping[str, Score]
    shares: Mapping[str, Share]
    types: Mapping[str, Score]


def measure(matchings: Sequence[Matching]) -> Measures:
    """The figures of all articles together."""
    pairs = [pair for m in matchings for pair in m.pairs]
    missed = [g for m in matchings for g in m.missed]
    false = [e for m in matchings for e in m.false]
    gold, coded = len(pairs) + len(missed), len(pairs) + len(false)
    actors = [countries(g.actors) == countries(e.actors) for g, e in pairs]
    recipients = [countries(g.recipients) == countries(e.recipients) for g, e in pairs]
    said = [pair for m in matchings for pair in m.said]
    wanted = len(said) + sum(len(m.unsaid) for m in matchings)
    found = len(said) + sum(len(m.false_said) for m in matchings)
    scores = {
        "event": Score(len(pairs), gold, coded),
        "+actors": Score(sum(actors), gold, coded),
        "+recipients": Score(sum(recipients), gold, coded),
        "full": Score(sum(a and r for a, r in zip(actors, recipients, strict=True)), gold, coded),
        "statements": Score(len(said), wanted, found),
        "attributed": Score(sum(same_speaker(g, s) for g, s in said), wanted, found),
    }
    shares = {
        "status": _share(g.status == e.status for g, e in pairs),
        "date": _share(right_date(g, e) for g, e in pairs if g.date),
        "place": _share(right_place(g, e) for g, e in pairs if g.place),
        "mode": _share(g.mode in e.modes for g, e in pairs if g.mode),
        "killed": _share(g.killed == e.killed for g, e in pairs if g.killed is not None),
        "injured": _share(g.injured == e.injured for g, e in pairs if g.injured is not None),
    }
    return Measures(scores, shares, _by_type(pairs, missed, false))


def right_date(gold: GoldEvent, event: Event) -> bool:
    """Whether a coded date begins in the annotated year, month or day; not to be asked where none is annotated."""
    return event.date is not None and gold.date is not None and event.date.start.startswith(gold.date)


def right_place(gold: GoldEvent, event: Event) -> bool:
    """Whether a coded place lies in the annotated country."""
    return event.place is not None and event.place.country == gold.place


def _share(rights: Iterable[bool]) -> Share:
    known = list(rights)
    return Share(sum(known), len(known))


def _by_type(
    pairs: Sequence[tuple[GoldEvent, Event]], missed: Sequence[GoldEvent], false: Sequence[Event]
) -> dict[str, Score]:
    out = {}
    for kind in load_ontology().types:
        right = sum(g.type == kind for g, _ in pairs)
        gold, coded = right + sum(g.type == kind for g in missed), right + sum(e.type == kind for e in false)
        if gold or coded:
            out[kind] = Score(right, gold, coded)
    return out
