"""Each difference is put under the right kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made import (
    ATTACK,
    CONDEMNED,
    MET,
    SAID,
    TEXT,
    Json,
    annotated,
    coded,
    event,
    faults,
    gold,
    said,
    span,
    statement,
)

from dragoman.evaluation.kinds import KINDS, Finding, Trace
from dragoman.evaluation.probe import Probe
from dragoman.records import Block, CodedArticle, Event, Span

BLAMED = annotated("ACCUSE", ATTACK, "blamed", "MLI", "NER")


def kinds(found: list[Finding]) -> list[tuple[str, str, str]]:
    assert all((f.side, f.kind) in KINDS for f in found)
    return [(f.side, f.kind, f.detail) for f in found]


def test_the_same_records_have_no_faults() -> None:
    article = gold(BLAMED, statements=[said()])
    result = coded(event("ACCUSE", ATTACK, "blamed", "MLI", "NER"), statements=(statement(),))
    assert faults(article, result) == []


@pytest.mark.parametrize(
    ("trace", "kind", "detail"),
    [
        ("unknown", "lexicon", "no entry has the words"),
        ("unfit", "lexicon", "entries have the words, their conditions do not hold"),
        ("fired", "other", "an entry of the type fires, its event is left out"),
        ("operator", "other", "an operator fires, no event comes of it"),
        ("other", "other", "only entries of other types fire, their events are left out"),
        ("unread", "other", "not in a part of the article that is coded"),
    ],
)
def test_a_miss_without_any_event_there_is_told_by_the_lexicon(trace: Trace, kind: str, detail: str) -> None:
    assert kinds(faults(gold(BLAMED), coded(), trace)) == [("missed", kind, detail)]


@pytest.mark.parametrize("result", [None, coded(error="the text is empty")])
def test_a_miss_in_an_article_that_was_not_coded(result: CodedArticle | None) -> None:
    assert kinds(faults(gold(BLAMED), result)) == [("missed", "other", "the article was not coded")]


def test_another_type_at_the_same_words_is_the_operators() -> None:
    found = faults(gold(BLAMED), coded(event("REJECT", ATTACK, "blamed Niger", "MLI")))
    assert kinds(found) == [
        ("missed", "operator", "ACCUSE told as REJECT"),
        ("false", "operator", "REJECT told for ACCUSE"),
    ]
    assert [(f.gold, f.coded) for f in found] == [("ACCUSE MLI > NER", ""), ("", "REJECT MLI >")]


def test_an_event_that_another_one_swallows_is_the_operators() -> None:
    article = gold(BLAMED, annotated("ASSAULT", ATTACK, "attack", "NER", "MLI"))
    result = coded(event("ACCUSE", ATTACK, "blamed Niger for an attack", "MLI", "NER"))
    assert kinds(faults(article, result)) == [("missed", "operator", "ASSAULT lost in ACCUSE")]


def test_an_event_beside_one_that_is_right_is_the_operators() -> None:
    result = coded(event("ACCUSE", ATTACK, "blamed", "MLI", "NER"), event("ASSAULT", ATTACK, "blamed", "NER", "MLI"))
    assert kinds(faults(gold(BLAMED), result)) == [("false", "operator", "ASSAULT told beside ACCUSE")]


def test_two_events_in_one_record_are_merged() -> None:
    article = gold(BLAMED, annotated("ACCUSE", ATTACK, "blamed", "MLI", "TCD"))
    result = coded(event("ACCUSE", ATTACK, "blamed", "MLI", "NER"))
    assert kinds(faults(article, result)) == [("missed", "merge", "two of ACCUSE in one record")]


@pytest.mark.parametrize("trigger", ["blamed", "army"])
def test_an_event_told_twice(trigger: str) -> None:
    result = coded(event("ACCUSE", ATTACK, "blamed", "MLI", "NER"), event("ACCUSE", ATTACK, trigger, "MLI", "NER"))
    assert kinds(faults(gold(BLAMED), result)) == [("false", "merge", "ACCUSE told twice")]


def test_an_event_where_none_is_annotated_is_the_lexicons() -> None:
    result = coded(event("ACCUSE", ATTACK, "blamed", "MLI", "NER"), event("ASSAULT", ATTACK, "attack", "NER"))
    assert kinds(faults(gold(BLAMED), result)) == [("false", "lexicon", "ASSAULT in a sentence with other events")]
    result = coded(event("CONSULT", MET, "met"))
    assert kinds(faults(gold(), result)) == [("false", "lexicon", "CONSULT in a sentence with no events")]


# actors and recipients as coded, of an event annotated as "MLI > NER", and what is said of them
SIDES = [
    ("NER", "MLI", [("argument", "actors and recipients swapped")]),
    ("MLI NER", "", [("argument", "the right ones, shared out otherwise")]),
    ("MLI", "", [("argument", "recipients: none")]),
    ("MLI", "NER TCD", [("argument", "recipients: too many")]),
    ("MLI", "TCD", [("argument", "recipients: others")]),
    ("", "", [("argument", "actors: none"), ("argument", "recipients: none")]),
    ("?", "NER", [("entity", "actors: no country")]),
    ("SDN", "NER", [("entity", "actors: another country")]),
]


@pytest.mark.parametrize(("actors", "recipients", "expected"), SIDES)
def test_sides_that_differ(actors: str, recipients: str, expected: list[tuple[str, str]]) -> None:
    found = faults(gold(BLAMED), coded(event("ACCUSE", ATTACK, "blamed", actors, recipients)))
    assert kinds(found) == [("found", *fault) for fault in expected]


def test_sides_that_name_too_few_or_somebody_where_there_is_nobody() -> None:
    article = gold(annotated("CONSULT", MET, "met", "SDN TCD"))
    assert kinds(faults(article, coded(event("CONSULT", MET, "met", "SDN")))) == [
        ("found", "argument", "actors: too few")
    ]
    assert kinds(faults(article, coded(event("CONSULT", MET, "met", "SDN TCD", "EGY")))) == [
        ("found", "argument", "recipients: some instead of none")
    ]


FIELDS: list[tuple[Json, Event, tuple[str, str]]] = [
    ({"status": "historical"}, event("CONSULT", MET, "met"), ("status", "actual instead of historical")),
    ({"date": "2024-03-04"}, event("CONSULT", MET, "met"), ("date", "none")),
    ({"date": "2024-03"}, event("CONSULT", MET, "met", day="2024-02-04"), ("date", "another")),
    ({"place": {"country": "EGY"}}, event("CONSULT", MET, "met"), ("place", "none")),
    ({"place": {"country": "EGY"}}, event("CONSULT", MET, "met", place="TCD"), ("place", "in another country")),
    ({"mode": "visit"}, event("CONSULT", MET, "met", modes=("phone",)), ("mode", "phone instead of visit")),
    ({"killed": 3}, event("CONSULT", MET, "met"), ("count", "killed: none")),
    ({"injured": 3}, event("CONSULT", MET, "met", injured=30), ("count", "injured: another")),
    ({}, event("CONSULT", MET, "met", killed=0), ("count", "killed: where none is annotated")),
]


@pytest.mark.parametrize(("more", "told", "expected"), FIELDS, ids=[" ".join(e) for *_, e in FIELDS])
def test_fields_that_differ(more: Json, told: Event, expected: tuple[str, str]) -> None:
    assert kinds(faults(gold(annotated("CONSULT", MET, "met", **more)), coded(told))) == [("found", *expected)]


def test_statements_that_differ() -> None:
    article = gold(statements=[said()])
    assert kinds(faults(article, coded())) == [("statements", "missed", "with a cue")]
    assert kinds(faults(gold(), coded(statements=(statement(),)))) == [("statements", "false", "direct")]
    assert kinds(faults(article, coded(statements=(statement(who="Chad"),)))) == [("statements", "speaker", "another")]
    assert kinds(faults(article, coded(statements=(statement(who=None),)))) == [("statements", "speaker", "none")]


def test_a_finding_points_at_its_words() -> None:
    article = gold(BLAMED, annotated("CONSULT", MET, "met", "SDN TCD"), statements=[said()])
    found = faults(article, coded(event("ACCUSE", CONDEMNED, "condemned", "KEN")))
    shown = [(TEXT[slice(*f.sentence)], TEXT[slice(*f.trigger)]) for f in found]
    assert shown == [(ATTACK, "blamed"), (MET, "met"), (CONDEMNED, "condemned"), (SAID, "Enough is enough")]


PROBED = "Kenya condemned Ethiopia. The bank launched a new card. The two teams gleebed. He struck a match."


def spans(*words: str) -> Iterator[Span]:
    for w in words:
        at = PROBED.index(w)
        yield at, at + len(w)


@pytest.mark.parametrize(
    ("words", "kind", "trace"),
    [
        ("condemned", "ACCUSE", "fired"),
        ("condemned Ethiopia", "ASSAULT", "operator"),
        ("launched", "ASSAULT", "unfit"),
        ("struck", "ASSAULT", "unfit"),
        ("gleebed", "ACCUSE", "unknown"),
        ("card", "ACCUSE", "unknown"),
    ],
)
def test_the_lexicon_is_asked(words: str, kind: str, trace: Trace) -> None:
    assert Probe()(PROBED, None, ()).of(spans(words), kind) == trace


def test_the_lexicon_knows_what_is_not_coded() -> None:
    asked = Probe()(TEXT, None, (Block("caption", span(CONDEMNED)), Block("paragraph", span(MET))))
    assert asked.of([span("condemned")], "ACCUSE") == "unread"
    assert asked.of([span("met")], "CONSULT") == "fired"
