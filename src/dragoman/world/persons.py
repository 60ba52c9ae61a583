"""Known people in a phrase: who is meant, and what the office on the day and the title before the name make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.world.model import Entry
from dragoman.world.people import office_at, standing
from dragoman.world.reading import POWER, Reading

# sectors of titles by which people are called without holding an office: "General Petraeus"
_RANKS = frozenset({"MIL", "EDU", "MED", "REL"})
_BODIES = frozenset({"UNO", "EUR", "IGO", "NGO"})
_CERTAINTY = {"in": 0.95, "after": 0.85, "before": 0.6, "last": 0.85}


@dataclass(frozen=True, slots=True)
class Found:
    """The offices of a person, how they were found, and whether others of that name come as near."""

    offices: tuple[Entry, ...]
    how: str
    doubtful: bool = False


def is_rank(entry: Entry) -> bool:
    """Whether a role is what people are called whatever office they hold ("General")."""
    return entry.kind == "role" and entry.sectors[:1] != () and entry.sectors[0] in _RANKS


def person_reading(
    found: Found, date: str | None, base: Reading | None = None, roles: Sequence[Entry] = (), *, former: bool = False
) -> Reading:
    """A known person.

    Args:
        found: who it is.
        date: ISO day for which the office counts, or None for the latest.
        base: what the words before the name say; a title there counts more than the tables.
        roles: the titles among those words.
        former: whether those words call the office a former one; what is held on the day then counts.
    """
    base = base or Reading()
    office, when = office_at(_titled(found.offices, date, roles), date)
    assert office is not None
    sectors, role = office.sectors, office.role
    if when == "after" and office.sectors[:1] and office.sectors[0] in POWER:
        sectors, role = ("ELI",), _former(role)
    elif when == "before":
        sectors, role = (), None
    # "EU foreign policy chief": the body gives the office its sectors
    titles = [r for r in reversed(roles) if r.sectors] or ([replace(roles[-1], sectors=base.sectors)] if roles else [])
    title = next((r for r in titles if not is_rank(r)), titles[0] if titles else None)
    incumbent = former and when == "in" and title is not None and not _same_office(title, office)
    telling = title is not None and title.sectors and base.sectors[:1] != ("UNK",)
    if title is not None and telling and not incumbent:
        if is_rank(title) and sectors:
            sectors = sectors if title.sectors[0] in sectors or when == "after" else (*sectors, title.sectors[0])
        else:
            kept = (s for s in sectors if when == "in" and s not in base.sectors and s != "GOV")
            sectors, role = (*base.sectors, *kept), base.role or role
    elif base.role and not incumbent:
        role = base.role
    country = base.country if base.country in _BODIES and roles else office.country
    span = "" if when == "last" else f" {office.since or ''} to {office.until or ''}"
    return Reading(
        country,
        sectors,
        office.name,
        role,
        "person",
        office.gender or base.gender,
        "sg",
        office.code,
        _confidence(found, office, when, bool(roles)),
        person=True,
        incumbent=incumbent,
        steps=[f"{found.how}: {office.name}, {office.role or 'no office'}{span}", *base.steps],
    )


def _titled(offices: tuple[Entry, ...], date: str | None, roles: Sequence[Entry]) -> tuple[Entry, ...]:
    """The offices that a title before the name may mean; all of them where the day tells."""
    if date is not None:
        return offices
    return tuple(o for o in offices if any(_same_office(r, o) for r in roles)) or offices


def _confidence(found: Found, office: Entry, when: str, titled: bool) -> float:
    sure = _CERTAINTY[when]
    if found.how == "short name" and not titled:
        # a family name alone is surely meant only of those whom everybody knows
        sure -= 0.15 if standing(office) == 2 else 0.4
    elif found.how != "people":
        sure -= 0.1
    return sure * (0.6 if found.doubtful else 1)


def _same_office(title: Entry, office: Entry) -> bool:
    return bool(title.role and office.role and (title.role in office.role or office.role in title.role))


def _former(role: str | None) -> str | None:
    return role if role is None or role.startswith("former ") else f"former {role}"
