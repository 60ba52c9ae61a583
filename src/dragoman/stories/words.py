"""Words as stories compare them: folded, without those that say nothing, cut to stems."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.data import package_file, read_yaml
from dragoman.errors import TableError

STEM = 5
"""Letters of a stem: "Kenya" and "Kenyan", "agreed" and "agreement" meet."""

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_TENS = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(one|two|three|four|five|six|seven|eight|nine)\b"
)
_OWNER = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class WordLists:
    """Words to leave out, and numbers as words."""

    ignored: frozenset[str]
    numbers: dict[str, str]


@lru_cache(maxsize=1)
def load_words() -> WordLists:
    """The packaged lists.

    Raises:
        TableError: if a list is missing or of the wrong kind.
    """
    file = package_file("stories", "words.yaml")
    raw: Any = read_yaml(file)
    try:
        ignored = [word for name in ("function", "reporting", "time", "who", "news") for word in raw[name].split()]
        numbers = {str(word): str(int(value)) for word, value in raw["numbers"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        raise TableError(f"not word lists: {type(e).__name__}: {e}", file.name) from e
    return WordLists(frozenset(ignored), numbers)


def fold(text: str) -> str:
    """Text without case, accents and compatibility forms."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()


def plain_words(text: str) -> list[str]:
    """All words of a text in order, folded; punctuation and possessive endings are gone, "twenty-six" is "26"."""
    return [_OWNER.sub("", w) for w in _WORD.findall(_TENS.sub(_figures, fold(text)))]


def _figures(match: re.Match[str]) -> str:
    numbers = load_words().numbers
    return str(int(numbers[match[1]]) + int(numbers[match[2]]))


def stem(word: str) -> str:
    """The stem of a folded word; numbers come back as digits."""
    number = load_words().numbers.get(word)
    if number is not None:
        return number
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:STEM]


def content_stems(text: str) -> frozenset[str]:
    """Stems of the words of a text that tell one event from another."""
    ignored = load_words().ignored
    return frozenset(stem(w) for w in plain_words(text) if len(w) > 1 and w not in ignored)


def stems_of(texts: Iterable[str]) -> frozenset[str]:
    """Stems of all words of some names or phrases."""
    return frozenset(stem(w) for text in texts for w in plain_words(text))
