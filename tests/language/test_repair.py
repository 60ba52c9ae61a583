"""Parses that news makes the parser get wrong are mended."""

from __future__ import annotations

from dragoman.language.pipeline import load_model, parse
from dragoman.language.tokens import Sentence
from dragoman.records import Article, Block


def parsed(text: str) -> Sentence:
    article = Article(text=text, blocks=(Block("paragraph", (0, len(text))),))
    return next(parse([article], load_model())).sentences[0]


def test_the_speaker_at_the_end_is_no_apposition() -> None:
    sentence = parsed("The rivals signed a pact on sharing the water of Lake Turkana, Kenya's foreign ministry said.")
    said = next(t for t in sentence.tokens if t.text == "said")
    subject = said.child("nsubj")
    assert subject is not None
    assert subject.text == "ministry"
    assert subject in said.children
    assert all(t.head is t or t in t.head.children for t in sentence.tokens)


def test_a_real_apposition_stays() -> None:
    sentence = parsed("Ruto met Abiy, the prime minister, in Nairobi.")
    minister = next(t for t in sentence.tokens if t.text == "minister")
    assert minister.head.text == "Abiy"
