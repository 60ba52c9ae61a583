"""How real events are told to be: announced, done, cancelled, denied, conditional, long past (status.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.coding.coder import Coder
from dragoman.records import STATUSES, Article, CodedArticle

KINDS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "status.yaml").read_text(encoding="utf-8"))
CASES = [(kind["kind"], case) for kind in KINDS for case in kind["sentences"]]


@pytest.fixture(scope="module")
def coded() -> dict[str, CodedArticle]:
    sentences = list(dict.fromkeys(text(case) for _, case in CASES))
    articles = (Article(text=s, language="en", published="2024-03-06") for s in sentences)
    return dict(zip(sentences, Coder(fast=True).pipe(articles), strict=True))


def text(case: dict[str, Any]) -> str:
    return str(case["text"]).lstrip("! ")


@pytest.mark.parametrize(("kind", "case"), CASES, ids=lambda v: v if isinstance(v, str) else v["text"][:60])
def test_status(
    kind: str, case: dict[str, Any], coded: dict[str, CodedArticle], request: pytest.FixtureRequest
) -> None:
    if case["text"].startswith("!"):
        request.applymarker(pytest.mark.xfail(reason="not met yet", strict=True))
    found = [f"{e.type} {e.status}" for e in coded[text(case)].events]
    for wanted in case.get("gives", ()):
        assert wanted in found
    for unwanted in case.get("never", ()):
        assert not any(f.startswith(unwanted) for f in found), found


def test_the_table_is_large_and_says_something_of_every_sentence() -> None:
    assert len(CASES) >= 120
    assert all(case.get("gives") or case.get("never") for _, case in CASES)
    named = [n.split() for _, case in CASES for n in (*case.get("gives", ()), *case.get("never", ()))]
    assert {n[1] for n in named if len(n) > 1} == set(STATUSES)
