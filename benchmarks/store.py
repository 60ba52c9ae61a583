"""How quickly coded articles go into the store, and how quickly it answers.

usage: python benchmarks/store.py [--articles 100000] [--db FILE-OR-URL] [--alone] [--ask]

Loads made-up coded articles (benchmarks/coded.py: ten events and eight statements each, of three years) and asks each
kind of question of the whole. The time of an answer is that of the first of five rounds, each with other values, and
their median; the first finds little in memory.

PostgreSQL: tools/with-postgres sh -c 'python benchmarks/store.py --db "$DRAGOMAN_TEST_POSTGRES"'
"""

from __future__ import annotations

import argparse
import itertools
import statistics
import tempfile
import time
from collections.abc import Collection
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

from coded import coded_articles
from questions import QUESTIONS, values
from sqlalchemy import func, select

from dragoman.analysis import Questions
from dragoman.store import Store
from dragoman.store.schema import articles, events, reports, statements
from dragoman.stories import Joined, Shelf, Touched
from dragoman.stories.clustering import Comparer
from dragoman.stories.joining import events_of
from dragoman.stories.rules import Rules, load_rules

ROUNDS = 5
TOLD = 1_000
"""Articles after which the speed is told."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--db", help="where to load them; a temporary file without it")
    parser.add_argument("--alone", action="store_true", help="take each report for an event of its own: no joining")
    parser.add_argument("--ask", action="store_true", help="only ask: the articles are there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        where = options.db or Path(folder, "made.db")
        if not options.ask:
            with patch("dragoman.store.adding.join", join_none) if options.alone else nullcontext():
                load(where, options.articles)
        with Store.open(where) as store:
            tell_size(store)
            ask(store)


def load(where: str | Path, count: int) -> None:
    """Adds the articles; making them is not counted."""
    made, seconds, busy = coded_articles(count), 0.0, 0.0
    with Store.open(where) as store:
        for done in range(0, count, TOLD):
            some = list(itertools.islice(made, TOLD))
            start, start_busy = time.perf_counter(), time.process_time()
            for _ in store.add_many(some):
                pass
            seconds += time.perf_counter() - start
            busy += time.process_time() - start_busy
            there = done + len(some)
            if there % (10 * TOLD) == 0 or there == count:
                speed, cost = 60 * there / seconds, 1000 * busy / there
                print(f"{there:9,} articles loaded {speed:8,.0f} a minute {cost:8.1f} ms of processor each", flush=True)


def tell_size(store: Store) -> None:
    with store.read() as connection:
        for table in (articles, reports, events, statements):
            print(f"{connection.scalar(select(func.count()).select_from(table)):9,} {table.name}")


def ask(store: Store) -> None:
    """Asks all questions and tells how long the answers took."""
    rounds = values(store, ROUNDS)
    print(f"\n{'question':32} {'first':>8} {'median':>8} {'longest':>8}  ms")
    for name, question in QUESTIONS.items():
        times = []
        for round_ in rounds:
            start = time.perf_counter()
            question(Questions(store), round_)
            times.append(1000 * (time.perf_counter() - start))
        print(f"{name:32} {times[0]:8.0f} {statistics.median(times):8.0f} {max(times):8.0f}", flush=True)


def join_none(shelf: Shelf, came: Collection[str], touched: Touched | None, rules: Rules | None) -> Joined:
    """In the place of ``stories.join``: no two articles tell of one event."""
    comparer = Comparer(rules or load_rules())
    found = [event for report in shelf.reports(came) for event in events_of([report], {}, comparer)]
    return Joined({article: article for article in came}, tuple(found))


if __name__ == "__main__":
    main()
