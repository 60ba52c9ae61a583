"""Dates that name a weekday, a month or a day of a month: "Monday", "Friday last week", "May 3 and 4", "mid-June"."""

from __future__ import annotations

import re

from dragoman.coding import intervals as iv
from dragoman.coding.date_names import (
    DAY_PARTS,
    HOLIDAY_DAYS,
    HOLIDAYS,
    MONTHS,
    NEXT_TO_LAST,
    ORDINALS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    WORDLIKE_MONTHS,
    Reading,
    count_left,
    day_number,
    month_at,
    text_at,
    year_after,
)
from dragoman.coding.intervals import Meaning
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token

_REPEATED = word_set("every each any some most other alternate many most")
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP", "EVENT", "FAC", "WORK_OF_ART"})
_SERVICES = word_set("prayer prayers sermon sermons mass")
"""What is held every week on its day: "Friday prayers" are a kind of prayers, and no date."""
_COUNTED_FROM = word_set("before after when that preceding following")
_NAMED_AFTER_DAYS = word_set(
    "movement alliance coalition brigade brigades camp bloc forces martyrs street square bridge avenue university"
)
_FAMOUS: dict[tuple[int, int], tuple[int, frozenset[str]]] = {
    (9, 11): (2001, word_set("attack attacks terror terrorist hijackers hijackings commission victims")),
    (10, 7): (2023, word_set("attack attacks massacre massacres assault onslaught")),
    (1, 6): (2021, word_set("riot rioters insurrection committee defendants")),
}
"""Days that are named without their year long after it: the year, and the nouns that tell that they are meant."""


# --- weekdays ----------------------------------------------------------------------------------------------------


def weekday(tokens: list[Token], i: int) -> Reading | None:
    """A day of the week, with the date or the week that is said with it."""
    number = _weekday_at(tokens, i)
    lead = text_at(tokens, i - 1)
    if number is None:
        return None
    if (lead in HOLIDAY_DAYS or lead in HOLIDAYS) and tokens[i - 1].text[0].isupper():
        return Reading(i - 1, i + 1, iv.unknown)
    if tokens[i].ent in ("WORK_OF_ART", "ORG") and lead != "on":
        return None  # names of programmes and papers
    if lead in ("a", "an", "one", *_REPEATED):
        return Reading(i - 1, i + 1, iv.unknown)
    j = i + 1
    if text_at(tokens, j) in _SERVICES:
        return Reading(i, j + 1, iv.unknown)
    if lead == "the" and text_at(tokens, j) in _COUNTED_FROM and text_at(tokens, j + 1) not in WEEKDAYS:
        return Reading(i, j, iv.unknown)
    return _nth_weekday(tokens, i, number) or _counted_from(tokens, i, number) or _plain_weekday(tokens, i, number)


def _weekday_at(tokens: list[Token], i: int) -> int | None:
    """The number of the weekday that stands here; short forms are other words, too."""
    t = tokens[i]
    if not t.text[0].isupper():
        return None
    number = WEEKDAYS.get(t.lower)
    if number is not None:
        return number
    dated = t.ent == "DATE" or text_at(tokens, i - 1) == "on" or _day_at(tokens, i + 1) or _day_at(tokens, i + 2)
    return SHORT_WEEKDAYS.get(t.lower) if dated else None


def _plain_weekday(tokens: list[Token], i: int, number: int) -> Reading:
    j = i + 1
    if text_at(tokens, j) == "." and tokens[i].lower in SHORT_WEEKDAYS and j < len(tokens) - 1:
        j += 1  # "Tues ." is how the tokenizer has it
    k = j + 1 if text_at(tokens, j) in (",", "the") else j
    named = _day_at(tokens, k, number)
    if named is not None:
        return Reading(i, named[0], named[1])
    if text_at(tokens, j) in DAY_PARTS:
        j += 1
    k = j + 1 if text_at(tokens, j) in ("of", ",") else j
    if text_at(tokens, k) in NEXT_TO_LAST and text_at(tokens, k + 1) == "week":
        return Reading(i, k + 2, iv.day_of_week(number, NEXT_TO_LAST[text_at(tokens, k)]))
    return Reading(i, j, iv.weekday(number))


