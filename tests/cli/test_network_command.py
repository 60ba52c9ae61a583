"""``dragoman network``: edges in a table, graphs in files, pictures."""

from __future__ import annotations

import json
import re
from pathlib import Path

import networkx
import pytest

from conftest import Cli


@pytest.fixture(autouse=True)
def db(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The articles of ``news_made`` are the store that is meant."""
    monkeypatch.setenv("DRAGOMAN_DB", filled)


def test_the_heaviest_edges(cli: Cli) -> None:
    done = cli("network", "--limit", 2)
    assert (done.status, done.err) == (0, "")
    assert [line.split() for line in done.out.splitlines()[2:]] == [
        ["Russia", "United", "States", "1", "·", "1", "·", "2", "+1.0"],
        ["China", "Kenya", "1", "·", "·", "·", "1", "+5.0"],
    ]


def test_graphml(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "net.graphml"
    done = cli("network", "--entities", "--who", "Ethiopia", "-o", out)
    assert done.err == f"dragoman: 4 nodes, 2 edges; written: {out}\n"
    graph = networkx.read_graphml(out)
    assert set(graph.edges) == {("william ruto", "abiy ahmed"), ("united nations@UNO", "ethiopia")}


def test_json_and_tables(cli: Cli, tmp_path: Path) -> None:
    cli("network", "--type", "SANCTION", "-o", tmp_path / "net.json")
    told = json.loads((tmp_path / "net.json").read_text())
    assert [node["id"] for node in told["nodes"]] == ["RUS", "USA"]
    assert [(edge["source"], edge["target"], edge["events"]) for edge in told["edges"]] == [("USA", "RUS", 1)]
    cli("network", "-o", tmp_path / "net.csv")
    assert len((tmp_path / "net.csv").read_text().splitlines()) == 6


def test_the_same_network_gives_the_same_picture(cli: Cli, tmp_path: Path) -> None:
    drawn = []
    for name in ("one.svg", "other.svg"):
        assert cli("network", "-o", tmp_path / name).status == 0
        # ids inside are counted on from picture to picture of one process
        drawn.append(re.sub(r"gradient_\d+", "gradient", (tmp_path / name).read_text()))
    assert drawn[0] == drawn[1]
    assert all(f">{code}<" in drawn[0] for code in ("RUS", "USA", "KEN"))


def test_nothing_is_told_with_the_way_out(cli: Cli, tmp_path: Path) -> None:
    done = cli("network", "--type", "COERCE", "-o", tmp_path / "net.svg")
    assert done.status == 0
    assert "no events match (type COERCE)" in done.err
    assert "0 nodes, 0 edges" in done.err
