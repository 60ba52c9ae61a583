"""The small words of actor phrases (articles, prepositions, titles), from data/phrase.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from dragoman.data import read_yaml
from dragoman.errors import TableError
from dragoman.world.tables import SECTORS, table_file
from dragoman.world.words import fold

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


@lru_cache(maxsize=1)
def name_words() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What words in the names of bodies say: word -> PLOVER sector; telling ones, and what bodies are called by."""
    telling: dict[str, str] = {}
    called: dict[str, str] = {}
    for key, words in phrase_words().items():
        sort, _, sector = key.partition("_")
        if sort in ("named", "called") and sector.upper() in SECTORS:
            (telling if sort == "named" else called).update(dict.fromkeys(words, sector.upper()))
    return telling, called


def sector_of_name(words: Sequence[str]) -> str | None:
    """The sector that the words of a body's own name tell, or None; only words with a capital count."""
    telling, called = name_words()
    own = [fold(w) for w in reversed(words) if w[:1].isupper()]
    return next((telling[w] for w in own if w in telling), None) or next((called[w] for w in own if w in called), None)
