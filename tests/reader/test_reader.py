"""The packaged reader: it reads, its answers have the promised form, and rules run without it."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from dragoman import Coder
from dragoman.errors import ModelError
from dragoman.reader.joining import load_joining
from dragoman.reader.labels import TYPES
from dragoman.reader.model import Reader, load_reader
from dragoman.reader.pieces import MAX_PIECES

ATTACK = "Gunmen attacked a police post in northern Mali on Friday .".split()
WEATHER = "Rain fell on the hills above the town all morning .".split()


def test_probabilities_sum_to_one() -> None:
    (reading,) = load_reader().read([ATTACK])
    assert len(reading) == len(ATTACK)
    assert np.allclose(reading.kinds.sum(1), 1, atol=1e-5)
    assert np.allclose(reading.statuses.sum(1), 1, atol=1e-5)
    roles = reading.roles(1)
    assert roles.shape == (len(ATTACK), 2)
    assert ((roles >= 0) & (roles <= 1)).all()


def test_an_attack_is_told_from_the_weather() -> None:
    attack, weather = load_reader().read([ATTACK, WEATHER])
    kind, sure = attack.best(1)
    assert kind == "ASSAULT"
    assert sure > 0.5
    assert all(weather.kind(i, name) < 0.5 for i in range(len(WEATHER)) for name in TYPES[1:])


def test_who_acts_is_told_from_who_suffers() -> None:
    (reading,) = load_reader().read([ATTACK])
    roles = reading.roles(1)
    gunmen, police = roles[0], roles[3]
    assert gunmen[0] > gunmen[1]
    assert police[1] > police[0]


def test_the_same_call_gives_the_same_answers() -> None:
    first, second = (load_reader().read([ATTACK, WEATHER])[0].kinds for _ in range(2))
    assert np.array_equal(first, second)


def test_a_very_long_sentence_is_read_as_far_as_it_goes() -> None:
    (reading,) = load_reader().read([ATTACK * 100])
    assert 0 < len(reading) < MAX_PIECES


def test_words_that_are_only_marks_do_no_harm() -> None:
    readings = load_reader().read([["\u200b", "“", "…", "”"], ["?"]])
    assert [np.isfinite(r.kinds).all() for r in readings] == [True, True]


def test_a_missing_reader_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reinstall"):
        Reader(tmp_path)


def test_the_joining_weights_trust_what_both_say() -> None:
    joining = load_joining()
    weak = joining.trust({"bias": 1.0, "type": -6.0, "trust": 1.0}, True)
    assert weak < joining.trust({"bias": 1.0, "type": 4.0, "trust": 1.0}, True)


def test_explanations_say_what_the_reader_thinks() -> None:
    coded = Coder(explain=True).code("The Kenyan president condemned Sudan on Friday.")
    (event,) = coded.events
    assert event.type == "ACCUSE"
    assert any("rules and reader together" in step for step in coded.explanations[event.id])
    assert 0.5 < event.confidence < 1


def test_fast_imports_no_runtime() -> None:
    program = "import sys; from dragoman import Coder; Coder(fast=True).code('Iran hit Iraq.'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "onnxruntime" not in done.stdout.split()


def test_the_export_says_what_the_trained_network_said() -> None:
    """The int8 export against the answers of the network it was made from, stored when it was trained."""
    lines = (Path(__file__).parent / "trained.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    readings = load_reader().read([row["words"] for row in rows])
    trained = np.concatenate([np.array(row["kinds"]) for row in rows])
    exported = np.concatenate([r.kinds for r in readings])
    assert (trained.argmax(1) == exported.argmax(1)).mean() > 0.97
    assert np.abs(trained - exported).mean() < 0.005
