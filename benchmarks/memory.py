"""Whether memory stays flat: resident memory of the process while it codes many articles.

usage: python benchmarks/memory.py [--count 10000]
"""

from __future__ import annotations

import argparse
import resource

from articles import made_articles

from dragoman.coding.coder import Coder


def resident_mb() -> float:
    """Resident memory of this process now, in MB (Linux), else its peak so far."""
    try:
        with open("/proc/self/statm", encoding="ascii") as f:
            return int(f.read().split()[1]) * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    options = parser.parse_args()
    pool = made_articles(200)
    coder = Coder()
    articles = (pool[n % len(pool)] for n in range(options.count))
    for n, _ in enumerate(coder.pipe(articles), 1):
        if n in (100, 500) or n % 1000 == 0:
            print(f"{n:6d} articles  {resident_mb():7.0f} MB", flush=True)


if __name__ == "__main__":
    main()
