"""docs/formats.md keeps up with the formats: every column and field in order, and code that runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.formats.columns import layout
from dragoman.formats.export import FORMATS, export
from dragoman.formats.plover import fields
from rows_made import ARTICLE, coded

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
HEADINGS = {
    "polecat": "POLECAT",
    "icews": "ICEWS",
    "gdelt": "GDELT 2.0 Events",
    "gdelt-mentions": "GDELT 2.0 Mentions",
}


def section(heading: str) -> str:
    found = re.search(rf"^## {re.escape(heading)}$(.*?)(?=^## |\Z)", DOCS, re.MULTILINE | re.DOTALL)
    assert found, f"docs/formats.md has no section {heading}"
    return found.group(1)


@pytest.mark.parametrize("name", HEADINGS)
def test_every_column_is_described_in_order(name: str) -> None:
    rows = re.findall(r"^\| (\w[^|]*?) \| (.*) \|$", section(HEADINGS[name]), re.MULTILINE)
    rows = [row for row in rows if row[0] != "column"]
    assert [column for column, _ in rows] == layout(name).names
    null = [column for column, told in rows if told.startswith("null")]
    assert null == [c.name for c in layout(name).columns if c.field is None]


def test_every_field_of_plover_is_described() -> None:
    told = re.findall(r"^\| `(\w+)` \|", section("PLOVER JSON"), re.MULTILINE)
    table = fields()
    objects = [k for obj, keys in table["objects"].items() for k in {**keys, **table["own_objects"].get(obj, {})}]
    assert told == [*table["fields"], *table["own"], *objects]


def test_every_format_is_named() -> None:
    assert set(re.findall(r"^\| `([\w-]+)` \| .* \| yes", DOCS, re.MULTILINE)) == set(FORMATS)


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL))
def test_the_code_runs(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    export([(ARTICLE, coded())], "polecat", "events.tsv")
    exec(compile(code, "docs/formats.md", "exec"), {})
    assert "2024-03-04 SUPPORT ['MLI'] ['TCD']" in capsys.readouterr().out
