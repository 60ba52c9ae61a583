"""Flat tables: what stands in Parquet, CSV and TSV is what stands in native JSONL, row by row, value by value."""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dragoman import Article, CodedArticle, Coder, to_json
from dragoman.formats.flat import ERRORS, EVENTS, STATEMENTS, flatten
from dragoman.formats.journal import OutputError
from dragoman.formats.tables import JOINT, TableSink
from dragoman.scale.rows import as_row
from samples import CODED, TEXT

ARTICLE = Article(TEXT, id="a", url="https://example.org/1", publisher="Herald", published="2024-03-06")
FAILED = CodedArticle("b", None, 'Tab\there, quote " and\nline', None, "dragoman test", error="the text is empty")
TABLES = {"events": EVENTS, "statements": STATEMENTS, "errors": ERRORS}


def write(path: Path, pairs: list[tuple[Article, CodedArticle]]) -> list[Path]:
    sink = TableSink(path, resume=False)
    sink.begin()
    for article, coded in pairs:
        sink.write(article, as_row(coded))
    files = sink.finish()
    sink.close()
    return files


def parquet_rows(path: Path) -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [d[0] for d in found.description or ()]
        return [dict(zip(names, values, strict=True)) for values in found.fetchall()]


def csv_rows(path: Path, delimiter: str) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def as_text(value: Any) -> str:
    """How a value stands in CSV."""
    if isinstance(value, list):
        return JOINT.join("" if v is None else str(v) for v in value)
    return "" if value is None else str(value)


@pytest.fixture(scope="module")
def pairs(articles: tuple[Article, ...], coded: tuple[CodedArticle, ...]) -> list[tuple[Article, CodedArticle]]:
    failed = dataclasses.replace(FAILED, id="b")
    return [*zip(articles, coded, strict=True), (ARTICLE, CODED), (Article("", id="b", error="x"), failed)]


@pytest.fixture(scope="module")
def wanted(pairs: list[tuple[Article, CodedArticle]]) -> dict[str, list[dict[str, Any]]]:
    """What the tables must hold, table by table."""
    flat = [flatten(coded, article) for article, coded in pairs]
    return {table: [row for rows in flat for row in rows[table]] for table in TABLES}


def test_parquet_holds_what_the_records_hold(tmp_path: Path, pairs: Any, wanted: Mapping[str, Any]) -> None:
    files = write(tmp_path / "out.parquet", pairs)
    assert [f.name for f in files] == ["out.parquet", "out.statements.parquet", "out.errors.parquet"]
    for file, (table, columns) in zip(files, TABLES.items(), strict=True):
        rows = parquet_rows(file)
        assert rows == wanted[table]
        assert rows
        assert list(rows[0]) == list(columns)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(f.name for f in files), "the side file is gone"


