"""Articles to measure with: made of the lexicon's own example sentences, in paragraphs, always the same."""

from __future__ import annotations

import json
import random
from pathlib import Path

from dragoman.lexicon.predicates import load_lexicon
from dragoman.records import Article

_SENTENCES_A_PARAGRAPH, _PARAGRAPHS = 3, 7


def made_articles(count: int, seed: int = 7) -> list[Article]:
    """Articles of about 450 words each."""
    entries = load_lexicon().predicates
    sentences = [e.rpartition(" | ")[0] for p in entries for e in p.examples]
    draw = random.Random(seed)
    articles = []
    for n in range(count):
        paragraphs = [" ".join(draw.choices(sentences, k=_SENTENCES_A_PARAGRAPH)) for _ in range(_PARAGRAPHS * 3)]
        text = "\n".join(paragraphs)
        articles.append(Article(text=text, id=f"made-{n}", published="2024-03-06", language="en"))
    return articles


def read_articles(path: Path) -> list[Article]:
    """Articles of a JSONL file, for measuring on one's own text."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Article(text=r["text"], id=str(r.get("id", n)), published=r.get("published")) for n, r in enumerate(rows)]
