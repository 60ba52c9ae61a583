"""The published JSON Schema: made of the records, valid itself, kept by all output, broken by what is wrong."""

from __future__ import annotations

import dataclasses
import json
from importlib import resources
from typing import Any

import jsonschema
import pytest

from dragoman import CodedArticle, json_schema, to_dict
from dragoman.data import read_yaml
from dragoman.records import Article
from samples import CODED, FAILED, RECORDS, at

VALIDATOR = jsonschema.Draft202012Validator(json_schema())
IN_OUTPUT = [cls for cls in RECORDS if cls is not Article]


def test_the_published_file_is_that_of_the_records() -> None:
    """After a change of a record: ``dragoman schema > src/dragoman/records.schema.json``."""
    published = (resources.files("dragoman") / "records.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == json_schema()


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_every_field_of_every_record_is_described_and_no_other() -> None:
    described = read_yaml(resources.files("dragoman") / "records.yaml")
    assert set(described) == {cls.__name__ for cls in IN_OUTPUT}
    for cls in IN_OUTPUT:
        assert list(described[cls.__name__]) == [f.name for f in dataclasses.fields(cls)], cls.__name__


@pytest.mark.parametrize("record", [CODED, FAILED])
def test_records_keep_to_it(record: CodedArticle) -> None:
    VALIDATOR.validate(to_dict(record))


def test_what_is_coded_keeps_to_it(coded: tuple[CodedArticle, ...]) -> None:
    for one in coded:
        VALIDATOR.validate(to_dict(one))


WRONG: list[tuple[list[str | int], object]] = [
    (["coder"], ...),
    (["more"], 1),
    (["published"], "yesterday"),
    (["language"], "English"),
    (["events", 0, "type"], "TALK"),
    (["events", 0, "modes"], ["loud"]),
    (["events", 0, "contexts"], ["cooking"]),
    (["events", 0, "quad"], 5),
    (["events", 0, "score"], 11),
    (["events", 0, "cameo"], "x"),
    (["events", 0, "killed"], -1),
    (["events", 0, "killed"], "3"),
    (["events", 0, "evidence"], []),
    (["events", 0, "confidence"], 1.1),
    (["events", 0, "actors", 0, "country"], "Mali"),
    (["events", 0, "actors", 0, "sectors"], ["KNG"]),
    (["events", 0, "actors", 0, "span"], [3]),
    (["events", 0, "actors", 0, "kind"], "ship"),
    (["events", 0, "date", "start"], "2024"),
    (["events", 0, "place", "lat"], 91),
    (["statements", 0, "stance"], "thinks"),
    (["statements", 0, "content"], []),
    (["entities", 0, "mentions"], []),
    (["blocks", 0, "kind"], "footnote"),
]


@pytest.mark.parametrize(("path", "value"), WRONG)
def test_what_is_wrong_breaks_it(path: list[str | int], value: Any) -> None:
    assert not VALIDATOR.is_valid(at(path, value))
