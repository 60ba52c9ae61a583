"""Files that appear in a folder, or change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from feed_site import START, TestClock

from dragoman.errors import InputError
from dragoman.feeds.folders import SETTLED, articles_of_file, new_files
from dragoman.feeds.plan import Folder


def put(path: Path, text: str, age: float = 60.0) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    os.utime(path, (START - age, START - age))


def names(folder: Path, known: dict[str, str], clock: TestClock | None = None) -> list[str]:
    """The new files' names; they are known from then on."""
    found = new_files(Folder(path=str(folder)), known, clock or TestClock())
    known.update({file.address: file.version for file in found})
    return [file.path.name for file in found]


def test_files_are_new_once_and_when_they_change(tmp_path: Path) -> None:
    known: dict[str, str] = {}
    put(tmp_path / "b.txt", "One.")
    put(tmp_path / "deep" / "a.jsonl", "{}")
    put(tmp_path / "picture.png", "x")
    put(tmp_path / ".hidden.txt", "x")
    assert names(tmp_path, known) == ["b.txt", "a.jsonl"]
    assert names(tmp_path, known) == []
    put(tmp_path / "b.txt", "Two.", age=59)
    assert names(tmp_path, known) == ["b.txt"]
    (tmp_path / "b.txt").unlink()
    assert names(tmp_path, known) == []


def test_a_file_that_was_only_just_written_is_waited_for(tmp_path: Path) -> None:
    clock = TestClock()
    put(tmp_path / "a.txt", "One.", age=0.5)
    assert names(tmp_path, {}, clock) == ["a.txt"]
    assert clock.slept == [pytest.approx(SETTLED - 0.5)]


def test_a_file_that_is_still_being_written_is_left_for_the_next_look(tmp_path: Path) -> None:
    class Writing(TestClock):
        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            put(tmp_path / "a.txt", "One. Two.", age=0)

    put(tmp_path / "a.txt", "One.", age=0)
    put(tmp_path / "b.txt", "Whole.")
    assert names(tmp_path, {}, Writing()) == ["b.txt"]


def test_a_time_in_the_future_holds_nothing_up(tmp_path: Path) -> None:
    clock = TestClock()
    put(tmp_path / "a.txt", "One.", age=-1000)
    assert names(tmp_path, {}, clock) == ["a.txt"]
    assert clock.slept == []


def test_an_empty_folder_is_no_fault_but_a_missing_one_is(tmp_path: Path) -> None:
    assert names(tmp_path, {}) == []
    with pytest.raises(InputError, match="gone: no such folder"):
        names(tmp_path / "gone", {})


def test_articles_of_a_file(tmp_path: Path) -> None:
    put(tmp_path / "a.jsonl", '{"story": "Kenya urged Ethiopia."}\n{"story": 7}\n')
    folder = Folder(path=str(tmp_path), columns={"text": "story"})
    (file,) = new_files(folder, {}, TestClock())
    good, bad = articles_of_file(file, folder)
    assert (good.text, good.error) == ("Kenya urged Ethiopia.", None)
    assert "line 2: 'story' must be text" in (bad.error or "")
