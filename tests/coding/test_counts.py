"""Numbers of killed, injured and arrested: tables of sentences."""

from __future__ import annotations

import pytest
from told import event

from dragoman.coding.counts import CasualtyCounts, Counts, kinds_of
from dragoman.language.pipeline import load_model, parse
from dragoman.language.tokens import Sentence, Token
from dragoman.records import Article, Block


def counts_of(text: str, trigger: str, event_type: str = "ASSAULT") -> Counts:
    article = next(parse([Article(text, blocks=(Block("paragraph", (0, len(text))),))], load_model()))
    return CasualtyCounts().of([token(article.sentences, t) for t in trigger.split()], event_type)


def token(sentences: list[Sentence], word: str) -> Token:
    return next(t for s in sentences for t in s.tokens if t.text == word)


TABLE = [
    # sentence, trigger, killed, injured
    ("A car bomb killed 14 people in the city.", "killed", 14, None),
    ("At least 14 people were killed in the attack.", "attack", 14, None),
    ("At least 14 people were killed in the attack.", "killed", 14, None),
    ("The blast killed more than 1,600 civilians.", "killed", 1600, None),
    ("About 30 soldiers were killed.", "killed", 30, None),
    ("Twenty-three miners were killed by gunmen.", "killed", 23, None),
    ("Two dozen men were killed by gunmen.", "killed", 24, None),
    ("A dozen men were killed by gunmen.", "killed", 12, None),
    ("A hundred men were killed by gunmen.", "killed", 100, None),
    ("Gunmen killed two brothers.", "killed", 2, None),
    ("Gunmen killed a family of five.", "killed", 5, None),
    ("Gunmen killed a group of ten tourists.", "killed", 10, None),
    ("Gunmen killed a judge.", "killed", 1, None),
    ("Gunmen killed three soldiers and two civilians.", "killed", 5, None),
    ("Gunmen killed a judge and his wife.", "killed", 2, None),
    ("Gunmen killed him.", "killed", 1, None),
    ("A man was shot dead in the market.", "shot", 1, None),
    ("Police shot dead two men.", "shot", 2, None),
    ("Three men were beaten to death by a mob.", "beaten", 3, None),
    ("A bomb left 14 dead.", "bomb", 14, None),
    ("A bomb left 14 people dead.", "bomb", 14, None),
    ("A bomb went off, killing six people and wounding 35.", "bomb", 6, 35),
    ("A bomb went off, killing six people and wounding 35.", "killing", 6, 35),
    ("Six people were killed and 35 wounded when a bomb exploded.", "killed", 6, 35),
    ("Six people were killed and 35 wounded when a bomb exploded.", "exploded", 6, 35),
    ("Six people died and 35 were injured in the raid.", "raid", 6, 35),
    ("The attack killed six people and injured 35 others.", "attack", 6, 35),
    ("The attack, which killed six people, was condemned.", "attack", 6, None),
    ("The attack in which six people died was condemned.", "attack", 6, None),
    ("The raid claimed 14 lives.", "raid", 14, None),
    ("The raid claimed the lives of 14 people.", "raid", 14, None),
    ("Two nurses lost their lives in the raid.", "raid", 2, None),
    ("The killing of two nurses shocked the town.", "killing", 2, None),
    ("The shelling wounded four boys.", "shelling", None, 4),
    ("Four boys were hurt in the shelling.", "shelling", None, 4),
    ("A policeman was killed after gunmen opened fire.", "opened", 1, None),
    ("Police fired on the crowd, killing one protester.", "fired", 1, None),
    # no number
    ("Gunmen killed dozens of people.", "killed", None, None),
    ("Gunmen killed scores of villagers.", "killed", None, None),
    ("Gunmen killed several soldiers.", "killed", None, None),
    ("Gunmen killed soldiers at the gate.", "killed", None, None),
    ("The flood killed 40 cows.", "killed", None, None),
    ("Up to 30 people were killed.", "killed", None, None),
    ("As many as 30 people were killed.", "killed", None, None),
    ("No soldiers were killed in the attack.", "attack", None, None),
    ("The army killed the plan.", "killed", None, None),
    ("The attack damaged 14 houses.", "attack", None, None),
    # another event's number
    ("One guard was killed and a second abducted by gunmen.", "abducted", None, None),
    ("Officials said the attack was the work of rebels who fled.", "attack", None, None),
    ("More than 200 people have been killed since January.", "killed", 200, None),
    ("The attack came in a war in which 200 people have been killed since January.", "attack", None, None),
    ("Police arrested 12 men after an attack on a mosque.", "attack", None, None),
]


@pytest.mark.parametrize(("sentence", "trigger", "killed", "injured"), TABLE)
def test_of(sentence: str, trigger: str, killed: int | None, injured: int | None) -> None:
    assert counts_of(sentence, trigger) == Counts(killed, injured)


ARRESTS = [
    ("Police arrested 56 suspected bandits.", "arrested", 56),
    ("Fifty-six people were detained during the march.", "detained", 56),
    ("The arrest of three bankers was announced.", "arrest", 3),
    ("The raids led to 14 arrests.", "arrests", 14),
    ("Police arrested the mayor.", "arrested", 1),
    ("Police arrested hundreds of students.", "arrested", None),
    ("Police rounded up 40 men.", "rounded", 40),
    ("The navy took 12 smugglers into custody.", "took", 12),
    ("Police fired tear gas, injuring 20 people and arresting 45.", "arresting", 45),
    ("Troops seized three towns.", "seized", None),
]


@pytest.mark.parametrize(("sentence", "trigger", "arrested"), ARRESTS)
def test_arrests(sentence: str, trigger: str, arrested: int | None) -> None:
    assert counts_of(sentence, trigger, "COERCE") == Counts(arrested=arrested)


def test_protests_have_dead_and_injured() -> None:
    sentence = "Two people were killed, 30 injured and 120 arrested in the riot."
    assert counts_of(sentence, "riot", "PROTEST") == Counts(2, 30)


SEVERAL_REPORTS = [
    # text, a trigger a report, killed
    ("The raid killed 14 people. The attack also killed a judge.", "raid attack", 14),
    ("The attack killed a judge. In all, the raid killed 14 people.", "attack raid", 14),
    ("Gunmen killed two men. More than 90 people have died this year.", "killed died", 2),
    ("More than 90 people have died this year.", "died", 90),
    ("Gunmen killed dozens of men. More than 90 people have died this year.", "killed died", None),
    ("Gunmen killed dozens. More than 90 people have been killed and 300 hurt since May.", "killed hurt", None),
]


@pytest.mark.parametrize(("text", "triggers", "killed"), SEVERAL_REPORTS)
def test_the_whole_holds_and_sums_over_a_time_stay_apart(text: str, triggers: str, killed: int | None) -> None:
    assert counts_of(text, triggers).killed == killed


def test_other_coercion_has_no_arrests() -> None:
    assert kinds_of("COERCE", ["restrict"]) == ()
    assert kinds_of("COERCE", ["restrict", "arrest"]) == ("arrested",)


def test_other_types_have_none() -> None:
    assert counts_of("A car bomb killed 14 people in the city.", "killed", "ACCUSE") == Counts()


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
    assert event(text, "opened").killed == 7
    assert event(text, "marching").killed is None


def test_what_has_not_happened_has_no_numbers() -> None:
    assert event("Mali's army denied killing six villagers.", "killing").killed is None
