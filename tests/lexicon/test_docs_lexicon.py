"""docs/lexicon.md keeps up with the lexicon: every field, need, place and operator; its entries load."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from dragoman.lexicon import predicates
from dragoman.lexicon.predicates import load_lexicon
from dragoman.ontology import load_ontology

DOCS = (Path(__file__).parents[2] / "docs" / "lexicon.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`(\w+)`", DOCS))
BLOCKS = re.findall(r"(?:^    .*\n)+", DOCS, re.MULTILINE)
FILES = [textwrap.dedent(b) for b in BLOCKS if re.match(r"\s+(type|operator): ", b)]


@pytest.mark.parametrize("field", sorted(predicates._KEYS))
def test_a_field_is_described(field: str) -> None:
    assert field in NAMED


@pytest.mark.parametrize("need", sorted(predicates._NEEDS))
def test_a_need_is_described(need: str) -> None:
    assert re.search(rf"^\| .*`{need}`.* \|", DOCS, re.MULTILINE)


@pytest.mark.parametrize("operator", load_ontology().composition)
def test_an_operator_is_named(operator: str) -> None:
    assert operator in NAMED


@pytest.mark.parametrize("name", ["light_verbs", "occur_verbs", "carriers"])
def test_special_classes_are_described(name: str) -> None:
    assert name in load_lexicon().classes
    assert name in NAMED


def test_default_places_are_the_ones_told() -> None:
    for places in (predicates._VERB_FROM, predicates._VERB_TO, predicates._NOUN_FROM, predicates._NOUN_TO):
        assert f"`[{', '.join(places)}]`" in DOCS


@pytest.mark.parametrize("text", FILES, ids=lambda t: t.split("id: ")[1].split()[0])
def test_an_entry_shown_is_sound(text: str, tmp_path: Path) -> None:
    (tmp_path / "shown.yaml").write_text(text, encoding="utf-8")
    ((predicate, forms),) = predicates._file(tmp_path / "shown.yaml", load_lexicon().classes, load_ontology())
    assert forms
    assert predicate.examples
    assert predicate.id not in {p.id for p in load_lexicon().predicates}
