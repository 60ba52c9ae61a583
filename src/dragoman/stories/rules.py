"""The table ``scoring.yaml``: groups and kin of types, points, limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any

from dragoman.data import content_hash, package_file, read_yaml
from dragoman.errors import TableError
from dragoman.ontology import load_ontology

POINTS = frozenset(
    {
        "prior", "one article", "same mode", "other mode", "other act", "negated", "same name", "same country",
        "same sort", "other side", "other name", "crossed", "third party", "same day", "within", "taken over", "gap",
        "same issue", "same town", "same region", "other country", "same count", "other count", "same figure",
        "other figure", "same trigger", "wordings", "wording", "topics", "topic", "names", "name",
    }
)  # fmt: skip
_LIMITS = frozenset({"join", "clip", "strangers", "kilometres", "lag", "ahead", "delay"})
PLAN_POINTS = frozenset(
    {
        "prior", "same name", "same country", "other side", "third party", "planned day", "planned period", "late",
        "wait", "same town", "same region", "other town", "topics", "topic", "names", "name",
        "same mode",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rules:
    """How reports are compared; ``scoring.yaml`` says what each number means.

    Attributes:
        groups: group of each type.
        kin: points for two different types of one group, both orders; pairs that are not there never join.
        points: points of each kind of evidence that two reports tell one event.
        plans: points of each kind of evidence that one tells the taking place of what the other plans.
        outcomes: what a plan of a type may become.
        limits: numbers that are no points.
        hash: of the table.
    """

    groups: Mapping[str, str]
    kin: Mapping[tuple[str, str], float]
    points: Mapping[str, float]
    plans: Mapping[str, float]
    outcomes: Mapping[str, frozenset[str]]
    limits: Mapping[str, float]
    hash: str

    def group(self, event_type: str) -> str:
        """The group of a type; one that the table lacks is a group of its own."""
        return self.groups.get(event_type, event_type)

    @property
    def lag(self) -> int:
        """Days before publication in which an undated event lies."""
        return int(self.limits["lag"])

    @property
    def ahead(self) -> int:
        """Days after publication in which an undated plan lies."""
        return int(self.limits["ahead"])

    @property
    def delay(self) -> int:
        """Days by which a plan may be put off."""
        return int(self.limits["delay"])


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """The packaged table.

    Raises:
        TableError: where it breaks its form; the message says how.
    """
    return read_rules(package_file("stories", "scoring.yaml"))


def read_rules(file: Traversable) -> Rules:
    """A table of the form of ``scoring.yaml``.

    Raises:
        TableError: where it breaks its form; the message says how.
    """
    raw: Any = read_yaml(file)
    try:
        groups = {name: group for group, names in raw["groups"].items() for name in names}
        kin = {}
        for entry in raw["kin"]:
            one, other = entry["types"]
            kin[one, other] = kin[other, one] = float(entry["points"])
            _check(bool(entry["why"].strip()), f"kin {one}, {other}: say why", file)
            _check(groups[one] == groups[other], f"kin {one}, {other}: not of one group", file)
        points = {name: float(value) for name, value in raw["points"].items()}
        plans = {name: float(value) for name, value in raw["plans"].items()}
        outcomes = {name: frozenset(types) for name, types in raw["outcomes"].items()}
        limits = {name: float(value) for name, value in raw["limits"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        raise TableError(f"not a table of scores: {type(e).__name__}: {e}", file.name) from e
    known = set(load_ontology().types)
    _check(set(groups) == known, f"types without or of unknown group: {sorted(set(groups) ^ known)}", file)
    _check(set(points) == POINTS, f"points missing or unknown: {sorted(set(points) ^ POINTS)}", file)
    _check(set(plans) == PLAN_POINTS, f"plans missing or unknown: {sorted(set(plans) ^ PLAN_POINTS)}", file)
    strange = sorted({t for name, types in outcomes.items() for t in (name, *types)} - known)
    _check(not strange, f"outcomes of unknown type: {strange}", file)
    _check(set(limits) == _LIMITS, f"limits missing or unknown: {sorted(set(limits) ^ _LIMITS)}", file)
    return Rules(groups, kin, points, plans, outcomes, limits, content_hash([file]))


def _check(sound: bool, cause: str, file: Traversable) -> None:
    if not sound:
        raise TableError(cause, file.name)
