"""Rows: what travels from a coder to an output, and what is left out for lack of confidence."""

from __future__ import annotations

import dataclasses
import json

import pytest

from dragoman import Article, CodedArticle, Coder, from_json
from dragoman.language import pipeline
from dragoman.scale.rows import Settings, above, as_row, code_rows, make_coder
from samples import CODED, FAILED


def test_a_row_is_the_line_and_what_a_summary_counts() -> None:
    row = as_row(CODED)
    assert (from_json(row.line), row.events, row.statements, row.error) == (CODED, 1, 1, None)
    assert as_row(FAILED).error == "the text is empty"


EVENT, SAID = CODED.events[0], CODED.statements[0]


@pytest.mark.parametrize(
    ("event", "said", "least", "events", "statements"),
    [
        (0.75, 0.9, 0.0, 1, 1),
        (0.75, 0.9, 0.75, 1, 1),
        (0.75, 0.9, 0.8, 0, 1),
        (0.75, 0.5, 0.6, 1, 1),  # the event needs the statement in which it is told
        (0.5, 0.5, 0.6, 0, 0),
        (0.9, 0.9, 1.0, 0, 0),
    ],
)
def test_what_is_less_sure_is_left_out(event: float, said: float, least: float, events: int, statements: int) -> None:
    coded = dataclasses.replace(
        CODED,
        events=(dataclasses.replace(EVENT, confidence=event),),
        statements=(dataclasses.replace(SAID, confidence=said),),
    )
    kept = above(coded, least)
    assert (len(kept.events), len(kept.statements), len(kept.explanations)) == (events, statements, events)
    assert kept.entities == coded.entities


def test_an_article_that_failed_stays_as_it_is() -> None:
    assert above(FAILED, 0.9) is FAILED


def test_code_rows_gives_a_row_for_every_article(coder: Coder, articles: tuple[Article, ...]) -> None:
    given = [*articles, Article("", id="empty", error="it said why")]
    rows = list(code_rows(coder, given, Settings()))
    assert [json.loads(row.line)["id"] for row in rows] == [a.id for a in given]
    assert [row.error for row in rows][-1] == "it said why"


def test_one_article_on_which_the_parser_breaks_harms_no_other(
    coder: Coder, articles: tuple[Article, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(given: list[Article], *rest: object) -> object:
        if any(a.id == "a1" for a in given):
            raise MemoryError("too much")
        return pipeline.parse(given, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("dragoman.coding.coder.parse", parse)
    found: list[CodedArticle] = list(coder.pipe(articles))
    assert [c.id for c in found] == [a.id for a in articles]
    assert [c.error for c in found] == [None, "could not be coded: MemoryError: too much", None, None]
    assert found[0].events


def test_settings_reach_the_coder() -> None:
    (told,) = make_coder(Settings(explain=True)).pipe([Article("Kenya urged Ethiopia to reopen the border.")])
    assert set(told.explanations) == {e.id for e in told.events} != set()
    (plain,) = make_coder(Settings()).pipe([Article("Kenya urged Ethiopia to reopen the border.")])
    assert plain.explanations == {}
    assert plain.events == told.events
