"""Annotated articles are read from folders and JSONL, and what breaks their form is told with file, line and field."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made import ATTACK, CONDEMNED, MET, TEXT, Json, annotated, coded, event, gold, row, said, span

from dragoman.errors import InputError
from dragoman.evaluation.coded import read_coded
from dragoman.evaluation.gold import parse_gold, read_gold
from dragoman.records import to_json

CORPUS = Path(__file__).parents[2] / "corpus" / "articles"


def test_the_projects_own_corpus_is_read() -> None:
    found = read_gold(CORPUS)
    assert list(found) == sorted(p.stem for p in CORPUS.glob("*.json"))


def test_a_folder_and_its_lines_are_the_same(tmp_path: Path) -> None:
    rows = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(CORPUS.glob("*.json"))[:3]]
    lines = tmp_path / "gold.jsonl"
    lines.write_text("\n\n".join(json.dumps(r) for r in rows) + "\n")
    found = read_gold(lines)
    whole = read_gold(CORPUS)
    assert found == {key: whole[key] for key in list(whole)[:3]}


def test_quotes_become_spans_and_codes_plovers() -> None:
    article = gold(
        annotated("CONSULT", MET, "met", "SDN UN", "TCD", mode="visit", date="2024-03", place=entity_place("EGY")),
        statements=[said()],
    )
    (told,) = article.events
    assert [e.trigger for e in told.evidence] == [span("met")]
    assert [e.sentence for e in told.evidence] == [span(MET)]
    assert [e.country for e in told.actors] == ["SDN", "UNO"]
    assert (told.mode, told.date, told.place, told.optional) == ("visit", "2024-03", "EGY", False)
    assert article.statements[0].content == span("Enough is enough")


def entity_place(code: str) -> Json:
    return {"text": "Cairo", "country": code}


@pytest.mark.parametrize("absent", [None, ""])
def test_what_is_unknown_may_be_null_empty_or_missing(absent: str | None) -> None:
    one = annotated("CONSULT", MET, "met", mode=absent, date=absent, place=None, killed=None)
    assert gold(one).events == gold(annotated("CONSULT", MET, "met")).events


# what is spoiled, and what is said of it
SPOILED: list[tuple[Callable[[Json], Any], str]] = [
    (lambda a: a.pop("id"), "id: is missing"),
    (lambda a: a.update(text=7), "text: must be a text"),
    (lambda a: a.pop("events"), "events: is missing"),
    (lambda a: a.update(statements={}), "statements: must be a list"),
    (lambda a: a["events"].append(7), "events[1]: must be an object"),
    (lambda a: a["events"][0].update(type="TRADE"), "events[0].type: no such event type: TRADE"),
    (lambda a: a["events"][0].update(mode="visit"), "events[0].mode: ACCUSE has no mode visit"),
    (lambda a: a["events"][0].update(status="past"), "events[0].status: no such status: past"),
    (lambda a: a["events"][0].update(killed="3"), "events[0].killed: must be a whole number, 0 or more"),
    (lambda a: a["events"][0].update(injured=-1), "events[0].injured: must be a whole number, 0 or more"),
    (lambda a: a["events"][0].update(evidence=[]), "events[0].evidence: is empty"),
    (lambda a: a["events"][0]["evidence"][0].update(quote="No."), "events[0].evidence[0].quote: 'No.' does not stand"),
    (lambda a: a["events"][0]["evidence"][0].update(trigger="hit"), "events[0].evidence[0].trigger: 'hit' does not"),
    (lambda a: a["events"][0]["source"][0].update(country=1), "events[0].source[0].country: must be a text"),
    (lambda a: a["statements"][0].pop("speaker"), "statements[0].speaker: must be an object"),
    (lambda a: a["statements"][0].update(content="never"), "statements[0].content: 'never' does not stand"),
]


@pytest.mark.parametrize(("spoil", "fault"), SPOILED, ids=[fault for _, fault in SPOILED])
def test_each_fault_is_told_with_its_place(spoil: Callable[[Json], Any], fault: str, tmp_path: Path) -> None:
    whole = row(annotated("ACCUSE", CONDEMNED, "condemned", "KEN", "ETH"), statements=[said()])
    broken = copy.deepcopy(whole)
    spoil(broken)
    lines = tmp_path / "gold.jsonl"
    lines.write_text(json.dumps(whole | {"id": "b"}) + "\n\n" + json.dumps(broken) + "\n")
    with pytest.raises(InputError) as told:
        read_gold(lines)
    assert str(told.value).startswith(f"{lines}, line 3: {fault}")


@pytest.mark.parametrize("value", [7, [], None, "text"])
def test_what_is_no_object_is_no_article(value: object) -> None:
    with pytest.raises(InputError, match="not an annotated article: must be an object"):
        parse_gold(value)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.json", b'{"id": "a",\n oops', "a.json, line 2: not valid JSON: Expecting property name"),
        ("a.json", b"\xff\xfe\xfa", "a.json: not valid JSON: "),
        ("a.jsonl", b"{oops", "a.jsonl, line 1: not valid JSON: "),
        ("a.jsonl", b"[" * 100_000, "a.jsonl, line 1: not valid JSON: "),
        ("a.jsonl", b"\n", "a.jsonl: holds no annotated articles"),
    ],
)
def test_what_is_no_json_is_told(name: str, content: bytes, fault: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as told:
        read_gold(tmp_path / name)
    assert fault in str(told.value)


def test_an_id_may_stand_once(tmp_path: Path) -> None:
    lines = tmp_path / "gold.jsonl"
    lines.write_text(2 * (json.dumps(row()) + "\n"))
    with pytest.raises(InputError, match=r"gold\.jsonl, line 2: the id 'a' stands twice"):
        read_gold(lines)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the folder holds no annotated articles"):
        read_gold(tmp_path)


def test_coded_articles_are_read_by_id(tmp_path: Path) -> None:
    result = coded(event("ACCUSE", ATTACK, "blamed", "MLI", "NER"))
    (tmp_path / "coded.jsonl").write_text("\n" + to_json(result) + "\n")
    assert read_coded(tmp_path / "coded.jsonl", {"a": gold()}) == {"a": result}


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["{oops"], "coded.jsonl, line 1: not a coded article: not valid JSON"),
        (['{"id": "a"}'], "coded.jsonl, line 1: not a coded article: has no field"),
        ([to_json(coded())] * 2, "coded.jsonl, line 2: the id 'a' stands twice"),
        ([], "coded.jsonl: holds none of the annotated articles; the first of them is 'a'"),
    ],
)
def test_coded_articles_that_are_none_are_refused(lines: list[str], fault: str, tmp_path: Path) -> None:
    (tmp_path / "coded.jsonl").write_text("\n".join(lines))
    with pytest.raises(InputError) as told:
        read_coded(tmp_path / "coded.jsonl", {"a": gold()})
    assert fault in str(told.value)


def test_offsets_must_be_those_of_the_annotated_text(tmp_path: Path) -> None:
    (tmp_path / "coded.jsonl").write_text(to_json(coded(event("ACCUSE", ATTACK, "blamed", "MLI"))))
    other = parse_gold({"id": "a", "text": "Title\n" + TEXT, "events": [], "statements": []})
    with pytest.raises(InputError, match=r"line 1: 'a' was coded from another text than the annotated one: event"):
        read_coded(tmp_path / "coded.jsonl", {"a": other})
