"""``dragoman import``: event data of others beside Dragoman's own, whole, once, and with what is wrong told."""

from __future__ import annotations

import dataclasses
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from made_records import faults, made
from sqlalchemy import select

from conftest import Cli
from dragoman.formats.export import export
from dragoman.formats.rows import CodedRow, Misfit, Party
from dragoman.store import Store
from dragoman.store.importing import FORMATS, Tally, import_file, imported
from dragoman.store.schema import event_pairs, event_participants, event_publishers, events, reports
from rows_made import ARTICLE, coded, line, text

PLOVER = {
    "id": "p1",
    "has_event": True,
    "date": "2024-03-01",
    "enddate": "2024-03-31",
    "source": [{"code": "PER", "sector": "GOV", "identifier_text": "Peru", "office": "president"}],
    "recipient": [{"code": "CHL", "actor_text": "Chilean troops"}],
    "event": ["CONSULT"],
    "mode": ["meet"],
    "size_info": {"dead": 0},
    "cite_info": {"url": "https://www.example.org/1", "date": "2024-03-02"},
    "confidence": 0.75,
}
ONE_OF = {
    "polecat": text("polecat", line("polecat")),
    "gdelt": text("gdelt", line("gdelt", EventCode="173", SOURCEURL="https://www.example.org/2")),
    "icews": text("icews", line("icews")),
    "plover": json.dumps(PLOVER) + "\n",
}


def found(where: str, table: Any) -> list[dict[str, Any]]:
    with Store.open(where, create=False) as store, store.read() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


def put(path: Path, content: str) -> Path:
    path.write_text(content)
    return path


@pytest.mark.parametrize("format", FORMATS)
def test_each_data_set_comes_in_and_only_once(format: str, tmp_path: Path, where: str, cli: Cli) -> None:
    path = put(tmp_path / "rows", ONE_OF[format])
    done = cli("import", path, "--db", where)
    assert (done.status, done.out) == (0, "")
    assert "1 event imported out of 1 rows in " in done.err
    tables = (reports, events, event_participants, event_pairs, event_publishers)
    first = [found(where, table) for table in tables]
    again = cli("import", path, path, "-f", format, "--db", where)
    assert again.status == 0
    assert "0 events imported out of 2 rows" in again.err
    assert "2 were there already" in again.err
    assert first == [
        found(where, table) for table in (reports, events, event_participants, event_pairs, event_publishers)
    ]
    assert [(r["source"], r["article_key"]) for r in first[0]] == [(format, None)]
    assert [(e["source"], e["n_articles"], e["status"]) for e in first[1]] == [(format, 1, "actual")]
    with Store.open(where) as store:
        assert faults(store) == []


def test_what_a_row_of_polecat_becomes(tmp_path: Path, where: str, cli: Cli) -> None:
    cli("import", put(tmp_path / "rows", ONE_OF["polecat"]), "--db", where)
    (event,) = found(where, events)
    told = {
        "type": "ACCUSE", "modes": ["disapprove"], "contexts": ["military", "territory"], "quad": 3, "score": -2.0,
        "day": "2024-03-04", "date_precision": "day", "date_text": None, "place_name": "Tacna", "place_country": "PER",
        "confidence": None, "first_seen": "2024-03-05",
    }  # fmt: skip
    assert {name: event[name] for name in told} == told
    people = [(p["side"], p["name"], p["country"], p["sectors"], p["role"], p["kind"], p["entity"])
              for p in found(where, event_participants)]  # fmt: skip
    assert people == [
        ("actor", "Peru", "PER", ["GOV", "MIL"], None, "country", "peru"),
        ("actor", "Ana Ruiz", "PER", ["OPP"], "senator", None, "ana ruiz@PER"),
        ("recipient", None, "CHL", ["MIL"], None, None, None),
    ]
    assert [(p["actor_country"], p["recipient_country"]) for p in found(where, event_pairs)] == [("PER", "CHL")]
    assert [p["publisher"] for p in found(where, event_publishers)] == ["Andina"]


