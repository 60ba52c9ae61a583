"""Things that share keys, and the connected components of a graph of which only what is asked for is looked up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Blocks(Generic[T]):
    """Things by their keys: those with a key in common are near each other; no others are ever compared."""

    def __init__(self, name: Callable[[T], str], keys: Callable[[T], Iterable[str]]) -> None:
        self._name, self._keys = name, keys
        self._things: dict[str, T] = {}
        self._by_key: dict[str, dict[str, None]] = defaultdict(dict)

    def __contains__(self, name: str) -> bool:
        return name in self._things

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[T]:
        return iter(self._things.values())

    def __getitem__(self, name: str) -> T:
        return self._things[name]

    def add(self, thing: T) -> None:
        """Adds a thing; one of the same name must not be there."""
        name = self._name(thing)
        self._things[name] = thing
        for key in self._keys(thing):
            self._by_key[key][name] = None

    def remove(self, name: str) -> T:
        """Takes a thing out.

        Raises:
            KeyError: if it is not there.
        """
        thing = self._things.pop(name)
        for key in self._keys(thing):
            names = self._by_key[key]
            del names[name]
            if not names:
                del self._by_key[key]
        return thing

    def near(self, thing: T) -> list[T]:
        """All others that share a key with it."""
        names: dict[str, None] = {}
        for key in self._keys(thing):
            names.update(self._by_key.get(key, {}))
        names.pop(self._name(thing), None)
        return [self._things[name] for name in names]


def components(
    seeds: Iterable[T],
    find: Callable[[Sequence[T]], Iterable[T]],
    joined: Callable[[T, T], bool],
    name: Callable[[T], str],
    keys: Callable[[T], Iterable[str]],
) -> list[list[T]]:
    """The components that the seeds lie in, each sorted by name, the one with the first name first.

    Args:
        seeds: where to begin.
        find: all that share a key with any of those given, in one look-up, so that a database is asked rarely; may
            give more, and the given ones too.
        joined: whether two that share a key are joined; must be symmetric.
        name: what tells them apart.
        keys: their keys.
    """
    known = Blocks(name, keys)
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def reached_first(thing: T) -> bool:
        key = name(thing)
        if key in parent:
            return False
        parent[key] = key
        if key not in known:
            known.add(thing)
        return True

    frontier = [seed for seed in seeds if reached_first(seed)]
    while frontier:
        for thing in find(frontier):
            if name(thing) not in known:
                known.add(thing)
        following = []
        for thing in frontier:
            for other in known.near(thing):
                if joined(thing, other):
                    if reached_first(other):
                        following.append(other)
                    parent[root(name(other))] = root(name(thing))
        frontier = following
    groups: dict[str, list[T]] = {}
    for key in sorted(parent):
        groups.setdefault(root(key), []).append(known[key])
    return list(groups.values())
