"""GDELT 2.0: the 61 columns of its events, written and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from dragoman import Article
from dragoman.formats.codes import cameo, names
from dragoman.formats.columns import TAB, layout
from dragoman.formats.dyads import dyads
from dragoman.formats.export import export
from dragoman.formats.gdelt import added, lines
from dragoman.formats.reading import read_rows
from dragoman.formats.rows import Party, Spot
from dragoman.records import Actor, Block, Event, Evidence
from rows_made import (
    ARTICLE,
    BARE,
    GDELT,
    actor,
    actors,
    cells,
    coded,
    event,
    events,
    exported,
    line,
    none_bad,
    read,
    text,
    when,
    where,
)

ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
COLUMNS = [
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor1{c}" for c in ACTOR.split()),
    *(f"Actor2{c}" for c in ACTOR.split()),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
    *"NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{geo}_{c}" for geo in ("Actor1Geo", "Actor2Geo", "ActionGeo") for c in GEO.split()),
    "DATEADDED",
    "SOURCEURL",
]
LOST = ("PRM", "UNK", "PRE", "REL", "SOC")
"""Sectors that CAMEO has no role for; SOC is told by NGO, which without a state is a body of its own."""


def written(*of: Event) -> list[dict[str, str]]:
    return [cells("gdelt", row) for row in lines(ARTICLE, coded(*of))]


def test_the_columns_are_those_of_the_data_set(tmp_path: Path) -> None:
    assert layout("gdelt").names == COLUMNS
    assert len(COLUMNS) == 61
    (row,) = exported(tmp_path / "o", "gdelt", coded())  # and no header
    assert len(row.split(TAB)) == 61


def test_a_row_says_what_the_event_says() -> None:
    (row,) = written(
        event(
            type="COERCE",
            modes=("curfew",),
            cameo="1723",
            actors=(actor("Klaus Popa", "ROU", "GOV", "MIL"),),
            recipients=(actor("United Nations", "UNO", "MED"),),
            evidence=(Evidence((0, 38), (5, 12)), Evidence((64, 88), (73, 77))),
        )
    )
    told = {k: v for k, v in row.items() if v}
    assert told.pop("GLOBALEVENTID").isdigit()
    assert told == {
        "SQLDATE": "20240304",
        "MonthYear": "202403",
        "Year": "2024",
        "FractionDate": "2024.1753",
        "Actor1Code": "ROMGOVMIL",
        "Actor1Name": "KLAUS POPA",
        "Actor1CountryCode": "ROM",
        "Actor1Type1Code": "GOV",
        "Actor1Type2Code": "MIL",
        "Actor2Code": "IGOUNOHLH",
        "Actor2Name": "UNITED NATIONS",
        "Actor2KnownGroupCode": "UNO",
        "Actor2Type1Code": "IGO",
        "Actor2Type2Code": "HLH",
        "IsRootEvent": "1",
        "EventCode": "1723",
        "EventBaseCode": "172",
        "EventRootCode": "17",
        "QuadClass": "4",
        "GoldsteinScale": "-5.0",
        "NumMentions": "2",
        "NumSources": "1",
        "NumArticles": "1",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Bamako, Mali",
        "ActionGeo_CountryCode": "ML",
        "ActionGeo_Lat": "12.65",
        "ActionGeo_Long": "-8",
        "DATEADDED": "20240306000000",
        "SOURCEURL": "https://www.example.org/1",
    }


def test_no_tone_is_made_up() -> None:
    assert written(event())[0]["AvgTone"] == ""


@pytest.mark.parametrize(
    ("date", "wanted"),
    [
        (when("2024-12-31"), ("20241231", "202412", "2024", "2024.9890")),
        (when("2017-03-02"), ("20170302", "201703", "2017", "2017.1699")),
        (when("2024-03-04", "2024-03-10", "week"), ("", "202403", "2024", "")),
        (when("2024-02-26", "2024-03-03", "week"), ("", "", "2024", "")),
        (when("2024-03-01", "2024-03-31", "month"), ("", "202403", "2024", "")),
        (when("2024-01-01", "2024-12-31", "year"), ("", "", "2024", "")),
        (when("2023-12-31", "2024-01-02"), ("20231231", "202312", "2023", "2023.9890")),
        (None, ("", "", "", "")),
    ],
)
def test_dates_are_told_as_far_as_they_are_known(date: object, wanted: tuple[str, ...]) -> None:
    (row,) = written(event(date=date))
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == wanted


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        (where("Mali", "MLI", "country", 17.5), ("1", "Mali", "ML", "ML", "17.5", "ML")),
        (where("Texas", "USA", "region", 31.0), ("2", "Texas, United States", "US", "", "31", "")),
        (where("Houston", "USA", "city", 29.8), ("3", "Houston, United States", "US", "", "29.8", "")),
        (where("Gao", "MLI", "region"), ("5", "Gao, Mali", "ML", "", "", "")),
        (where("Ansongo", "MLI", "city", region="Gao"), ("4", "Ansongo, Gao, Mali", "ML", "", "", "")),
        (where("the bridge", "MLI", "site"), ("4", "the bridge, Mali", "ML", "", "", "")),
        (where("Gaza", "PSE", "city", 31.5), ("4", "Gaza, Palestine", "", "", "31.5", "")),
        (where("Arctic Ocean", None, None), ("", "Arctic Ocean", "", "", "", "")),
        (None, ("", "", "", "", "", "")),
    ],
)
def test_places(place: object, wanted: tuple[str, ...]) -> None:
    (row,) = written(event(place=place))
    fields = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "FeatureID")
    assert tuple(row[f"ActionGeo_{f}"] for f in fields) == wanted


@pytest.mark.parametrize(
    ("who", "wanted"),
    [
        (actor("Kosovo", "XKX", "GOV"), ("KSVGOV", "KSV", "", "GOV", "")),
        (actor("European Union", "EUR"), ("IGOEUREEC", "EUR", "EEC", "IGO", "")),
        (actor("NATO", "IGO", "MIL"), ("IGOMIL", "", "", "IGO", "MIL")),
        (actor("reporters", None, "JRN"), ("MED", "", "", "MED", "")),
        (actor("somebody", None, "UNK"), ("", "", "", "", "")),
        (actor("aid workers", "KEN", "SOC"), ("KENNGO", "KEN", "", "NGO", "")),
    ],
)
def test_actors(who: Actor, wanted: tuple[str, ...]) -> None:
    (row,) = written(event(actors=(who,)))
    fields = ("Code", "CountryCode", "KnownGroupCode", "Type1Code", "Type2Code")
    assert tuple(row[f"Actor1{f}"] for f in fields) == wanted


@pytest.mark.parametrize(
    ("sentence", "blocks", "wanted"),
    [
        ((0, 38), (Block("paragraph", (0, 38)), Block("paragraph", (39, 88))), "1"),
        ((39, 63), (Block("paragraph", (0, 38)), Block("paragraph", (39, 88))), "0"),
        ((0, 10), (Block("headline", (0, 10)), Block("paragraph", (10, 88))), "1"),
        ((0, 38), (), ""),
    ],
)
def test_what_the_lead_tells_is_a_root_event(sentence: tuple[int, int], blocks: tuple[Block, ...], wanted: str) -> None:
    of = coded(event(evidence=(Evidence(sentence, (sentence[0], sentence[0] + 5)),)), blocks=blocks)
    assert [cells("gdelt", row)["IsRootEvent"] for row in lines(ARTICLE, of)] == [wanted]


@pytest.mark.parametrize(
    ("published", "wanted"),
    [
        ("2024-03-06", "20240306000000"),
        ("2024-03-06T17:45:10Z", "20240306174510"),
        ("2024-03-06T17:45", "20240306174500"),
        ("2024-03-06T00:45+01:00", "20240305234500"),  # GDELT's times are UTC
        ("some day", None),
        (None, None),
    ],
)
def test_when_it_was_published(published: str | None, wanted: str | None) -> None:
    assert added(Article("", "a"), coded(published=published)) == wanted


def test_without_its_article_the_address_is_not_known() -> None:
    (row,) = [cells("gdelt", row) for row in lines(BARE, coded())]
    assert row["SOURCEURL"] == ""


def test_a_row_is_read(tmp_path: Path) -> None:
    rows, bad = read(tmp_path / "20240305101500.export.CSV", text("gdelt", line("gdelt")))
    assert not bad
    (row,) = rows
    assert (row.format, row.id, row.type, row.modes) == ("gdelt", "1170000001", "REQUEST", ("yield",))
    assert (row.cameo, row.quad, row.score) == ("0251", 1, -0.3)
    assert (row.date, row.published, row.url) == ("2024-03-04", "2024-03-05", "https://example.ro/a?b=c")
    assert row.actors == (Party("PRIME MINISTER", "ROU", ("GOV",)),)
    assert row.recipients == (Party("UNITED NATIONS", "UNO"),)
    assert row.place == Spot("Cluj-Napoca, Cluj, Romania", "ROU", 46.7667, 23.6)
    assert row.raw["AvgTone"] == "-1.25"
    assert list(row.raw) == COLUMNS


def test_a_header_is_no_row(tmp_path: Path) -> None:
    """GDELT's files have none, but those who pass them on add one."""
    head = TAB.join("Actor1Geo_Fullname" if c == "Actor1Geo_FullName" else c for c in COLUMNS)
    head = head.replace("Fullname", "FullName")
    rows, bad = read(tmp_path / "g", f"{head}\n{line('gdelt')}\n")
    assert ([r.id for r in rows], bad) == (["1170000001"], [])


