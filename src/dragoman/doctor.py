"""``doctor``: is this installation whole, and does it code as it should? Each check says what to do where it is not."""

from __future__ import annotations

import platform
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata, resources
from typing import Any

from dragoman import __version__
from dragoman.data import read_yaml
from dragoman.errors import DragomanError
from dragoman.language.model import known_model, model_faults, model_folder
from dragoman.records import Article, CodedArticle, Event, Statement

_REINSTALL = f"pip install --force-reinstall dragoman=={__version__}"


class _Fault(Exception):
    """A check that failed: what is wrong, and what to do."""

    def __init__(self, found: str, advice: str) -> None:
        super().__init__(found)
        self.found, self.advice = found, advice


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check.

    Attributes:
        subject: what was looked at.
        ok: whether all is well with it.
        found: what was found.
        advice: what to do where it is not well, else "".
    """

    subject: str
    ok: bool
    found: str
    advice: str = ""


def examine() -> Iterator[Finding]:
    """All checks, one after the other; a check that breaks is a fault too, never an exception."""
    for subject, check in CHECKS.items():
        try:
            yield Finding(subject, True, check())
        except _Fault as fault:
            yield Finding(subject, False, fault.found, fault.advice)
        except DragomanError as error:
            yield Finding(subject, False, str(error), _REINSTALL)
        except Exception as error:
            yield Finding(subject, False, f"{type(error).__name__}: {error}", _REINSTALL)


def _python() -> str:
    version = platform.python_version()
    wanted = metadata.metadata("dragoman")["Requires-Python"] or ""
    bounds = {sign: int(minor) for sign, minor in re.findall(r"(>=|<)3\.(\d+)", wanted)}
    if not bounds.get(">=", 0) <= int(platform.python_version_tuple()[1]) < bounds.get("<", 99):
        raise _Fault(version, f"install it with a Python {wanted}")
    return version


def _libraries() -> str:
    """The versions of what the results depend on."""
    found = {}
    for name in ("spacy", "duckdb", "trafilatura"):
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            raise _Fault(f"{name} is not installed", "pip install dragoman") from None
    if not found["spacy"].startswith("3.8."):
        raise _Fault(f"spacy {found['spacy']}", "pip install 'spacy>=3.8,<3.9'")
    return ", ".join(f"{name} {version}" for name, version in found.items())


def _model() -> str:
    known = known_model()
    try:
        faults = model_faults(known.files, model_folder(known.name, known.version))
    except DragomanError as error:
        raise _Fault(str(error), known.repair) from None
    if faults:
        more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise _Fault(f"{known.name} {known.version}: {faults[0]}{more}", known.repair)
    return f"{known.name} {known.version}, {len(known.files)} files as they should be"


def _reader() -> str:
    """Whether the reader's files are those of this release; they lie in the package."""
    from dragoman.reader.model import reader_folder

    known = read_yaml(resources.files("dragoman.reader") / "files.yaml")
    faults = model_faults(known, reader_folder())
    if faults:
        more = f" and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise _Fault(f"{faults[0]}{more}", _REINSTALL)
    return f"{len(known)} files as they should be"


def _tables() -> str:
    from dragoman.coding.coder import Coder

    return Coder().name


def _article() -> str:
    from dragoman.coding.coder import Coder

    case = read_yaml(resources.files("dragoman") / "doctor.yaml")
    coded = Coder().code(Article(case["text"], id="doctor", published=str(case["published"])))
    missing = compare(coded, case)
    if missing:
        raise _Fault("; ".join(missing), f"{_REINSTALL}; if that does not help, report it with this line")
    return f"{len(case['events'])} events and {len(case['statements'])} statement as expected"


def compare(coded: CodedArticle, case: Mapping[str, Any]) -> list[str]:
    """What of an expected result is not there: one line each, empty where all is."""
    if coded.error is not None:
        return [coded.error]
    missing = [f"no event {e}" for e in case["events"] if not any(_is_event(found, e) for found in coded.events)]
    return missing + [
        f"no statement {s}" for s in case["statements"] if not any(_is_statement(f, s) for f in coded.statements)
    ]


def _is_event(found: Event, wanted: Mapping[str, Any]) -> bool:
    return (
        found.type == wanted["type"]
        and {a.name for a in found.actors} == set(wanted["actors"])
        and {a.country for a in found.actors} == set(wanted["countries"])
        and ("date" not in wanted or (found.date is not None and found.date.start == str(wanted["date"])))
    )


def _is_statement(found: Statement, wanted: Mapping[str, Any]) -> bool:
    return found.speaker is not None and (found.speaker.name, found.stance) == (wanted["speaker"], wanted["stance"])


CHECKS: dict[str, Callable[[], str]] = {
    "python": _python,
    "libraries": _libraries,
    "language model": _model,
    "reader": _reader,
    "tables": _tables,
    "coding": _article,
}
"""Subject -> check, in the order in which they are made."""
