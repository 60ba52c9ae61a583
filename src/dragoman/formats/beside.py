"""Lists that stand side by side: the second name belongs to the second country, where both lists are as long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def laid(lists: Sequence[Sequence[T | None]]) -> list[tuple[T | None, ...]]:
    """The rows of lists laid side by side: the first that is not empty says how many there are.

    A list of another length cannot be laid there: nobody knows which item belongs to which. Its items come after the
    others in rows of their own.
    """
    length = next((len(items) for items in lists if items), 0)
    fitting = [items if len(items) == length else [None] * length for items in lists]
    rows = [tuple(items[n] for items in fitting) for n in range(length)]
    for place, items in enumerate(lists):
        if len(items) not in (0, length):
            rows += [_alone(item, place, len(lists)) for item in items if item is not None]
    return rows


def _alone(item: T, place: int, width: int) -> tuple[T | None, ...]:
    return tuple(item if n == place else None for n in range(width))
