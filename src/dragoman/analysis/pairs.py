"""Countries that act on one another: sums over the table of pairs, whose index holds all that they need."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import Select, or_

from dragoman.analysis.filters import EventFilter
from dragoman.store.schema import event_pairs

_HELD = frozenset({"type", "status", "since", "until", "min_confidence", "source"})


def is_held(asked: EventFilter) -> bool:
    """Whether the table of pairs holds all that a filter asks for."""
    return all(
        field.name in _HELD or getattr(asked, field.name) == field.default
        for field in fields(asked)
    )  # fmt: skip


def narrow_pairs(wanted: Select[Any], asked: EventFilter) -> Select[Any]:
    """A query over the table of pairs with the conditions of a filter that it holds."""
    of = event_pairs.c
    for column, values in ((of.type, asked.type), (of.status, asked.status), (of.source, asked.source)):
        if values:
            wanted = wanted.where(column.in_(values))
    if asked.since:
        wanted = wanted.where(of.day >= asked.since)
    if asked.until:
        wanted = wanted.where(of.day <= asked.until)
    if asked.min_confidence is not None:
        wanted = wanted.where(or_(of.confidence >= asked.min_confidence, of.confidence.is_(None)))
    return wanted
