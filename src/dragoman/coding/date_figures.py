"""Dates in figures: "2019-05-29", "29.05.2019", "3-5 May", "in 2014", "the 1990s", and figures that are none."""

from __future__ import annotations

import re

from dragoman.coding import intervals as iv
from dragoman.coding.date_calendar import day_of_month
from dragoman.coding.date_names import (
    DAY_PARTS,
    MONTHS,
    NOT_YEARS,
    SEASONS,
    Reading,
    day_number,
    text_at,
    year_number,
)
from dragoman.coding.intervals import Meaning
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token

_NUMERIC = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})$")
_NAMED_MONTH = re.compile(r"(\d{1,2})-([a-z]{3,9})-(\d{4})$")
_DECADE = re.compile(r"(\d\d\d0)s$")
_SHORT_DECADE = re.compile(r"\d0s$")
_YEARS = re.compile(r"(\d{4})[–—-](\d{2}|\d{4})$")
_SEASON_YEARS = re.compile(r"(\d{4})/(\d{2}|\d{4})$")
_YEAR_LEADS = word_set(
    "in since by until till from before during after of early late mid through throughout to around between and "
    "circa november fall back year"
)
_FISCAL = word_set("fiscal fy financial tax academic school budget marketing")


def figures(tokens: list[Token], i: int) -> Reading | None:
    """What a token that begins with a figure says as a date by itself or with its neighbours."""
    text = tokens[i].text
    if len(text) >= 6 and (numeric := _NUMERIC.match(text)):
        return Reading(i, i + 1, _numeric(numeric[1], numeric[2], numeric[3], numeric[4]))
    if text_at(tokens, i + 1) == "-" and tokens[i].end == tokens[i + 1].start and (got := _hyphenated(tokens, i)):
        return got
    if len(text) == 4 and text.isdecimal():
        return _bare_year(tokens, i)
    if (decade := _DECADE.match(text)) is not None:
        return Reading(i, i + 1, _decade(int(decade[1])))
    if _SHORT_DECADE.match(text):
        return Reading(i, i + 1, iv.unknown)
    if _SEASON_YEARS.match(text):
        return Reading(i, i + 1, iv.unknown)
    if (years := _YEARS.match(text)) is not None:
        return Reading(i, i + 1, _from_year_to_year(years[1], years[2]))
    number = day_number(text)
    if number is None:
        return day_of_month(tokens, i)
    if text_at(tokens, i + 1) in _TO_LATER and day_number(text_at(tokens, i + 2)) is not None:
        second = day_of_month(tokens, i + 2)
        if second is not None:
            listed = text_at(tokens, i + 1) == "and" and text_at(tokens, i - 1) != "between"
            return _day_range(i, number, second, listed)
    return day_of_month(tokens, i)


_TO_LATER = frozenset({"-", "–", "to", "and", "until"})


def _day_range(i: int, number: int, second: Reading, listed: bool) -> Reading:
    """ "3-5 May 2019": the first day takes month and year from the second; "3 and 4 May" only where no day is left
    out, else the first is meant alone."""

    def both(r: iv.Reference) -> iv.Interval | None:
        end = second.meaning(r)
        start = None if end is None else iv.make_day(end.start.year, end.start.month, number)
        if start is None or end is None or start > end.end:
            return None
        return iv.day(start) if listed and (end.end - start).days > 1 else iv.Interval(start, end.end, "day")

    return Reading(i, second.last, both)


def _numeric(a: str, mark: str, b: str, c: str) -> Meaning:
    """A date in figures; where day and month cannot be told apart it is unknown."""
    x, y, z = int(a), int(b), int(c)
    if len(a) == 4:
        found = iv.make_day(x, y, z)
    elif len(c) != 4:
        return iv.unknown
    elif mark == "." or x > 12:
        found = iv.make_day(z, y, x)
    elif y > 12 or x == y:
        found = iv.make_day(z, x, y)
    else:
        return iv.unknown
    return iv.unknown if found is None else iv.absolute(iv.day(found))


