"""Numbers in figures and words: "14", "1,600", "2.5 million", "twenty-three", "two dozen", "a hundred"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dragoman.language.tokens import Token

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS: dict[str, int] = {w: n for n, w in enumerate(_ONES)} | {w: 20 + 10 * n for n, w in enumerate(_TENS)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_FIGURES = re.compile(r"\d{1,3}(?:,\d{3})+$|\d+(?:\.\d+)?$")


def figure(text: str) -> float | None:
    """The value of one word in figures or a plain number word, or None."""
    if text[:1].isdigit():
        return float(text.replace(",", "")) if _FIGURES.match(text) else None
    value = WORDS.get(text.lower())
    return None if value is None else float(value)


def number_at(tokens: Sequence[Token], i: int) -> tuple[int, int] | None:
    """The number that begins with the i-th token.

    Returns:
        its value and the index after its last token, or None where no number begins; "a" counts only before
        "dozen", "hundred" and so on. Fractions that are left after scaling ("2.5") make no number.
    """
    value = figure(tokens[i].text)
    j = i + 1
    if value is None:
        if tokens[i].lower not in ("a", "one") or j >= len(tokens) or tokens[j].lower not in _SCALES:
            return None
        value = 1.0
    elif value >= 20 and _is(tokens, j, "-") and j + 1 < len(tokens) and 0 < WORDS.get(tokens[j + 1].lower, 0) < 10:
        value, j = value + WORDS[tokens[j + 1].lower], j + 2
    total = 0.0
    while j < len(tokens) and (scale := _SCALES.get(tokens[j].lower)):
        total, value, j = total + value * scale, 0.0, j + 1
        k = j + 1 if _is(tokens, j, "and") else j
        if k < len(tokens) and scale > 12 and (more := WORDS.get(tokens[k].lower)):
            value, j = float(more), k + 1
    total += value
    return (int(total), j) if total == int(total) else None


def _is(tokens: Sequence[Token], i: int, text: str) -> bool:
    return i < len(tokens) and tokens[i].lower == text
