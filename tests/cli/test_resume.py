"""Interrupted or killed at any moment, a run goes on with ``--resume``: nothing lost, nothing twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import TEXTS, Cli, program, write_articles

NUMBER = 240
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_articles(tmp_path_factory.mktemp("resume") / "in.jsonl", NUMBER)


@contextmanager
def running(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """The program in a process group of its own, as a shell would start it."""
    process = subprocess.Popen(program(*arguments), stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


def wait_for_lines(path: Path, number: int, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        if path.exists() and path.read_bytes().count(b"\n") >= number:
            return
        time.sleep(0.01)
    raise AssertionError(f"{path.name} never had {number} lines: {process.stderr and process.stderr.read()}")


def children(pid: int) -> list[int]:
    return [int(p) for t in Path(f"/proc/{pid}/task").glob("*/children") for p in t.read_text().split()]


@pytest.mark.parametrize(
    ("name", "workers", "kill"),
    [
        ("out.jsonl", 1, signal.SIGINT),
        ("out.jsonl", 2, signal.SIGKILL),
        ("out.parquet", 2, signal.SIGINT),
        ("out.csv", 1, signal.SIGKILL),
    ],
)
def test_a_run_broken_off_goes_on(
    given: Path, tmp_path: Path, cli: Cli, name: str, workers: int, kill: signal.Signals
) -> None:
    out = tmp_path / name
    side = out if out.suffix == ".jsonl" else tmp_path / f"{name}.partial.jsonl"
    with running("code", given, "-o", out, "--workers", workers) as process:
        wait_for_lines(side, 40, process)
        helpers = children(process.pid)
        os.killpg(process.pid, kill) if kill == signal.SIGINT else process.kill()
        _, said = process.communicate(timeout=90)
        gone(helpers)
    if kill == signal.SIGINT:
        assert process.returncode == 130
        (line,) = said.splitlines()
        assert line.startswith("dragoman: interrupted after ")
        assert line.endswith("; the same command with --resume goes on from there")
    done_before = side.read_bytes().count(b"\n")
    assert 40 <= done_before < NUMBER, "it was not broken off in the midst"
    again = cli("code", given, "-o", out, "--resume")
    assert again.status == 0, again.err
    assert f"{done_before} were done before" in again.err
    assert cli("code", given, "-o", tmp_path / f"whole{out.suffix}").status == 0
    for part in ("", ".statements"):
        if part == "" or out.suffix != ".jsonl":
            whole = tmp_path / f"whole{part}{out.suffix}"
            assert (tmp_path / f"out{part}{out.suffix}").read_bytes() == whole.read_bytes()
    assert not list(tmp_path.glob("*.partial.jsonl"))


def gone(pids: list[int]) -> None:
    """No process stays behind, whatever became of the one that started it."""
    deadline = time.monotonic() + 15
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < deadline, "processes stayed behind"
        time.sleep(0.05)


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_an_interrupt_while_it_starts_is_one_line_too(given: Path, tmp_path: Path) -> None:
    with running("code", given, "-o", tmp_path / "out.jsonl", "--workers", 2) as process:
        deadline = time.monotonic() + 20
        while not children(process.pid) and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(0.15)  # the processes are at their imports
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=90)
    assert process.returncode == 130
    (line,) = said.splitlines()
    assert line.startswith("dragoman: interrupted")
    assert not (tmp_path / "out.jsonl").exists()


@pytest.fixture
def few(tmp_path: Path) -> Path:
    return write_articles(tmp_path / "few.jsonl", 40)


TORN = '{"id": "n'


@pytest.mark.parametrize(
    ("done", "torn"), [(0, TORN), (1, ""), (31, TORN), (32, ""), (32, TORN), (33, ""), (39, TORN), (40, ""), (40, TORN)]
)
def test_going_on_after_any_number_of_articles(few: Path, tmp_path: Path, cli: Cli, done: int, torn: str) -> None:
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    cli("code", few, "-o", whole)
    lines = whole.read_text(encoding="utf-8").splitlines(keepends=True)
    out.write_text("".join(lines[:done]) + torn, encoding="utf-8")
    assert cli("code", few, "-o", out, "--resume").status == 0
    assert out.read_bytes() == whole.read_bytes()


def test_resume_without_anything_there_begins(few: Path, tmp_path: Path, cli: Cli) -> None:
    assert cli("code", few, "-o", tmp_path / "out.jsonl", "--resume").status == 0
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 40


def test_an_output_of_other_articles_is_not_gone_on_with(few: Path, tmp_path: Path, cli: Cli) -> None:
    out = tmp_path / "out.jsonl"
    other = tmp_path / "other.jsonl"
    other.write_text("".join(json.dumps({"id": f"o{n}", "text": TEXTS[0]}) + "\n" for n in range(3)))
    cli("code", other, "-o", out)
    before = out.read_bytes()
    done = cli("code", few, "-o", out, "--resume")
    assert done.status == 2
    assert "its article 1 is 'o0' but the input has 'n0' there; leave out --resume to start anew" in done.err
    assert out.read_bytes() == before, "what was there is kept"


def test_an_input_with_fewer_articles_is_not_gone_on_with(few: Path, tmp_path: Path, cli: Cli) -> None:
    cli("code", few, "-o", tmp_path / "out.jsonl")
    write_articles(few, 35)
    done = cli("code", few, "-o", tmp_path / "out.jsonl", "--resume")
    assert done.status == 2
    assert "its article 36 is 'n35' but the input has no more articles there" in done.err


def test_an_output_of_another_coder_is_not_gone_on_with(few: Path, tmp_path: Path, cli: Cli) -> None:
    out = tmp_path / "out.jsonl"
    cli("code", few, "-o", out)
    rows = [json.loads(line) | {"coder": "dragoman 0.0.1"} for line in out.read_text().splitlines()[:5]]
    out.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = cli("code", few, "-o", out, "--resume")
    assert done.status == 2
    assert "was begun by 'dragoman 0.0.1' but this is 'dragoman " in done.err


def test_a_reader_that_goes_away_ends_the_run_quietly(given: Path) -> None:
    process = subprocess.Popen(
        program("code", given, "-o", "-"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["id"] == "n0"
    process.stdout.close()
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(20) == 141
    assert said == ""
