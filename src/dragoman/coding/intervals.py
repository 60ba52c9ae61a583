"""What a date expression means: from a publication day and a tense to a stretch of days.

A meaning is a function from a `Reference` to an `Interval`, or to None where the day cannot be known; the rules
for words stand in `date_words`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from dragoman.records import DatePrecision

Tense = Literal["past", "present", "future"]
Unit = Literal["day", "week", "month", "quarter", "year"]
Which = Literal["", "last", "this", "next"]
_DAY = timedelta(days=1)
_NEAR = 60
"""Days within which an undated day ahead ("the May 12 summit") is meant although the clause is in the past."""


class Interval(NamedTuple):
    """A stretch of days, both ends included, and the unit in which the ends are known."""

    start: date
    end: date
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class Reference:
    """What an expression is resolved against.

    Attributes:
        day: day of publication, or None.
        tense: of the clause the expression belongs to.
        anchor: the day that "the next day" counts from, or None.
        noun: whether the expression dates a noun ("the March 4 attack"), whose time the clause's tense does not fix.
    """

    day: date | None
    tense: Tense = "past"
    anchor: date | None = None
    noun: bool = False


Meaning = Callable[[Reference], Interval | None]


def unknown(_: Reference) -> Interval | None:
    """The meaning of what is a time but has no date: holidays, seasons, "recently"."""
    return None


def day(d: date) -> Interval:
    """One day."""
    return Interval(d, d, "day")


def week(d: date) -> Interval:
    """The week, Monday to Sunday, of a day."""
    monday = d - d.weekday() * _DAY
    return Interval(monday, monday + 6 * _DAY, "week")


def months(year: int, month: int, count: int, precision: DatePrecision) -> Interval:
    """A run of whole months from the given one on; the month may lie outside 1 to 12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    last = month + count
    end = date(year + (last - 1) // 12, (last - 1) % 12 + 1, 1) - _DAY
    return Interval(date(year, month, 1), end, precision)


def unit_of(unit: Unit, d: date, offset: int = 0) -> Interval:
    """The day, week, month, quarter or year that contains a day, or one some units earlier or later."""
    if unit == "day":
        return day(d + offset * _DAY)
    if unit == "week":
        return week(d + 7 * offset * _DAY)
    if unit == "month":
        return months(d.year, d.month + offset, 1, "month")
    if unit == "quarter":
        return months(d.year, (d.month - 1) // 3 * 3 + 1 + 3 * offset, 3, "quarter")
    return months(d.year + offset, 1, 12, "year")


def absolute(interval: Interval) -> Meaning:
    """A date that says its year."""
    return lambda _: interval


def weekday(number: int, which: Which = "") -> Meaning:
    """A day of the week, Monday 0: the nearest one backwards or forwards from publication, that day included
    unless the words say "last" or "next"."""

    def meaning(r: Reference) -> Interval | None:
        if r.day is None:
            return None
        back = (r.day.weekday() - number) % 7
        if which == "last":
            return day(r.day - (back or 7) * _DAY)
        if which == "next":
            return day(r.day + (7 - back) * _DAY)
        if r.tense == "past" or back == 0:
            return day(r.day - back * _DAY)
        return day(r.day + (7 - back) * _DAY)

    return meaning


def day_of_month(number: int, month: int, year_offset: int | None = None, on: int | None = None) -> Meaning:
    """A day and month without its year; ``on`` is the weekday named with it, ``year_offset`` that of "last year"."""

    def meaning(r: Reference) -> Interval | None:
        if r.day is None:
            return None
        offsets = (-1, 0, 1) if year_offset is None else (year_offset,)
        days = [d for o in offsets if (d := make_day(r.day.year + o, month, number)) is not None]
        if on is not None and any(d.weekday() == on for d in days):
            days = [d for d in days if d.weekday() == on]
        found = _choose([day(d) for d in days], r)
        return found

    return meaning


def month(number: int, which: Which = "", year_offset: int | None = None) -> Meaning:
    """A month without its year: by tense; one that has begun counts as past and as future."""

    def meaning(r: Reference) -> Interval | None:
        if r.day is None:
            return None
        if year_offset is not None:
            return months(r.day.year + year_offset, number, 1, "month")
        every = [months(r.day.year + o, number, 1, "month") for o in (-1, 0, 1)]
        if which == "last":
            return max(i for i in every if i.end < r.day)
        if which == "next":
            return min(i for i in every if i.start > r.day)
        if which == "this":
            return every[1]
        return _choose(every, r)

    return meaning


def _choose(every: list[Interval], r: Reference) -> Interval | None:
    """Of the same date in neighbouring years the one that the tense asks for."""
    assert r.day is not None
    today = r.day
    past = max((i for i in every if i.start <= today), default=None)
    ahead = min((i for i in every if i.end >= today), default=None)
    if past is None or ahead is None or past == ahead:
        return past or ahead
    before, after = (today - past.end).days, (ahead.start - today).days
    if r.tense == "future":
        return ahead
    if r.tense == "present":
        return ahead if after < before else past
    if r.noun and after <= _NEAR:
        # "discussed the May 12 summit" in April; with a month alone either may be meant
        return ahead if past.precision == "day" else None
    return past


def shifted(unit: Unit, count: int) -> Meaning:
    """So many units from publication: "three days ago", "in two weeks"."""
    return lambda r: None if r.day is None else unit_of(unit, r.day, count)


def from_anchor(unit: Unit, count: int) -> Meaning:
    """So many units from the day told before: "the next day", "two weeks later"."""
    return lambda r: None if r.anchor is None else unit_of(unit, r.anchor, count)


def current(unit: Unit, offset: int, part: Literal["", "earlier", "later"] = "") -> Meaning:
    """Last, this or next week, month and so on; "earlier" and "later" cut at the day of publication."""

    def meaning(r: Reference) -> Interval | None:
        if r.day is None:
            return None
        whole = unit_of(unit, r.day, offset)
        if offset == 0 and part == "earlier":
            return whole._replace(end=r.day)
        if offset == 0 and part == "later":
            return whole._replace(start=r.day)
        return whole

    return meaning


def weekend(which: Which = "") -> Meaning:
    """Saturday and Sunday: by tense; one that has begun counts as past and as future."""

    def meaning(r: Reference) -> Interval | None:
        if r.day is None:
            return None
        saturday = r.day - ((r.day.weekday() - 5) % 7) * _DAY
        inside = r.day <= saturday + _DAY
        if which == "last":
            saturday -= 7 * inside * _DAY
        elif which == "next" or (not inside and r.tense != "past"):
            saturday += 7 * _DAY
        return Interval(saturday, saturday + _DAY, "day")

    return meaning


def window(unit: Unit, count: int, forward: bool = False) -> Meaning:
    """The past (or coming) so many units up to (from) publication."""

    def meaning(r: Reference) -> Interval | None:
        if r.day is None:
            return None
        far = _step(r.day, unit, count if forward else -count)
        return Interval(r.day, far, unit) if forward else Interval(far, r.day, unit)

    return meaning


def _step(d: date, unit: Unit, count: int) -> date:
    if unit in ("day", "week"):
        return d + count * (7 if unit == "week" else 1) * _DAY
    size = {"month": 1, "quarter": 3}.get(unit, 12)
    there = months(d.year, d.month + size * count, 1, "month")
    return min(there.start.replace(day=1) + (d.day - 1) * _DAY, there.end)


def quarter(number: int, year: int | None) -> Meaning:
    """A quarter of a year, of the year of publication where none is said and the tense allows it."""

    def meaning(r: Reference) -> Interval | None:
        if year is not None:
            return months(year, 3 * number - 2, 3, "quarter")
        if r.day is None:
            return None
        return _choose([months(r.day.year + o, 3 * number - 2, 3, "quarter") for o in (-1, 0, 1)], r)

    return meaning


def span(first: Meaning, last: Meaning) -> Meaning:
    """From one date to another; None unless both are known and in order."""

    def meaning(r: Reference) -> Interval | None:
        a = first(r)
        b = last(r if a is None else Reference(r.day, r.tense, a.end, r.noun))
        return Interval(a.start, b.end, a.precision) if a and b and a.start <= b.end else None

    return meaning


def make_day(year: int, month: int, number: int) -> date | None:
    """A day, or None where the calendar has none such."""
    try:
        return date(year, month, number)
    except ValueError:
        return None
