"""How many actors of a PETRARCH validation set resolve to its codes, with its dictionaries as own actors.

usage: python tools/evaluate_petrarch.py SENTENCES.jsonl --actors ACTORS.txt --actors AGENTS.txt [-v]

A line of SENTENCES.jsonl is ``{"id", "date": "YYYYMMDD", "text", "events": [{"source", "target", "code"}, ...]}``.
Every actor of an event counts once a sentence, unless its code begins with ``---`` or ``###`` (nobody known); it is
found where some mention of the sentence has that code.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.coding.entities import EntityFinder
from dragoman.language.pipeline import load_model, parse
from dragoman.reading.blocks import split_blocks
from dragoman.records import Article
from dragoman.world.index import World
from dragoman.world.petrarch import actor_codes
from dragoman.world.query import day
from dragoman.world.resolver import Resolver

_NOBODY = ("---", "###", "+++")


def wanted(row: dict[str, Any]) -> list[str]:
    """The codes of known actors that the events of a sentence name, each once."""
    codes = (e[side] for e in row["events"] for side in ("source", "target"))
    return list(dict.fromkeys(c for c in codes if c and not c.startswith(_NOBODY)))


class Evaluation:
    """Finds the codes of a sentence's mentions."""

    def __init__(self, actors: list[Path]) -> None:
        world = World.load(tuple(actors))
        self.resolver = Resolver(world)
        self.finder = EntityFinder(world, self.resolver)
        self.nlp = load_model()

    def codes(self, text: str, date: str | None) -> dict[str, tuple[str, ...]]:
        """The wording of every mention with its codes."""
        article = Article(text=text, id="sentence", published=date, language="en", blocks=split_blocks(text))
        (parsed,) = parse([article], self.nlp)
        found = {}
        for mention in self.finder.find(parsed):
            if not mention.pronoun:
                start, end = mention.span
                found[text[start:end]] = actor_codes(mention.resolution)
        return found

    def run(self, rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str, dict[str, tuple[str, ...]], bool]]:
        """Every wanted code with its sentence, the mentions found there, and whether one of them has it."""
        for row in rows:
            codes = self.codes(row["text"], day(row.get("date")))
            told = {c for some in codes.values() for c in some}
            for code in wanted(row):
                yield row, code, codes, code in told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--actors", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("-v", "--verbose", action="store_true", help="list what was not found")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.sentences.read_text(encoding="utf-8").splitlines() if line.strip()]
    hits = total = 0
    for row, code, codes, ok in Evaluation(options.actors).run(rows):
        hits, total = hits + ok, total + 1
        if options.verbose and not ok:
            print(f"{row['id']}: {code} not in {codes}\n    {row['text']}")
    print(json.dumps({"found": hits, "actors": total, "share": round(hits / total, 3) if total else None}))


if __name__ == "__main__":
    main()
