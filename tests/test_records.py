"""The records: frozen, exact in JSON and back, pointing at their words, with ids that every process agrees on."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import EXAMPLE
from dragoman.errors import InputError
from dragoman.reading import read
from dragoman.records import (
    Actor,
    Article,
    Block,
    CodedArticle,
    Evidence,
    Place,
    check_offsets,
    from_dict,
    from_json,
    stable_id,
    to_dict,
    to_json,
)
from samples import CODED, FAILED, RECORDS, TEXT, at


@pytest.mark.parametrize("cls", RECORDS)
def test_a_record_is_frozen_and_has_slots(cls: type) -> None:
    field = dataclasses.fields(cls)[0].name
    blank: object = object.__new__(cls)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(blank, field, "other")
    assert not hasattr(blank, "__dict__")


@pytest.mark.parametrize("coded", [CODED, FAILED])
def test_json_gives_back_the_same_record(coded: CodedArticle) -> None:
    assert from_json(to_json(coded)) == coded
    assert from_dict(to_dict(coded)) == coded
    assert "\n" not in to_json(coded)


def test_error_and_explanations_stand_in_the_json_only_where_there_are_any() -> None:
    assert "error" not in to_dict(CODED)
    assert "explanations" in to_dict(CODED)
    assert to_dict(FAILED)["error"] == "the text is empty"
    assert "explanations" not in to_dict(FAILED)


@given(coded=st.builds(CodedArticle))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_record_survives_json(coded: CodedArticle) -> None:
    line = to_json(coded)
    assert to_json(from_json(line)) == line


BROKEN: list[tuple[list[str | int], object, str]] = [
    (["coder"], ..., "not a coded article: has no field 'coder'"),
    (["id"], 7, "id: must be text, not 7"),
    (["events"], None, "events: must be a list, not null"),
    (["events"], {}, "events: must be a list, not an object"),
    (["events", 0], "x", 'events[0]: must be an object, not "x"'),
    (["events", 0, "type"], ..., "events[0]: has no field 'type'"),
    (["events", 0, "quad"], "1", 'events[0].quad: must be a whole number, not "1"'),
    (["events", 0, "quad"], True, "events[0].quad: must be a whole number, not true"),
    (["events", 0, "killed"], 1.5, "events[0].killed: must be a whole number, not 1.5"),
    (["events", 0, "score"], "5", 'events[0].score: must be a number, not "5"'),
    (["events", 0, "status"], "maybe", "events[0].status: must be one of actual, future,"),
    (["events", 0, "modes"], [1], "events[0].modes[0]: must be text, not 1"),
    (["events", 0, "actors", 0, "span"], [1], "events[0].actors[0].span: must be a list of 2, not a list of 1"),
    (["events", 0, "actors", 0, "span"], [1, "2"], "events[0].actors[0].span[1]: must be a whole number"),
    (["events", 0, "date", "precision"], "hour", "events[0].date.precision: must be one of day, week,"),
    (["statements", 0, "cue"], 3, "statements[0].cue: must be a list of 2, not 3"),
    (["statements", 0, "speaker"], [], "statements[0].speaker: must be an object, not a list of 0"),
    (["entities", 0, "mentions", 0], None, "entities[0].mentions[0]: must be a list of 2, not null"),
    (["explanations"], [], "explanations: must be an object, not a list of 0"),
]


@pytest.mark.parametrize(("path", "value", "fault"), BROKEN)
def test_a_broken_row_is_refused_by_the_field_at_fault(path: list[str | int], value: object, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        from_dict(at(path, value))
    assert fault in str(caught.value)


@pytest.mark.parametrize("line", ["", "{", "[]", "null", '"text"', "[" * 100_000])
def test_a_line_that_is_no_coded_article_is_refused(line: str) -> None:
    with pytest.raises(InputError, match="not a coded article"):
        from_json(line)


def test_fields_that_no_record_has_are_passed_over() -> None:
    assert from_dict(at(["later"], 1)) == CODED


def test_stable_id_is_the_same_for_ever() -> None:
    assert stable_id("a", "event", (3, 9)) == "01b2d61460af9dc5"
    assert stable_id("a", "b") != stable_id("ab")


def test_an_article_without_id_is_known_by_its_address_else_by_its_text() -> None:
    assert Article("x").id == Article("x", title="t").id != Article("y").id
    assert Article("x", url="u").id == Article("y", url="u").id
    assert Article("x", id="own").id == "own"


def replaced(record: Any, **values: object) -> Any:
    return dataclasses.replace(record, **values)


EVENT, SAID = CODED.events[0], CODED.statements[0]
FAULTS: list[tuple[CodedArticle, str]] = [
    (replaced(CODED, blocks=(Block("paragraph", (0, 999)),)), "block paragraph: span [0, 999] is not inside"),
    (replaced(CODED, blocks=(Block("paragraph", (5, 5)),)), "span [5, 5] is not inside"),
    (replaced(CODED, blocks=(Block("paragraph", (-1, 5)),)), "span [-1, 5] is not inside"),
    (replaced(CODED, entities=(replaced(CODED.entities[0], mentions=((9, 7),)),)), "entity m: span [9, 7]"),
    (replaced(CODED, events=(replaced(EVENT, evidence=()),)), "event e: no evidence"),
    (replaced(CODED, events=(replaced(EVENT, attributed_to="x"),)), "attributed to x, which is no statement here"),
    (
        replaced(CODED, events=(replaced(EVENT, evidence=(Evidence((0, 8), (5, 12)),)),)),
        "trigger [5, 12] outside its sentence [0, 8]",
    ),
    (replaced(CODED, events=(replaced(EVENT, actors=(Actor("Mali", (1, 5)),)),)), "says 'Mali' but its span reads"),
    (replaced(CODED, events=(replaced(EVENT, place=Place("Rome", (0, 4), "Rome")),)), "says 'Rome' but its span"),
    (replaced(CODED, statements=(replaced(SAID, speaker=Actor("He", (0, 2))),)), "statement s: says 'He'"),
    (replaced(CODED, statements=(replaced(SAID, cue=(200, 204)),)), "statement s: span [200, 204]"),
    (replaced(CODED, statements=(replaced(SAID, content=((3, 2),)),)), "statement s: span [3, 2]"),
]


@pytest.mark.parametrize(("coded", "fault"), FAULTS)
def test_check_offsets_finds_what_does_not_hold(coded: CodedArticle, fault: str) -> None:
    assert check_offsets(CODED, TEXT) == []
    (found,) = check_offsets(coded, TEXT)
    assert fault in found


def test_offsets_of_all_that_is_coded_hold(articles: tuple[Article, ...], coded: tuple[CodedArticle, ...]) -> None:
    for article, one in zip(articles, coded, strict=True):
        assert one.error is None
        assert check_offsets(one, article.text) == []
    assert sum(len(one.events) for one in coded) >= 3
    assert sum(len(one.statements) for one in coded) >= 2


def test_another_process_gives_the_same_line(coder: Any) -> None:
    """Whatever the seed of its hashes: ids and order are stable."""
    (article,) = read([EXAMPLE])
    here = to_json(coder.code(article))
    code = (
        "from dragoman import Coder, read, to_json\n"
        f"(article,) = read([{str(EXAMPLE)!r}])\n"
        "import sys; sys.stdout.buffer.write(to_json(Coder(explain=True, fast=True).code(article)).encode())"
    )
    there = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": "7"}
    )
    assert json.loads(there.stdout) == json.loads(here)
    assert there.stdout.decode() == here
    assert check_offsets(from_json(here), article.text) == []
