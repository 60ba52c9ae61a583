"""The small words of actor phrases (articles, prepositions, titles), from data/phrase.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dragoman.data import read_yaml
from dragoman.errors import TableError
from dragoman.world.tables import table_file

_FILE = "phrase.yaml"


@lru_cache(maxsize=1)
def phrase_words() -> Mapping[str, frozenset[str]]:
    """The classes of small words, each a set of folded words.

    Raises:
        TableError: where the file is not a mapping of lists of words.
    """
    raw = read_yaml(table_file(_FILE))
    if not isinstance(raw, dict):
        raise TableError("expected a mapping of word classes", _FILE)
    words: dict[str, frozenset[str]] = {}
    for name, listed in raw.items():
        if not isinstance(listed, list) or not all(isinstance(w, str) for w in listed):
            raise TableError(f"{name}: expected a list of words", _FILE)
        words[name] = frozenset(listed)
    return words
