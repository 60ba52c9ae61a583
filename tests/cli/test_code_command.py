"""``dragoman code``: any input to any output, the same whatever the number of workers."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from conftest import EXAMPLE, TEXTS, Cli, write_articles
from dragoman import check_offsets, from_json

KENYA = TEXTS[0]


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A folder with one article in each form, named by its place in the order."""
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "1.txt").write_text(KENYA)
    (folder / "2.html").write_text(EXAMPLE.read_text())
    (folder / "3.jsonl").write_text(json.dumps({"id": "j", "text": KENYA}) + "\n")
    (folder / "4.json").write_text(json.dumps([{"id": "d", "text": KENYA}]))
    (folder / "5.csv").write_text(f'id,text\nc,"{KENYA}"\n')
    (folder / "6.tsv").write_text(f"id\ttext\nt\t{KENYA}\n")
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE x AS SELECT 'p' AS id, ? AS text", [KENYA])
        connection.execute(f"COPY x TO '{folder / '7.parquet'}' (FORMAT parquet)")
    (folder / "8.txt.gz").write_bytes(gzip.compress(KENYA.encode()))
    (folder / "sub" / "9.txt").write_text(TEXTS[2])
    (folder / "ignored.pdf").write_text("x")
    return folder


def test_every_form_of_input_in_a_folder(inputs: Path, tmp_path: Path, cli: Cli) -> None:
    done = cli("code", inputs, "-o", tmp_path / "out.jsonl")
    assert done.status == 0
    found = rows(tmp_path / "out.jsonl")
    assert [r["id"] for r in found][2:7] == ["j", "d", "c", "t", "p"]
    assert len(found) == 9
    assert all(r["events"] for r in found)
    assert done.out == ""
    assert done.err.startswith("dragoman: 9 articles in ")
    assert done.err.endswith(f"written: {tmp_path / 'out.jsonl'}\n")


def test_inputs_of_all_kinds_mixed_in_the_order_given(inputs: Path, tmp_path: Path, cli: Cli) -> None:
    given = (inputs / "6.tsv", "-", inputs / "3.jsonl", inputs / "sub")
    assert cli("code", *given, "-o", tmp_path / "out.jsonl", stdin=b'{"id": "s", "text": "x"}\n').status == 0
    assert [r["id"] for r in rows(tmp_path / "out.jsonl")][:3] == ["t", "s", "j"]
    assert len(rows(tmp_path / "out.jsonl")) == 4


@pytest.mark.parametrize(
    "stdin",
    [KENYA.encode(), json.dumps({"text": KENYA}).encode(), json.dumps([{"text": KENYA}], indent=1).encode()],
    ids=["text", "lines", "document"],
)
def test_standard_input_to_standard_output(stdin: bytes, cli: Cli) -> None:
    done = cli("code", "-", "-o", "-", stdin=stdin)
    assert done.status == 0
    coded = from_json(done.out)
    assert coded.events
    assert check_offsets(coded, KENYA) == []


def test_without_an_output_it_prints_tables(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "a.txt").write_text(KENYA)
    done = cli("code", tmp_path / "a.txt")
    assert done.status == 0
    assert "Kenya (KEN" in done.out
    assert "[" in done.out
    assert max(map(len, done.out.splitlines())) <= 100
    assert not list(tmp_path.glob("*.jsonl"))


def test_tables_by_the_ending_of_out(inputs: Path, tmp_path: Path, cli: Cli) -> None:
    for ending in ("parquet", "csv", "tsv", "jsonl"):
        assert cli("code", inputs / "3.jsonl", EXAMPLE, "-o", tmp_path / f"out.{ending}").status == 0
    native = [e["id"] for r in rows(tmp_path / "out.jsonl") for e in r["events"]]
    with duckdb.connect() as connection:
        found = connection.execute("SELECT event_id FROM read_parquet(?)", [str(tmp_path / "out.parquet")]).fetchall()
    assert [e for (e,) in found] == native
    for ending, delimiter in (("csv", ","), ("tsv", "\t")):
        with (tmp_path / f"out.{ending}").open(newline="") as lines:
            assert [r["event_id"] for r in csv.DictReader(lines, delimiter=delimiter)] == native


def test_any_number_of_workers_gives_the_same_bytes(tmp_path: Path, cli: Cli) -> None:
    given = write_articles(tmp_path / "in.jsonl", 70)
    with given.open("a") as more:
        more.write("{broken\n" + json.dumps({"text": " "}) + "\n")
    for number in (1, 2):
        done = cli("code", given, EXAMPLE, "-o", tmp_path / f"{number}.jsonl", "--workers", number)
        assert done.status == 0, done.err
    alone = (tmp_path / "1.jsonl").read_bytes()
    assert alone.count(b"\n") == 73
    assert (tmp_path / "2.jsonl").read_bytes() == alone


