"""``dragoman export``: from coded JSONL to the formats of other data sets."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from conftest import Cli
from dragoman import Article, CodedArticle
from dragoman.formats.reading import read_rows
from dragoman.records import to_json
from rows_made import none_bad

FORMATS = ("native", "plover", "polecat", "gdelt", "icews")


@pytest.fixture
def native(tmp_path: Path, coded: tuple[CodedArticle, ...]) -> Path:
    path = tmp_path / "coded.jsonl"
    path.write_text("".join(to_json(c) + "\n" for c in coded))
    return path


@pytest.fixture
def news(tmp_path: Path, articles: tuple[Article, ...]) -> Path:
    """The articles that were coded, in another order."""
    path = tmp_path / "news.jsonl"
    rows = [{"id": a.id, "text": a.text, "url": f"https://example.org/{a.id}"} for a in reversed(articles)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_is_written_that_can_be_read(format: str, native: Path, tmp_path: Path, cli: Cli) -> None:
    done = cli("export", native, "-f", format, "-o", tmp_path / "out")
    assert (done.status, done.out) == (0, "")
    assert done.err.startswith("dragoman: 4 articles: ")
    assert done.err.endswith(f"written: {tmp_path / 'out'}\n")
    types = {r.type for r in read_rows(tmp_path / "out", bad=none_bad)}
    assert {"REQUEST", "CONSULT", "ASSAULT"} <= types


def test_standard_output_is_where_it_goes_by_itself(native: Path, cli: Cli) -> None:
    done = cli("export", native, "-f", "icews")
    assert done.status == 0
    assert done.out.splitlines()[0].startswith("Event ID\tEvent Date\tSource Name\t")
    assert len(done.out.splitlines()) > 3


def test_the_articles_tell_more(native: Path, news: Path, tmp_path: Path, cli: Cli) -> None:
    out = tmp_path / "out"
    assert cli("export", native, "-f", "gdelt", "-o", out).status == 0
    assert {r.url for r in read_rows(out)} == {None}
    assert cli("export", native, "--articles", news, "-f", "gdelt", "-o", out).status == 0
    assert {r.url for r in read_rows(out)} == {f"https://example.org/a{n}" for n in range(3)}


def test_several_inputs_and_flat_tables(native: Path, tmp_path: Path, cli: Cli) -> None:
    packed = tmp_path / "coded.jsonl.gz"
    packed.write_bytes(gzip.compress(native.read_bytes()))
    done = cli("export", native, packed, "-f", "flat", "-o", tmp_path / "out.parquet")
    assert done.status == 0
    assert "8 articles" in done.err
    assert (tmp_path / "out.statements.parquet").exists()


def test_lines_that_cannot_be_read_are_told(native: Path, tmp_path: Path, cli: Cli) -> None:
    with native.open("a") as lines:
        lines.write("{broken\n")
    done = cli("export", native, "-f", "polecat", "-o", tmp_path / "out")
    assert done.status == 1
    assert f"{native}, line 5: not a coded article: not valid JSON" in done.err
    assert "1 lines could not be read" in done.err
    assert (tmp_path / "out").exists()


def test_what_is_left_out_is_told(native: Path, tmp_path: Path, cli: Cli) -> None:
    row = json.loads(native.read_text().splitlines()[0])
    row["events"][0]["status"] = "negated"
    native.write_text(json.dumps(row) + "\n")
    done = cli("export", native, "-f", "polecat", "-o", tmp_path / "out")
    assert "1 events of another status than actual were left out (1 negated)" in done.err


@pytest.mark.parametrize(
    ("options", "cause"),
    [
        (("-f", "acled"), "'acled' is no format; known are native, flat, plover"),
        (("-f", "flat"), "flat is written to a file that ends in .parquet, .csv, .tsv, not to -"),
        (("-f", "polecat", "-o", "gone/out"), "cannot be written: No such file or directory"),
        (("-f", "polecat", "--articles", "gone.jsonl"), "gone.jsonl: no such file or folder"),
        ((), "Missing option '-f'"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(options: tuple[str, ...], cause: str, native: Path, cli: Cli) -> None:
    done = cli("export", native, *options)
    assert done.status == 2
    assert cause in done.err
    assert len(done.err.splitlines()) == 1


def test_an_input_that_is_not_there(cli: Cli) -> None:
    done = cli("export", "gone.jsonl", "-f", "polecat")
    assert (done.status, done.err) == (2, "dragoman: gone.jsonl: cannot be opened: No such file or directory\n")


def test_the_input_is_not_overwritten(native: Path, cli: Cli) -> None:
    before = native.read_text()
    done = cli("export", native, "-f", "polecat", "-o", native)
    assert done.status == 2
    assert "is an input too" in done.err
    assert native.read_text() == before
