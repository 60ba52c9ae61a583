"""What the reader may answer: its heads' outputs, in order."""

from __future__ import annotations

from dragoman.ontology import load_ontology
from dragoman.records import STATUSES

NOTHING = "NONE"
TYPES: tuple[str, ...] = (NOTHING, *load_ontology().types)
"""Answers of the head of types; the first is: no event."""
MODES: tuple[tuple[str, str | None], ...] = tuple(
    (name, mode) for name, kind in load_ontology().types.items() for mode in (None, *kind.modes)
)
"""Answers of the head of modes: type and mode; None is: no mode."""
ROLES = ("actor", "recipient")
PARTS = ("source", "cue", "content")

__all__ = ["MODES", "NOTHING", "PARTS", "ROLES", "STATUSES", "TYPES"]