def test_explain_shows_the_steps(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "a.txt").write_text(KENYA)
    plain = cli("code", tmp_path / "a.txt")
    told = cli("code", tmp_path / "a.txt", "--explain")
    steps = [line.strip() for line in told.out.splitlines() if line.strip().startswith("·")]
    assert steps
    assert "·" not in plain.out
    cli("code", tmp_path / "a.txt", "--explain", "-o", tmp_path / "out.jsonl")
    (row,) = rows(tmp_path / "out.jsonl")
    assert set(row["explanations"]) == {e["id"] for e in row["events"]}
    assert all(any(step.startswith("·") for step in steps) for _ in row["explanations"].values())


def test_the_day_of_articles_without_one(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"text": KENYA}) + "\n" + json.dumps({"text": KENYA, "published": "2020-01-01"}) + "\n"
    )
    cli("code", tmp_path / "a.jsonl", "--published", "6 March 2024", "-o", tmp_path / "out.jsonl")
    assert [r["published"] for r in rows(tmp_path / "out.jsonl")] == ["2024-03-06", "2020-01-01"]


def test_columns_of_other_names(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "a.csv").write_text(f'key,story,when\nk1,"{KENYA}",2024-03-06\n')
    columns = "text=story, id=key,published=when"
    assert cli("code", tmp_path / "a.csv", "--columns", columns, "-o", tmp_path / "out.jsonl").status == 0
    (row,) = rows(tmp_path / "out.jsonl")
    assert (row["id"], row["published"]) == ("k1", "2024-03-06")


def test_your_own_actors(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "own.csv").write_text("name,country,sectors\nLake Council,KEN,GOV\n")
    (tmp_path / "a.txt").write_text("The Lake Council urged Ethiopia to reopen the border.")
    named = ("--actors", tmp_path / "own.csv")
    cli("code", tmp_path / "a.txt", *named, "-o", tmp_path / "out.jsonl")
    assert rows(tmp_path / "out.jsonl")[0]["events"][0]["actors"][0]["country"] == "KEN"


def test_what_is_less_sure_is_left_out(tmp_path: Path, cli: Cli) -> None:
    cli("code", EXAMPLE, "--min-confidence", "1", "-o", tmp_path / "out.jsonl")
    (row,) = rows(tmp_path / "out.jsonl")
    assert (row["events"], row["statements"]) == ([], [])
    assert row["entities"]


def test_failed_articles_are_rows_and_strict_tells_by_the_status(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": KENYA}) + "\n{broken\n" + json.dumps({"text": ""}) + "\n")
    done = cli("code", tmp_path / "a.jsonl", "-o", tmp_path / "out.jsonl")
    assert done.status == 0
    assert "3 articles in " in done.err
    assert "2 could not be coded, the first: " in done.err
    assert [("error" in r) for r in rows(tmp_path / "out.jsonl")] == [False, True, True]
    assert cli("code", tmp_path / "a.jsonl", "-o", tmp_path / "out.jsonl", "--strict").status == 1
    (tmp_path / "good.txt").write_text(KENYA)
    assert cli("code", tmp_path / "good.txt", "-o", tmp_path / "out.jsonl", "--strict").status == 0


def test_a_broken_file_in_a_folder_does_not_stop_the_others(inputs: Path, tmp_path: Path, cli: Cli) -> None:
    (inputs / "2b.json").write_text('{"a": [')
    (inputs / "2c.txt.gz").write_bytes(b"\x1f\x8b\x08 no gzip")
    (inputs / "2d.csv").write_text("name,age\nx,1\n")
    (inputs / "2e.parquet").write_text("no parquet")
    done = cli("code", inputs, "-o", tmp_path / "out.jsonl")
    assert done.status == 0
    found = rows(tmp_path / "out.jsonl")
    errors = [r["error"] for r in found if "error" in r]
    assert len(found) == 13
    assert len(errors) == 4
    for error, name in zip(errors, ("2b.json", "2c.txt.gz", "2d.csv", "2e.parquet"), strict=True):
        assert error.startswith(str(inputs / name))


def test_an_article_in_another_language_is_refused(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "a.txt").write_text("Der Außenminister traf am Montag seine Amtskollegin zu langen Gesprächen. " * 5)
    done = cli("code", tmp_path / "a.txt", "-o", tmp_path / "out.jsonl")
    assert done.status == 0
    assert rows(tmp_path / "out.jsonl")[0]["error"] == "the language is de: only English (en) is coded"


def test_an_older_output_is_replaced(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "a.txt").write_text(KENYA)
    (tmp_path / "out.jsonl").write_text("old\nold\n")
    cli("code", tmp_path / "a.txt", "-o", tmp_path / "out.jsonl")
    assert len(rows(tmp_path / "out.jsonl")) == 1
