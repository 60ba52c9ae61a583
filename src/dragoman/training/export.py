"""Writes a trained reader as the package carries it: the encoder as int8 ONNX, the heads as plain arrays."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dragoman.reader.model import Array, Reader
from dragoman.reader.pieces import Pieces, Splitter
from dragoman.training.network import ReaderNetwork
from dragoman.training.train import collate

ENCODER, HEADS, VOCABULARY = "encoder.onnx", "heads.npz", "vocab.txt"
_HEADS = ("hidden", "kind", "mode", "status", "said", "trigger", "argument", "prior", "cue", "spoken", "spoken_prior")


class _Encoder(nn.Module):
    """The encoder with plain tensors in and out, as ONNX wants it."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.encoder = network.encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        hidden: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return hidden


def export(network: ReaderNetwork, vocabulary: Path, folder: Path) -> None:
    """Write encoder, heads and vocabulary into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        exact = Path(work) / "exact.onnx"
        sample = torch.ones((2, 8), dtype=torch.long)
        axes = {0: "sentence", 1: "piece"}
        torch.onnx.export(
            _Encoder(network.eval()),
            (sample, sample),
            str(exact),
            input_names=["ids", "mask"],
            output_names=["hidden"],
            dynamic_axes={"ids": axes, "mask": axes, "hidden": axes},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(exact, folder / ENCODER, weight_type=QuantType.QInt8, per_channel=True)
    np.savez(folder / HEADS, allow_pickle=False, **heads_of(network))
    (folder / VOCABULARY).write_bytes(vocabulary.read_bytes())


def heads_of(network: ReaderNetwork) -> dict[str, Array]:
    """The heads as the arrays that `dragoman.reader.model` multiplies with."""
    arrays = {}
    for name in _HEADS:
        head = getattr(network, name)
        arrays[f"{name}.weight"] = head.weight.detach().numpy().T.astype(np.float32)
        arrays[f"{name}.bias"] = head.bias.detach().numpy().astype(np.float32)
    return arrays


class TrainedReader(Reader):
    """A reader that runs the trained network itself, not an export: for what is fitted on its answers."""

    def __init__(self, network: ReaderNetwork, splitter: Splitter) -> None:
        self._network, self._splitter, self._heads = network.eval(), splitter, heads_of(network)

    @torch.no_grad()
    def _vectors(self, batch: list[Pieces]) -> Iterator[Array]:
        together = collate(batch)
        vectors = self._network.vectors(together).numpy()
        for row, p in enumerate(batch):
            yield vectors[row, : len(p.bounds)]
