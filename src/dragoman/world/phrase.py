"""An actor phrase as a row of items: names of the tables, unknown names, small words, and where it divides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from dragoman.world.index import World
from dragoman.world.model import Entry
from dragoman.world.names import Match
from dragoman.world.vocabulary import phrase_words
from dragoman.world.words import APOSTROPHES, fold, is_capitalised, is_capitals

ItemKind = Literal["entry", "name", "word", "determiner", "number", "preposition", "conjunction", "possessive", "owner"]
Preposition = Literal["of", "origin", "place", "direction"]

_WORDS = phrase_words()
_BEARERS = frozenset(("name", "adjective", "seat", "organization", "group"))
_HYPHENS = frozenset("-‐‑–")
_BREAKS = frozenset(';:()[]{}"“”«»—|/')


@dataclass(slots=True)
class Item:
    """A word or name of the phrase.

    Attributes:
        words: as written.
        kind: ``entry`` for names of the tables, ``name`` for unknown capitalised words, ``word`` for unknown lower
            case ones, ``owner`` for possessive pronouns.
        entries: the readings, for ``entry`` only.
        preposition: which sort of preposition it is.
    """

    words: tuple[str, ...]
    kind: ItemKind
    entries: tuple[Entry, ...] = ()
    preposition: Preposition | None = None

    @property
    def text(self) -> str:
        """The words as one string."""
        return join(self.words)

    @property
    def folded(self) -> str:
        """The words folded."""
        return " ".join(map(fold, self.words))


@dataclass(slots=True)
class Part:
    """A stretch without preposition, and the sort and word of the preposition before it (none for the first)."""

    items: list[Item]
    preposition: Preposition | None = None
    word: str = ""


def join(words: Iterable[str]) -> str:
    """Words as running text: no space around hyphens and before marks and ``'s``."""
    out = ""
    for word in words:
        glued = not out or out[-1] in _HYPHENS or word in _HYPHENS or word in ".," or word[:1] in APOSTROPHES
        out += word if glued else " " + word
    return out


def respell(words: Sequence[str]) -> list[str]:
    """The words with compounds such as "U.S.-led" taken apart."""
    out: list[str] = []
    for word in words:
        head, hyphen, tail = word.partition("-")
        if hyphen and head and tail and head[0].isalpha() and tail.replace("-", "").isalpha() and len(tail) > 2:
            out.extend((head, "-", *respell([tail])))
        elif not word.isspace():
            out.append(word)
    return out


def segment(world: World, words: Sequence[str]) -> list[Item]:
    """The phrase's items, left to right; the longest name at each place wins."""
    items: list[Item] = []
    i, n = 0, len(words)
    while i < n:
        word = words[i]
        if word in _HYPHENS or word == ".":
            if word in _HYPHENS and i + 1 < n and items and _goes_on(items[-1], words[i + 1]):
                # "Ho-jen" is one name; "Le-Drian" may go on with what the tables know
                items[-1] = Item((*items[-1].words, word, words[i + 1]), "name")
                i += 1
            i += 1
            continue
        small = _small_word(word, first=not items)
        if small is not None and small.kind == "number" and i + 2 < n and words[i + 1] in _HYPHENS:
            i, small = _measure(words, i)
            items.append(small)
            continue
        found = world.longest(words, i)
        if found is not None and (small is None or found[0] > i + 1 or is_capitals(word)):
            found = _bearer(world, words, i, found)
            items.append(Item(tuple(words[i : found[0]]), "entry", found[1]))
            i = found[0]
            continue
        items.append(small or Item((word,), "name" if _is_name(word) else "word"))
        i += 1
    return items


def _goes_on(item: Item, word: str) -> bool:
    """Whether a hyphen and the word go on with a name that the tables do not know ("Ho-jen")."""
    unknown = item.kind == "name" or (word.islower() and all(e.kind == "person" for e in item.entries))
    return unknown and word.isalpha() and item.kind in ("name", "entry")


def _bearer(world: World, words: Sequence[str], i: int, found: Match) -> Match:
    """Of a role that begins with a name ("White House official") the name alone: it tells whose the role is."""
    end, entries = found
    if end > i + 1 and is_capitalised(words[i]) and all(e.kind == "role" for e in entries):
        for shorter in range(end - 1, i, -1):
            named = tuple(e for e in world.readings(words[i:shorter]) if e.kind in _BEARERS and not e.ambiguous)
            if named:
                return shorter, named
    return found


