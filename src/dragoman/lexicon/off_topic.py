"""The word table behind what is no politics: sport, markets, weather, culture, and disasters without an author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.data import content_hash, package_file, read_yaml
from dragoman.errors import TableError

_FILE = "off_topic.yaml"


@dataclass(frozen=True, slots=True)
class OffTopic:
    """Lemmas of each field; ``share`` of an article's sentences that makes the article one of that field."""

    fields: Mapping[str, frozenset[str]]
    disasters: frozenset[str]
    share: float
    hash: str


@lru_cache(maxsize=1)
def load_off_topic() -> OffTopic:
    """The packaged table.

    Raises:
        TableError: where the share is not between 0 and 1.
    """
    file = package_file("lexicon", _FILE)
    raw = read_yaml(file)
    share = float(raw["share"])
    if not 0 < share < 1:
        raise TableError(f"share: {share} is not between 0 and 1", _FILE)
    fields = {name: frozenset(words) for name, words in raw["words"].items()}
    return OffTopic(fields, frozenset(raw["disasters"]), share, content_hash([file]))
