"""``dragoman evaluate``: tables, examples with marked triggers, a report, and what it says of articles not there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli
from dragoman import Article, Coder, to_json

TEXT = (
    "Kenya urged Ethiopia on Friday to reopen the border. Sudan frobbed Chad. Peru recalled its ambassador from Chile."
)


def annotated(kind: str, sentence: int, trigger: str, source: str, target: str) -> dict[str, Any]:
    quote = re.split(r"(?<=\.) ", TEXT)[sentence]
    return {
        "type": kind,
        "evidence": [{"quote": quote, "trigger": trigger}],
        "source": [{"text": "?", "country": source}],
        "target": [{"text": "?", "country": target}],
        "status": "actual",
    }


GOLD = {
    "id": "a",
    "text": TEXT,
    "events": [
        annotated("REQUEST", 0, "urged", "KEN", "ETH"),
        annotated("ASSAULT", 1, "frobbed", "SDN", "TCD"),
        annotated("ACCUSE", 2, "recalled", "PER", "CHL"),
    ],
    "statements": [],
}


@pytest.fixture
def files(tmp_path: Path, coder: Coder) -> tuple[Path, Path]:
    """A folder of annotated articles, and the coded ones."""
    folder, coded = tmp_path / "gold", tmp_path / "coded.jsonl"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(GOLD))
    coded.write_text(to_json(coder.code(Article(TEXT, id="a", language="en"))) + "\n")
    return folder, coded


def test_it_prints_figures_types_and_kinds(files: tuple[Path, Path], cli: Cli, coder: Coder) -> None:
    done = cli("evaluate", *files)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"1 annotated articles, coded by {coder.name}\n")
    assert re.search(r"^ +event +0\.500 +0\.333 +0\.400 +1 +3 +2$", done.out, re.MULTILINE)
    assert re.search(r"^ +REQUEST +1 +1 +0 +0 +1\.000 +1\.000 +1\.000$", done.out, re.MULTILINE)
    assert re.search(r"^ +lexicon +no entry has the words +1$", done.out, re.MULTILINE)
    assert re.search(r"^ +operator +ACCUSE told as SANCTION +1$", done.out, re.MULTILINE)
    assert max(map(len, done.out.splitlines())) <= 100
    assert "Sudan" not in done.out


def test_examples_show_sentences_with_marked_triggers(files: tuple[Path, Path], cli: Cli) -> None:
    shown = cli("evaluate", *files, "--examples", "2").out
    assert "\nmissed, lexicon\n  Sudan [frobbed] Chad.\n" in shown
    assert "  a · no entry has the words · gold ASSAULT SDN > TCD\n" in shown
    assert re.search(r"\nfalse, operator\n  Peru \[recalled.*\] .*\n  a · SANCTION told for ACCUSE · coded SANC", shown)


def test_the_report_is_written_as_markdown(files: tuple[Path, Path], tmp_path: Path, cli: Cli) -> None:
    out = tmp_path / "report.md"
    done = cli("evaluate", *files, "-o", out)
    assert (done.status, done.err) == (0, f"dragoman: written: {out}\n")
    page = out.read_text()
    assert f"Made by `dragoman evaluate {files[0]} {files[1]} -o {out}`" in page
    assert "| REQUEST | 1 | 1 | 0 | 0 | 1.000 | 1.000 | 1.000 |" in page
    assert "Sudan" not in page
    cli("evaluate", *files, "-o", out)
    assert out.read_text() == page


def test_articles_that_are_not_coded_are_named(files: tuple[Path, Path], cli: Cli) -> None:
    (files[0] / "b.json").write_text(json.dumps(GOLD | {"id": "b"}))
    done = cli("evaluate", *files)
    assert done.status == 0
    assert done.err == "dragoman: 1 of them are missing from the coded ones: b\n"
    assert re.search(r"^ +event +0\.500 +0\.167", done.out, re.MULTILINE)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{oops", "coded.jsonl, line 2: not a coded article: not valid JSON"),
        ("", "coded.jsonl: holds none of the annotated articles; the first of them is 'b'"),
    ],
)
def test_faults_are_one_line(files: tuple[Path, Path], line: str, fault: str, cli: Cli) -> None:
    folder, coded = files
    (folder / "a.json").write_text(json.dumps(GOLD | {"id": "b"}))
    with coded.open("a") as more:
        more.write(line)
    done = cli("evaluate", folder, coded)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("dragoman: ")
    assert fault in done.err
    assert len(done.err.splitlines()) == 1


def test_a_broken_annotation_is_told_with_its_field(files: tuple[Path, Path], cli: Cli) -> None:
    broken = json.loads(json.dumps(GOLD))
    broken["events"][1]["evidence"][0]["trigger"] = "frobs"
    (files[0] / "a.json").write_text(json.dumps(broken))
    done = cli("evaluate", *files)
    fault = "a.json: events[1].evidence[0].trigger: 'frobs' does not stand in its quote"
    assert (done.status, done.out) == (2, "")
    assert fault in done.err


def test_a_report_that_cannot_be_written_is_told_before_anything_is_printed(
    files: tuple[Path, Path], tmp_path: Path, cli: Cli
) -> None:
    done = cli("evaluate", *files, "-o", tmp_path / "gone" / "report.md")
    assert (done.status, done.out) == (2, "")
    assert "report.md: cannot be written: No such file or directory" in done.err


def test_coded_articles_may_not_be_a_folder(files: tuple[Path, Path], cli: Cli) -> None:
    done = cli("evaluate", files[0], files[0])
    assert done.status == 2
    assert "is a folder, not the JSONL that dragoman code writes" in done.err
