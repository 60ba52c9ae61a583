"""A look at one source: what is new there."""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from dragoman.feeds.addresses import canonical
from dragoman.feeds.clock import Clock
from dragoman.feeds.entries import read_feed
from dragoman.feeds.faults import Fault, FetchError, HostRests
from dragoman.feeds.fetching import Fetcher, Page, Validators
from dragoman.feeds.plan import Feed, Sitemap
from dragoman.feeds.sitemaps import MOST_BYTES, read_sitemap
from dragoman.feeds.state import FeedState, Found, Waiting

MOST_SITEMAPS = 500
"""Sitemaps of one index that are read at one look; the latest changed come first."""

_DEEPEST = 2  # indices of indices: not allowed, but seen
_Content = TypeVar("_Content")


@dataclass(slots=True)
class Look:
    """What a look came to.

    Attributes:
        new: articles that wait from now on.
        faults: what could not be read, where there is more than one document.
    """

    new: list[Waiting] = field(default_factory=list)
    faults: list[FetchError] = field(default_factory=list)


class Looking:
    """Looks at feeds and sitemaps, and remembers what they name.

    Args:
        state: what is known.
        fetcher: for the documents.
        most_bytes: of a feed.
        clock: tells the time.
    """

    def __init__(self, state: FeedState, fetcher: Fetcher, most_bytes: int, clock: Clock) -> None:
        self._state, self._fetcher, self._most, self._clock = state, fetcher, most_bytes, clock

    def feed(self, source: Feed, take: Callable[[Found], None]) -> Look:
        """A look at a feed.

        Args:
            source: the feed.
            take: for articles whose content stands in the feed, where the plan says that they are taken from there;
                only when all are taken, the feed counts as read.

        Raises:
            FetchError: where it cannot be read.
        """
        key = _key(source.url, source)
        page = self._fetcher.fetch(source.url, self._most, self._state.validators(key))
        if page is None:
            return Look()
        content = _parsed(page, read_feed)
        found = _included(content.found, source.include)
        inside = [f for f in found if f.content is not None] if source.content == "feed" else []
        for one in inside:
            take(one)
        outside = [f for f in found if f not in inside]
        validators = page.validators if content.whole else Validators()  # what was cut off may be whole the next time
        return Look(self._state.listed(source.address, key, validators, outside, self._clock.now()))

    def sitemap(self, source: Sitemap) -> Look:
        """A look at a sitemap, or at all sitemaps of an index.

        Raises:
            FetchError: where it, or all that it names, cannot be read.
        """
        look, read = Look(), 0
        todo, seen = deque([(source.url, 0)]), {source.url}
        while todo:
            url, depth = todo.popleft()
            try:
                children = self._one_sitemap(source, url, look)
                read += 1
            except HostRests:
                if not read:
                    raise
                break  # the others wait for the next look
            except FetchError as fault:
                look.faults.append(fault)
                continue
            fresh = [c for c in dict.fromkeys(children) if c not in seen] if depth < _DEEPEST else []
            fresh = fresh[: MOST_SITEMAPS - len(seen) + 1]
            seen.update(fresh)
            todo.extend((child, depth + 1) for child in fresh)
        if look.faults and read <= (len(seen) > 1):  # nothing was read, but perhaps the index
            raise look.faults[0]
        return look

    def _one_sitemap(self, source: Sitemap, url: str, look: Look) -> list[str]:
        """Reads one document; the sitemaps that it names, if it is an index."""
        key, now = _key(url, source), self._clock.now()
        page = self._fetcher.fetch(url, MOST_BYTES, self._state.validators(key))
        if page is None:
            return []
        since = _days_before(now, source.days) if source.days else None
        content = _parsed(page, lambda p: read_sitemap(p, since))
        if content.children:  # without validators: what an index names may change though the index does not
            return [c.url for c in sorted(content.children, key=lambda c: c.changed or "", reverse=True)]
        found = _included(content.found, source.include)
        look.new += self._state.listed(source.address, key, page.validators, found, now)
        return []


def _parsed(page: Page, parse: Callable[[Page], _Content]) -> _Content:
    try:
        return parse(page)
    except Fault as fault:
        raise FetchError(page.url, fault) from None


def _key(url: str, source: Feed | Sitemap) -> str:
    """What a document's validators are kept under: with other settings, it is to be read again."""
    settings = [source.include, source.days if isinstance(source, Sitemap) else source.content]
    return "#".join([canonical(url), *(str(s) for s in settings if s not in (None, "page"))])


def _included(found: Iterable[Found], pattern: str | None) -> list[Found]:
    return [f for f in found if re.search(pattern or "", f.address)]


def _days_before(now: float, days: int) -> str:
    return (dt.datetime.fromtimestamp(now, dt.UTC).date() - dt.timedelta(days=days)).isoformat()
