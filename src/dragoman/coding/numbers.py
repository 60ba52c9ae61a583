"""Numbers in figures and words, and what bounds them: "14", "2.5 million", "twenty-three", "a hundred"; "at least 14",
"20 to 30", "several hundred", "dozens"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.language.tokens import Token

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS: dict[str, int] = {w: n for n, w in enumerate(_ONES)} | {w: 20 + 10 * n for n, w in enumerate(_TENS)}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
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
        if tokens[i].lower not in ("a", "one") or j >= len(tokens) or tokens[j].lower not in SCALES:
            return None
        value = 1.0
    elif value >= 20 and _is(tokens, j, "-") and j + 1 < len(tokens) and 0 < WORDS.get(tokens[j + 1].lower, 0) < 10:
        value, j = value + WORDS[tokens[j + 1].lower], j + 2
    total = 0.0
    while j < len(tokens) and (scale := SCALES.get(tokens[j].lower)):
        total, value, j = total + value * scale, 0.0, j + 1
        k = j + 1 if _is(tokens, j, "and") else j
        if k < len(tokens) and scale > 12 and (more := WORDS.get(tokens[k].lower)):
            value, j = float(more), k + 1
    total += value
    return (int(total), j) if total == int(total) else None


def _is(tokens: Sequence[Token], i: int, text: str) -> bool:
    return i < len(tokens) and tokens[i].lower == text


# --- bounds ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amount:
    """How many, as words tell it.

    Attributes:
        low, high: bounds, both included; None where that end is open.
        number: the very number said, also where it is only the least ("at least 14") or about right ("nearly 2,000");
            None for the most ("up to 30"), for two numbers ("20 to 30") and for words such as "dozens".
    """

    low: int | None = None
    high: int | None = None
    number: int | None = None

    def __add__(self, other: Amount) -> Amount:
        """Both together; a bound that one of them leaves open stays open, but what is sure of one is the least."""
        lows = [n for n in (self.low, other.low) if n is not None]
        return Amount(
            sum(lows) if lows else None,
            None if self.high is None or other.high is None else self.high + other.high,
            None if self.number is None or other.number is None else self.number + other.number,
        )


def exactly(n: int) -> Amount:
    """So many and no other number."""
    return Amount(n, n, n)


VAGUE: dict[str, Amount] = {
    "several": Amount(3, 9), "few": Amount(3, 9), "handful": Amount(3, 9), "tens": Amount(20, 99),
    "dozens": Amount(24, 99), "scores": Amount(40, 199), "hundreds": Amount(200, 999),
    "thousands": Amount(2_000, 9_999), "millions": Amount(2_000_000),
}  # fmt: skip
"""What words for many are taken to mean: "dozens" are two dozens at least, and no hundred."""
_MANIFOLD = {"hundreds": 100, "thousands": 1_000, "millions": 1_000_000}
_BOUNDS: dict[str, tuple[str, ...]] = {
    "least": ("at least", "more than", "over", "upwards of", "no fewer than", "no less than", "not less than", "above",
              "not fewer than", "minimum of", "in excess of", "well over"),
    "most": ("up to", "as many as", "fewer than", "less than", "no more than", "not more than", "at most", "under",
             "maximum of"),
    "nearly": ("nearly", "almost", "close to", "just under", "approaching", "just short of"),
}  # fmt: skip
_LONGEST_FIRST = sorted(
    ((tuple(words.split()), bound) for bound, phrases in _BOUNDS.items() for words in phrases), key=lambda p: -len(p[0])
)
_BETWEEN = frozenset({"to", "or", "-", "–", "and"})


def amount_at(tokens: Sequence[Token], i: int) -> tuple[Amount, int, int] | None:
    """The number of which the i-th token is part, with the words that bound it, and its first and last token
    (half-open); None where no number stands there."""
    for first in range(max(0, i - 6), i + 1):
        got = _range(tokens, first) or _several(tokens, first) or _plain(tokens, first)
        if got is not None and first <= i < got[1]:
            return _bounded(tokens, first, *got)
    return None


def _plain(tokens: Sequence[Token], i: int) -> tuple[Amount, int] | None:
    got = number_at(tokens, i)
    if got is None or (i and tokens[i].lower in ("a", "one") and tokens[i - 1].lower in ("half", "quarter", "third")):
        return None
    return exactly(got[0]), got[1]


def _several(tokens: Sequence[Token], i: int) -> tuple[Amount, int] | None:
    """ "Several hundred", "a few dozen"."""
    if tokens[i].lower not in ("several", "few") or i + 1 >= len(tokens):
        return None
    scale = SCALES.get(tokens[i + 1].lower)
    return None if scale is None else (Amount(2 * scale, 10 * scale - 1 if scale > 12 else 99), i + 2)


def _range(tokens: Sequence[Token], i: int) -> tuple[Amount, int] | None:
    """ "20 to 30", "six or seven", "between 20 and 30"."""
    low = number_at(tokens, i)
    if low is None or low[1] + 1 >= len(tokens) or tokens[low[1]].lower not in _BETWEEN:
        return None
    if tokens[low[1]].lower == "and" and not (i and tokens[i - 1].lower == "between"):
        return None
    high = number_at(tokens, low[1] + 1)
    if high is None or high[0] <= low[0]:
        return None
    return Amount(low[0], high[0]), high[1]


def _bounded(tokens: Sequence[Token], first: int, amount: Amount, last: int) -> tuple[Amount, int, int]:
    """An amount with the words before and behind it that make it a bound."""
    before = tuple(t.lower for t in tokens[max(0, first - 4) : first])
    n = amount.number
    for words, bound in _LONGEST_FIRST:
        if before[-len(words) :] == words:
            first -= len(words)
            if bound == "least":
                return Amount(amount.low, None, n), first, last
            if bound == "most":
                return Amount(None, amount.high), first, last
            return Amount(None, amount.high, n), first, last
    if [t.lower for t in tokens[last : last + 2]] == ["or", "more"]:
        return Amount(amount.low, None, n), first, last + 2
    return amount, first, last


def vague_amount(token: Token) -> Amount | None:
    """What "dozens", "hundreds of thousands" or "tens of thousands" stand for."""
    found = VAGUE.get(token.lower)
    if found is None:
        return None
    outer = next((VAGUE[c.lower] for c in token.children if c.dep == "quantmod" and c.lower in VAGUE), None)
    if outer is not None and token.lower in _MANIFOLD:
        return _times(outer, _MANIFOLD[token.lower])
    of = next((c for c in token.children if c.dep == "prep" and c.lower == "of"), None)
    scale = None if of is None else next((_MANIFOLD[c.lower] for c in of.children if c.lower in _MANIFOLD), None)
    return found if scale is None else _times(found, scale)


def _times(amount: Amount, scale: int) -> Amount:
    low, high = amount.low, amount.high
    return Amount(None if low is None else low * scale, None if high is None else (high + 1) * scale - 1)
