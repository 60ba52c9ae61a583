"""Fits the model that tells to which state somebody belongs: ``python tools/fit_belonging.py [GOLD ...]``.

GOLD are folders of annotated articles; ``corpus/articles`` by default. Writes src/dragoman/coding/belonging.yaml and
prints how often linker and model are right, the model on articles that it was not fitted on.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import yaml

from dragoman.coding.belonging import NOBODYS, Belonging, Weights
from dragoman.coding.coder import Coder
from dragoman.evaluation.gold import read_gold
from dragoman.records import Article
from dragoman.training.belonging import Group, fit_belonging, groups_of
from dragoman.world.index import World
from dragoman.world.origins import Origins

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src" / "dragoman" / "coding" / "belonging.yaml"
HEAD = (
    "# Weights of the model that tells to which state somebody belongs; made by tools/fit_belonging.py, not by hand.\n"
)
FLOOR = 0.4
FOLDS = 5
Asked = tuple[str, Group, int]
"""Article, choices with the right one, and the number of the linker's choice (-1: another)."""


def asked(folders: Iterable[Path]) -> Iterator[Asked]:
    """All choices of some annotated articles, as the linker leaves them."""
    finder = Coder(fast=True, belonging=False)
    origins = Origins(World.load().people)
    for folder in folders:
        gold = read_gold(folder)
        articles = [Article(g.text, g.id, title=g.title, published=g.published) for g in gold.values()]
        for article, parsed in zip(gold.values(), finder.parsed(articles), strict=True):
            mentions = finder.drafted(parsed).mentions
            belonging = Belonging(mentions.entities, mentions.filed, origins)
            codes = [NOBODYS, *belonging.states]
            for entity, group in groups_of(article, parsed, mentions, belonging):
                held = entity.country or NOBODYS
                yield article.id, group, codes.index(held) if held in codes else -1


def fold(article: str) -> int:
    """The part of the articles with which one is set aside."""
    return zlib.crc32(article.encode()) % FOLDS


def share(rows: list[Asked], right: Callable[[Asked], bool]) -> float:
    return sum(map(right, rows)) / len(rows)


def main() -> None:
    """Fits, measures, writes."""
    rows = list(asked(map(Path, sys.argv[1:]) if sys.argv[1:] else [ROOT / "corpus" / "articles"]))
    fitted = [fit_belonging([g for a, g, _ in rows if fold(a) != k]) for k in range(FOLDS)]

    def model_is_right(row: Asked) -> bool:
        article, (choices, right), _ = row
        weights = Weights(fitted[fold(article)], FLOOR)
        scores = [Belonging.score(choice, weights) for choice in choices]
        return scores.index(max(scores)) == right

    linker, model = share(rows, lambda r: r[2] == r[1][1]), share(rows, model_is_right)
    print(f"{len(rows)} choices: linker {linker:.3f}, model {model:.3f}")
    weights = {"features": fit_belonging([g for _, g, _ in rows]), "floor": FLOOR}
    OUT.write_text(HEAD + yaml.safe_dump(weights, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
