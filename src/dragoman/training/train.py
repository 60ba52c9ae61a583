"""Trains the reader: one encoder and its heads on all examples at once; one seed, examples in a fixed order."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from dragoman.reader.pieces import Pieces, Splitter
from dragoman.training.examples import Example
from dragoman.training.losses import loss
from dragoman.training.network import Batch, ReaderNetwork


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how fast to learn.

    Attributes:
        rounds: how often each of the plentiful examples is seen.
        mixed: in bfloat16 where that does no harm.
    """

    epochs: int = 7
    batch: int = 24
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    seed: int = 7
    rounds: int = 2
    mixed: bool = False


def collate(pieces: list[Pieces]) -> Batch:
    """Sentences of unlike length side by side."""
    n, longest = len(pieces), max(len(p.ids) for p in pieces)
    width = max(1, *(len(p.bounds) for p in pieces))
    ids, mask = torch.zeros((n, longest), dtype=torch.long), torch.zeros((n, longest), dtype=torch.long)
    pool, words = torch.zeros((n, width, longest)), torch.zeros((n, width), dtype=torch.bool)
    for row, p in enumerate(pieces):
        ids[row, : len(p.ids)] = torch.tensor(p.ids)
        mask[row, : len(p.ids)] = 1
        for word, (a, b) in enumerate(p.bounds):
            if b > a:
                pool[row, word, a:b] = 1 / (b - a)
                words[row, word] = True
    return Batch(ids, mask, pool, words)


def train(
    examples: list[Example],
    base: Path,
    settings: Settings,
    many: Sequence[Example] = (),
    each_epoch: Callable[[int, ReaderNetwork, Splitter, float], None] | None = None,
) -> tuple[ReaderNetwork, Splitter]:
    """Fine-tune the base encoder and the heads on the examples.

    Every epoch sees all ``examples`` and, in turn, one part of ``many``: sentences of which there are enough that each
    need not be seen in every one.
    """
    torch.manual_seed(settings.seed)
    order = random.Random(settings.seed)
    network, splitter = ReaderNetwork(base, settings.mixed), Splitter(base / "vocab.txt")
    shuffled = order.sample([*many] * settings.rounds, settings.rounds * len(many))
    share = -(-len(shuffled) // settings.epochs)
    steps = settings.epochs * ((len(examples) + share) // settings.batch + 1)
    optimizer = torch.optim.AdamW(_groups(network, settings), weight_decay=0.01)
    warmup = 0.06 * steps
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min((n + 1) / warmup, 1 - n / (steps + 1)))
    for epoch in range(settings.epochs):
        network.train()
        started, total = time.time(), 0.0
        seen = [*examples, *shuffled[epoch * share : (epoch + 1) * share]]
        pieces = splitter.split([e.words for e in seen])
        for chosen in batches(pieces, settings.batch, order):
            value = loss(network, collate([pieces[i] for i in chosen]), [seen[i] for i in chosen])
            optimizer.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += float(value.detach()) * len(chosen)
        print(f"epoch {epoch + 1}: loss {total / len(seen):.3f}, {time.time() - started:.0f} s", flush=True)
        if each_epoch is not None:
            each_epoch(epoch, network.eval(), splitter, total / len(seen))
    return network.eval(), splitter


def _groups(network: ReaderNetwork, settings: Settings) -> list[dict[str, object]]:
    encoder = list(network.encoder.parameters())
    own = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if id(p) not in own]
    return [{"params": encoder, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}]


def batches(pieces: list[Pieces], size: int, order: random.Random) -> Iterator[list[int]]:
    """Batches of sentences of like length, in random order."""
    numbers = list(range(len(pieces)))
    order.shuffle(numbers)
    stretch = size * 40
    for start in range(0, len(numbers), stretch):
        part = sorted(numbers[start : start + stretch], key=lambda i: len(pieces[i].ids))
        groups = [part[k : k + size] for k in range(0, len(part), size)]
        order.shuffle(groups)
        yield from groups
