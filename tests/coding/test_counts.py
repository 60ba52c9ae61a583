"""Numbers of killed, injured and arrested: tables of sentences."""

from __future__ import annotations

import pytest

from dragoman.coding.counts import CasualtyCounts, Counts
from dragoman.language.pipeline import load_model, parse
from dragoman.language.tokens import Sentence, Token
from dragoman.records import Article, Block


def counts_of(text: str, trigger: str, event_type: str = "ASSAULT") -> Counts:
    article = next(parse([Article(text, blocks=(Block("paragraph", (0, len(text))),))], load_model()))
    return CasualtyCounts().of(token(article.sentences, trigger), event_type)


def token(sentences: list[Sentence], word: str) -> Token:
    return next(t for s in sentences for t in s.tokens if t.text == word)


TABLE = [
    # sentence, trigger, killed, injured, arrested
    ("A car bomb killed 14 people in the city.", "killed", 14, None, None),
    ("At least 14 people were killed in the attack.", "attack", 14, None, None),
    ("At least 14 people were killed in the attack.", "killed", 14, None, None),
    ("The blast killed more than 1,600 civilians.", "killed", 1600, None, None),
    ("About 30 soldiers were killed.", "killed", 30, None, None),
    ("Twenty-three miners were killed by gunmen.", "killed", 23, None, None),
    ("Two dozen men were killed by gunmen.", "killed", 24, None, None),
    ("A dozen men were killed by gunmen.", "killed", 12, None, None),
    ("A hundred men were killed by gunmen.", "killed", 100, None, None),
    ("Gunmen killed two brothers.", "killed", 2, None, None),
    ("Gunmen killed a family of five.", "killed", 5, None, None),
    ("Gunmen killed a group of ten tourists.", "killed", 10, None, None),
    ("Gunmen killed a judge.", "killed", 1, None, None),
    ("Gunmen killed three soldiers and two civilians.", "killed", 5, None, None),
    ("Gunmen killed a judge and his wife.", "killed", 2, None, None),
    ("Gunmen killed him.", "killed", 1, None, None),
    ("A man was shot dead in the market.", "shot", 1, None, None),
    ("Police shot dead two men.", "shot", 2, None, None),
    ("Three men were beaten to death by a mob.", "beaten", 3, None, None),
    ("A bomb left 14 dead.", "bomb", 14, None, None),
    ("A bomb left 14 people dead.", "bomb", 14, None, None),
    ("A bomb went off, killing six people and wounding 35.", "bomb", 6, 35, None),
    ("A bomb went off, killing six people and wounding 35.", "killing", 6, 35, None),
    ("Six people were killed and 35 wounded when a bomb exploded.", "killed", 6, 35, None),
    ("Six people were killed and 35 wounded when a bomb exploded.", "exploded", 6, 35, None),
    ("Six people died and 35 were injured in the raid.", "raid", 6, 35, None),
    ("The attack killed six people and injured 35 others.", "attack", 6, 35, None),
    ("The attack, which killed six people, was condemned.", "attack", 6, None, None),
    ("The attack in which six people died was condemned.", "attack", 6, None, None),
    ("The raid claimed 14 lives.", "raid", 14, None, None),
    ("The raid claimed the lives of 14 people.", "raid", 14, None, None),
    ("Two nurses lost their lives in the raid.", "raid", 2, None, None),
    ("The killing of two nurses shocked the town.", "killing", 2, None, None),
    ("The shelling wounded four boys.", "shelling", None, 4, None),
    ("Four boys were hurt in the shelling.", "shelling", None, 4, None),
    ("A policeman was killed after gunmen opened fire.", "opened", 1, None, None),
    ("Police fired on the crowd, killing one protester.", "fired", 1, None, None),
    # no number
    ("Gunmen killed dozens of people.", "killed", None, None, None),
    ("Gunmen killed scores of villagers.", "killed", None, None, None),
    ("Gunmen killed several soldiers.", "killed", None, None, None),
    ("Gunmen killed soldiers at the gate.", "killed", None, None, None),
    ("The flood killed 40 cows.", "killed", None, None, None),
    ("Up to 30 people were killed.", "killed", None, None, None),
    ("As many as 30 people were killed.", "killed", None, None, None),
    ("No soldiers were killed in the attack.", "attack", None, None, None),
    ("The army killed the plan.", "killed", None, None, None),
    ("The attack damaged 14 houses.", "attack", None, None, None),
    # another event's number
    ("One guard was killed and a second abducted by gunmen.", "abducted", None, None, None),
    ("Officials said the attack was the work of rebels who fled.", "attack", None, None, None),
    ("More than 200 people have been killed since January.", "killed", 200, None, None),
    ("The attack came in a war in which 200 people have been killed since January.", "attack", None, None, None),
    ("Police arrested 12 men after an attack on a mosque.", "attack", None, None, None),
]


@pytest.mark.parametrize(("sentence", "trigger", "killed", "injured", "arrested"), TABLE)
def test_of(sentence: str, trigger: str, killed: int | None, injured: int | None, arrested: int | None) -> None:
    assert counts_of(sentence, trigger) == Counts(killed, injured, arrested)


ARRESTS = [
    ("Police arrested 56 suspected bandits.", "arrested", 56),
    ("Fifty-six people were detained during the march.", "detained", 56),
    ("The arrest of three bankers was announced.", "arrest", 3),
    ("The raids led to 14 arrests.", "arrests", 14),
    ("Police arrested the mayor.", "arrested", 1),
    ("Police arrested hundreds of students.", "arrested", None),
]


@pytest.mark.parametrize(("sentence", "trigger", "arrested"), ARRESTS)
def test_arrests(sentence: str, trigger: str, arrested: int | None) -> None:
    assert counts_of(sentence, trigger, "COERCE") == Counts(arrested=arrested)


def test_protests_have_all_three() -> None:
    sentence = "Two people were killed, 30 injured and 120 arrested in the riot."
    assert counts_of(sentence, "riot", "PROTEST") == Counts(2, 30, 120)


def test_other_types_have_none() -> None:
    assert counts_of("A car bomb killed 14 people in the city.", "killed", "ACCUSE") == Counts()
