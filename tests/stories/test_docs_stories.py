"""docs/stories.md tells the points as they stand in the table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.stories.copies import load_copy_rules
from dragoman.stories.rules import load_rules

DOCS = (Path(__file__).parents[2] / "docs" / "stories.md").read_text(encoding="utf-8")
ROWS = {
    "before anything": ("prior",),
    "a side has": ("same name", "same country", "same sort"),
    "other countries, another": ("other side", "other name", "crossed"),
    "the same day;": ("same day", "within", "same issue"),
    "days between": ("gap",),
    "the same town": ("same town", "same region", "other country"),
    "the same mode": ("same mode", "other mode"),
    "the same number": ("same count", "other count"),
    "the trigger": ("same trigger",),
    "wording;": ("wordings", "wording", "topics", "topic", "names", "name"),
}


@pytest.mark.parametrize("begin", ROWS)
def test_points_are_those_of_the_table(begin: str) -> None:
    (told,) = re.findall(rf"^\| {re.escape(begin)}[^|]*\| ([^|]*) \|$", DOCS, re.MULTILINE)
    assert [float(n) for n in re.findall(r"-?\d+\.\d+", told)] == [load_rules().points[name] for name in ROWS[begin]]


def test_limits_are_those_of_the_tables() -> None:
    rules, copies = load_rules(), load_copy_rules()
    assert f": {len(rules.points)} weights" in DOCS
    assert f"over {rules.limits['kilometres']:g} km apart" in DOCS
    assert f"pairs that share no key count {rules.limits['strangers']:g}" in DOCS
    assert f"counts for {rules.limits['clip']:g} at most" in DOCS
    assert f"up to {rules.limits['delay']:g} days" in DOCS
    assert f"at least {copies.similarity:g} of those of both texts, or {copies.inclusion:g} of those" in DOCS
    assert f"MinHash with {copies.slots} slots" in DOCS
    assert f"Below {copies.least} runs" in DOCS
