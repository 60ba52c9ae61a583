"""Finding date expressions in the words of a sentence, and what each means.

One pass over the words; a word that may begin or carry a date has a rule in `_RULES`, which looks at its
neighbours and answers with the stretch of words and its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from dragoman.coding import intervals as iv
from dragoman.coding.intervals import Meaning, Unit
from dragoman.coding.numbers import WORDS, number_at
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token

Relation = Literal["at", "since", "until", "by", "before", "after"]


class Found(NamedTuple):
    """A date expression: token indices ``first`` to ``last`` (half-open) with the words around it that belong to
    it, the core without them, its meaning, and how its preposition relates it to what it dates."""

    first: int
    last: int
    core: int
    meaning: Meaning
    relation: Relation


Rule = Callable[[list[Token], int], tuple[int, int, Meaning] | None]
"""Tokens and the index of the word -> first, last, meaning."""

_WEEKDAYS = {w: n for n, w in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_SHORT_WEEKDAYS = {
    "mon": 0, "mon.": 0, "tue": 1, "tue.": 1, "tues": 1, "tues.": 1, "wed.": 2, "thu": 3, "thu.": 3,
    "thur": 3, "thurs": 3, "thurs.": 3, "fri": 4, "fri.": 4, "sat.": 5, "sun.": 6,
}  # fmt: skip
_MONTH_NAMES = "january february march april may june july august september october november december".split()
_MONTHS = {w: n for n, w in enumerate(_MONTH_NAMES, 1)}
_MONTHS |= {w[:3]: n for w, n in _MONTHS.items()} | {w[:3] + ".": n for w, n in _MONTHS.items()}
_MONTHS |= {"sept": 9, "sept.": 9}
_WORDLIKE_MONTHS = frozenset({"may", "march", "mar", "jan", "jun", "april", "june", "august", "dec", "sep"})
_UNITS: dict[str, Unit] = {}
for _unit in ("day", "week", "month", "quarter", "year"):
    _UNITS[_unit] = _UNITS[_unit + "s"] = _unit
_LONG_UNITS = {"fortnight": ("week", 2), "decade": ("year", 10), "decades": ("year", 10), "century": ("year", 100)}
_DAY_PARTS = frozenset({"morning", "afternoon", "evening", "night", "midday", "noon", "lunchtime", "dawn"})
_SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
_HOLIDAYS = word_set(
    "christmas easter ramadan thanksgiving halloween passover diwali hanukkah eid nowruz ashura pentecost"
)
_HOLIDAY_DAYS = word_set(
    "black good easter bloody palm ash holy maundy boxing new labor labour independence may victory valentine"
)
_ORDINAL_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)$", re.I)
_NUMERIC = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})$")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_YEAR_LEADS = word_set(
    "in since by until till from before after during of early late mid through throughout to around between and "
    "circa november fall back"
)


def find(tokens: list[Token]) -> list[Found]:
    """The date expressions of a sentence, left to right, without overlap."""
    out: list[Found] = []
    i, n = 0, len(tokens)
    while i < n:
        t = tokens[i]
        rule = _RULES.get(t.lower)
        if rule is None:
            if t.text[0].isdigit():
                rule = _figures
            elif t.ent == "DATE" and t.lower.startswith("mid-"):
                rule = _middle
            else:
                i += 1
                continue
        got = rule(tokens, i)
        floor = out[-1].last if out else 0
        if got is None or got[0] < floor:
            i += 1
            continue
        first, last, meaning = got
        found = _extend(tokens, first, last, meaning, floor)
        if out and (joined := _range(tokens, out[-1], found)):
            out[-1] = joined
        else:
            out.append(found)
        i = last
    return out


# --- words beside the date ---------------------------------------------------------------------------------------

_PREPOSITIONS: dict[str, Relation] = {
    "on": "at", "in": "at", "at": "at", "during": "at", "over": "at", "throughout": "at", "within": "at",
    "around": "at", "from": "at", "between": "at", "for": "at", "since": "since", "until": "until", "till": "until",
    "through": "at", "by": "by", "before": "before", "after": "after", "following": "after", "past": "after",
}  # fmt: skip
_OF_NOUNS = word_set(
    "morning night evening afternoon hours end beginning start middle month day week weekend year dawn eve"
)
_ARTICLES = frozenset({"the", "this"})
_PHASES = frozenset({"early", "late", "mid", "earlier", "later", "mid-", "small", "wee", "very"})


def _extend(tokens: list[Token], first: int, last: int, meaning: Meaning, floor: int) -> Found:
    """Take in "late", "the night of", "mid-" and the preposition to the left."""
    core, j = first, first

    def before(k: int) -> str:
        return tokens[k - 1].lower if k > floor else ""

    if before(j) == "of" and before(j - 1) in _OF_NOUNS:
        noun = before(j - 1)
        if noun == "eve":
            meaning = iv.unknown
        elif noun == "week":
            meaning = _widened(meaning, "week")
        j -= 2
    if before(j) == "-" and before(j - 1) == "mid":
        j -= 2
    while before(j) in _PHASES:
        j -= 1
    if before(j) in _ARTICLES and (j < core or _ORDINAL_DAY.match(tokens[j].text)):
        j -= 1
    relation = _PREPOSITIONS.get(before(j))
    if relation is None or _modifies(tokens, core, last):
        return Found(j, last, core, meaning, "at")
    j -= 1
    if relation == "until" and before(j) == "up":
        j -= 1
    while before(j) in ("early", "late", "earlier", "later", "back", "only", "just"):
        j -= 1
    return Found(j, last, core, meaning, relation)


def _modifies(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the date stands before a noun, so that the preposition is the noun's ("in Friday's attack")."""
    if last >= len(tokens):
        return False
    for t in tokens[first:last]:
        if t.head.i >= last:
            return t.dep in ("poss", "compound", "nmod", "nummod", "amod")
    return False


