"""Pauses between requests, and peace for hosts in trouble."""

from __future__ import annotations

import random

import pytest
from feed_site import START, Middle, TestClock

from dragoman.feeds.faults import HostRests, Stopped
from dragoman.feeds.manners import DAY, Manners, Rest, growing


def test_between_two_requests_to_a_host_there_is_a_pause() -> None:
    clock = TestClock()
    manners = Manners(2.0, clock, Middle())
    for host in ("a", "b", "a", "a"):
        manners.turn("url", host)
    assert clock.slept == [2.0, 2.0]
    clock.time += 1.5
    assert manners.ready("a") == clock.time + 0.5
    assert manners.ready("new") == 0.0


def test_a_host_may_ask_for_longer_pauses_but_not_for_shorter_ones() -> None:
    clock = TestClock()
    manners = Manners(2.0, clock, Middle())
    manners.slow_down("slow", 30.0)
    manners.slow_down("fast", 0.1)
    for host in ("slow", "slow", "fast", "fast"):
        manners.turn("url", host)
    assert clock.slept == [30.0, 2.0]


def test_a_pause_too_long_to_wait_for_on_the_spot_is_put_off() -> None:
    clock = TestClock()
    manners = Manners(2.0, clock, Middle())
    manners.turn("robots.txt", "slow")
    manners.slow_down("slow", 600.0)
    manners.turn("url", "slow")
    assert clock.slept == [2.0], "asking for its wishes does not count"
    with pytest.raises(HostRests, match="slow wants a long pause") as rests:
        manners.turn("url", "slow")
    assert (rests.value.pause, rests.value.until) == (True, clock.time + 600)
    assert not manners.resting("slow")
    clock.time += 560
    manners.turn("url", "slow")
    assert clock.slept == [2.0, 40.0]


def test_a_host_in_trouble_is_left_in_peace_for_longer_and_longer() -> None:
    clock, told = TestClock(), list[tuple[str, Rest | None]]()
    manners = Manners(0.0, clock, Middle(), {}, lambda host, rest: told.append((host, rest)))
    for wait in (120.0, 240.0, 480.0):
        manners.leave("a")
        assert manners.ready("a") == clock.time + wait
        with pytest.raises(HostRests, match="a is left in peace") as rests:
            manners.turn("url", "a")
        assert rests.value.until == clock.time + wait
        clock.time += wait
        assert not manners.resting("a")
    manners.answered("a")
    manners.answered("a")
    manners.leave("a")
    assert manners.ready("a") == clock.time + 120.0
    assert [host for host, _ in told] == ["a"] * 5
    assert [rest.tries if rest else None for _, rest in told] == [1, 2, 3, None, 1]


@pytest.mark.parametrize(("asked", "given"), [(5.0, 5.0), (7200.0, 7200.0), (10**8, DAY)])
def test_a_host_is_left_in_peace_as_long_as_it_asks_for(asked: float, given: float) -> None:
    clock = TestClock()
    manners = Manners(0.0, clock, Middle())
    manners.leave("a", asked)
    assert manners.ready("a") == START + given


def test_hosts_are_still_left_in_peace_in_the_next_run() -> None:
    clock = TestClock()
    manners = Manners(0.0, clock, Middle(), {"a": Rest(3, START + 50)})
    assert manners.resting("a")
    clock.time += 60
    manners.leave("a")
    assert manners.ready("a") == clock.time + 960.0


def test_no_request_goes_out_once_the_program_is_to_end() -> None:
    clock = TestClock(ends=START)
    with pytest.raises(Stopped):
        Manners(0.0, clock, Middle()).turn("url", "a")


def test_a_clock_that_is_set_back_holds_nothing_up() -> None:
    clock = TestClock()
    manners = Manners(2.0, clock, Middle())
    manners.turn("url", "a")
    clock.time -= 3600
    manners.turn("url", "a")
    assert clock.slept == [2.0]


def test_waits_grow_up_to_a_limit_and_differ_by_chance() -> None:
    assert [growing(60.0, tries, 600.0, Middle()) for tries in range(1, 7)] == [60, 120, 240, 480, 600, 600]
    assert growing(60.0, 100_000, 600.0, Middle()) == 600
    waits = {growing(60.0, 1, 600.0, random.Random(seed)) for seed in range(20)}
    assert len(waits) == 20
    assert min(waits) >= 45
    assert max(waits) <= 75
