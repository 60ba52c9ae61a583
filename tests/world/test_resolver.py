"""Phrases and what they stand for."""

from __future__ import annotations

import time

import pytest

from dragoman.world.index import AS_OF, World
from dragoman.world.model import Resolution
from dragoman.world.query import day, describe, resolve_rows
from dragoman.world.resolver import Context, Resolver


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(World.load())


def sure(found: Resolution | None) -> Resolution:
    assert found is not None
    return found


# phrase -> country, primary sector
BY_OWN_WORDS = [
    # nationality and role noun
    ("Norwegian soldiers", "NOR", "MIL"),
    ("two Canadian frigates", "CAN", "MIL"),
    ("Bolivian miners", "BOL", "LAB"),
    ("the Thai riot police", "THA", "COP"),
    ("Eritrean refugees", "ERI", "REF"),
    ("a senior Omani official", "OMN", "GOV"),
    ("Kurdish rebels", None, "REB"),
    ("South Sudanese lawmakers", "SSD", "LEG"),
    # owners
    ("Peru's finance minister", "PER", "GOV"),
    ("Turkey’s ambassador to Cuba", "TUR", "GOV"),
    ("its ambassador to Cuba", None, "GOV"),
    ("the Maltese president's spokeswoman", "MLT", "GOV"),
    ("the Latvian prime minister's office", "LVA", "GOV"),
    ("Ghana's central bank", "GHA", "GOV"),
    # of, for, in, from
    ("the president of Chad", "TCD", "GOV"),
    ("Ministry of Fisheries of Iceland", "ISL", "GOV"),
    ("the University of Nairobi", "KEN", "EDU"),
    ("the ambassador of Peru to Bolivia", "PER", "GOV"),
    ("a spokesman for the Fijian government", "FJI", "GOV"),
    ("farmers in Uruguay", "URY", "AGR"),
    ("workers from Lesotho", "LSO", "LAB"),
    ("soldiers in Mali", None, "MIL"),
    ("an envoy to Libya", None, "GOV"),
    ("officials in Tehran", "IRN", "GOV"),
    ("a group of gunmen", None, "UAF"),
    ("dozens of Eritrean refugees", "ERI", "REF"),
    ("members of the Danish parliament", "DNK", "LEG"),
    # bodies and their people
    ("Hamas leader", "PSE", "REB"),
    ("Hezbollah lawmakers", "LBN", "LEG"),
    ("the UN envoy", "UNO", "GOV"),
    ("EU officials", "EUR", "GOV"),
    ("Pentagon spokesman", "USA", "MIL"),
    ("NATO Secretary General", "IGO", "GOV"),
    ("a White House aide", "USA", "GOV"),
    ("CIA director", "USA", "SPY"),
    ("an army doctor", None, "MIL"),
    # states, capitals, peoples
    ("Norway", "NOR", "GOV"),
    ("Ankara", "TUR", "GOV"),
    ("the Kremlin", "RUS", "GOV"),
    ("Palestinians", "PSE", "CVL"),
    ("the Syrians", "SYR", "CVL"),
    ("northern Syria", "SYR", ""),
    ("South Ossetian troops", "GEO", "MIL"),
    # numbers
    ("more than 1,400 Peruvian miners", "PER", "LAB"),
    ("about 20,000 soldiers", None, "MIL"),
    ("at least six Bolivian farmers", "BOL", "AGR"),
    # modifiers that share a noun
    ("the Thai and Lao delegations", "THA", "GOV"),
    ("the foreign and defense ministers of Ghana", "GHA", "GOV"),
    ("Norway's Labor and Social Inclusion Minister", "NOR", "GOV"),
    # clauses
    ("miners trapped in Chile", None, "LAB"),
    ("families living in Lima", "PER", "CVL"),
    # friends and foes
    ("Fatah gunmen", "PSE", "REB"),
    ("the ousted president's supporters", None, "CVL"),
    ("Hezbollah supporters", "LBN", "CVL"),
    ("critics of Norway", None, "UNK"),
    ("Kremlin critics", "RUS", "UNK"),
    # employers
    ("a researcher at Human Rights Watch", "NGO", "SOC"),
    ("an engineer with Gazprom", "RUS", "BUS"),
    # refugees and those who deal with them
    ("the United Nations' top refugee official", "UNO", "GOV"),
    ("Syrian refugee children", "SYR", "REF"),
    # bodies that the tables do not know, places where people gather
    ("Quill Valley Medical Relief Network", None, "MED"),
    ("Queensland Dairy Farmers Alliance", "AUS", "AGR"),
    ("the Bar Council", None, "JUD"),
    ("Danish Association of Flowers & Travel Agents", "DNK", "BUS"),
    ("the relevant parties", None, "UNK"),
    ("a Bolivian factory worker", "BOL", "LAB"),
    ("a Bolivian worker", "BOL", "CVL"),
    ("a theme park in Oslo", "NOR", "CVL"),
    # compounds
    ("a Lyon, France-based charity", "FRA", "SOC"),
    ("a Nairobi-based militia", "KEN", "PRM"),
    ("US-backed rebels", None, "REB"),
    # modifiers
    ("a former Danish minister", "DNK", "ELI"),
    ("retired generals", None, "ELI"),
    ("an ex-president of Peru", "PER", "ELI"),
    ("former students", None, "EDU"),
    ("an opposition lawmaker", None, "LEG"),
    ("the mayor's brother", None, "ELI"),
    # namesakes, spellings, conjunctions
    ("the Kenyan Red Crescent", "KEN", "SOC"),
    ("Slovenains", "SVN", "CVL"),
    ("France and Germany", "FRA", "GOV"),
    ("soldiers and police of Malawi", "MWI", "MIL"),
    ("the Minister of Health, who had resigned in May", None, "GOV"),
]


