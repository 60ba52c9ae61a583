"""What the world tables cost: time and memory to load them, and the share of resolving in the time of coding.

usage: python benchmarks/world.py [--count 60]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from articles import made_articles

from dragoman.coding.coder import Coder
from dragoman.world.resolver import Resolver

# in a process of its own, so that nothing else is counted
_LOAD = """
import resource, sys, time
def resident():
    with open("/proc/self/statm", encoding="ascii") as f:
        return int(f.read().split()[1]) * resource.getpagesize() / 1e6
from dragoman.world.index import World
before, start = resident(), time.perf_counter()
World.load()
print(time.perf_counter() - start, resident() - before)
"""


def loading(repeats: int = 3) -> tuple[float, float]:
    """Seconds (the best of ``repeats``) and MB that a process needs to load the world."""
    results = []
    for _ in range(repeats):
        out = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, check=True).stdout
        seconds, mb = map(float, out.split())
        results.append((seconds, mb))
    return min(s for s, _ in results), max(m for _, m in results)


class Clock:
    """Adds up the time spent in a resolver."""

    def __init__(self) -> None:
        self.seconds, self.calls = 0.0, 0

    def watch(self) -> None:
        """From now on time every call of every resolver."""
        plain = Resolver.resolve

        def timed(*args: object, **options: object) -> object:
            start = time.perf_counter()
            try:
                return plain(*args, **options)  # type: ignore[arg-type]
            finally:
                self.seconds += time.perf_counter() - start
                self.calls += 1

        Resolver.resolve = timed  # type: ignore[method-assign, assignment]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60, help="articles to code")
    options = parser.parse_args()
    seconds, mb = loading()
    print(f"loading      {seconds:6.2f} s  {mb:6.0f} MB")
    articles = made_articles(options.count)
    list(Coder().pipe(articles[:5]))  # loads the parser
    coder, clock = Coder(), Clock()  # with nothing remembered
    clock.watch()
    start = time.perf_counter()
    list(coder.pipe(articles))
    whole = time.perf_counter() - start
    print(f"resolving    {clock.seconds:6.2f} s of {whole:.2f} s, {clock.seconds / whole:.1%}; {clock.calls} phrases")


if __name__ == "__main__":
    main()
