"""The help is quick and whole: every verb and option is told in --help and in docs/command-line.md."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import typer.main

from conftest import Cli, program
from dragoman.cli.app import app

DOCS = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")
PROGRAM = typer.main.get_command(app)
VERBS = PROGRAM.commands  # type: ignore[attr-defined]
OPTIONS = [
    (verb, name)
    for verb, command in VERBS.items()
    for parameter in command.params
    if parameter.param_type_name == "option"
    for name in parameter.opts
]
ARGUMENTS = [
    (verb, p.metavar) for verb, command in VERBS.items() for p in command.params if p.param_type_name == "argument"
]


def section(verb: str) -> str:
    """What the docs say of a verb."""
    found = re.search(rf"^## dragoman {verb}$(.*?)(?=^## |\Z)", DOCS, re.MULTILINE | re.DOTALL)
    assert found, f"docs/command-line.md has no section '## dragoman {verb}'"
    return found.group(1)


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_documented(verb: str) -> None:
    assert len(section(verb).split()) > 15
    assert f"dragoman {verb}" in DOCS.split("## ")[0]


@pytest.mark.parametrize(("verb", "option"), OPTIONS)
def test_an_option_is_documented(verb: str, option: str) -> None:
    assert re.search(rf"`{re.escape(option)}\b", section(verb)), f"{option} of dragoman {verb}"


def test_no_option_is_documented_that_is_not_there() -> None:
    for verb in VERBS:
        told = re.findall(r"^\| `(--?[a-z-]+)[^|]*\|", section(verb), re.MULTILINE)
        told += re.findall(r"^\| `-\w`, `(--[a-z-]+)", section(verb), re.MULTILINE)
        assert set(told) <= {name for of, name in OPTIONS if of == verb}, verb


@pytest.mark.parametrize(("verb", "option"), OPTIONS)
def test_an_option_is_told_by_the_help(verb: str, option: str, cli: Cli) -> None:
    done = cli(verb, "--help")
    assert (done.status, done.err) == (0, "")
    assert re.search(rf"{re.escape(option)}\b", done.out)


@pytest.mark.parametrize(("verb", "argument"), ARGUMENTS)
def test_an_argument_is_told_by_the_help(verb: str, argument: str, cli: Cli) -> None:
    assert argument in cli(verb, "-h").out


def test_without_a_verb_it_is_the_help(cli: Cli) -> None:
    done = cli()
    assert done.status == 0
    assert done.out.strip() == cli("--help").out.strip()
    assert all(verb in done.out for verb in VERBS)
    assert "--version" in done.out
    assert "`dragoman --version`" in DOCS


def test_statuses_are_documented() -> None:
    told = re.findall(r"^\| (\d+) \|", DOCS, re.MULTILINE)
    assert [int(n) for n in told] == [0, 1, 2, 70, 130, 141]


def test_the_help_is_quick() -> None:
    """It must import neither spaCy nor the tables; processor time, as other work may slow the clock's."""
    before = os.times()
    subprocess.run(program("--help"), check=True, capture_output=True)
    after = os.times()
    assert after.children_user + after.children_system - before.children_user - before.children_system < 0.5


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_loads_nothing_heavy(verb: str) -> None:
    code = (
        "import sys; from dragoman.cli.app import run; run([sys.argv[1], '--help']);"
        "print([m for m in ('spacy', 'duckdb', 'trafilatura', 'numpy') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([*program()[:1], "-c", code, verb], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