def _hyphenated(tokens: list[Token], i: int) -> Reading | None:
    """A date that the tokenizer splits at its hyphens: "2019-05-29", "29-May-2019"."""
    last = i + 1
    while last < min(len(tokens), i + 5) and tokens[last].start == tokens[last - 1].end and tokens[last].text != ".":
        last += 1
    joined = "".join(t.lower for t in tokens[i:last])
    if (m := _NUMERIC.match(joined)) is not None:
        return Reading(i, last, _numeric(m[1], m[2], m[3], m[4]))
    m = _NAMED_MONTH.match(joined)
    number = None if m is None else MONTHS.get(m[2])
    if m is None or number is None:
        return None
    found = iv.make_day(int(m[3]), number, int(m[1]))
    return Reading(i, last, iv.unknown if found is None else iv.absolute(iv.day(found)))


def middle(tokens: list[Token], i: int) -> Reading | None:
    """ "mid-2014" in one token."""
    rest = tokens[i].lower[4:]
    year = year_number(rest)
    if year is not None:
        return Reading(i, i + 1, iv.absolute(iv.months(year, 1, 12, "year")))
    if rest in MONTHS:
        return Reading(i, i + 1, iv.month(MONTHS[rest]))
    if (decade := _DECADE.match(rest)) is not None:
        return Reading(i, i + 1, _decade(int(decade[1])))
    return Reading(i, i + 1, iv.unknown) if _SHORT_DECADE.match(rest) else None


def _decade(year: int) -> Meaning:
    """The ten years; a "1900s" may be the century, too."""
    return iv.unknown if year % 100 == 0 and year < 2000 else iv.absolute(iv.months(year, 1, 120, "year"))


def _from_year_to_year(first: str, last: str) -> Meaning:
    """ "1998–2000"; "2018–19" may be a season, a budget or a school year."""
    a, b = year_number(first), year_number(last)
    return iv.absolute(iv.months(a, 1, 12 * (b - a + 1), "year")) if a and b and a < b else iv.unknown


def _bare_year(tokens: list[Token], i: int) -> Reading | None:
    """Four figures that are a year and not a quantity: "in 2014", "the 2014 vote", not "2014 people"."""
    t = tokens[i]
    year = year_number(t.text)
    following, lead = text_at(tokens, i + 1), text_at(tokens, i - 1)
    if year is None or following in NOT_YEARS or (following == "-" and year_number(text_at(tokens, i + 2)) is None):
        return None
    if lead in _FISCAL or following in _FISCAL or (lead == "year" and text_at(tokens, i - 2) in _FISCAL):
        return Reading(i, i + 1, iv.unknown)
    if not _is_year(tokens, i, year, lead):
        return None
    whole = iv.absolute(iv.months(year, 1, 12, "year"))
    season = i - 2 if lead == "of" else i - 1
    if text_at(tokens, season) in SEASONS:
        # a winter lies in two years
        return Reading(season, i + 1, iv.unknown if text_at(tokens, season) == "winter" else whole)
    return Reading(i, i + 1, whole)


def _is_year(tokens: list[Token], i: int, year: int, lead: str) -> bool:
    t = tokens[i]
    if i and tokens[i - 1].tag in ("NNP", "NNPS") and t.head is tokens[i - 1] and lead not in {*SEASONS, *MONTHS}:
        return False  # "Resolution 1973", "Agenda 2030", "Expo 2020"
    plural = t.dep == "nummod" and t.head.i > i and t.head.tag in ("NNS", "NNPS")
    if t.ent in ("DATE", "EVENT") and lead not in DAY_PARTS:
        return True
    if not plural and 1500 <= year <= 2100 and lead in _YEAR_LEADS:
        return True
    modifies = t.dep in ("nummod", "compound") and t.head.i > i and not plural
    return modifies and 1800 <= year <= 2100 and t.ent not in ("CARDINAL", "MONEY", "QUANTITY")
