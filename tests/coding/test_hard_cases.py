"""The rules that decide hard cases hold, both ways: see hard_cases.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dragoman.coding.coder import Coder
from dragoman.records import STATUSES, Actor, Article, CodedArticle, Event

RULES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "hard_cases.yaml").read_text(encoding="utf-8"))
CASES = [(rule["rule"], case) for rule in RULES for case in rule["sentences"]]


@pytest.fixture(scope="module")
def coded() -> dict[str, CodedArticle]:
    sentences = list(dict.fromkeys(case["text"].lstrip("! ") for _, case in CASES))
    articles = (Article(text=s, language="en", published="2024-03-06") for s in sentences)
    return dict(zip(sentences, Coder(fast=True).pipe(articles), strict=True))


@pytest.mark.parametrize(("rule", "case"), CASES, ids=lambda v: v if isinstance(v, str) else v["text"][:50])
def test_rule(rule: str, case: dict[str, Any], coded: dict[str, CodedArticle], request: pytest.FixtureRequest) -> None:
    if case["text"].startswith("!"):
        request.applymarker(pytest.mark.xfail(reason="not met yet", strict=True))
    events = coded[case["text"].lstrip("! ")].events
    found = [shown(e) for e in events]
    unwanted = {e.type for e in events} & set(case.get("never", ()))
    assert not unwanted, found
    if "gives" in case:
        assert any(fits(e, case["gives"]) for e in events), found


def fits(event: Event, wanted: str) -> bool:
    left, _, right = wanted.partition(">")
    kind, *actors = left.split()
    after = right.split()
    status = after.pop() if after and after[-1] in STATUSES else "actual"
    mode = actors.pop(0) if actors and actors[0].islower() else None
    return (
        event.type == kind
        and (mode is None or mode in event.modes)
        and countries(event.actors) == set(actors)
        and countries(event.recipients) == set(after)
        and event.status == status
    )


def countries(side: tuple[Actor, ...]) -> set[str]:
    return {a.country for a in side if a.country}


def shown(event: Event) -> str:
    modes = " ".join(event.modes)
    actors, recipients = sorted(countries(event.actors)), sorted(countries(event.recipients))
    return f"{event.type} {modes} {actors} > {recipients} {event.status}"
