"""The figures: by hand on small cases, and against the scorer of the annotated sets where it is at hand."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from made import ATTACK, CONDEMNED, MET, Says, annotated, coded, event, gold, said, statement

from dragoman import Article, CodedArticle, Coder, to_dict
from dragoman.evaluation.evaluate import evaluate
from dragoman.evaluation.gold import GoldArticle, read_gold
from dragoman.evaluation.match import match, pair_up
from dragoman.evaluation.measures import Measures, Score, Share, measure

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus" / "articles"
SCORER = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared")) / "score" / "score_news.py"

GOLD = gold(
    annotated(
        "ACCUSE", CONDEMNED, "condemned", "KEN", "ETH", mode="disapprove", date="2024-03-04", place={"country": "KEN"}
    ),
    annotated("CONSULT", MET, "met", "SDN TCD"),
    statements=[said()],
)
ACCUSED = event("ACCUSE", CONDEMNED, "condemned", "KEN", "ETH", modes=("disapprove",), day="2024-03-04", place="KEN")
HELD = event("CONSULT", MET, "met", "SDN TCD")


def figures(result: CodedArticle | None, article: GoldArticle = GOLD) -> Measures:
    return measure([match(article, result)])


def test_the_same_records_are_perfect() -> None:
    found = figures(coded(ACCUSED, HELD, statements=(statement(),)))
    assert [(s.precision, s.recall, s.f1) for s in found.scores.values()] == [(1.0, 1.0, 1.0)] * 6
    assert {n: s for n, s in found.shares.items() if s.of} == {
        "status": Share(2, 2), "date": Share(1, 1), "place": Share(1, 1), "mode": Share(1, 1),
    }  # fmt: skip
    assert found.types == {"ACCUSE": Score(1, 1, 1), "CONSULT": Score(1, 1, 1)}


@pytest.mark.parametrize("result", [coded(), None, coded(error="the text is empty")])
def test_nothing_coded_is_nothing_found(result: CodedArticle | None) -> None:
    found = figures(result)
    assert found.scores["event"] == found.scores["full"] == Score(0, 2, 0)
    assert [(s.precision, s.recall, s.f1) for s in found.scores.values()] == [(0.0, 0.0, 0.0)] * 6
    assert [s.value for s in found.shares.values()] == [None] * 6


def test_nothing_annotated_is_nothing_right() -> None:
    found = figures(coded(ACCUSED, statements=(statement(),)), gold())
    assert found.scores["event"] == found.scores["statements"] == Score(0, 0, 1)
    assert found.types == {"ACCUSE": Score(0, 0, 1)}


def test_a_record_told_twice_is_right_once() -> None:
    found = figures(coded(ACCUSED, ACCUSED, HELD))
    assert found.scores["full"] == Score(2, 2, 3)
    assert found.scores["full"].precision == pytest.approx(2 / 3)
    assert found.scores["full"].recall == 1.0
    assert found.scores["full"].f1 == pytest.approx(0.8)


def test_of_two_records_the_likelier_matches() -> None:
    worse = event("ACCUSE", CONDEMNED, "condemned", "SDN")
    for order in ((worse, ACCUSED), (ACCUSED, worse)):
        assert figures(coded(*order)).scores["full"] == Score(1, 2, 2)


def test_each_side_counts_for_itself() -> None:
    found = figures(coded(event("ACCUSE", CONDEMNED, "condemned", "KEN", ""), event("CONSULT", MET, "met", "SDN")))
    right = {name: s.right for name, s in found.scores.items()}
    assert right == {"event": 2, "+actors": 1, "+recipients": 1, "full": 0, "statements": 0, "attributed": 0}


@pytest.mark.parametrize("kind", ["REJECT", "ASSAULT"])
def test_another_type_or_sentence_is_no_match(kind: str) -> None:
    assert figures(coded(event(kind, CONDEMNED, "condemned", "KEN", "ETH"))).scores["event"].right == 0
    assert figures(coded(event("ACCUSE", ATTACK, "blamed", "KEN", "ETH"))).scores["event"].right == 0


def test_fields_count_only_where_they_are_annotated() -> None:
    wrong = event("ACCUSE", CONDEMNED, "condemned", status="negated", modes=("allege",), day="2024-03-05", place="ETH")
    extra = event("CONSULT", MET, "met", modes=("visit",), day="2024-03-04", place="EGY")
    assert {n: s for n, s in figures(coded(wrong, extra)).shares.items() if s.of} == {
        "status": Share(1, 2), "date": Share(0, 1), "place": Share(0, 1), "mode": Share(0, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "told", "right"),
    [
        ((3, 0), (3, 0), (Share(1, 1), Share(1, 1))),
        ((3, 0), (4, None), (Share(0, 1), Share(0, 1))),
        ((3, None), (3, 9), (Share(1, 1), Share(0, 0))),
        ((None, None), (3, None), (Share(0, 0), Share(0, 0))),
    ],
)
def test_numbers_of_victims_are_right_to_the_last_one(
    wanted: tuple[int | None, int | None], told: tuple[int | None, int | None], right: tuple[Share, Share]
) -> None:
    article = gold(annotated("ASSAULT", ATTACK, "attack", "NER", "MLI", killed=wanted[0], injured=wanted[1]))
    result = event("ASSAULT", ATTACK, "attack", "NER", "MLI", killed=told[0], injured=told[1])
    shares = figures(coded(result), article).shares
    assert (shares["killed"], shares["injured"]) == right


def test_an_optional_event_counts_neither_way() -> None:
    article = gold(annotated("ACCUSE", CONDEMNED, "condemned", optional=True))
    assert figures(coded(ACCUSED), article).scores["event"] == Score(0, 0, 0)
    assert figures(coded(), article).scores["event"] == Score(0, 0, 0)
    assert figures(coded(ACCUSED, ACCUSED), article).scores["event"] == Score(0, 0, 1)


@pytest.mark.parametrize(
    ("result", "found", "attributed"),
    [
        (statement(), 1, 1),
        (statement(who="Kenya"), 1, 0),
        (statement(who=None), 1, 0),
        (statement(content="Enough is enough," + '" the Kenyan minister'), 1, 1),
        (statement(content="the Kenyan minister said."), 0, 0),
    ],
)
def test_statements_match_by_half_of_their_words(result: Any, found: int, attributed: int) -> None:
    scores = figures(coded(statements=(result,))).scores
    assert (scores["statements"], scores["attributed"]) == (Score(found, 1, 1), Score(attributed, 1, 1))


def test_wishes_are_no_statements_here() -> None:
    assert figures(coded(statements=(statement(stance="wants"),))).scores["statements"] == Score(0, 1, 0)


def test_pairs_are_made_by_falling_weight() -> None:
    weights = {(0, 0): 1.0, (0, 1): 3.0, (1, 0): 0.0, (1, 1): 2.0}
    assert pair_up([0, 1], [0, 1], lambda g, c: weights[g, c]) == {0: 1}


def test_articles_that_are_not_there_are_named() -> None:
    found = evaluate({"a": GOLD, "b": GOLD}, {"a": coded(ACCUSED), "x": coded()}, Says())
    assert (found.articles, found.missing, found.failed, found.extra) == (2, ("b",), (), 1)
    assert found.measures.scores["event"] == Score(1, 4, 1)
    assert evaluate({"a": GOLD}, {"a": coded(error="no text")}, Says()).failed == ("a",)


@pytest.mark.skipif(not SCORER.is_file(), reason="the scorer of the annotated sets is not here")
def test_the_scorer_of_the_annotated_sets_says_the_same(coder: Coder) -> None:
    annotations = read_gold(CORPUS)
    articles = [Article(a.text, id=a.id, title=a.title, published="2024-03-06") for a in annotations.values()]
    results = {c.id: c for c in coder.pipe(articles)}
    mine = measure([match(article, results[key]) for key, article in annotations.items()])
    theirs = _scorer().score(str(CORPUS), {key: to_dict(c) for key, c in results.items()})
    for name, score in mine.scores.items():
        assert theirs[name] == {
            "p": round(score.precision, 3), "r": round(score.recall, 3), "f1": round(score.f1, 3),
            "gold": score.gold, "pred": score.coded,
        }  # fmt: skip
    shared = mine.shares.keys() & theirs.keys()
    assert {"status", "date", "place", "mode"} <= shared
    assert {n: round(mine.shares[n].value or 0, 3) for n in shared} == {n: theirs[n] for n in shared}


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_news", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
