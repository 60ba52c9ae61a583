"""A process that adds articles is killed at any moment: what it said was added is there, and nothing is half there."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from made_records import everything, faults, longer, made

from dragoman.store import Store

ROUNDS = 6

CHILD = """
import itertools, sys
sys.path.insert(0, sys.argv[3])
from dragoman.store import Store
from made_records import longer, made

def pairs(first):
    # each article comes, and comes again changed when the next ones have come
    for n in itertools.count(first):
        yield made(n)
        if n - 4 >= first:
            yield longer(n - 4)

with Store.open(sys.argv[1]) as store:
    for article_id, outcome in store.add_many(pairs(int(sys.argv[2])), batch=5):
        print(article_id, outcome, flush=True)
"""


def acknowledged(where: str, first: int, seconds: float) -> Iterator[tuple[int, str]]:
    """What a process says that it added before it is killed, so many seconds after its first words."""
    command = [sys.executable, "-c", CHILD, where, str(first), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        time.sleep(seconds)
        child.kill()
        for line in (said + child.stdout.read()).splitlines(keepends=True):
            if line.endswith("\n"):
                article_id, outcome = line.split()
                yield int(article_id.removeprefix("made-")), outcome


def test_a_kill_loses_nothing_that_was_acknowledged_and_leaves_nothing_half_there(where: str, tmp_path: Path) -> None:
    draw, first, told = random.Random(), 0, 0
    with Store.open(tmp_path / "expected.db") as expected:
        for _ in range(ROUNDS):
            said = list(acknowledged(where, first, draw.uniform(0, 0.5)))
            told += len(said)
            with Store.open(where, create=False) as store:
                assert faults(store) == []
                there = [int(a.id.removeprefix("made-")) for a in store.articles()]
                changed = {n for n in there if store.coded(f"made-{n}") == longer(n)[1]}
                assert {n for n, outcome in said if outcome == "new"} <= set(there)
                assert {n for n, outcome in said if outcome == "changed"} <= changed
                list(expected.add_many(longer(n) if n in changed else made(n) for n in there))
                assert everything(store) == everything(expected)
            first = max(there) + 1
    assert told > ROUNDS * 5, "it was killed before it did anything"
