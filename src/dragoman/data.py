"""Reading the package's own data files: YAML with a clear error, and content hashes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from dragoman.errors import TableError


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML in which only true and false are truth values: "on", "no" and "yes" are words of English here."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


def package_file(package: str, *names: str) -> Traversable:
    """A data file inside one of the package's rooms, e.g. ``package_file("ontology", "plover.yaml")``."""
    found = resources.files(f"dragoman.{package}")
    for name in names:
        found = found / name
    return found


def read_yaml(file: Traversable) -> Any:
    """The content of a YAML file.

    Raises:
        TableError: with file and line, if it is not valid YAML.
    """
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        cause = f"not valid YAML: {getattr(e, 'problem', None) or e}"
        raise TableError(cause, file.name, mark.line + 1 if mark else None) from e


def content_hash(files: Iterable[Traversable]) -> str:
    """A short hash of names and contents (8 hex digits), the same on every machine."""
    digest = hashlib.blake2b(digest_size=4)
    for file in sorted(files, key=lambda f: f.name):
        digest.update(file.name.encode())
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()
