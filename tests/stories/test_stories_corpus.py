"""The stories of the corpus, coded by the coder as it is: how well their events are found, in any order of arrival."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from stories_gold import Account, Measure, accounts, b_cubed, load_corpus

from dragoman import Article, CodedArticle, Coder
from dragoman.stories import Stories, reports_of
from dragoman.stories.event import by_publication

pytestmark = pytest.mark.xdist_group("stories")
CORPUS = load_corpus()
Coded = list[tuple[Article, CodedArticle]]


@pytest.fixture(scope="module")
def coded() -> Coded:
    articles = [gold.article for gold in CORPUS.articles]
    return list(zip(articles, Coder().pipe(articles), strict=True))


@pytest.fixture(scope="module")
def stories(coded: Coded) -> Stories:
    joined = Stories()
    joined.add(coded)
    return joined


@pytest.fixture(scope="module")
def found(coded: Coded) -> dict[Account, list[str]]:
    return accounts(CORPUS.articles, {article.id: records for article, records in coded})


def measured(split: str, stories: Stories, found: dict[Account, list[str]]) -> Measure:
    articles = {gold.article.id for gold in CORPUS.articles if gold.split == split}
    event_of = {record: stories.event_of(record).id for records in found.values() for record in records}
    return b_cubed([a for a in found if a[0] in articles], found, event_of)


def test_the_corpus_is_what_its_readme_says() -> None:
    splits = Counter(gold.split for gold in CORPUS.articles)
    stories = {split: {g.story for g in CORPUS.articles if g.split == split} for split in splits}
    assert set(splits) == {"train", "test"}
    assert min(splits.values()) >= 60
    assert min(map(len, stories.values())) >= 14
    assert not stories["train"] & stories["test"]
    assert len({gold.article.id for gold in CORPUS.articles}) == len(CORPUS.articles)
    told = {(g.story, name) for g in CORPUS.articles for _, name in g.marks}
    assert told == set(CORPUS.events), "every event is told somewhere, and nothing else is"
    plans = [e for e in CORPUS.events.values() if e.becomes]
    assert all((e.story, e.becomes) in CORPUS.events for e in plans)
    assert len(plans) >= 12
    assert all(150 < len(gold.article.text) < 1500 for gold in CORPUS.articles)


@pytest.mark.parametrize("split", ["train", "test"])
def test_events_are_found(split: str, stories: Stories, found: dict[Account, list[str]]) -> None:
    measure = measured(split, stories, found)
    print(f"\n{split}: precision {measure.precision:.3f}, recall {measure.recall:.3f}, {measure.accounts} accounts")
    assert measure.precision >= 0.9
    assert measure.recall >= 0.9
    assert measure.accounts >= 130, "the coder should find most of what the articles tell"


def test_the_measure_tells_bad_joining_from_good(found: dict[Account, list[str]]) -> None:
    accounts = sorted(found)
    alone = b_cubed(accounts, found, {r: r for records in found.values() for r in records})
    heap = b_cubed(accounts, found, {r: "all" for records in found.values() for r in records})
    right = b_cubed(accounts, found, {r: str(a[1:]) for a, records in found.items() for r in records})
    assert alone.precision > 0.95
    assert alone.recall < 0.6
    assert heap.precision < 0.05
    assert heap.recall == 1
    assert (right.precision, right.recall) == (1, 1)


def test_plans_are_linked_to_what_came_of_them(stories: Stories, found: dict[Account, list[str]]) -> None:
    linked = wanted = 0
    for (article, story, name), records in found.items():
        outcome = CORPUS.events[story, name].becomes
        told = {r for a, ids in found.items() if a[1:] == (story, outcome) for r in ids}
        if outcome is None or not told:
            continue
        wanted += 1
        ends = {stories.event_of(record).outcome for record in records} - {None}
        linked += any(stories.event_of(record).id in ends for record in told)
        assert article
    assert wanted >= 12
    assert linked >= 0.7 * wanted


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_arrival_does_not_matter(seed: int, coded: Coded, stories: Stories) -> None:
    chance = random.Random(seed)
    shuffled = chance.sample(coded, len(coded))
    other = Stories()
    while shuffled:
        portion = [shuffled.pop() for _ in range(min(len(shuffled), chance.randint(1, 30)))]
        other.add(portion)
    assert other.events == stories.events
    assert other.groups == stories.groups


def test_taking_articles_out_is_as_if_they_had_never_come(coded: Coded, stories: Stories) -> None:
    chance = random.Random(7)
    going = chance.sample([article.id for article, _ in coded], 60)
    other, fresh = Stories(), Stories()
    other.add(coded)
    other.remove(going)
    fresh.add(pair for pair in coded if pair[0].id not in going)
    assert other.events == fresh.events
    assert other.groups == fresh.groups
    other.add(pair for pair in coded if pair[0].id in going)
    assert other.events == stories.events


def test_every_report_is_in_one_event_and_copies_count_once(coded: Coded, stories: Stories) -> None:
    reports = {r.id: r for article, records in coded for r in reports_of(article, records)}
    assert sorted(r for e in stories.events for r in e.reports) == sorted(reports)
    for event in stories.events:
        told = [reports[r] for r in event.reports]
        assert told == sorted(told, key=by_publication)
        assert event.n_articles == len({r.article for r in told})
        texts = {stories.groups[r.article] for r in told}
        assert 1 <= event.n_sources <= min(len(texts), len({r.publisher for r in told}))
        assert event.killed in {None, *(r.killed for r in told)}
    copied = [gold.article.id for gold in CORPUS.articles if gold.copy_of]
    assert any(e.n_sources < e.n_articles and set(copied) & set(e.articles) for e in stories.events)


def test_a_rising_toll_has_a_history(stories: Stories, found: dict[Account, list[str]]) -> None:
    told = {a[0]: records for a, records in found.items() if a[1:] == ("market-bombing", "bombing")}
    (event,) = {stories.event_of(r).id: stories.event_of(r) for records in told.values() for r in records}.values()
    tolls = [(r.published, r.new) for r in event.revisions if r.field == "killed"]
    assert tolls[:2] == [("2023-03-06", 5), ("2023-03-07", 9)]
    assert tolls[-1] == ("2023-03-09", 12)
    assert set(told) <= set(event.articles)
    assert event.n_articles >= 3
