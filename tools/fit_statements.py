"""Fits the weights by which candidate statements are judged: tools/fit_statements.py ANNOTATED.jsonl[.gz] OUT.yaml

ANNOTATED holds an article a line: {"id", "text", "attributions": [{"content": [[start, end], ...]}, ...]}. A
candidate counts as right when its content overlaps an annotated one (Dice >= 0.5 on white-space tokens). Written
are numbers only.
"""

from __future__ import annotations

import collections
import gzip
import json
import math
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from dragoman.coding.attribution import spans_of
from dragoman.coding.cues import Candidate
from dragoman.coding.mentions import Mentions
from dragoman.coding.statements import candidates_of
from dragoman.coding.trust import features, group_of, word_of
from dragoman.language.pipeline import ParsedArticle, load_model, parse
from dragoman.reading.blocks import split_blocks
from dragoman.records import Article
from dragoman.training.logistic import weights_of

RARE = 25
"""A feature seen less often has no weight of its own."""
THRESHOLD = 0.42
Row = tuple[list[str], str, str, bool]  # features, word, group, right


def rows_of(parsed: ParsedArticle, gold: Sequence[Sequence[Sequence[int]]]) -> Iterator[Row]:
    """Every candidate of an article with its features and whether it is right."""
    bounds = [m.span() for m in re.finditer(r"\S+", parsed.article.text)]
    starts, ends = [b[0] for b in bounds], [b[1] for b in bounds]

    def touched(spans: Iterable[Sequence[int]]) -> set[int]:
        out: set[int] = set()
        for s, e in spans:
            out.update(range(bisect_right(ends, s), bisect_left(starts, e)))
        return out

    marked = [touched(spans) for spans in gold]
    for candidate, quoted, inside, ranges in candidates_of(parsed, Mentions([], [])):
        found = touched(spans_of(ranges, parsed.sentences))
        right = any(4 * len(found & g) >= len(found) + len(g) for g in marked if g)
        yield list(features(candidate, quoted, inside)), word_of(candidate), group_of(candidate), right


def log_odds(p: float) -> float:
    """The logit of a probability, kept off the ends."""
    p = min(0.985, max(0.03, p))
    return math.log(p / (1 - p))


def fit(rows: list[Row]) -> dict[str, Any]:
    """The weights as they are written to the file."""
    groups: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    words: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for _, word, group, right in rows:
        for table in (groups[group], words[word]):
            table[0] += right
            table[1] += 1

    def prior(word: str, group: str, own: int | None) -> float:
        p, n = words[word]
        if own is not None:  # a candidate must not vouch for itself
            p, n = p - own, n - 1
        base = groups[group][0] / groups[group][1]
        return log_odds((p + 4 * base) / (n + 4))

    seen = collections.Counter(name for names, *_ in rows for name in names)
    names = sorted(name for name, count in seen.items() if count >= RARE)
    index = {name: k for k, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names) + 2))
    for r, (held, word, group, right) in enumerate(rows):
        for name in held:
            if name in index:
                matrix[r, index[name]] = 1
        matrix[r, -2:] = prior(word, group, int(right)), 1
    weights = weights_of(matrix, np.array([right for *_, right in rows], float), 1.0)
    return {
        "threshold": THRESHOLD,
        "bias": round(float(weights[-1]), 3),
        "prior": round(float(weights[-2]), 3),
        "unknown": {g: round(log_odds(p / n), 2) for g, (p, n) in sorted(groups.items())},
        "features": {name: round(float(weights[k]), 2) for name, k in index.items()},
        "words": {w: round(prior(w, w.rsplit("/", 1)[1], None), 2) for w in sorted(words) if words[w][1] >= 3},
    }


def main() -> None:
    """Reads the annotated articles, fits, writes."""
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    articles = (Article(g["text"], g["id"], blocks=split_blocks(g["text"])) for g in gold)
    rows: list[Row] = []
    for g, parsed in zip(gold, parse(articles, load_model()), strict=True):
        rows.extend(rows_of(parsed, [a["content"] for a in g["attributions"]]))
    write(fit(rows), target)


def write(weights: dict[str, Any], target: Path) -> None:
    """Writes the weights as YAML."""
    head = "# Weights of the model that judges candidate statements; made by tools/fit_statements.py, not by hand.\n"
    target.write_text(head + yaml.safe_dump(weights, sort_keys=False), encoding="utf-8")


__all__ = ["Candidate", "fit", "rows_of", "write"]

if __name__ == "__main__":
    main()