@pytest.mark.parametrize(("phrase", "country", "sector"), BY_OWN_WORDS)
def test_by_own_words(resolver: Resolver, phrase: str, country: str | None, sector: str) -> None:
    found = sure(resolver.resolve(phrase))
    assert (found.country, found.sectors[0] if found.sectors else "") == (country, sector), found.how


# phrase, day -> name, country, primary sector, role
PEOPLE = [
    ("Danish Foreign Minister Lars Jensen", None, "Lars Jensen", "DNK", "GOV", "foreign minister"),
    ("Lars Jensen, Denmark's foreign minister", None, "Lars Jensen", "DNK", "GOV", "foreign minister"),
    ("Denmark's foreign minister, Lars Jensen,", None, "Lars Jensen", "DNK", "GOV", "foreign minister"),
    ("Deputy Prime Minister Ann Lind of Sweden", None, "Ann Lind", "SWE", "GOV", "deputy prime minister"),
    ("Hamas spokesman Omar Bakri Test", None, "Omar Bakri Test", "PSE", "REB", "spokesperson"),
    ("Angela Merkel", "2012-05-01", "Angela Merkel", "DEU", "GOV", "chancellor"),
    ("Angela Merkel", "2023-05-01", "Angela Merkel", "DEU", "ELI", "former chancellor"),
    ("Angela Merkel", None, "Angela Merkel", "DEU", "GOV", "chancellor"),
    ("Barack Obama", "2007-03-01", "Barack Obama", "USA", "LEG", "senator"),
    ("former US President Barack Obama", "2020-01-01", "Barack Obama", "USA", "ELI", "former president"),
    ("President Bush", "1991-02-01", "George H. W. Bush", "USA", "GOV", "president"),
    ("President Bush", "2003-02-01", "George W. Bush", "USA", "GOV", "president"),
    ("Wladimir Putin", "2010-01-01", "Vladimir Putin", "RUS", "GOV", "prime minister"),
    # a city's name that is a given name too
    ("Vladimir Poutin", "2010-01-01", "Vladimir Putin", "RUS", "GOV", "prime minister"),
    ("Putin's spokesman", "2019-01-01", None, "RUS", "GOV", "spokesperson"),
    ("the Obama administration", "2010-01-01", None, "USA", "GOV", None),
    # offices of bodies, titles that choose an office, what is no office of power
    ("Antonio Guterres", "2010-01-01", "Antonio Guterres", "UNO", "GOV", "high commissioner for refugees"),
    ("High Commissioner for Refugees Antonio Guterres", None, "Antonio Guterres", "UNO", "GOV", "high commissioner"),
    ("Osama bin Laden", "2015-01-01", "Osama bin Laden", "IMG", "REB", "rebel leader"),
    ("Hugo Chavez", "2014-01-01", "Hugo Chavez", "VEN", "ELI", "former president"),
    ("Norwegian Finance Minister Vladimir Putin", None, "Vladimir Putin", "NOR", "GOV", "finance minister"),
]


@pytest.mark.parametrize(("phrase", "date", "name", "country", "sector", "role"), PEOPLE)
def test_people(
    resolver: Resolver,
    phrase: str,
    date: str | None,
    name: str | None,
    country: str | None,
    sector: str,
    role: str | None,
) -> None:
    found = sure(resolver.resolve(phrase, date=date))
    if name is not None:
        assert (found.name, found.kind, found.number) == (name, "person", "sg")
    assert (found.country, found.sectors[0] if found.sectors else "", found.role) == (country, sector, role), found.how


@pytest.mark.parametrize(
    ("phrase", "context", "country"),
    [
        ("the National Guard", "Saudi troops", "SAU"),
        ("the president", "", None),
        ("the president", "Reports from Togo", "TGO"),
        ("the president", "Togo and Benin", None),  # two countries: neither is guessed
        ("Georgia", "Texas and Alabama", "USA"),
        ("Georgia", "Armenia and Azerbaijan, Tbilisi", "GEO"),
        ("gunmen", "Togo", None),
    ],
)
def test_context(resolver: Resolver, phrase: str, context: str, country: str | None) -> None:
    assert sure(resolver.resolve(phrase, context=context)).country == country


def test_context_of_an_article_decides_but_does_not_fill(resolver: Resolver) -> None:
    assert sure(resolver.resolve("Georgia", context=Context(("USA",)))).country == "USA"
    assert sure(resolver.resolve("the president", context=Context(("TGO",)))).country is None


