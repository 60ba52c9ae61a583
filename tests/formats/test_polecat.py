"""POLECAT: its 40 columns, written and read."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from dragoman.formats.columns import TAB, layout
from dragoman.formats.export import export
from dragoman.formats.polecat import lines
from dragoman.formats.reading import read_rows
from dragoman.formats.rows import Party, Spot
from dragoman.ontology.load import load_ontology
from dragoman.records import Event
from rows_made import (
    ARTICLE,
    BARE,
    POLECAT,
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
    with_entities,
)

HEADER = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
)
SECTORS = tuple(sorted(load_ontology().sectors))


def written(*of: Event) -> list[dict[str, str]]:
    return [cells("polecat", row) for row in lines(ARTICLE, coded(*of))]


def test_the_columns_are_those_of_the_data_set(tmp_path: Path) -> None:
    head, row = exported(tmp_path / "o", "polecat", coded())
    assert head.split(TAB) == HEADER.split("|")
    assert len(row.split(TAB)) == 40


def test_a_row_says_what_the_event_says() -> None:
    (row,) = written(
        event(
            type="ASSAULT",
            quad=4,
            modes=("firearms", "explosives"),
            score=-9.0,
            contexts=("military", "territory"),
            actors=(
                actor("Mali", "MLI", "GOV", "MIL", text="Bamako's army"),
                actor(None, None, "UAF", role="leader", text="gunmen"),
            ),
            recipients=(actor("UN", "UNO", text="peacekeepers"),),
        )
    )
    assert {k: v for k, v in row.items() if v != "None"} == {
        "Event ID": "e",
        "Event Date": "2024-03-04",
        "Event Type": "ASSAULT",
        "Event Mode": "firearms; explosives",
        "Intensity": "-9.0",
        "Quad Code": "MATERIAL CONFLICT",
        "Contexts": "military; territory",
        "Actor Name": "Mali; None",
        "Actor Country": "MLI; None",
        "Actor COW": "432; None",
        "Primary Actor Sector": "GOV; UAF",
        "Actor Sectors": "GOV|MIL; UAF",
        "Actor Title": "None; leader",
        "Actor Name Raw": "Bamako's army; gunmen",
        "Recipient Name": "UN",
        "Recipient Country": "UNO",
        "Recipient Name Raw": "peacekeepers",
        "Placename": "Bamako",
        "City": "Bamako",
        "Country": "MLI",
        "Latitude": "12.65",
        "Longitude": "-8.0",
        "Raw Placename": "Bamako",
        "Source": "Herald",
        "Publication Date": "2024-03-06",
        "Story Locations": "Mali; Bamako",
        "Language": "en",
        "Version": "dragoman test",
    }


@pytest.mark.parametrize(
    ("changes", "column", "wanted"),
    [
        ({"date": None}, "Event Date", "None"),
        ({"date": when("2024-03-01", "2024-03-31", "month")}, "Event Date", "None"),
        ({"date": when("2024-03-04", "2024-03-10", "week")}, "Event Date", "None"),
        ({"date": when("2024-03-04", "2024-03-06")}, "Event Date", "2024-03-04"),
        ({"modes": ()}, "Event Mode", "None"),
        ({"actors": ()}, "Actor Name", "None"),
        ({"actors": (actor(None, None), actor(None, None))}, "Actor Country", "None"),
        ({"actors": (actor("Bread; Roses", None),)}, "Actor Name", "Bread  Roses"),
        ({"actors": (actor("a\tb\nc", None),)}, "Actor Name", "a b c"),
        ({"actors": (actor("half \ud800 a pair", None),)}, "Actor Name", "half ? a pair"),
        ({"place": None}, "Placename", "None"),
        ({"place": where("Gao", "MLI", "region")}, "City", "None"),
        ({"place": where("Gao", "MLI", "region")}, "Province", "Gao"),
        ({"place": where("Ansongo", "MLI", "city", region="Gao")}, "Province", "Gao"),
        ({"place": where("Ansongo", "MLI", "city", region="Gao")}, "District", "None"),
        ({"place": dataclasses.replace(where("Gao", "MLI", "city"), geonames=2457161)}, "GeoNames ID", "2457161"),
        ({"place": where("Mali", "MLI", "country")}, "City", "None"),
        ({"place": where("Mali", "MLI", "country")}, "Latitude", "None"),
    ],
)
def test_what_is_not_known_is_null(changes: dict[str, object], column: str, wanted: str) -> None:
    (row,) = written(event(**changes))
    assert row[column] == wanted


def test_columns_that_nobody_fills_stay_null() -> None:
    (row,) = written(event())
    unknown = ("Wikipedia Actor ID", "Wikipedia Recipient ID", "District", "Feature Type")
    assert [row[c] for c in unknown] == ["None"] * 4


def test_the_people_of_the_story_are_told() -> None:
    (row,) = [cells("polecat", row) for row in lines(BARE, with_entities())]
    assert row["Story People"] == "Ana Ruiz"
    assert row["Story Organizations"] == "Red Cross; gunmen"
    assert row["Story Locations"] == "Peru; Bamako"
    assert row["Source"] == "None"


@pytest.mark.parametrize("status", ["future", "hypothetical", "negated", "historical"])
def test_what_did_not_take_place_now_is_no_row(status: str, tmp_path: Path) -> None:
    of = coded(event(status=status), event(id="f"))
    assert [row.split(TAB)[0] for row in exported(tmp_path / "o", "polecat", of)] == ["Event ID", "f"]
    done = export([(ARTICLE, of)], "polecat", tmp_path / "o")
    assert (done.events, done.rows, done.left_out) == (1, 1, {status: 1})


def test_a_row_is_read(tmp_path: Path) -> None:
    rows, bad = read(tmp_path / "p.txt", text("polecat", line("polecat")))
    assert not bad
    (row,) = rows
    assert (row.format, row.id, row.type) == ("polecat", "20240304-11-0a1b2c_ACCUSE_disapprove", "ACCUSE")
    assert (row.date, row.date_end, row.published) == ("2024-03-04", "2024-03-04", "2024-03-05")
    assert (row.modes, row.contexts, row.quad, row.score) == (("disapprove",), ("military", "territory"), 3, -2.0)
    assert row.actors == (
        Party("Peru", "PER", ("GOV", "MIL"), None, "Lima"),
        Party("Ana Ruiz", "PER", ("OPP",), "senator", "Senator Ruiz"),
    )
    assert row.recipients == (Party(None, "CHL", ("MIL",), None, "Chilean soldiers"),)
    assert row.place == Spot("Tacna", "PER", -18.01, -70.25)
    assert (row.publisher, row.language, row.coder, row.status) == ("Andina", "es", "made up", "actual")
    assert row.raw["Actor COW"] == "135; 135"
    assert row.raw["District"] is None
    assert (row.source, row.line) == (str(tmp_path / "p.txt"), 2)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"Event_Date": "2024-02-30"}, "Event Date: '2024-02-30' is no day"),
        ({"Event_Date": "yesterday"}, "Event Date: 'yesterday' is no day"),
        ({"Event_Type": "GREET"}, "Event Type: 'GREET' is no type of PLOVER"),
        ({"Event_Type": "None"}, "Event Type: None is no type of PLOVER"),
        ({"Event_ID": ""}, "Event ID is missing"),
        ({"Quad_Code": "PEACE"}, "Quad Code: 'PEACE' is none of VERBAL COOPERATION"),
        ({"Intensity": "-200"}, "Intensity: '-200' is no number between -10 and 10"),
        ({"Intensity": "nan"}, "Intensity: 'nan' is no number"),
        ({"Latitude": "91"}, "latitude: '91' is no number between -90 and 90"),
        ({"Latitude": "12°3"}, "latitude: '12°3' is no number"),
        ({"Longitude": "None"}, "latitude and longitude: only one of them is given"),
        ({"Publication_Date": "2024-13-01"}, "Publication Date: '2024-13-01' is no day"),
        ({"Version": "a\tb"}, "has 41 columns where 40 are wanted"),
    ],
)
def test_a_bad_row_is_told_and_the_others_are_read(changes: dict[str, str], cause: str, tmp_path: Path) -> None:
    content = text("polecat", line("polecat"), line("polecat", **changes), line("polecat", Event_ID="last"))
    rows, bad = read(tmp_path / "p.txt", content)
    assert [r.id for r in rows] == [POLECAT["Event ID"], "last"]
    assert [(b.source, b.line) for b in bad] == [(str(tmp_path / "p.txt"), 3)]
    assert bad[0].cause.startswith(cause)


@pytest.mark.parametrize(
    ("changes", "parties"),
    [
        # three countries, two names: nobody knows whose they are
        (
            {"Actor_Name": "A; B", "Actor_Name_Raw": "None", "Actor_Country": "PER; CHL; BOL", "Actor_Sectors": "None",
             "Primary_Actor_Sector": "None", "Actor_Title": "None"},
            [Party("A"), Party("B"), Party(None, "PER"), Party(None, "CHL"), Party(None, "BOL")],
        ),
        (
            {"Actor_Name": "None", "Actor_Name_Raw": "None", "Actor_Country": "PER; CHL", "Actor_Sectors": "None",
             "Primary_Actor_Sector": "GOV; MIL", "Actor_Title": "None"},
            [Party(None, "PER", ("GOV",)), Party(None, "CHL", ("MIL",))],
        ),
        (
            {"Actor_Name": "None", "Actor_Name_Raw": "None", "Actor_Country": "None", "Actor_Sectors": "None",
             "Primary_Actor_Sector": "None", "Actor_Title": "None"},
            [],
        ),
        (
            {"Actor_Name": "Kosovo", "Actor_Name_Raw": "None", "Actor_Country": "KOS", "Actor_Sectors": "GOV|XYZ",
             "Actor_Title": "None"},
            [Party("Kosovo", "XKX", ("GOV",))],
        ),
    ],
)  # fmt: skip
def test_lists_are_laid_side_by_side(changes: dict[str, str], parties: list[Party], tmp_path: Path) -> None:
    rows, bad = read(tmp_path / "p.txt", text("polecat", line("polecat", **changes)))
    assert not bad
    assert list(rows[0].actors) == parties


def test_columns_are_found_by_their_names(tmp_path: Path) -> None:
    """Releases name one column otherwise and have more of them."""
    names = [*reversed(layout("polecat").names), "Headline"]
    head = TAB.join("Event Intensity" if n == "Intensity" else n for n in names)
    row = TAB.join((POLECAT | {"Headline": "Peru and Chile"}).get(n, "None") for n in names)
    rows, bad = read(tmp_path / "p.txt", f"{head}\r\n{row}\r\n")
    assert not bad
    assert (rows[0].score, rows[0].place) == (-2.0, Spot("Tacna", "PER", -18.01, -70.25))
    assert rows[0].raw["Headline"] == "Peru and Chile"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events(actors(";", SECTORS, ("USA", "PSE", "XKX", "UNO", "IGO"))))
def test_what_is_written_is_read_again(tmp_path: Path, of: Event) -> None:
    export([(ARTICLE, coded(of))], "polecat", tmp_path / "o.tsv")
    (row,) = read_rows(tmp_path / "o.tsv", bad=none_bad)
    same = (row.id, row.type, row.modes, row.contexts, row.quad, row.score, row.date)
    assert same == (of.id, of.type, of.modes, of.contexts, of.quad, of.score, of.date.start if of.date else None)
    for parties, people in ((row.actors, of.actors), (row.recipients, of.recipients)):
        assert parties == tuple(Party(a.name, a.country, a.sectors, a.role, a.text) for a in people)
    place = of.place
    assert row.place == (Spot(place.name, place.country, place.lat, place.lon) if place else None)
    assert (row.publisher, row.published, row.language) == ("Herald", "2024-03-06", "en")
