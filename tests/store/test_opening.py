"""Where the store is, and what is said where it cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from made_records import made
from sqlalchemy import text

from dragoman.store import Store, StoreError
from dragoman.store.schema import meta


def test_the_file_is_named_or_else_that_of_the_environment_or_else_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DRAGOMAN_DB", raising=False)
    Store.open().close()
    monkeypatch.setenv("DRAGOMAN_DB", "sqlite:///environment.db")
    Store.open().close()
    Store.open(tmp_path / "path.db").close()
    Store.open("text.db").close()
    made_here = {p.name for p in tmp_path.iterdir() if p.suffix == ".db"}
    assert made_here == {"dragoman.db", "environment.db", "path.db", "text.db"}


def test_a_password_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError) as told:
        Store.open("postgresql://me:secret@127.0.0.1:1/news")
    assert "secret" not in str(told.value)
    assert "postgresql://me:***@127.0.0.1:1/news: connection failed" in str(told.value)


UNUSABLE = [
    ("folder", "folder: is a folder; the database is a file"),
    ("nowhere/news.db", "nowhere/news.db: cannot be made: there is no folder "),
    ("letter.db", "letter.db: is not a database; choose another file"),
    ("mysql://host/news", "mysql://host/news is no database of a known kind"),
    ("sqlite://", "is no database of a known kind"),
    ("://", "'://' is no URL of a database"),
]


@pytest.mark.parametrize(("given", "fault"), UNUSABLE, ids=[given for given, _ in UNUSABLE])
def test_what_cannot_be_used(given: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "letter.db").write_text("Dear friend, " * 100)
    with pytest.raises(StoreError) as told:
        Store.open(given)
    assert fault in str(told.value)
    assert "\n" not in str(told.value)


def test_who_only_reads_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no such database; dragoman add makes one, --db or DRAGOMAN_DB names"):
        Store.open(tmp_path / "news.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_reading_connection_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError, match=r"read-?only"), store.read() as connection:
        connection.execute(meta.delete())


def test_an_exception_undoes_a_transaction(store: Store) -> None:
    def write() -> None:
        with store.write() as connection:
            connection.execute(meta.delete())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write()
    with store.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM meta")) == 1


def test_several_processes_may_make_the_same_database_at_once(where: str) -> None:
    code = "import sys; from dragoman.store import Store; Store.open(sys.argv[1]).close()"
    started = [subprocess.Popen([sys.executable, "-c", code, where], stderr=subprocess.PIPE) for _ in range(4)]
    assert [process.communicate()[1].decode() for process in started] == [""] * 4
    with Store.open(where, create=False) as store:
        assert store.add(*made(1)) == "new"


def test_readers_see_one_state_while_a_writer_writes(store: Store) -> None:
    list(store.add_many(made(n) for n in range(3)))
    count = text("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM reports)")
    with store.read() as before:
        first = before.execute(count).one()
        list(store.add_many((made(n) for n in range(3, 30)), batch=5))
        assert before.execute(count).one() == first == (3, 9)
        with store.read() as after:
            assert after.execute(count).one() == (30, 90)


def test_readers_go_on_beside_a_writer(store: Store) -> None:
    """Each sees whole batches only, ever more of them, and never waits for the writer to be done."""
    done = threading.Event()
    seen: dict[int, list[tuple[int, int]]] = {n: [] for n in range(3)}
    whole = text(
        "SELECT count(*), (SELECT count(*) FROM reports WHERE event_key IS NULL OR article_key NOT IN"
        " (SELECT key FROM articles)) FROM articles"
    )

    def look(number: int) -> None:
        while not done.is_set():
            with store.read() as connection:
                seen[number].append(tuple(connection.execute(whole).one()))

    readers = [threading.Thread(target=look, args=(n,)) for n in seen]
    for reader in readers:
        reader.start()
    with store.write() as slow:
        slow.execute(meta.insert().values(name="busy", value="1"))
        at_start = [len(s) for s in seen.values()]
        threading.Event().wait(0.5)
        assert all(len(s) > n for s, n in zip(seen.values(), at_start, strict=True)), "a reader waits for the writer"
    list(store.add_many((made(n) for n in range(60)), batch=6))
    done.set()
    for reader in readers:
        reader.join()
    for counts in seen.values():
        assert [n for n, _ in counts] == sorted(n for n, _ in counts)
        assert {n % 6 for n, _ in counts} == {0}
        assert {odd for _, odd in counts} == {0}


def test_writers_wait_for_each_other(where: str) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[3]); from dragoman.store import Store; from made_records import made\n"
        "with Store.open(sys.argv[1]) as store:\n"
        "    first = int(sys.argv[2])\n"
        "    outcomes = [o for _, o in store.add_many((made(n) for n in range(first, first + 40)), batch=3)]\n"
        "    sys.exit(set(outcomes) != {'new'})"
    )
    here = str(Path(__file__).parent)
    commands = [[sys.executable, "-c", code, where, str(first), here] for first in (0, 100, 200)]
    started = [subprocess.Popen(command, env=os.environ) for command in commands]
    assert [process.wait(60) for process in started] == [0, 0, 0]
    with Store.open(where) as store:
        assert len(list(store.articles())) == 120


def test_a_writer_does_not_wait_for_ever(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.store.database.WAIT", 1)
    with (
        Store.open(where) as one,
        Store.open(where) as other,
        one.write(),
        pytest.raises(StoreError, match="another process has been writing to it for 1 s"),
    ):
        other.add(*made(1))
