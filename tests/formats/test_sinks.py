"""The output is chosen by its name; what cannot be written is refused in one line before any work."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from dragoman import Article, to_dict, to_json
from dragoman.formats.journal import OutputError
from dragoman.formats.sinks import LinesSink, StdoutLines, open_sink
from dragoman.formats.tables import TableSink
from dragoman.formats.terminal import TerminalSink
from dragoman.scale.rows import as_row
from samples import CODED, FAILED, TEXT


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("out.jsonl", LinesSink),
        ("out.ndjson", LinesSink),
        ("OUT.JSONL", LinesSink),
        ("out.parquet", TableSink),
        ("out.csv", TableSink),
        ("out.tsv", TableSink),
    ],
)
def test_the_ending_says_the_form(tmp_path: Path, name: str, kind: type) -> None:
    sink = open_sink(str(tmp_path / name))
    assert isinstance(sink, kind)
    sink.close()


def test_without_a_file_it_is_the_terminal_or_standard_output() -> None:
    assert isinstance(open_sink(None), TerminalSink)
    assert isinstance(open_sink("-"), StdoutLines)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("out.docx", r"out\.docx: cannot be written: its name must end in \.jsonl \.ndjson \.parquet \.csv \.tsv"),
        ("out", "its name must end in"),
        ("out.jsonl.gz", "its name must end in"),
        ("folder.csv", "it is a folder"),
        ("gone/out.jsonl", "No such file or directory"),
        ("gone/out.csv", r"gone/out\.csv: cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path: Path, name: str, fault: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(OutputError, match=fault):
        open_sink(str(tmp_path / name))
    assert [p.name for p in tmp_path.iterdir()] == ["folder.csv"]


def test_native_lines_are_the_records(tmp_path: Path) -> None:
    sink = open_sink(str(tmp_path / "out.jsonl"))
    sink.begin()
    for coded in (CODED, FAILED):
        sink.write(Article(TEXT), as_row(coded))
    assert sink.finish() == [tmp_path / "out.jsonl"]
    sink.close()
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [to_dict(CODED), to_dict(FAILED)]


def test_standard_output_is_utf_8_whatever_the_terminal(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    coded = dataclasses.replace(CODED, title="Zürich \ud83d")
    sink = open_sink("-")
    sink.begin()
    sink.write(Article(TEXT), as_row(coded))
    assert sink.finish() == []
    assert json.loads(capfdbinary.readouterr().out) == json.loads(to_json(coded))
