"""robots.txt: what a site wants robots to keep away from, and how slowly they shall go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from dragoman.feeds.addresses import host_of, origin_of
from dragoman.feeds.clock import Clock
from dragoman.feeds.faults import Fault, FetchError, HostRests
from dragoman.feeds.manners import DAY, Manners

NAME = "Dragoman"
"""What robots.txt may call this program."""

_MOST = 512 * 1024  # characters that are heeded; RFC 9309 asks for at least 500 KiB


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules of a site, or why there are none and nothing may be asked for."""

    found: Protego | FetchError
    until: float


class Robots:
    """The rules of all sites, each asked for once a day (RFC 9309).

    Args:
        get: fetches a robots.txt: its address -> its content; raises FetchError.
        manners: is told how slowly a host wants to be asked, and which are in trouble.
        clock: tells the time.
    """

    def __init__(self, get: Callable[[str], bytes], manners: Manners, clock: Clock) -> None:
        self._get, self._manners, self._clock = get, manners, clock
        self._rules: dict[str, _Rules] = {}

    def check(self, url: str) -> None:
        """Whether an address may be asked for.

        Raises:
            FetchError: where its site forbids it, or where its robots.txt cannot be had for a reason other than that
                there is none.
        """
        origin = origin_of(url)
        known = self._rules.get(origin)
        if known is None or known.until <= self._clock.now():
            known = self._rules[origin] = _Rules(self._ask(origin, host_of(url)), self._clock.now() + DAY)
        if isinstance(known.found, FetchError):
            raise known.found
        if not known.found.can_fetch(url, NAME):
            raise FetchError(url, Fault("the site's robots.txt forbids it", lasting=True))

    def _ask(self, origin: str, host: str) -> Protego | FetchError:
        try:
            content = self._get(f"{origin}/robots.txt").decode("utf-8-sig", "replace")[:_MOST]
        except FetchError as error:
            if error.lasting and error.status is None:  # it is there, and can never be read
                return error
            if not error.lasting:
                if not error.host_down and not isinstance(error, HostRests):
                    self._manners.leave(host)
                raise
            content = ""  # there is none: everything may be asked for
        rules = Protego.parse(content)
        self._manners.slow_down(host, rules.crawl_delay(NAME) or 0.0)
        return rules
