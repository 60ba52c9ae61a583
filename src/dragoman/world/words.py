"""Words as the tables compare them: folded (case, accents, apostrophes, dots) and split as the parser splits them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

APOSTROPHES = "'’‘ʼʻ`´ʿʾ"
POSSESSIVES = frozenset({"'s", "'"})
# marks inside names that writers put or leave out: "vice-president", "Lt. Gen."
SKIPPED = frozenset({".", "-", "‐", "‑", "'"})

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"}
)
_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_DROPPED = str.maketrans(dict.fromkeys("'.-‐‑", ""))
_SPELLINGS = {
    "organisation": "organization",
    "organisations": "organizations",
    "defence": "defense",
    "centre": "center",
    "labour": "labor",
    "programme": "program",
    "programmes": "programs",
    "stabilisation": "stabilization",
    "counterterrorism": "counter-terrorism",
    "self-defence": "self-defense",
    "theatre": "theater",
    "harbour": "harbor",
    "mobilisation": "mobilization",
}
_WORD = re.compile(
    rf"[{APOSTROPHES}]s(?!\w)"  # the possessive is a word of its own
    r"|\d+(?:[,.]\d+)+"  # "1,600"
    rf"|\w[\w&.{APOSTROPHES}]*?(?=[{APOSTROPHES}]s(?!\w)|[{APOSTROPHES}](?!\w))"
    rf"|(?:[^\W\d_]+-\d[\w-]*)"  # "F-16", "G-7" stay whole, "Ki-moon" does not
    rf"|\w[\w&.{APOSTROPHES}]*"
    r"|[^\w\s]"
)


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """The form under which a word is looked up: lower case, without accents, inner dots, hyphens, apostrophes.

    Marks standing alone stay as they are, and so does the possessive ``'s``.
    """
    if word.isascii() and word.isalpha():  # the quick way for nearly all words
        lower = word.lower()
        return _SPELLINGS.get(lower, lower)
    plain = word.translate(_APOSTROPHES)
    if plain in POSSESSIVES or not any(c.isalnum() for c in plain):
        return plain
    lower = plain.lower().translate(_LETTERS)
    if not lower.isascii():
        lower = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    lower = lower.translate(_DROPPED)
    return _SPELLINGS.get(lower, lower)


@lru_cache(maxsize=1 << 12)
def split_words(text: str) -> tuple[str, ...]:
    """The words of a name or phrase, split as the parser splits names: hyphens and ``'s`` apart, "U.S." whole."""
    return tuple(_WORD.findall(text))


def folded(words: Sequence[str]) -> tuple[str, ...]:
    """The look-up form of several words, without the marks that names may have or lack."""
    return tuple(f for f in map(fold, words) if f not in SKIPPED)


@lru_cache(maxsize=1 << 16)
def is_capitalised(word: str) -> bool:
    """Whether the word begins with a capital letter (or is a number or mark)."""
    return word[:1].upper() == word[:1]


def is_capitals(word: str) -> bool:
    """Whether every letter of the word is a capital one and there are two signs at least ("US", "U.N.", "M23")."""
    return len(word) > 1 and word.isupper()


def is_initial(word: str) -> bool:
    """Whether the word is the initial of a middle name ("W.", "J")."""
    return len(word) <= 2 and word[:1].isupper() and word[1:] in ("", ".")