def _nth_weekday(tokens: list[Token], i: int, number: int) -> Reading | None:
    """ "the first Monday of May": of a month that is named; of none it is no date."""
    nth = ORDINALS.get(text_at(tokens, i - 1), -1 if text_at(tokens, i - 1) == "last" else 0)
    in_month = text_at(tokens, i + 1) in ("of", "in")
    month = month_at(tokens, i + 2) if in_month else None
    if not nth or (month is None and (nth < 0 or not in_month)):
        return None  # "last Monday" is a rule of its own
    first = i - 2 if text_at(tokens, i - 2) == "the" else i - 1
    if month is None:
        return Reading(first, i + 1, iv.unknown)
    year, last = year_after(tokens, i + 3)
    return Reading(first, last, iv.nth_weekday(nth, number, _month_meaning(month, year)))


def _counted_from(tokens: list[Token], i: int, number: int) -> Reading | None:
    """ "a week from Monday"."""
    if text_at(tokens, i - 1) != "from" or text_at(tokens, i - 2) not in ("week", "weeks"):
        return None
    first, count = count_left(tokens, i - 2)
    return Reading(first, i + 1, iv.unknown if count is None else iv.weekday_ahead(number, count))


def weekdays(tokens: list[Token], i: int) -> Reading | None:
    """ "on Mondays": a habit, no date."""
    return Reading(i, i + 1, iv.unknown) if tokens[i].text[0].isupper() else None


# --- days of a month ---------------------------------------------------------------------------------------------


def day_of_month(tokens: list[Token], i: int) -> Reading | None:
    """A day of a month that begins here, with the year that follows: "May 29, 2019", "29 May", "29th of May"."""
    named = _day_at(tokens, i)
    return None if named is None else Reading(i, *named)


def _day_at(tokens: list[Token], i: int, on: int | None = None) -> tuple[int, Meaning] | None:
    """The end and the meaning of a day of a month; ``on`` is the weekday said before it."""
    if i >= len(tokens):
        return None
    numbers = _day_numbers(tokens[i].lower)
    if numbers:
        k = i + 2 if text_at(tokens, i + 1) == "of" else i + 1
        month = month_at(tokens, k)
        return None if month is None else _with_year(tokens, k + 1, numbers, month, on)
    month = month_at(tokens, i)
    if month is None or i + 1 >= len(tokens):
        return None
    k = i + 2 if text_at(tokens, i + 1) == "the" else i + 1
    numbers = _day_numbers(text_at(tokens, k))
    if not numbers or text_at(tokens, k + 1) in ("%", "percent", "per"):
        return None
    last, k = _last_day(tokens, k + 1, numbers[-1])
    return _with_year(tokens, k, numbers if last is None else [numbers[0], last], month, on)


_DAYS = re.compile(r"(\d{1,2})[–—-](\d{1,2})$")


def _day_numbers(text: str) -> list[int]:
    """The day of a month, or the first and last of several ("3–5"); empty where there is none."""
    m = _DAYS.match(text)
    days = [day_number(part) for part in (m.groups() if m else (text,))]
    numbers = [d for d in days if d is not None]
    return numbers if len(numbers) == len(days) and numbers == sorted(set(numbers)) else []


_TO = frozenset({"-", "–", "—", "to", "until", "till", "through"})


def _last_day(tokens: list[Token], i: int, number: int) -> tuple[int | None, int]:
    """The last of the days of one month that stand in a row ("May 3-5", "May 3, 4 and 5"), and the index after it."""
    last, end, k = number, i, i
    while True:
        link = k + 1 if text_at(tokens, k) == "," and text_at(tokens, k + 1) == "and" else k
        found = day_number(text_at(tokens, link + 1)) if _links(tokens, link) else None
        if found is None or found <= last or _counts_something(tokens, link + 1):
            break
        if text_at(tokens, link) in (",", "and") and found != last + 1:
            break
        last, k = found, link + 2
        if text_at(tokens, link) != ",":
            end = k
            break
    return (last, end) if end > i else (None, i)


