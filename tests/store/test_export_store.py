"""``dragoman export`` out of the store: the same as out of the files from which it was filled."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_records import made

from conftest import Cli
from dragoman import read
from dragoman.formats.export import FORMATS, export
from dragoman.records import to_json
from dragoman.store import Store
from rows_made import line, text

PAIRS = [made(n) for n in range(7)]


@pytest.fixture
def full(where: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("dragoman.store.store._PAIRS", 3)
    with Store.open(where) as store:
        list(store.add_many(PAIRS))
    return where


@pytest.mark.parametrize("format", FORMATS)
def test_the_store_gives_what_the_articles_give(format: str, full: str, tmp_path: Path, cli: Cli) -> None:
    ending = ".csv" if format == "flat" else ""
    done = cli("export", "--db", full, "-f", format, "-o", tmp_path / f"o{ending}")
    assert done.status == 0
    assert "7 articles: " in done.err
    export(PAIRS, format, tmp_path / f"wanted{ending}")
    assert (tmp_path / f"o{ending}").read_text() == (tmp_path / f"wanted{ending}").read_text()


def test_pairs_are_what_was_added(full: str) -> None:
    with Store.open(full) as store:
        assert [(a.id, a.text, coded) for a, coded in store.pairs()] == [(a.id, a.text, c) for a, c in PAIRS]
        store.remove("made-3")
        assert [a.id for a, _ in store.pairs()] == [a.id for a, _ in PAIRS if a.id != "made-3"]


def test_imported_rows_are_not_given_out_as_our_own(full: str, tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "rows").write_text(text("polecat", line("polecat")))
    before = cli("export", "--db", full, "-f", "polecat").out
    assert cli("import", tmp_path / "rows", "--db", full).status == 0
    assert cli("export", "--db", full, "-f", "polecat").out == before


def test_without_input_the_store_is_that_of_the_environment(
    tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAGOMAN_DB", str(tmp_path / "news.db"))
    with Store.open() as store:
        store.add(*PAIRS[0])
    assert cli("export", "-f", "native").out == to_json(PAIRS[0][1]) + "\n"


def test_what_cannot_be(tmp_path: Path, cli: Cli) -> None:
    db, coded = tmp_path / "news.db", tmp_path / "c.jsonl"
    assert "news.db" in cli("export", "--db", db, "-f", "icews").err
    assert not db.exists()
    with Store.open(db) as store:
        store.add(*PAIRS[0])
    coded.write_text(to_json(PAIRS[0][1]) + "\n")
    kept = db.read_bytes()
    for arguments, cause in (
        ((coded, "--db", db), "--db: give either INPUT or the store, not both"),
        (("--db", db, "--articles", coded), "--articles: the store has its articles itself"),
        (("--db", db, "-o", db), "news.db: is an input too; choose another output"),
    ):
        done = cli("export", *arguments, "-f", "native")
        assert done.status == 2
        assert cause in done.err
    assert db.read_bytes() == kept
    assert list(read([str(coded)]))  # untouched, too
