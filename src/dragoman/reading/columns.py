"""Which column of a table, or key of a JSON object, holds what of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import resources

import yaml

from dragoman.errors import InputError

NAMES: dict[str, list[str]] = yaml.safe_load(
    resources.files(__package__).joinpath("columns.yaml").read_text(encoding="utf-8")
)
"""The names by which each field of an article is known, the likeliest first; case, spaces and dashes do not matter."""


def choose_columns(names: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which of the names holds each field.

    Args:
        names: the columns of the table or the keys of the object.
        given: field -> column as the user says it; it overrules every guess.

    Returns:
        field -> column, for the fields that were found.
    """
    chosen = check_fields(given)
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(_normal(name), name)
    for field, guesses in NAMES.items():
        if field not in chosen:
            found = next((known[g] for g in guesses if g in known), None)
            if found is not None and found not in chosen.values():
                chosen[field] = found
    return chosen


def check_fields(given: Mapping[str, str] | None) -> dict[str, str]:
    """The user's choice of columns.

    Raises:
        InputError: where it names a field that articles do not have.
    """
    unknown = sorted(set(given or {}) - set(NAMES))
    if unknown:
        raise InputError(f"no such field of an article: {', '.join(unknown)}; there are {', '.join(NAMES)}")
    return dict(given or {})


def _normal(name: str) -> str:
    return re.sub(r"[\s.-]+", "_", str(name).strip().lower())
