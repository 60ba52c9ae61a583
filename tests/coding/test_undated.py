"""Dates of events whose own clause names none: articles of a few sentences, published on Monday 2025-08-18."""

from __future__ import annotations

import pytest
from told import event

DATED = [
    # text, trigger, first day of its date ("" for none)
    # what is agreed or promised is dated by the promise, what is planned by the plan
    ("Chile agreed on Thursday to hold talks with Peru next month.", "agreed", "2025-08-14"),
    ("Chile will hold talks with Peru on Thursday.", "talks", "2025-08-21"),
    # occasions of saying
    (
        "In a statement issued on Friday, the Kenyan ministry accused Somalia of shelling a post.",
        "accused",
        "2025-08-15",
    ),
    ("Speaking in Nairobi on Sunday, Kenya's president urged Somalia to withdraw.", "urged", "2025-08-17"),
    (
        "Kenya's president said on Friday that the border is safe. He said that the army is ready. "
        "He said the fence has been mended. He praised Ethiopia for its help.",
        "praised",
        "2025-08-15",
    ),
    (
        "Kenya's president said in May that the border is safe. He praised Ethiopia for its help.",
        "praised",
        "",
    ),
    # the day of the story
    (
        "Gunmen stormed a hotel in Lagos on Saturday. Police said five Nigerian guards were killed.",
        "killed",
        "2025-08-16",
    ),
    (
        "Gunmen stormed a hotel in Lagos on Saturday. Police said they had attacked a Nigerian checkpoint.",
        "attacked",
        "",
    ),
    (
        "Gunmen stormed a hotel in Lagos on Saturday. More than 90 Nigerian guards have been killed in the war.",
        "killed",
        "",
    ),
    # sums over a time
    ("More than 90 Nigerian guards have been killed since January.", "killed", "2025-01-01"),
    ("Nigerian teachers have been on strike since January.", "strike", "2025-01-01"),
    # clauses that describe a day
    ("Thousands have fled since Saturday, when Nigerian troops began shelling the town.", "shelling", "2025-08-16"),
]


@pytest.mark.parametrize(("text", "trigger", "start"), DATED)
def test_dates(text: str, trigger: str, start: str) -> None:
    date = event(text, trigger).date
    assert (date.start if date else "") == start


def test_months_are_past_by_their_first_day() -> None:
    assert event("In July, Chile's army attacked a Peruvian post.", "attacked").status == "historical"
    assert event("Last month, Chile's army attacked a Peruvian post.", "attacked").status == "actual"
    assert event("Nigerian teachers have been on strike since January.", "strike").status == "actual"


def test_the_words_of_a_date_stand_in_the_text() -> None:
    text = "Gunmen stormed a hotel in Lagos on Saturday. Police said five Nigerian guards were killed."
    date = event(text, "killed").date
    assert date is not None
    assert text[date.span[0] : date.span[1]] == date.text == "on Saturday"