def _links(tokens: list[Token], i: int) -> bool:
    return text_at(tokens, i) in _TO or text_at(tokens, i) in (",", "and")


def _counts_something(tokens: list[Token], i: int) -> bool:
    """ "on May 3 and 4 people died": the number of people; "3 May - 5 June": the day of another month."""
    if month_at(tokens, i + 1) is not None:
        return True
    t = tokens[i]
    return t.dep == "nummod" and t.head.i > i and not t.head.text[0].isupper()


def _with_year(tokens: list[Token], i: int, numbers: list[int], month: int, on: int | None) -> tuple[int, Meaning]:
    """One day or the first and last of several, with the year that follows, if one does."""
    year, end = year_after(tokens, i)
    if year is None and _names_a_group(tokens, i):
        return end, iv.unknown
    if year is None and len(numbers) == 1 and (famous := _famous(tokens, i, numbers[0], month)) is not None:
        return end, famous
    meanings = [_one_day(n, month, year, on) for n in numbers]
    return end, meanings[0] if len(meanings) == 1 else iv.span(*meanings)


def _names_a_group(tokens: list[Token], i: int) -> bool:
    """ "the April 6 Youth Movement", "the March 14 alliance"."""
    day_words = tokens[max(0, i - 3) : i]
    return any(
        t.lower in _NAMED_AFTER_DAYS and any(d.head is t or d.head in t.children for d in day_words)
        for t in tokens[i : i + 2]
    )


def _famous(tokens: list[Token], i: int, number: int, month: int) -> Meaning | None:
    year, nouns = _FAMOUS.get((month, number), (0, frozenset[str]()))
    beside = text_at(tokens, i + 1 if text_at(tokens, i) in ("'s", "’s", ",") else i)
    return iv.known_since(iv.day_of_month(number, month), year, month, number) if beside in nouns else None


def _one_day(number: int, month: int, year: int | str | None, on: int | None) -> Meaning:
    if isinstance(year, int):
        found = iv.make_day(year, month, number)
        return iv.unknown if found is None else iv.absolute(iv.day(found))
    return iv.day_of_month(number, month, None if year is None else NEXT_TO_LAST[year], on)


# --- months ------------------------------------------------------------------------------------------------------


def month(tokens: list[Token], i: int) -> Reading | None:
    """A month, or the day of the month that it begins."""
    t = tokens[i]
    if not t.text[0].isupper() or (t.tag == "MD" and i):
        return None
    if text_at(tokens, i + 1) == "day":
        return Reading(i, i + 2, iv.unknown)  # May Day
    if (named := day_of_month(tokens, i)) is not None:
        return named
    number = MONTHS[t.lower]
    year, k = year_after(tokens, i + 1)
    if not isinstance(year, int) and not _is_month(tokens, i):
        return None
    if text_at(tokens, i - 1) in _REPEATED:
        return Reading(i - 1, i + 1, iv.unknown)
    return Reading(i, k, _month_meaning(number, year))


def _month_meaning(number: int, year: int | str | None) -> Meaning:
    if isinstance(year, int):
        return iv.absolute(iv.months(year, number, 1, "month"))
    return iv.month(number, "", None if year is None else NEXT_TO_LAST[year])


_MONTH_LEADS = word_set(
    "in since last next this until till by from during late early mid of through throughout between - every each"
)


def _is_month(tokens: list[Token], i: int) -> bool:
    """Whether a bare month name is one: "May" and "March" are other words too, and many are first names."""
    t, lead = tokens[i], text_at(tokens, i - 1)
    if t.ent in _NAMES and lead not in ("in", "since", "last"):
        return False
    if lead in _MONTH_LEADS:
        return True
    if t.lower in WORDLIKE_MONTHS and t.dep == "compound" and t.head.i == i + 1 and t.head.pos == "PROPN":
        return False  # "June Mwangi"
    return t.ent == "DATE" or (t.lower not in WORDLIKE_MONTHS and len(t.lower) > 4)
