"""``dragoman profile``: partners, statements, positions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from conftest import Cli


@pytest.fixture(autouse=True)
def db(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles of ``news_made`` are the store that is meant."""
    monkeypatch.setenv("DRAGOMAN_DB", filled)


def test_a_country(cli: Cli) -> None:
    done = cli("profile", "China")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "China  CHN"
    assert ["to", "KEN", "1", "·", "·", "·", "1", "+5.0"] in [line.split() for line in lines]
    assert "speaks of  Kenya (1), Russia (1)" in lines
    assert "in the contexts  diplomatic (1)" in lines
    assert any("Russia was a partner" in line for line in lines)


def test_positions(cli: Cli) -> None:
    lines = cli("profile", "Russia", "--about", "USA").out.splitlines()
    assert "on USA, by month" in lines
    assert ["2024-01", "1", "1", "·", "1", "·", "-2.0"] in [line.split() for line in lines]
    assert "on talks, by month" in cli("profile", "Russia", "--text", "talks").out


@pytest.mark.parametrize(
    ("about", "ending", "start"),
    [
        (True, "svg", b"<svg"),
        (True, "csv", b"start,end,statements"),
        (False, "csv", b"partner,entity,direction"),
        (True, "json", b'{\n "who": {'),
    ],
)
def test_files(cli: Cli, tmp_path: Path, about: bool, ending: str, start: bytes) -> None:
    out = tmp_path / f"profile.{ending}"
    done = cli("profile", "Putin", *(("--about", "USA") if about else ()), "-o", out)
    assert done.status == 0
    assert out.read_bytes().startswith(start)
    if ending == "json":
        told = json.loads(out.read_text())
        assert told["who"]["name"] == "Vladimir Putin"
        assert {"partners", "latest", "contexts", "topics", "positions"} <= set(told)


def test_what_cannot_be_told(cli: Cli) -> None:
    done = cli("profile", "China", "-o", "x.png")
    assert (done.status, done.out) == (2, "")
    assert "say with --about or --text on what" in done.err
    done = cli("profile", "Tuvalu")
    assert done.status == 0
    assert done.err.startswith("dragoman: Tuvalu: nothing is told that matches")
