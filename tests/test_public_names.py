"""The names at the top of the package: each is there, documented, and costs nothing before it is used."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import dragoman

NAMES = [name for name in dragoman.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_has_a_docstring_of_its_own(name: str) -> None:
    value = getattr(dragoman, name)
    doc = inspect.getdoc(value) or ""
    assert len(doc.split()) >= 4
    assert not doc.startswith(f"{name}("), "the docstring that dataclasses make up says nothing"
    for member, attribute in vars(value).items() if inspect.isclass(value) else ():
        if inspect.isfunction(attribute) and not member.startswith("_"):
            assert inspect.getdoc(attribute), f"{name}.{member}"


@pytest.mark.parametrize("name", NAMES)
def test_a_public_function_says_its_types(name: str) -> None:
    value = getattr(dragoman, name)
    if inspect.isfunction(value):
        signature = inspect.signature(value)
        assert signature.return_annotation is not inspect.Signature.empty
        assert all(p.annotation is not inspect.Parameter.empty for p in signature.parameters.values())


def test_names_can_be_listed_and_others_are_refused() -> None:
    assert set(dragoman.__all__) <= set(dir(dragoman))
    assert dragoman.__all__ == sorted(dragoman.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = dragoman.nonsense


def test_the_bare_package_imports_nothing_heavy() -> None:
    code = "import sys, dragoman; print([m for m in ('spacy', 'duckdb', 'rich', 'yaml', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
