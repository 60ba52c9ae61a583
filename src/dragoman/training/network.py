"""The reader while it is trained: one encoder, and the heads that read its word vectors.

What is written here in torch is read again without torch by `dragoman.reader`; both must agree (a test compares them).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertModel

from dragoman.reader.labels import MODES, STATUSES, TYPES

ARGUMENT_SIZE = 128


@dataclass(slots=True)
class Batch:
    """Sentences side by side.

    Attributes:
        ids, mask: word pieces, (sentence, piece).
        pool: which pieces make which word, rows summing to 1, (sentence, word, piece).
        words: which words are real, (sentence, word).
    """

    ids: Tensor
    mask: Tensor
    pool: Tensor
    words: Tensor


class ReaderNetwork(nn.Module):
    """Word vectors from the encoder, and one linear head for each question asked of them.

    Args:
        base: folder of the base encoder.
        mixed: whether the encoder is trained in bfloat16: much quicker where the processor multiplies such matrices.
    """

    def __init__(self, base: Path, mixed: bool = False) -> None:
        super().__init__()
        self.mixed = mixed
        self.encoder = BertModel.from_pretrained(base, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.hidden = nn.Linear(size, size)
        self.kind = nn.Linear(size, len(TYPES))
        self.mode = nn.Linear(size, len(MODES))
        self.status = nn.Linear(size, len(STATUSES))
        self.said = nn.Linear(size, 3)
        self.trigger = nn.Linear(size, 2 * ARGUMENT_SIZE)
        self.argument = nn.Linear(size, 2 * ARGUMENT_SIZE)
        self.prior = nn.Linear(size, 2)
        self.cue = nn.Linear(size, 2 * ARGUMENT_SIZE)
        self.spoken = nn.Linear(size, 2 * ARGUMENT_SIZE)
        self.spoken_prior = nn.Linear(size, 2)

    def vectors(self, batch: Batch) -> Tensor:
        """One vector a word, (sentence, word, size)."""
        with torch.autocast("cpu", torch.bfloat16, enabled=self.mixed and self.training):
            pieces = self.encoder(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
        return self.dropout(torch.bmm(batch.pool, pieces.float()))

    def telling(self, words: Tensor) -> Tensor:
        """What a word tells: the vectors that the heads of types, modes and statuses read."""
        return self.dropout(nn.functional.gelu(self.hidden(words)))

    def arguments(self, words: Tensor) -> Tensor:
        """Log-odds that word j acts (0), is acted upon (1) in what word i tells: (sentence, i, j, 2)."""
        n, count, _ = words.shape
        left = self.trigger(words).view(n, count, 2, ARGUMENT_SIZE)
        right = self.argument(words).view(n, count, 2, ARGUMENT_SIZE)
        scores = torch.einsum("nird,njrd->nijr", left, right) / ARGUMENT_SIZE**0.5
        return scores + self.prior(words)[:, None, :, :]

    def attributed(self, cues: Tensor, words: Tensor) -> Tensor:
        """Log-odds that word j is of the source (0), of the content (1) of a cue's word i, in one sentence.

        ``cues`` are the vectors of the cue's words, (i, size), ``words`` those of all words, (j, size); (i, j, 2).
        """
        left = self.cue(cues).view(len(cues), 2, ARGUMENT_SIZE)
        right = self.spoken(words).view(len(words), 2, ARGUMENT_SIZE)
        return torch.einsum("ird,jrd->ijr", left, right) / ARGUMENT_SIZE**0.5 + self.spoken_prior(words)[None, :, :]
