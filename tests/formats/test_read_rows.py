"""``read_rows``: formats found out, archives, encodings, and native and flat files read back."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from dragoman.errors import InputError
from dragoman.formats.beside import laid
from dragoman.formats.export import export
from dragoman.formats.flat import EVENTS, flatten
from dragoman.formats.flat_rows import read_flat
from dragoman.formats.native import read_coded, row_of
from dragoman.formats.reading import FORMATS, detect, read_rows
from dragoman.formats.rows import BadRow, BadRows, CodedRow
from dragoman.records import CodedArticle, Event, to_json
from rows_made import ARTICLE, actor, actors, coded, event, events, line, none_bad, read, text

FAILED = CodedArticle("b", None, None, None, "dragoman test", error="the text is empty")
GDELT = text("gdelt", *(line("gdelt", GLOBALEVENTID=str(n)) for n in range(300)))


def ids(rows: list[CodedRow]) -> list[str]:
    return [r.id for r in rows]


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_is_found_out(format: str, tmp_path: Path) -> None:
    path = tmp_path / ("o.csv" if format == "flat" else "o")
    export([(ARTICLE, coded())], format, path)
    assert detect(path) == format
    assert [(r.format, r.type) for r in read_rows(path)] == [(format, "SUPPORT")]
    assert list(read_rows(str(path), format)) == list(read_rows(path))


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("", "is empty"),
        ("\n\n  \n", "is empty"),
        ("Dear all,\nthe talks failed.\n", "is in no format that is known: native, plover, polecat"),
        ('{"text": "Peru"}\n', "is in no format that is known"),
        ("a\tb\tc\n1\t2\t3\n", "is in no format that is known"),
        ("1\t2\t3\n", "is in no format that is known"),
        ("\t".join(["20240304"] * 58), "has 58 columns: GDELT 1.0, which is not read; GDELT 2.0 has 61"),
    ],
)
def test_other_files_are_refused(content: str, cause: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path / "f", content)
    assert str(caught.value).startswith(f"{tmp_path / 'f'}: {cause}")


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(InputError, match="gone: cannot be opened: No such file or directory"):
        list(read_rows("gone"))


def test_a_format_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'acled' is no format; known are native, plover, polecat, gdelt, icews, flat"):
        read(tmp_path / "f", GDELT, "acled")


def test_a_header_that_lacks_columns(tmp_path: Path) -> None:
    content = text("polecat", line("polecat")).replace("Event Mode\t", "", 1).replace("\tVersion", "", 1)
    with pytest.raises(InputError, match=r"line 1: its header lacks columns of POLECAT: Event Mode, Version"):
        read(tmp_path / "f", content)


def test_a_file_of_another_format_than_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"its header lacks columns of ICEWS: .* and 15 more"):
        read(tmp_path / "f", GDELT, "icews")
    rows, bad = read(tmp_path / "f", text("polecat", line("polecat")), "gdelt")
    assert (rows, [b.cause for b in bad]) == ([], ["has 40 columns where 61 are wanted"] * 2)


# ----- archives


def test_gzip(tmp_path: Path) -> None:
    rows, bad = read(tmp_path / "g", gzip.compress(GDELT.encode()))
    assert (len(rows), bad) == (300, [])


def test_a_gzip_that_is_cut_off_gives_what_is_there(tmp_path: Path) -> None:
    content = text("gdelt", *(line("gdelt", GLOBALEVENTID=str(n), Actor1Name=f"N{n * 7919}") for n in range(3000)))
    packed = gzip.compress(content.encode())
    rows, bad = read(tmp_path / "g.gz", packed[: len(packed) // 2])
    assert 0 < len(rows) < 3000
    assert ids(rows) == [str(n) for n in range(len(rows))]
    assert bad[-1].line == len(rows) + 1
    assert "is broken or cut off here" in bad[-1].cause


def test_a_gzip_with_broken_bytes(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(GDELT.encode()))
    packed[len(packed) // 2] ^= 0xFF
    rows, bad = read(tmp_path / "g.gz", bytes(packed), "gdelt")
    assert len(rows) <= 300
    assert any("is broken or cut off here" in b.cause for b in bad)


def zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_zip_is_read_file_by_file(tmp_path: Path) -> None:
    one, two = (text("polecat", line("polecat", Event_ID=i)) for i in "ab")
    bad_one = text("polecat", line("polecat", Event_Date="?"), line("polecat", Event_ID="c"))
    path = tmp_path / "p.zip"
    rows, bad = read(path, zipped({"x/": "", "x/1.txt": one, "__MACOSX/._1": "x", "x/2.txt": two, "3.txt": bad_one}))
    assert [(r.id, r.source, r.line) for r in rows] == [
        ("a", f"{path}:x/1.txt", 2),
        ("b", f"{path}:x/2.txt", 2),
        ("c", f"{path}:3.txt", 3),
    ]
    assert [(b.source, b.line) for b in bad] == [(f"{path}:3.txt", 2)]


def test_a_zip_with_broken_bytes_gives_the_other_files(tmp_path: Path) -> None:
    packed = bytearray(zipped({"1.csv": GDELT, "2.csv": GDELT}))
    packed[200] ^= 0xFF  # inside the first file
    rows, bad = read(tmp_path / "g.zip", bytes(packed), "gdelt")
    assert len([r for r in rows if r.source.endswith(":2.csv")]) == 300
    assert bad[0].source.endswith(":1.csv")


def test_a_zip_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a zip archive that is broken or cut off; fetch it again"):
        read(tmp_path / "g.zip", zipped({"1.csv": GDELT})[:-30])


def test_an_empty_zip(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is empty"):
        read(tmp_path / "g.zip", zipped({}))


def test_a_zip_that_asks_for_a_password(tmp_path: Path) -> None:
    packed = bytearray(zipped({"1.csv": GDELT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + offset] |= 1  # the bit that says so
    with pytest.raises(InputError, match=r"cannot be read: .*password required"):
        read(tmp_path / "g.zip", bytes(packed))


# ----- encodings


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("cp1252", b"")],
)
def test_encodings(encoding: str, mark: bytes, tmp_path: Path) -> None:
    content = text("icews", line("icews", City="São Tomé", Source_Name="José Muñoz"))
    rows, bad = read(tmp_path / "i", mark + content.encode(encoding))
    assert not bad
    assert rows[0].actors[0].name == "José Muñoz"
    assert rows[0].place is not None
    assert rows[0].place.name == "São Tomé"


def test_a_line_of_no_encoding_is_bad_and_the_others_are_read(tmp_path: Path) -> None:
    head, good = text("icews", line("icews")).encode().splitlines()
    broken = good.replace(b"Accra", b"Ac\xc3\xa9\xff\x81cra")
    rows, bad = read(tmp_path / "i", b"\n".join([head, good, broken, good]) + b"\n")
    assert [r.line for r in rows] == [2, 4]
    assert [(b.line, b.cause) for b in bad] == [(3, "holds bytes that are no text; save the file as UTF-8")]


def test_line_breaks_of_windows(tmp_path: Path) -> None:
    rows, bad = read(tmp_path / "i", text("icews", line("icews")).replace("\n", "\r\n"))
    assert ([r.place and r.place.lon for r in rows], bad) == ([-0.1969], [])


# ----- bad rows


def test_bad_rows_are_counted_and_the_first_kept(tmp_path: Path) -> None:
    path = tmp_path / "g"
    path.write_text(text("gdelt", *["1\t2"] * 30, line("gdelt")))
    bad = BadRows(kept=2)
    assert len(list(read_rows(path, "gdelt", bad))) == 1
    assert (bad.count, bad.by_source) == (30, {str(path): 30})
    assert bad.summary().splitlines() == [
        f"{path}, line 1: has 2 columns where 61 are wanted",
        f"{path}, line 2: has 2 columns where 61 are wanted",
        "and 28 more bad rows",
    ]
    assert BadRows().summary() == ""


def test_without_anybody_to_tell_the_log_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "g").write_text(text("gdelt", line("gdelt"), "1\t2"))
    assert len(list(read_rows(tmp_path / "g"))) == 1
    assert caplog.messages == [f"{tmp_path / 'g'}, line 2: has 2 columns where 61 are wanted"]


# ----- native


def test_native_lines_are_read_back(tmp_path: Path) -> None:
    of = [coded(event(), event(id="f", status="negated")), FAILED]
    export([(ARTICLE, c) for c in of], "native", tmp_path / "o.jsonl")
    assert list(read_coded(tmp_path / "o.jsonl", none_bad)) == of
    rows = list(read_rows(tmp_path / "o.jsonl"))
    assert [(r.id, r.status, r.line) for r in rows] == [("e", "actual", 1), ("f", "negated", 1)]


def test_a_line_that_is_no_coded_article(tmp_path: Path) -> None:
    content = "\n".join([to_json(coded()), '{"id": "x", "events": []}', to_json(coded())])
    rows, bad = read(tmp_path / "o.jsonl", content)
    assert len(rows) == 2
    assert bad == [BadRow(str(tmp_path / "o.jsonl"), 2, "not a coded article: has no field 'published'")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events(actors("", ("GOV", "MIL")), forbidden=""))
def test_native_is_complete(tmp_path: Path, of: Event) -> None:
    export([(ARTICLE, coded(of))], "native", tmp_path / "o.jsonl")
    assert list(read_coded(tmp_path / "o.jsonl", none_bad)) == [coded(of)]


# ----- flat


def flat_files(tmp_path: Path, ending: str, *of: CodedArticle) -> list[Path]:
    return export([(ARTICLE, c) for c in of], "flat", tmp_path / f"o.{ending}").files


TWO = coded(
    event(actors=(actor("Mali", "MLI", "GOV", "MIL"), actor(None, None, role="leader"))),
    event(id="f", date=None, place=None, cameo=None, status="negated", actors=()),
)
ODD = dataclasses.replace(TWO, title='Tab\there, quote " and\n\nline; semicolon')


@pytest.mark.parametrize("ending", ["parquet", "csv", "tsv"])
def test_flat_tables_are_read_back(ending: str, tmp_path: Path) -> None:
    files = flat_files(tmp_path, ending, ODD, FAILED)
    wanted = [flatten(c, ARTICLE) for c in (ODD, FAILED)]
    for file, table in zip(files, ("events", "statements", "errors"), strict=True):
        expected = [row for rows in wanted for row in rows[table]]
        if ending != "parquet":  # where a list of one null and an empty list look the same
            expected = [{k: [] if v == [None] else v for k, v in row.items()} for row in expected]
        assert list(read_flat(file, none_bad)) == expected


@pytest.mark.parametrize("ending", ["parquet", "csv", "tsv"])
def test_flat_events_are_rows(ending: str, tmp_path: Path) -> None:
    files = flat_files(tmp_path, ending, TWO)
    rows = list(read_rows(files[0], bad=none_bad))
    for row, of in zip(rows, TWO.events, strict=True):
        wanted = row_of(of, TWO)
        known = {f.name for f in dataclasses.fields(wanted)} - {"format", "raw", "source", "line", "language"}
        # what flat tables have beside, or tell otherwise: a name is the words where none is known
        known -= {"publisher", "url", "actors"}
        assert {n: getattr(row, n) for n in known} == {n: getattr(wanted, n) for n in known}
        assert (row.publisher, row.url) == ("Herald", "https://www.example.org/1")
    assert [p.name for p in rows[0].actors] == ["Mali", "they"]
    assert [(p.country, p.sectors, p.role) for p in rows[0].actors] == [
        ("MLI", ("GOV", "MIL"), None),
        (None, (), "leader"),
    ]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_flat_table_of_statements_is_none_of_events(ending: str, tmp_path: Path) -> None:
    files = flat_files(tmp_path, ending, TWO)
    with pytest.raises(InputError, match="is not a flat table of events; its columns are article_id"):
        list(read_rows(files[1], "flat"))


def test_a_parquet_that_is_broken(tmp_path: Path) -> None:
    (file, *_) = flat_files(tmp_path, "parquet", TWO)
    file.write_bytes(file.read_bytes()[:200])
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        list(read_rows(file))


@pytest.mark.parametrize(
    ("column", "value", "cause"),
    [
        ("quad", "one", "quad: 'one' is no integer"),
        ("score", "high", "score: 'high' is no double"),
        ("status", "done", "status: 'done' is none of actual"),
        ("type", "GREET", "type: 'GREET' is no type of PLOVER"),
        ("date_start", "2024-02-30", "date_start: '2024-02-30' is no day"),
    ],
)
def test_a_bad_flat_row_is_told_and_the_others_are_read(column: str, value: str, cause: str, tmp_path: Path) -> None:
    (file, *_) = flat_files(tmp_path, "csv", TWO)
    with file.open(newline="") as lines:
        rows: list[dict[str, Any]] = list(csv.DictReader(lines))
    with file.open("w", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0].keys())
        writer.writeheader()
        writer.writerows([rows[0] | {column: value}, rows[1]])
    bad = BadRows()
    assert ids(list(read_rows(file, bad=bad))) == ["f"]
    assert [b.line for b in bad.first] == [2]
    assert bad.first[0].cause.startswith(cause)


def test_csv_rows_that_break_the_form(tmp_path: Path) -> None:
    (file, *_) = flat_files(tmp_path, "csv", coded())
    head, row = file.read_text().splitlines()
    bad = BadRows()
    file.write_text(f'{head}\n{row},more\n{row}\n\n"x"y,{row}\n{row}\n')
    assert [r.line for r in read_rows(file, bad=bad)] == [3, 6]
    assert [b.line for b in bad.first] == [2, 5]
    assert bad.first[0].cause == f"has {len(EVENTS) + 1} columns where the header has {len(EVENTS)}"
    assert bad.first[1].cause.startswith("not a valid row")


@pytest.mark.parametrize(
    ("lists", "rows"),
    [
        ([["a", "b"], ["x", "y"]], [("a", "x"), ("b", "y")]),
        ([["a", "b"], []], [("a", None), ("b", None)]),
        ([[], ["x", "y"]], [(None, "x"), (None, "y")]),
        ([["a", "b"], ["x"]], [("a", None), ("b", None), (None, "x")]),
        ([["a"], ["x", None, "z"]], [("a", None), (None, "x"), (None, "z")]),
        ([[], []], []),
    ],
)
def test_lists_side_by_side(lists: list[list[str | None]], rows: list[tuple[str | None, ...]]) -> None:
    assert laid(lists) == rows
