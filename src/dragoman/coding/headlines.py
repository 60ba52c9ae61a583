"""Headlines and transcripts: "Talks to go on: minister", "Minister: talks go on"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.cues import Candidate
from dragoman.language.tokens import Sentence, Token

_LONGEST_NAME = 6
"""Most tokens of a name that a headline puts before or behind its colon."""
_CONTENT_WORDS = frozenset({"VERB", "AUX"})


def headline_candidate(sentence: Sentence, quoted: Sequence[int]) -> Candidate | None:
    """The attribution that a colon makes in a headline (or before a speaker's turn in a transcript)."""
    tokens = sentence.tokens
    colon = next((t.i for t in tokens if t.text == ":" and quoted[t.i] < 0), -1)
    if colon < 1 or colon > len(tokens) - 3:
        title = sentence.block == "headline" and colon > 2
        return _behind(tokens, colon) if title else None
    before, behind = tokens[:colon], tokens[colon + 1 :]
    if sentence.block == "headline":
        if _name(before) and (_told(behind) or quoted[colon + 1] >= 0):
            return _candidate(tokens[colon], before, colon + 1, len(tokens))
        return _behind(tokens, colon)
    if sentence.first and _turn(before):
        return _candidate(tokens[colon], before, colon + 1, len(tokens))
    return None


def _behind(tokens: list[Token], colon: int) -> Candidate | None:
    """ "Talks to go on: minister"."""
    name = [t for t in tokens[colon + 1 :] if t.text != "."]
    if len(tokens[:colon]) >= 3 and _name(name):
        return _candidate(tokens[colon], name, 0, colon)
    return None


def _turn(words: list[Token]) -> bool:
    return len(words) <= 4 and all((t.pos == "PROPN" or t.text in (".", "-")) and len(t.text) > 1 for t in words)


def _told(words: list[Token]) -> bool:
    """Whether the words behind a name tell something: a label ("Editorial: The Week") has no verb."""
    return len(words) >= 2 and any(t.pos in _CONTENT_WORDS and t.tag not in ("VBG", "VBN") for t in words)


def _name(words: list[Token]) -> bool:
    if not 0 < len(words) <= _LONGEST_NAME or any(t.pos in ("AUX", "PUNCT", "SCONJ") for t in words):
        return False
    if any(t.tag in ("VBZ", "VBD", "VBP", "VBN", "MD", "IN") and t.lower != "of" for t in words):
        return False
    if len(words) == 1 and words[0].text.isupper() and len(words[0].text) > 4:
        return False  # a rubric
    return any(t.pos in ("PROPN", "NOUN") for t in words)


def _head(name: list[Token]) -> Token:
    return next((t for t in name if t.head not in name or t.head is t), name[-1])


def _end(tokens: list[Token]) -> int:
    last = len(tokens)
    while last > 1 and tokens[last - 1].text in (".", ",", ";"):
        last -= 1
    return last


def _candidate(colon: Token, name: list[Token], first: int, last: int) -> Candidate:
    last = min(last, _end(colon.sent.tokens))
    return Candidate(colon, [], "says", ((first, last),), _head(name), "quote", True)
