"""Quarters, halves, weekends and the week, month or year that is running."""

from __future__ import annotations

from dragoman.coding import intervals as iv
from dragoman.coding.date_names import NEXT_TO_LAST, ORDINALS, UNITS, Reading, text_at, year_after
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token

_FISCAL = word_set("fiscal fy financial")


def quarter(tokens: list[Token], i: int) -> Reading | None:
    """ "the first quarter (of 2019)", "Q3 2018"; none of a fiscal year."""
    word, j = tokens[i].lower, i + 1
    if word in ORDINALS:
        if text_at(tokens, j) == "half":
            return _half(tokens, i)
        if text_at(tokens, j) != "quarter":
            return None
        number, j = ORDINALS[word], j + 1
    else:
        number = int(word[1])
    first = i - 1 if text_at(tokens, i - 1) == "the" else i
    if text_at(tokens, i - 1) in _FISCAL or (text_at(tokens, j) == "of" and not _of_year(tokens, j)):
        return Reading(first, j, iv.unknown)
    year, j = _year_of(tokens, j)
    return Reading(first, j, iv.part_of_year(4, number, *_year_or_offset(year)))


def _of_year(tokens: list[Token], j: int) -> bool:
    """Whether the year stands behind "of", and nothing else: not "of fiscal 2018", "of the game"."""
    return _year_of(tokens, j)[0] is not None


def _year_of(tokens: list[Token], j: int) -> tuple[int | str | None, int]:
    if text_at(tokens, j) == "of" and text_at(tokens, j + 1) == "the" and text_at(tokens, j + 2) == "year":
        return "this", j + 3
    return year_after(tokens, j)


def _year_or_offset(year: int | str | None) -> tuple[int | None, int | None]:
    """The year itself, or how many years from that of publication."""
    return (None, NEXT_TO_LAST[year]) if isinstance(year, str) else (year, None)


def _half(tokens: list[Token], i: int) -> Reading | None:
    if tokens[i].lower not in ("first", "second"):
        return None
    year, j = _year_of(tokens, i + 2)
    if year is None:
        return None
    first = i - 1 if text_at(tokens, i - 1) == "the" else i
    return Reading(first, j, iv.part_of_year(2, ORDINALS[tokens[i].lower], *_year_or_offset(year)))


def weekend(tokens: list[Token], i: int) -> Reading | None:
    """ "the weekend"; that of a feast or of a place in the calendar is not known."""
    lead = text_at(tokens, i - 1)
    if lead in ("day", "easter", "christmas", "holiday", "bank", "every", "each", "a"):
        return Reading(i - 1, i + 1, iv.unknown)
    if lead != "the":
        return None
    if text_at(tokens, i + 1) == "before" and text_at(tokens, i + 2) == "last":
        return Reading(i - 1, i + 3, iv.weekend("last", 1))
    if text_at(tokens, i + 1) in ("before", "after", "of", "that", "when"):
        return Reading(i - 1, i + 1, iv.unknown)
    return Reading(i - 1, i + 1, iv.weekend())


def period(tokens: list[Token], i: int) -> Reading | None:
    """ "the end of the year", "later in the week", "earlier in the month": the current one; "the week before last"."""
    if text_at(tokens, i - 1) == "new" and tokens[i].text[0].isupper():
        return Reading(i - 1, i + 1, iv.unknown)
    if text_at(tokens, i - 1) != "the" or tokens[i].lower.endswith("s"):
        return None
    lead = [text_at(tokens, i - 3), text_at(tokens, i - 2)]
    unit = UNITS[tokens[i].lower]
    beyond = {"before last": -2, "after next": 2}.get(f"{text_at(tokens, i + 1)} {text_at(tokens, i + 2)}")
    if beyond is not None:
        return Reading(i - 1, i + 3, iv.current(unit, beyond))
    if lead[1] == "of" and lead[0] in ("end", "beginning", "start", "middle") and text_at(tokens, i + 1) != "of":
        return Reading(i - 1, i + 1, iv.current(unit, 0))
    if lead[1] == "in" and lead[0] in ("earlier", "later"):
        return Reading(i - 3, i + 1, iv.current(unit, 0, lead[0]))  # type: ignore[arg-type]
    return None
