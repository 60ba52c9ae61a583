"""Misspelt names of states and their people: one letter wrong, missing, doubled or two changed round."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dragoman.world.index import World
from dragoman.world.model import Entry
from dragoman.world.words import fold

_SHORTEST = 6
_KINDS = ("name", "people", "adjective", "capital")


class Misspellings:
    """Finds the one state, people or nationality that a misspelt word means."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._names: list[str] | None = None
        self.find = lru_cache(maxsize=1 << 14)(self._find)

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

    def _candidates(self) -> list[str]:
        if self._names is None:
            names = self._world.names
            self._names = [n for n in names.names() if " " not in n and any(e.kind in _KINDS for e in names.folded(n))]
        return self._names
