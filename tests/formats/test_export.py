"""``export``: whole files or none, what is counted, and what cannot be written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman import Article, CodedArticle
from dragoman.formats.columns import layout
from dragoman.formats.export import FORMATS, FormatError, export
from dragoman.formats.journal import OutputError
from rows_made import ARTICLE, actor, coded, event

FAILED = CodedArticle("b", None, None, None, "dragoman test", error="the text is empty")
PAIRS = [
    (ARTICLE, coded(event(actors=(actor("A", None), actor("B", None))), event(id="f", status="future"))),
    (Article("", id="b", error="x"), FAILED),
]
OUT = {"flat": "o.csv"}


COUNTS = {
    # events, rows and what is left out
    "native": (2, 2, {}),
    "flat": (2, 2, {}),
    "plover": (2, 2, {}),
    "polecat": (1, 1, {"future": 1}),
    "gdelt": (1, 2, {"future": 1}),
    "gdelt-mentions": (1, 2, {"future": 1}),
    "icews": (1, 2, {"future": 1}),
}


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_counted(format: str, tmp_path: Path) -> None:
    done = export(PAIRS, format, tmp_path / OUT.get(format, "o"))
    assert (done.articles, done.failed) == (2, 1)
    assert (done.events, done.rows, done.left_out) == COUNTS[format]
    assert all(f.exists() for f in done.files)


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_gives_a_file_with_at_most_a_header(format: str, tmp_path: Path) -> None:
    path = tmp_path / OUT.get(format, "o")
    done = export([], format, path)
    assert (done.articles, done.rows) == (0, 0)
    head = layout(format).head() if format not in ("native", "flat", "plover") else None
    assert format == "flat" or path.read_text() == (f"{head}\n" if head else "")


@pytest.mark.parametrize("format", FORMATS)
def test_a_run_that_breaks_off_leaves_the_file_as_it_was(format: str, tmp_path: Path) -> None:
    path = tmp_path / OUT.get(format, "o")
    path.write_text("as it was\n")

    def breaking() -> Iterator[tuple[Article, CodedArticle]]:
        yield PAIRS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(breaking(), format, path)
    assert path.read_text() == "as it was\n"
    assert not path.with_name("o.new").exists()


def test_the_same_articles_give_the_same_file(tmp_path: Path) -> None:
    for format in ("polecat", "gdelt", "gdelt-mentions", "icews", "plover", "native"):
        one, two = (tmp_path / f"{format}.{n}" for n in (1, 2))
        export(PAIRS, format, one)
        export(iter(PAIRS), format, two)
        assert one.read_bytes() == two.read_bytes()


def test_a_format_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="'acled' is no format; known are native, flat, plover, polecat, gdelt"):
        export(PAIRS, "acled", tmp_path / "o")


@pytest.mark.parametrize("name", ["o.txt", "-"])
def test_flat_needs_a_file_of_its_kind(name: str) -> None:
    with pytest.raises(FormatError, match=r"flat is written to a file that ends in \.parquet, \.csv, \.tsv"):
        export(PAIRS, "flat", name)


@pytest.mark.parametrize(("name", "cause"), [("gone/o", "No such file or directory"), (".", "it is a folder")])
def test_a_file_that_cannot_be_written(name: str, cause: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=f"cannot be written: {cause}"):
        export(PAIRS, "polecat", tmp_path / name)
