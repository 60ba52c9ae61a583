"""Answers as data frames."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from dragoman.analysis import FrameError
from dragoman.analysis.frames import Library, frame

ROWS: list[dict[str, Any]] = [
    {"day": "2024-01-09", "countries": ["USA"], "score": -6.0},
    {"day": None, "countries": [], "score": None},
]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_rows_become_a_frame(library: Library) -> None:
    pytest.importorskip(library)
    made = frame(ROWS, library)
    assert type(made).__module__.startswith(library)
    assert list(made.columns) == ["day", "countries", "score"]
    assert next(iter(made["score"])) == -6.0
    assert made.shape == (2, 3)
    assert frame([], library).shape[0] == 0


def test_without_a_library_it_says_how_to_install_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(FrameError, match="a data frame needs pandas or polars: pip install pandas"):
        frame(ROWS)
    with pytest.raises(FrameError, match="a data frame needs polars: pip install polars"):
        frame(ROWS, "polars")
