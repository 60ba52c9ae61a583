"""The annotated articles keep their form, and the checker sees each kind of fault."""

from __future__ import annotations

import copy
import importlib.util
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dragoman.ontology.load import load_ontology


def _load_tool() -> ModuleType:
    path = Path(__file__).parents[2] / "tools" / "check_corpus.py"
    spec = importlib.util.spec_from_file_location("check_corpus", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _load_tool()
Json = dict[str, Any]
TITLE = "Ruritania shuts border"
FIRST = "Ruritania closed its border with Kenya on Tuesday."
SECOND = 'Its king said that "nobody" would pass.'
ARTICLE: Json = {
    "id": "x1",
    "title": TITLE,
    "published": "2024-05-08",
    "text": f"{TITLE}\n{FIRST} {SECOND}",
    "events": [
        {
            "type": "COERCE",
            "mode": "restrict",
            "evidence": [{"quote": FIRST, "trigger": "closed"}],
            "source": [{"text": "Ruritania", "country": "", "sector": "GOV"}],
            "target": [{"text": "Kenya", "country": "KEN", "sector": "GOV"}],
            "status": "actual",
            "date_text": "on Tuesday",
            "date": "2024-05-07",
            "place": {"text": "Ruritania", "country": ""},
            "killed": None,
            "injured": None,
        }
    ],
    "statements": [
        {
            "speaker": {"text": "Its king", "country": "", "sector": "GOV"},
            "kind": "mixed",
            "cue": "said",
            "quote": SECOND,
            "content": '"nobody" would pass',
        }
    ],
}


def event(article: Json) -> Json:
    """The only event of the sample."""
    found: Json = article["events"][0]
    return found


def statement(article: Json) -> Json:
    """The only statement of the sample."""
    found: Json = article["statements"][0]
    return found


# what is spoiled, and a word of the fault that must be told
SPOILED: list[tuple[Callable[[Json], Any], str]] = [
    (lambda a: a.pop("published"), "published"),
    (lambda a: a.update(id="x2"), "file's name"),
    (lambda a: a.update(title="Another title"), "title"),
    (lambda a: a.update(published="2024-05"), "no day"),
    (lambda a: a.update(published="2024-02-30"), "calendar"),
    (lambda a: event(a).pop("mode"), "mode"),
    (lambda a: event(a).update(note="?"), "note"),
    (lambda a: event(a).update(evidence=[]), "no evidence"),
    (lambda a: event(a)["evidence"][0].update(quote="Ruritania closed the border."), "not in the text"),
    (lambda a: event(a)["evidence"][0].update(trigger="shuts"), "trigger 'shuts'"),
    (lambda a: event(a)["evidence"][0].update(trigger=""), "trigger ''"),
    (lambda a: event(a).update(type="TRADE"), "TRADE"),
    (lambda a: event(a).update(mode="visit"), "visit"),
    (lambda a: event(a).update(status="past"), "past"),
    (lambda a: event(a).update(killed=3), "killed"),
    (lambda a: event(a).update(date_text="on Friday"), "on Friday"),
    (lambda a: event(a).update(date="2024-05-06"), "was a Monday"),
    (lambda a: event(a).update(date="Tuesday"), "Tuesday"),
    (lambda a: event(a).update(date="2024-13"), "calendar"),
    (lambda a: event(a).update(place={"text": "Streslau", "country": ""}), "Streslau"),
    (lambda a: event(a).update(place={"text": "Kenya", "country": "KEY"}), "KEY"),
    (lambda a: event(a)["target"][0].update(country="Kenya"), "'Kenya'"),
    (lambda a: event(a)["source"][0].update(sector="KNG"), "KNG"),
    (lambda a: event(a)["source"][0].update(text="Graustark"), "Graustark"),
    (lambda a: statement(a).update(content="nobody would pass"), "content"),
    (lambda a: statement(a).update(cue="told"), "cue 'told'"),
    (lambda a: statement(a).update(kind="loud"), "loud"),
    (lambda a: statement(a).update(kind="indirect"), "quotation marks"),
    (lambda a: statement(a).update(content="Its king"), "no quotation marks"),
    (lambda a: statement(a)["speaker"].update(text="the queen"), "the queen"),
]


def write(folder: Path, article: Json) -> Path:
    """The article as the file x1.json."""
    path = folder / "x1.json"
    path.write_text(json.dumps(article), encoding="utf-8")
    return path


def test_the_corpus_has_no_faults() -> None:
    paths = sorted(tool.ARTICLES.glob("*.json"))
    assert len(paths) >= 40
    assert tool.check(paths) == []


def test_the_corpus_holds_every_type_and_status_and_articles_without_events() -> None:
    articles = [json.loads(path.read_text(encoding="utf-8")) for path in tool.ARTICLES.glob("*.json")]
    events = [event for article in articles for event in article["events"]]
    types, statuses = Counter(e["type"] for e in events), Counter(e["status"] for e in events)
    assert set(types) == set(load_ontology().types)
    assert set(statuses) == {"actual", "future", "hypothetical", "negated", "historical"}
    assert sum(not article["events"] for article in articles) >= 6


def test_a_sound_article_has_no_faults(tmp_path: Path) -> None:
    assert tool.check([write(tmp_path, ARTICLE)]) == []


@pytest.mark.parametrize(("spoil", "word"), SPOILED, ids=[word for _, word in SPOILED])
def test_each_fault_is_told(tmp_path: Path, spoil: Callable[[Json], Any], word: str) -> None:
    article = copy.deepcopy(ARTICLE)
    spoil(article)
    faults = tool.check([write(tmp_path, article)])
    assert any(fault.startswith("x1.json: ") and word in fault for fault in faults), faults


def test_broken_json_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "x1.json"
    path.write_text('{"id": "x1",\n oops', encoding="utf-8")
    assert tool.check([path]) == ["x1.json: line 2: no JSON (Expecting property name enclosed in double quotes)"]


def test_the_program_tells_faults_by_its_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tool.main([str(tmp_path)]) == 1
    write(tmp_path, ARTICLE)
    assert tool.main([str(tmp_path)]) == 0
    write(tmp_path, {**ARTICLE, "id": "x2"})
    assert tool.main([str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "no articles" in told.err
    assert told.out.splitlines() == [
        "1 articles, 1 events, 1 statements: no faults",
        "x1.json: id 'x2' is not the file's name",
    ]
