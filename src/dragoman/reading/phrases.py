"""The words of ``phrases.yaml`` as compiled patterns, loaded once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Phrases:
    """Compiled patterns, matched at the start of a line; agency, section and not_place match whole strings."""

    agency: re.Pattern[str]
    not_place: re.Pattern[str]
    section: re.Pattern[str]
    other: re.Pattern[str]
    related_label: re.Pattern[str]
    related_whole: re.Pattern[str]
    related_plural: re.Pattern[str]
    byline: re.Pattern[str]
    credit: re.Pattern[str]
    caption: re.Pattern[str]
    agency_source: str
    """The agencies' alternatives, to be built into larger patterns."""


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The patterns of this version."""
    raw: dict[str, Any] = yaml.safe_load(
        resources.files(__package__).joinpath("phrases.yaml").read_text(encoding="utf-8")
    )
    related = raw["related"]
    return Phrases(
        agency=_any(raw["agencies"]),
        not_place=_any(raw["not_places"]),
        section=_any(raw["sections"]),
        other=_any(raw["other"]),
        related_label=_any(related["label"], r"(?=\s*(?:$|[:|>»→]|[–—-]+\s))"),
        related_whole=_any(related["whole"]),
        related_plural=_any(related["plural"]),
        byline=_any(raw["byline"]),
        credit=_any(raw["credit"]),
        caption=_any(raw["caption"]),
        agency_source="|".join(raw["agencies"]),
    )


def _any(patterns: list[object], after: str = "") -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(str(p) for p in patterns) + ")" + after, re.IGNORECASE)
