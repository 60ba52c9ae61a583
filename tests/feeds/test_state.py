"""What is known from one look to the next: the same in memory, in SQLite and in PostgreSQL."""

from __future__ import annotations

from dataclasses import replace

import pytest
from feed_site import START

from dragoman.feeds.fetching import Validators
from dragoman.feeds.manners import Rest
from dragoman.feeds.state import Details, Failure, FeedState, Found, Health, MemoryState
from dragoman.feeds.stored import StoredState
from dragoman.store import Store

FEED, OTHER = "https://lake.example/rss", "https://hill.example/rss"
TAGS = Validators('"7"', "Wed, 08 Oct 2025 10:00:00 GMT")


@pytest.fixture(params=["memory", "stored"])
def state(request: pytest.FixtureRequest, store: Store) -> FeedState:
    return MemoryState() if request.param == "memory" else StoredState(store)


def found(*paths: str) -> list[Found]:
    return [Found(f"https://lake.example{p}", f"https://lake.example{p}?utm_source=x", Details("Talks")) for p in paths]


def address(path: str) -> str:
    return f"https://lake.example{path}"


def test_nothing_is_known_at_first(state: FeedState) -> None:
    assert state.validators(FEED) == Validators()
    assert state.health(FEED) == Health()
    assert state.status(address("/a")) is None
    assert state.waiting([FEED]) == []
    assert state.versions(FEED) == {}
    assert state.failures([FEED]) == []
    assert state.rests() == {}
    assert state.try_again([FEED]) == 0


def test_what_is_found_waits_until_it_is_fetched(state: FeedState) -> None:
    new = state.listed(FEED, FEED, TAGS, found("/a", "/b"), START)
    assert [(w.address, w.link, w.details.title) for w in new] == [
        (address("/a"), address("/a?utm_source=x"), "Talks"),
        (address("/b"), address("/b?utm_source=x"), "Talks"),
    ]
    assert state.validators(FEED) == TAGS
    assert state.waiting([FEED]) == new
    assert (new[0].source, new[0].tries, new[0].due) == (FEED, 0, 0.0)
    state.fetched(FEED, [address("/a")], "a7", START)
    assert (state.status(address("/a")), state.status(address("/b"))) == ("fetched", "waiting")
    assert state.waiting([FEED]) == new[1:]
    assert state.waiting([OTHER]) == []


def test_each_article_is_new_once_by_whatever_feed_it_comes(state: FeedState) -> None:
    state.listed(FEED, FEED, TAGS, found("/a"), START)
    state.fetched(FEED, [address("/a"), address("/same")], "a7", START)
    new = state.listed(OTHER, OTHER, Validators(), found("/a", "/same", "/c"), START + 60)
    assert [w.address for w in new] == [address("/c")]
    assert state.validators(FEED) == TAGS


def test_many_articles_at_once(state: FeedState) -> None:
    many = found(*(f"/{n}" for n in range(1200)))
    assert len(state.listed(FEED, FEED, TAGS, many[:700], START)) == 700
    assert len(state.listed(FEED, FEED, TAGS, many, START)) == 500
    assert len(state.waiting([FEED])) == 1200


def test_a_failure_is_remembered_with_the_next_try(state: FeedState) -> None:
    (new,) = state.listed(FEED, FEED, TAGS, found("/a"), START)
    state.failed(FEED, address("/a"), "answers 500", START + 600, START)
    state.failed(FEED, address("/a"), "breaks off\x00", START + 1800, START + 600)
    assert state.waiting([FEED]) == [replace(new, tries=2, due=START + 1800)]
    (failure,) = state.failures([FEED, OTHER])
    assert failure == Failure(address("/a"), FEED, 2, failure.error, START + 1800)
    assert failure.error.startswith("breaks off")
    assert state.failures([OTHER]) == []
    state.fetched(FEED, [address("/a")], "a7", START + 1800)
    assert state.failures([FEED]) == []


def test_what_is_given_up_waits_no_more_until_it_is_asked_for(state: FeedState) -> None:
    new = state.listed(FEED, FEED, TAGS, found("/a", "/b"), START)
    state.failed(FEED, address("/a"), "answers 404", None, START)
    state.failed(FEED, address("/b"), "answers 500", START + 600, START)
    assert state.status(address("/a")) == "given_up"
    assert [w.address for w in state.waiting([FEED])] == [address("/b")]
    assert [(f.address, f.due) for f in state.failures([FEED])] == [
        (address("/b"), START + 600),
        (address("/a"), None),
    ]
    assert state.listed(FEED, FEED, TAGS, found("/a"), START + 60) == []
    assert state.try_again([OTHER]) == 0
    assert state.try_again([FEED]) == 1
    assert replace(new[0], tries=0, due=0.0) in state.waiting([FEED])


def test_files_have_versions(state: FeedState) -> None:
    state.fetched("/in", ["file:///in/a.txt"], None, START, "1-100")
    state.failed("/in", "file:///in/b.txt", "not valid UTF-8", None, START, "1-50")
    assert state.versions("/in") == {"file:///in/a.txt": "1-100", "file:///in/b.txt": "1-50"}
    assert state.versions("/other") == {}
    state.fetched("/in", ["file:///in/a.txt"], None, START + 60, "2-101")
    assert state.versions("/in")["file:///in/a.txt"] == "2-101"
    assert [f.error for f in state.failures(["/in"])] == ["not valid UTF-8"]
    assert state.try_again(["/in"]) == 1
    assert "file:///in/b.txt" not in state.versions("/in"), "it counts as new again"


def test_the_health_of_a_source_and_its_validators_do_not_touch_each_other(state: FeedState) -> None:
    ill = Health(2, START + 900, "answers 500")
    state.looked(FEED, ill, START)
    state.listed(FEED, FEED, TAGS, [], START)
    assert (state.health(FEED), state.validators(FEED)) == (ill, TAGS)
    state.looked(FEED, Health(), START + 900)
    assert (state.health(FEED), state.validators(FEED)) == (Health(), TAGS)
    state.listed(FEED, f"{FEED}#world", Validators('"8"'), [], START)
    assert state.validators(FEED) == TAGS


def test_hosts_that_are_left_in_peace(state: FeedState) -> None:
    state.remember_rest("lake.example", Rest(1, START + 120))
    state.remember_rest("lake.example", Rest(2, START + 240))
    state.remember_rest("hill.example", Rest(1, START + 120))
    state.remember_rest("hill.example", None)
    state.remember_rest("never.example", None)
    assert state.rests() == {"lake.example": Rest(2, START + 240)}
