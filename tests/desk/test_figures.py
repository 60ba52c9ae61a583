"""The figures on the desk are those of the documents."""

from __future__ import annotations

import html
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from starlette.testclient import TestClient

from dragoman.desk.pages.about import measured

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("desk_figures", ROOT / "tools" / "desk_figures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_they_are_up_to_date(tool: ModuleType) -> None:
    assert tool.OUT.read_text() == tool.made(), "the documents tell other figures: python tools/desk_figures.py"


def test_all_of_them_are_shown(desk: TestClient) -> None:
    page = html.unescape(desk.get("/about").text)
    for section in measured():
        tables = [part for part in section["parts"] if "rows" in part]
        assert tables
        for row in (row for table in tables for row in table["rows"]):
            assert f'<th scope="row">{row[0]}</th>' + "".join(f"<td>{cell}</td>" for cell in row[1:]) in page


def test_a_table_loses_its_marks(tool: ModuleType) -> None:
    block = "| `set` | n |\n|---|--:|\n| [news](n.md) | 0.5 |\n| | 0.25 |"
    assert tool.part(block) == {"heads": ["set", "n"], "rows": [["news", "0.5"], ["news", "0.25"]]}


def test_a_heading_that_is_gone(tool: ModuleType) -> None:
    with pytest.raises(SystemExit, match="has no heading 'How bad is it'"):
        tool.section(ROOT / "README.md", "How bad is it")
