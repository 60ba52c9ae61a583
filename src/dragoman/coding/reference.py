"""The words of reference.yaml, loaded once: quantities, places, honorifics, descriptions and what they bring back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from dragoman.records import EntityKind
from dragoman.world.model import Gender

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Recall:
    """Which entities a singular description can bring back: any whose role, name, sectors or country fits."""

    kind: EntityKind
    roles: Words = frozenset()
    names: Words = frozenset()
    sectors: Words = frozenset()
    countries: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Reference:
    """The tables of reference.yaml; what each is for stands there."""

    quantities: Words
    counts: Words
    done_to_people: Words
    people_do: Words
    prepositions: dict[str, Words]
    locative: Words
    toward: Words
    motion: Words
    honorifics: dict[str, Gender | None]
    particles: Words
    genders: dict[str, Gender]
    ties: Words
    stances: Words
    government: Words
    vague: Words
    fields: Words
    landforms: Words
    settings: Words
    empty: Words
    offices: Words
    travelling: Words
    abroad: Words
    apart: Words
    domestic: Words
    of_bodies: dict[str, str]
    halves: tuple[tuple[Words, dict[str, str]], ...]
    plural: dict[str, EntityKind]
    singular: dict[str, Recall]
    speech: Words
    acting: Words


_SETS = [
    "quantities",
    "counts",
    "done_to_people",
    "people_do",
    "locative",
    "toward",
    "motion",
    "particles",
    "ties",
    "stances",
    "government",
    "vague",
    "fields",
    "landforms",
    "settings",
    "empty",
    "offices",
    "travelling",
    "abroad",
    "apart",
    "domestic",
    "speech",
    "acting",
]


@lru_cache(maxsize=1)
def load_reference() -> Reference:
    """The packaged tables."""
    text = resources.files(__package__).joinpath("reference.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    sets = {name: frozenset(data[name]) for name in _SETS}
    genders: dict[str, Gender] = dict.fromkeys(data["nouns_m"], "m")
    genders.update(dict.fromkeys(data["nouns_f"], "f"))
    return Reference(
        prepositions={p: frozenset(words) for p, words in data["prepositions"].items()},
        honorifics=data["honorifics"],
        of_bodies=data["of_bodies"],
        halves=tuple((frozenset(row["countries"]), row["names"]) for row in data["halves"]),
        genders=genders,
        plural={word: kind for kind, words in data["plural"].items() for word in words},
        singular={word: _recall(row) for word, row in data["singular"].items()},
        **sets,
    )


def _recall(row: dict[str, Any]) -> Recall:
    sets = {name: frozenset(values) for name, values in row.items() if name != "kind"}
    return Recall(kind=row["kind"], **sets)
