"""How likely two reports of different articles tell one event: points for and against, and what rules it out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.stories.blocking import Window, span
from dragoman.stories.report import Party, Report, ordinal
from dragoman.stories.rules import Rules
from dragoman.stories.words import stems_of

_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose participants one report calls actors, the other recipients."""
_ROOTED = frozenset({"ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "CONSULT", "RETREAT"})
"""Types that take place somewhere; of the others the place is often where somebody spoke."""
_ACTS = frozenset({"COERCE", "SANCTION", "RETREAT", "MOBILIZE"})
"""Types whose modes are different acts rather than means."""
_SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types whose modes are shades of what is said."""
_FEW = 4
"""Words below which a share of them means nothing."""
_APART = frozenset(
    {
        "other act", "negated", "other side", "other name", "crossed", "third party", "taken over", "other country",
        "other count", "other figure",
    }
)  # fmt: skip
"""Evidence that tells two records of one article apart."""
_EARTH = 6371.0
_YEARS = (1899, 2100)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an event, as it is compared."""

    countries: frozenset[str]
    names: frozenset[str]
    sorts: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.countries or self.names or self.sorts)

    def __or__(self, other: Side) -> Side:
        return Side(self.countries | other.countries, self.names | other.names, self.sorts | other.sorts)


@dataclass(frozen=True, slots=True)
class Profile:
    """A report made ready for many comparisons."""

    report: Report
    actors: Side
    recipients: Side
    span: Window
    published: int | None
    day: int | None
    figures: frozenset[str]
    """Numbers that it tells, see `_figures`."""
    named: frozenset[str]
    """Stems of the names of those who take part and of the place: they count for themselves, not as wording."""


def profile(report: Report, rules: Rules) -> Profile:
    """A report made ready for comparison."""
    parties = (*report.actors, *report.recipients)
    names = [n for p in parties for n in (p.name,) if n] + [n for n in (report.place,) if n]
    return Profile(
        report,
        _side(report.actors),
        _side(report.recipients),
        span(report, rules),
        ordinal(report.published) if report.published else None,
        ordinal(report.day) if report.day else None,
        _figures(report),
        stems_of(names),
    )


def _figures(report: Report) -> frozenset[str]:
    """Numbers in the sentences that report it, but for years and the days of its date and publication."""
    dates = [day for day in (report.start, report.end, report.published) if day is not None]
    days = {str(int(day[8:])) for day in dates}
    return (
        frozenset(w for w in report.words if w.isdigit() and int(w) > 1 and not _YEARS[0] < int(w) < _YEARS[1]) - days
    )


def _side(parties: Iterable[Party]) -> Side:
    given = tuple(parties)
    return Side(
        frozenset(p.country for p in given if p.country),
        frozenset(n for p in given for n in (p.proper,) if n),
        frozenset(s for p in given for s in p.sectors[:1]),
    )


def barred(a: Profile, b: Profile, rules: Rules) -> str | None:
    """Why two reports cannot tell one event, whatever else they share, or None."""
    one, other = a.report, b.report
    if one.article == other.article and _told_apart(a, b):
        return "one article tells them apart"
    if one.stage != other.stage:
        return "one is planned or supposed, the other told as a fact"
    if one.type != other.type and (one.type, other.type) not in rules.kin:
        return "types that do not go together"
    if a.span[1] < b.span[0] or b.span[1] < a.span[0]:
        return "different days"
    if a.day is not None and b.day is not None and a.day != b.day:
        return "different days"
    if one.type in _ROOTED and other.type in _ROOTED and far_apart(one, other, rules.limits["kilometres"]):
        return "different towns"
    return None


def _told_apart(a: Profile, b: Profile) -> bool:
    """Whether anything in two records of one article makes them two events.

    Where nothing does, the coder did not see that both tell the same: "gunmen attacked ...", "seven people died".
    """
    return a.report.type != b.report.type or not _APART.isdisjoint(_facts(a, b))


def far_apart(one: Report, other: Report, limit: float) -> bool:
    """Whether both name a town, and not the same one or one within so many kilometres.

    Where the sentences of one name the other's town, it may be the place all the same.
    """
    if one.town is None or other.town is None or one.town == other.town:
        return False
    if stems_of([one.town]) <= other.words or stems_of([other.town]) <= one.words:
        return False
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.place_country != other.place_country
    return kilometres((one.lat, one.lon), (other.lat, other.lon)) > limit


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance of two points given as latitude and longitude in degrees."""
    (lat, lon), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    h = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(h))


def evidence(a: Profile, b: Profile) -> dict[str, float]:
    """What speaks for and against one event: how often, or how much, each kind of evidence is there."""
    one, other = a.report, b.report
    found = {"prior": 1.0, **_facts(a, b)}
    if one.trigger & other.trigger:
        found["same trigger"] = 1.0
    known = a.named | b.named | one.trigger & other.trigger
    found.update(_shared("wording", one.words - known, other.words - known))
    found.update({"one article": 1.0} if one.article == other.article else compare_topics(one, other))
    return found


def _facts(a: Profile, b: Profile) -> dict[str, float]:
    """The evidence of what the records say; not that of their wording."""
    one, other = a.report, b.report
    found: dict[str, float] = {}
    if set(one.modes) & set(other.modes):
        found["same mode"] = 1.0
    elif one.modes and other.modes and one.type not in _SAID:
        found["other act" if one.type == other.type and one.type in _ACTS else "other mode"] = 1.0
    if (one.status == "negated") != (other.status == "negated"):
        found["negated"] = 1.0
    for name in _parties(a, b):
        found[name] = found.get(name, 0.0) + 1.0
    found.update(_when(a, b))
    found.update(_where(one, other))
    found.update(_how_many(a, b))
    return found


def _parties(a: Profile, b: Profile) -> list[str]:
    if _mutual(a) or _mutual(b):
        return compare_sides(a.actors | a.recipients, b.actors | b.recipients, mutual=True)
    found = compare_sides(a.actors, b.actors) + compare_sides(a.recipients, b.recipients)
    if a.actors.countries & b.actors.countries == a.recipients.countries & b.recipients.countries != frozenset():
        found.remove("same country")  # at home with itself: one state is shared, not two
    if _crossed(a, b):
        found.append("crossed")
    return found


def _mutual(it: Profile) -> bool:
    """Whether it does not matter who is called the actor: talks, treaties signed, two sides that exchange fire."""
    if it.report.type in _MUTUAL:
        return True
    return not it.recipients and (it.report.type == "SUPPORT" or len(it.actors.countries) > 1)


def compare_sides(ours: Side, theirs: Side, mutual: bool = False) -> list[str]:
    """What two sides have in common or not; nothing where one of them is unknown.

    Args:
        ours, theirs: the sides; where ``mutual``, all who take part.
        mutual: whether several states should be the same ones.
    """
    if not ours or not theirs:
        return []
    found = []
    both = ours.countries & theirs.countries
    if mutual and len(both) > 1:
        found.append("same country")
    elif mutual and both and ours.countries - both and theirs.countries - both:
        found.append("third party")
    if ours.names & theirs.names:
        found.append("same name")
    if both:
        found.append("same country")
        if ours.names and theirs.names and not ours.names & theirs.names and ours.sorts & theirs.sorts:
            found.append("other name")
    elif ours.countries and theirs.countries and "same name" not in found:
        found.append("other side")
    elif "same name" not in found and ours.sorts & theirs.sorts:
        found.append("same sort")
    return found


def _crossed(a: Profile, b: Profile) -> bool:
    """Whether who acts in one is acted upon in the other: of several states, with neither side the same."""
    if _same_side(a.actors, b.actors) or _same_side(a.recipients, b.recipients):
        return False
    turned = a.actors.countries & b.recipients.countries or b.actors.countries & a.recipients.countries
    taking_part = a.actors | a.recipients | b.actors | b.recipients
    return bool(turned) and len(taking_part.countries) > 1


def _same_side(ours: Side, theirs: Side) -> bool:
    return bool(ours.countries & theirs.countries or ours.names & theirs.names)


def _when(a: Profile, b: Profile) -> dict[str, float]:
    if a.day is not None and a.day == b.day:
        return {"same day": 1.0}
    ours, theirs = a.report.start is not None, b.report.start is not None
    if ours and theirs:
        if a.report.start == b.report.start and a.report.end == b.report.end:
            return {"within": 1.0}
        if a.report.precision == "day" and b.report.precision == "day":
            return {"taken over": float(abs(ordinal(a.report.start or "") - ordinal(b.report.start or "")))}
        return {"within": 1.0}
    if ours or theirs:
        dated, loose = (a, b) if ours else (b, a)
        if loose.published is None or dated.report.precision != "day":
            return {}
        gap = abs(loose.published - ordinal(dated.report.start or ""))
        return _gap(gap)
    if a.published is None or b.published is None:
        return {}
    gap = abs(a.published - b.published)
    return _gap(gap)


def _gap(days: int) -> dict[str, float]:
    return {"gap": math.log(days)} if days > 1 else {"same issue": 1.0}


def _where(one: Report, other: Report) -> dict[str, float]:
    if one.place_country is None or other.place_country is None:
        return {}
    if one.place_country != other.place_country:
        vague = "country" in (one.place_precision, other.place_precision)
        return {"other country": 1.0} if one.type in _ROOTED and not vague else {}
    if one.town is not None and one.town == other.town:
        return {"same town": 1.0}
    return {"same region": 1.0} if one.town is None or other.town is None else {}


def _how_many(a: Profile, b: Profile) -> dict[str, float]:
    found: dict[str, float] = {}
    for ours, theirs in (
        (a.report.killed, b.report.killed),
        (a.report.injured, b.report.injured),
        (a.report.arrested, b.report.arrested),
    ):
        if ours is not None and theirs is not None:
            name = "same count" if ours == theirs else "other count"
            found[name] = found.get(name, 0.0) + 1.0
    if not found and a.figures and b.figures:
        found["same figure" if a.figures & b.figures else "other figure"] = 1.0
    return found


def compare_topics(one: Report, other: Report) -> dict[str, float]:
    """How alike two articles are: in headline and first paragraph, and in the names of persons and towns."""
    return _shared("topic", one.topic, other.topic) | _shared("name", one.cast, other.cast)


def _shared(name: str, ours: frozenset[str], theirs: frozenset[str]) -> dict[str, float]:
    """That there are words to compare, and the share of those of the shorter wording that the longer has too."""
    least = min(len(ours), len(theirs))
    return {f"{name}s": 1.0, name: len(ours & theirs) / least} if least >= _FEW else {}


def score(a: Profile, b: Profile, rules: Rules) -> float | None:
    """Log-odds that two reports tell one event; None where that is ruled out."""
    if barred(a, b, rules) is not None:
        return None
    total = sum(rules.points[name] * value for name, value in evidence(a, b).items())
    if a.report.type != b.report.type:
        total += rules.kin[a.report.type, b.report.type]
    clip = rules.limits["clip"]
    return max(-clip, min(clip, total))
