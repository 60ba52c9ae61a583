"""Months and weeks: where they begin and end, and those between two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, get_args

Step = Literal["month", "week"]
"""The periods that are told apart; weeks begin on Mondays."""

STEPS: tuple[Step, ...] = get_args(Step)


def start_of(day: str, step: Step) -> str:
    """The first day of the period in which a day lies."""
    if step == "month":
        return f"{day[:7]}-01"
    date = dt.date.fromisoformat(day)
    return (date - dt.timedelta(date.weekday())).isoformat()


def last_of(start: str, step: Step) -> str:
    """The last day of the period that begins on a day."""
    return (dt.date.fromisoformat(_next(start, step)) - dt.timedelta(1)).isoformat()


def between(first: str, last: str, step: Step) -> Iterator[str]:
    """The first days of the periods from one to another, both included."""
    while first <= last:
        yield first
        first = _next(first, step)


def _next(start: str, step: Step) -> str:
    date = dt.date.fromisoformat(start)
    if step == "week":
        return (date + dt.timedelta(7)).isoformat()
    return dt.date(date.year + date.month // 12, date.month % 12 + 1, 1).isoformat()
