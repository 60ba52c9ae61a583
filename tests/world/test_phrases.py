"""Actor phrases of all kinds, by their own words alone: the table is phrases.txt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.world.index import World
from dragoman.world.resolver import Resolver

TABLE = Path(__file__).with_name("phrases.txt")


def rows() -> Iterator[tuple[str, str, str]]:
    """The phrases with the country and primary sector they must get, "-" for none."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            phrase, country, sector = line.split(" | ")
            yield phrase, country, sector


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(World.load())


def test_table_is_large_and_single() -> None:
    phrases = [phrase for phrase, _, _ in rows()]
    assert len(phrases) >= 700
    assert len(set(phrases)) == len(phrases)


@pytest.mark.parametrize(("phrase", "country", "sector"), list(rows()))
def test_phrase(resolver: Resolver, phrase: str, country: str, sector: str) -> None:
    found = resolver.resolve(phrase)
    assert found is not None
    assert (found.country or "-", found.sectors[0] if found.sectors else "-") == (country, sector), found.how
