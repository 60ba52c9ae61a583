"""To which state somebody belongs whose own words do not say it: "the police", "Foreign Minister Ann Poe".

The states that an article names are weighed by a small model of choice: how near each is named, what it does in the
same clause, whether another holds the same office there, where the article was filed, and what the linker holds. "None
of them" is a choice, too. The weights are plain numbers in ``belonging.yaml``.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.coding.cast import NOT_STATES
from dragoman.coding.coreference import clause_of
from dragoman.coding.mentions import EntityRef, Mention
from dragoman.data import package_file, read_yaml
from dragoman.errors import TableError
from dragoman.records import Span
from dragoman.world.origins import Origins

NOBODYS = ""
"""The choice that an entity belongs to none of the states named."""
_FAR = 4
_NEVER = 1_000_000
_ORGANS = frozenset({"GOV", "LEG", "JUD", "COP", "SPY"})
_FORCES = frozenset({"MIL", "REB", "PRM", "UAF"})
_PEOPLE = frozenset({"CVL", "REF", "EDU", "LAB", "BUS", "REL", "MED", "JRN", "SOC"})
_STATES = frozenset({"country", "state", "nation", "government"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FROM = frozenset({"from", "of", "in", "at", "near", "outside"})
_SHARPNESS = 0.3
"""How far the letters of a name are believed: they are taken for independent, which they are not."""
_LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each feature, and how much likelier than the next another choice than the linker's must be."""

    features: Mapping[str, float]
    floor: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The packaged weights.

    Raises:
        TableError: if a part is missing.
    """
    file = package_file("coding", "belonging.yaml")
    raw: Any = read_yaml(file)
    try:
        return Weights(raw["features"], raw["floor"])
    except (KeyError, TypeError) as e:
        raise TableError(f"a section is missing: {e}", file.name) from e


class Belonging:
    """The choices of one article, once all its mentions are linked.

    Args:
        filed: code of the state in which the article was filed, None where that is not known.
        origins: tells from where somebody of some name is likelier.
    """

    def __init__(self, entities: Sequence[EntityRef], filed: str | None, origins: Origins) -> None:
        self.entities, self.filed, self._origins = entities, filed, origins
        named = sorted(
            ((m.span, m, code) for e in entities for m in e.mentions if (code := _own(m))), key=lambda n: n[0]
        )
        self._spans = [span for span, _, _ in named]
        self._codes = [code for _, _, code in named]
        self._states: dict[str, _State] = {}
        self._here: dict[int, set[str]] = {}
        for span, mention, code in named:
            self._states.setdefault(code, _State()).add(span, mention)
            self._here.setdefault(mention.sentence.index, set()).add(code)
        self.states = sorted(self._states, key=lambda c: (-len(self._states[c].mentions), c))
        self._total = max(1, len(named))
        self._offices: dict[tuple[str | None, str | None], str] = {
            (e.role, e.country): e.name
            for e in entities
            if e.kind == "person" and e.role and any(map(_own, e.mentions))
        }

    def settle(self, weights: Weights) -> None:
        """Give every open entity the state that is likeliest."""
        for entity in self.open():
            if any(m.head.tag == "NNS" and m.head.lemma.lower() in _STATES for m in entity.mentions):
                entity.country = None  # "more than 50 governments" are of no one state
                continue
            rated = [(self.score(row, weights), code) for code, row in self.rows(entity)]
            total = sum(math.exp(score) for score, _ in rated)
            score, code = max(rated)
            if math.exp(score) / total >= weights.floor:
                entity.country = code or None

    @staticmethod
    def score(row: Mapping[str, float], weights: Weights) -> float:
        """How likely a choice is beside the others, on a logarithmic scale."""
        return sum(weights.features.get(name, 0.0) * value for name, value in row.items())

    def open(self) -> Iterator[EntityRef]:
        """Those whose words nowhere tell a state or body."""
        for e in self.entities:
            spoken = [m for m in e.mentions if not m.pronoun]
            if e.kind != "country" and spoken and not any(m.resolution.country or m.entities for m in spoken):
                yield e

    def rows(self, entity: EntityRef) -> Iterator[tuple[str, dict[str, float]]]:
        """Every state named, and none, with what is known of the choice."""
        mention = next(m for m in entity.mentions if not m.pronoun)
        sort = _sort(entity, mention)
        none = {f"none {sort}": 1.0, "none": 1.0, "none held": float(entity.country is None)}
        none[f"none held {sort}"] = none["none held"]
        none["none definite"] = float(mention.definite)
        none["none plural"] = float(mention.head.tag in ("NNS", "NNPS"))
        none["none bare plural"] = float(mention.head.tag == "NNS" and mention.first == mention.head.i)
        none[f"none of {entity.sectors[0] if entity.sectors else 'no sector'}"] = 1.0
        none["none counted"] = float(any(t.tag == "CD" for t in mention.tokens))
        none["none several states"] = math.log(max(1, len(self.states)))
        yield NOBODYS, none
        named = entity.kind == "person" and mention.form == "name"
        likely = self._origins.likelihoods(entity.name, self.states) if named else {}
        before = bisect_left(self._spans, mention.span)
        last = self._codes[before - 1] if before else None
        for rank, code in enumerate(self.states):
            row = self._row(entity, mention, sort, code, last)
            row["first"] = float(rank == 0)
            if code in likely:
                row["letters"] = row[f"letters {sort}"] = _SHARPNESS * math.log(max(likely[code], _LEAST))
            yield code, row

    def _row(self, entity: EntityRef, mention: Mention, sort: str, code: str, last: str | None) -> dict[str, float]:
        at, first, state = mention.span, mention.sentence.index, self._states[code]
        before = state.before(at)
        gap = min(first - before.sentence.index, _FAR) if before is not None else _FAR
        here = state.here.get(first, ())
        verb = clause_of(mention.head) if here else None
        share = len(state.mentions) / self._total
        held = {
            "held": entity.country == code,
            "filed": code == self.filed,
            "lead": state.first <= 1,
            "named last": code == last,
            "subject before": state.was_subject(at, first),
            "same clause": any(clause_of(m.head) is verb for m in here),
            "same paragraph": before is not None and before.sentence.block_index == mention.sentence.block_index,
            "after it": any(m.span > at for m in here),
            "only one here": bool(here) and len(self._here[first]) == 1,
            f"gap {gap}": True,
        }
        row = {name: 1.0 for name, yes in held.items() if yes}
        for name in ("held", "filed", "named last"):
            if held[name]:
                row[f"{name} {sort}"] = 1.0
        row["share"] = row[f"share {sort}"] = share
        row["place of the clause"] = float(any(m.locative and clause_of(m.head) is verb for m in here))
        row["office held by another"] = float(self._offices.get((entity.role, code), entity.name) != entity.name)
        row["where it is"] = row[f"where it is {sort}"] = float(any(_behind(mention, m) for m in here))
        row["possessor or adjective"] = float(any(mention.first <= m.first < mention.last for m in here))
        return row


class _State:
    """Where an article names a state: its mentions in order of the text."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.here: dict[int, list[Mention]] = {}
        self.first = _NEVER
        self._spans: list[Span] = []

    def add(self, span: Span, mention: Mention) -> None:
        """Take in the next mention."""
        self.mentions.append(mention)
        self._spans.append(span)
        self.here.setdefault(mention.sentence.index, []).append(mention)
        self.first = min(self.first, mention.sentence.index)

    def before(self, span: Span) -> Mention | None:
        """The last mention before a place of the text."""
        k = bisect_left(self._spans, span)
        return self.mentions[k - 1] if k else None

    def was_subject(self, span: Span, sentence: int) -> bool:
        """Whether it is a subject before a place of the text, in that sentence or the one before."""
        for m in reversed(self.mentions[: bisect_left(self._spans, span)]):
            if sentence - m.sentence.index > 1:
                return False
            if m.head.dep in _SUBJECTS:
                return True
        return False


def _behind(mention: Mention, place: Mention) -> bool:
    """Whether a place stands behind a mention as its attribute: "a court in the Russian capital"."""
    preposition = place.head.head
    return place.head.dep == "pobj" and preposition.lower in _FROM and preposition.head is mention.head


def _own(mention: Mention) -> str | None:
    """The state that a mention's own words tell."""
    code = mention.resolution.country
    return code if code and code not in NOT_STATES else None


def _sort(entity: EntityRef, mention: Mention) -> str:
    """What kind of entity it is, as far as that tells to whom it belongs."""
    if mention.form == "name":
        return "official by name" if entity.role else f"{entity.kind} by name"
    sector = entity.sectors[:1]
    for name, sectors in (("organ", _ORGANS), ("force", _FORCES), ("people", _PEOPLE)):
        if sectors & set(sector):
            return name
    return "others"


__all__ = ["NOBODYS", "Belonging", "Weights", "load_weights"]