@pytest.mark.parametrize(("ending", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_csv_and_tsv_hold_the_same(
    tmp_path: Path, pairs: Any, wanted: Mapping[str, Any], ending: str, delimiter: str
) -> None:
    for file, table in zip(write(tmp_path / f"out.{ending}", pairs), TABLES, strict=True):
        rows = csv_rows(file, delimiter)
        assert rows == [{k: as_text(v) for k, v in row.items()} for row in wanted[table]]


def test_every_record_of_the_articles_is_a_row(pairs: Any, wanted: Mapping[str, Any]) -> None:
    assert [r["event_id"] for r in wanted["events"]] == [e.id for _, c in pairs for e in c.events]
    assert [r["statement_id"] for r in wanted["statements"]] == [s.id for _, c in pairs for s in c.statements]
    assert [r["error"] for r in wanted["errors"]] == ["the text is empty"]


def test_a_flat_event_quotes_its_words_and_names_its_speaker() -> None:
    (row,) = flatten(CODED, ARTICLE)["events"]
    assert row["trigger"] == "thanked"
    assert row["sentence"] == "Mali thanked Chad in Bamako on Monday."
    assert TEXT[row["trigger_start"] : row["trigger_end"]] == "thanked"
    assert (row["actors"], row["actor_countries"], row["actor_sectors"]) == (["Mali"], ["MLI"], ["GOV"])
    assert (row["attributed_to"], row["attributed_speaker"]) == ("s", "Keita")
    assert (row["publisher"], row["url"]) == ("Herald", "https://example.org/1")
    assert row["steps"] == ["'thanked' is SUPPORT"]
    (said,) = flatten(CODED, ARTICLE)["statements"]
    assert (said["speaker"], said["cue"], said["content"]) == ("Keita", "said", '"Thank you,"')


def test_without_the_article_what_quotes_it_is_null() -> None:
    (row,) = flatten(CODED)["events"]
    assert (row["trigger"], row["sentence"], row["url"]) == (None, None, None)
    assert row["trigger_start"] == TEXT.index("thanked")


def test_rows_have_the_columns_of_their_table_in_order() -> None:
    flat = flatten(dataclasses.replace(CODED, error="x"), ARTICLE)
    for table, columns in TABLES.items():
        assert list(flat[table][0]) == list(columns)


def test_no_articles_give_empty_tables_with_all_columns(tmp_path: Path) -> None:
    files = write(tmp_path / "none.parquet", [])
    assert [f.name for f in files] == ["none.parquet", "none.statements.parquet"]
    with duckdb.connect() as connection:
        described = connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(files[0])]).fetchall()
    assert {name: kind for name, kind, *_ in described} == EVENTS


def test_a_table_of_errors_of_an_earlier_run_goes(tmp_path: Path) -> None:
    write(tmp_path / "out.csv", [(ARTICLE, FAILED)])
    assert (tmp_path / "out.errors.csv").exists()
    write(tmp_path / "out.csv", [(ARTICLE, CODED)])
    assert not (tmp_path / "out.errors.csv").exists()


@pytest.mark.parametrize("name", ["it's.parquet", "a*b[1]?.csv", "with space.tsv", "Ünder.CSV"])
def test_odd_names_of_files(tmp_path: Path, name: str) -> None:
    first = write(tmp_path / name, [(ARTICLE, CODED)])[0]
    assert first == tmp_path / name
    assert first.stat().st_size > 0


def test_a_broken_off_run_of_tables_is_gone_on_with(tmp_path: Path, coder: Coder) -> None:
    path = tmp_path / "out.csv"
    whole = write(tmp_path / "whole.csv", [(ARTICLE, CODED), (ARTICLE, FAILED)])
    sink = TableSink(path, resume=False)
    sink.begin()
    sink.write(ARTICLE, as_row(CODED))
    sink.close()  # and no finish
    assert not path.exists()
    again = TableSink(path, resume=True)
    assert (again.done, list(again.heads())) == (1, [("a", "dragoman test")])
    again.begin()
    again.write(ARTICLE, as_row(FAILED))
    files = again.finish()
    assert [f.read_text() for f in files] == [f.read_text() for f in whole]


def test_an_output_that_cannot_be_written_is_named_itself(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"gone/out\.parquet: cannot be written: No such file or directory"):
        TableSink(tmp_path / "gone" / "out.parquet", resume=False)
    (tmp_path / "out.csv.new").mkdir()
    with pytest.raises(OutputError, match=r"out\.csv: cannot be written"):
        write(tmp_path / "out.csv", [(ARTICLE, CODED)])


def test_texts_that_look_like_sql_or_csv_stay_texts(tmp_path: Path) -> None:
    odd = '\'; DROP TABLE x; -- "quoted", a;b\nnew line \\ NULL'
    (file, *_) = write(tmp_path / "out.parquet", [(ARTICLE, dataclasses.replace(CODED, title=odd))])
    assert parquet_rows(file)[0]["title"] == odd
    assert odd.split("\n")[0][:5] in to_json(dataclasses.replace(CODED, title=odd))
