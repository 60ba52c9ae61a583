"""Dates told from another day: "yesterday", "last week", "three days ago", "in the past 24 hours", "the next day"."""

from __future__ import annotations

from dragoman.coding import intervals as iv
from dragoman.coding.date_calendar import day_of_month
from dragoman.coding.date_names import (
    DAY_PARTS,
    DAY_SPANS,
    HOLIDAY_DAYS,
    HOLIDAYS,
    LONG_UNITS,
    MONTHS,
    NEXT_TO_LAST,
    SEASONS,
    UNITS,
    WEEKDAYS,
    Reading,
    Rule,
    count_left,
    is_ranked,
    text_at,
)
from dragoman.coding.intervals import Meaning
from dragoman.coding.numbers import number_at
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token

_WHICH: dict[str, iv.Which] = {
    "last": "last", "past": "last", "this": "this", "next": "next", "coming": "next", "current": "this",
}  # fmt: skip
_VAGUE_STRETCHES = frozenset(
    {*SEASONS, *HOLIDAYS, "decade", "century", "days", "weeks", "months", "years", "decades", "centuries"}
)


# --- days beside the day of publication --------------------------------------------------------------------------


def simple(count: int) -> Rule:
    """The rule for "yesterday", "today", "tomorrow", "tonight"."""

    def rule(tokens: list[Token], i: int) -> Reading | None:
        if i and tokens[i].text[0].isupper() and tokens[i - 1].text[0].isupper() and tokens[i - 1].pos == "PROPN":
            return None  # "Russia Today"
        j = i + 2 if text_at(tokens, i + 1) in DAY_PARTS else i + 1
        lead = text_at(tokens, i - 1)
        if lead in ("before", "after") and text_at(tokens, i - 2) == "day" and count:
            first = i - (3 if text_at(tokens, i - 3) == "the" else 2)
            return Reading(first, j, iv.shifted("day", 2 * count))
        if lead == "from" and text_at(tokens, i - 2) in UNITS:
            return _from_day(tokens, i, count)
        first = i - 1 if lead in ("earlier", "later") else i
        return Reading(first, j, iv.shifted("day", count))

    return rule


def _from_day(tokens: list[Token], i: int, count: int) -> Reading:
    """ "a week from today", "two days from tomorrow"."""
    unit = UNITS[text_at(tokens, i - 2)]
    first, number = count_left(tokens, i - 2)
    if number is None or unit not in ("day", "week"):
        return Reading(first, i + 1, iv.unknown)
    return Reading(first, i + 1, iv.shifted("day", number * (7 if unit == "week" else 1) + count))


def overnight(tokens: list[Token], i: int) -> Reading | None:
    """The night before publication; "overnight on Friday" is a weekday's."""
    nxt = text_at(tokens, i + 1)
    if nxt in WEEKDAYS or (nxt in ("on", "into") and text_at(tokens, i + 2) in WEEKDAYS):
        return None  # the weekday says which night
    if tokens[i].dep in ("amod", "compound"):
        return None  # "an overnight curfew"
    return Reading(i, i + 1, iv.window("day", 1))


# --- last, this, next --------------------------------------------------------------------------------------------


def relative(tokens: list[Token], i: int) -> Reading | None:
    """ "last", "this", "next" and the like, before a unit, weekday, month, season or number of units."""
    word, j = tokens[i].lower, i + 1
    if word in ("this", "the") and text_at(tokens, j) in ("past", "coming"):
        word, j = {"past": "last", "coming": "next"}[text_at(tokens, j)], j + 1
    noun, lead = text_at(tokens, j), text_at(tokens, i - 1)
    first = i - 1 if lead == "the" and word not in ("this", "that") else i
    if (word in ("past", "last", "next", "coming", "previous") and lead in ("the", "these")) or (
        word == "past" and lead in ("in", "over", "during", "within")
    ):
        counted = _window(tokens, j, word in ("next", "coming"))
        if counted is not None:
            return Reading(first, *counted)
    if word in ("next", "following", "previous", "same", "that", "preceding") and (noun in UNITS or noun in DAY_SPANS):
        anchored = _anchored(tokens, i, first, noun)
        if anchored is not None:
            return anchored
    which = _WHICH.get(word)
    return None if which is None else _named_unit(tokens, first, j, which)


