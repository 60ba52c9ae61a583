"""Runs the reader: the encoder in onnxruntime, its heads as plain matrices, one reading a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from dragoman.data import package_file
from dragoman.errors import ModelError
from dragoman.language.model import hash_files
from dragoman.reader.labels import MODES, STATUSES, TYPES
from dragoman.reader.pieces import Pieces, Splitter
from dragoman.records import Status, stable_id

Array = npt.NDArray[np.float32]
_BATCH = 24
_PRIORS = {"argument": "prior", "spoken": "spoken_prior"}
"""Heads whose answers are needed of all words, each with that of what is so whatever is asked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of one sentence's words.

    Attributes:
        kinds: probability that a word tells each type, (word, type); the first type is none.
        statuses: probability of each status of what a word tells, (word, status).
        modes: log-odds of each mode of each type, (word, mode).
        said: probability that a word is part of a source, cue, content, (word, part).
    """

    kinds: Array
    statuses: Array
    modes: Array
    said: Array
    _words: Array
    _asked: Mapping[str, Array]
    _heads: Mapping[str, Array]

    def __len__(self) -> int:
        """How many words were read: all but those of a very long sentence's end."""
        return len(self.kinds)

    def kind(self, word: int, name: str) -> float:
        """How likely a word tells a type."""
        return float(self.kinds[word, TYPES.index(name)])

    def best(self, word: int) -> tuple[str, float]:
        """The likeliest type of a word, should it tell any, and its probability."""
        k = 1 + int(self.kinds[word, 1:].argmax())
        return TYPES[k], float(self.kinds[word, k])

    def status(self, word: int) -> tuple[Status, float]:
        """The likeliest status of what a word tells, and its probability."""
        k = int(self.statuses[word].argmax())
        return STATUSES[k], float(self.statuses[word, k])

    def mode(self, word: int, name: str) -> tuple[str | None, float]:
        """The likeliest mode of a type told by a word, and its probability among that type's."""
        own = [k for k, (of, _) in enumerate(MODES) if of == name]
        odds = _softmax(self.modes[word, own])
        k = int(odds.argmax())
        return MODES[own[k]][1], float(odds[k])

    def roles(self, word: int) -> Array:
        """Probability that each word acts, and is acted upon, in what a word tells: (word, role)."""
        return self._pairs("trigger", "argument", [word])

    def attributed(self, cue: Sequence[int]) -> Array:
        """Probability that each word is of the source, of the content of the statement that a cue makes: (word, 2)."""
        return self._pairs("cue", "spoken", cue)

    def _pairs(self, asks: str, answers: str, asked: Sequence[int]) -> Array:
        """What a head of pairs says of all words beside some, on the average."""
        left = _head(self._heads, asks, self._words[list(asked)]).mean(0).reshape(2, -1)
        right = self._asked[answers].reshape(len(self), 2, -1)
        scores = np.einsum("rd,jrd->jr", left, right) / left.shape[-1] ** 0.5
        return _sigmoid(scores + self._asked[_PRIORS[answers]])


class Reader:
    """The packaged reader, or one in a folder of its own.

    Raises:
        ModelError: if a file of it is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        try:
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            self._session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options)
            with np.load(folder / "heads.npz") as arrays:
                self._heads: Mapping[str, Array] = dict(arrays)
            self._splitter = Splitter(folder / "vocab.txt")
        except Exception as e:
            advice = "try: pip install --force-reinstall dragoman"
            raise ModelError(f"the reader in {folder} cannot be loaded ({e}); {advice}") from e

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        """Readings of sentences given as words, in their order.

        The sentences of one call are read in batches of like length; a quantised encoder's answers depend, in the
        third decimal, on what else is in the batch, so that an article is always given whole and alone.
        """
        pieces = self._splitter.split(sentences)
        vectors: dict[int, Array] = {}
        for chosen in _alike([len(p.ids) for p in pieces]):
            vectors.update(zip(chosen, self._vectors([pieces[i] for i in chosen]), strict=True))
        return list(self._readings([vectors[i] for i in range(len(pieces))]))

    def _vectors(self, batch: list[Pieces]) -> Iterator[Array]:
        """The vectors of each sentence's words."""
        longest = max(len(p.ids) for p in batch)
        ids, mask = np.zeros((len(batch), longest), np.int64), np.zeros((len(batch), longest), np.int64)
        for row, p in enumerate(batch):
            ids[row, : len(p.ids)] = p.ids
            mask[row, : len(p.ids)] = 1
        hidden = self._session.run(None, {"ids": ids, "mask": mask})[0]
        for row, p in enumerate(batch):
            size = hidden.shape[-1]
            yield np.stack([hidden[row, a:b].mean(0) if b > a else np.zeros(size, np.float32) for a, b in p.bounds])

    def _readings(self, vectors: list[Array]) -> Iterator[Reading]:
        """The heads' answers; all sentences together, since a few large products are quicker than many small ones."""
        if not vectors:
            return
        words = np.concatenate(vectors)
        telling = _gelu(_head(self._heads, "hidden", words))
        kinds, statuses = (_softmax(_head(self._heads, name, telling)) for name in ("kind", "status"))
        modes, said = _head(self._heads, "mode", telling), _sigmoid(_head(self._heads, "said", words))
        asked = {name: _head(self._heads, name, words) for name in (*_PRIORS, *_PRIORS.values())}
        start = 0
        for own in vectors:
            here = slice(start, start + len(own))
            part = {name: values[here] for name, values in asked.items()}
            yield Reading(kinds[here], statuses[here], modes[here], said[here], own, part, self._heads)
            start = here.stop


def _alike(lengths: list[int]) -> Iterator[list[int]]:
    """Sentences in batches of like length: padding costs as much as words."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if batch and (len(batch) == _BATCH or lengths[i] > 1.25 * lengths[batch[0]] + 2):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


@lru_cache(maxsize=1)
def load_reader() -> Reader:
    """The packaged reader.

    Raises:
        ModelError: if a file of it is missing or damaged.
    """
    return Reader(reader_folder())


def reader_folder() -> Path:
    """Where the packaged reader's files lie."""
    return Path(str(package_file("reader", "data")))


@lru_cache(maxsize=1)
def reader_hash() -> str:
    """One hash of all that decides what the reader says: the hashes of its files."""
    return stable_id(*sorted(hash_files(reader_folder()).items()))


def _head(heads: Mapping[str, Array], name: str, vectors: Array) -> Array:
    return vectors @ heads[f"{name}.weight"] + heads[f"{name}.bias"]


def _softmax(scores: Array) -> Array:
    grown = np.exp(scores - scores.max(-1, keepdims=True))
    out: Array = grown / grown.sum(-1, keepdims=True)
    return out


def _sigmoid(scores: Array) -> Array:
    out: Array = (1 / (1 + np.exp(-scores))).astype(np.float32)
    return out


def _gelu(x: Array) -> Array:
    """The exact form, 0.5 x (1 + erf(x / sqrt 2)), with erf to seven digits (Abramowitz and Stegun 7.1.26)."""
    z = np.abs(x) / np.float32(2**0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    out: Array = (0.5 * x * (1 + erf)).astype(np.float32)
    return out
