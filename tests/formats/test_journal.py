"""Files of lines that can be broken off anywhere: whole lines stay, half ones go."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.formats.journal import Journal, OutputError


def line(n: int) -> str:
    return json.dumps({"id": f"n{n}", "coder": "c", "text": "Zürich"}, ensure_ascii=False)


def filled(path: Path, number: int, tail: str = "") -> Path:
    path.write_text("".join(line(n) + "\n" for n in range(number)) + tail, encoding="utf-8")
    return path


def test_each_line_is_in_the_file_as_soon_as_it_is_written(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.jsonl")
    journal.begin()
    for n in range(3):
        journal.write(line(n))
        assert journal.path.read_text(encoding="utf-8").splitlines() == [line(k) for k in range(n + 1)]
    journal.close()


@pytest.mark.parametrize("tail", ["", "{", '{"id": "n2", "coder": "c", "te', line(2)])
def test_going_on_keeps_whole_lines_and_cuts_off_a_half_one(tmp_path: Path, tail: str) -> None:
    path = filled(tmp_path / "out.jsonl", 2, tail)
    journal = Journal(path, resume=True)
    assert journal.done == 2
    assert list(journal.heads()) == [("n0", "c"), ("n1", "c")]
    journal.begin()
    journal.write(line(2))
    journal.close()
    assert path.read_text(encoding="utf-8").splitlines() == [line(n) for n in range(3)]


def test_starting_anew_keeps_what_is_there_until_the_first_article(tmp_path: Path) -> None:
    path = filled(tmp_path / "out.jsonl", 2)
    journal = Journal(path)
    assert journal.done == 0
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
    journal.begin()
    journal.close()
    assert path.read_bytes() == b""


def test_a_file_made_in_vain_is_taken_away_and_one_that_was_there_is_not(tmp_path: Path) -> None:
    Journal(tmp_path / "new.jsonl").close()
    assert not (tmp_path / "new.jsonl").exists()
    old = filled(tmp_path / "old.jsonl", 1)
    Journal(old, resume=True).close()
    assert old.exists()


@pytest.mark.parametrize("content", ["no json\n", "[]\n", '{"id": 1}\n', "\n"])
def test_a_file_that_is_no_output_of_ours_is_not_gone_on_with(tmp_path: Path, content: str) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text(line(0) + "\n" + content, encoding="utf-8")
    journal = Journal(path, resume=True)
    with pytest.raises(InputError, match=r"out\.jsonl, line 2: not a coded article"):
        list(journal.heads())
    journal.close()
    assert path.read_text(encoding="utf-8") == line(0) + "\n" + content


def test_a_write_that_fails_half_way_leaves_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "out.jsonl")
    journal.begin()
    journal.write(line(0))
    real = journal._file

    class FullDisk:
        """Takes ten bytes, then no more."""

        room = 10

        def write(self, data: bytes) -> int:
            if not self.room:
                raise OSError(28, "No space left on device")
            real.write(data[: self.room])
            self.room = 0
            return 10

        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

    monkeypatch.setattr(journal, "_file", FullDisk())
    with pytest.raises(OutputError, match=r"out\.jsonl: cannot be written: No space left on device"):
        journal.write(line(1))
    monkeypatch.undo()
    journal.write(line(2))
    journal.close()
    assert journal.path.read_text(encoding="utf-8").splitlines() == [line(0), line(2)]


def test_half_a_surrogate_pair_is_written_as_its_escape(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "out.jsonl")
    journal.begin()
    journal.write(json.dumps({"id": "\ud83d"}, ensure_ascii=False))
    journal.close()
    assert json.loads(journal.path.read_bytes()) == {"id": "\ud83d"}


@pytest.mark.skipif(os.geteuid() == 0, reason="the super-user may write anything")
def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    path = filled(tmp_path / "out.jsonl", 1)
    path.chmod(0o444)
    with pytest.raises(OutputError, match="Permission denied"):
        Journal(path)