def test_known_country(resolver: Resolver) -> None:
    found = sure(resolver.resolve("the president", known_country="TGO"))
    assert (found.country, found.sectors, found.kind) == ("TGO", ("GOV",), "person")
    assert sure(resolver.resolve("Georgia", known_country="USA")).country == "USA"
    assert sure(resolver.resolve("the Danish president", known_country="TGO")).country == "DNK"


@pytest.mark.parametrize(
    ("phrase", "kind", "gender", "number"),
    [
        ("Mrs. Olsen", "person", "f", "sg"),
        ("King Olaf", "person", "m", "sg"),
        ("the spokeswoman", "person", "f", "sg"),
        ("two ministers", "group", None, "pl"),
        ("Norway", "country", "n", None),
        ("the United Nations", "organization", "n", None),
        ("she", "person", "f", "sg"),
        ("they", "group", None, "pl"),
        ("a 12-year-old girl", "person", "f", "sg"),
    ],
)
def test_kind_gender_and_number(
    resolver: Resolver, phrase: str, kind: str, gender: str | None, number: str | None
) -> None:
    found = sure(resolver.resolve(phrase))
    assert (found.kind, found.gender, found.number) == (kind, gender, number)


@pytest.mark.parametrize("phrase", ["yesterday", "the weather", "", "'s", ",", "of the", "a new agreement"])
def test_phrases_that_say_nothing(resolver: Resolver, phrase: str) -> None:
    assert resolver.resolve(phrase) is None


def test_unknown_names_stay_unknown(resolver: Resolver) -> None:
    found = sure(resolver.resolve("Zorbert Quillfeather"))
    assert (found.name, found.country, found.sectors, found.kind) == ("Zorbert Quillfeather", None, (), None)
    assert found.confidence < 0.3


@pytest.mark.parametrize("phrase", ["the former Yugoslavia", "Abdul Rashid", "David Quillfeather"])
def test_names_that_tell_no_country(resolver: Resolver, phrase: str) -> None:
    found = sure(resolver.resolve(phrase))
    assert (found.country, found.sectors) == (None, ())


@pytest.mark.parametrize("phrase", ["the West", "George Washington", "Scott Quillfeather", "Mr. Quillfeather"])
def test_family_names_are_not_taken_for_others(resolver: Resolver, phrase: str) -> None:
    found = sure(resolver.resolve(phrase))
    assert (found.country, found.sectors) == (None, ())


def test_sure_things_are_surer(resolver: Resolver) -> None:
    full = sure(resolver.resolve("Angela Merkel", date="2012-05-01"))
    spelt = sure(resolver.resolve("Angela Merckel", date="2012-05-01"))
    assert full.confidence > spelt.confidence > 0.5


def test_words_and_text_are_read_alike(resolver: Resolver) -> None:
    words = ["the", "U.S.", "Secretary", "of", "State", "'s", "deputy"]
    assert resolver.resolve(words) == resolver.resolve("the U.S. Secretary of State's deputy")


def test_remembered_phrases_cost_next_to_nothing(resolver: Resolver) -> None:
    words = ("the", "Danish", "foreign", "minister")
    resolver.resolve(words)
    start = time.perf_counter()
    for _ in range(1000):
        resolver.resolve(words)
    assert time.perf_counter() - start < 0.05


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-05-29", "2019-05-29"),
        ("20190529", "2019-05-29"),
        ("2019-05-29T10:00:00Z", "2019-05-29"),
        ("2019-05", "2019-05"),
        ("29 May 2019", "2019-05-29"),
        ("May 29, 2019", "2019-05-29"),
        ("Today", AS_OF),
        ("", None),
        (None, None),
    ],
)
def test_days(text: str | None, expected: str | None) -> None:
    assert day(text) == expected


def test_rows_answer_in_order_and_bad_ones_say_why() -> None:
    rows = [
        {"id": "a", "text": "Peru's president", "date": "20200101", "context": "", "known_country": ""},
        {"id": "b", "text": "Peru", "date": "last year"},
        {"id": "c"},
        {"text": "the weather"},
    ]
    answers = list(resolve_rows(rows))
    assert [a["id"] for a in answers] == ["a", "b", "c", "4"]
    assert (answers[0]["country"], answers[0]["sectors"], answers[0]["role"]) == ("PER", ["GOV"], "president")
    assert "'last year' is no date" in answers[1]["error"]
    assert answers[2]["error"] == "the row has no text"
    assert (answers[3]["country"], answers[3]["sectors"], answers[3]["confidence"]) == (None, [], 0.0)


def test_describe_tells_offices_and_namesakes() -> None:
    world = World.load()
    (merkel,) = describe(world, "Angela Merkel")
    assert ("chancellor", "2005-11-22") in [(o["role"], o["since"]) for o in merkel["offices"]]
    assert {r["country"] for r in describe(world, "Georgia")} >= {"GEO", "USA"}
    assert describe(world, "Zorbert Quillfeather") == []
