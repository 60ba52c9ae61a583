"""The report: one file with all that it shows, and nothing of an article in it that is more than words."""

from __future__ import annotations

import re
from pathlib import Path

from conftest import Cli
from dragoman.analysis import Questions
from dragoman.desk.report import relations_report
from dragoman.store import Store
from news_made import RUS, USA, Story

EVIL = "<script>alert(1)</script>"


def test_it_tells_what_is_known(filled: str) -> None:
    with Store.open(filled) as store:
        text = " ".join(relations_report(Questions(store), "USA", "Russia").split())
    assert "<h1>United States and Russia</h1>" in text
    assert "<svg" in text
    assert "January 2024" in text
    assert "2 independent sources" in text
    assert '<a href="https://news.example/s1" rel="noreferrer">Story s1</a>' in text
    assert "had asked for talks" in text
    assert "held · 5 February 2024 · Geneva" in text


def test_it_needs_nothing_else(filled: str) -> None:
    with Store.open(filled) as store:
        text = relations_report(Questions(store), "USA", "RUS", since="2024-02")
    assert "From 1 February 2024" in text
    assert "SANCTION" not in text
    assert re.findall(r"<(?:script|link|img|iframe)\b", text) == []
    assert re.findall(r'(?:src|href)="(?!https://news\.example/|#)', text) == []


def test_hostile_words_are_words(tmp_path: Path) -> None:
    who = (EVIL, EVIL, "USA", ("GOV",), None, "person")
    story = Story("evil", "2024-03-06", EVIL).event(f"{EVIL} met Russia.", "CONSULT", [who], [RUS], day="2024-03-05")
    with Store.open(tmp_path / "a.db") as store:
        store.add(*story.says(f"{EVIL} said that Russia {EVIL}.", who, f"Russia {EVIL}", [RUS]).made())
        text = relations_report(Questions(store), "USA", "RUS")
    assert "&lt;script&gt;" in text
    assert "<script" not in text


def test_two_of_whom_nothing_is_known(tmp_path: Path) -> None:
    story = Story("a", "2024-03-06").event("USA met Russia.", "CONSULT", [("USA", *USA[1:])], [RUS])
    with Store.open(tmp_path / "a.db") as store:
        store.add(*story.made())
        assert "Nothing that took place" in relations_report(Questions(store), "Chad", "Mali")


def test_the_command_writes_it(cli: Cli, filled: str, tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    assert cli("report", "--pair", "USA", "RUS", "--weekly", "--db", filled, "-o", out).status == 0
    assert out.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert "--pair says on whom" in cli("report", "--db", filled).err
    assert "let its name end in .html" in cli("report", "--pair", "USA", "RUS", "--db", filled, "-o", "r.pdf").err
    assert "are the same" in cli("report", "--pair", "USA", "USA", "--db", filled, "-o", out).err
