"""The word table behind contexts: which words speak for which of PLOVER's 37 contexts, and how loudly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.data import content_hash, package_file, read_yaml
from dragoman.errors import TableError
from dragoman.ontology import load_ontology

_FILE = "contexts.yaml"


@dataclass(frozen=True, slots=True)
class ContextWords:
    """For each lemma the contexts it speaks for with their weights; ``threshold`` is what an event must reach."""

    words: Mapping[str, tuple[tuple[str, float], ...]]
    threshold: float
    hash: str


@lru_cache(maxsize=1)
def load_context_words() -> ContextWords:
    """The packaged table.

    Raises:
        TableError: where it names an unknown context or a weight outside 0 to 1.
    """
    file = package_file("lexicon", _FILE)
    raw = read_yaml(file)
    known = set(load_ontology().contexts)
    words: dict[str, list[tuple[str, float]]] = {}
    for context, weights in raw["words"].items():
        if context not in known:
            raise TableError(f"no such context: {context}", _FILE)
        for lemma, weight in weights.items():
            if not 0 < weight <= 1:
                raise TableError(f"{context}: weight of {lemma!r} is not between 0 and 1", _FILE)
            words.setdefault(str(lemma), []).append((context, float(weight)))
    return ContextWords({w: tuple(c) for w, c in words.items()}, float(raw["threshold"]), content_hash([file]))
