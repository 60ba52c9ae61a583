"""The index of names: the longest name of the tables that begins at a word, quick where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from dragoman.world.model import Entry
from dragoman.world.words import SKIPPED, fold, is_capitalised, is_capitals, is_initial, split_words

Match = tuple[int, tuple[Entry, ...]]
# what the text must show of a word: anything, a capital initial, capitals only
_ANY, _INITIAL, _CAPITALS = "-", "i", "c"


class NameIndex:
    """Names and their readings, found by the words that make them.

    Words are compared folded (see :func:`~dragoman.world.words.fold`). Names keep their case: abbreviations in
    capitals match capitals only, other capitalised words need a capital initial in the text.
    """

    def __init__(self) -> None:
        # folded name -> what the text must show of its words, and the readings then
        self._readings: dict[str, tuple[tuple[str, tuple[Entry, ...]], ...]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._readings)

    def add(self, name: str, *entries: Entry, cased: bool = True, replace: bool = False) -> str:
        """Let ``name`` have these readings; ``cased`` names keep their capitals, ``replace`` drops other readings.

        Returns the folded name, empty where the name has no word.
        """
        key, pattern, first, length = _shape(name)
        if not length:
            return ""
        if not cased:
            pattern = ""
        known = () if replace else self._readings.get(key, ())
        self._readings[key] = _with(known, pattern, entries) if known else ((pattern, entries),)
        lengths = self._lengths.get(first, ())
        if length not in lengths:
            self._lengths[first] = tuple(sorted({*lengths, length}, reverse=True))
        return key

    def longest(self, words: Sequence[str], i: int) -> Match | None:
        """The longest name that begins at word ``i``: the index after its last word, and its readings.

        Middle initials that the tables leave out are passed over ("Angela D. Merkel").
        """
        lengths = self._lengths.get(fold(words[i]))
        if lengths is None:
            return None
        found = self._probe(words, lengths, _window(words, i, lengths[0], initials=True))
        if lengths[0] > 1 and i + 2 < len(words) and is_initial(words[i + 1]):
            other = self._probe(words, lengths, _window(words, i, lengths[0], initials=False))
            if other is not None and (found is None or other[0] > found[0]):
                return other
        return found

    def exact(self, words: Sequence[str]) -> tuple[Entry, ...]:
        """The readings of exactly these words, none where the tables have no such name."""
        if not words:
            return ()
        lengths = self._lengths.get(fold(words[0]))
        if lengths is None:
            return ()
        positions = _window(words, 0, len(words), initials=True)
        if not positions or positions[-1] != len(words) - 1 or len(positions) not in lengths:
            return ()
        found = self._probe(words, (len(positions),), positions)
        return found[1] if found else ()

    def names(self) -> Iterable[str]:
        """All names, folded."""
        return self._readings.keys()

    def folded(self, name: str) -> tuple[Entry, ...]:
        """All readings of a folded name, whatever its case in the tables."""
        return tuple(e for _, entries in self._readings.get(name, ()) for e in entries)

    def _probe(self, words: Sequence[str], lengths: tuple[int, ...], positions: list[int]) -> Match | None:
        keys = [fold(words[p]) for p in positions]
        for length in lengths:
            if length > len(keys):
                continue
            readings = self._readings.get(" ".join(keys[:length]) if length > 1 else keys[0])
            if readings is None:
                continue
            entries: tuple[Entry, ...] = ()
            for pattern, some in readings:
                if not pattern or _fits(pattern, words, positions):
                    entries += some
            if entries:
                return positions[length - 1] + 1, entries
        return None


def _shape(name: str) -> tuple[str, str, str, int]:
    """A name as it is kept: folded, what the text must show of each word, its first word folded, how many words."""
    if name.isalpha():  # the quick ways for nearly all names
        key = fold(name)
        return key, _case(name), key, 1
    words: Sequence[str]
    if name.replace(" ", "").isalpha():
        words = name.split()
        keys = [fold(w) for w in words]
    else:
        words = [w for w in split_words(name) if fold(w) not in SKIPPED]
        keys = [fold(w) for w in words]
    if len(keys) > 1 and keys[0] == "the":
        words, keys = words[1:], keys[1:]
    if not keys:
        return "", "", "", 0
    return " ".join(keys), "".join([_case(w) for w in words]), keys[0], len(keys)


def _with(
    known: tuple[tuple[str, tuple[Entry, ...]], ...], pattern: str, entries: tuple[Entry, ...]
) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """The readings of a name with further ones of the same or another pattern."""
    for place, (shown, some) in enumerate(known):
        if shown == pattern:
            # people of one family name are many and never the same: comparing them all would cost
            fresh = tuple(e for e in entries if e.kind == "person" or e not in some)
            return (*known[:place], (pattern, some + fresh), *known[place + 1 :])
    return (*known, (pattern, entries))


def _window(words: Sequence[str], i: int, size: int, *, initials: bool) -> list[int]:
    """The indices of the next ``size`` words from ``i`` that count."""
    positions = [i]
    j, n = i + 1, len(words)
    while len(positions) < size and j < n:
        word = words[j]
        if fold(word) not in SKIPPED and (initials or not is_initial(word)):
            positions.append(j)
        j += 1
    return positions


@lru_cache(maxsize=1 << 16)
def _case(word: str) -> str:
    if is_capitals(word):
        return _CAPITALS
    return _INITIAL if word[:1].isupper() else _ANY


def _fits(pattern: str, words: Sequence[str], positions: list[int]) -> bool:
    for need, position in zip(pattern, positions, strict=False):
        word = words[position]
        if (need == _INITIAL and not is_capitalised(word)) or (need == _CAPITALS and not word.isupper()):
            return False
    return True