def _widened(meaning: Meaning, unit: Unit) -> Meaning:
    """The whole week that a day falls in ("the week of May 5")."""

    def wide(r: iv.Reference) -> iv.Interval | None:
        got = meaning(r)
        return None if got is None else iv.unit_of(unit, got.start)

    return wide


def _range(tokens: list[Token], a: Found, b: Found) -> Found | None:
    """Two expressions that are the ends of one stretch: "from May 3 to May 5", "between Monday and Friday"."""
    between = [t.lower for t in tokens[a.last : b.core]]
    lead = tokens[a.first].lower
    dashes = between in (["-"], ["–"], ["—"], ["to"])
    if (lead in ("from", "between") and between in (["to"], ["until"], ["till"], ["through"], ["and"])) or (
        dashes and a.relation == "at"
    ):
        return Found(a.first, b.last, a.core, iv.span(a.meaning, b.meaning), "at")
    return None


# --- weekdays and months -----------------------------------------------------------------------------------------


def _text(tokens: list[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def _day_number(text: str) -> int | None:
    """1 to 31 from "4" or "4th"."""
    m = _ORDINAL_DAY.match(text)
    if m:
        text = m[1]
    return int(text) if text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 31 else None


def _year(text: str) -> int | None:
    return int(text) if len(text) == 4 and text.isdecimal() and 1000 <= int(text) <= 2100 else None


def _weekday(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    t = tokens[i]
    number = _WEEKDAYS.get(t.lower, _SHORT_WEEKDAYS.get(t.lower, 0))
    if not t.text[0].isupper() or (t.lower not in _WEEKDAYS and t.ent != "DATE" and _text(tokens, i - 1) != "on"):
        return None
    if _text(tokens, i - 1) in _HOLIDAY_DAYS and tokens[i - 1].text[0].isupper():
        return i - 1, i + 1, iv.unknown
    if t.ent in ("WORK_OF_ART", "ORG") and _text(tokens, i - 1) != "on":
        return None  # names of programmes and papers
    if _text(tokens, i - 1) in ("every", "each", "any", "some", "most"):
        return i - 1, i + 1, iv.unknown
    j = i + 1
    k = j + 1 if _text(tokens, j) in (",", "the") else j
    named = _date_at(tokens, k, number)
    if named is not None:
        return i, named[0], named[1]
    if _text(tokens, j) in _DAY_PARTS:
        j += 1
    return i, j, iv.weekday(number)


def _weekdays(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    return (i, i + 1, iv.unknown) if tokens[i].text[0].isupper() else None


def _date_at(tokens: list[Token], i: int, on: int | None = None) -> tuple[int, Meaning] | None:
    """A day of a month that begins at i ("May 29, 2019", "29 May", "29th of May"): its end and meaning."""
    if i >= len(tokens):
        return None
    number = _day_number(tokens[i].lower)
    if number is not None:
        k = i + 2 if _text(tokens, i + 1) == "of" else i + 1
        month = _month_at(tokens, k)
        return None if month is None else _with_year(tokens, k + 1, number, month, on)
    month = _month_at(tokens, i)
    if month is None or i + 1 >= len(tokens):
        return None
    k = i + 2 if _text(tokens, i + 1) == "the" else i + 1
    number = _day_number(_text(tokens, k))
    if number is None or _text(tokens, k + 1) in ("%", "percent"):
        return None
    return _with_year(tokens, k + 1, number, month, on)


def _month_at(tokens: list[Token], i: int) -> int | None:
    return _MONTHS.get(tokens[i].lower) if i < len(tokens) and tokens[i].text[0].isupper() else None


def _with_year(tokens: list[Token], i: int, number: int, month: int, on: int | None) -> tuple[int, Meaning]:
    """A day and month with the year that follows, if one does; a second day makes a range ("May 3-5")."""
    last = None
    if _text(tokens, i) in ("-", "–", "to", "until") and (last := _day_number(_text(tokens, i + 1))) is not None:
        if _text(tokens, i + 2) in _MONTHS:
            last = None  # "3 May - 5 June": two dates, joined by the caller
        else:
            i += 2
    year, i = _year_after(tokens, i)
    ends = [number] if last is None else [number, last]
    meanings = [_one_day(n, month, year, on) for n in ends]
    return i, meanings[0] if last is None else iv.span(meanings[0], meanings[1])


def _one_day(number: int, month: int, year: int | str | None, on: int | None) -> Meaning:
    if isinstance(year, int):
        found = iv.make_day(year, month, number)
        return iv.unknown if found is None else iv.absolute(iv.day(found))
    return iv.day_of_month(number, month, None if year is None else _YEAR_OFFSETS[year], on)


_YEAR_OFFSETS = {"last": -1, "this": 0, "next": 1, "previous": -1, "following": 1}


def _year_after(tokens: list[Token], i: int) -> tuple[int | str | None, int]:
    """The year said after a day or month: a number, or "last", "this", "next"; and the index after it."""
    k = i + 1 if _text(tokens, i) in (",", "of", "in") else i
    year = _year(_text(tokens, k))
    if year is not None:
        return year, k + 1
    word = _text(tokens, k)
    if word in ("last", "this", "next") and _text(tokens, k + 1) == "year":
        return word, k + 2
    return None, i


def _month(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    t = tokens[i]
    if not t.text[0].isupper() or (t.tag == "MD" and i):
        return None
    if _text(tokens, i + 1) == "day":
        return i, i + 2, iv.unknown  # May Day
    named = _date_at(tokens, i)
    if named is not None:
        return i, named[0], named[1]
    year, k = _year_after(tokens, i + 1)
    if isinstance(year, int):
        return i, k, iv.absolute(iv.months(year, _MONTHS[t.lower], 1, "month"))
    if not _is_month(tokens, i):
        return None
    if _text(tokens, i - 1) in ("every", "each"):
        return i - 1, i + 1, iv.unknown
    offset = None if year is None else _YEAR_OFFSETS[year]
    return i, k, iv.month(_MONTHS[t.lower], "", offset)


_MONTH_LEADS = word_set(
    "in since last next this until till by from during late early mid of through throughout between - every each"
)


def _is_month(tokens: list[Token], i: int) -> bool:
    """Whether a bare month name is one: "May" and "March" are other words too, and many are first names."""
    t, lead = tokens[i], _text(tokens, i - 1)
    if t.ent in ("PERSON", "ORG", "GPE", "NORP", "EVENT", "FAC", "WORK_OF_ART") and lead not in ("in", "since", "last"):
        return False
    if lead in _MONTH_LEADS:
        return True
    return t.ent == "DATE" or (t.lower not in _WORDLIKE_MONTHS and len(t.lower) > 4)


# --- figures -----------------------------------------------------------------------------------------------------


def _figures(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    text = tokens[i].text
    if len(text) >= 6 and (numeric := _NUMERIC.match(text)):
        return i, i + 1, _numeric(numeric[1], numeric[2], numeric[3], numeric[4])
    if _text(tokens, i + 1) == "-" and _text(tokens, i + 3) == "-" and tokens[i].end == tokens[i + 1].start:
        return _hyphenated(tokens, i)
    if len(text) == 4 and text.isdecimal():
        return _bare_year(tokens, i)
    number = _day_number(text)
    if number is None:
        return (i, i + 1, iv.unknown) if _DECADE.match(text) else None
    if _text(tokens, i + 1) in ("-", "–", "to", "and") and _day_number(_text(tokens, i + 2)) is not None:
        second = _date_at(tokens, i + 2)
        if second is not None:
            return _day_range(tokens, i, number, second)
    named = _date_at(tokens, i)
    if named is not None:
        return i, named[0], named[1]
    return _quarter(tokens, i) if text in _ORDINALS else _in_units(tokens, i)


_DECADE = re.compile(r"(?:\d\d)?\d0s$")


def _day_range(tokens: list[Token], i: int, number: int, second: tuple[int, Meaning]) -> tuple[int, int, Meaning]:
    """ "3-5 May 2019": the first day takes month and year from the second."""
    last, meaning = second

    def both(r: iv.Reference) -> iv.Interval | None:
        end = meaning(r)
        start = None if end is None else iv.make_day(end.start.year, end.start.month, number)
        return iv.Interval(start, end.end, "day") if start and end and start <= end.end else None

    return i, last, both


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


def _hyphenated(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    """An ISO date, which the tokenizer splits at its hyphens."""
    joined = "".join(t.text for t in tokens[i : i + 5])
    m = _NUMERIC.match(joined)
    return None if m is None else (i, i + 5, _numeric(m[1], m[2], m[3], m[4]))


def _middle(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    """ "mid-2014" in one token."""
    rest = tokens[i].lower[4:]
    year = _year(rest)
    if year is not None:
        return i, i + 1, iv.absolute(iv.months(year, 1, 12, "year"))
    if rest in _MONTHS:
        return i, i + 1, iv.month(_MONTHS[rest])
    return (i, i + 1, iv.unknown) if _DECADE.match(rest) else None


def _bare_year(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    """Four figures that are a year and not a quantity: "in 2014", "the 2014 vote", not "2014 people"."""
    t = tokens[i]
    year = _year(t.text)
    following = _text(tokens, i + 1)
    if year is None or following in ("%", "percent", "years"):
        return None
    if following == "-" and _year(_text(tokens, i + 2)) is None:
        return None
    plural = t.dep == "nummod" and t.head.i > i and t.head.tag in ("NNS", "NNPS")
    lead = _text(tokens, i - 1)
    if t.ent not in ("DATE", "EVENT") and (plural or not 1500 <= year <= 2100 or lead not in _YEAR_LEADS):
        modifies = t.dep in ("nummod", "compound") and t.head.i > i and not plural
        if not (modifies and 1800 <= year <= 2100 and t.ent not in ("CARDINAL", "MONEY", "QUANTITY")):
            return None
    whole = iv.absolute(iv.months(year, 1, 12, "year"))
    season = i - 2 if lead == "of" else i - 1
    if _text(tokens, season) in _SEASONS:
        # a winter lies in two years
        return season, i + 1, iv.unknown if _text(tokens, season) == "winter" else whole
    return i, i + 1, whole


# --- relative words ----------------------------------------------------------------------------------------------


def _simple(count: int) -> Rule:
    def rule(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
        j = i + 2 if _text(tokens, i + 1) in _DAY_PARTS else i + 1
        lead = _text(tokens, i - 1)
        if lead in ("before", "after") and _text(tokens, i - 2) == "day" and count:
            return i - (3 if _text(tokens, i - 3) == "the" else 2), j, iv.shifted("day", 2 * count)
        return i, j, iv.shifted("day", count)

    return rule


def _overnight(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    nxt = _text(tokens, i + 1)
    if nxt in _WEEKDAYS or (nxt == "on" and _text(tokens, i + 2) in _WEEKDAYS):
        return None  # the weekday says which night
    return i, i + 1, iv.window("day", 1)


def _relative(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    """ "last", "this", "next" and the like, before a unit, weekday, month, season or number of units."""
    word, j = tokens[i].lower, i + 1
    if word in ("this", "the") and _text(tokens, j) in ("past", "coming"):
        word, j = {"past": "last", "coming": "next"}[_text(tokens, j)], j + 1
    noun = _text(tokens, j)
    first = i - 1 if _text(tokens, i - 1) == "the" and word not in ("this", "that") else i
    if word in ("past", "last", "next", "coming", "previous") and _text(tokens, i - 1) == "the":
        counted = _window(tokens, j, word in ("next", "coming"))
        if counted is not None:
            return first, *counted
    if word in ("next", "following", "previous", "same", "that", "preceding") and noun in _UNITS | _LONG_DAY_PARTS:
        anchored = _anchored(tokens, i, first, word, noun)
        if anchored is not None:
            return anchored
    which = _WHICH.get(word)
    return None if which is None else _named_unit(tokens, i, first, j, which)


_WHICH: dict[str, iv.Which] = {
    "last": "last", "past": "last", "this": "this", "next": "next", "coming": "next", "current": "this",
}  # fmt: skip
_LONG_DAY_PARTS: dict[str, Unit] = {"morning": "day", "night": "day", "evening": "day", "afternoon": "day"}
_OFFSETS = {"last": -1, "this": 0, "next": 1}


def _named_unit(tokens: list[Token], i: int, first: int, j: int, which: iv.Which) -> tuple[int, int, Meaning] | None:
    noun = _text(tokens, j)
    if noun in _WEEKDAYS:
        k = j + 2 if _text(tokens, j + 1) in _DAY_PARTS else j + 1
        return first, k, iv.weekday(_WEEKDAYS[noun], "" if which == "this" else which)
    if noun in _MONTHS and tokens[j].text[0].isupper():
        named = _date_at(tokens, j)
        if named is not None:
            return first, named[0], named[1]
        return first, j + 1, iv.month(_MONTHS[noun], which)
    if noun == "weekend":
        return first, j + 1, iv.weekend("" if which == "this" else which)
    if noun in _UNITS and not noun.endswith("s"):
        unit = _UNITS[noun]
        if unit == "day":
            return None
        if _text(tokens, j + 1) == "of":
            return first, j + 1, iv.unknown  # "the last year of his presidency"
        part = _text(tokens, i - 1)
        k = i - 1 if part in ("earlier", "later") else first
        return k, j + 1, iv.current(unit, _OFFSETS[which], part if part in ("earlier", "later") else "")  # type: ignore[arg-type]
    if noun in _LONG_DAY_PARTS:
        if which == "this":
            return first, j + 1, iv.shifted("day", 0)
        return (first, j + 1, iv.shifted("day", -1)) if which == "last" and noun == "night" else None
    if noun in _SEASONS or noun in ("decade", "century", "days", "weeks", "months", "years", *_HOLIDAYS):
        return first, j + 1, iv.unknown
    return None


def _window(tokens: list[Token], j: int, forward: bool) -> tuple[int, Meaning] | None:
    """ "(the past) 24 hours", "week", "three months", "few days"."""
    got = number_at(tokens, j) if j < len(tokens) else None
    count, k = got or (1, j)
    unit = _text(tokens, k)
    if unit == "hours" and count % 24 == 0:
        return k + 1, iv.window("day", count // 24, forward)
    if got is None:
        if tokens[j - 1].lower in ("past", "coming") and unit in _UNITS and not unit.endswith("s"):
            return k + 1, iv.window(_UNITS[unit], 1, forward)
        if unit in ("decade", "century"):
            return k + 1, iv.window("year", _LONG_UNITS[unit][1], forward)
        if unit in ("few", "couple", "several", "recent"):
            k += 3 if _text(tokens, k + 1) == "of" else 2
            return k, iv.unknown
        return None
    if unit in _UNITS:
        return k + 1, iv.window(_UNITS[unit], count, forward)
    if unit in _LONG_UNITS:
        base, size = _LONG_UNITS[unit]
        return k + 1, iv.window(base, count * size, forward)  # type: ignore[arg-type]
    return (k + 1, iv.unknown) if unit in ("hours", "minutes") else None


def _anchored(tokens: list[Token], i: int, first: int, word: str, noun: str) -> tuple[int, int, Meaning] | None:
    unit = _UNITS.get(noun) or _LONG_DAY_PARTS[noun]
    if noun.endswith("s") and noun in _UNITS:
        return None
    if word == "next" and first == i and unit != "day":
        return None  # "next week" counts from publication, "the next day" from what was told
    if word == "that" and tokens[i].dep not in ("det", "amod"):
        return None
    if word == "next" and unit != "day":
        return None
    count = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(word, 0)
    return first, i + 2, iv.from_anchor(unit, count)


_COUNTABLE = frozenset({*_UNITS, *_LONG_UNITS, "hour", "hours", "minutes"})


def _counted(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    """ "two weeks ago", "a day earlier", "three years later", "two days from now": the number stands to the left."""
    word = tokens[i].lower
    j = i - 1
    unit_word = _text(tokens, j)
    last = i + 1
    if word == "from":
        if _text(tokens, i + 1) != "now":
            return None
        last = i + 2
    if word in ("before", "after") and _opens_phrase(tokens, i + 1):
        return None
    if unit_word not in _COUNTABLE:
        return _vague(tokens, i)
    start, count = _count_left(tokens, j)
    if unit_word == "day" and word in ("before", "after") and count is None and _text(tokens, j - 1) == "the":
        start, count = j - 1, 1
    if unit_word in ("hours", "minutes") and word in ("later", "earlier") and (count or 1) < 24:
        return start, last, iv.from_anchor("day", 0)
    if count is None:
        return (start, last, iv.unknown) if word in ("ago", "from") or start < j else None
    if unit_word in ("hour", "hours", "minutes"):
        if count % 24 or unit_word == "minutes":
            return start, last, iv.unknown
        count //= 24
        unit: Unit = "day"
    elif unit_word in _LONG_UNITS:
        unit, size = _LONG_UNITS[unit_word]  # type: ignore[assignment]
        count *= size
    else:
        unit = _UNITS[unit_word]
    if word in ("ago", "from"):
        return start, last, iv.shifted(unit, -count if word == "ago" else count)
    return start, last, iv.from_anchor(unit, count if word in ("later", "after", "on") else -count)


def _vague(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    """ "long ago", "minutes ago": a time, but no date."""
    if tokens[i].lower != "ago":
        return None
    return max(0, i - 1), i + 1, iv.unknown


def _count_left(tokens: list[Token], j: int) -> tuple[int, int | None]:
    """The number that ends right before the j-th token ("two", "a", "twenty-three"): where it begins, its value."""
    for k in (j - 3, j - 2, j - 1):
        if k >= 0 and (got := number_at(tokens, k)) and got[1] == j:
            return k, got[0]
    lead = _text(tokens, j - 1)
    if lead in ("a", "an", "one"):
        return j - 1, 1
    if lead in ("few", "several", "some", "many", "couple", "half"):
        return (j - 2 if _text(tokens, j - 2) == "a" else j - 1), None
    return j, None


def _opens_phrase(tokens: list[Token], i: int) -> bool:
    """Whether something follows that "a day after" counts from."""
    return i < len(tokens) and tokens[i].text not in {",", ".", ";", ":", ")", "”", '"', "-", "–", "—"}


def _in_units(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    """ "in three days": ahead of publication, where the tense is future; else it is a duration."""
    if i + 2 >= len(tokens) or i == 0 or _text(tokens, i - 1) != "in":
        return None
    got = number_at(tokens, i)
    count, k = got or (0, i)
    unit = _UNITS.get(_text(tokens, k))
    if not count or unit is None or _text(tokens, k + 1) in ("of", "'s", "’s"):
        return None
    ahead = iv.shifted(unit, count)
    return i, k + 1, lambda r: ahead(r) if r.tense == "future" else None


def _weekend(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    if _text(tokens, i - 1) != "the":
        return None
    return i - 1, i + 1, iv.weekend()


def _period(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    """ "the end of the year", "later in the week", "earlier in the month": the current one."""
    if _text(tokens, i - 1) == "new" and tokens[i].text[0].isupper():
        return i - 1, i + 1, iv.unknown
    if _text(tokens, i - 1) != "the" or tokens[i].lower.endswith("s"):
        return None
    lead = [_text(tokens, i - 3), _text(tokens, i - 2)]
    unit = _UNITS[tokens[i].lower]
    if lead[1] == "of" and lead[0] in ("end", "beginning", "start", "middle"):
        return i - 1, i + 1, iv.current(unit, 0)
    if lead[1] == "in" and lead[0] in ("earlier", "later"):
        return i - 3, i + 1, iv.current(unit, 0, lead[0])  # type: ignore[arg-type]
    return None


def _day_word(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    """ "earlier in the day", "later that day", "the day" after "on": only what has an antecedent."""
    if _text(tokens, i - 1) == "the" and _text(tokens, i - 2) == "in" and _text(tokens, i - 3) in ("earlier", "later"):
        return i - 3, i + 1, iv.from_anchor("day", 0)
    if tokens[i].text[0].isupper() and (_text(tokens, i - 1) in _HOLIDAY_DAYS or _text(tokens, i - 1) in _HOLIDAYS):
        return i - 1, i + 1, iv.unknown
    return _counted_day(tokens, i)


def _counted_day(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    nxt = _text(tokens, i + 1)
    if _text(tokens, i - 1) != "the" or nxt not in ("before", "after"):
        return None
    if _text(tokens, i + 2) in ("yesterday", "tomorrow"):
        return None
    if _opens_phrase(tokens, i + 2):
        return None
    return i - 1, i + 2, iv.from_anchor("day", 1 if nxt == "after" else -1)


def _quarter(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    """ "the first quarter (of 2019)", "Q3 2018"."""
    word, j = tokens[i].lower, i + 1
    if word in _ORDINALS:
        if _text(tokens, j) == "half":
            return _half(tokens, i)
        if _text(tokens, j) != "quarter":
            return None
        number, j = _ORDINALS[word], j + 1
    else:
        number = int(word[1])
    year, j = _quarter_year(tokens, j)
    offset = None if not isinstance(year, str) else _YEAR_OFFSETS[year]
    first = i - 1 if _text(tokens, i - 1) == "the" else i
    if offset is not None:
        return first, j, lambda r: None if r.day is None else iv.quarter(number, r.day.year + offset)(r)
    return first, j, iv.quarter(number, year if isinstance(year, int) else None)


def _quarter_year(tokens: list[Token], j: int) -> tuple[int | str | None, int]:
    if _text(tokens, j) == "of" and _text(tokens, j + 1) == "the" and _text(tokens, j + 2) == "year":
        return "this", j + 3
    return _year_after(tokens, j)


def _half(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    if tokens[i].lower not in ("first", "second"):
        return None
    year, j = _quarter_year(tokens, i + 2)
    if year is None:
        return None
    month = 1 if tokens[i].lower == "first" else 7

    def meaning(r: iv.Reference) -> iv.Interval | None:
        if isinstance(year, int):
            return iv.months(year, month, 6, "quarter")
        return None if r.day is None else iv.months(r.day.year + _YEAR_OFFSETS[year], month, 6, "quarter")

    return (i - 1 if _text(tokens, i - 1) == "the" else i), j, meaning


def _named_unknown(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    return (i, i + 1, iv.unknown) if tokens[i].text[0].isupper() else None


def _decades(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
    """ "in recent days": a time, but no date."""
    if _text(tokens, i + 1) in ("days", "weeks", "months", "years", "hours", "decades"):
        return i, i + 2, iv.unknown
    return None


def _rules() -> dict[str, Rule]:
    rules: dict[str, Rule] = dict.fromkeys((*_WEEKDAYS, *_SHORT_WEEKDAYS), _weekday)
    rules |= {w + "s": _weekdays for w in _WEEKDAYS}
    rules |= dict.fromkeys(_MONTHS, _month)
    rules |= {"yesterday": _simple(-1), "today": _simple(0), "tomorrow": _simple(1), "tonight": _simple(0)}
    rules["overnight"] = _overnight
    rules |= dict.fromkeys(
        ("last", "this", "next", "past", "coming", "current", "following", "previous", "preceding", "same", "that"),
        _relative,
    )
    rules |= dict.fromkeys(("ago", "earlier", "later", "before", "after", "from"), _counted)
    rules |= dict.fromkeys(("week", "month", "year"), _period)
    rules["day"] = _day_word
    rules["weekend"] = _weekend
    rules |= dict.fromkeys(("q1", "q2", "q3", "q4", "first", "second", "third", "fourth"), _quarter)
    rules |= dict.fromkeys(WORDS, _in_units)
    rules |= {w: _chained(_quarter, _in_units) for w in ("first", "second", "third", "fourth")}
    rules |= dict.fromkeys(_HOLIDAYS, _named_unknown)
    rules["recent"] = _decades
    return rules


def _chained(*rules: Rule) -> Rule:
    def rule(tokens: list[Token], i: int) -> tuple[int, int, Meaning] | None:
        return next((got for r in rules if (got := r(tokens, i)) is not None), None)

    return rule


_RULES = _rules()
