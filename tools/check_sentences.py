"""Checks the annotated sentences of the corpus: ``python tools/check_sentences.py [FILE ...]``.

Every fault is printed one a line (file, line, cause) and gives exit status 1; else the counts of each file are printed.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from dragoman.training.sentences import GoldSentence, parse_sentences

SENTENCES = Path(__file__).parent.parent / "corpus" / "sentences"


def told(sentences: list[GoldSentence]) -> str:
    events = [event for sentence in sentences for event in sentence.events]
    types = Counter(event.type for event in events)
    return (
        f"{len(sentences)} sentences, {len(events)} events, {sum(len(s.statements) for s in sentences)} statements, "
        f"{sum(not s.events for s in sentences)} without event; " + " ".join(f"{t}:{n}" for t, n in types.most_common())
    )


def main(paths: list[Path]) -> int:
    faults: list[str] = []
    seen: dict[str, GoldSentence] = {}
    for path in paths:
        text = path.read_text(encoding="utf-8")
        sentences = list(parse_sentences(text, path.name, lambda error: faults.append(str(error))))
        for sentence in sentences:
            twin = seen.setdefault(" ".join(sentence.text.lower().split()), sentence)
            if twin is not sentence:
                faults.append(f"{path.name}, line {sentence.line}: stands already in {twin.source}, line {twin.line}")
        print(f"{path.name}: {told(sentences)}")
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main([Path(name) for name in sys.argv[1:]] or sorted(SENTENCES.glob("*.txt"))))
