"""Records made by hand, with all their fields, for tests that must not depend on what is coded."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any

from dragoman import records
from dragoman.records import (
    Actor,
    Block,
    CodedArticle,
    Count,
    Date,
    Entity,
    Event,
    Evidence,
    Place,
    Statement,
    to_dict,
)

TEXT = 'Mali thanked Chad in Bamako on Monday. "Thank you," Keita said. The camp held 40 people.'


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def actor(words: str, country: str) -> Actor:
    return Actor(words, span(words), words, country, ("GOV",), None, "country")


CODED = CodedArticle(
    id="a",
    published="2024-03-06",
    title=None,
    language="en",
    coder="dragoman test",
    events=(
        Event(
            id="e",
            type="SUPPORT",
            modes=(),
            contexts=("diplomatic",),
            quad=1,
            score=5.0,
            cameo="050",
            status="actual",
            actors=(actor("Mali", "MLI"),),
            recipients=(actor("Chad", "TCD"),),
            date=Date("on Monday", span("on Monday"), "2024-03-04", "2024-03-04", "day"),
            place=Place("Bamako", span("Bamako"), "Bamako", "MLI", 12.65, -8.0, "city"),
            killed=None,
            injured=0,
            arrested=3,
            attributed_to="s",
            evidence=(Evidence(span("Mali thanked Chad in Bamako on Monday."), span("thanked")),),
            confidence=0.75,
            counts=(Count("displaced", "40 people", span("40 people"), 40, None),),
        ),
    ),
    statements=(
        Statement(
            id="s",
            kind="direct",
            stance="says",
            speaker=Actor("Keita", span("Keita"), kind="person"),
            cue=span("said"),
            content=(span('"Thank you,"'),),
            sentence=span('"Thank you," Keita said.'),
            confidence=0.9,
        ),
    ),
    entities=(Entity("m", "Mali", "country", "MLI", ("GOV",), None, (span("Mali"),)),),
    blocks=(Block("paragraph", (0, len(TEXT))),),
    explanations={"e": ("'thanked' is SUPPORT",)},
)
FAILED = CodedArticle("b", None, None, None, "dragoman test", error="the text is empty")
RECORDS = [value for value in vars(records).values() if dataclasses.is_dataclass(value) and isinstance(value, type)]
"""All classes of records."""


def at(path: list[str | int], value: object) -> dict[str, Any]:
    """The row of CODED with another value at a place, or without it (``...``)."""
    row = copy.deepcopy(to_dict(CODED))
    place: Any = row
    for step in path[:-1]:
        place = place[step]
    if value is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return row
