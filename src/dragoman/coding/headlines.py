"""Headlines and transcripts that ascribe with a colon: "Talks to go on: minister", "Minister: talks go on"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.cues import Candidate
from dragoman.language.tokens import Sentence, Token
from dragoman.lexicon.reporting import Reporting

_LONGEST_NAME = 6
"""Most tokens of a name that a headline puts before or behind its colon."""


def headline_candidate(sentence: Sentence, quoted: Sequence[int], lexicon: Reporting) -> Candidate | None:
    """The attribution that a colon makes in a headline (or before a speaker's turn in a transcript)."""
    tokens = sentence.tokens
    colon = next((t.i for t in tokens if t.text == ":" and quoted[t.i] < 0), -1)
    if colon < 1 or colon > len(tokens) - 2:
        return None
    before, behind = tokens[:colon], [t for t in tokens[colon + 1 :] if t.text != "."]
    title = sentence.block == "headline"
    if not title and not (sentence.first and _turn(before)):
        return None
    if _name(before, title) and len(behind) >= 2:
        return _candidate(tokens[colon], before, colon + 1, len(tokens), title)
    if title and _name(behind, title) and len(before) >= 3:
        return _candidate(tokens[colon], behind, 0, colon, title)
    return None


def _turn(words: list[Token]) -> bool:
    return len(words) <= 4 and all((t.pos == "PROPN" or t.text in (".", "-")) and t.text not in ("Q", "A") for t in words)


def _name(words: list[Token], title: bool) -> bool:
    if not 0 < len(words) <= _LONGEST_NAME or any(t.pos in ("AUX", "PUNCT", "SCONJ") for t in words):
        return False
    if any(t.tag in ("VBZ", "VBD", "VBP", "MD", "IN") and t.lower != "of" for t in words):
        return False
    return any(t.pos in ("PROPN", "NOUN") for t in words)


def _candidate(colon: Token, name: list[Token], first: int, last: int, title: bool) -> Candidate:
    tokens = colon.sent.tokens
    while last > first and tokens[last - 1].text in (".", ","):
        last -= 1
    head = next((t for t in name if t.head not in name or t.head is t), name[-1])
    found = Candidate(colon, [], "says", ((first, last),), head, "quote", True, 0.6)
    return found
