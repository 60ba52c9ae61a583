"""From words to the word pieces that the encoder reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tokenizers import BertWordPieceTokenizer

MAX_PIECES = 192
"""Of a sentence that is read; words beyond get no vector."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A sentence in word pieces.

    Attributes:
        ids: numbers of the pieces, with those that mark beginning and end.
        bounds: for each word its pieces, first and one past the last; shorter than the words where the sentence is
            too long.
    """

    ids: list[int]
    bounds: list[tuple[int, int]]


class Splitter:
    """Splits words into pieces of the encoder's vocabulary."""

    def __init__(self, vocabulary: Path) -> None:
        self._tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)

    def split(self, sentences: Sequence[Sequence[str]]) -> list[Pieces]:
        """The pieces of some sentences, given as words."""
        encoded = self._tokenizer.encode_batch([list(s) for s in sentences], is_pretokenized=True)
        return [_pieces(e.ids, e.word_ids, len(s)) for e, s in zip(encoded, sentences, strict=True)]


def _pieces(ids: list[int], word_ids: list[int | None], count: int) -> Pieces:
    if len(ids) > MAX_PIECES:
        ids, word_ids = [*ids[: MAX_PIECES - 1], ids[-1]], [*word_ids[: MAX_PIECES - 1], None]
    bounds: list[tuple[int, int]] = []
    at = 1
    for word in range(count):
        end = at
        while end < len(word_ids) and word_ids[end] == word:
            end += 1
        if at >= len(ids) - 1:
            break
        bounds.append((at, end))
        at = end
    return Pieces(ids, bounds)
