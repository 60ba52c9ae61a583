"""Manners towards hosts: a pause between two requests, and peace for one that is in trouble or asks for it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dragoman.feeds.clock import Clock
from dragoman.feeds.faults import HostRests

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
LONG = MINUTE
"""Seconds of a pause that is waited for on the spot; what takes longer is put off."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A host that is left in peace.

    Attributes:
        tries: failures in a row.
        until: seconds since the epoch.
    """

    tries: int
    until: float


def growing(first: float, tries: int, most: float, chance: random.Random) -> float:
    """Seconds until the next try: doubled with every failure up to ``most``, and a quarter more or less by chance.

    Args:
        first: seconds after the first failure.
        tries: failures so far, at least one.
        most: the longest wait before chance has its part.
        chance: so that not all who failed together come back together.
    """
    return min(most, first * 2.0 ** min(tries - 1, 40)) * chance.uniform(0.75, 1.25)


class Manners:
    """When which host may be asked.

    Args:
        delay: seconds between two requests to a host; a host's own wish for more is heeded.
        clock: tells the time and waits.
        chance: for waits that grow.
        rests: hosts that are left in peace already.
        remember: called with host and rest, or None when it is over, so that the next run knows.
    """

    def __init__(
        self,
        delay: float,
        clock: Clock,
        chance: random.Random,
        rests: Mapping[str, Rest] | None = None,
        remember: Callable[[str, Rest | None], None] = lambda host, rest: None,
    ) -> None:
        self._delay, self._clock, self._chance, self._remember = delay, clock, chance, remember
        self._rests = dict(rests or {})
        self._delays: dict[str, float] = {}
        self._asked: dict[str, float] = {}

    def ready(self, host: str) -> float:
        """From when on the host may be asked, in seconds since the epoch; 0 where it may at once."""
        rest, asked = self._rests.get(host), self._asked.get(host)
        after_pause = asked + self._pause(host) if asked is not None else 0.0
        return max(after_pause, rest.until if rest else 0.0)

    def resting(self, host: str) -> bool:
        """Whether the host is left in peace just now."""
        rest = self._rests.get(host)
        return rest is not None and rest.until > self._clock.now()

    def turn(self, url: str, host: str) -> None:
        """Waits until the host may be asked again, if that is soon.

        Raises:
            HostRests: where it is left in peace, or the pause is too long to hold up other hosts. Stopped: where the
                program is to end.
        """
        if self.resting(host):
            raise HostRests(url, host, self._rests[host].until)
        wait = self.ready(host) - self._clock.now()
        if LONG < wait <= self._pause(host):
            raise HostRests(url, host, self.ready(host), pause=True)
        # at least once through the clock, which knows whether the program is to end; never longer than the pause,
        # should the machine's clock be set back meanwhile
        self._clock.sleep(min(max(wait, 0.0), self._pause(host)))
        self._asked[host] = self._clock.now()

    def slow_down(self, host: str, delay: float) -> None:
        """The host wants so many seconds between two requests; that it was asked for its wishes does not count."""
        before = self._pause(host)
        self._delays[host] = max(delay, 0.0)
        if host in self._asked:
            self._asked[host] -= max(self._pause(host) - before, 0.0)

    def answered(self, host: str) -> None:
        """The host is well."""
        if self._rests.pop(host, None) is not None:
            self._remember(host, None)

    def leave(self, host: str, wait: float | None = None) -> None:
        """The host is in trouble: it is left in peace, the longer the more often it was, or as long as it asks for."""
        before = self._rests.get(host)
        tries = before.tries + 1 if before else 1
        seconds = min(wait, DAY) if wait is not None else growing(2 * MINUTE, tries, 6 * HOUR, self._chance)
        self._rests[host] = Rest(tries, self._clock.now() + seconds)
        self._remember(host, self._rests[host])

    def _pause(self, host: str) -> float:
        return max(self._delay, self._delays.get(host, 0.0))