def test_what_rows_of_the_others_become(tmp_path: Path, where: str, cli: Cli) -> None:
    for format in ("gdelt", "icews", "plover"):
        cli("import", put(tmp_path / format, ONE_OF[format]), "--db", where)
    names = ("source", "type", "day", "date_end", "date_precision", "place_country", "killed", "confidence")
    assert [tuple(e[n] for n in names) for e in found(where, events)] == [
        ("gdelt", "COERCE", "2024-03-04", "2024-03-04", "day", "ROU", None, None),
        ("icews", "COERCE", "2024-03-04", "2024-03-04", "day", "GHA", None, None),
        ("plover", "CONSULT", "2024-03-01", "2024-03-31", "month", None, 0, 0.75),
    ]
    quads = [(e["quad"], e["score"]) for e in found(where, events)]
    assert quads[1:] == [(4, -5.0), (None, None)]
    assert [r["record"]["score"] for r in found(where, reports)][1:] == [-5.0, None]
    assert {(p["event_key"], p["publisher"]) for p in found(where, event_publishers)} == {
        (1, "example.org"),
        (2, "Graphic"),
        (3, "example.org"),
    }


def test_they_lie_beside_our_own_and_are_asked_for_by_source(tmp_path: Path, where: str, cli: Cli) -> None:
    with Store.open(where) as store:
        store.add(*made(1))
    cli("import", put(tmp_path / "rows", ONE_OF["polecat"]), "--db", where)
    own = cli("events", "--db", where, "-o", "-").out
    assert "Tacna" not in own
    asked = cli("events", "--source", "polecat", "--db", where, "-o", tmp_path / "e.json")
    assert asked.status == 0
    assert [e["type"] for e in json.loads((tmp_path / "e.json").read_text())] == ["ACCUSE"]
    with Store.open(where) as store:
        assert store.remove("made-1")
    assert [e["source"] for e in found(where, events)] == ["polecat"]


def test_bad_rows_are_told_and_the_others_come_in(tmp_path: Path, where: str, cli: Cli) -> None:
    lines = [line("polecat", **{"Event ID": f"e{n}"}) for n in range(20)]
    for n in range(4, 16):
        lines[n] = line("polecat", **{"Event ID": f"e{n}", "Event Date": "2024-13-01"})
    lines[16] = line("polecat", **{"Event ID": "x" * 501})
    path = tmp_path / "rows.tsv.gz"
    path.write_bytes(gzip.compress(text("polecat", *lines).encode()))
    done = cli("import", path, "--db", where)
    assert done.status == 1
    told = done.err.splitlines()
    assert told[0] == f"dragoman: {path}, line 6: Event Date: '2024-13-01' is no day"
    assert told[10] == "dragoman: and 3 more bad rows"
    assert "7 events imported out of 7 rows" in told[11]
    assert "13 rows could not be read" in told[11]
    assert len(found(where, events)) == 7


def test_statements_of_cameo_are_no_events_of_plover(tmp_path: Path, cli: Cli) -> None:
    content = text("icews", line("icews"), line("icews", **{"Event ID": "2", "CAMEO Code": "010"}))
    done = cli("import", put(tmp_path / "rows", content), "--db", tmp_path / "news.db")
    assert done.status == 0
    assert "1 event imported out of 2 rows" in done.err
    assert "1 are of no PLOVER type (CAMEO 01, statements) and were passed over" in done.err


ROW = CodedRow("plover", "p1", "CONSULT", "2024-03-01", date_end="2024-03-01")
UNFIT: list[tuple[dict[str, Any], str]] = [
    ({"id": "x" * 501}, "its id has 501 characters; at most 500 can be kept"),
    ({"publisher": "x" * 501}, "its publisher has 501 characters"),
    ({"modes": ("x" * 501,)}, "its mode has 501 characters"),
    ({"killed": -1}, "killed: -1 is no number of people"),
    ({"injured": 10**20}, "injured: 100000000000000000000 is no number of people"),
    ({"date_end": "2024-02-01"}, "ends on 2024-02-01, before it begins on 2024-03-01"),
    ({"id": "a\x00b"}, r'"a\u0000b" holds a character that is no text'),
    ({"actors": (Party(name="\ud800"),)}, r'"\ud800" holds a character that is no text'),
]


