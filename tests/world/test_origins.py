"""From where somebody of some name is, as far as letters tell."""

from __future__ import annotations

import pytest

from dragoman.world.index import World
from dragoman.world.origins import Origins

ORIGINS = Origins(World.load().people)

CASES = [
    ("Willem Kuipers", "NLD", ["ALB", "NLD", "JPN"]),
    ("Takeshi Morimura", "JPN", ["ALB", "NLD", "JPN"]),
    ("Zhao Minglei", "CHN", ["RUS", "CHN", "USA"]),
    ("Sergei Pavlenkov", "RUS", ["RUS", "CHN", "USA"]),
    ("Giorgi Beridze", "GEO", ["GEO", "FRA", "IND"]),
]


@pytest.mark.parametrize(("name", "state", "states"), CASES)
def test_likeliest_state(name: str, state: str, states: list[str]) -> None:
    shares = ORIGINS.likelihoods(name, states)
    assert sum(shares.values()) == pytest.approx(1.0)
    assert max(shares, key=lambda code: shares[code]) == state


def test_one_state_or_one_without_names_tells_nothing() -> None:
    assert ORIGINS.likelihoods("Willem Kuipers", ["NLD"]) == {}
    assert ORIGINS.likelihoods("Willem Kuipers", ["NLD", "no state"]) == {}
