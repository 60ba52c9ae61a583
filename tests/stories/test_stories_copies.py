"""Copies of one text are found whatever the order, and nothing else is taken for one."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from stories_gold import load_corpus

from dragoman import Article
from dragoman.records import Block
from dragoman.stories import Fingerprint, are_copies, fingerprint
from dragoman.stories.components import Blocks
from dragoman.stories.copies import copy_groups, similarity

SENTENCES = (
    "The harbour master of Port Salim said that eleven ships lay at anchor outside the breakwater on Tuesday morning.",
    "Pilots have refused to go out since the union broke off its talks with the ministry of transport.",
    "A cargo of onions from Mersin has begun to rot, and the smell can be noticed in the fish market.",
    "The minister invited both sides for Thursday and promised that nobody would be dismissed before then.",
    "In a strike nine years ago the port stood still for three weeks, and bread grew dear in the capital.",
    "Shipping lines have told their captains to wait for four days and then to make for the next harbour.",
)


def story(
    *sentences: int, published: str | None = "2023-03-06", name: str = "", language: str | None = None
) -> Fingerprint:
    text = " ".join(SENTENCES[n] for n in sentences)
    return fingerprint(Article(text, id=name or str(sentences), published=published, language=language))


ALL = (0, 1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("other", "copies"),
    [
        (story(*ALL, name="the same"), True),
        (story(0, 1, 2, name="cut to half"), True),
        (story(0, 1, 2, 3, 4, name="without its last sentence"), True),
        (story(2, 0, 1, 4, 3, 5, name="in another order"), True),
        (story(0, name="one sentence of six"), False),
        (story(*ALL, published="2023-03-12", name="six days later"), True),
        (story(*ALL, published="2023-04-12", name="a month later"), False),
        (story(*ALL, published=None, name="without a day"), True),
        (story(*ALL, language="sw", name="another language"), False),
    ],
    ids=lambda value: value.article if isinstance(value, Fingerprint) else "",
)
def test_what_is_a_copy(other: Fingerprint, copies: bool) -> None:
    one = story(*ALL, name="one", language="en") if other.language else story(*ALL, name="one")
    assert are_copies(one, other) is copies
    assert are_copies(other, one) is copies


def test_a_short_text_is_a_copy_only_word_for_word() -> None:
    flash, same, other = (
        fingerprint(Article(text, id=text))
        for text in ("Mali votes on Sunday.", "MALI votes, on Sunday", "Mali votes on Monday.")
    )
    assert are_copies(flash, same)
    assert not are_copies(flash, other)
    assert set(flash.bands()) & set(same.bands())
    assert not set(flash.bands()) & set(other.bands())


def test_headlines_and_credits_do_not_count() -> None:
    body = " ".join(SENTENCES)
    marks = []
    for n, head in enumerate(
        ("Port strike goes on", "No ship leaves Port Salim, pilots stay at home for a third day running")
    ):
        blocks = (Block("headline", (0, len(head))), Block("paragraph", (len(head) + 1, len(head) + 1 + len(body))))
        marks.append(fingerprint(Article(f"{head}\n{body}", id=str(n)), blocks))
    assert marks[0].exact == marks[1].exact


def test_signatures_estimate_the_share_of_common_shingles() -> None:
    assert similarity(story(*ALL), story(*ALL)) == 1.0
    assert similarity(story(0, 1, 2), story(3, 4, 5)) < 0.1


def test_signatures_are_the_same_in_every_process_and_version() -> None:
    code = (
        "from dragoman import Article; from dragoman.stories import fingerprint; "
        f"print(fingerprint(Article({SENTENCES[0] + ' ' + SENTENCES[1]!r}, id='x')).signature.hex())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    here = story(0, 1).signature.hex()
    assert done.stdout.strip() == here
    assert here.startswith(KNOWN), "a database with signatures of the other kind would find no copies any more"


KNOWN = "53a2a5ddc0621acb2e712557c43287932bf973d3"


def test_the_copies_of_the_corpus_and_no_others_are_found() -> None:
    corpus = load_corpus()
    marks = {gold.article.id: fingerprint(gold.article) for gold in corpus.articles}
    index: Blocks[Fingerprint] = Blocks(lambda f: f.article, Fingerprint.bands)
    for one in marks.values():
        index.add(one)
    found = copy_groups(marks.values(), lambda some: [near for one in some for near in index.near(one)])
    wanted = {gold.article.id: gold.copy_of or gold.article.id for gold in corpus.articles}
    assert sum(article != original for article, original in wanted.items()) == 7
    assert found == wanted


def test_groups_do_not_depend_on_order_or_on_how_many_are_asked_for() -> None:
    marks = [fingerprint(gold.article) for gold in load_corpus().articles]
    index: Blocks[Fingerprint] = Blocks(lambda f: f.article, Fingerprint.bands)
    for one in marks:
        index.add(one)

    def find(some: object) -> list[Fingerprint]:
        return [near for one in some for near in index.near(one)]  # type: ignore[attr-defined]

    whole = copy_groups(marks, find)
    for seed in range(3):
        shuffled = random.Random(seed).sample(marks, len(marks))
        assert copy_groups(shuffled, find) == whole
    for one in marks:
        assert whole.items() >= copy_groups([one], find).items()


def test_a_group_is_named_by_its_earliest_article() -> None:
    late = story(*ALL, published="2023-03-08", name="a")
    early = story(0, 1, 2, 3, 4, published="2023-03-06", name="b")
    both = [late, early]
    assert copy_groups([late], lambda _: both) == {"a": "b", "b": "b"}
