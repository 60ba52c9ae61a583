"""ICEWS: its 20 columns, written and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from dragoman.formats.codes import cameo, names
from dragoman.formats.columns import TAB
from dragoman.formats.dyads import dyads
from dragoman.formats.export import export
from dragoman.formats.icews import lines
from dragoman.formats.reading import read_rows
from dragoman.formats.rows import Party, Spot
from dragoman.records import Event
from rows_made import (
    ARTICLE,
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

HEADER = (
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"
)
LOST = ("PRM", "UNK", "PRE")
"""Sectors that ICEWS has no word for."""


def written(*of: Event) -> list[dict[str, str]]:
    return [cells("icews", row) for row in lines(ARTICLE, coded(*of))]


def test_the_columns_are_those_of_the_data_set(tmp_path: Path) -> None:
    head, row = exported(tmp_path / "o", "icews", coded())
    assert head.split(TAB) == HEADER.split("|")
    assert len(row.split(TAB)) == 20


def test_a_row_says_what_the_event_says() -> None:
    russians = actor("Ministry of Defence", "RUS", "GOV", "MIL")
    (row,) = written(event(type="COERCE", modes=("arrest",), cameo="173", actors=(russians,)))
    number, story = int(row["Event ID"]), int(row["Story ID"])
    assert 0 < number < 2**63
    assert 0 < story < 2**63
    assert row == {
        "Event ID": str(number),
        "Event Date": "2024-03-04",
        "Source Name": "Ministry of Defence",
        "Source Sectors": "Government,Military",
        "Source Country": "Russian Federation",
        "Event Text": "Arrest, detain, or charge with legal action",
        "CAMEO Code": "173",
        "Intensity": "-5",
        "Target Name": "Chad",
        "Target Sectors": "Government",
        "Target Country": "Chad",
        "Story ID": str(story),
        "Sentence Number": "",
        "Publisher": "Herald",
        "City": "Bamako",
        "District": "",
        "Province": "",
        "Country": "Mali",
        "Latitude": "12.65",
        "Longitude": "-8",
    }


@pytest.mark.parametrize(
    ("changes", "column", "wanted"),
    [
        ({"date": when("2024-03-01", "2024-03-31", "month")}, "Event Date", ""),
        ({"actors": (actor(None, None, text="gunmen"),)}, "Source Name", "gunmen"),
        ({"actors": (actor("UN", "UNO"),)}, "Source Country", ""),
        ({"actors": (actor("UN", "UNO"),)}, "Source Sectors", "International Government Organization"),
        ({"actors": (actor("Police", "COD", "COP"),)}, "Source Sectors", "Police,Government"),
        ({"actors": (actor("Police", "COD", "COP"),)}, "Source Country", "Democratic Republic of Congo"),
        ({"actors": (actor("x", "PSE", "UNK"),)}, "Source Sectors", ""),
        ({"actors": ()}, "Source Name", ""),
        ({"cameo": "016"}, "Intensity", "-5"),  # ICEWS' own, not Goldstein's
        ({"cameo": "1952"}, "CAMEO Code", "195"),  # a code that ICEWS lacks
        ({"cameo": "1952"}, "Event Text", "Employ aerial weapons"),
        ({"cameo": "155"}, "CAMEO Code", "150"),
        ({"cameo": None, "type": "CONSULT", "modes": ("visit",)}, "Event Text", "Make a visit"),
        ({"place": where("Kidal", "MLI", "region")}, "Province", "Kidal"),
        ({"place": where("Ansongo", "MLI", "city", region="Gao")}, "Province", "Gao"),
        ({"place": None}, "Country", ""),
    ],
)
def test_how_values_are_written(changes: dict[str, object], column: str, wanted: str) -> None:
    assert written(event(**changes))[0][column] == wanted


A, B, C = (actor(n, None, text=n) for n in "ABC")


@pytest.mark.parametrize(
    ("changes", "pairs"),
    [
        ({"actors": (A,), "recipients": (B,)}, ["AB"]),
        ({"actors": (A, B), "recipients": (C,)}, ["AC", "BC"]),
        ({"actors": (A,), "recipients": (B, C)}, ["AB", "AC"]),
        ({"actors": (), "recipients": (C,)}, ["C"]),
        ({"actors": (A, B), "recipients": ()}, ["A", "B"]),
        ({"actors": (), "recipients": ()}, [""]),
        ({"cameo": "040", "actors": (A, B, C), "recipients": ()}, ["AB", "AC", "BA", "BC", "CA", "CB"]),
        ({"cameo": "057", "actors": (A, B), "recipients": ()}, ["AB", "BA"]),
        ({"cameo": "057", "actors": (A, B), "recipients": (C,)}, ["AC", "BC"]),
        ({"cameo": "061", "actors": (A, B), "recipients": ()}, ["AB", "BA"]),
        ({"cameo": "045", "actors": (A, B), "recipients": ()}, ["A", "B"]),  # mediators
        ({"cameo": "040", "actors": (A,), "recipients": ()}, ["A"]),
        ({"cameo": None, "type": "CONSULT", "modes": (), "actors": (A, B), "recipients": ()}, ["AB", "BA"]),
    ],
)
def test_every_pair_is_a_row_of_its_own(changes: dict[str, object], pairs: list[str]) -> None:
    rows = written(event(**changes))
    assert [r["Source Name"] + r["Target Name"] for r in rows] == pairs
    assert len({r["Event ID"] for r in rows}) == len(rows)
    assert len({r["Story ID"] for r in rows}) == 1


def test_a_row_is_read(tmp_path: Path) -> None:
    rows, bad = read(tmp_path / "events.tab", text("icews", line("icews")))
    assert not bad
    (row,) = rows
    assert (row.format, row.id, row.type, row.modes) == ("icews", "31000001-2024-03-04", "COERCE", ("arrest",))
    assert (row.cameo, row.quad, row.score, row.date) == ("173", 4, -5.0, "2024-03-04")
    assert row.actors == (Party("Police (Ghana)", "GHA", ("COP",)),)
    assert row.recipients == (Party("Citizen (Ghana)", "GHA", ("CVL",)),)
    assert row.place == Spot("Accra", "GHA", 5.55602, -0.1969)
    assert (row.publisher, row.url, row.published) == ("Graphic", None, None)
    assert row.raw["Event Text"] == "Arrest, detain, or charge with legal action"
    assert row.raw["District"] is None


@pytest.mark.parametrize(
    ("name", "sectors", "country", "party"),
    [
        ("Boris Novak", "Elite,Executive,Executive Office,Government", "Russian Federation", ("RUS", ("ELI", "GOV"))),
        ("Supreme Court", "Government,Judicial,National / Supreme Court", "Ghana", ("GHA", ("JUD",))),
        ("Army (Peru)", "Military,Army,Government,Army Infantry / Regular", "Peru", ("PER", ("MIL",))),
        ("Rebels", "Rebel,Dissident", "Mali", ("MLI", ("REB",))),
        ("Critics", "Dissident", "Mali", ("MLI", ("OPP",))),
        ("Foreign Affairs (Chad)", "Executive,Foreign Ministry,Government", "Chad", ("TCD", ("GOV",))),
        ("Daily", "Media,News,Print News,Social", "Moldova, Republic of", ("MDA", ("JRN",))),
        ("UN Security Council", "International Government Organization,Global", "", ("UNO", ())),
        ("Nordic Council", "International Government Organization,Regional", "", ("IGO", ())),
        ("European Union", "International Government Organization,Regional", "", ("EUR", ())),
        ("Doctors", "Nongovernmental Organization (International)", "", ("NGO", ())),
        ("Somebody", "Tamil,Unheard-of", "Atlantis", (None, ())),
        ("Somebody", "NULL", "NULL", (None, ())),
    ],
)
def test_who_acts_is_read(
    name: str, sectors: str, country: str, party: tuple[str | None, tuple[str, ...]], tmp_path: Path
) -> None:
    row = line("icews", Source_Name=name, Source_Sectors=sectors, Source_Country=country)
    rows, bad = read(tmp_path / "events.tab", text("icews", row))
    assert not bad
    assert rows[0].actors == (Party(name, *party),)


def test_a_side_that_is_empty_is_nobody(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "e", text("icews", line("icews", Target_Name="", Target_Sectors="", Target_Country="")))
    assert rows[0].recipients == ()


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"Event_Date": "04/03/2024"}, "Event Date: '04/03/2024' is no day"),
        ({"Event_ID": "one"}, "Event ID: 'one' is no whole number"),
        ({"Event_ID": ""}, "Event ID is missing"),
        ({"CAMEO_Code": ""}, "CAMEO Code is missing"),
        ({"CAMEO_Code": "---"}, "CAMEO Code: '---' is no code of CAMEO"),
        ({"CAMEO_Code": "990"}, "CAMEO Code: '990' is no code of CAMEO"),
        ({"Intensity": "high"}, "Intensity: 'high' is no number"),
        ({"Longitude": "-181"}, "longitude: '-181' is no number between -180 and 180"),
        ({"Latitude": ""}, "latitude and longitude: only one of them is given"),
        ({"Publisher": "a\tb\tc"}, "has 22 columns where 20 are wanted"),
    ],
)
def test_a_bad_row_is_told_and_the_others_are_read(changes: dict[str, str], cause: str, tmp_path: Path) -> None:
    content = text("icews", line("icews"), line("icews", **changes), line("icews", Event_ID="2"))
    rows, bad = read(tmp_path / "events.tab", content)
    assert [r.id for r in rows] == ["31000001-2024-03-04", "2-2024-03-04"]
    assert [b.line for b in bad] == [3]
    assert bad[0].cause.startswith(cause)


@pytest.mark.parametrize(
    ("code", "read_as", "kind", "mode"),
    [
        ("51", "051", "SUPPORT", None),  # zeros dropped by programs that took it for a number
        ("10", "010", None, None),
        ("841", "0841", "RETREAT", "release"),
        ("112", "112", "ACCUSE", "allege"),
        ("13y", "13", "THREATEN", None),  # stands so in the data
        ("1999", "19", "ASSAULT", None),
        ("0874", "0874", "RETREAT", "withdraw"),
    ],
)
def test_odd_codes_are_read(code: str, read_as: str, kind: str | None, mode: str | None) -> None:
    found = cameo().read(code, "c")
    assert (found.code, found.type, found.mode) == (read_as, kind, mode)


SECTORS = tuple(s for s in names().sectors if s not in LOST)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events(actors("", SECTORS), forbidden=""))
def test_what_is_written_is_read_again(tmp_path: Path, of: Event) -> None:
    """Names, states and the first sector; places by their state and degrees."""
    simple = event(
        **{f: getattr(of, f) for f in ("id", "type", "modes", "cameo", "date", "place")},
        actors=tuple(actor(a.name, a.country, *a.sectors[:1], text=a.text) for a in of.actors),
        recipients=tuple(actor(a.name, a.country, *a.sectors[:1], text=a.text) for a in of.recipients),
    )
    export([(ARTICLE, coded(simple))], "icews", tmp_path / "o.tab")
    rows = list(read_rows(tmp_path / "o.tab", bad=none_bad))
    pairs = list(dyads(simple))
    assert [r.raw["Event ID"] for r in rows] == [str(d.number) for d in pairs]
    for row, (_, *sides) in zip(rows, pairs, strict=True):
        for parties, who in zip((row.actors, row.recipients), sides, strict=True):
            assert parties == ((Party(who.name or who.text, who.country, who.sectors),) if who else ())
        assert row.date == (of.date.start if of.date else None)
        assert (
            (row.place.lat, row.place.lon, row.place.country) == ((of.place.lat, of.place.lon, of.place.country))
            if row.place and of.place
            else row.place is None and of.place is None
        )
        assert row.cameo == cameo().read(of.cameo, "c").icews
