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


def share_office(words: Sequence[str]) -> list[str]:
    """The words without what "and" adds to the field of an office: "Labor and Social Affairs Minister".

    The office before the addition is one that the tables may know.
    """
    for n in range(1, len(words) - 2):
        if fold(words[n]) not in _WORDS["conjunctions"]:
            continue
        if fold(words[n - 1]) in _WORDS["attributive"] and fold(words[n + 1]) in _WORDS["attributive"]:
            return [*words[:n], *words[n + 2 :]]
        for end in range(n + 2, min(n + 5, len(words))):
            if not (is_capitalised(words[n - 1]) and is_capitalised(words[end])) or words[end - 1] == ",":
                break
            if fold(words[end]) in _WORDS["portfolios"]:
                return [*words[:n], *words[end:]]
    return list(words)


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
        if word == "&" and 0 < i < n - 1 and _is_name(words[i - 1]) and _is_name(words[i + 1]):
            i += 1  # "Tour & Travel Agents" is one name
            continue
        if (end := _quantifier(words, i)) > i:
            items.append(Item(tuple(words[i:end]), "determiner"))
            i = end
            continue
        if items and i + 1 < n and fold(word) in _WORDS["attached"] and fold(words[i + 1]) == "to":
            # "sources close to the president", "troops loyal to the junta" are theirs
            items.append(Item((word, words[i + 1]), "preposition", preposition="of"))
            i += 2
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


def _quantifier(words: Sequence[str], i: int) -> int:
    """The index after a phrase such as "more than" that stands before a number at ``i``, or ``i``."""
    for size in (3, 2):
        if i + size < len(words) and " ".join(map(fold, words[i : i + size])) in _WORDS["quantifiers"]:
            following = words[i + size]
            if is_number(following) or fold(following) in _WORDS["numerals"] | {"a", "half"}:
                return i + size
    return i


def is_number(word: str) -> bool:
    """Whether the word is a number in digits ("1,600")."""
    return word.replace(",", "").replace(".", "").isdigit()


def _goes_on(item: Item, word: str) -> bool:
    """Whether a hyphen and the word go on with a name that the tables do not know ("Ho-jen")."""
    unknown = item.kind == "name" or (word.islower() and all(e.kind == "person" for e in item.entries))
    return unknown and word.isalpha() and item.kind in ("name", "entry")


def _bearer(world: World, words: Sequence[str], i: int, found: Match) -> Match:
    """Of a role that begins with a name ("White House official") the name alone: it tells whose the role is."""
    end, entries = found
    compound = end > i + 1 and words[i + 1] in _HYPHENS
    if end > i + 1 and not compound and is_capitalised(words[i]) and all(e.kind == "role" for e in entries):
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
    if is_number(word) or key in _WORDS["numerals"] or (key[:1].isdigit() and key[-2:] in ("st", "nd", "rd", "th")):
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
    """The phrase cut at its commas, up to the first relative or participle clause, bracket or other break."""
    parts: list[list[str]] = [[]]
    for n, word in enumerate(words):
        if parts[-1] and (fold(word) in _WORDS["clause"] or word in _BREAKS) and not is_capitals(word):
            break
        if _is_participle_clause(words, n, parts[-1]):
            break
        if word == ",":
            if not _in_seat(words, n):
                parts.append([])
        elif word not in _BREAKS and fold(word) not in _WORDS["name_suffixes"]:
            parts[-1].append(word)
    return [p for p in parts if p]


def _is_participle_clause(words: Sequence[str], n: int, before: Sequence[str]) -> bool:
    """Whether at ``n`` something begins that was done to those named before ("civilians killed in ...").

    Where they live or are based says whose they are, so such words go on.
    """
    word = words[n]
    if not word.islower() or n + 1 >= len(words) or not before or fold(before[-1]) in _WORDS["determiners"]:
        return False
    if not (word.endswith("ed") and len(word) > 4) and word not in _WORDS["participles"]:
        return False
    following = fold(words[n + 1])
    prepositions = _WORDS["place"] | _WORDS["origin"] | _WORDS["direction"] | _WORDS["of"]
    numeral = word in _WORDS["numerals"] or word in _WORDS["counting"]
    return following in prepositions and word not in _WORDS["located"] and not numeral


def _in_seat(words: Sequence[str], comma: int) -> bool:
    """Whether the comma stands between a town and its region that "based" follows ("Lyon, France-based")."""
    for n in range(comma + 1, min(comma + 5, len(words) - 1)):
        if words[n] in _HYPHENS:
            return n > comma + 1 and fold(words[n + 1]) in _WORDS["located"]
        head, hyphen, tail = words[n].partition("-")
        if hyphen and head:
            return tail in _WORDS["located"]
        if not is_capitalised(words[n]):
            return False
    return False


def divide(items: Sequence[Item]) -> list[Part]:
    """The stretches between prepositions; of things joined by "and" the first, with what follows the last.

    Of modifiers joined by "and" the first stands with the noun they share ("the Thai and Lao delegations").
    """
    parts = [Part([])]
    skipping = False
    shared = _shared_nouns(items)
    for n, item in enumerate(items):
        if n in shared:
            continue
        if item.kind == "preposition" and parts[-1].items:
            skipping = False
            parts.append(Part([], item.preposition, item.folded))
        elif item.kind == "conjunction" and parts[-1].items:
            skipping = True
        elif item.kind not in ("conjunction", "preposition") and not skipping:
            parts[-1].items.append(item)
    return [p for p in parts if p.items]


def _shared_nouns(items: Sequence[Item]) -> frozenset[int]:
    """The indices of conjunctions between modifiers of one noun, and of the modifiers behind them."""
    left_out: set[int] = set()
    for n in range(1, len(items) - 2):
        if items[n].kind == "conjunction" and _modifies(items[n - 1]) and _modifies(items[n + 1]):
            noun = items[n + 2]
            if noun.kind == "word" or any(e.kind in ("role", "organization") for e in noun.entries):
                left_out.update((n, n + 1))
    return frozenset(left_out)


def _modifies(item: Item) -> bool:
    """Whether the item may stand before a noun and be no noun itself ("Thai", "foreign")."""
    return any(e.kind in ("adjective", "modifier") for e in item.entries) and not item.words[0].endswith("s")


def owners(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """What stands before the last ``'s``, and what after it."""
    for i in range(len(items) - 1, -1, -1):
        if items[i].kind == "possessive":
            return list(items[:i]), list(items[i + 1 :])
    return [], list(items)
