"""Places of events whose own clause names none: articles of a few sentences."""

from __future__ import annotations

import pytest
from told import event

PLACED = [
    # text, trigger, country, name ("" for no place)
    # named beside
    ("Gunmen killed a judge in Kabul. Two Afghan guards were abducted.", "abducted", "AFG", "Kabul"),
    ("Gunmen killed a judge in Kabul. In Lima, Peru's army arrested two men.", "arrested", "PER", "Lima"),
    # the dateline and "here"
    ("OSLO, Aug. 18 (Reuters) - Envoys of Chile and Peru met here on Sunday.", "met", "NOR", "Oslo"),
    ("OSLO, Aug. 18 (Reuters) - Police arrested two men on Sunday, the ministry said.", "arrested", "NOR", "Norway"),
    # nouns that take a place up
    ("Rebels took Aleppo on Friday. The Syrian army bombed the town on Sunday.", "bombed", "SYR", "Aleppo"),
    # hosts, expulsions, police at home
    ("The Chilean president visited Peru's premier on Sunday.", "visited", "PER", "Peru"),
    ("Mali expelled two French diplomats on Sunday.", "expelled", "MLI", "Mali"),
    ("Kenyan police arrested two men on Sunday.", "arrested", "KEN", "Kenya"),
    ("Kenyan police arrested two Chinese men on Sunday.", "arrested", "", ""),
    ("Peru condemned the killing of a judge.", "condemned", "", ""),
    # parties are no place
    ("Talks between Moscow and Delhi ended on Friday.", "Talks", "", ""),
    ("Cooperation between Moscow and Delhi has begun.", "Cooperation", "", ""),
    # where a later act leads to
    ("Two French engineers were released by Mali's rebels and flown to Madrid.", "released", "", ""),
    # a meeting's place is that of what is signed there
    ("China and Ghana signed a treaty at a ceremony in Geneva.", "signed", "CHE", "Geneva"),
]


@pytest.mark.parametrize(("text", "trigger", "country", "name"), PLACED)
def test_places(text: str, trigger: str, country: str, name: str) -> None:
    place = event(text, trigger).place
    assert ((place.country, place.name) if place else ("", "")) == (country, name)


def test_an_inferred_state_is_no_town() -> None:
    text = "Rebels burned a school in Kano. Nigerian mobs looted homes in Jos. The talks were long. The day was hot. "
    text += "Nobody came. Nigerian soldiers have killed more than 90 villagers in the decade-old war."
    place = event(text, "killed").place
    assert place is not None
    assert (place.name, place.precision) == ("Nigeria", "country")
    assert text[place.span[0] : place.span[1]] == place.text


def test_unknown_villages_lie_in_the_state_of_the_article() -> None:
    text = "Rebels burned a school in Kano. Nigerian mobs looted homes in Jos. "
    text += "Gunmen shot two men in the village of Zorbo."
    place = event(text, "shot").place
    assert place is not None
    assert (place.name, place.country, place.lat) == ("Zorbo", "NGA", None)


INFERRED = [
    # who hosts, summons, receives; courts and troops at home; troops and flights where the words say whose ground it is
    ("Peru summoned the Chilean ambassador on Sunday.", "summoned", "PER"),
    ("Uganda hosts 40,000 Congolese refugees.", "hosts", "UGA"),
    ("Kenya's Supreme Court annulled the election on Friday.", "annulled", "KEN"),
    ("Russian jets were shot down over Belarusian territory.", "shot", "BLR"),
    # acts that others speak of are not where they speak
    ("In Oslo, a Chadian exile condemned the murder of a judge.", "murder", ""),
]


@pytest.mark.parametrize(("text", "trigger", "country"), INFERRED)
def test_states_inferred(text: str, trigger: str, country: str) -> None:
    place = event(text, trigger).place
    assert (place.country if place else "") == country
