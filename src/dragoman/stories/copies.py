"""Copies: articles that are one text, printed by several publishers, updated or cut.

Found by MinHash over shingles of words, and by a hash of all words. The publisher's language or country plays no
part; texts in different languages are never copies. Which articles form a group depends on the set of articles
alone, not on the order in which they came.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rensa import RMinHash

from dragoman.data import package_file, read_yaml
from dragoman.errors import TableError
from dragoman.records import Article, Block
from dragoman.stories.components import components
from dragoman.stories.report import published_day
from dragoman.stories.words import plain_words

_BODY = frozenset({"summary", "paragraph"})
_SLOT = 4
"""Bytes of a slot of the signature."""


@dataclass(frozen=True, slots=True)
class CopyRules:
    """The numbers of ``copies.yaml``; their meaning is told there."""

    shingle: int
    slots: int
    rows: int
    seed: int
    similarity: float
    inclusion: float
    least: int
    days: int


@lru_cache(maxsize=1)
def load_copy_rules() -> CopyRules:
    """The packaged numbers.

    Raises:
        TableError: if one is missing, unknown or out of range.
    """
    file = package_file("stories", "copies.yaml")
    raw: Any = read_yaml(file)
    try:
        rules = CopyRules(**raw)
        sound = rules.slots % rules.rows == 0 and 0 < rules.similarity <= 1 and 0 < rules.inclusion <= 1
    except (TypeError, ZeroDivisionError) as e:
        raise TableError(f"not the rules of copies: {e}", file.name) from e
    if not sound:
        raise TableError("similarity and inclusion must lie in (0, 1], and rows divide slots", file.name)
    return rules


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of an article to find its copies.

    Attributes:
        article: the article's id.
        published: ISO day or None.
        language: of the text, ISO 639-1, or None.
        size: number of different shingles.
        exact: hash of all words in order (16 hex digits).
        signature: the MinHash, 4 bytes a slot; the same in every process and on every machine.
    """

    article: str
    published: str | None
    language: str | None
    size: int
    exact: str
    signature: bytes

    def bands(self) -> tuple[str, ...]:
        """What articles must have in common to be compared: one of these (16 hex digits each, or ``exact``)."""
        if not self.signature:
            return (self.exact,)
        width = load_copy_rules().rows * _SLOT
        parts = [self.signature[n : n + width] for n in range(0, len(self.signature), width)]
        return (self.exact, *(f"{n:02x}{part.hex()}" for n, part in enumerate(parts)))


def fingerprint(article: Article, blocks: Sequence[Block] = (), language: str | None = None) -> Fingerprint:
    """The fingerprint of an article.

    Args:
        article: with its text.
        blocks: its parts; where given, only summaries and paragraphs count: headlines are often a paper's own.
        language: of the text where known better than from the article (`CodedArticle.language`).
    """
    rules = load_copy_rules()
    body = [article.text[slice(*b.span)] for b in blocks or article.blocks if b.kind in _BODY]
    words = plain_words(" ".join(body) if body else article.text)
    shingles = {" ".join(words[n : n + rules.shingle]) for n in range(len(words) - rules.shingle + 1)}
    return Fingerprint(
        article.id,
        published_day(article.published),
        language or article.language,
        len(shingles),
        hashlib.blake2b(" ".join(words).encode(), digest_size=8).hexdigest(),
        _signature(shingles, rules) if len(shingles) >= rules.least else b"",
    )


def _signature(shingles: Iterable[str], rules: CopyRules) -> bytes:
    sketch = RMinHash(num_perm=rules.slots, seed=rules.seed)
    sketch.update(sorted(shingles))
    return b"".join(slot.to_bytes(_SLOT, "big") for slot in sketch.digest())


def are_copies(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether two articles are copies of one text."""
    rules = load_copy_rules()
    if one.language and other.language and one.language != other.language:
        return False
    if _days_between(one, other) > rules.days:
        return False
    if one.exact == other.exact:
        return True
    if not one.signature or not other.signature:
        return False
    alike = similarity(one, other)
    return alike >= rules.similarity or _inclusion(alike, one.size, other.size) >= rules.inclusion


def similarity(one: Fingerprint, other: Fingerprint) -> float:
    """Estimated share of the shingles of both texts that both have (Jaccard)."""
    slots = range(0, len(one.signature), _SLOT)
    same = sum(one.signature[n : n + _SLOT] == other.signature[n : n + _SLOT] for n in slots)
    return same / len(slots) if slots else 0.0


def _inclusion(alike: float, one: int, other: int) -> float:
    """Share of the shorter text's shingles that the longer one has, from their similarity."""
    return alike * (one + other) / (1 + alike) / min(one, other)


def _days_between(one: Fingerprint, other: Fingerprint) -> int:
    if one.published is None or other.published is None:
        return 0
    return abs((dt.date.fromisoformat(one.published) - dt.date.fromisoformat(other.published)).days)


FindCopies = Callable[[Sequence[Fingerprint]], Iterable[Fingerprint]]
"""Gives the articles that share a band with any of those asked for (these may be among them)."""


def copy_groups(touched: Iterable[Fingerprint], find: FindCopies) -> dict[str, str]:
    """The groups of the touched articles and of all that are copies with them: article -> group.

    A group is named by its earliest article (by day of publication, then id), so its name depends on the set alone.

    Args:
        touched: articles that are new, or were in a group with one that has gone.
        find: looks articles up by band among all that are there now.
    """
    groups: dict[str, str] = {}
    for members in components(touched, find, are_copies, lambda f: f.article, Fingerprint.bands):
        first = min(members, key=lambda f: (f.published or "9999", f.article))
        groups.update((member.article, first.article) for member in members)
    return groups
