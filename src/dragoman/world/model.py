"""The nouns of the world tables: what a name may stand for, and what a phrase was resolved to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dragoman.records import EntityKind

EntryKind = Literal[
    "name",  # of a state: everyday, official, abbreviated, historical
    "adjective",  # of a state or region: "Syrian"
    "people",  # its people: "Syrians"
    "capital",  # may stand for the government
    "seat",  # the Kremlin, the White House: stands for the government
    "region",
    "city",
    "person",
    "organization",
    "group",
    "role",  # "foreign minister", "warplanes"
    "modifier",  # "former", "suspected"
]
Effect = Literal["sector", "add", "keep"]
Gender = Literal["m", "f", "n"]
Number = Literal["sg", "pl"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading of a name in the tables.

    Attributes:
        name: canonical name ("Russia", "Vladimir Putin", "foreign minister").
        kind: what sort of name it is.
        country: ISO alpha-3 or a special code of PLOVER, or None.
        sectors: PLOVER sectors, primary first.
        role: office or function in lower case, or None.
        entity_kind: the kind of entity it makes, or None for adjectives and modifiers.
        since, until: ISO dates (any precision) between which the reading holds, or None for always.
        ambiguous: whether the same words have another common meaning, so that context must speak for this one.
        short: whether the words are what news calls a person on second mention ("Merkel"), not the full name.
        code: an actor code of a user's own dictionary that is not made of countries and sectors, or None.
        effect: of modifiers only: whether the word replaces the sectors, adds to them or leaves them.
        rank: place in its table; of two readings that nothing tells apart the earlier one is meant more often.
    """

    name: str
    kind: EntryKind
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    entity_kind: EntityKind | None = None
    gender: Gender | None = None
    number: Number | None = None
    since: str | None = None
    until: str | None = None
    ambiguous: bool = False
    short: bool = False
    code: str | None = None
    effect: Effect | None = None
    rank: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a phrase was resolved to, how, and how surely (0 to 1). Unknown parts are None or empty."""

    country: str | None = None
    sectors: tuple[str, ...] = ()
    name: str | None = None
    role: str | None = None
    kind: EntityKind | None = None
    gender: Gender | None = None
    number: Number | None = None
    how: str = ""
    confidence: float = 0.0
    code: str | None = None
