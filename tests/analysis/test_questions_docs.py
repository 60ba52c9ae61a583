"""The names of ``dragoman.analysis``: each is documented where it is defined and in docs/questions.md."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from pathlib import Path

import pytest

import dragoman.analysis
from dragoman.analysis import EventFilter, Questions, StatementFilter

DOCS = (Path(__file__).parents[2] / "docs" / "questions.md").read_text(encoding="utf-8")
METHODS = [name for name, _ in inspect.getmembers(Questions, inspect.isfunction) if not name.startswith("_")]


@pytest.mark.parametrize("name", dragoman.analysis.__all__)
def test_a_public_name_is_documented(name: str) -> None:
    doc = inspect.getdoc(getattr(dragoman.analysis, name)) or ""
    assert len(doc.split()) >= 4
    assert not doc.startswith(f"{name}("), "the docstring that dataclasses make up says nothing"
    assert re.search(rf"`{name}s?\b", DOCS)


@pytest.mark.parametrize("name", METHODS)
def test_a_question_is_documented(name: str) -> None:
    assert inspect.getdoc(getattr(Questions, name))
    assert re.search(rf"`{name}\(", DOCS)


@pytest.mark.parametrize("filter_", [EventFilter, StatementFilter])
def test_a_filter_is_documented(filter_: type) -> None:
    names = [field.name for field in fields(filter_)]
    assert [name for name in names if f"`{name}`" not in DOCS] == []
    attributes = (inspect.getdoc(filter_) or "").partition("Attributes:")[2]
    assert [name for name in names if not re.search(rf"\b{name}\b", attributes)] == []
