"""Names of days, months and stretches of time, and the readings of single words that all rules for dates share."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dragoman.coding.intervals import Meaning, Unit
from dragoman.coding.numbers import number_at
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token


class Reading(NamedTuple):
    """What a rule makes of the words around a token: token indices, half-open, and the meaning."""

    first: int
    last: int
    meaning: Meaning


Rule = Callable[[list[Token], int], Reading | None]
"""The tokens of a sentence and the index of the word that may begin or carry a date -> its reading."""

WEEKDAYS = {w: n for n, w in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
SHORT_WEEKDAYS = {
    "mon": 0, "mon.": 0, "tue": 1, "tue.": 1, "tues": 1, "tues.": 1, "wed.": 2, "thu": 3, "thu.": 3,
    "thur": 3, "thurs": 3, "thurs.": 3, "fri": 4, "fri.": 4, "sat.": 5, "sun.": 6,
}  # fmt: skip
_MONTH_NAMES = "january february march april may june july august september october november december".split()
MONTHS = {w: n for n, w in enumerate(_MONTH_NAMES, 1)}
MONTHS |= {w[:3]: n for w, n in MONTHS.items()} | {w[:3] + ".": n for w, n in MONTHS.items()}
MONTHS |= {"sept": 9, "sept.": 9}
WORDLIKE_MONTHS = frozenset({"may", "march", "mar", "jan", "jun", "april", "june", "august", "dec", "sep"})
"""Month names that are first names, surnames or other words, too."""

UNITS: dict[str, Unit] = {}
for _unit in ("day", "week", "month", "quarter", "year"):
    UNITS[_unit] = UNITS[_unit + "s"] = _unit
LONG_UNITS: dict[str, tuple[Unit, int]] = {
    "fortnight": ("week", 2), "decade": ("year", 10), "decades": ("year", 10), "century": ("year", 100),
    "centuries": ("year", 100),
}  # fmt: skip
"""Units that are multiples of others."""
DAY_PARTS = word_set("morning afternoon evening night midday noon midnight lunchtime dawn dusk")
DAY_SPANS: dict[str, Unit] = dict.fromkeys(("morning", "night", "evening", "afternoon"), "day")
SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
HOLIDAYS = word_set(
    "christmas easter ramadan thanksgiving halloween passover diwali hanukkah eid nowruz ashura pentecost hajj lent "
    "epiphany carnival kippur hashanah sukkot purim vesak holi tet muharram arbaeen songkran juneteenth christmastime"
)
HOLIDAY_DAYS = word_set(
    "black good easter bloody palm ash holy maundy boxing new labor labour independence may victory valentine "
    "republic unity army liberation memorial constitution"
)
"""What makes a weekday or "Day" the name of a feast: "Good Friday", "Boxing Day"."""
NEXT_TO_LAST = {"last": -1, "this": 0, "next": 1}
OFFSETS = {"last": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_ORDINAL_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$", re.I)


def text_at(tokens: list[Token], i: int) -> str:
    """The word at an index in lower case; "" outside the sentence."""
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def is_ordinal_day(text: str) -> bool:
    """Whether a word is written like "4th"."""
    return _ORDINAL_DAY.match(text) is not None


def day_number(text: str) -> int | None:
    """1 to 31 from "4" or "4th"."""
    m = _ORDINAL_DAY.match(text)
    if m:
        text = m[1]
    return int(text) if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31 else None


def year_number(text: str) -> int | None:
    """A year from 1000 to 2100 in four figures."""
    return int(text) if len(text) == 4 and text.isdecimal() and 1000 <= int(text) <= 2100 else None


def month_at(tokens: list[Token], i: int) -> int | None:
    """1 to 12 where a capitalised month name stands."""
    return MONTHS.get(tokens[i].lower) if 0 <= i < len(tokens) and tokens[i].text[0].isupper() else None


def year_after(tokens: list[Token], i: int) -> tuple[int | str | None, int]:
    """The year said after a day or month: a number, or "last", "this", "next"; and the index after it."""
    k = i + 1 if text_at(tokens, i) in (",", "of", "in") else i
    year = year_number(text_at(tokens, k))
    if year is not None and text_at(tokens, k + 1) not in NOT_YEARS:
        return year, k + 1
    word = text_at(tokens, k)
    if word in NEXT_TO_LAST and text_at(tokens, k + 1) == "year":
        return word, k + 2
    return None, i


NOT_YEARS = word_set("gmt utc hours hrs local % percent years km kilometers kilometres miles people meters metres tons")
"""Words behind four figures that make them a time of the day or a quantity."""


def count_left(tokens: list[Token], j: int) -> tuple[int, int | None]:
    """The number that ends right before the j-th token ("two", "a", "twenty-three"): where it begins, its value;
    no value where it is vague ("several", "more than two", "two and a half")."""
    start, count = _number_left(tokens, j)
    rough = _roughly(tokens, start) if start < j else start
    return (start, count) if rough == start else (rough, None)


def _number_left(tokens: list[Token], j: int) -> tuple[int, int | None]:
    for k in (j - 3, j - 2, j - 1):
        if k >= 0 and (got := number_at(tokens, k)) and got[1] == j:
            return k, got[0]
    lead = text_at(tokens, j - 1)
    if lead == "half" and text_at(tokens, j - 2) in ("a", "and"):
        return j - 2, None
    if lead == "half" or (lead == "a" and text_at(tokens, j - 2) == "half"):
        return (j - 2 if lead == "a" else j - 1), None
    if lead in ("a", "an", "one"):
        return j - 1, 1
    if lead in ("few", "several", "some", "many", "couple", "of"):
        k = j - 1
        while text_at(tokens, k - 1) in ("a", "couple", "number", "few"):
            k -= 1
        return (j, None) if lead == "of" and k == j - 1 else (k, None)
    return j, None


_ROUGH = word_set("about around roughly nearly almost some over under approximately barely")
_THAN = frozenset({"more", "less", "fewer", "longer"})


def _roughly(tokens: list[Token], i: int) -> int:
    """Where the words begin that make the number at i a rough one; i itself where none do."""
    lead = text_at(tokens, i - 1)
    if lead == "than" and text_at(tokens, i - 2) in _THAN:
        return i - 2
    if lead == "least" and text_at(tokens, i - 2) == "at":
        return i - 2
    return i - 1 if lead in _ROUGH else i


_RANKED = frozenset({*ORDINALS, *word_set("time times only last fifth sixth seventh eighth ninth tenth")})

_RANK_REACH = 9


def is_ranked(tokens: list[Token], i: int) -> bool:
    """Whether the time before the i-th token measures how rare something is: "the first visit in ten years", "the
    worst attack since 2014"."""
    return any(t.lower in _RANKED or t.tag in ("JJS", "RBS") for t in tokens[max(0, i - _RANK_REACH) : i])