def _measure(words: Sequence[str], i: int) -> tuple[int, Item]:
    """A measure such as "12-year-old" as one word, and the index after it."""
    j = i + 1
    while j + 1 < len(words) and words[j] in _HYPHENS:
        j += 2
    return j, Item(tuple(words[i:j]), "word")


def _is_name(word: str) -> bool:
    return is_capitalised(word) and word[:1].isalpha()


def _small_word(word: str, *, first: bool) -> Item | None:
    key = fold(word)
    if word[:1] in APOSTROPHES and key in ("'s", "'"):
        return Item((word,), "possessive") if not first else None
    if key.isdigit() or key in _WORDS["numerals"] or (key[:1].isdigit() and key[-2:] in ("st", "nd", "rd", "th")):
        return Item((word,), "number")
    if key in _WORDS["determiners"]:
        return Item((word,), "determiner")
    if key in _WORDS["possessive_pronouns"]:
        return Item((word,), "owner")
    if key in _WORDS["conjunctions"]:
        return Item((word,), "conjunction")
    if _is_name(word) and not first and key not in _WORDS["of"]:
        return None
    sorts: tuple[Preposition, ...] = ("of", "origin", "place", "direction")
    for sort in sorts:
        if key in _WORDS[sort]:
            return Item((word,), "preposition", preposition=sort)
    return None


def compounds(world: World, words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The phrase without hyphenated modifiers, and the words of those that tell a country ("Somalia-based").

    "US-backed rebels" and "pro-Russian activists" are neither American nor Russian, so those words go.
    """
    kept: list[str] = []
    based: list[str] = []
    i, n = 0, len(words)
    while i < n:
        word = words[i]
        hyphen = i + 2 < n and words[i + 1] in _HYPHENS
        if hyphen and fold(word) in _WORDS["opposed"] and world.longest(words, i) is None:
            found = world.longest(words, i + 2)
            i = found[0] if found is not None else i + 3
            continue
        known = world.longest(words, i) if hyphen else None
        if known is not None and known[0] > i + 2:
            kept.extend(words[i : known[0]])
            i = known[0]
            continue
        if hyphen and fold(words[i + 2]) in _WORDS["located"] | _WORDS["linked"]:
            start = _name_start(world, kept, word)
            if fold(words[i + 2]) in _WORDS["located"]:
                based = [*kept[start:], word]
            del kept[start:]
            i += 3
            continue
        kept.append(word)
        i += 1
    return (kept, based) if kept else (list(words), [])


def _name_start(world: World, kept: Sequence[str], last: str) -> int:
    """Where in ``kept`` the name begins that ends with ``last`` ("South Africa" in "South Africa-based")."""
    words = [*kept, last]
    for start in range(max(0, len(words) - 4), len(words)):
        found = world.longest(words, start)
        if found is not None and found[0] == len(words):
            return start
    return len(kept)


def clauses(words: Sequence[str]) -> list[list[str]]:
    """The phrase cut at its commas, up to the first relative clause, bracket or other break."""
    parts: list[list[str]] = [[]]
    for word in words:
        if parts[-1] and (fold(word) in _WORDS["clause"] or word in _BREAKS) and not is_capitals(word):
            break
        if word == ",":
            parts.append([])
        elif word not in _BREAKS and fold(word) not in _WORDS["name_suffixes"]:
            parts[-1].append(word)
    return [p for p in parts if p]


def divide(items: Sequence[Item]) -> list[Part]:
    """The stretches between prepositions; of things joined by "and" the first, with what follows the last."""
    parts = [Part([])]
    skipping = False
    for item in items:
        if item.kind == "preposition" and parts[-1].items:
            skipping = False
            parts.append(Part([], item.preposition, item.folded))
        elif item.kind == "conjunction" and parts[-1].items:
            skipping = True
        elif item.kind not in ("conjunction", "preposition") and not skipping:
            parts[-1].items.append(item)
    return [p for p in parts if p.items]


def owners(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """What stands before the last ``'s``, and what after it."""
    for i in range(len(items) - 1, -1, -1):
        if items[i].kind == "possessive":
            return list(items[:i]), list(items[i + 1 :])
    return [], list(items)
