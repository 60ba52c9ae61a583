"""Numbers of people killed, injured, arrested and so on: sentences (counts.yaml), articles, phrases."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from told import coder, event

from dragoman.coding.counts import CountFinder, kinds_of
from dragoman.coding.numbers import Amount, exactly
from dragoman.language.pipeline import load_model, parse
from dragoman.language.tokens import Sentence, Token
from dragoman.records import Article, Block, CountKind

TABLE: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "counts.yaml").read_text(encoding="utf-8"))
CASES = [(group["kind"], group["type"], case) for group in TABLE for case in group["sentences"]]
KINDS: tuple[CountKind, ...] = get_args(CountKind)
FORMS = re.compile(r"(?P<below><|\.\.)?(?P<n>\d+)(?P<above>\+|\.\.)?(?P<high>\d+)?")


def amount(told: str) -> Amount:
    found = FORMS.fullmatch(told)
    assert found, told
    n, high = int(found["n"]), found["high"]
    if found["below"]:
        return Amount(None, n, n if found["below"] == "<" else None)
    if found["above"]:
        return Amount(n, int(high) if high else None, n if found["above"] == "+" else None)
    return exactly(n)


@cache
def parsed(text: str) -> list[Sentence]:
    return next(parse([Article(text, blocks=(Block("paragraph", (0, len(text))),))], load_model())).sentences


def tokens(text: str, words: str) -> list[Token]:
    """The word in each sentence, or several in one."""
    out: list[Token] = []
    for word in words.split():
        told = [t for s in parsed(text) for t in s.tokens if t.text == word and t not in out]
        later = [t for t in told if not out or t.sent.index > out[-1].sent.index]
        out.append((later or told)[0])
    return out


def name(value: Any) -> str:
    return value if isinstance(value, str) else value["text"][:70]


@pytest.mark.parametrize(("kind", "event_type", "case"), CASES, ids=name)
def test_of(kind: str, event_type: str, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    text = case["text"].lstrip("! ")
    if case["text"].startswith("!"):
        request.applymarker(pytest.mark.xfail(reason="not met yet", strict=True))
    others = frozenset(tokens(text, case["others"]) if "others" in case else ())
    found = CountFinder().of(tokens(text, case["at"]), event_type, others=others)
    assert {k: f.count.amount for k, f in found.items()} == {k: amount(case[k]) for k in KINDS if k in case}


def test_the_table_is_large_and_tells_of_every_kind() -> None:
    assert len(CASES) >= 120
    assert {k for _, _, case in CASES for k in case if k in KINDS} == set(KINDS)


@pytest.mark.parametrize("case", [case for _, _, case in CASES if not case["text"].startswith("!")][::3])
def test_the_words_stand_in_the_text(case: dict[str, Any]) -> None:
    for sentence in parsed(case["text"]):
        for fact in CountFinder().facts(sentence):
            start, end = fact.count.span
            assert sentence.start <= start < end <= sentence.end


def test_other_coercion_has_no_arrests() -> None:
    assert kinds_of("COERCE", ["restrict"]) == ()
    assert kinds_of("COERCE", ["deport"]) == ("displaced",)
    assert "arrested" in kinds_of("COERCE", ["restrict", "arrest"])


def test_other_types_have_none() -> None:
    text = "A car bomb killed 14 people in the city."
    assert CountFinder().of(tokens(text, "killed"), "ACCUSE") == {}


def test_events_carry_their_numbers() -> None:
    text = "Gunmen attacked a base in Kano on Saturday, killing six soldiers. Nigerian police arrested 12 men."
    attack, arrest = event(text, "attacked"), event(text, "arrested")
    assert (attack.killed, attack.injured, attack.arrested) == (6, None, None)
    assert (arrest.killed, arrest.injured, arrest.arrested) == (None, None, 12)


def test_no_number_is_told_of_two_events() -> None:
    text = "Nigerian rebels killed six soldiers and wounded nine policemen in Kano."
    killing, wounding = event(text, "killed"), event(text, "wounded")
    assert (killing.killed, killing.injured, wounding.killed, wounding.injured) == (6, None, None, 9)


def test_those_shot_at_a_march_are_not_killed_by_the_march() -> None:
    text = "Seven people were killed when Nigerian troops opened fire on crowds marching on the palace."
    assert event(text, "marching").killed is None
    assert event(text, "opened fire").killed == 7


@pytest.mark.parametrize(
    ("behind", "killed", "injured"),
    [
        ("Eleven people were injured, doctors said.", None, 11),
        ("The death toll rose to 14 on Monday.", 14, None),
        ("Doctors said that at least two boys had died.", 2, None),
        ("More than 90 people have been killed since May.", None, None),
        ("The weather was fine.", None, None),
    ],
)
def test_what_is_told_right_behind_an_event_is_its_own(behind: str, killed: int | None, injured: int | None) -> None:
    attack = event(f"Nigerian rebels attacked a base in Kano on Saturday. {behind}", "attacked")
    assert (attack.killed, attack.injured) == (killed, injured)


@pytest.mark.parametrize(
    ("behind", "own"),
    [
        ("Eleven people were injured.", False),
        ("Doctors said that at least two boys had been killed.", False),
        ("Eleven more people were injured in Jos on Sunday.", True),
        ("Eleven people were injured by soldiers.", True),
        ("Some 90 people have been killed since May.", True),
    ],
)
def test_what_tells_only_the_outcome_is_a_report_of_the_blow(behind: str, own: bool) -> None:
    text = f"Nigerian rebels attacked a base in Kano on Saturday. {behind}"
    coded = coder().code(Article(text, published="2025-08-18", language="en"))
    told = [e.evidence for e in coded.events if e.type == "ASSAULT" and len(e.evidence) == 2]
    assert bool(told) is not own


def test_what_has_not_happened_has_no_number() -> None:
    assert event("Turkish jets could kill 40 rebels in Syria.", "kill").killed is None
