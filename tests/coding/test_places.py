"""Where events happen: a table of sentences, and names that several places share."""

from __future__ import annotations

import csv
from collections.abc import Collection
from pathlib import Path

import pytest

from dragoman import Coder
from dragoman.coding.places import Places, find_places
from dragoman.language.pipeline import ParsedArticle, load_model, parse
from dragoman.language.tokens import Token
from dragoman.records import Article, Block
from dragoman.world.gazetteer import gazetteer

TABLE = Path(__file__).with_name("places.csv")


def rows() -> list[tuple[str, ...]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [tuple(row) for row in csv.reader(lines[1:])]


def places_of(text: str, countries: Collection[str] = ()) -> tuple[ParsedArticle, Places]:
    article = next(parse([Article(text, blocks=(Block("paragraph", (0, len(text))),))], load_model()))
    return article, find_places(article, gazetteer(), countries=countries)


def token(article: ParsedArticle, word: str) -> Token:
    return next(t for s in article.sentences for t in s.tokens if t.text == word)


@pytest.mark.parametrize(("sentence", "trigger", "text", "name", "country", "precision"), rows())
def test_of(sentence: str, trigger: str, text: str, name: str, country: str, precision: str) -> None:
    article, places = places_of(sentence)
    verbal = trigger in ("condemned", "seeks", "urged", "discussed")
    place = places.of(token(article, trigger), verbal=verbal)
    if not text:
        assert place is None
        return
    assert place is not None
    assert (place.text, place.name, place.country, place.precision) == (text, name, country, precision)
    assert sentence[place.span[0] : place.span[1]] == text


SHARED_NAMES = [
    # sentence, trigger, states named in the article, state of the place
    ("Rebels fired on a bus in Tripoli.", "fired", {"LBN", "SYR"}, "LBN"),
    ("Rebels fired on a bus in Tripoli.", "fired", {"LBY", "ITA"}, "LBY"),
    ("The pair were poisoned in Salisbury.", "poisoned", {"GBR", "RUS"}, "GBR"),
    ("The pair were poisoned in Salisbury.", "poisoned", {"USA"}, "USA"),
    ("Thousands protested in Georgia.", "protested", {"GEO", "RUS"}, "GEO"),
    ("Thousands protested in Georgia.", "protested", {"USA"}, "USA"),
    ("Two men were held in Cordoba.", "held", {"ARG"}, "ARG"),
    ("Two men were held in Cordoba.", "held", {"ESP"}, "ESP"),
]


@pytest.mark.parametrize(("sentence", "trigger", "countries", "country"), SHARED_NAMES)
def test_the_states_of_the_article_tell_namesakes_apart(
    sentence: str, trigger: str, countries: set[str], country: str
) -> None:
    article, places = places_of(sentence, countries)
    place = places.of(token(article, trigger))
    assert place is not None
    assert place.country == country


def test_equal_namesakes_are_left_open() -> None:
    article, places = places_of("Two men were held in Hyderabad.", {"IND", "PAK"})
    place = places.of(token(article, "held"))
    assert place is None or place.country == "IND"  # the Indian one is several times larger
    article, places = places_of("Two men were held in Guadalupe.", {"CRI", "PER", "MEX", "PHL"})
    found = places.of(token(article, "held"))
    assert found is None or found.country in {"MEX"}


def test_the_target_is_the_place_only_when_asked() -> None:
    article, places = places_of("The attack on Kharkiv killed two people.")
    attack = token(article, "attack")
    assert places.of(attack) is None
    place = places.of(attack, target_is_place=True)
    assert place is not None
    assert (place.name, place.country) == ("Kharkiv", "UKR")


def test_statements_are_made_where_the_speaker_is() -> None:
    article, places = places_of("Speaking in Vienna, the envoy said troops had left from Mali.")
    assert places.of(token(article, "left"), statement=True) is None
    place = places.of(token(article, "Speaking"), statement=True)
    assert place is not None
    assert place.name == "Vienna"


def test_unknown_villages_keep_their_name_and_the_state_said_with_them() -> None:
    article, places = places_of("Soldiers shot two men in the village of Zorbanak in Kandahar province.")
    place = places.of(token(article, "shot"))
    assert place is not None
    assert (place.name, place.country, place.lat) == ("Zorbanak", "AFG", None)


@pytest.mark.parametrize(
    ("sentence", "trigger", "country"),
    [
        ("Donors in Geneva pledged more than $9 billion.", "pledged", "CHE"),
        ("Foreign ministers, who met in The Hague on Monday, demanded a ceasefire.", "demanded", "NLD"),
        ("Ministers demanded a ceasefire in Yemen.", "demanded", None),
    ],
)
def test_what_is_said_is_said_where_the_speakers_are(sentence: str, trigger: str, country: str | None) -> None:
    article, places = places_of(sentence)
    place = places.of(token(article, trigger), verbal=True)
    assert (place and place.country) == country


def test_a_town_that_is_visited_is_nobody_of_that_name(coder: Coder) -> None:
    coded = coder.code(Article("The French envoy is to visit Gusau on Saturday."))
    assert [(e.place.name, e.place.country) for e in coded.events if e.place] == [("Gusau", "NGA")]
    assert not [e for e in coded.entities if e.kind == "person" and "Gusau" in e.name]
