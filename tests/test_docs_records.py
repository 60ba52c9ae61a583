"""docs/records.md keeps up with the records: every field and column, and code that runs."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import duckdb
import pytest

from dragoman import Article
from dragoman.formats.flat import ERRORS, EVENTS, STATEMENTS
from dragoman.formats.sinks import open_sink
from dragoman.scale.rows import as_row
from samples import CODED, RECORDS, TEXT

ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
FLAT = DOCS.index("## Flat tables")


def rows(heading: str, text: str) -> list[str]:
    """The names in the first column of the table below a heading, in order."""
    found = re.search(rf"^### {heading}$(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/records.md has no section {heading}"
    cells = re.findall(r"^\| (`[^|]*) \|", found.group(1), re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]


@pytest.mark.parametrize("cls", [cls for cls in RECORDS if cls is not Article])
def test_every_field_is_described(cls: type) -> None:
    assert rows(cls.__name__, DOCS[:FLAT]) == [f.name for f in dataclasses.fields(cls)]


@pytest.mark.parametrize(("heading", "columns"), [("Events", EVENTS), ("Statements", STATEMENTS), ("Errors", ERRORS)])
def test_every_column_is_described(heading: str, columns: dict[str, str]) -> None:
    assert rows(heading, DOCS[FLAT:]) == list(columns)


@pytest.mark.parametrize("code", re.findall(r"```python\n(.*?)```", DOCS, re.DOTALL))
def test_the_code_runs(code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    exec(compile(code, "docs/records.md", "exec"), {})
    assert "REQUEST" in capsys.readouterr().out


def test_the_query_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    accusing = dataclasses.replace(CODED, events=(dataclasses.replace(CODED.events[0], type="ACCUSE"),))
    sink = open_sink("events.parquet")
    sink.begin()
    sink.write(Article(TEXT), as_row(accusing))
    sink.finish()
    (query,) = re.findall(r"```sql\n(.*?)```", DOCS, re.DOTALL)
    with duckdb.connect() as connection:
        ((month, actor, recipient, count),) = connection.execute(query).fetchall()
    assert (str(month)[:7], actor, recipient, count) == ("2024-03", "MLI", "TCD", 1)
