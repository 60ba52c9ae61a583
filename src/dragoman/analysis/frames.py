"""Rows as data frames of pandas or polars, whichever is installed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, Literal, TypeAlias

from dragoman.errors import DragomanError

Library = Literal["pandas", "polars"]
Frame: TypeAlias = Any
"""A ``pandas.DataFrame`` or a ``polars.DataFrame``."""

_LIBRARIES: tuple[Library, ...] = ("pandas", "polars")


class FrameError(DragomanError):
    """There is no library to make a data frame with."""


def frame(rows: Sequence[Mapping[str, Any]], library: Library | None = None) -> Frame:
    """A data frame with a row for each mapping.

    Args:
        rows: all with the same keys.
        library: which to use; without it pandas, or polars where there is no pandas.

    Raises:
        FrameError: where the library is not installed; says how to install it.
    """
    for name in _LIBRARIES if library is None else (library,):
        try:
            module = import_module(name)
        except ImportError:
            continue
        columns = {key: [row[key] for row in rows] for key in (rows[0] if rows else ())}
        return module.DataFrame(columns)
    wanted = library or "pandas or polars"
    raise FrameError(f"a data frame needs {wanted}: pip install {library or 'pandas'}")
