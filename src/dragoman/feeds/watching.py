"""Watching: looks at all sources in turn, fetches what is new, and stores it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.errors import InputError
from dragoman.feeds.addresses import canonical
from dragoman.feeds.articles import article_of_content, article_of_fetched
from dragoman.feeds.clock import Clock
from dragoman.feeds.faults import Fault, FetchError, HostRests, Stopped
from dragoman.feeds.fetching import Fetcher
from dragoman.feeds.folders import NewFile, articles_of_file, new_files
from dragoman.feeds.looking import Look, Looking
from dragoman.feeds.manners import DAY, MINUTE, Manners, growing
from dragoman.feeds.plan import Feed, Folder, Plan, Sitemap, Source
from dragoman.feeds.queue import Queue
from dragoman.feeds.state import FeedState, Found, Health, Kept, Waiting
from dragoman.records import Article

PATIENCE = 60.0
"""Seconds for which a single run waits for a host that is left in peace."""

_FIRST_RETRY = 10 * MINUTE
_NEVER = float("inf")

Keep = Callable[[Iterable[Article]], Iterator[Kept]]
"""Codes articles and stores them; what became of each comes out when it is safe, so that it may count as fetched."""


@dataclass(slots=True)
class Tally:
    """What became of one source.

    Attributes:
        new: articles that were found for the first time.
        stored: articles that are in the store now.
        uncoded: articles that could not be coded (in another language, say), or not even be read.
        again: articles that were stored before, under another address.
        failed: articles that could not be fetched and will be tried again.
        given_up: articles that could not be fetched and will not be tried again.
        fault: why the source itself could not be read, the last time.
    """

    source: Source
    new: int = 0
    stored: int = 0
    uncoded: int = 0
    again: int = 0
    failed: int = 0
    given_up: int = 0
    fault: str | None = None


class Watcher:
    """Watches what a plan names.

    Args:
        plan: what is watched.
        state: what is known of it.
        fetcher: fetches documents; with the same ``manners``.
        manners: when which host may be asked.
        keep: codes and stores.
        clock: tells the time; raises Stopped out of every wait when the program is to end.
        chance: for waits that grow.
        say: told what happens, a line at a time.
    """

    def __init__(
        self,
        plan: Plan,
        state: FeedState,
        fetcher: Fetcher,
        manners: Manners,
        keep: Keep,
        clock: Clock,
        chance: random.Random,
        say: Callable[[str], None] = lambda line: None,
    ) -> None:
        self._plan, self._state, self._fetcher, self._manners = plan, state, fetcher, manners
        self._keep, self._clock, self._chance, self._say = keep, clock, chance, say
        self._looking = Looking(state, fetcher, plan.fetching.most, clock)
        self._queue = Queue()
        self._looks: dict[str, float] = {}
        self.tallies = {source.address: Tally(source) for source in plan.sources}
        """What became of each source, by its address."""
        self.stopped = False
        """Whether the run ended because the program is to end."""

    def run(self, once: bool) -> None:
        """Watches until the clock says that the program is to end.

        Args:
            once: only one look at each source, and one try for each article that is due.
        """
        try:
            self._begin(once)
            while self._step(once):
                pass
        except Stopped:
            self.stopped = True

    def _begin(self, once: bool) -> None:
        """What was left of earlier runs; a source that failed lately is left in peace by a single run."""
        now = self._clock.now()
        self._queue.add(w for w in self._state.waiting(self._addresses()) if not once or w.due <= now)
        for source in self._plan.sources:
            health = self._state.health(source.address)
            self._looks[source.address] = health.due
            if once and health.due > now:
                self._looks[source.address] = _NEVER
                until = dt.datetime.fromtimestamp(health.due, dt.UTC).isoformat(" ", "minutes")[:16]
                self.tallies[source.address].fault = f"failed lately, left in peace until {until} UTC: {health.error}"

    def _addresses(self) -> list[str]:
        return [s.address for s in self._plan.sources if not isinstance(s, Folder)]

    def _step(self, once: bool) -> bool:
        """Does the next thing, or waits for it; False where there is nothing left to do."""
        self._clock.sleep(0)
        now = self._clock.now()
        source = next((s for s in self._plan.sources if self._looks[s.address] <= now), None)
        if source is not None:
            self._look(source, once)
            return True
        first = self._queue.first(self._ready_soon if once else self._manners.ready)
        if first is not None and first[0] <= now:
            self._fetch(self._queue.take(first[1]), once)
            return True
        next_time = min([first[0] if first else _NEVER, *self._looks.values()])
        if next_time == _NEVER:
            return False
        self._clock.sleep(next_time - now)
        return True

    def _ready_soon(self, host: str) -> float:
        """When a host may be asked; never, where it is left in peace for longer than a single run waits."""
        ready = self._manners.ready(host)
        return _NEVER if self._manners.resting(host) and ready > self._clock.now() + PATIENCE else ready

    def _is_soon(self, rest: HostRests) -> bool:
        """Whether a single run waits for a host."""
        return rest.pause or rest.until <= self._clock.now() + PATIENCE

    def _look(self, source: Source, once: bool) -> None:
        """A look at one source; what goes wrong is told and remembered, and the next look is set."""
        tally, address = self.tallies[source.address], source.address
        try:
            look = self._read(source, tally)
            fault = _faults(look)
        except HostRests as rest:  # nothing was asked, nothing is known
            put_off = not once or self._is_soon(rest)
            self._looks[address] = rest.until if put_off else _NEVER
            tally.fault = None if rest.pause else rest.cause
            return
        except (FetchError, InputError) as error:
            look, fault = Look(), _cause(error, source.address)
        self._queue.add(look.new)
        tally.new += len(look.new)
        tally.fault = fault
        now = self._clock.now()
        health = Health() if fault is None else self._worse(source, fault, now)
        self._state.looked(address, health, now)
        self._looks[address] = _NEVER if once else max(health.due, now + source.every * MINUTE)
        if fault is not None:
            self._say(f"{source.label}: {fault}")
        if look.new:
            self._say(f"{source.label}: {_articles(len(look.new), 'new ')}")

    def _worse(self, source: Source, fault: str, now: float) -> Health:
        tries = self._state.health(source.address).tries + 1
        return Health(tries, now + growing(source.every * MINUTE, tries, DAY, self._chance), fault)

    def _read(self, source: Source, tally: Tally) -> Look:
        if isinstance(source, Feed):
            return self._looking.feed(source, lambda found: self._take_content(found, tally))
        if isinstance(source, Sitemap):
            return self._looking.sitemap(source)
        for file in new_files(source, self._state.versions(source.address), self._clock):
            self._take_file(file, source, tally)
        return Look()

    def _take_content(self, found: Found, tally: Tally) -> None:
        """Stores an article that stands in its feed."""
        self._clock.sleep(0)
        assert found.content is not None
        if self._state.status(found.address) in ("fetched", "given_up"):
            return
        tally.new += 1
        waiting = Waiting(found.address, found.link, tally.source.address, found.details)
        try:
            article = article_of_content(found.content, found.address, found.details, tally.source.publisher)
        except Fault as fault:
            self._failed(waiting, fault, tally, once=True)
        else:
            self._store(article, [found.address], tally)

    def _take_file(self, file: NewFile, source: Folder, tally: Tally) -> None:
        """Stores the articles of a file; it is done with when all are stored."""
        before = tally.stored
        try:
            for kept in self._keep(_named(articles_of_file(file, source), source.publisher)):
                self._count(kept, tally)
                tally.new += 1
                self._clock.sleep(0)
        except InputError as error:
            tally.given_up += 1
            self._say(str(error))
            self._state.failed(source.address, file.address, error.cause, None, self._clock.now(), file.version)
            return
        self._state.fetched(source.address, [file.address], None, self._clock.now(), file.version)
        self._say(f"{file.path}: {_articles(tally.stored - before)}")

    def _fetch(self, waiting: Waiting, once: bool) -> None:
        """Fetches an article and stores it."""
        tally = self.tallies[waiting.source]
        try:
            page = self._fetcher.fetch(waiting.link, self._plan.fetching.most)
            assert page is not None, "without validators there is always a document"
            article = article_of_fetched(page, waiting.link, waiting.details, tally.source.publisher)
        except HostRests as rest:
            if not once or self._is_soon(rest):
                self._queue.add([replace(waiting, due=rest.until)])
        except (FetchError, Fault) as fault:
            self._failed(waiting, fault, tally, once)
        else:
            others = dict.fromkeys(a for a in (canonical(page.url), article.url) if a and a != waiting.address)
            addresses = [waiting.address, *others]
            if any(self._state.status(a) == "fetched" for a in others):
                tally.again += 1
                self._state.fetched(waiting.source, addresses, article.id, self._clock.now())
            else:
                self._store(article, addresses, tally)

    def _store(self, article: Article, addresses: list[str], tally: Tally) -> None:
        """First the records, then that they are there: whatever happens in between, nothing is lost."""
        (kept,) = self._keep([article])
        self._count(kept, tally)
        self._state.fetched(tally.source.address, addresses, article.id, self._clock.now())

    def _count(self, kept: Kept, tally: Tally) -> None:
        tally.stored += kept.stored
        tally.uncoded += kept.error is not None

    def _failed(self, waiting: Waiting, fault: FetchError | Fault, tally: Tally, once: bool) -> None:
        """Remembers a failure, and when to try again."""
        tries, now = waiting.tries + 1, self._clock.now()
        cause = _cause(fault, waiting.link)
        due = None
        if not fault.lasting and tries < self._plan.fetching.tries:
            due = now + max(growing(_FIRST_RETRY, tries, DAY, self._chance), fault.wait or 0.0)
        self._state.failed(waiting.source, waiting.address, cause, due, now)
        tally.failed += due is not None
        tally.given_up += due is None
        if due is not None and not once:
            self._queue.add([replace(waiting, tries=tries, due=due)])
        self._say(f"{waiting.link}: {cause}; {'tried again later' if due else 'given up'}")


def _cause(error: FetchError | Fault | InputError, asked: str) -> str:
    """What is wrong, and with which address, if it is not the one that was asked for."""
    if isinstance(error, FetchError) and error.url != asked:
        return f"{error.cause} ({error.url})"
    return error.cause


def _named(articles: Iterable[Article], publisher: str | None) -> Iterator[Article]:
    for article in articles:
        yield replace(article, publisher=publisher) if publisher else article


def _articles(number: int, kind: str = "") -> str:
    return f"{number:,} {kind}article{'s' * (number != 1)}"


def _faults(look: Look) -> str | None:
    """What could not be read of a source that was read in part."""
    if not look.faults:
        return None
    more = f", and {len(look.faults) - 1:,} more" if len(look.faults) > 1 else ""
    return f"{look.faults[0]}{more}"
