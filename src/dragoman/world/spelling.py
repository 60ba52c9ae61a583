"""Names written otherwise than in the tables: states with a slip of the pen, organisations in other spellings."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from dragoman.world.index import World
from dragoman.world.model import Entry
from dragoman.world.words import fold, folded, split_words

_SHORTEST = 6
_KINDS = ("name", "people", "adjective", "capital")
_BODIES = ("organization", "group")
# letters under which the name of an organisation is too short to be told by likeness, and how alike (per cent) it
# must be as a whole and word by word
_BODY_LETTERS, _BODY_ALIKE, _WORD_ALIKE = 12, 86.0, 60.0


class Misspellings:
    """Finds the one state, people or nationality that a misspelt word means."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._names: list[str] | None = None
        self._bodies: dict[str, list[str]] | None = None
        self.find = lru_cache(maxsize=1 << 14)(self._find)
        self.find_body = lru_cache(maxsize=1 << 14)(self._find_body)

    def _find(self, word: str) -> Entry | None:
        key = fold(word)
        if len(key) < _SHORTEST or not word[:1].isupper():
            return None
        found = process.extract(key, self._candidates(), scorer=OSA.distance, score_cutoff=1, limit=4)
        near = [name for name, _, _ in found if name[0] == key[0] and len(name) >= _SHORTEST]
        entries = [e for name in near for e in self._world.names.folded(name) if e.kind in _KINDS]
        if not entries or len({e.country for e in entries}) > 1:
            return None
        return min(entries, key=lambda e: _KINDS.index(e.kind))

    def _find_body(self, name: str) -> Entry | None:
        """The organisation whose name of several words is spelt much like this one ("Ansar Allah", "Ansarullah")."""
        key = " ".join(folded(split_words(name)))
        if " " not in key or len(key) < _BODY_LETTERS:
            return None
        candidates = self._body_names().get(key[0], [])
        found = process.extract(key, candidates, scorer=fuzz.ratio, score_cutoff=_BODY_ALIKE, limit=3)
        entries = [
            e
            for candidate, _, _ in found
            if _same_words(key, candidate)
            for e in self._world.names.folded(candidate)
            if e.kind in _BODIES
        ]
        if not entries or len({e.name for e in entries}) > 1:
            return None
        return entries[0]

    def _body_names(self) -> dict[str, list[str]]:
        if self._bodies is None:
            self._bodies = {}
            for name in self._world.names.names():
                long = " " in name and len(name) >= _BODY_LETTERS
                if long and any(e.kind in _BODIES for e in self._world.names.folded(name)):
                    self._bodies.setdefault(name[0], []).append(name)
        return self._bodies

    def _candidates(self) -> list[str]:
        if self._names is None:
            names = self._world.names
            self._names = [n for n in names.names() if " " not in n and any(e.kind in _KINDS for e in names.folded(n))]
        return self._names


def _same_words(a: str, b: str) -> bool:
    """Whether the names have as many words and each looks like its counterpart."""
    one, other = a.split(), b.split()
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) != len(other):
        return True
    return all(fuzz.ratio(v, w) >= _WORD_ALIKE for v, w in zip(one, other, strict=True))
