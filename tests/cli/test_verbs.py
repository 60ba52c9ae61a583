"""explain, resolve, world, schema, --version, and the bar and colours of a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from conftest import EXAMPLE, Cli, program, write_articles
from dragoman import Coder, json_schema

SENTENCE = "Kenya urged Ethiopia on Friday to reopen the border."


def test_explain_shows_parse_entities_statements_events_and_steps(cli: Cli) -> None:
    done = cli("explain", SENTENCE, "--published", "2024-03-04")
    assert (done.status, done.err) == (0, "")
    told = done.out
    words = re.findall(r"^ +\d+ +(\S+) ", told, re.MULTILINE)
    assert words == ["Kenya", "urged", "Ethiopia", "on", "Friday", "to", "reopen", "the", "border", "."]
    assert re.search(r"urged +urge +VERB +VBD +ROOT", told)
    assert re.search(r"Kenya \(KEN GOV\) +country", told)
    for head in ("entity", "event", "speaker"):
        assert re.search(rf"^ +{head} ", told, re.MULTILINE), head
    assert any(line.strip().startswith("·") for line in told.splitlines())
    assert max(map(len, told.splitlines())) <= 100


def test_explain_reads_standard_input(cli: Cli) -> None:
    assert cli("explain", "-", stdin=SENTENCE.encode()).out == cli("explain", SENTENCE).out


def test_explain_takes_several_sentences_and_ones_in_which_nothing_happens(cli: Cli) -> None:
    done = cli("explain", "The weather was fine. Nobody came.")
    assert done.status == 0
    assert "no events, no statements" in done.out
    assert "weather" in done.out


def test_resolve_answers_a_phrase(cli: Cli) -> None:
    done = cli("resolve", "the Turkish foreign minister", "--date", "2019-05-29")
    answer = json.loads(done.out)
    assert (answer["country"], answer["sectors"][0], answer["role"]) == ("TUR", "GOV", "foreign minister")
    assert done.status == 0


def test_resolve_takes_what_is_known_of_the_country(cli: Cli) -> None:
    assert json.loads(cli("resolve", "the president", "--country", "KEN", "--json").out)["country"] == "KEN"


def test_resolve_goes_through_a_file(tmp_path: Path, cli: Cli) -> None:
    rows = [
        json.dumps({"id": 1, "text": "Turkish president", "date": "2019-05-29"}),
        "",
        "{broken",
        "[1]",
        json.dumps({"id": "d", "text": "Kenya", "date": "soon"}),
        json.dumps({"id": "n"}),
        json.dumps({"id": "k", "text": "Kenya"}),
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows))
    done = cli("resolve", tmp_path / "rows.jsonl", "-o", tmp_path / "out.jsonl")
    assert (done.status, done.out, done.err) == (0, "", "")
    answers = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [a["id"] for a in answers] == [1, "line 3", "line 4", "d", "n", "k"]
    assert [a["country"] for a in answers] == ["TUR", None, None, None, None, "KEN"]
    errors = [a.get("error") for a in answers]
    assert errors[0] is errors[5] is None
    assert errors[1].startswith("line 3: not valid JSON")
    assert errors[2] == "line 4: not an object with a text"
    assert "'soon' is no date" in errors[3]
    assert errors[4] == "the row has no text"
    piped = cli("resolve", "-", stdin="\n".join(rows).encode())
    assert piped.out == (tmp_path / "out.jsonl").read_text()


@pytest.mark.parametrize(
    ("name", "told"),
    [("Angela Merkel", "chancellor"), ("NATO", "IGO"), ("KEN", "Nairobi"), ("ken", "Kenya")],
)
def test_world_tells_what_is_known(name: str, told: str, cli: Cli) -> None:
    done = cli("world", name)
    assert (done.status, done.err) == (0, "")
    assert told in done.out
    as_json = cli("world", name, "--json").out
    assert all(isinstance(json.loads(line), dict) for line in as_json.splitlines())
    assert told in as_json


def test_world_takes_your_own_actors(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "own.csv").write_text("name,country,sectors\nLake Council,KEN,GOV\n")
    assert cli("world", "Lake Council").status == 2
    assert "KEN" in cli("world", "Lake Council", "--actors", tmp_path / "own.csv").out


def test_schema_prints_the_schema(cli: Cli) -> None:
    done = cli("schema")
    assert json.loads(done.out) == json_schema()


def test_version_is_the_coders_name(cli: Cli) -> None:
    assert cli("--version").out == Coder().name + "\n"


def in_terminal(*arguments: object, **environment: str) -> str:
    """What the program shows on a terminal of 100 columns (output and messages, as they come)."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    setting = {**os.environ, "COLUMNS": "100", "TERM": "xterm-256color", **environment}
    process = subprocess.Popen(program(*arguments), stdin=theirs, stdout=theirs, stderr=theirs, env=setting)
    os.close(theirs)
    shown = b""
    with contextlib.suppress(OSError):  # the end, where there is no more to read
        while chunk := os.read(ours, 1 << 16):
            shown += chunk
    os.close(ours)
    assert process.wait(30) == 0
    return shown.decode()


def test_a_terminal_gets_colours(cli: Cli) -> None:
    shown = in_terminal("code", EXAMPLE)
    assert "\x1b[1;4m" in shown
    assert "\x1b[1;31m" in shown  # an ASSAULT
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert max(len(line.rstrip()) for line in plain.splitlines() if not line.startswith("dragoman:")) <= 100


def test_a_terminal_that_wants_no_colours_gets_brackets() -> None:
    shown = in_terminal("code", EXAMPLE, NO_COLOR="1")
    assert "[met]" in re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]m", shown)


def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    given = write_articles(tmp_path / "in.jsonl", 5)
    shown = in_terminal("code", given, "-o", tmp_path / "out.jsonl")
    assert "coding" in shown
    assert "/5" in shown
    assert "5 articles in" in shown
