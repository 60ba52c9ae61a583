"""Which reading of a name is meant: by the phrase's own words, known country, context and day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.world.model import Entry, EntryKind
from dragoman.world.people import distance, standing

# what a name means when nothing else speaks
_PRIOR: dict[EntryKind, float] = {
    "name": 5,
    "adjective": 4.5,
    "people": 4.5,
    "organization": 4.6,
    "group": 4.6,
    "role": 4.2,
    "person": 4.4,
    "capital": 4,
    "seat": 4.3,
    "region": 3,
    "city": 2,
    "modifier": 4.3,
}
_SHORT, _AMBIGUOUS, _IN_TIME, _OWN, _KNOWN, _AROUND = -1.6, -1.5, 1.0, 3.0, 3.0, 2.2
_YEARS_FORGOTTEN = 30.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known beside the phrase: ISO day, countries around it, its known country, those it names itself."""

    date: str | None = None
    countries: tuple[str, ...] = ()
    known_country: str | None = None
    own: tuple[str, ...] = ()

    def within(self, *codes: str) -> Setting:
        """The setting inside a phrase that names these countries."""
        return replace(self, own=(*self.own, *codes))

    def leaning(self, country: str | None) -> float:
        """How much speaks for a country."""
        if country is None:
            return 0.0
        score = _OWN if country in self.own else 0.0
        if country == self.known_country:
            score += _KNOWN
        if country in self.countries:
            # the country named most often weighs more than those named beside it
            score += _AROUND / (1 + 0.25 * self.countries.index(country))
        return score


def weigh(entry: Entry, setting: Setting) -> float:
    """How likely a reading is meant."""
    score = _PRIOR[entry.kind] + setting.leaning(entry.country)
    if entry.ambiguous:
        score += _AMBIGUOUS
    if entry.short:
        score += _SHORT
    if entry.kind == "person":
        score += nearness(entry, setting.date)
    elif setting.date and (entry.since or entry.until):
        score += _IN_TIME if holds(entry, setting.date) else -_IN_TIME / 2
    return score


def nearness(entry: Entry, date: str | None) -> float:
    """1 for an office held on the day, less the longer before or after it was held, 0 after a generation."""
    if date is None:
        return 0.5
    return max(0.0, 1 - distance((entry,), date) / 12 / _YEARS_FORGOTTEN)


def holds(entry: Entry, date: str) -> bool:
    """Whether the reading holds on a day."""
    return (not entry.since or entry.since <= date) and (not entry.until or date[: len(entry.until)] <= entry.until)


def choose(entries: Iterable[Entry], setting: Setting) -> tuple[Entry | None, bool]:
    """The likeliest reading, and whether one of another country is as likely and none is marked as the default."""
    entries = list(entries)
    generic = any(e.kind == "role" for e in entries)
    ranked = []
    for e in entries:
        weight = weigh(e, setting)
        if generic and e.ambiguous and e.kind in ("organization", "group") and not setting.leaning(e.country):
            # "Congress": the role noun, unless the surroundings speak for one country's body
            weight += _AMBIGUOUS
        ranked.append((weight, -e.rank, e))
    if not ranked:
        return None, False
    ranked.sort(key=lambda t: (-t[0], -t[1]))
    best = ranked[0]
    country = best[2].country
    doubtful = best[1] <= 0 and any(weight >= best[0] - 0.01 and e.country != country for weight, _, e in ranked)
    return best[2], doubtful


def people(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The offices in these readings, by person."""
    by_name: dict[str, list[Entry]] = {}
    for e in entries:
        if e.kind == "person":
            by_name.setdefault(e.name, []).append(e)
    return by_name


def choose_person(entries: Sequence[Entry], setting: Setting, roles: Sequence[Entry]) -> tuple[tuple[Entry, ...], bool]:
    """The offices of the likeliest of the people who bear a name, and whether the choice is doubtful.

    A title before the name speaks for whoever holds such an office.
    """
    scored: list[tuple[float, int, tuple[Entry, ...]]] = []
    for place, offices in enumerate(people(entries).values()):
        score = max(weigh(o, setting) + _title_fits(o, roles, setting) for o in offices)
        if setting.date is None:
            score -= min(distance(offices, "2026-01") / 12 / _YEARS_FORGOTTEN, 1)
        score += 0.05 * min(len(offices), 6)
        score += 0.3 * any(o.role and o.sectors[:1] == ("GOV",) for o in offices)
        if setting.date:
            score += 0.3 * max((standing(o) for o in offices if holds(o, setting.date)), default=0)
        else:
            score += 0.3 * max(standing(o) for o in offices)
        scored.append((score, -place, tuple(offices)))
    if not scored:
        return (), False
    scored.sort(key=lambda t: (-t[0], -t[1]))
    doubtful = len(scored) > 1 and scored[1][0] > scored[0][0] - 0.3
    return scored[0][2], doubtful


def _title_fits(office: Entry, roles: Sequence[Entry], setting: Setting) -> float:
    score = 0.0
    for role in roles:
        if role.role and role.role == office.role:
            score = max(score, 2.0)
        elif role.role and office.role and set(role.role.split()) <= set(office.role.split()):
            score = max(score, 1.2)
        elif role.sectors and office.sectors and role.sectors[0] == office.sectors[0]:
            score = max(score, 0.7)
    if score and setting.date and holds(office, setting.date):
        score += 1.0
    return score
