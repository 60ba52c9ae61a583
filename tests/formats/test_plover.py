"""PLOVER JSON, written and read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from dragoman.formats.export import export
from dragoman.formats.plover import fields, lines
from dragoman.formats.reading import read_rows
from dragoman.formats.rows import Party, Spot
from dragoman.ontology.load import load_ontology
from dragoman.records import STATUSES, Event
from rows_made import ARTICLE, BARE, actor, actors, coded, event, events, none_bad, read, when, where

SECTORS = tuple(sorted(load_ontology().sectors))
RECORD: dict[str, Any] = {
    "id": "P-1",
    "date": "2024-03-04",
    "source": [{"code": "PER", "sector": "GOVMIL", "actor_text": "Lima", "identifier_text": "Peru"}],
    "recipient": [{"code": "CHL"}],
    "event": ["ACCUSE"],
    "mode": ["allege"],
    "context": ["territory"],
    "quad_code": 3,
    "event_scale": -3.5,
    "event_loc": {"name": "Tacna", "cc3": "PER", "latitude": -18.01, "longitude": -70.25},
    "size_info": {"dead": 2},
    "cite_info": {"publication": "Andina", "url": "https://example.pe/1", "language": "es"},
    "coder": "by hand",
}


def written(*of: Event) -> list[dict[str, Any]]:
    return [json.loads(row) for row in lines(ARTICLE, coded(*of))]


def record(**changes: Any) -> str:
    return json.dumps({k: v for k, v in (RECORD | changes).items() if v is not ...})


def test_a_record_says_what_the_event_says() -> None:
    who = actor("Ana Ruiz", "PER", "OPP", "LEG", "PTY", role="senator", text="Senator Ruiz")
    (row,) = written(event(actors=(who, actor(None, None))))
    assert row == {
        "id": "e",
        "has_event": True,
        "date": "2024-03-04",
        "enddate": "2024-03-04",
        "date_precision": "day",
        "source": [
            {
                "code": "PER",
                "sector": "OPPLEG",
                "sectors": ["OPP", "LEG", "PTY"],
                "actor_text": "Senator Ruiz",
                "identifier_text": "Ana Ruiz",
                "office": "senator",
                "kind": "group",
            },
            {"actor_text": "they", "kind": "group"},
        ],
        "recipient": [
            {"code": "TCD", "sector": "GOV", "actor_text": "Chad", "identifier_text": "Chad", "kind": "country"}
        ],
        "event": ["SUPPORT"],
        "event_loc": {"name": "Bamako", "cc3": "MLI", "latitude": 12.65, "longitude": -8.0},
        "event_text": ["thanked"],
        "quad_code": 1,
        "event_scale": 5.0,
        "context": ["diplomatic"],
        "size_info": {"injured": 0, "arrested": 3},
        "text_info": {"start": 0, "end": 38},
        "status": "actual",
        "attributed_to": "s",
        "confidence": 0.75,
        "cite_info": {
            "url": "https://www.example.org/1",
            "publication": "Herald",
            "date": "2024-03-06",
            "language": "en",
        },
        "coder": "dragoman test",
    }


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"date": None}, ("date", "enddate", "date_precision")),
        ({"place": None}, ("event_loc",)),
        ({"modes": (), "contexts": ()}, ("mode", "context")),
        ({"killed": None, "injured": None, "arrested": None}, ("size_info",)),
        ({"recipients": ()}, ("recipient",)),
        ({"attributed_to": None}, ("attributed_to",)),
    ],
)
def test_what_is_not_known_is_left_out(changes: dict[str, object], missing: tuple[str, ...]) -> None:
    (row,) = written(event(**changes))
    assert not set(missing) & set(row)


def test_without_the_text_its_words_are_not_told() -> None:
    (row,) = [json.loads(line) for line in lines(BARE, coded())]
    assert "event_text" not in row
    assert row["text_info"] == {"start": 0, "end": 38}


def test_a_month_is_its_first_and_last_day() -> None:
    (row,) = written(event(date=when("2024-02-01", "2024-02-29", "month")))
    assert (row["date"], row["enddate"], row["date_precision"]) == ("2024-02-01", "2024-02-29", "month")


@pytest.mark.parametrize("status", STATUSES)
def test_events_of_every_status_are_told_apart(status: str, tmp_path: Path) -> None:
    export([(ARTICLE, coded(event(status=status)))], "plover", tmp_path / "o.jsonl")
    assert [r.status for r in read_rows(tmp_path / "o.jsonl")] == [status]


def test_all_that_is_written_is_in_the_table_of_fields() -> None:
    table = fields()
    (row,) = written(event(actors=(actor("A", "PER", "OPP", "LEG", "PTY", role="x"),)))
    assert set(row) <= {*table["fields"], *table["own"]}
    for name, keys in (("source", row["source"][0]), ("recipient", row["recipient"][0])):
        assert set(keys) <= {*table["objects"]["source, recipient"], *table["own_objects"]["source, recipient"]}, name
    for name in ("event_loc", "size_info", "text_info", "cite_info"):
        assert set(row[name]) <= set(table["objects"][name])


def test_a_record_is_read(tmp_path: Path) -> None:
    rows, bad = read(tmp_path / "p.jsonl", record() + "\n")
    assert not bad
    (row,) = rows
    assert (row.format, row.id, row.type, row.date, row.date_end) == (
        "plover", "P-1", "ACCUSE", "2024-03-04", "2024-03-04",
    )  # fmt: skip
    assert row.actors == (Party("Peru", "PER", ("GOV", "MIL"), None, "Lima"),)
    assert row.recipients == (Party(None, "CHL"),)
    assert (row.modes, row.contexts, row.quad, row.score) == (("allege",), ("territory",), 3, -3.5)
    assert row.place == Spot("Tacna", "PER", -18.01, -70.25)
    assert (row.killed, row.injured, row.publisher, row.url, row.language) == (
        2, None, "Andina", "https://example.pe/1", "es",
    )  # fmt: skip
    assert (row.status, row.coder, row.raw) == ("actual", "by hand", RECORD)


@pytest.mark.parametrize(
    ("changes", "field", "wanted"),
    [
        # older drafts and looser providers
        ({"event": "DEMAND"}, "type", "REQUEST"),
        ({"event": "CRIME"}, "type", None),
        ({"mode": "allege"}, "modes", ("allege",)),
        ({"context": ""}, "contexts", ()),
        ({"recipient": ..., "target": [{"code": "KOS"}]}, "recipients", (Party(None, "XKX"),)),
        ({"recipient": ..., "target": ""}, "recipients", ()),
        ({"source": {"code": "PER", "actorText": "Lima"}}, "actors", (Party(None, "PER", text="Lima"),)),
        ({"source": [{"identifer_text": "Peru"}]}, "actors", (Party("Peru"),)),
        ({"cite_info": ..., "publication": "Andina", "language": "es"}, "publisher", "Andina"),
        ({"event_scale": "-3.5"}, "score", -3.5),
        ({"id": 7}, "id", "7"),
        ({"date": ...}, "date", None),
        ({"enddate": "2024-03-31"}, "date_end", "2024-03-31"),
    ],
)
def test_other_ways_to_write_it(changes: dict[str, Any], field: str, wanted: object, tmp_path: Path) -> None:
    rows, bad = read(tmp_path / "p.jsonl", record(**changes), "plover")
    assert not bad
    assert getattr(rows[0], field) == wanted


def test_several_types_are_several_events(tmp_path: Path) -> None:
    rows, _ = read(tmp_path / "p.jsonl", record(event=["AGREE", "CONSULT"]))
    assert [(r.id, r.type) for r in rows] == [("P-1/AGREE", "AGREE"), ("P-1/CONSULT", "CONSULT")]


@pytest.mark.parametrize(
    ("bad_line", "cause"),
    [
        (record()[:40], "not valid JSON: "),
        ("[1]", "not an object"),
        (record(id=""), "id is missing"),
        (record(event=[]), "event is missing"),
        (record(event=["GREET"]), "event: 'GREET' is no type of PLOVER"),
        (record(event=[3]), "event must be a text or a list of texts"),
        (record(source="Peru"), "source must be a list of actors"),
        (record(source=[{"code": ["PER"]}]), "code must be a plain value"),
        (record(date="4 March"), "date: '4 March' is no day"),
        (record(event_loc={"latitude": 100, "longitude": 0}), "latitude: '100' is no number between -90 and 90"),
        (record(event_loc="Tacna"), "event_loc must be an object"),
        (record(event_scale="high"), "event_scale: 'high' is no number"),
        (record(quad_code=7), "quad_code: 7 is not 1 to 4"),
        (record(status="done"), "status: 'done' is none of actual, future"),
        (record(size_info={"dead": "many"}), "dead: 'many' is no whole number"),
        ("{" * 100_000, "not valid JSON: "),
    ],
)
def test_a_bad_record_is_told_and_the_others_are_read(bad_line: str, cause: str, tmp_path: Path) -> None:
    rows, bad = read(tmp_path / "p.jsonl", f"{record()}\n{bad_line}\n\n{record(id='last')}\n")
    assert [r.id for r in rows] == ["P-1", "last"]
    assert [b.line for b in bad] == [2]
    assert bad[0].cause.startswith(cause)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events(actors("", SECTORS, ("USA", "PSE", "XKX", "UNO", "IGO")), forbidden=""))
def test_what_is_written_is_read_again(tmp_path: Path, of: Event) -> None:
    export([(ARTICLE, coded(of))], "plover", tmp_path / "o.jsonl")
    (row,) = read_rows(tmp_path / "o.jsonl", bad=none_bad)
    fields_ = ("id", "type", "modes", "contexts", "quad", "score", "status", "killed", "injured", "arrested")
    assert [getattr(row, f) for f in fields_] == [getattr(of, f) for f in fields_]
    assert (row.date, row.confidence) == (of.date.start if of.date else None, of.confidence)
    for parties, people in ((row.actors, of.actors), (row.recipients, of.recipients)):
        assert parties == tuple(Party(a.name, a.country, a.sectors, a.role, a.text) for a in people)
    place = of.place
    assert row.place == (Spot(place.name, place.country, place.lat, place.lon) if place else None)


def test_a_place_without_degrees() -> None:
    (row,) = written(event(place=where("Gao", "MLI", "city")))
    assert row["event_loc"] == {"name": "Gao", "cc3": "MLI"}
