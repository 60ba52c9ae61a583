"""How likely a candidate is a true attribution: a logistic model over a few plain features of cue and content.

The weights stand in ``lexicon/reporting_weights.yaml`` (numbers only) and are made by ``tools/fit_statements.py``
from any annotated set of attributions; the result is a calibrated probability and becomes the confidence.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.coding.cues import Candidate
from dragoman.data import package_file, read_yaml
from dragoman.errors import TableError
from dragoman.language.tokens import Token

_GROUPS: Mapping[str, str] = {"clause": "clause", "quote": "clause", "phrase": "phrase", "source": "source"}
_I = frozenset({"i", "we", "you", "my", "your", "our"})
_THINGS = frozenset({"they", "their", "it", "its", "that", "which", "this"})
_MODALS = frozenset({"would", "will", "could", "can", "should", "might", "may", "must", "’ll", "'ll", "’d", "'d"})
_HAVE = frozenset({"has", "have", "had"})


@dataclass(frozen=True, slots=True)
class Weights:
    """The model: weight of each feature, prior log-odds of each word by group, and of a word not listed."""

    features: Mapping[str, float]
    words: Mapping[str, float]
    unknown: Mapping[str, float]
    prior: float
    bias: float
    threshold: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The packaged weights.

    Raises:
        TableError: if a part is missing.
    """
    file = package_file("lexicon", "reporting_weights.yaml")
    raw = read_yaml(file)
    try:
        return Weights(raw["features"], raw["words"], raw["unknown"], raw["prior"], raw["bias"], raw["threshold"])
    except (KeyError, TypeError) as e:
        raise TableError(f"a section is missing: {e}", file.name) from e


def probability(candidate: Candidate, quoted: Sequence[int], inside: bool, weights: Weights) -> float:
    """The probability that annotators would mark the candidate."""
    group = group_of(candidate)
    known = weights.words.get(word_of(candidate))
    total = weights.bias + weights.prior * (weights.unknown[group] if known is None else known)
    table = weights.features
    for name in features(candidate, quoted, inside):
        total += table.get(name, 0.0)
    return 1.0 / (1.0 + math.exp(-total))


def group_of(candidate: Candidate) -> str:
    """ "clause" (quotations too), "phrase" or "source": the three have weights of their own."""
    return _GROUPS[candidate.form]


def word_of(candidate: Candidate) -> str:
    """The key of a candidate's cue word in the table of words."""
    return f"{candidate.cue.lemma}/{candidate.cue.pos}/{group_of(candidate)}"


def features(candidate: Candidate, quoted: Sequence[int], inside: bool) -> Iterator[str]:
    """The names of the features that hold; ``inside`` says that another candidate's content holds the cue."""
    cue, group = candidate.cue, group_of(candidate)
    some = any(quoted[i] >= 0 for first, last in candidate.extent for i in range(first, last))
    yield f"form {candidate.form}{' quoted' if some else ''}"
    yield f"stance {candidate.stance}"
    yield f"pos {cue.pos}"
    yield f"{group} dep {cue.dep}"
    yield f"{group} tag {cue.tag}"
    yield f"{group} speaker {_speaker(candidate.speaker)}"
    yield f"{group} length {min(6, candidate.size().bit_length())}"
    yield f"{group} {_auxiliary(cue)}"
    yield "before" if candidate.extent[0][0] < cue.i else "after"
    if len(candidate.extent) > 1:
        yield "parted"
    if any(c.dep == "neg" for c in cue.children):
        yield "negated"
    if cue.sent.block == "headline":
        yield "headline"
    if inside:
        yield "inside"


def _speaker(head: Token | None) -> str:
    if head is None:
        return "none"
    if head.lower in _I:
        return "I"
    if head.lower in _THINGS:
        return "they"
    return head.lower if head.pos == "PRON" else head.pos


def _auxiliary(cue: Token) -> str:
    for c in cue.children:
        if c.dep == "aux":
            word = c.lower
            kind = "to" if word == "to" else "modal" if word in _MODALS else "have" if word in _HAVE else "other"
            return f"auxiliary {kind}"
    return "auxiliary none"