def _named_unit(tokens: list[Token], first: int, j: int, which: iv.Which) -> Reading | None:
    noun = text_at(tokens, j)
    if noun in WEEKDAYS:
        k = j + 2 if text_at(tokens, j + 1) in DAY_PARTS else j + 1
        if text_at(tokens, k) in ("of", "in"):
            return None  # "the last Friday of May" is the weekday's
        return Reading(first, k, iv.weekday(WEEKDAYS[noun], "" if which == "this" else which))
    if noun in MONTHS and tokens[j].text[0].isupper():
        named = day_of_month(tokens, j)
        return Reading(first, j + 1, iv.month(MONTHS[noun], which)) if named is None else named._replace(first=first)
    if noun == "weekend":
        return Reading(first, j + 1, iv.weekend("" if which == "this" else which))
    if noun in UNITS and not noun.endswith("s"):
        return _running_unit(tokens, first, j, which)
    if noun in DAY_SPANS:
        if which == "this":
            return Reading(first, j + 1, iv.shifted("day", 0))
        return Reading(first, j + 1, iv.shifted("day", -1)) if which == "last" and noun == "night" else None
    return Reading(first, j + 1, iv.unknown) if noun in _VAGUE_STRETCHES else None


def _running_unit(tokens: list[Token], first: int, j: int, which: iv.Which) -> Reading | None:
    """ "last week", "earlier this month", "later this year"."""
    unit = UNITS[text_at(tokens, j)]
    if unit == "day":
        return None
    if text_at(tokens, j + 1) == "of":
        return Reading(first, j + 1, iv.unknown)  # "the last year of his presidency"
    part = text_at(tokens, first - 1)
    offset = {"last": -1, "this": 0, "next": 1}[which]
    if part in ("earlier", "later"):
        return Reading(first - 1, j + 1, iv.current(unit, offset, part))  # type: ignore[arg-type]
    return Reading(first, j + 1, iv.current(unit, offset))


