"""Dragoman reads news and writes verifiable records: who did what to whom, who said what, when and where.

    >>> from dragoman import Coder
    >>> coded = Coder().code("Kenya urged Ethiopia to reopen the border.")

The names below are all there is to know for most uses; each is imported when it is first asked for, so that
``import dragoman`` itself costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.coding.coder import Coder
    from dragoman.errors import DragomanError, InputError, ModelError, TableError
    from dragoman.reading import read
    from dragoman.records import (
        Actor,
        Article,
        Block,
        CodedArticle,
        Count,
        Date,
        Entity,
        Event,
        Evidence,
        Place,
        Statement,
        check_offsets,
        from_dict,
        from_json,
        to_dict,
        to_json,
    )
    from dragoman.schema import json_schema
    from dragoman.store import Store, StoreError

__version__ = "0.1.0"

_HOMES = {
    "dragoman.coding.coder": ["Coder"],
    "dragoman.errors": ["DragomanError", "InputError", "ModelError", "TableError"],
    "dragoman.reading": ["read"],
    "dragoman.records": [
        "Actor", "Article", "Block", "CodedArticle", "Count", "Date", "Entity", "Event", "Evidence", "Place",
        "Statement", "check_offsets", "from_dict", "from_json", "to_dict", "to_json",
    ],
    "dragoman.schema": ["json_schema"],
    "dragoman.store": ["Store", "StoreError"],
}  # fmt: skip
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Actor",
    "Article",
    "Block",
    "CodedArticle",
    "Coder",
    "Count",
    "Date",
    "DragomanError",
    "Entity",
    "Event",
    "Evidence",
    "InputError",
    "ModelError",
    "Place",
    "Statement",
    "Store",
    "StoreError",
    "TableError",
    "__version__",
    "check_offsets",
    "from_dict",
    "from_json",
    "json_schema",
    "read",
    "to_dict",
    "to_json",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
