"""Which noun phrases are mentions, how far they reach, what they stand for, and which are one entity."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.entities import EntityFinder
from dragoman.coding.mentions import Mention, Mentions
from dragoman.language.pipeline import load_model, parse
from dragoman.records import Article, Block
from dragoman.world.index import World

FINDER = EntityFinder(World.load())


def find(text: str, published: str | None = "2025-09-10") -> Mentions:
    blocks, at = [], 0
    for n, line in enumerate(text.split("\n")):
        if line.strip():
            kind = "headline" if n == 0 and "\n" in text else "paragraph"
            blocks.append(Block(kind, (at, at + len(line))))  # type: ignore[arg-type]
        at += len(line) + 1
    article = Article(text=text, id="t", published=published, blocks=tuple(blocks))
    return FINDER.find(next(parse([article], load_model())))


def words(m: Mention, text: str) -> str:
    return text[m.span[0] : m.span[1]]


def named(mentions: Mentions, text: str, phrase: str) -> Mention:
    found = [m for m in mentions if words(m, text) == phrase]
    assert found, f"no mention {phrase!r} among {[words(m, text) for m in mentions]}"
    return found[0]


# text, words of the mention, name, kind, country, primary sector, role ("" not checked)
TOLD = [
    ("Syrian troops shelled the village.", "Syrian troops", "", "", "SYR", "MIL", ""),
    ("Armed gunmen stormed a school.", "Armed gunmen", "", "group", None, "UAF", ""),
    ("Dozens of protesters blocked the road.", "Dozens of protesters", "", "group", None, "CVL", ""),
    ("A senior official from the ministry resigned.", "A senior official", "", "person", None, "GOV", "official"),
    ("Somali police said nothing.", "Somali police", "", "", "SOM", "COP", ""),
    ("Brazilian Foreign Ministry spokeswoman Ana Prates declined to comment.",
     "Brazilian Foreign Ministry spokeswoman Ana Prates", "Ana Prates", "person", "BRA", "GOV", "spokesperson"),
    ("Presidential aide Yuri Ushakov landed on Sunday.", "Presidential aide Yuri Ushakov", "Yuri Ushakov", "person",
     "RUS", "GOV", "presidential aide"),
    ("Ana Prates, a spokeswoman for Brazil's Foreign Ministry, declined to comment.",
     "Ana Prates, a spokeswoman for Brazil's Foreign Ministry", "Ana Prates", "person", "BRA", "GOV", "spokesperson"),
    ("Emmanuel Macron, the French leader, spoke first.", "Emmanuel Macron, the French leader", "Emmanuel Macron",
     "person", "FRA", "GOV", "president"),
    ("The Kenyan foreign minister, Joel Abwao, walked out.", "The Kenyan foreign minister, Joel Abwao", "Joel Abwao",
     "person", "KEN", "GOV", "foreign minister"),
    ("Dozens were arrested, and 46 were wounded.", "46", "", "group", None, "CVL", ""),
    ("The army killed 40 of the attackers.", "40 of the attackers", "", "group", None, "UAF", ""),
    ("Thousands marched to the palace.", "Thousands", "", "group", None, "CVL", ""),
    ("His followers and supporters of the mayor fought.", "supporters of the mayor", "", "group", None, "CVL", ""),
    ("The head of the Kenyan navy, Joel Abwao, resigned.", "The head of the Kenyan navy, Joel Abwao", "Joel Abwao",
     "person", "KEN", "", "head"),
    ("Police fired at the deposed president, Joel Abwao.", "the deposed president, Joel Abwao", "Joel Abwao",
     "person", None, "ELI", ""),
    ("North Korea agreed. The South sent rice to the North.", "the North", "North Korea", "country", "PRK", "GOV", ""),
    ("North Korea agreed. The North's envoy was silent.", "The North's envoy", "", "person", "PRK", "GOV", ""),
    ("Lajos Varga (Hungary) voted against.", "Lajos Varga (Hungary)", "Lajos Varga", "person", "HUN", "", ""),
    ("Vice President and Defence Minister Joel Abwao inspected the barracks.",
     "Vice President and Defence Minister Joel Abwao", "Joel Abwao", "person", None, "GOV", ""),
    ("Secretary of Transport Joel Abwao opened the bridge.", "Secretary of Transport Joel Abwao", "Joel Abwao",
     "person", None, "GOV", ""),
    ("Turkey's president condemned the raid.", "Turkey's president", "", "person", "TUR", "GOV", "president"),
    ("The World Health Organization (WHO) sent vaccines.", "The World Health Organization (WHO)",
     "World Health Organization", "organization", "UNO", "", ""),
    ("The Kremlin rejected the offer.", "The Kremlin", "Russia", "country", "RUS", "GOV", ""),
    ("Islamabad rejected the offer.", "Islamabad", "Pakistan", "country", "PAK", "GOV", ""),
    ("Israeli authorities rejected the offer.", "Israeli authorities", "Israel", "country", "ISR", "GOV", ""),
    ("Ivory Coast rejected the offer.", "Ivory Coast", "", "country", "CIV", "GOV", ""),
    ("US-backed rebels took the town.", "US-backed rebels", "", "group", None, "REB", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase", "name", "kind", "country", "sector", "role"), TOLD)
def test_what_a_mention_stands_for(
    text: str, phrase: str, name: str, kind: str, country: str | None, sector: str, role: str
) -> None:
    entity = named(find(text), text, phrase).entity
    assert entity is not None
    assert entity.country == country
    assert not name or entity.name == name
    assert not kind or entity.kind == kind
    assert not sector or entity.sectors[:1] == (sector,)
    assert not role or entity.role == role


# text, the mentions that act, in order (attributive and locative ones left out)
ACTING = [
    ("Chad and Mali signed the accord.", ["Chad", "Mali"]),
    ("Peru, Bolivia agree on border crossing.", ["Peru", "Bolivia"]),
    ("Peru-Bolivia ties improved.", ["Peru", "Bolivia"]),
    ("Foreign Minister Joel Abwao and presidential aide Ida Moss spoke.",
     ["Foreign Minister Joel Abwao", "presidential aide Ida Moss"]),
    ("German Chancellor Friedrich Merz, UK Prime Minister Keir Starmer, and NATO Secretary General Mark Rutte spoke.",
     ["German Chancellor Friedrich Merz", "UK Prime Minister Keir Starmer", "NATO Secretary General Mark Rutte"]),
    ("The US and French presidents met.", ["The US", "French presidents"]),
    ("Russian and Syrian forces advanced.", ["Russian", "Syrian forces"]),
    ("Talks between Oslo and Lima failed.", ["Oslo", "Lima"]),
    ("Egypt's shelling killed two fishermen.", ["Egypt", "two fishermen"]),
    ("The Syrian refusal surprised Ankara.", ["Syrian", "Ankara"]),
    ("The report told reporters Russia would leave.", ["reporters", "Russia"]),
    ("Trump administration officials met Hamas.", ["Trump administration officials", "Hamas"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ACTING)
def test_who_acts(text: str, expected: list[str]) -> None:
    acting = [words(m, text) for m in find(text) if not (m.attributive or m.locative or m.pronoun)]
    assert acting == expected


# text, words, whether they are a mere place
PLACES = [
    ("Ministers met in Beijing.", "Beijing", True),
    ("Ministers met at the White House.", "the White House", True),
    ("Fighting went on in Sudan.", "Sudan", True),
    ("Fighting went on in Sudan and Chad.", "Chad", True),
    ("He flew to Geneva.", "Geneva", True),
    ("He was deported from Cairo.", "Cairo", True),
    ("The Alaska summit ended.", "Alaska", True),
    ("The city of Aleppo fell.", "Aleppo", True),
    ("Beijing met its rivals.", "Beijing", False),
    ("The White House denied it.", "The White House", False),
    ("A quarrel with Sudan began.", "Sudan", False),
    ("Sanctions against Sudan were lifted.", "Sudan", False),
    ("Beijing's stance on trade is known.", "Beijing", False),
    ("Ministers gave arms to Sudan.", "Sudan", False),
]


@pytest.mark.parametrize(("text", "phrase", "locative"), PLACES)
def test_places_are_told_from_actors(text: str, phrase: str, locative: bool) -> None:
    assert named(find(text), text, phrase).locative is locative


@pytest.mark.parametrize(
    ("text", "inner", "attributive", "adjectival"),
    [
        ("Syrian troops left.", "Syrian", True, True),
        ("Syria's army left.", "Syria", True, True),
        ("The army of Syria left.", "Syria", True, False),
        ("The Syrian refusal stands.", "Syrian", False, True),
        ("Syria's refusal stands.", "Syria", False, True),
        ("Syria left.", "Syria", False, False),
    ],
)
def test_states_inside_other_mentions_do_not_act(text: str, inner: str, attributive: bool, adjectival: bool) -> None:
    mention = named(find(text), text, inner)
    assert (mention.attributive, mention.adjectival) == (attributive, adjectival)


@pytest.mark.parametrize(
    "text",
    [
        "The weather was mild and the harvest good.",
        "Prices rose by four per cent in March.",
        "The ship sank off the coast during a storm.",
        "It rained for two days.",
    ],
)
def test_nobody_acts_where_nobody_is_named(text: str) -> None:
    assert find(text).records("t") == ()


# article, names of the entities it must have (once each), and names it must not have
ARTICLES = [
    ("Zelensky meets Putin\nVladimir Putin met Vladimir Zelensky. Putin smiled; Zelensky did not.",
     ["Vladimir Putin", "Volodymyr Zelensky"], ["Vladimir Zelensky", "Zelensky", "Putin"]),
    ("Ida Moss, a lawmaker, spoke. Moss left. Ms. Moss was angry.", ["Ida Moss"], ["Moss"]),
    ("Ida Moss and Karl Moss spoke. Ida Moss left.", ["Ida Moss", "Karl Moss"], []),
    ("Moscow agreed. Russia and the Kremlin were glad, and so was the Russian government.", ["Russia"],
     ["Moscow", "Kremlin", "Russian government"]),
    ("Russian troops left. Russians cheered. Russia said nothing.", ["Russia", "Russian troops"], []),
    ("The United Nations Children's Fund (UNICEF) left. UNICEF came back.", ["United Nations Children's Fund"],
     ["UNICEF"]),
    ("Minister quits\nIrish Finance Minister Nora Byrne quit on Monday.", ["Nora Byrne"], ["Minister"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "unwanted"), ARTICLES)
def test_names_of_one_entity_are_joined(text: str, expected: list[str], unwanted: list[str]) -> None:
    names = [e.name for e in find(text).records("t")]
    assert [n for n in expected if names.count(n) != 1] == []
    assert [n for n in unwanted if n in names] == []


def test_a_place_alone_is_no_entity() -> None:
    assert [e.name for e in find("Fighting went on in Sudan.").records("t")] == []
    assert [e.name for e in find("Fighting went on in Sudan. Sudan agreed to stop.").records("t")] == ["Sudan"]


def test_offices_go_by_the_day() -> None:
    text = "Boris Johnson spoke."
    assert named(find(text, "2020-05-01"), text, "Boris Johnson").entity.role == "prime minister"  # type: ignore[union-attr]
    assert named(find(text, "2017-05-01"), text, "Boris Johnson").entity.role == "foreign minister"  # type: ignore[union-attr]


def test_a_title_beside_the_name_goes_before_the_table() -> None:
    text = "Former prime minister Boris Johnson spoke."
    entity = named(find(text, "2020-05-01"), text, "Former prime minister Boris Johnson").entity
    assert entity is not None
    assert entity.sectors[:1] == ("ELI",)


def test_unnamed_officials_are_of_the_state_the_article_is_about() -> None:
    text = "Kenya frees poet\nKenya freed a poet on Friday.\nKenyan police had held her. Prosecutors dropped the case."
    assert named(find(text), text, "Prosecutors").entity.country == "KEN"  # type: ignore[union-attr]


def test_nothing_is_guessed_where_two_states_are_named_alike() -> None:
    text = "Kenya and Uganda met. Prosecutors dropped a case."
    assert named(find(text), text, "Prosecutors").entity.country is None  # type: ignore[union-attr]


_PIECES = st.sampled_from(
    ["Chad", "the", "president", "of", ",", "and", "-", "Ida Moss", "said", "“", "”", "(", ")", "'s", "U.S.", "he",
     "both", "sides", "troops", "\n", ".", "former", "Gen.", "é", "it"]
)  # fmt: skip


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(_PIECES, min_size=1, max_size=25))
def test_any_words_give_mentions_inside_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    if not text.strip():
        return
    mentions = find(text)
    for m in mentions:
        assert 0 <= m.span[0] < m.span[1] <= len(text)
        assert m.first <= m.head.i < m.last
    for record in mentions.records("t"):
        assert list(record.mentions) == sorted(set(record.mentions))


def test_the_south_is_no_state_where_only_a_name_sounds_korean() -> None:
    text = "Kim Ha-neul moved to Ohio. Many from the South did."
    assert "the South" not in [words(m, text) for m in find(text)]
