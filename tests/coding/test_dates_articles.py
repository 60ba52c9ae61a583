"""The date of each event of short articles: by the parse, by the sentence, by what is told beside it, or none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from told import event, statement

TABLE = Path(__file__).with_name("dates.yaml")


def cases(kind: str) -> list[tuple[str, str | None, str, str | None]]:
    """Text, day of publication, trigger (or first words) and first day, a row an event (or statement)."""
    return [
        (row["text"], _iso(row["published"]), words, _iso(start))
        for row in yaml.safe_load(TABLE.read_text(encoding="utf-8"))
        for words, start in row.get(kind, {}).items()
    ]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@pytest.mark.parametrize(("text", "published", "trigger", "start"), cases("events"))
def test_dates_of_events(text: str, published: str | None, trigger: str, start: str | None) -> None:
    found = event(text, trigger, published).date
    assert (None if found is None else found.start) == start
    if found is not None:
        assert text[found.span[0] : found.span[1]] == found.text


@pytest.mark.parametrize(("text", "published", "words", "start"), cases("statements"))
def test_dates_of_statements(text: str, published: str | None, words: str, start: str | None) -> None:
    found = statement(text, words, published).date
    assert (None if found is None else found.start) == start
