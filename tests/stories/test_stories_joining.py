"""What is joined depends on which articles are there, not on how they came; and it stays quick as they grow many."""

from __future__ import annotations

import dataclasses
import random
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_reports import MadeArticle, made_articles, mark, report, state

from dragoman import Article, CodedArticle
from dragoman.errors import InputError
from dragoman.stories import Stories, fingerprint

TALKERS = {"actors": (state("KEN"), state("ETH")), "recipients": (), "killed": None, "place": None, "modes": ()}


def joined(articles: Sequence[MadeArticle], portion: int = 10**9) -> Stories:
    stories = Stories()
    for n in range(0, len(articles), portion):
        stories.add_reports(articles[n : n + portion])
    return stories


def told(stories: Stories) -> tuple[Any, ...]:
    return stories.events, stories.groups


# A pool that is small enough to be tried in every way and has what makes joining hard: look-alikes, undated reports,
# copies, plans, articles with two reports that are never one event, and articles that bridge two events.
def _pool() -> list[MadeArticle]:
    text = "Pilots have refused to go out since their union broke off its talks with the ministry of transport on {}."
    copies = {
        n: fingerprint(Article(text.format(day), id=f"a{n}", published=f"2023-03-0{n}"))
        for n, day in ((6, "Sunday, as was said by all"), (7, "Sunday, as was said by all of them"))
    }
    reports = [
        [report(1)],
        [report(2, killed=9, published="2023-03-07")],
        [report(3, start=None, end=None, precision=None, published="2023-03-08")],
        [report(4, start="2023-03-08", end="2023-03-08", published="2023-03-09")],
        [report(5, start="2023-03-08", end="2023-03-08", published="2023-03-09", killed=7)],
        [report(6), dataclasses.replace(report(6), id="r6b", start="2023-03-08", end="2023-03-08")],
        [report(7, publisher="Paper 6", published="2023-03-07")],
        [report(8, **{**TALKERS, "type": "AGREE", "inner": "CONSULT"}, start="2023-03-10", end="2023-03-10")],
        [report(9, **{**TALKERS, "type": "CONSULT"}, start="2023-03-10", end="2023-03-10", published="2023-03-11")],
        [report(10, **{**TALKERS, "type": "CONSULT"}, start="2023-03-14", end="2023-03-14", published="2023-03-15")],
        [],
    ]
    pool = []
    for n, told_there in enumerate(reports, 1):
        published = told_there[0].published if told_there else None
        pool.append((copies.get(n, mark(f"a{n}", published)), tuple(told_there)))
    return pool


POOL = _pool()


def test_the_pool_is_as_hard_as_it_should_be() -> None:
    stories = joined(POOL)
    sizes = sorted(len(e.reports) for e in stories.events)
    assert len(sizes) == 5
    assert sizes[-1] >= 3
    assert stories.groups["a7"] == "a6"
    assert sum(bool(e.outcome) for e in stories.events) == 1
    assert stories.event_of("r6").id != stories.event_of("r6b").id
    assert any(e.n_sources < e.n_articles for e in stories.events)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_history_of_adding_and_removing_comes_to_what_is_there(data: st.DataObject) -> None:
    stories = Stories()
    there: dict[str, MadeArticle] = {}
    for _ in range(data.draw(st.integers(1, 6))):
        coming = data.draw(st.lists(st.sampled_from(POOL), unique_by=lambda a: a[0].article, max_size=6))
        stories.add_reports(coming)
        there.update({a[0].article: a for a in coming})
        going = data.draw(st.lists(st.sampled_from(sorted(there)), unique=True, max_size=4)) if there else []
        stories.remove(going)
        for article in going:
            del there[article]
    fresh = Stories()
    fresh.add_reports(there.values())
    assert told(stories) == told(fresh)


def test_made_up_news_in_any_order_and_portion() -> None:
    articles = made_articles(200, seed=1, days=40)
    whole = told(joined(articles))
    for seed, portion in ((1, 1), (2, 7), (3, 10**9)):
        shuffled = random.Random(seed).sample(articles, len(articles))
        assert told(joined(shuffled, portion)) == whole


def test_removing_undoes_adding() -> None:
    articles = made_articles(120, seed=2, days=20)
    kept, more = articles[: len(articles) // 2], articles[len(articles) // 2 :]
    stories = joined(kept)
    before = told(stories)
    stories.add_reports(more)
    assert told(stories) != before
    stories.remove([one.article for one, _ in more])
    assert told(stories) == before


def test_an_article_that_comes_again_is_replaced() -> None:
    stories = joined(POOL)
    before = told(stories)
    stories.add_reports(POOL)
    assert told(stories) == before
    stories.add_reports([(mark("a2", "2023-03-07"), (report(2, killed=30, published="2023-03-07"),))])
    assert told(stories) != before
    assert {v.value for v in stories.event_of("r2").support["killed"]} >= {30}


def test_made_up_events_are_found() -> None:
    """Most of the made-up events come out whole; what is joined shares the words of its event."""
    stories = joined(made_articles(400, seed=3, days=200))
    pure = 0
    for event in stories.events:
        names = Counter(word.partition("x")[0] for r in event.reports for word in WORDS[r])
        pure += len(names) == 1
    assert pure >= 0.99 * len(stories.events)
    assert len(stories.events) <= 1.4 * 400  # two reports of one event in one article stay apart


WORDS = {r.id: r.words for _, reports in made_articles(400, seed=3, days=200) for r in reports}


def test_wrong_records_are_refused_and_nothing_is_added() -> None:
    stories = Stories()
    coded = CodedArticle("b", None, None, "en", "test")
    with pytest.raises(InputError, match="'b', not 'a'"):
        stories.add([(Article("One.", id="b"), coded), (Article("Two.", id="a"), coded)])
    assert stories.groups == {}
    with pytest.raises(KeyError, match="nobody"):
        stories.remove(["nobody"])
    with pytest.raises(KeyError):
        stories.event_of("nothing")


def test_twenty_thousand_reports_are_joined_a_few_at_a_time() -> None:
    """Twice as many articles over twice as many days cost about twice as much, and a late one no more than an early."""
    articles = made_articles(8_000, seed=4, days=365)
    assert sum(len(reports) for _, reports in articles) >= 19_900
    stories = Stories()
    spent = []
    for n in range(0, len(articles), 200):
        start = time.process_time()
        stories.add_reports(articles[n : n + 200])
        spent.append(time.process_time() - start)
    third = len(spent) // 3
    assert sum(spent[-third:]) < 3 * sum(spent[:third]) + 1
    assert sum(spent) < 120
