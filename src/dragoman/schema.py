"""The JSON Schema of a coded article, made of the records themselves: what every line of native output keeps to."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from dragoman.data import read_yaml
from dragoman.records import LEFT_OUT, CodedArticle, Span

_SPAN = "Span"
_PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number"}


def json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of one line of native JSONL, a fresh dict of plain values."""
    definitions: dict[str, Any] = {
        _SPAN: {
            "description": "Half-open character offsets [start, end] into the article's text.",
            "type": "array",
            "items": {"type": "integer", "minimum": 0},
            "minItems": 2,
            "maxItems": 2,
        }
    }
    article = _record(CodedArticle, _facts(), definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Coded article",
        **article,
        "$defs": dict(sorted(definitions.items())),
    }


def _facts() -> dict[str, dict[str, dict[str, Any]]]:
    """Record -> field -> words of JSON Schema: a description, and the bounds of its values."""
    from importlib import resources

    from dragoman.ontology import load_ontology

    read: dict[str, dict[str, Any]] = read_yaml(resources.files("dragoman") / "records.yaml")
    facts: dict[str, dict[str, dict[str, Any]]] = {
        record: {f: {"description": v} if isinstance(v, str) else dict(v) for f, v in fields.items()}
        for record, fields in read.items()
    }
    ontology = load_ontology()
    facts["Event"]["type"]["enum"] = list(ontology.types)
    facts["Event"]["modes"]["items"] = {"enum": sorted({m for t in ontology.types.values() for m in t.modes})}
    for record in ("Event", "Statement"):
        facts[record]["contexts"]["items"] = {"enum": list(ontology.contexts)}
    for record in ("Actor", "Entity"):
        facts[record]["sectors"]["items"] = {"enum": sorted(ontology.sectors)}
    return facts


def _record(record: type, facts: Mapping[str, Mapping[str, Any]], definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(record)
    names = [f.name for f in dataclasses.fields(record)]
    properties = {n: _bounded(_type(hints[n], facts, definitions), facts[record.__name__][n]) for n in names}
    return {
        "description": (record.__doc__ or "").split("\n")[0],
        "type": "object",
        "properties": properties,
        "required": [n for n in names if not (record is CodedArticle and n in LEFT_OUT)],
        "additionalProperties": False,
    }


def _bounded(schema: dict[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"description": facts["description"], **schema, **{k: v for k, v in facts.items() if k != "description"}}


def _type(hint: Any, facts: Mapping[str, Mapping[str, Any]], definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type that records use."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if hint == Span:
        return {"$ref": f"#/$defs/{_SPAN}"}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # its place, should it hold itself
            definitions[hint.__name__] = _record(hint, facts, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0], facts, definitions)}
    if origin in (Union, types.UnionType):
        (only,) = (a for a in arguments if a is not type(None))
        return _or_null(_type(only, facts, definitions))
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _type(arguments[1], facts, definitions)}
    raise TypeError(f"no JSON Schema for {hint!r}")


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    return {"anyOf": [schema, {"type": "null"}]}
