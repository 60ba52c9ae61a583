"""Which reports may tell the same event at all: keys that two must share, and the days in which the event lies.

A store finds the candidates of a report by its keys and its window; no others are ever compared, so the cost of
joining grows with the news of a few days about the same few parties, not with the archive.
"""

from __future__ import annotations

import itertools

from dragoman.stories.report import Party, Report, ordinal
from dragoman.stories.rules import Rules
from dragoman.stories.words import fold

Window = tuple[int, int]
"""First and last day, as `datetime.date.toordinal` counts them; both included."""

EVER: Window = (1, 3_652_059)
"""The window of what has no date at all."""

_SLACK = 1
"""Days by which a date may be wrong that was not told with the event itself."""
_WEEK = 7
"""Days by which "five weeks ago" may be off."""
_NEWS = 4
"""Days for which something is news: an event told without a day is looked for on as many before publication."""
_CELL = 16
"""Days of a cell."""


def span(report: Report, rules: Rules) -> Window:
    """The days in which the event of a report lies."""
    if report.start is None or report.end is None:
        first, last = _undated(report, rules)
    elif report.dated:
        slack = _WEEK if report.precision == "week" else 0
        first, last = ordinal(report.start) - slack, ordinal(report.end) + slack
    else:
        first, last = ordinal(report.start) - _SLACK, ordinal(report.end) + _SLACK
        if report.precision == "day" and report.published is not None:
            loose = _undated(report, rules)
            first, last = min(first, loose[0]), max(last, loose[1])
    return max(EVER[0], first), min(EVER[1], last)


def _undated(report: Report, rules: Rules) -> Window:
    if report.published is None:
        return EVER
    day = ordinal(report.published)
    return (day, day + rules.ahead) if report.stage == "plan" else (day - rules.lag, day)


def window(report: Report, rules: Rules) -> Window:
    """The days by which a report is looked up: its `span`, of a plan also those to which it may be put off."""
    first, last = span(report, rules)
    return (first, min(EVER[1], last + rules.delay)) if report.stage == "plan" else (first, last)


def keys(report: Report, rules: Rules) -> tuple[str, ...]:
    """The keys of a report, sorted; each begins with the group of its type.

    They are: any two countries that it names, a country with a stem of its trigger, a country with the day (without a
    date: with the last days before publication), a person, a town. A report that names no country is looked for under
    those that its article is about; without any, by the sectors that take part with a stem of the trigger.
    """
    parties = (*report.actors, *report.recipients)
    named = {p.country for p in parties if p.country} | {c for c in (report.place_country,) if c}
    countries = sorted(named) or report.about
    persons = [p.proper for p in parties if p.kind == "person" and p.proper]
    parts = ["|".join(pair) for pair in itertools.combinations(countries, 2)]
    parts += [f"{country}|{stem}" for country in countries for stem in report.trigger]
    parts += [f"{country}|{day}" for country in countries for day in _days(report)]
    parts += [*persons, *([fold(report.town)] if report.town else [])]
    if not parts:
        parts = [f"{sector}|{stem}" for sector in _sectors(parties) for stem in report.trigger]
    group = rules.group(report.type)
    return tuple(sorted({f"{group}|{part}" for part in parts}))


def _days(report: Report) -> set[int]:
    """The days that make keys: the one told with the event, else those before publication."""
    if report.day is not None:
        return {ordinal(report.day)}
    days: set[int] = set()
    if report.precision == "day" and report.start is not None:
        days.update(ordinal(report.start) + shift for shift in (-1, 0, 1))
    if report.published is not None and report.stage != "plan" and report.precision in (None, "day"):
        days.update(ordinal(report.published) - back for back in range(_NEWS))
    return days


def _sectors(parties: tuple[Party, ...]) -> set[str]:
    return {sector for party in parties for sector in party.sectors}


def cells(report: Report, rules: Rules) -> tuple[str, ...]:
    """Its keys once for every sixteen days of its window: for an index in memory, which cannot ask for ranges."""
    first, last = window(report, rules)
    if (first, last) == EVER:
        return tuple(f"{key}@" for key in keys(report, rules))
    days = range(first // _CELL, last // _CELL + 1)
    return tuple(f"{key}@{day}" for key in keys(report, rules) for day in days)