@pytest.mark.parametrize(
    ("changes", "country", "sectors"),
    [
        ({"Actor1CountryCode": "EUR", "Actor1KnownGroupCode": "EEC", "Actor1Type1Code": "IGO"}, "EUR", ()),
        ({"Actor1CountryCode": "AFR", "Actor1Type1Code": ""}, None, ()),  # a region is no state
        ({"Actor1CountryCode": "", "Actor1Type1Code": "NGO"}, "NGO", ()),
        ({"Actor1CountryCode": "", "Actor1Type1Code": "NGO", "Actor1Type2Code": "HLH"}, "NGO", ("MED",)),
        ({"Actor1CountryCode": "KEN", "Actor1Type1Code": "NGO"}, "KEN", ("SOC",)),
        ({"Actor1CountryCode": "IRQ", "Actor1Type1Code": "INS", "Actor1Type2Code": "REB"}, "IRQ", ("REB",)),
        ({"Actor1CountryCode": "GZS", "Actor1Type1Code": "MED"}, "PSE", ("JRN",)),
        ({"Actor1CountryCode": "", "Actor1Type1Code": "RAD"}, None, ()),
    ],
)
def test_who_acts_is_read(
    changes: dict[str, str], country: str | None, sectors: tuple[str, ...], tmp_path: Path
) -> None:
    rows, bad = read(tmp_path / "g", text("gdelt", line("gdelt", **changes)))
    assert not bad
    assert rows[0].actors == (Party("PRIME MINISTER", country, sectors),)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"SQLDATE": "20240230"}, "SQLDATE: '20240230' is no day"),
        ({"SQLDATE": "2024"}, "SQLDATE: '2024' is no day"),
        ({"GLOBALEVENTID": "x1"}, "GLOBALEVENTID: 'x1' is no whole number"),
        ({"GLOBALEVENTID": ""}, "GLOBALEVENTID is missing"),
        ({"EventCode": ""}, "EventCode is missing"),
        ({"EventCode": "X"}, "EventCode: 'X' is no code of CAMEO"),
        ({"GoldsteinScale": "1e9"}, "GoldsteinScale: '1e9' is no number between -10 and 10"),
        ({"ActionGeo_Lat": "#.5"}, "latitude: '#.5' is no number"),
        ({"ActionGeo_Long": "inf"}, "longitude: 'inf' is no number"),
        ({"DATEADDED": "20241301000000"}, "DATEADDED: '20241301000000' is no day"),
        ({"SOURCEURL": "https://a\thttps://b"}, "has 62 columns where 61 are wanted"),
    ],
)
def test_a_bad_row_is_told_and_the_others_are_read(changes: dict[str, str], cause: str, tmp_path: Path) -> None:
    content = text("gdelt", line("gdelt"), line("gdelt", **changes), line("gdelt", GLOBALEVENTID="2"))
    rows, bad = read(tmp_path / "g", content)
    assert [r.id for r in rows] == ["1170000001", "2"]
    assert [b.line for b in bad] == [2]
    assert bad[0].cause.startswith(cause)


