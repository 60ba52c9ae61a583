"""Short articles coded for the tests: the event that a word expresses."""

from __future__ import annotations

from functools import lru_cache

from dragoman.coding.coder import Coder
from dragoman.records import Article, Event, Statement


@lru_cache(maxsize=1)
def coder() -> Coder:
    return Coder(fast=True)


def event(text: str, trigger: str, published: str | None = "2025-08-18") -> Event:
    """The event that a word of the text expresses; the article was published on Monday 2025-08-18 unless told."""
    coded = next(iter(coder().pipe([Article(text, id="a", published=published, language="en")])))
    at = text.index(trigger)
    for found in coded.events:
        if any(e.trigger[0] <= at < e.trigger[1] for e in found.evidence):
            return found
    raise AssertionError(f"no event at {trigger!r}")


def statement(text: str, content: str, published: str | None = "2025-08-18") -> Statement:
    """The statement whose content begins with these words."""
    coded = next(iter(coder().pipe([Article(text, id="a", published=published, language="en")])))
    for found in coded.statements:
        start, end = found.content[0]
        if text[start:end].lstrip('"').startswith(content):
            return found
    raise AssertionError(f"no statement {content!r}")