@pytest.mark.parametrize(("change", "cause"), UNFIT, ids=[next(iter(change)) for change, _ in UNFIT])
def test_what_no_database_could_hold(change: dict[str, Any], cause: str) -> None:
    with pytest.raises(Misfit) as caught:
        imported(dataclasses.replace(ROW, **change))
    assert str(caught.value).startswith(cause)


PERIODS = [
    ("2024-03-04", "2024-03-04", "day"),
    ("2024-03-04", "2024-03-10", "week"),
    ("2024-03-05", "2024-03-11", "day"),
    ("2024-02-01", "2024-02-29", "month"),
    ("2024-04-01", "2024-06-30", "quarter"),
    ("2024-05-01", "2024-07-31", "day"),
    ("2024-01-01", "2024-12-31", "year"),
    ("2024-02-01", "2025-01-31", "day"),
    ("9999-12-01", "9999-12-31", "day"),
]


@pytest.mark.parametrize(("start", "end", "precision"), PERIODS)
def test_what_a_period_is_called(start: str, end: str, precision: str) -> None:
    item = imported(dataclasses.replace(ROW, date=start, date_end=end))
    assert item is not None
    assert item.event.date is not None
    assert item.event.date.precision == precision


REFUSED = [
    ("", None, "is empty"),
    ("a\tb\n", None, "is in no format that is known"),
    ("a\tb\n", "acled", "'acled' is no format that is imported; such are polecat, gdelt, icews, plover"),
    ("a\tb\n", "native", "holds coded articles; add the articles themselves with `dragoman add`"),
    (None, None, "cannot be opened: No such file"),
    (None, "gdelt", "is no file that is there"),
]


@pytest.mark.parametrize(("content", "format", "cause"), REFUSED, ids=[c[:25] for _, _, c in REFUSED])
def test_files_that_are_refused(content: str | None, format: str | None, cause: str, tmp_path: Path, cli: Cli) -> None:
    good, path = put(tmp_path / "good", ONE_OF["gdelt"]), tmp_path / "f"
    files = (good, path) if format is None else (path, good)
    if content is not None:
        path.write_text(content)
    told = ("-f", format) if format else ()
    done = cli("import", *files, *told, "--db", tmp_path / "news.db")
    assert done.status == 2
    assert f"{path}: {cause}" in done.err
    assert not (tmp_path / "news.db").exists(), "nothing is done where a file is no use"


def test_coded_articles_are_not_imported(tmp_path: Path, cli: Cli) -> None:
    for format, name in (("native", "o.jsonl"), ("flat", "o.csv"), ("gdelt-mentions", "o")):
        export([(ARTICLE, coded())], format, tmp_path / name)
        done = cli("import", tmp_path / name, "--db", tmp_path / "news.db")
        assert done.status == 2
        assert f"{tmp_path / name}: holds " in done.err


def test_nothing_but_bad_rows(tmp_path: Path, cli: Cli) -> None:
    content = text("icews", line("icews", **{"CAMEO Code": "999"}))
    done = cli("import", put(tmp_path / "rows", content), "--db", tmp_path / "news.db")
    assert done.status == 2
    assert "'999' is no code of CAMEO" in done.err


def test_batches_that_are_written_stay(tmp_path: Path, where: str) -> None:
    """An import that is interrupted goes on where it stopped."""
    content = text("polecat", *(line("polecat", **{"Event ID": f"e{n}"}) for n in range(25)))
    path = put(tmp_path / "rows", content)
    seen = 0

    def interrupt() -> None:
        nonlocal seen
        seen += 1
        if seen == 17:
            raise KeyboardInterrupt

    with Store.open(where) as store:
        tally = Tally()
        with pytest.raises(KeyboardInterrupt):
            import_file(store, path, "polecat", tally, interrupt, batch=5)
        assert (tally.new, len(found(where, events))) == (15, 15)
        again = Tally()
        import_file(store, path, "polecat", again, batch=5)
        assert (again.rows, again.new, again.there) == (25, 10, 15)
        assert faults(store) == []
