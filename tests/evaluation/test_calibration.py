"""Confidence held against what is right."""

from __future__ import annotations

import pytest

from dragoman.evaluation.calibration import reliability


def test_bins_hold_what_was_said_and_what_is_right() -> None:
    found = reliability([(0.92, True), (0.98, True), (0.9, False), (0.15, False), (1.0, True)])
    low, high = found.bins
    assert (low.low, low.high, low.number, low.said, low.right) == (0.1, 0.2, 1, 0.15, 0.0)
    assert (high.number, high.right) == (4, 0.75)
    assert high.said == pytest.approx(0.95)
    assert found.error == pytest.approx((1 * 0.15 + 4 * 0.2) / 5)


def test_perfectly_honest_confidence_has_no_error() -> None:
    assert reliability([(0.5, True), (0.5, False)]).error == 0.0


def test_nothing_to_measure() -> None:
    assert (reliability([]).bins, reliability([]).error, reliability([]).number) == ((), 0.0, 0)
