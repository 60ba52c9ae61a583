"""How much coding costs on top of parsing: time of the whole coder as a multiple of bare spaCy on the same text.

usage: python benchmarks/speed.py [ARTICLES.jsonl] [--count 60] [--rounds 5]

Both are run in turns in one process and one thread; the figure is the median of the rounds. "Bare" is the stock
pipeline over whole texts; "coding" is everything from the read article to the records: language, blocks, parse,
entities, statements, events, dates, places.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

import spacy
from articles import made_articles, read_articles

from dragoman.coding.coder import Coder
from dragoman.language.pipeline import DEFAULT_MODEL


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    articles = read_articles(options.articles)[: options.count] if options.articles else made_articles(options.count)
    bare, coder = spacy.load(DEFAULT_MODEL), Coder()
    texts = [a.text for a in articles]
    tokens = sum(len(d) for d in bare.pipe(texts))
    sum(1 for _ in coder.pipe(articles))  # warm both up
    ratios, bare_times, coder_times = [], [], []
    for _ in range(options.rounds):
        start = time.perf_counter()
        for _doc in bare.pipe(texts):
            pass
        middle = time.perf_counter()
        for _coded in coder.pipe(articles):
            pass
        end = time.perf_counter()
        bare_times.append(middle - start)
        coder_times.append(end - middle)
        ratios.append((end - middle) / (middle - start))
    print(f"{len(articles)} articles, {tokens} tokens, {options.rounds} rounds")
    print(f"bare parsing   {tokens / statistics.median(bare_times):8.0f} tokens/s")
    print(f"coding         {tokens / statistics.median(coder_times):8.0f} tokens/s")
    print(f"ratio          {statistics.median(ratios):8.2f}   (rounds: {' '.join(f'{r:.2f}' for r in ratios)})")


if __name__ == "__main__":
    main()
