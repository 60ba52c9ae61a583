"""What a date expression means: from a publication day and a tense to a stretch of days.

A meaning is a function from a `Reference` to an `Interval`, or to None where the day cannot be known; the rules
for words stand in `date_words`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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
        told: the times told just before, from which "the next day" counts.
        noun: whether the expression dates a noun ("the March 4 attack"), whose time the clause's tense does not fix.
        until: for the first end of a range the last one's day, up to which it is the nearest of its name.
    """

    day: date | None
    tense: Tense = "past"
    told: tuple[Interval, ...] = ()
    noun: bool = False
    until: date | None = None


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
        if r.until is not None:
            return day(r.until - (r.until.weekday() - number) % 7 * _DAY)
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


def day_of_week(number: int, offset: int) -> Meaning:
    """A weekday of last, this or next week."""
    return lambda r: None if r.day is None else day(week(r.day).start + (7 * offset + number) * _DAY)


def weekday_ahead(number: int, weeks: int) -> Meaning:
    """ "two weeks from Monday": so many weeks from the next day of that name."""

    def meaning(r: Reference) -> Interval | None:
        return None if r.day is None else day(r.day + ((number - r.day.weekday()) % 7 + 7 * weeks) * _DAY)

    return _in_calendar(meaning)


def nth_weekday(nth: int, number: int, month: Meaning) -> Meaning:
    """The first, second ... or (-1) the last weekday of its name in a month; None where the month has not so many."""

    def meaning(r: Reference) -> Interval | None:
        of = month(r)
        if of is None:
            return None
        days = [d for n in range(31) if (d := of.start + n * _DAY) <= of.end and d.weekday() == number]
        return day(days[nth if nth < 0 else nth - 1]) if nth <= len(days) else None

    return meaning


def known_since(plain: Meaning, year: int, month: int, number: int) -> Meaning:
    """A day that is named without its year ever after: "the Sept. 11 attacks"."""

    def meaning(r: Reference) -> Interval | None:
        first = date(year, month, number)
        return day(first) if r.day is not None and r.day >= first else plain(r)

    return meaning


def day_of_month(number: int, month: int, year_offset: int | None = None, on: int | None = None) -> Meaning:
    """A day and month without its year; ``on`` is the weekday named with it, ``year_offset`` that of "last year"."""

    def meaning(r: Reference) -> Interval | None:
        today = r.until or r.day
        if today is None:
            return None
        offsets = (-1, 0, 1) if year_offset is None else (year_offset,)
        days = [d for o in offsets if (d := make_day(today.year + o, month, number)) is not None]
        if on is not None and any(d.weekday() == on for d in days):
            days = [d for d in days if d.weekday() == on]
        return _choose([day(d) for d in days], r)

    return meaning


def month(number: int, which: Which = "", year_offset: int | None = None) -> Meaning:
    """A month without its year: by tense; one that has begun counts as past and as future."""

    def meaning(r: Reference) -> Interval | None:
        today = r.until or r.day
        if today is None:
            return None
        if year_offset is not None:
            return months(today.year + year_offset, number, 1, "month")
        every = [months(today.year + o, number, 1, "month") for o in (-1, 0, 1)]
        if which == "last":
            return max(i for i in every if i.end < today)
        if which == "next":
            return min(i for i in every if i.start > today)
        if which == "this":
            return every[1]
        return _choose(every, r)

    return meaning


def _choose(every: list[Interval], r: Reference) -> Interval | None:
    """Of the same date in neighbouring years the one that the tense asks for."""
    if r.until is not None:
        return max((i for i in every if i.start <= r.until), default=None)
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
    return _in_calendar(lambda r: None if r.day is None else unit_of(unit, r.day, count))


def _in_calendar(meaning: Meaning) -> Meaning:
    """What lies before the year 1 or after 9999 ("4,000 years ago") has no date."""

    def bounded(r: Reference) -> Interval | None:
        try:
            return meaning(r)
        except (ValueError, OverflowError):  # as the calendar of the standard library tells it
            return None

    return bounded


