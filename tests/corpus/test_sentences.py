"""The annotated sentences of the corpus: their form, their variety, and what the reader of the form refuses."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from dragoman.errors import InputError
from dragoman.training.sentences import GoldSentence, parse_sentences, read_sentences

ROOT = Path(__file__).parent.parent.parent
FILES = sorted((ROOT / "corpus" / "sentences").glob("*.txt"))
HEAD = "topic: t\nsplit: train\nkind: news\n\n"
SENTENCE = "Chad struck Mali twice, and Mali, its envoy said, struck back."


@pytest.fixture(scope="module")
def variety() -> ModuleType:
    spec = importlib.util.spec_from_file_location("corpus_variety", ROOT / "tools" / "corpus_variety.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def parsed(*marks: str, head: str = HEAD, opening: str = "@ 2003 agency") -> list[GoldSentence]:
    return list(parse_sentences(f"{head}{opening}\n{SENTENCE}\n" + "\n".join(marks) + "\n", "t.txt"))


def test_every_file_can_be_read() -> None:
    assert len(FILES) >= 60
    assert len(list(read_sentences(FILES))) >= 4000


def test_the_variety_reaches_its_floors(variety: ModuleType) -> None:
    measured = variety.measure(list(read_sentences(FILES)))
    floors = yaml.safe_load((ROOT / "corpus" / "floors.yaml").read_text(encoding="utf-8"))
    assert {name: measured.get(name) for name, floor in floors.items() if measured.get(name, 0) < floor} == {}


def test_topics_are_in_one_split_only() -> None:
    splits: dict[str, set[str]] = {}
    for s in read_sentences(FILES):
        splits.setdefault(s.topic, set()).add(s.split)
    assert all(len(found) == 1 for found in splits.values())


def test_near_duplicates_are_found(variety: ModuleType) -> None:
    twice = parsed("- nothing") + parsed("- nothing")
    assert len(list(variety.near_duplicates(twice))) == 1


def test_cells_become_spans() -> None:
    (s,) = parsed(
        "- ASSAULT | actual | struck#2 | Mali#2 > _ | its envoy", "- says | indirect | its envoy | said | Mali#2"
    )
    (event,), (said,) = s.events, s.statements
    assert event.via is not None
    assert said.source is not None
    assert said.cue is not None
    words = [s.text[a:b] for a, b in (*event.triggers, *event.actors, event.via, said.source, said.cue, *said.content)]
    assert words == ["struck", "Mali", "its envoy", "its envoy", "said", "Mali"]
    assert event.triggers[0][0] > s.text.index("envoy")
    assert not event.recipients


@pytest.mark.parametrize(
    ("mark", "cause"),
    [
        ("- ASSAIL | actual | struck | Chad > Mali", "unknown event type 'ASSAIL'"),
        ("- ASSAULT visit | actual | struck | Chad > Mali", "ASSAULT has no mode 'visit'"),
        ("- ASSAULT | done | struck | Chad > Mali", "unknown status 'done'"),
        ("- ASSAULT | actual | bombed | Chad > Mali", "'bombed' does not stand in the sentence"),
        ("- ASSAULT | actual | struck#3 | Chad > Mali", "'struck#3' does not stand in the sentence"),
        ("- ASSAULT | actual | struck | Chad", "actors and recipients are written"),
        ("- ASSAULT | actual | _ | Chad > Mali", "an event needs a trigger"),
        ("- says | spoken | its envoy | said | Mali", "unknown kind of statement 'spoken'"),
        ("- says | direct | its envoy | said", "a statement is"),
        ("", "no annotation"),
    ],
)
def test_a_fault_names_file_line_and_cause(mark: str, cause: str) -> None:
    with pytest.raises(InputError) as caught:
        parsed(mark)
    assert cause in caught.value.cause
    assert caught.value.source == "t.txt"
    assert caught.value.line == (5 if not mark else 7)


@pytest.mark.parametrize("opening", ["@ 1950 agency", "@ 2003 blog", "2003 agency"])
def test_a_block_tells_year_and_style(opening: str) -> None:
    with pytest.raises(InputError):
        parsed("- nothing", opening=opening)


def test_look_alikes_hold_no_events() -> None:
    with pytest.raises(InputError, match="look-alikes"):
        parsed("- ASSAULT | actual | struck | Chad > Mali", head=HEAD.replace("news", "look-alikes"))
