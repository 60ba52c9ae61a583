"""Lists the words by which the reader finds events and the lexicon does not: ``python tools/lexicon_gaps.py FILES``.

FILES is anything that ``dragoman code`` reads. Each line tells a word with its part of speech, the type the reader
gives it, how often it was found and trusted (on the average), and one sentence: what a lexicon's next entry needs.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dragoman import Coder, read
from dragoman.coding.draft import Draft
from dragoman.coding.judging import READER

Found = dict[tuple[str, str, str], list[Draft]]


def gaps(coder: Coder, files: Iterable[Path]) -> Found:
    """The drafts of the reader alone that stand, by lemma, part of speech and type."""
    found: Found = defaultdict(list)
    for parsed in coder.parsed(read(files)):
        for event in coder.told(parsed).events:
            for draft in event.drafts:
                if draft.predicate.id.startswith(READER):
                    found[draft.head.lemma.lower(), draft.head.pos, draft.type].append(draft)
    return found


def main() -> None:
    """Reads the files and prints the table, most frequent words first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--least", type=int, default=2, help="how often a word must be found")
    options = parser.parse_args()
    table = Table("word", "type", "times", "sure", "for example")
    rows = sorted(gaps(Coder(), options.files).items(), key=lambda row: (-len(row[1]), row[0]))
    for (lemma, pos, name), drafts in rows:
        if len(drafts) >= options.least:
            sure = sum(d.trust or 0.0 for d in drafts) / len(drafts)
            best = max(drafts, key=lambda d: d.trust or 0.0).sentence
            text = " ".join(t.text for t in best.tokens)
            table.add_row(f"{lemma} ({pos})", name, str(len(drafts)), f"{sure:.2f}", text)
    Console().print(table)


if __name__ == "__main__":
    main()