def _window(tokens: list[Token], j: int, forward: bool) -> tuple[int, Meaning] | None:
    """ "(the past) 24 hours", "week", "three months", "few days"."""
    got = number_at(tokens, j) if j < len(tokens) else None
    count, k = got or (1, j)
    unit = text_at(tokens, k)
    if unit == "hours" and count % 24 == 0:
        return k + 1, iv.window("day", count // 24, forward)
    if got is None:
        return _window_of_one(tokens, j, forward)
    if unit in UNITS:
        return k + 1, iv.window(UNITS[unit], count, forward)
    if unit in LONG_UNITS:
        base, size = LONG_UNITS[unit]
        return k + 1, iv.window(base, count * size, forward)
    return (k + 1, iv.unknown) if unit in ("hours", "minutes") else None


def _window_of_one(tokens: list[Token], j: int, forward: bool) -> tuple[int, Meaning] | None:
    unit = text_at(tokens, j)
    if tokens[j - 1].lower in ("past", "coming") and unit in UNITS and not unit.endswith("s"):
        return j + 1, iv.window(UNITS[unit], 1, forward)
    if unit in ("decade", "century"):
        return j + 1, iv.window("year", LONG_UNITS[unit][1], forward)
    if unit in ("few", "couple", "several", "recent", "many"):
        return j + (3 if text_at(tokens, j + 1) == "of" else 2), iv.unknown
    return None


def _anchored(tokens: list[Token], i: int, first: int, noun: str) -> Reading | None:
    """ "the next day", "the same year", "that night": counted from a day told before."""
    word, unit = tokens[i].lower, UNITS.get(noun) or DAY_SPANS[noun]
    if noun.endswith("s") and noun in UNITS:
        return None
    if word == "next" and unit != "day":
        return None  # "next week" counts from publication
    if word == "that" and (tokens[i].dep not in ("det", "amod") or text_at(tokens, i + 2) == "that"):
        return None
    count = {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(word, 0)
    if text_at(tokens, first - 1) in ("earlier", "later"):
        first -= 1
    return Reading(first, i + 2, iv.from_anchor(unit, count))


# --- so many units away ------------------------------------------------------------------------------------------


_COUNTABLE = frozenset({*UNITS, *LONG_UNITS, "hour", "hours", "minutes"})


def counted(tokens: list[Token], i: int) -> Reading | None:
    """ "two weeks ago", "a day earlier", "three years later", "two days from now": the number stands to the left."""
    word, j, last = tokens[i].lower, i - 1, i + 1
    unit_word = text_at(tokens, j)
    if word == "from":
        if text_at(tokens, i + 1) != "now":
            return None
        last = i + 2
    if word in ("before", "after") and opens_phrase(tokens, i + 1):
        return None
    if unit_word not in _COUNTABLE:
        return Reading(max(0, i - 1), i + 1, iv.unknown) if word == "ago" else None  # "long ago"
    start, count = count_left(tokens, j)
    if word in ("before", "after") and count is None and text_at(tokens, j - 1) == "the":
        start, count = j - 1, 1  # "the day before", "the year after"
    if count is None and unit_word in ("hours", "minutes") and word in ("later", "earlier"):
        return Reading(start, last, iv.from_anchor("day", 0))
    if count is None:
        return Reading(start, last, iv.unknown) if word in ("ago", "from") or start < j else None
    if unit_word in ("hour", "hours", "minutes"):
        return Reading(start, last, _hours(unit_word, count, word))
    unit, size = LONG_UNITS.get(unit_word) or (UNITS[unit_word], 1)
    count *= size
    if word in ("ago", "from"):
        return Reading(start, last, iv.shifted(unit, -count if word == "ago" else count))
    return Reading(start, last, iv.from_anchor(unit, count if word in ("later", "after", "on") else -count))


def _hours(unit_word: str, count: int, word: str) -> Meaning:
    """Whole days are told in hours, too; an hour or two later is the same day, two hours ago may be yesterday."""
    if count % 24 == 0 and unit_word == "hours":
        days = count // 24 * (-1 if word in ("ago", "earlier", "before") else 1)
        return iv.shifted("day", days) if word in ("ago", "from") else iv.from_anchor("day", days)
    return iv.from_anchor("day", 0) if word in ("later", "earlier") and count < 24 else iv.unknown


def opens_phrase(tokens: list[Token], i: int) -> bool:
    """Whether something follows that "a day after" counts from; not in "had appealed the day before to all states"."""
    return i < len(tokens) and tokens[i].text[0] not in ',.;:)”"-–—' and tokens[i].pos != "ADP"


def in_units(tokens: list[Token], i: int) -> Reading | None:
    """ "in three days": ahead of publication, where the tense is future; else it is a duration."""
    if text_at(tokens, i - 1) != "in":
        return None
    count, k = number_at(tokens, i) or ((1, i + 1) if text_at(tokens, i) in ("a", "an") else (0, i))
    unit = UNITS.get(text_at(tokens, k))
    if not count or unit is None or _measures(tokens, i, k):
        return None
    ahead = iv.shifted(unit, count)
    last = k + 3 if text_at(tokens, k + 1) in ("'", "’") and text_at(tokens, k + 2) == "time" else k + 1
    return Reading(i, last, lambda r: ahead(r) if r.tense == "future" else None)


def _measures(tokens: list[Token], i: int, k: int) -> bool:
    """ "in three days of talks", "in two years in prison", "the first visit in ten years"."""
    if text_at(tokens, k + 1) in ("of", "'s", "’s", "in", "behind"):
        return True
    return is_ranked(tokens, i - 1)


# --- feasts, and days that something is told of ------------------------------------------------------------------


def day_word(tokens: list[Token], i: int) -> Reading | None:
    """ "earlier in the day", "the day before": only what has an antecedent; "Independence Day" is a feast."""
    lead = text_at(tokens, i - 1)
    if lead == "the" and text_at(tokens, i - 2) == "in" and text_at(tokens, i - 3) in ("earlier", "later"):
        return Reading(i - 3, i + 1, iv.from_anchor("day", 0))
    if tokens[i].text[0].isupper() and (lead in HOLIDAY_DAYS or lead in HOLIDAYS):
        return Reading(i - 1, i + 1, iv.unknown)
    return None


def feast(tokens: list[Token], i: int) -> Reading | None:
    """A feast by its name, with the day of it that is meant ("Easter Sunday"): a time, but no date."""
    if not tokens[i].text[0].isupper():
        return None
    more = text_at(tokens, i + 1) in WEEKDAYS or text_at(tokens, i + 1) in ("day", "eve", "weekend", "holiday")
    return Reading(i, i + 1 + more, iv.unknown)


def recent(tokens: list[Token], i: int) -> Reading | None:
    """ "in recent days": a time, but no date."""
    if text_at(tokens, i + 1) in ("days", "weeks", "months", "years", "hours", "decades"):
        return Reading(i, i + 2, iv.unknown)
    return None


_FISCAL_OFFSETS = word_set("fiscal financial tax academic school")


def fiscal_year(tokens: list[Token], i: int) -> Reading | None:
    """ "this fiscal year", "the next financial year": begins when the state or company says."""
    if text_at(tokens, i - 1) not in _FISCAL_OFFSETS or text_at(tokens, i - 2) not in {*NEXT_TO_LAST, "current"}:
        return None
    return Reading(i - 2, i + 1, iv.unknown)
