"""Every page is there, says what it should, and tells faults as faults."""

from __future__ import annotations

import csv
import io
import re

import duckdb
import pytest
from starlette.testclient import TestClient

from dragoman.desk.looks import PAGES

SHOWN = [
    ("/", ["The week to 6 March 2024", "Planned for the next days" , "sent grain to Ethiopia"]),
    ("/?day=2024-02-05", ["The week to 5 February 2024", "met envoys"]),
    ("/events", ["SANCTION", "2 sources", "Download"]),
    ("/events?type=ASSAULT", ["1 event: type ASSAULT", "4 killed", "95% sure"]),
    ("/events?actor=Putin&since=2024-02", ["1 event", "CONSULT"]),
    ("/events?source=all&type=ACCUSE", ["polecat", "2 events"]),
    ("/events?sort=oldest", ["<option selected>oldest"]),
    ("/events?place=Nairobi&status=future", ["No event is so"]),
    ("/statements", ["Russia was a partner", "denies"]),
    ("/statements?speaker=China&about=Kenya", ["1 statement", "Kenya kept its word"]),
    ("/statements?stance=denies", ["1 statement: stance denies"]),
    ("/relations", ["Relations of two", "United States"]),
    ("/relations?one=USA&other=RUS", ["United States and Russia", "January 2024", "USA → RUS", "material conflict"]),
    ("/relations?one=KEN&other=CHN", ["Kenya and China"]),
    ("/calendar?month=2024-02", ["Meetings, February 2024", "held", "Geneva"]),
    ("/calendar?month=2024-03&who=Kenya", ["planned", "ETH–KEN"]),
    ("/calendar?month=1999-12", ["No meeting is known"]),
    ("/entities/RUS", ["<h1>Russia", "Capital: Moscow", "Says", "United States"]),
    ("/entities/vladimir%20putin", ["Vladimir Putin", "president", "had asked for talks"]),
    ("/entities/police@KEN", ["fired on protesters"]),
    ("/entities", ["Find somebody"]),
    ("/articles/s3", ["Story s3", "condemned", "m-trigger", "m-said", "m-entity"]),
    ("/map?who=Kenya", ["0 places of the latest"]),
    ("/network", ["<line", "Kenya"]),
    ("/try", ["Paste an article"]),
    ("/about", ["Published", "polecat", "coder 1", "Herald", "How much is right", "expected calibration error is"]),
]  # fmt: skip


def words(html: str) -> str:
    """A page in one line, tags left in."""
    return " ".join(html.split())


def event_of(desk: TestClient, query: str) -> str:
    """The address of the first event of a list."""
    found = re.search(r'href="(/events/[0-9a-f]{16})"', desk.get(f"/events?{query}").text)
    assert found
    return found[1]


@pytest.mark.parametrize(("address", "wanted"), SHOWN)
def test_a_page_shows(desk: TestClient, address: str, wanted: list[str]) -> None:
    answer = desk.get(address)
    assert answer.status_code == 200
    text = words(answer.text)
    assert [one for one in wanted if one not in text] == []


FAULTS = [
    ("/events?type=ASAULT", 400, "did you mean ASSAULT"),
    ("/events?nonsense=1", 400, "is no filter"),
    ("/events?sort=best", 400, "there are newest, oldest, surest"),
    ("/events?after=xyz", 400, "is no cursor"),
    ("/events?actor=Zzyzxian", 400, "names nobody who is known"),
    ("/events?since=2024-13", 400, "is no date"),
    ("/events?since=2024&until=2023", 400, "is before"),
    ("/events?text=-only", 400, "it must name a word"),
    ("/events.xlsx", 400, "there are csv, parquet, json"),
    ("/events.csv?type=NONE", 400, "is none"),
    ("/statements?stance=sings", 400, "there are"),
    ("/relations?one=USA&other=United States", 400, "are the same"),
    ("/relations?one=USA&other=RUS&step=day", 400, "there are month and week"),
    ("/calendar?month=soon", 400, "is no date"),
    ("/calendar?month=0001-01", 400, "no month of a calendar"),
    ("/map?type=NONE", 400, "is none"),
    ("/network?actor=Zzyzxian", 400, "names nobody"),
    ("/events/0000", 404, "there is no such event"),
    ("/articles/none", 404, "there is no such article"),
    ("/entities/Zzyzxian", 404, "names nobody who is known"),
    ("/entities?name=Zzyzxian", 404, "names nobody who is known"),
    ("/?day=then", 400, "is no date"),
    ("/static/0/desk.css", 404, "no such file"),
    ("/nowhere", 404, "Not Found"),
]


@pytest.mark.parametrize(("address", "status", "said"), FAULTS)
def test_a_fault_is_told_on_a_page(desk: TestClient, address: str, status: int, said: str) -> None:
    answer = desk.get(address)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert said in words(answer.text).replace("&#39;", "'")


def test_a_filter_that_is_wrong_stays_as_it_was_typed(desk: TestClient) -> None:
    page = desk.get("/events?actor=Zzyzxian&since=2024").text
    assert 'name="actor" value="Zzyzxian"' in page
    assert 'name="since" value="2024"' in page


