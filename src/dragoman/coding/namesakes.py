"""Which of several places of one name is meant: by what stands beside it, by what the article names, by size.

Likelihoods are added up as decimal logarithms: a place that is ten times as large counts as much as one of whose state
the article speaks a little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.world.gazetteer import Gazetteer, Place, fold

MARGIN = math.log10(3.0)
"""By how much one of several places of one name must be likelier than the next to be meant."""
_CERTAIN = 1.0
"""By how much, without any other sign, to be a sign for others."""
_STATE, _REGION, _SITE, _CAPITAL, _IN_NEWS = 8.0, 6.0, 7.0, 1.3, 1.0
_UNCOUNTED = 5.0
"""Towns without figures come from the tables made by hand, which hold what news names."""
_LARGE, _SMALL = 100_000, 15_000
"""Inhabitants a town needs to be meant where the article does not name its state, or no states are known."""
_NOTED = 50_000
"""Inhabitants from which on readers of news of a state may be trusted to know a town."""
_SEAT_SHARE = 0.12
"""Share of a division's people from which on the town that gave it its name is meant by that name alone."""
_MAYBE = 0.5
"""How much less likely than another of its name a place may be that tells for its neighbours."""
_FIRST = 0.5
"""States, and sites, of one name stand in the tables in the order in which news means them."""
_NEAR_KM, _BESIDE_KM = 150.0, 300.0
_MOST = 0.8


@dataclass(frozen=True, slots=True)
class Choice:
    """The place that a name means and what tells so; a place without state where that is open."""

    place: Place
    why: str


@dataclass(slots=True)
class Evidence:
    """What an article tells of where it plays. Whatever a name tells is no sign for that name itself: names are given
    in lower case, "" for words that are no name of a place.

    Attributes:
        anchors: places named that can hardly mean anything else, with the number of their sentence and their name.
        open: names in question, by the number of their sentence, with the places that they can mean.
        spelled: places that the article names in full somewhere ("Paris, Texas"), by the name alone.
    """

    anchors: list[tuple[int, str, Place]] = field(default_factory=list)
    open: dict[int, list[tuple[str, Sequence[Place]]]] = field(default_factory=dict)
    spelled: dict[str, Place] = field(default_factory=dict)
    _states: Counter[str] = field(default_factory=Counter)
    _by_name: dict[str, Counter[str]] = field(default_factory=dict)
    _beside: dict[int, set[tuple[str, str]]] = field(default_factory=dict)

    def add_state(self, code: str, sentence: int, name: str = "") -> None:
        """A state (ISO alpha-3) is named or implied."""
        self._states[code] += 1
        if name:
            self._by_name.setdefault(name, Counter())[code] += 1
        self._beside.setdefault(sentence, set()).add((code, name))

    def knows_states(self) -> bool:
        """Whether any state is named."""
        return bool(self._states)

    def share(self, code: str, name: str) -> float:
        """The part that a state has in all that names states, but for a name itself; 0 where nothing names it."""
        own = self._by_name.get(name, Counter())
        total = self._states.total() - own.total()
        return (self._states[code] - own[code]) / total if total else 0.0

    def is_beside(self, code: str, name: str, sentence: int) -> bool:
        """Whether a sentence names a state by more than that name."""
        return any(c == code and n != name for c, n in self._beside.get(sentence, ()))


