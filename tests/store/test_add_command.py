"""``dragoman add``: into the store, going on where it stopped."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from conftest import TEXTS, Cli, program, write_articles
from dragoman import Article, Coder
from dragoman.store import Store


def ids(where: str | Path) -> list[str]:
    with Store.open(where, create=False) as store:
        return [a.id for a in store.articles()]


def test_articles_are_coded_into_the_store(tmp_path: Path, where: str, cli: Cli, coder: Coder) -> None:
    done = cli("add", write_articles(tmp_path / "a.jsonl", 40), "--db", where, "--fast")
    assert (done.status, done.out) == (0, "")
    assert "40 articles added in " in done.err
    assert "events" in done.err
    with Store.open(where, create=False) as store:
        articles = list(store.articles())
        assert [a.id for a in articles] == [f"n{n}" for n in range(40)]
        found = store.coded("n1")
        assert found is not None
        assert found.coder == coder.name
        assert [(e.type, e.actors, e.evidence) for e in found.events] == [
            (e.type, e.actors, e.evidence) for e in coder.code(Article(articles[1].text, id="n1")).events
        ]


def test_what_is_there_is_not_coded_again(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_DB", str(tmp_path / "news.db"))
    path = write_articles(tmp_path / "a.jsonl", 5)
    assert cli("add", path, "--fast").status == 0
    lines = path.read_text().splitlines()
    lines[2] = json.dumps({"id": "n2", "text": TEXTS[0], "published": "2024-03-07"})
    path.write_text("\n".join([*lines, json.dumps({"id": "new", "text": TEXTS[1]})]) + "\n")
    coded: list[str] = []
    ready = Coder._ready

    def note(coder: Coder, article: Article) -> Article:
        coded.append(article.id)
        return ready(coder, article)

    monkeypatch.setattr(Coder, "_ready", note)
    done = cli("add", path, "--fast")
    assert [a for a in coded if a.startswith("n")] == ["n2", "new"]
    assert "2 articles added" in done.err
    assert "1 of them took the place of an earlier version; 4 were there already" in done.err
    assert "0 articles added" in cli("add", path, "--fast").err
    assert ids(tmp_path / "news.db") == ["n0", "n1", "n3", "n4", "n2", "new"]


def test_what_cannot_be_read_is_told_and_what_cannot_be_coded_is_kept_with_its_error(tmp_path: Path, cli: Cli) -> None:
    path, db = tmp_path / "a.jsonl", tmp_path / "news.db"
    rows: list[object] = [
        {"id": "good", "text": TEXTS[0]},
        {"id": "french", "text": "Le président a rencontré la chancelière à Berlin lundi matin.", "language": "fr"},
        {"id": "x" * 501, "text": TEXTS[0]},
    ]
    path.write_text("{broken\n" + "\n".join(map(json.dumps, rows)) + "\n")
    done = cli("add", path, "--db", db, "--fast")
    assert done.status == 0
    assert "2 articles added" in done.err
    assert f"3 could not be coded, the first: {path}, line 1: not valid JSON" in done.err
    assert ids(db) == ["good", "french"]
    with Store.open(db) as store:
        french = store.coded("french")
        assert french is not None
        assert french.error is not None
        assert "only English" in french.error
    again = cli("add", path, "--db", db, "--fast", "--strict")
    assert again.status == 1
    assert "0 articles added" in again.err


FAULTS = [
    (("missing.jsonl",), "missing.jsonl: no such file or folder"),
    (("a.jsonl", "--db", "nowhere/news.db"), "nowhere/news.db: cannot be made: there is no folder nowhere"),
    (("a.jsonl", "--db", "mysql://host/x"), "is no database of a known kind"),
    (("a.jsonl", "--published", "soon"), "--published: 'soon' is no date"),
    (("broken.jsonl", "--db", "news.db", "--fast"), "broken.jsonl, line 1: not valid JSON"),
]


@pytest.mark.parametrize(("arguments", "fault"), FAULTS, ids=[fault[:25] for _, fault in FAULTS])
def test_nothing_can_be_done(
    arguments: tuple[str, ...], fault: str, tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_articles(tmp_path / "a.jsonl", 1)
    (tmp_path / "broken.jsonl").write_text("{broken\n")
    done = cli("add", *arguments)
    assert done.status == 2
    assert fault in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(("stop", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_run_that_was_stopped_goes_on(stop: signal.Signals, status: int, tmp_path: Path, cli: Cli) -> None:
    path, db = write_articles(tmp_path / "a.jsonl", 200), tmp_path / "news.db"
    command = program("add", path, "--db", db, "--fast")
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ) as running:
        while running.poll() is None and there(db) < 64:
            time.sleep(0.02)
        running.send_signal(stop)
        assert running.wait(60) == status
    before = there(db)
    assert 64 <= before < 200
    assert before % 32 == 0
    done = cli("add", path, "--db", db, "--fast")
    assert f"{200 - before} articles added" in done.err
    assert f"{before} were there already" in done.err
    assert ids(db) == [f"n{n}" for n in range(200)]


def there(db: Path) -> int:
    """Articles in a SQLite file that may not have been made yet."""
    if not db.exists():
        return 0
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:  # it is being made
        return 0
    finally:
        connection.close()


def test_several_processes_add_the_same(tmp_path: Path, cli: Cli) -> None:
    path = write_articles(tmp_path / "a.jsonl", 40)
    for name, workers in (("one.db", 1), ("two.db", 2)):
        done = cli("add", path, "--db", tmp_path / name, "--fast", "--workers", workers)
        assert "40 articles added" in done.err
    with Store.open(tmp_path / "one.db") as one, Store.open(tmp_path / "two.db") as two:
        assert list(one.articles()) == list(two.articles())
        assert all(one.coded(f"n{n}") == two.coded(f"n{n}") for n in range(40))
