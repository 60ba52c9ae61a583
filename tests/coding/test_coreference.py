"""What pronouns and definite descriptions bring back, and when they must stay open."""

from __future__ import annotations

import pytest
from test_entities import find, words

from dragoman.coding.mentions import Mention


def mention_at(text: str, phrase: str, nth: int) -> Mention:
    """The nth mention (from 0) with these words."""
    found = [m for m in find(text) if words(m, text) == phrase]
    assert len(found) > nth, f"{phrase!r} is mentioned {len(found)} times"
    return found[nth]


def referents(text: str, phrase: str, nth: int = 0) -> list[str]:
    return [r.name for r in mention_at(text, phrase, nth).referents()]


# article, pronoun, which one of that form, names it stands for
PRONOUNS = [
    # the subject of the sentence before
    ("Ida Moss met Karl Ravn. She left early.", "She", 0, ["Ida Moss"]),
    ("Vladimir Putin called Emmanuel Macron on Friday. He asked for calm.", "He", 0, ["Vladimir Putin"]),
    # who spoke last goes on speaking
    ("According to Putin, the meeting with Macron helped. He noted that more would follow.", "He", 0,
     ["Vladimir Putin"]),
    ("Ana Prates said the border was shut. She added that trade had stopped.", "She", 0, ["Ana Prates"]),
    ("“The border is shut,” Ana Prates said. “Trade has stopped,” she added.", "she", 0, ["Ana Prates"]),
    # gender decides
    ("Giorgia Meloni received Emmanuel Macron. He thanked his host.", "He", 0, ["Emmanuel Macron"]),
    ("A spokeswoman met a spokesman. He was calm.", "He", 0, ["spokesman"]),
    # bodies and states are "it"
    ("Beijing reaffirmed its position.", "its", 0, ["China"]),
    ("The European Union said it would help.", "it", 0, ["European Union"]),
    ("Emmanuel Macron praised Chad. It had freed the hostages.", "It", 0, ["Chad"]),
    # groups and pairs are "they"
    ("Rebels took the town. They burned the bridge.", "They", 0, ["Rebels"]),
    ("Chad and Mali signed. They will trade.", "They", 0, ["Chad", "Mali"]),
    ("Trump will receive Macron for the first time since their quarrel.", "their", 0,
     ["Donald Trump", "Emmanuel Macron"]),
    ("An Egyptian-brokered truce between Israel and Hamas held. They refuse to talk.", "They", 0, ["Israel", "Hamas"]),
    # relative clauses
    ("Ida Moss, who leads the opposition, was freed.", "who", 0, ["Ida Moss"]),
    ("Police freed Karl Ravn, whose trial was unfair.", "whose", 0, ["Karl Ravn"]),
    # the possessor may be the subject of the same clause
    ("Karl Ravn praised his deputy.", "his", 0, ["Karl Ravn"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pronoun", "nth", "expected"), PRONOUNS)
def test_pronouns(text: str, pronoun: str, nth: int, expected: list[str]) -> None:
    assert referents(text, pronoun, nth) == expected


# article, pronoun: nobody in it may be meant
OPEN = [
    ("Giorgia Meloni spoke. He was late.", "He"),
    ("The ministry denied it. She was late.", "She"),
    ("“We will never yield,” Ida Moss said.", "We"),
    ("“I was wrong,” Ida Moss said.", "I"),
    ("Karl Ravn spoke. They were late.", "They"),
]


@pytest.mark.parametrize(("text", "pronoun"), OPEN)
def test_pronouns_that_stay_open(text: str, pronoun: str) -> None:
    mention = mention_at(text, pronoun, 0)
    assert mention.pronoun
    assert mention.referents() == []


@pytest.mark.parametrize(
    "text",
    [
        "Chad spoke. It is clear that the talks failed.",
        "Chad spoke. It seems the talks failed.",
        "Chad and Mali met. It rained.",
    ],
)
def test_it_that_stands_for_nobody_is_no_mention(text: str) -> None:
    assert [words(m, text) for m in find(text) if m.pronoun] == []


# article, description, names it brings back
DESCRIPTIONS = [
    ("Vladimir Putin met Donald Trump in Anchorage. The two presidents shook hands.", "The two presidents",
     ["Vladimir Putin", "Donald Trump"]),
    ("Vladimir Putin met Donald Trump in Anchorage. Alongside the two heads of state sat aides.",
     "the two heads of state", ["Vladimir Putin", "Donald Trump"]),
    ("Chad and Mali signed a pact. The two countries will trade.", "The two countries", ["Chad", "Mali"]),
    ("Chad met Mali again. Both sides were content.", "Both sides", ["Chad", "Mali"]),
    ("Emmanuel Macron spoke on Monday. The president called for calm.", "The president", ["Emmanuel Macron"]),
    ("Emmanuel Macron spoke on Monday. The French leader called for calm.", "The French leader", ["Emmanuel Macron"]),
    ("Ana Prates, a ministry spokeswoman, spoke. The spokeswoman called for calm.", "The spokeswoman", ["Ana Prates"]),
    ("The World Health Organization sent vaccines. The agency called for calm.", "The agency",
     ["World Health Organization"]),
    ("The Dutch Defence Ministry spoke. The ministry called for calm.", "The ministry", ["Dutch Defence Ministry"]),
    ("A policeman shot a farmer. The policeman was held.", "The policeman", ["policeman"]),
    ("Peru borders Chile. The Chilean president was there.", "The Chilean president", ["Chilean president"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase", "expected"), DESCRIPTIONS)
def test_descriptions(text: str, phrase: str, expected: list[str]) -> None:
    assert referents(text, phrase) == expected


# article, description, name it must not bring back
CLASHES = [
    ("Emmanuel Macron spoke. The Chadian president answered.", "The Chadian president", "Emmanuel Macron"),
    ("Emmanuel Macron spoke. The foreign minister answered.", "The foreign minister", "Emmanuel Macron"),
    ("Giorgia Meloni spoke. The spokesman answered.", "The spokesman", "Giorgia Meloni"),
    ("Emmanuel Macron spoke. A president answered.", "A president", "Emmanuel Macron"),
    ("Emmanuel Macron spoke. The presidents answered.", "The presidents", "Emmanuel Macron"),
]


@pytest.mark.parametrize(("text", "phrase", "unwanted"), CLASHES)
def test_descriptions_never_cross_a_clash(text: str, phrase: str, unwanted: str) -> None:
    assert unwanted not in referents(text, phrase)


def test_three_states_are_not_the_two_countries() -> None:
    text = "Chad, Mali and Niger met. The two countries signed a pact."
    assert [m for m in find(text) if words(m, text) == "The two countries"] == []


def test_the_ministry_is_of_the_state_named_nearest() -> None:
    text = "Peru denied the report. The ministry called it false."
    entity = mention_at(text, "The ministry", 0).entity
    assert entity is None or entity.country in (None, "PER")


def test_gender_told_by_a_pronoun_is_kept() -> None:
    text = "Sam Okoro spoke. She was calm. Peter Ravn listened. Later she left."
    assert referents(text, "she") == ["Sam Okoro"]
