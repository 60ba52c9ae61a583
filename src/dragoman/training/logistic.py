"""Logistic regression by Newton's method, with a ridge: enough for models of a few dozen plain features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Row = Mapping[str, float]
_STEPS = 25


def weights_of(matrix: Vector, right: Vector, ridge: float) -> Vector:
    """One weight a column of the matrix, (row, feature); ``right`` holds 1 where a row's answer is yes."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (p - right) + ridge * weights
        curve = (matrix * (p * (1 - p))[:, None]).T @ matrix + ridge * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def fit_rows(rows: Sequence[tuple[Row, bool]], ridge: float = 2.0) -> dict[str, float]:
    """The weight of each named feature; what a row does not name is 0 there."""
    names = sorted({name for features, _ in rows for name in features})
    index = {name: k for k, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for r, (features, _) in enumerate(rows):
        for name, value in features.items():
            matrix[r, index[name]] = value
    weights = weights_of(matrix, np.array([yes for _, yes in rows], float), ridge)
    return {name: round(float(weights[k]), 3) for name, k in index.items()}


def fit_choices(groups: Sequence[tuple[Sequence[Row], int]], ridge: float = 2.0) -> dict[str, float]:
    """The weight of each named feature in a choice of one of several rows; each group comes with the number chosen."""
    names = sorted({name for rows, _ in groups for row in rows for name in row})
    index = {name: k for k, name in enumerate(names)}
    matrices = []
    for rows, _ in groups:
        matrix = np.zeros((len(rows), len(names)))
        for r, row in enumerate(rows):
            for name, value in row.items():
                matrix[r, index[name]] = value
        matrices.append(matrix)
    weights = np.zeros(len(names))
    for _ in range(_STEPS):
        slope, curve = ridge * weights, ridge * np.eye(len(names))
        for matrix, (_, right) in zip(matrices, groups, strict=True):
            scores = matrix @ weights
            p = np.exp(scores - scores.max())
            p /= p.sum()
            mean = p @ matrix
            slope = slope + mean - matrix[right]
            curve = curve + (matrix * p[:, None]).T @ matrix - np.outer(mean, mean)
        weights -= np.linalg.solve(curve, slope)
    return {name: round(float(weights[k]), 3) for name, k in index.items()}
