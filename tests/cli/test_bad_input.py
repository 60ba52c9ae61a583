"""Whatever is wrong: one clear line, the right status, never a traceback."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from conftest import TEXTS, Cli, Outcome

KENYA = TEXTS[0]


def one_line(done: Outcome, status: int, fault: str) -> None:
    assert done.status == status, done.err
    assert fault in done.err
    lines = done.err.splitlines()
    assert all(line.startswith("dragoman: ") for line in lines), lines
    assert "Traceback" not in done.err + done.out


# name of the file, its content, what is said of it; the run ends with 2, as nothing could be read
UNREADABLE: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "empty.txt: the text is empty"),
    ("blank.txt", b" \n\t\n", "blank.txt: the text is empty"),
    ("nul.txt", b"Kenya \x00 urged", "nul.txt: the text holds a NUL character (at 6)"),
    ("latin2.txt", b"\xc8\xe1st \x81\x8d\x8f\x90" * 40, "latin2.txt: not valid UTF-8 (at byte 0); save it as UTF-8"),
    ("cyrillic.txt", "Президент встретился".encode("cp1251") * 9, "not valid UTF-8"),
    ("binary.txt", bytes(range(256)) * 40, "not valid UTF-8"),
    ("empty.html", b"<html><body></body></html>", "empty.html: "),
    ("menu.html", b"<html><head><title>Home</title></head><body><script>x()</script></body></html>", "menu.html: "),
    ("broken.jsonl", b"{broken\n", "broken.jsonl, line 1: not valid JSON"),
    ("number.jsonl", b"7\n", "number.jsonl, line 1: not an object with a text but a number"),
    ("notext.jsonl", b'{"id": 1}\n', "notext.jsonl, line 1: no text"),
    ("deep.jsonl", b"[" * 100_000, "deep.jsonl, line 1: not valid JSON: nested too deeply"),
    ("nul.jsonl", b'{"text": "a\\u0000b"}\n', "nul.jsonl, line 1: the text holds a NUL character"),
    ("half.jsonl", b'{"text": "a \\ud83d b"}\n', "half.jsonl, line 1: the text holds bytes or half characters"),
    ("broken.json", b'{"text": ', "broken.json, line 1: not valid JSON"),
    ("short.csv", b"id,text\nx\n", "short.csv, line 2: not a valid row: 1 fields where the header has 2"),
    ("columns.csv", b"name,age\nx,1\n", "columns.csv: no column is called text, body, content or the like"),
    ("broken.parquet", b"PAR1", "broken.parquet: cannot be read as Parquet"),
    ("broken.txt.gz", b"\x1f\x8b\x08\x00", "broken or cut off gzip file"),
    ("nothing.jsonl", b"\n\n", "nothing.jsonl: holds no articles"),
    ("long.txt", KENYA.encode() * 200_000, "the text has 10,400,000 characters; at most"),
    ("long.jsonl", b'{"text": "' + KENYA.encode() * 200_000, "long.jsonl, line 1: not valid JSON"),
    ("long.html", b"<html><body>" + b"<b>" * 1_000_000, "long.html: "),
]


@pytest.mark.parametrize(("name", "content", "fault"), UNREADABLE, ids=[name for name, *_ in UNREADABLE])
def test_a_file_that_cannot_be_read(name: str, content: bytes, fault: str, tmp_path: Path, cli: Cli) -> None:
    (tmp_path / name).write_bytes(content)
    done = cli("code", tmp_path / name, "-o", tmp_path / "out.jsonl")
    one_line(done, 0 if name == "long.txt" else 2, fault)
    for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert (row["events"], row["statements"]) == ([], [])
        assert row["error"]
        assert len(row["error"]) < 400


def test_the_lines_around_a_broken_one_are_coded(tmp_path: Path, cli: Cli) -> None:
    good = json.dumps({"text": KENYA}).encode()
    bad = [b'{"id": "own", "text": ', b"\xff\xfe\x00", b'{"text": 7}', b"[1]", b'{"text": "\xc3(\x81"}', b"\x00" * 9]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(line for b in bad for line in (good, b)) + b"\n" + good + b"\n")
    one_line(cli("code", tmp_path / "a.jsonl", "-o", tmp_path / "out.jsonl"), 0, "6 could not be coded")
    found: list[dict[str, Any]] = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [bool(r["events"]) for r in found] == [True, False] * 6 + [True]
    assert [r["error"].split(",")[1].split(":")[0] for r in found if "error" in r] == [
        f" line {n}" for n in (2, 4, 6, 8, 10, 12)
    ]
    assert found[1]["id"] == "own"


def test_a_date_that_is_no_date_leaves_the_article_without_one(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": KENYA, "published": "2024-02-31"}) + "\n")
    one_line(cli("code", tmp_path / "a.jsonl", "-o", tmp_path / "out.jsonl"), 0, "line 1: '2024-02-31' is no day")
    (row,) = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert row["published"] is None
    assert row["events"]


def test_of_many_warnings_only_the_first_are_shown(tmp_path: Path, cli: Cli) -> None:
    lines = (json.dumps({"text": "The weather was fine.", "published": "soon"}) for _ in range(25))
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    done = cli("code", tmp_path / "a.jsonl", "-o", tmp_path / "out.jsonl")
    one_line(done, 0, "warning: and 15 more of the kind")
    assert len(done.err.splitlines()) == 12


# what is asked for (names stand for files in the test's folder), and what is said
REFUSED: list[tuple[list[str], str]] = [
    (["code", "{}/gone.txt"], "gone.txt: no such file or folder"),
    (["code", "{}/gone"], "gone: no such file or folder"),
    (["code", "{}/folder"], "folder: the folder holds no articles: no file that ends in .txt"),
    (["code", "{}/a.pdf"], "a.pdf: not a known kind of file; known are .txt"),
    (["code", "{}/a.txt\n"], "no such file or folder"),
    (["code", "x" * 5000], "cannot be opened: File name too long"),
    (["code", "{}/a.txt", "-o", "{}/gone/out.jsonl"], "out.jsonl: cannot be written: No such file or directory"),
    (["code", "{}/a.txt", "-o", "{}/gone/out.csv"], "out.csv: cannot be written: No such file or directory"),
    (["code", "{}/a.txt", "-o", "{}/folder"], "folder: cannot be written: it is a folder"),
    (["code", "{}/a.txt", "-o", "{}/out.xml"], "its name must end in .jsonl .ndjson .parquet .csv .tsv"),
    (["code", "{}/a.txt", "-o", "x" * 5000 + ".jsonl"], "File name too long"),
    (["code", "{}/a.jsonl", "-o", "{}/a.jsonl"], "a.jsonl: is an input too; choose another output"),
    (["code", "{}/linked.jsonl", "-o", "{}/a.jsonl"], "a.jsonl: is an input too"),
    (["code", "{}/in", "-o", "{}/in/out.jsonl"], "out.jsonl: lies in the input folder"),
    (["code", "{}/in", "-o", "{}/in/sub/../out.csv"], "lies in the input folder"),
    (["code", "{}/a.txt", "--resume"], "--resume needs a file to go on with: give it with -o"),
    (["code", "{}/a.txt", "-o", "-", "--resume"], "--resume needs a file"),
    (["code", "{}/a.txt", "--published", "soon"], "--published: 'soon' is no date; write it as 2019-05-29"),
    (["code", "{}/a.txt", "--columns", "text"], "--columns: 'text' is not of the form FIELD=NAME"),
    (["code", "{}/a.txt", "--columns", "texts=body"], "no such field of an article: texts; there are text, id"),
    (["code", "{}/a.txt", "--workers", "-1"], "Invalid value for '--workers'"),
    (["code", "{}/a.txt", "--workers", "two"], "Invalid value for '--workers'"),
    (["code", "{}/a.txt", "--min-confidence", "7"], "Invalid value for '--min-confidence'"),
    (["code", "{}/a.txt", "--model", "no_such_model"], "spaCy model 'no_such_model' is not installed"),
    (["code", "{}/a.txt", "--model", "no_such_model", "--workers", "2"], "'no_such_model' is not installed"),
    (["code", "{}/a.txt", "--actors", "{}/gone.csv"], "gone.csv: no such file"),
    (["code", "{}/a.txt", "--actors", "{}/bad.csv"], "bad.csv, line 1: unknown columns: nonsense"),
    (["code", "{}/a.txt", "--nonsense"], "No such option: --nonsense"),
    (["nonsense"], "No such command 'nonsense'; see dragoman --help"),
    (["explain", " "], "nothing to explain: the text is empty"),
    (["explain", "x", "--published", "soon"], "--published: 'soon' is no date"),
    (["resolve", "{}/gone.jsonl"], "gone.jsonl: No such file or directory"),
    (["resolve", "Kenya", "--date", "soon"], "--date: 'soon' is no date; write it as 2019-05-29"),
    (["resolve", "Kenya", "-o", "{}/gone/out.jsonl"], "out.jsonl: cannot be written: No such file or directory"),
    (["resolve"], "Missing argument 'PHRASE'"),
    (["evaluate", "{}/gone", "{}/a.jsonl"], "gone: No such file or directory"),
    (["evaluate", "{}/folder", "{}/a.jsonl"], "folder: the folder holds no annotated articles"),
    (["evaluate", "{}/a.jsonl", "{}/a.jsonl"], "a.jsonl, line 1: id: is missing"),
    (["evaluate", "{}/a.jsonl", "{}/a.txt", "-o", "{}/a.txt"], "a.txt: is an input too; choose another output"),
    (["evaluate", "{}/a.jsonl"], "Missing argument 'PRED'"),
    (["evaluate", "{}/a.jsonl", "{}/a.txt", "--examples", "-1"], "Invalid value for '--examples'"),
    (["world", "Nobody Ofthisname"], "the tables know nothing of 'Nobody Ofthisname'"),
    (["world", "Kenya", "--actors", "{}/gone.csv"], "gone.csv: no such file"),
]


@pytest.mark.parametrize(("arguments", "fault"), REFUSED, ids=[" ".join(a)[:60] for a, _ in REFUSED])
def test_what_makes_no_sense_is_refused_before_any_work(
    arguments: list[str], fault: str, tmp_path: Path, cli: Cli
) -> None:
    for folder in ("folder", "in", "in/sub"):
        (tmp_path / folder).mkdir()
    for name in ("a.txt", "a.jsonl", "a.pdf", "in/a.txt"):
        (tmp_path / name).write_text(json.dumps({"text": KENYA}))
    (tmp_path / "bad.csv").write_text("name,nonsense\n")
    os.link(tmp_path / "a.jsonl", tmp_path / "linked.jsonl")
    before = sorted(tmp_path.rglob("*"))
    done = cli(*(a.replace("{}", str(tmp_path)) for a in arguments))
    one_line(done, 2, fault)
    assert done.out == ""
    assert sorted(tmp_path.rglob("*")) == before, "nothing is left behind"


def test_a_fault_of_the_program_is_one_line_too(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("dragoman.schema.json_schema", broken)
    fault = "a fault of the program: ZeroDivisionError: division by zero (DRAGOMAN_DEBUG=1 shows where)"
    one_line(cli("schema"), 70, fault)
    monkeypatch.setenv("DRAGOMAN_DEBUG", "1")
    assert "Traceback" in cli("schema").err


@pytest.mark.parametrize("text", ["\udcff broken bytes", "a\x1b[31mb", "[bold]x[/bold]", "\u202eright to left"])
def test_odd_characters_on_the_command_line(text: str, cli: Cli) -> None:
    for verb in ("explain", "resolve", "world"):
        done = cli(verb, text)
        assert done.status in (0, 2), done.err
        assert "Traceback" not in done.err
        assert "\x1b[31m" not in done.out
