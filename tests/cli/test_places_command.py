"""dragoman places: a table of the places of a text, or JSON."""

from __future__ import annotations

import json

from conftest import Cli

TEXT = "Police detained two men in Odessa, Texas, and one in the northern Lebanese port of Tripoli."


def test_a_table_tells_where_each_place_lies_and_why(cli: Cli) -> None:
    done = cli("places", TEXT)
    assert (done.status, done.err) == (0, "")
    for told in ("Odessa", "Texas", "5527554", "31.85, -102.37", "Tripoli", "LBN", "North"):
        assert told in done.out, told
    assert max(map(len, done.out.splitlines())) <= 100


def test_json_gives_a_line_for_each_place(cli: Cli) -> None:
    odessa, tripoli = map(json.loads, cli("places", TEXT, "--json").out.splitlines())
    assert (odessa["text"], odessa["country"], odessa["admin1"], odessa["precision"]) == (
        "Odessa, Texas", "USA", "Texas", "city"
    )  # fmt: skip
    assert (tripoli["name"], tripoli["country"], tripoli["role"]) == ("Tripoli", "LBN", "in")
    assert TEXT[slice(*tripoli["span"])] == tripoli["text"]
    assert "Lebanon" in tripoli["why"]


def test_a_dateline_is_a_place(cli: Cli) -> None:
    text = "GENEVA, March 4 (AFP) - Envoys met on Monday. Moscow said it would not take part."
    rows = [json.loads(line) for line in cli("places", "-", "--json", stdin=text.encode()).out.splitlines()]
    assert [(r["name"], r["country"], r["role"]) for r in rows] == [("Geneva", "CHE", "dateline")]


def test_a_text_without_places_or_words(cli: Cli) -> None:
    assert "no places" in cli("places", "Nobody came.").out
    done = cli("places", "  ")
    assert done.status == 2
    assert "no text to find places in" in done.err