class Namesakes:
    """The choice among places of one name.

    Args:
        gazetteer: names the states in the reasons and knows the capitals.
        evidence: of the article; may grow between choices.
    """

    def __init__(self, gazetteer: Gazetteer, evidence: Evidence) -> None:
        self.gazetteer, self.evidence = gazetteer, evidence

    def within(self, candidates: Sequence[Place], wider: Collection[Place]) -> Choice | None:
        """The likeliest of those places that lie in one of some wider places; None where none does."""
        fitting = [(p, w) for p in candidates for w in wider if lies_in(p, w)]
        if not fitting:
            return None
        place, container = max(fitting, key=lambda item: (item[1].precision == "region", self._prior(item[0])))
        rest = {p for p, w in fitting if w is container and p.precision == place.precision}
        if len(rest) == 1 or self._largest(place, rest):
            return Choice(place, f"{container.name} is named with it")
        return Choice(_whole(place), f"{container.name} is named with it, which has {len(rest)} places of this name")

    def certain(self, candidates: Sequence[Place], name: str) -> Place | None:
        """The place meant whatever the article is about, or None."""
        ranked = sorted(((self._prior(p), p) for p in _one_each(candidates, name)), key=lambda item: -item[0])
        if not ranked or _people(ranked[0][1]) < _LARGE:
            return None
        return ranked[0][1] if len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _CERTAIN else None

    def choose(self, candidates: Sequence[Place], name: str, sentence: int) -> Choice | None:
        """The place meant, by the evidence; one without state where several are as likely; None where only places
        are known that are too small to be meant by readers far away."""
        candidates = _one_each(candidates, name)
        ranked = sorted((self._weigh(p, candidates, name, sentence) for p in candidates), key=lambda w: -w.sum)
        alone = len({p.country for p in candidates}) == 1
        floor = _LARGE if self.evidence.knows_states() and not alone else _SMALL
        ranked = [w for w in ranked if w.told or _people(w.place) >= floor]
        if not ranked:
            return None
        close = [w for w in ranked if ranked[0].sum - w.sum < MARGIN]
        best = close[0].place
        if all(w.place is best or _distance(w.place, best) < _NEAR_KM for w in close):
            return Choice(best, close[0].told or self._plainly(best, candidates))
        states = dict.fromkeys(w.place.country for w in close)
        if len(states) == 1:
            where = self.gazetteer.state(best.country).name
            return Choice(_whole(best), f"{len(close)} places of this name in {where} are as likely")
        named = ", ".join(self.gazetteer.state(code).name for code in states)
        return Choice(Place(best.name, "", precision="city"), f"as likely in {named}")

    def _weigh(self, p: Place, candidates: Sequence[Place], name: str, sentence: int) -> _Weight:
        """How likely a place is meant, and the strongest sign for it."""
        weak = p.precision != "country" and any(c.precision == "country" for c in candidates)
        signs = [*self._state_named(p, name, sentence, weak), *self._anchored(p, name, sentence)]
        if self._accompanied(p, name, sentence):
            signs.append((0.8, "a place of the same region is named beside it"))
        if (spelled := self.evidence.spelled.get(name)) is not None and spelled == p:
            signs.append((3.0, "the article names it in full"))
        strongest = max(signs, default=(0.0, ""))
        peers = [c for c in candidates if c.precision == p.precision]
        first = _FIRST if p.precision in ("country", "site") and len(peers) > 1 and peers[0] is p else 0.0
        return _Weight(p, self._prior(p) + first + sum(s for s, _ in signs), strongest[1])

    def _state_named(self, p: Place, name: str, sentence: int, weak: bool) -> Iterable[tuple[float, str]]:
        """Signs by the states named. A state may be named for itself where a region bears another state's name:
        "the United States condemned Russia's troops in Georgia"."""
        share = self.evidence.share(p.country, name)
        if p.precision == "country" or not share:
            return
        state = self.gazetteer.state(p.country).name
        large = 0.5 if _people(p) >= _NOTED else 0.0
        if weak:
            yield 0.5 + (1.5 if share >= _MOST else 0.0), f"the article names {state}"
        elif self.evidence.is_beside(p.country, name, sentence):
            yield 1.7 + large + 0.5 * share, f"{state} is named beside it"
        else:
            yield 1.4 + large + 0.5 * share, f"the article names {state}"

    def _anchored(self, p: Place, name: str, sentence: int) -> Iterable[tuple[float, str]]:
        """Signs by other places named: in the same division, in the state or region, or not far away."""
        division = beside = near = 0.0
        told = ""
        for index, other, a in self.evidence.anchors:
            if other == name or a.country != p.country or a.precision == "country":
                continue
            here = index == sentence
            if p.admin1 and p.admin1 == a.name and a.precision == "region":
                division, told = max(division, 2.6 if here else 1.2), a.name
            elif p.admin1 and p.admin1 == a.admin1:
                division, told = max(division, 0.9 if here else 0.6), told or a.name
            if p.precision == "country" or (p.precision == "region" and not self._is_capital(a)):
                beside, told = max(beside, 1.6 if here else 1.0), told or a.name
            if (
                p.precision != "region"
                and a.precision != "region"
                and _distance(p, a) <= (_BESIDE_KM if here else _NEAR_KM)
            ):
                near, told = max(near, 0.9 if here else 0.5), told or a.name
        if total := division + beside + near:
            yield total, f"{told} is named, too"

    def _accompanied(self, p: Place, name: str, sentence: int) -> bool:
        """Whether another name in question in its sentence can mean a place of the same division."""
        for other, places in self.evidence.open.get(sentence, ()):
            if other == name or not p.admin1:
                continue
            likely = max(map(self._prior, places)) - _MAYBE
            if any(q.admin1 == p.admin1 and q.country == p.country and self._prior(q) >= likely for q in places):
                return True
        return False

    def _prior(self, p: Place) -> float:
        """By its people; states, sites and regions before towns, capitals before other towns."""
        if p.precision == "country":
            return _STATE
        if p.precision == "site":
            return _SITE
        if p.precision == "region":
            return max(5.5, math.log10(p.population)) if p.population else _REGION
        size = math.log10(p.population) if p.population else _UNCOUNTED
        known = (fold(p.name), p.country) in self.gazetteer.in_news
        return size + (_CAPITAL if self._is_capital(p) else _IN_NEWS if known else 0.0)

    def _is_capital(self, p: Place) -> bool:
        return p.precision == "city" and self.gazetteer.capitals.get(p.country) == p.name

    def _largest(self, place: Place, others: Iterable[Place]) -> bool:
        return all(o is place or self._prior(place) - self._prior(o) >= MARGIN for o in others)

    def _plainly(self, place: Place, candidates: Sequence[Place]) -> str:
        if len(candidates) == 1:
            return "the only place of this name"
        if place.precision == "country":
            return "the state of this name"
        return f"the largest of {len(candidates)} places of this name"


