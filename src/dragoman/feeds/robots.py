"""robots.txt: what a site wants robots to keep away from, and how slowly they shall go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from dragoman.feeds.addresses import host_of, origin_of
from dragoman.feeds.clock import Clock
from dragoman.feeds.faults import Fault, FetchError
from dragoman.feeds.manners import DAY

NAME = "Dragoman"
"""What robots.txt may call this program."""

_MOST = 512 * 1024  # characters that are heeded; RFC 9309 asks for at least 500 KiB


@dataclass(frozen=True, slots=True)
class _Rules:
    parsed: Protego
    until: float


class Robots:
    """The rules of all sites, each asked for once a day (RFC 9309).

    Args:
        get: fetches a robots.txt: its address -> its content; raises FetchError.
        slow_down: is told of a host and the seconds that it wants between two requests.
        clock: tells the time.
    """

    def __init__(self, get: Callable[[str], bytes], slow_down: Callable[[str, float], None], clock: Clock) -> None:
        self._get, self._slow_down, self._clock = get, slow_down, clock
        self._rules: dict[str, _Rules] = {}

    def check(self, url: str) -> None:
        """Whether an address may be asked for.

        Raises:
            FetchError: where its site forbids it, or where its robots.txt cannot be had for a reason other than that
                there is none.
        """
        if not self._of(origin_of(url), host_of(url)).can_fetch(url, NAME):
            raise FetchError(url, Fault("the site's robots.txt forbids it", lasting=True))

    def _of(self, origin: str, host: str) -> Protego:
        known = self._rules.get(origin)
        if known is None or known.until <= self._clock.now():
            parsed = Protego.parse(self._content(origin))
            self._slow_down(host, parsed.crawl_delay(NAME) or 0.0)
            known = self._rules[origin] = _Rules(parsed, self._clock.now() + DAY)
        return known.parsed

    def _content(self, origin: str) -> str:
        try:
            return self._get(f"{origin}/robots.txt").decode("utf-8-sig", "replace")[:_MOST]
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and not error.host_down:
                return ""  # there is none: everything may be asked for
            raise
