"""Places that are only places: where something is or happens, not who does it."""

from __future__ import annotations

from dragoman.coding.detection import Candidate
from dragoman.coding.reference import Reference
from dragoman.language.tokens import Sentence, Token

_JOINTS = (("and",), (",",), ("or",), (",", "and"), ("&",))


def mark_places(sentence: Sentence, candidates: list[Candidate], reference: Reference) -> None:
    """Sets ``locative`` on the mentions of a sentence that are places where something is.

    A state after "in" or "at" is a place; after "with", "against", "to", "of" it is somebody. A town is a place,
    too, after a word of motion ("flew to Geneva") and in a dateline; a region or town that is no capital also before
    a noun ("the Alaska summit").
    """
    tokens = sentence.tokens
    before: Candidate | None = None
    for candidate in candidates:
        if not candidate.place or (candidate.mention.attributive and candidate.mention.adjectival):
            continue
        mention = candidate.mention
        mention.locative = (
            (candidate.region and mention.adjectival)
            or _after_preposition(candidate, tokens, reference)
            or _dateline(candidate, sentence)
            or (before is not None and before.mention.locative and _joined(before, candidate, tokens))
        )
        before = candidate


def _after_preposition(candidate: Candidate, tokens: list[Token], reference: Reference) -> bool:
    first = candidate.mention.first
    if first == 0 or candidate.mention.adjectival:
        return False
    word = tokens[first - 1].lower
    if word in reference.locative and tokens[first - 1].pos in ("ADP", "SCONJ", "ADV"):
        return True
    if word == "of" and candidate.place and tokens[first - 1].head.lemma.lower() in reference.settings:
        return True
    if candidate.town and word in reference.toward:
        return _moves(tokens[first - 1], reference)
    return False


def _moves(preposition: Token, reference: Reference) -> bool:
    """Whether the preposition hangs by a word of motion, or by another preposition or participle that does."""
    governor = preposition.head
    for _ in range(2):
        if governor.lemma.lower() in reference.motion:
            return True
        governor = governor.head
    return False


def _dateline(candidate: Candidate, sentence: Sentence) -> bool:
    """ "KUALA LUMPUR: ...", "GENEVA, March 4 (AFP) - ..." at the head of a block."""
    if candidate.mention.first != 0 or not sentence.first or not candidate.town:
        return False
    following = sentence.tokens[candidate.mention.last : candidate.mention.last + 1]
    if not following:
        return False
    return following[0].text in ("-", "–", "—", "(", "/", "|") or (
        following[0].text in (":", ",") and all(t.text.isupper() for t in candidate.mention.tokens)
    )


def _joined(before: Candidate, candidate: Candidate, tokens: list[Token]) -> bool:
    """Whether a place stands in a list with the one before it; not the subject behind a phrase that opens the
    sentence: "After talks in Geneva, Iran said ..."."""
    if candidate.mention.head.dep in ("nsubj", "nsubjpass") and before.mention.head.dep != candidate.mention.head.dep:
        return False
    between = tuple(t.lower for t in tokens[before.mention.last : candidate.mention.first])
    return between in _JOINTS
