"""What the heads are asked in training, for each kind of annotation."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from dragoman.reader.labels import MODES, NOTHING, STATUSES, TYPES
from dragoman.training.examples import Example, Told
from dragoman.training.network import Batch, ReaderNetwork

_SMOOTHING = 0.05
_OPEN = -100
_TYPE = {name: n for n, name in enumerate(TYPES)}
_MODE = {name: n for n, name in enumerate(MODES)}
_STATUS: dict[str, int] = {name: n for n, name in enumerate(STATUSES)}
_SAME_TYPE = torch.tensor([[a[0] == b[0] for b in MODES] for a in MODES])
"""Which modes are modes of the same type: only they compete."""
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
_WEIGHTS = {
    "type": 8.0,
    "mode": 0.5,
    "status": 0.5,
    "arguments": 12.0,
    "pair": 0.5,
    "some": 0.3,
    "said": 3.0,
    "links": 3.0,
}


@dataclass(slots=True)
class _Event:
    """An event of a batch: sentence and what is told there."""

    row: int
    told: Told


def loss(network: ReaderNetwork, batch: Batch, examples: list[Example]) -> Tensor:
    """The weighted sum of all questions that the examples of a batch answer."""
    words = network.vectors(batch)
    telling = network.telling(words)
    types = network.kind(telling)
    arguments = network.arguments(words)
    width = words.shape[1]
    events = [_Event(row, t) for row, e in enumerate(examples) for t in e.events if t.trigger < width]
    parts = {
        "type": _type_loss(types, batch, examples),
        "mode": _mode_loss(network, telling, events),
        "status": _status_loss(network, telling, events),
        "arguments": _argument_loss(arguments, batch, events),
        "pair": _pair_loss(types, arguments, batch, examples),
        "some": _some_loss(types, batch, examples),
        "said": _said_loss(network, words, batch, examples),
        "links": _link_loss(network, words, batch, examples),
    }
    return torch.stack([_WEIGHTS[name] * value for name, value in parts.items()]).sum()


def _type_loss(types: Tensor, batch: Batch, examples: list[Example]) -> Tensor:
    gold = torch.full(types.shape[:2], _OPEN)
    for row, example in enumerate(examples):
        if not example.complete:
            continue
        gold[row, batch.words[row]] = 0
        for i in example.unsure:
            if i < gold.shape[1]:
                gold[row, i] = _OPEN
        for told in example.events:
            if told.trigger < gold.shape[1] and batch.words[row, told.trigger]:
                gold[row, told.trigger] = _TYPE[told.type]
    if not (gold != _OPEN).any():
        return types.sum() * 0
    return F.cross_entropy(types.flatten(0, 1), gold.flatten(), ignore_index=_OPEN, label_smoothing=_SMOOTHING / 5)


def _at(values: Tensor, events: list[_Event]) -> Tensor:
    return values[[e.row for e in events], [e.told.trigger for e in events]]


def _mode_loss(network: ReaderNetwork, telling: Tensor, events: list[_Event]) -> Tensor:
    if not events:
        return telling.sum() * 0
    gold = torch.tensor([_MODE[e.told.type, e.told.mode] for e in events])
    scores = network.mode(_at(telling, events)).masked_fill(~_SAME_TYPE[gold], -1e4)
    return F.cross_entropy(scores, gold)


def _status_loss(network: ReaderNetwork, telling: Tensor, events: list[_Event]) -> Tensor:
    if not events:
        return telling.sum() * 0
    gold = torch.tensor([_STATUS[e.told.status] for e in events])
    return F.cross_entropy(network.status(_at(telling, events)), gold, label_smoothing=_SMOOTHING)


def _argument_loss(arguments: Tensor, batch: Batch, events: list[_Event]) -> Tensor:
    total, count = arguments.sum() * 0, 0
    width = arguments.shape[2]
    for event in events:
        for role, gold in enumerate((event.told.actors, event.told.recipients)):
            if gold is None:
                continue
            wanted = torch.zeros(width)
            wanted[[i for i in gold if i < width]] = 1
            real = batch.words[event.row]
            scores = arguments[event.row, event.told.trigger, :, role]
            total = total + F.binary_cross_entropy_with_logits(scores[real], wanted[real])
            count += 1
    return total / max(count, 1)


def _telling(types: Tensor, batch: Batch) -> Tensor:
    """How much more each word tells each type than nothing; words that are none tell nothing."""
    return (types - types[:, :, :1]).masked_fill(~batch.words[:, :, None], -1e4)


def _pair_loss(types: Tensor, arguments: Tensor, batch: Batch, examples: list[Example]) -> Tensor:
    """Some word tells one of the right types with this actor and this recipient, as far as they are marked."""
    total, count = types.sum() * 0, 0
    odds = _telling(types, batch)
    width = types.shape[1]
    for row, example in enumerate(examples):
        if example.pair is None:
            continue
        who, whom = ([i for i in part if i < width] for part in example.pair[:2])
        if not who and not whom:
            continue
        acts, bears, meets = (_in_role(arguments[row], *side) for side in ((who, 0), (whom, 1), (whom, 0)))
        mutual = torch.tensor([name in _MUTUAL for name in TYPES])
        second = torch.where(mutual[None, :], torch.maximum(bears, meets)[:, None], bears[:, None])
        scores = torch.logsumexp(odds[row] + acts[:, None] + second, 0)
        total, count = total + _choice(scores, example.pair[2]), count + 1
    return total / max(count, 1)


def _in_role(arguments: Tensor, words: list[int], role: int) -> Tensor:
    """Log-probability, for what each word tells, that some words are in a role of it; 0 for no words."""
    if not words:
        return arguments.new_zeros(len(arguments))
    return F.logsigmoid(arguments[:, words, role].mean(1))


def _some_loss(types: Tensor, batch: Batch, examples: list[Example]) -> Tensor:
    """Some word tells one of the right types, or none tells any."""
    total, count = types.sum() * 0, 0
    odds = torch.logsumexp(_telling(types, batch), 1)
    for row, example in enumerate(examples):
        if example.some is not None:
            total, count = total + _choice(odds[row], example.some or frozenset({NOTHING})), count + 1
    return total / max(count, 1)


def _choice(scores: Tensor, right: frozenset[str]) -> Tensor:
    """Cross entropy of a choice of which several answers are right; no event scores 0."""
    scores = torch.cat([torch.zeros(1), scores[1:]])
    return torch.logsumexp(scores, 0) - torch.logsumexp(scores[[_TYPE[name] for name in sorted(right)]], 0)


def _said_loss(network: ReaderNetwork, words: Tensor, batch: Batch, examples: list[Example]) -> Tensor:
    rows = [row for row, e in enumerate(examples) if e.said is not None]
    if not rows:
        return words.sum() * 0
    scores = network.said(words[rows])
    gold = torch.zeros_like(scores)
    for k, row in enumerate(rows):
        said = examples[row].said
        assert said is not None
        for part, told in enumerate((said.source, said.cue, said.content)):
            gold[k, [i for i in told if i < gold.shape[1]], part] = 1
    real = batch.words[rows]
    return F.binary_cross_entropy_with_logits(scores[real], gold[real])


def _link_loss(network: ReaderNetwork, words: Tensor, batch: Batch, examples: list[Example]) -> Tensor:
    """Which words are the source, which the content of each cue; every word of the cue must know."""
    total, count = words.sum() * 0, 0
    for row, example in enumerate(examples):
        real = batch.words[row]
        for cue, *parts in example.said.links if example.said else ():
            asked = sorted(i for i in cue if i < len(real) and real[i])
            if not asked:
                continue
            gold = torch.zeros((len(asked), len(real), 2))
            for role, told in enumerate(parts):
                gold[:, [i for i in told if i < len(real)], role] = 1
            scores = network.attributed(words[row, asked], words[row])
            total = total + F.binary_cross_entropy_with_logits(scores[:, real], gold[:, real])
            count += 1
    return total / max(count, 1)
