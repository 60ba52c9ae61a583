"""Plans and what came of them: which report tells the taking place of what another one only announces."""

from __future__ import annotations

from dragoman.stories.report import Report, ordinal
from dragoman.stories.rules import Rules
from dragoman.stories.scoring import Profile, compare_sides, compare_topics, far_apart

_EARLY = 1
"""Days by which something may be done before the planned day: time zones, and papers that go to press."""


def fulfils(plan: Profile, fact: Profile, rules: Rules) -> float | None:
    """Log-odds that a report tells the taking place of what another one plans; None where that is ruled out."""
    if plan.report.stage != "plan" or fact.report.stage != "fact" or fact.report.status == "negated":
        return None
    if not _may_become(plan.report, fact.report, rules):
        return None
    found = _when(plan, fact, rules)
    if found is None:
        return None
    for name in compare_sides(plan.actors | plan.recipients, fact.actors | fact.recipients, mutual=True):
        if name in rules.plans:
            found[name] = found.get(name, 0.0) + 1.0
    if set(plan.report.modes) & set(fact.report.modes):
        found["same mode"] = 1.0
    found.update(_where(plan.report, fact.report, rules))
    found.update(compare_topics(plan.report, fact.report))
    return rules.plans["prior"] + sum(rules.plans[name] * value for name, value in found.items())


def _may_become(plan: Report, fact: Report, rules: Rules) -> bool:
    if "phone" in fact.modes and plan.town is not None:
        return False  # a call is no visit
    if plan.inner is not None:
        return fact.type == plan.inner
    return fact.type == plan.type or fact.type in rules.outcomes.get(plan.type, ())


def _when(plan: Profile, fact: Profile, rules: Rules) -> dict[str, float] | None:
    """How the days go together; None where what is told cannot be what was planned."""
    done = _day_of(fact)
    if done is None or plan.published is None:
        return None
    wait = done - plan.published
    if plan.report.start is None:
        return {"wait": float(wait)} if 0 < wait <= rules.ahead else None
    if wait < 0:
        return None  # done before it was planned
    first, last = plan.span
    if done < first - _EARLY or done > last + rules.delay:
        return None
    if done > last:
        return {"late": float(done - last)}
    return {"planned day" if plan.report.precision == "day" else "planned period": 1.0}


def _day_of(fact: Profile) -> int | None:
    """The day on which something was done: as told, else the day of publication."""
    if fact.report.precision == "day" and fact.report.start is not None:
        return ordinal(fact.report.start)
    return fact.published if fact.report.start is None else None


def _where(plan: Report, fact: Report, rules: Rules) -> dict[str, float]:
    if plan.town is not None and plan.town == fact.town:
        return {"same town": 1.0}
    if far_apart(plan, fact, rules.limits["kilometres"]):
        return {"other town": 1.0}
    same = plan.place_country is not None and plan.place_country == fact.place_country
    return {"same region": 1.0} if same else {}