def test_an_event_tells_all_that_is_known(desk: TestClient) -> None:
    text = words(desk.get(event_of(desk, "type=SANCTION")).text)
    assert "2 articles, 2 independent sources" in text
    assert "first 10 January 2024" in text
    assert 'href="/articles/s1"' in text
    assert 'href="/articles/s2"' in text
    assert text.count("m-actor") == 4  # which the trigger lies in
    assert "9 January 2024" in text


def test_an_event_with_a_place_has_a_map_only_where_it_is_known(desk: TestClient) -> None:
    assert "<circle" not in desk.get(event_of(desk, "type=SANCTION")).text


def test_an_imported_event_needs_no_article(desk: TestClient) -> None:
    text = words(desk.get(event_of(desk, "source=polecat")).text)
    assert "A row of polecat" in text
    assert "/explain" not in text


def test_why_an_event_was_coded_is_told_where_it_still_is(desk: TestClient) -> None:
    text = words(desk.get(event_of(desk, "type=SANCTION") + "/explain").text)
    assert "<summary>Steps</summary>" in text


def test_a_name_leads_to_its_page(desk: TestClient) -> None:
    answer = desk.get("/entities?name=Putin")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/entities/vladimir%20putin"
    assert desk.get("/entities?name=Russia").headers["location"] == "/entities/RUS"


def test_a_name_never_leads_elsewhere(desk: TestClient) -> None:
    for name in ("//evil.example", "https://evil.example", "\\\\evil.example"):
        answer = desk.get("/entities", params={"name": name})
        assert answer.status_code == 404
        assert "location" not in answer.headers


def test_desk_pages_lead_on_without_gap_or_repetition(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.desk.pages.lists.SHOWN", 4)
    address: str | None = "/events?source=all&sort=oldest"
    seen: list[str] = []
    while address:
        page = desk.get(address).text
        seen += re.findall(r'class="go" href="/events/([0-9a-f]+)"', page)
        on = re.search(r'rel="next" href="([^"]+)"', page)
        address = on[1].replace("&amp;", "&") if on else None
    assert len(seen) == len(set(seen)) == 11


def test_what_is_downloaded_is_what_is_shown(desk: TestClient) -> None:
    query = "type=CONSULT&source=all&sort=oldest"
    shown = re.findall(r'class="go" href="/events/([0-9a-f]+)"', desk.get(f"/events?{query}").text)
    answer = desk.get(f"/events.csv?{query}")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["event_id"] for row in rows] == shown
    assert answer.headers["content-disposition"] == 'attachment; filename="events.csv"'
    assert [row["event_id"] for row in desk.get(f"/events.json?{query}").json()] == shown


def test_parquet_is_parquet(desk: TestClient, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("down") / "s.parquet"
    path.write_bytes(desk.get("/statements.parquet?speaker=China").content)
    said = duckdb.connect().execute(f"SELECT content FROM '{path}' ORDER BY 1").fetchall()
    assert said == [("Kenya kept its word",), ("Russia was a partner",)]


def test_the_chart_has_a_bar_for_what_happened(desk: TestClient) -> None:
    spec = desk.get("/relations/chart.json?one=USA&other=RUS").json()
    bars = {(v["start"], v["direction"], v["class"]): v["signed"] for v in spec["data"]["values"]}
    assert bars["2024-01-01", "USA → RUS", "material conflict"] == -1
    assert bars["2024-01-01", "RUS → USA", "verbal conflict"] == -1
    (point, *_) = spec["data"]["values"]
    assert "2 events" in words(desk.get(point["href"]).text)


def test_the_chart_is_a_picture_for_those_without_scripts(desk: TestClient) -> None:
    assert "<noscript><img" in desk.get("/relations?one=USA&other=RUS").text
    assert desk.get("/relations/chart.svg?one=USA&other=RUS").text.startswith("<svg")


def test_a_text_is_coded(desk: TestClient) -> None:
    text = "Kenya urged Ethiopia on Friday to reopen the border."
    answer = words(desk.post("/try", data={"text": text, "published": "2024-03-06"}).text)
    assert "REQUEST" in answer
    assert "1 March 2024" in answer
    assert "Step by step" in answer
    assert 'class="m-trigger"' in answer


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"text": "  "}, 422, "there is no text"),
        ({"text": "Kenya.", "published": "soon"}, 422, "is no date"),
        ({"text": "a\x00b"}, 422, "NUL"),
        ({"text": "a" * 50_001}, 413, "at most 50,000"),
        ({"text": "Le gouvernement a annoncé hier de nouvelles mesures pour les écoles de la région."}, 200, "English"),
    ],
)
def test_a_text_that_cannot_be_coded_says_why(desk: TestClient, form: dict[str, str], status: int, said: str) -> None:
    answer = desk.post("/try", data=form)
    assert answer.status_code == status
    assert said in answer.text


@pytest.mark.parametrize("address", [*PAGES, "/relations?one=USA&other=RUS", "/articles/s1", "/entities/KEN"])
def test_a_page_has_what_screen_readers_need(desk: TestClient, address: str) -> None:
    page = desk.get(address).text
    assert '<html lang="en">' in page
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert page.count("<main") == 1
    assert "Skip to the content" in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for svg in re.findall(r"<svg[^>]*>", page):
        assert "aria-label=" in svg
