"""The tables of role nouns and modifiers: their shape, and what a phrase says of whom it describes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dragoman.world.tables import SCHEMAS, SECTORS, read_table, table_file
from dragoman.world.words import folded, split_words

ROWS = list(read_table(table_file("roles.csv"), SCHEMAS["roles.csv"]))
ROLES = {row["phrase"]: row for row in ROWS}
MODIFIERS = {row["word"]: row for row in read_table(table_file("modifiers.csv"), SCHEMAS["modifiers.csv"])}


def test_table_is_large() -> None:
    assert len(ROWS) >= 5000
    assert len(MODIFIERS) >= 250


@pytest.mark.parametrize(("name", "column"), [("roles.csv", "phrase"), ("modifiers.csv", "word")])
def test_rows_are_sorted_and_single(name: str, column: str) -> None:
    keys = [row[column] for row in read_table(table_file(name), SCHEMAS[name])]
    assert [(a, b) for a, b in pairwise(keys) if a >= b] == []


def test_phrases_are_clean() -> None:
    assert [p for p in ROLES if p != " ".join(p.lower().split())] == []


def test_every_row_has_sectors_kind_and_number() -> None:
    assert [row["phrase"] for row in ROWS if not (row["sectors"] and row["kind"] and row["number"])] == []
    assert all(SECTORS.issuperset(row.list("sectors")) for row in ROWS)


def test_persons_are_single_and_have_a_role() -> None:
    persons = [row for row in ROWS if row["kind"] == "person"]
    assert [row["phrase"] for row in persons if row["number"] != "sg" or not row["role"]] == []
    assert [row["phrase"] for row in ROWS if row["kind"] != "person" and row["role"]] == []


def test_notes_are_of_three_sorts() -> None:
    assert {row["note"] for row in ROWS} == {"", "ambiguous", "weapon", "site"}


def test_phrases_that_look_up_alike_say_alike() -> None:
    said: dict[str, tuple[str, str]] = {}
    for row in ROWS:
        key = " ".join(folded(split_words(row["phrase"])))
        assert said.setdefault(key, (row["sectors"], row["role"])) == (row["sectors"], row["role"]), row["phrase"]


@pytest.mark.parametrize(
    ("phrase", "sectors", "role"),
    [
        ("president", "GOV", "president"),
        ("premier", "GOV", "prime minister"),
        ("prime minister", "GOV", "prime minister"),
        ("crown prince", "GOV", "crown prince"),
        ("supreme leader", "GOV", "supreme leader"),
        ("minister of foreign affairs", "GOV", "foreign minister"),
        ("home secretary", "GOV", "interior minister"),
        ("defense minister", "GOV|MIL", "defense minister"),
        ("secretary of state", "GOV", "secretary of state"),
        ("secretary general", "GOV", "secretary-general"),
        ("spokeswoman", "GOV", "spokesperson"),
        ("press secretary", "GOV", "spokesperson"),
        ("army spokesman", "MIL", "military spokesperson"),
        ("police spokesman", "COP", "police spokesperson"),
        ("papal nuncio", "GOV", "ambassador"),
        ("senior official", "GOV", "official"),
        ("central bank governor", "GOV", "central bank governor"),
        ("lawmaker", "LEG", "member of parliament"),
        ("senator", "LEG", "senator"),
        ("attorney general", "JUD", "attorney general"),
        ("magistrate", "JUD", "magistrate"),
        ("brigadier general", "MIL", "brigadier general"),
        ("paratrooper", "MIL", "soldier"),
        ("policewoman", "COP", "police officer"),
        ("spy chief", "SPY", "intelligence chief"),
        ("militiaman", "PRM", "militia member"),
        ("rebel leader", "REB", "rebel leader"),
        ("suicide bomber", "REB", "suicide bomber"),
        ("gunman", "UAF", "gunman"),
        ("opposition leader", "PTY|OPP", "opposition leader"),
        ("opposition lawmaker", "LEG|OPP", "member of parliament"),
        ("chairman", "UNK", "chair"),
        ("villager", "CVL", "villager"),
        ("taxi driver", "CVL", "driver"),
        ("asylum seeker", "REF", "asylum seeker"),
        ("herdsman", "AGR", "herder"),
        ("tycoon", "BUS", "businessman"),
        ("trade unionist", "LAB", "trade unionist"),
        ("columnist", "JRN", "columnist"),
        ("surgeon", "MED", "doctor"),
        ("professor", "EDU", "professor"),
        ("grand mufti", "REL", "mufti"),
        ("aid worker", "SOC", "aid worker"),
        ("drug kingpin", "CRM", "drug lord"),
        ("former president", "ELI", "former president"),
        ("man", "UNK", "man"),
    ],
)
def test_person(phrase: str, sectors: str, role: str) -> None:
    row = ROLES[phrase]
    assert (row["sectors"], row["role"], row["kind"]) == (sectors, role, "person")


@pytest.mark.parametrize(
    ("phrase", "sectors", "number"),
    [
        ("authorities", "GOV", "pl"),
        ("foreign ministers", "GOV", "pl"),
        ("ministers of defense", "GOV|MIL", "pl"),
        ("secretaries-general", "GOV", "pl"),
        ("junta", "GOV", "sg"),
        ("foreign ministry", "GOV", "sg"),
        ("defense ministry", "GOV|MIL", "sg"),
        ("health ministry", "GOV|MED", "sg"),
        ("embassy", "GOV", "sg"),
        ("central bank", "GOV", "sg"),
        ("parliament", "LEG", "sg"),
        ("supreme court", "JUD", "sg"),
        ("warplanes", "MIL", "pl"),
        ("government troops", "MIL", "pl"),
        ("peacekeepers", "MIL", "pl"),
        ("riot police", "COP", "pl"),
        ("security forces", "COP", "pl"),
        ("border guards", "COP", "pl"),
        ("secret services", "SPY", "pl"),
        ("death squads", "PRM", "pl"),
        ("paramilitary group", "PRM", "sg"),
        ("rebels", "REB", "pl"),
        ("armed wing", "REB", "sg"),
        ("gunmen", "UAF", "pl"),
        ("mercenaries", "UAF", "pl"),
        ("ruling party", "PTY", "sg"),
        ("opposition", "PTY|OPP", "sg"),
        ("protesters", "CVL", "pl"),
        ("children", "CVL", "pl"),
        ("refugees", "REF", "pl"),
        ("fishermen", "AGR", "pl"),
        ("oil company", "BUS", "sg"),
        ("miners", "LAB", "pl"),
        ("state television", "JRN|GOV", "sg"),
        ("state news agency", "GOV|JRN", "sg"),
        ("hospital", "MED", "sg"),
        ("experts", "EDU", "pl"),
        ("mosque", "REL", "sg"),
        ("human rights groups", "SOC", "pl"),
        ("drug cartel", "CRM", "sg"),
        ("royal family", "ELI", "sg"),
    ],
)
def test_group(phrase: str, sectors: str, number: str) -> None:
    row = ROLES[phrase]
    assert (row["sectors"], row["number"]) == (sectors, number)
    assert row["kind"] in ("group", "organization")


@pytest.mark.parametrize(
    ("phrase", "note"),
    [
        ("general", "ambiguous"),
        ("private", "ambiguous"),
        ("state", "ambiguous"),
        ("source", "ambiguous"),
        ("missiles", "weapon"),
        ("helicopters", "weapon"),
        ("police station", "site"),
        ("refugee camp", "site"),
        ("official", ""),
        ("soldiers", ""),
    ],
)
def test_note(phrase: str, note: str) -> None:
    assert ROLES[phrase]["note"] == note


@pytest.mark.parametrize(
    ("word", "effect", "value"),
    [
        ("former", "sector", "ELI"),
        ("ex-", "sector", "ELI"),
        ("ousted", "sector", "ELI"),
        ("riot", "sector", "COP"),
        ("naval", "sector", "MIL"),
        ("separatist", "sector", "REB"),
        ("paramilitary", "sector", "PRM"),
        ("parliamentary", "sector", "LEG"),
        ("judicial", "sector", "JUD"),
        ("intelligence", "sector", "SPY"),
        ("student", "sector", "EDU"),
        ("opposition", "add", "OPP"),
        ("exiled", "add", "OPP"),
        ("muslim", "add", "REL"),
        ("self-proclaimed", "add", "PRE"),
        ("suspected", "keep", ""),
        ("acting", "keep", ""),
        ("deputy", "keep", ""),
        ("senior", "keep", ""),
    ],
)
def test_modifier(word: str, effect: str, value: str) -> None:
    assert (MODIFIERS[word]["effect"], MODIFIERS[word]["value"]) == (effect, value)


def test_only_words_that_keep_have_no_value() -> None:
    assert [w for w, row in MODIFIERS.items() if (row["effect"] == "keep") != (row["value"] == "")] == []
