"""``nlp.add_pipe("dragoman")``: native to spaCy, also over processes and on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from conftest import TEXTS
from dragoman import Coder, Entity, Event, Statement, check_offsets, from_json
from dragoman.component import KEY
from dragoman.errors import ModelError
from dragoman.language.pipeline import DEFAULT_MODEL


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("dragoman", config={"published": "2024-03-06"})
    return nlp


def test_a_doc_gets_events_statements_and_entities(nlp: Language) -> None:
    doc = nlp(TEXTS[1])
    assert doc._.events
    assert doc._.statements
    assert doc._.entities
    assert all(isinstance(e, Event) for e in doc._.events)
    assert all(isinstance(s, Statement) for s in doc._.statements)
    assert all(isinstance(e, Entity) for e in doc._.entities)
    assert check_offsets(from_json(doc.user_data[KEY]), doc.text) == []


def test_it_finds_what_the_coder_finds(nlp: Language, coder: Coder) -> None:
    for text in TEXTS:
        theirs = {e.type for e in coder.code(text).events}
        assert {e.type for e in nlp(text)._.events} == theirs


def test_dates_resolve_against_the_docs_own_day_before_the_components(nlp: Language) -> None:
    def day(published: str | None) -> str:
        doc = nlp.make_doc("France met Germany in Berlin on Monday.")
        doc._.published = published
        events: tuple[Event, ...] = nlp(doc)._.events
        return next(e.date.start for e in events if e.date)

    assert (day(None), day("2023-01-04")) == ("2024-03-04", "2023-01-02")


def test_docs_without_words_or_not_coded_have_none(nlp: Language) -> None:
    for doc in (nlp(""), nlp(" \n "), Doc(nlp.vocab, words=["Hello"])):
        assert (doc._.events, doc._.statements, doc._.entities) == ((), (), ())


def test_several_processes_give_the_same(nlp: Language) -> None:
    alone = [doc._.events for doc in nlp.pipe(TEXTS)]
    assert [doc._.events for doc in nlp.pipe(TEXTS, n_process=2, batch_size=2)] == alone
    assert any(alone)


def test_records_survive_the_disk(nlp: Language, tmp_path: Path) -> None:
    doc = nlp(TEXTS[0])
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "docs.spacy")
    (back,) = DocBin().from_disk(tmp_path / "docs.spacy").get_docs(nlp.vocab)
    assert back._.events == doc._.events != ()


def test_the_pipeline_survives_the_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert again(TEXTS[1])._.events == nlp(TEXTS[1])._.events != ()


def test_without_a_parser_it_says_what_is_missing() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("dragoman")
    with pytest.raises(ModelError, match="after a parser"):
        blank("Kenya urged Ethiopia to reopen the border.")


def test_your_own_actors_are_known_to_it(tmp_path: Path) -> None:
    file = tmp_path / "actors.csv"
    file.write_text("name,country,sectors\nLake Council,KEN,GOV\n")
    nlp = spacy.load(DEFAULT_MODEL)
    nlp.add_pipe("dragoman", config={"actors": [str(file)]})
    (event, *_) = nlp("The Lake Council urged Ethiopia to reopen the border.")._.events
    assert event.actors[0].country == "KEN"
