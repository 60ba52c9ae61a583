"""The ontology as checked, typed objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.data import content_hash, package_file, read_yaml
from dragoman.errors import TableError
from dragoman.records import STATUSES, Status

_FILE = "plover.yaml"


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16 types: quad class 1 to 4, score, CAMEO root code, and the scores of its modes."""

    name: str
    quad: int
    score: float
    cameo: str
    modes: Mapping[str, float]
    recipient_required: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an operator makes of the event in its scope.

    Attributes:
        type, mode: of the operator's own event; type None: it makes none.
        keep: whether the inner event stays a record of its own.
        status: the status the inner event gets when kept, or None to leave it.
    """

    type: str | None
    mode: str | None
    keep: bool
    status: Status | None


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that PLOVER says and Dragoman needs."""

    types: Mapping[str, EventType]
    future: Mapping[str, str]
    composition: Mapping[str, Mapping[str, Outcome]]
    contexts: tuple[str, ...]
    sectors: frozenset[str]
    special_countries: frozenset[str]
    cameo_codes: Mapping[str, str]
    hash: str

    def compose(self, operator: str, inner: str) -> Outcome:
        """The outcome of an operator on an inner type."""
        table = self.composition[operator]
        return table.get(inner) or table["*"]

    def score(self, event_type: str, modes: Sequence[str]) -> float:
        """Cooperation-conflict score: the most extreme of the modes, else the type's own."""
        known = self.types[event_type]
        return max((known.modes[m] for m in modes if m in known.modes), key=abs, default=known.score)

    def cameo(self, event_type: str, modes: Sequence[str], inner: str | None) -> str:
        """The best CAMEO code for a type, its modes, and the type inside an operator."""
        codes = self.cameo_codes
        keys = [f"{event_type} <{inner}", *(f"{event_type} {m}" for m in modes)]
        return next((codes[k] for k in keys if k in codes), self.types[event_type].cameo)


@lru_cache(maxsize=1)
def load_ontology() -> Ontology:
    """The packaged ontology.

    Raises:
        TableError: where the file breaks its own rules.
    """
    file = package_file("ontology", _FILE)
    raw = read_yaml(file)
    types = {
        name: EventType(
            name,
            row["quad"],
            float(row["score"]),
            row["cameo"],
            {m: float(s) for m, s in row["modes"].items()},
            row.get("recipient_required", False),
        )
        for name, row in raw["types"].items()
    }
    ontology = Ontology(
        types=types,
        future=raw["future"],
        composition={
            operator: {inner: _outcome(text, types) for inner, text in row.items()}
            for operator, row in raw["composition"].items()
        },
        contexts=tuple(raw["contexts"]),
        sectors=frozenset(raw["sectors"]),
        special_countries=frozenset(raw["special_countries"]),
        cameo_codes=raw["cameo"],
        hash=content_hash([file]),
    )
    _check(ontology, raw)
    return ontology


def _outcome(text: str, types: Mapping[str, EventType]) -> Outcome:
    own, kept, status = text.partition("=")
    words = own.replace("+", "").split()
    kind = words[0] if words else None
    mode = words[1] if len(words) > 1 else None
    if kind is not None and kind not in types:
        raise TableError(f"composition: no such type: {kind}", _FILE)
    if kind is not None and mode is not None and mode not in types[kind].modes:
        raise TableError(f"composition: {kind} has no mode {mode}", _FILE)
    if status and status not in STATUSES:
        raise TableError(f"composition: no such status: {status}", _FILE)
    return Outcome(kind, mode, bool(kept), status or None)


def _check(ontology: Ontology, raw: Mapping[str, Any]) -> None:
    for operator, row in ontology.composition.items():
        if "*" not in row:
            raise TableError(f"composition: {operator} lacks a '*' row", _FILE)
        unknown = set(row) - set(ontology.types) - {"*"}
        if unknown:
            raise TableError(f"composition: {operator}: no such type: {', '.join(sorted(unknown))}", _FILE)
    for key in raw["cameo"]:
        event_type, _, rest = key.partition(" ")
        known = ontology.types.get(event_type)
        if known is None or not (rest.lstrip("<") in ontology.types or rest in known.modes):
            raise TableError(f"cameo: {key!r} is no type and mode", _FILE)
