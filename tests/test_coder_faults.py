"""``Coder`` never raises for the fault of an article: it says in ``error`` what is wrong, and goes on."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import TEXTS
from dragoman import Article, Coder, ModelError, TableError, check_offsets, from_json, to_json

GERMAN = "Der Außenminister traf am Montag seine Amtskollegin zu langen Gesprächen über den Hafen. " * 5
FAULTS = [
    (Article(""), "the text is empty"),
    (Article(" \n\t "), "the text is empty"),
    (Article("", error="news.txt: may not be read"), "news.txt: may not be read"),
    (Article(GERMAN), "the language is de: only English (en) is coded"),
    (Article("Bonjour.", language="fr"), "the language is fr: only English (en) is coded"),
    (Article(TEXTS[0] * 10_000), "the text has 520,000 characters; at most 500,000 are one article"),
    (Article("x" * 10_000_000), "the text has 10,000,000 characters; at most 500,000 are one article"),
    (Article("half a pair \ud83d here"), "could not be coded: UnicodeEncodeError: "),
]


@pytest.mark.parametrize(("article", "error"), FAULTS, ids=[error[:30] for _, error in FAULTS])
def test_the_fault_of_an_article_is_its_error(article: Article, error: str, coder: Coder) -> None:
    coded = coder.code(article)
    assert (coded.error or "").startswith(error)
    assert "\n" not in (coded.error or "")
    assert (coded.id, coded.events, coded.statements, coded.entities) == (article.id, (), (), ())
    assert coded.coder == coder.name


def test_articles_beside_faulty_ones_are_coded(coder: Coder) -> None:
    given = [a for fault, _ in FAULTS for a in (fault, Article(TEXTS[0]))]
    found = list(coder.pipe(given, batch_size=5))
    assert [c.id for c in found] == [a.id for a in given]
    assert [bool(c.events) for c in found] == [False, True] * len(FAULTS)


def test_text_alone_will_do(coder: Coder) -> None:
    assert coder.code(TEXTS[0]).events == coder.code(Article(TEXTS[0])).events != ()
    assert [len(c.events) for c in coder.pipe(iter(TEXTS))] == [len(coder.code(t).events) for t in TEXTS]


def test_articles_are_taken_batch_by_batch(coder: Coder) -> None:
    taken: list[int] = []
    source = (taken.append(n) or Article(TEXTS[3], id=f"n{n}") for n in range(100))  # type: ignore[func-returns-value]
    next(coder.pipe(source, batch_size=4))
    assert len(taken) <= 8


@pytest.mark.parametrize(
    "text",
    ["a" * 400_000, '"' * 100_000, "(" * 20_000, '"hello" ' * 3_000, "a\n" * 3_000, "Ab Cd " * 3_000, "“" * 20_000],
    ids=["one word", "marks", "brackets", "quotations", "lines", "names", "open quotations"],
)
def test_odd_texts_take_no_unreasonable_time(text: str, coder: Coder) -> None:
    start = time.process_time()
    coded = coder.code(text)
    assert time.process_time() - start < 10
    assert coded.error is None
    assert check_offsets(coded, text) == []


PIECES = st.sampled_from(
    ["Kenya", " urged ", "Ethiopia", '"', "“", "”", "'", "(", ")", ".", "\n", "\n\n", " said ", "he ", ",", "—", "…",
     "Mr. ", "on Monday", "12", "%", "\u200b", "é", "中", "🚢", "\xa0", "\t", "https://x.org/a?b", "@", "who ", "not "]
)  # fmt: skip


@given(pieces=st.lists(PIECES, min_size=1, max_size=40))
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_the_text_offsets_hold(pieces: list[str], coder: Coder) -> None:
    article = Article("".join(pieces), language="en", published="2024-03-06")
    coded = coder.code(article)
    assert coded.error in (None, "the text is empty")
    assert check_offsets(coded, article.text) == []
    assert from_json(to_json(coded)) == coded


def test_a_coder_that_cannot_be_made_says_why() -> None:
    with pytest.raises(ModelError, match="no_such_model"):
        Coder(model="no_such_model").code("x")
    with pytest.raises(TableError, match=r"gone\.csv: no such file"):
        Coder(actors=["gone.csv"])
