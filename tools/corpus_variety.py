"""Measures how varied the corpus of sentences is: ``python tools/corpus_variety.py [corpus/sentences]``.

Prints a table of measures beside their floors (``corpus/floors.yaml``) and gives exit status 1 where one is missed.
Near-duplicates are sentences that share more than half of their runs of three words.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import yaml

from dragoman.ontology import load_ontology
from dragoman.records import STATUSES
from dragoman.training.sentences import GoldEvent, GoldSentence, read_sentences

CORPUS = Path(__file__).parent.parent / "corpus"
CONSTRUCTIONS = {
    "passive": r"\b(was|were|been|be|is|are|being)\s+(\w+ly\s+)?\w+(ed|en|wn|ught|ung|ut)\b",
    "by-phrase": r"\w+ed by\b",
    "relative clause": r",? (who|which|whose|whom)\b",
    "participle": r", \w+ing\b",
    "conditional": r"\b(if|unless|provided|otherwise)\b",
    "negation": r"\b(not|no|never|neither|nor|without)\b|n't\b",
    "coordinated verbs": r"\w+ed .{3,60} and \w+ed\b",
    "together with": r"\b(along with|together with|joined|alongside)\b",
    "nominal report": r"\b(the|a|an|his|their|its) \w+ (of|on|against|by|between|with)\b",
    "question": r"\?",
    "quotation": r"[\"“]",
    "future": r"\b(will|would|is to|are to|plans to|due to|set to)\b",
    "background": r"\b(in|since|of) (19|20)\d\d\b|\byears? (ago|earlier)\b|\bdecades?\b",
}
"""Signs of constructions: rough, but the same for every edition of the corpus."""


def trigrams(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of three words."""
    words = re.findall(r"\w+", text.lower())
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def near_duplicates(sentences: list[GoldSentence]) -> Iterator[tuple[GoldSentence, GoldSentence]]:
    """Pairs of sentences that share more than half of their trigrams."""
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    runs = [trigrams(s.text) for s in sentences]
    for n, own in enumerate(runs):
        shared = Counter(m for run in own for m in index[run])
        for m, count in shared.items():
            if 2 * count > min(len(own), len(runs[m])) and count >= 2:
                yield sentences[m], sentences[n]
        for run in own:
            index[run].append(n)


def trigger(sentence: GoldSentence, event: GoldEvent) -> str:
    """The event's best trigger in lower case."""
    start, end = event.triggers[0]
    return sentence.text[start:end].lower()


def measure(sentences: list[GoldSentence]) -> dict[str, float]:
    """All measures by name."""
    told = [(s, e) for s in sentences for e in s.events]
    lengths = sorted(len(s.text.split()) for s in sentences)
    events = {s.topic: 0 for s in sentences} | Counter(s.topic for s, _ in told)
    out: dict[str, float] = {
        "sentences": len(sentences),
        "look-alikes": sum(s.kind == "look-alikes" for s in sentences),
        "held-out look-alikes": sum(s.kind == "look-alikes" and s.split == "test" for s in sentences),
        "news without event": sum(s.kind == "news" and not s.events for s in sentences),
        "events": len(told),
        "statements": sum(len(s.statements) for s in sentences),
        "sentences with two events": sum(len(s.events) == 2 for s in sentences),
        "sentences with three or more": sum(len(s.events) > 2 for s in sentences),
        "topics": len(events),
        "years": len({s.year for s in sentences}),
        "shortest tenth, words at most": -lengths[len(lengths) // 10],
        "longest tenth, words at least": lengths[-len(lengths) // 10],
        "near-duplicates": -sum(1 for _ in near_duplicates(sentences)),
        "events without actor": sum(not e.actors for _, e in told),
        "events without recipient": sum(not e.recipients for _, e in told),
        "events with several actors": sum(len(e.actors) > 1 for _, e in told),
        "events told by a speaker": sum(e.via is not None for _, e in told),
    }
    for name in load_ontology().types:
        own = Counter(trigger(s, e) for s, e in told if e.type == name)
        out[f"{name} triggers"] = len(own)
    modes = Counter((e.type, e.mode) for _, e in told)
    out["modes with an example"] = sum(modes[t, m] > 0 for t, k in load_ontology().types.items() for m in k.modes)
    for status in STATUSES:
        out[f"status {status}"] = sum(e.status == status for _, e in told)
    for name, sign in CONSTRUCTIONS.items():
        out[name] = sum(bool(re.search(sign, s.text, re.IGNORECASE)) for s in sentences)
    return out


def main(folder: Path) -> int:
    """Prints the table; the exit status tells whether all floors hold."""
    found = measure(list(read_sentences(sorted(folder.glob("*.txt")))))
    floors: dict[str, float] = yaml.safe_load((CORPUS / "floors.yaml").read_text(encoding="utf-8"))
    missed = 0
    for name in dict.fromkeys([*floors, *found]):
        value, floor = found.get(name, 0), floors.get(name)
        short = floor is not None and value < floor
        missed += short
        # measures with a ceiling are kept negative, so that one rule serves all
        print(f"{name:<34}{abs(value):>8g}{'' if floor is None else f'{abs(floor):>8g}'}{'  missed' if short else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS / "sentences"))