@dataclass(frozen=True, slots=True)
class _Weight:
    """A place with its likelihood and the strongest sign for it ("" for none but its size)."""

    place: Place
    sum: float
    told: str


def lies_in(place: Place, wider: Place) -> bool:
    """Whether a place is part of a state or region; by what the tables know of it, which may be no more than the
    state."""
    if not wider.country or place.country != wider.country or place.precision == "country":
        return False
    if wider.precision == "country":
        return True
    if place.admin1:
        return place.admin1 == wider.name or (wider.geonames is None and place is not wider and _near(place, wider))
    return place.precision != "region"


def _near(place: Place, wider: Place) -> bool:
    """Whether a place lies about where a region does that is no division of its own ("southern Spain")."""
    return _distance(place, wider) <= 2 * _BESIDE_KM


def _one_each(candidates: Sequence[Place], name: str) -> Sequence[Place]:
    """Of a division and the town that gave it its name one: the town, unless it is small beside it or has a name of
    its own ("Gaza City")."""
    towns = [p for p in candidates if p.precision == "city"]
    left_out: set[int] = set()
    for region in candidates:
        for town in towns:
            if region.precision == "region" and town.country == region.country and town.admin1 == region.name:
                seat = town.population >= _SEAT_SHARE * (region.population or 10 * _LARGE)
                left_out.add(id(region if seat and fold(town.name) == name else town))
    return [p for p in candidates if id(p) not in left_out] if left_out else candidates


def _whole(place: Place) -> Place:
    """The name with its state alone, where which place of the state is open."""
    return Place(place.name, place.country, precision=place.precision)


def _people(p: Place) -> int:
    return p.population or _LARGE if p.precision == "city" else _LARGE


def _distance(a: Place, b: Place) -> float:
    """Kilometres between two places; infinite where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    east = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(a.lat - b.lat, east)