def from_anchor(unit: Unit, count: int) -> Meaning:
    """So many units from the time told before: "the next day", "two weeks later", "the same year"; None where what
    was told is not told as finely, or more times than one."""

    def meaning(r: Reference) -> Interval | None:
        fine = [i for i in r.told if _SIZES[i.precision] <= _SIZES[unit] and within(unit, i)]
        fine = [i for i in fine if i.precision == unit] or fine
        ends = {unit_of(unit, i.end, count) for i in fine}
        return ends.pop() if len(ends) == 1 else None

    return _in_calendar(meaning)


_SIZES: dict[str, int] = {"day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4}


def within(unit: Unit, interval: Interval) -> bool:
    """Whether a stretch lies within one day, week, month, quarter or year; a night counts as its second day."""
    if unit == "day":
        return interval.end - interval.start <= _DAY
    return unit_of(unit, interval.start) == unit_of(unit, interval.end)


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


def weekend(which: Which = "", before: int = 0) -> Meaning:
    """Saturday and Sunday: by tense; one that has begun counts as past and as future. ``before`` goes back further
    ("the weekend before last")."""

    def meaning(r: Reference) -> Interval | None:
        if r.day is None:
            return None
        saturday = r.day - ((r.day.weekday() - 5) % 7) * _DAY
        inside = r.day <= saturday + _DAY
        if which == "last":
            saturday -= 7 * inside * _DAY
        elif which == "next" or (not inside and r.tense != "past"):
            saturday += 7 * _DAY
        saturday -= 7 * before * _DAY
        return Interval(saturday, saturday + _DAY, "day")

    return meaning


def window(unit: Unit, count: int, forward: bool = False) -> Meaning:
    """The past (or coming) so many units up to (from) publication."""

    def meaning(r: Reference) -> Interval | None:
        if r.day is None:
            return None
        far = _step(r.day, unit, count if forward else -count)
        return Interval(r.day, far, unit) if forward else Interval(far, r.day, unit)

    return _in_calendar(meaning)


def _step(d: date, unit: Unit, count: int) -> date:
    if unit in ("day", "week"):
        return d + count * (7 if unit == "week" else 1) * _DAY
    size = {"month": 1, "quarter": 3}.get(unit, 12)
    there = months(d.year, d.month + size * count, 1, "month")
    return min(there.start.replace(day=1) + (d.day - 1) * _DAY, there.end)


def part_of_year(parts: int, number: int, year: int | None, offset: int | None = None) -> Meaning:
    """A half (of two parts) or a quarter (of four) of a year that is named, by itself or by its offset from that of
    publication; else by tense."""
    size = 12 // parts

    def part(year: int) -> Interval:
        return months(year, size * (number - 1) + 1, size, "quarter")

    def meaning(r: Reference) -> Interval | None:
        if year is not None:
            return part(year)
        if r.day is None:
            return None
        return _choose([part(r.day.year + o) for o in (-1, 0, 1)], r) if offset is None else part(r.day.year + offset)

    return meaning


def span(first: Meaning, last: Meaning) -> Meaning:
    """From one date to another; a first end that leaves its week or year open is the nearest before the last end;
    of what lies ahead, where that has begun, the last end is the next after the first. None unless both are known and
    in order."""

    def meaning(r: Reference) -> Interval | None:
        b = last(r)
        a = None if b is None else first(replace(r, until=b.end))
        if a and r.tense == "future" and r.day is not None and a.start < r.day and (ahead := first(r)) is not None:
            a, b = ahead, last(replace(r, day=ahead.end))
        return Interval(a.start, b.end, a.precision) if a and b and a.start <= b.end else None

    return meaning


def in_a_row(first: Meaning, last: Meaning) -> Meaning:
    """ "Monday and Tuesday": both days where no day lies between them, else the first."""

    def meaning(r: Reference) -> Interval | None:
        both = span(first, last)(r)
        return both if both and (both.end - both.start).days == 1 and both.precision == "day" else first(r)

    return meaning


def since(interval: Interval, today: date | None) -> Interval | None:
    """From a time until publication; None where that is not known or lies before."""
    return None if today is None or interval.start > today else interval._replace(end=today)


def make_day(year: int, month: int, number: int) -> date | None:
    """A day, or None where the calendar has none such."""
    try:
        return date(year, month, number)
    except ValueError:
        return None