def test_what_is_no_address_is_none(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "g", text("gdelt", line("gdelt", SOURCEURL="BBC Monitoring")))
    assert (rows[0].url, rows[0].raw["SOURCEURL"]) == (None, "BBC Monitoring")


SECTORS = tuple(s for s in names().sectors if s not in LOST)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events(actors("", SECTORS, ("USA", "ROU", "XKX", "TLS", "UNO", "EUR", "IGO")), forbidden=""))
def test_what_is_written_is_read_again(tmp_path: Path, of: Event) -> None:
    """Names in capitals, states, bodies and sectors; places by their state and degrees."""
    export([(ARTICLE, coded(of))], "gdelt", tmp_path / "o.csv")
    rows = list(read_rows(tmp_path / "o.csv", bad=none_bad))
    pairs = list(dyads(of))
    assert [r.id for r in rows] == [str(d.number) for d in pairs]
    for row, (_, *sides) in zip(rows, pairs, strict=True):
        for parties, who in zip((row.actors, row.recipients), sides, strict=True):
            assert parties == ((Party((who.name or who.text).upper(), who.country, who.sectors),) if who else ())
        assert (row.date, row.cameo) == (of.date.start if of.date else None, of.cameo)
        assert row.score == cameo().read(of.cameo, "c").goldstein
        if of.place is not None:
            country = None if of.place.country == "PSE" else of.place.country
            assert row.place is not None
            assert (row.place.lat, row.place.lon, row.place.country) == (of.place.lat, of.place.lon, country)


def test_the_made_up_row_has_all_that_is_wanted() -> None:
    assert set(GDELT) <= set(COLUMNS)
