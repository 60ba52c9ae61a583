"""The small models that join rules and reader: logistic regressions whose weights stand in ``joining.yaml``."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.data import package_file, read_yaml
from dragoman.errors import TableError
from dragoman.records import STATUSES, Status

_EDGE = 1e-4


def log_odds(p: float) -> float:
    """The logit of a probability, kept off the ends."""
    p = min(1 - _EDGE, max(_EDGE, p))
    return math.log(p / (1 - p))


@dataclass(frozen=True, slots=True)
class Joining:
    """The weights.

    Attributes:
        ruled, read: weights of the features of reports that the rules, that the reader alone proposed.
        events: weights of the features of events, seen over all their reports.
        parts: weights of the features of participants.
        statuses: how much the rules' status counts beside the reader's log-probabilities, by status.
        floors: probabilities below which an event is dropped, a proposal is not looked at, a mode not taken.
    """

    ruled: Mapping[str, float]
    read: Mapping[str, float]
    events: Mapping[str, float]
    parts: Mapping[str, float]
    statuses: Mapping[str, float]
    floors: Mapping[str, float]

    @property
    def floor(self) -> float:
        """The reader's own probability from which a word is a candidate."""
        return self.floors["candidate"]

    def threshold(self, ruled: bool) -> float:
        """The probability from which an event stands."""
        return self.floors["ruled" if ruled else "read"]

    def trust(self, features: Mapping[str, float], ruled: bool) -> float:
        """Probability that an event is right."""
        return _logistic(self.ruled if ruled else self.read, features)

    def event(self, features: Mapping[str, float]) -> float:
        """Probability that an event is right, all its reports together."""
        return _logistic(self.events, features)

    def part(self, features: Mapping[str, float]) -> float:
        """Probability that somebody takes part."""
        return _logistic(self.parts, features)

    def status(self, ruled: Status, read: Sequence[float]) -> Status:
        """The status, from that of the rules and the reader's probabilities."""
        scores = [
            math.log(max(float(p), 1e-6)) + (self.statuses[name] if name == ruled else 0.0)
            for name, p in zip(STATUSES, read, strict=True)
        ]
        return STATUSES[scores.index(max(scores))]


@dataclass(frozen=True, slots=True)
class StatementJoining:
    """The weights of the model that judges statements.

    Attributes:
        weights: of its features.
        floors: probabilities from which a statement stands ("statement"; "unquoted" for phrases that the reader alone
            proposes), a word is a cue ("cue"), the rules' speaker is believed ("other source"); and the log-odds by
            which a candidate's own edges are preferred ("own edges").
    """

    weights: Mapping[str, float]
    floors: Mapping[str, float]

    def trust(self, features: Mapping[str, float]) -> float:
        """Probability that a statement is right."""
        return _logistic(self.weights, features)


def _logistic(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    total = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=1)
def load_joining() -> Joining:
    """The packaged weights.

    Raises:
        TableError: if a part is missing.
    """
    file = package_file("reader", "data", "joining.yaml")
    raw: Any = read_yaml(file)
    try:
        return Joining(raw["ruled"], raw["read"], raw.get("events", {}), raw["parts"], raw["statuses"], raw["floors"])
    except (KeyError, TypeError) as e:
        raise TableError(f"a section is missing: {e}", file.name) from e


@lru_cache(maxsize=1)
def load_statement_joining() -> StatementJoining:
    """The packaged weights of statements.

    Raises:
        TableError: if a part is missing.
    """
    file = package_file("reader", "data", "statements.yaml")
    raw: Any = read_yaml(file)
    try:
        return StatementJoining(raw["weights"], raw["floors"])
    except (KeyError, TypeError) as e:
        raise TableError(f"a section is missing: {e}", file.name) from e
