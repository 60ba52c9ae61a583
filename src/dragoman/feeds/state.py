"""What is known of feeds and their articles from one look to the next: the protocol, and one kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from dragoman.feeds.fetching import Validators
from dragoman.feeds.manners import Rest

Status = Literal["waiting", "fetched", "given_up"]


@dataclass(frozen=True, slots=True)
class Details:
    """What a feed says of an article, for what the article's page does not say itself; ``published`` an ISO day."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An article that a feed names.

    Attributes:
        address: its canonical address, by which it is known.
        link: its address as the feed has it.
        details: what the feed says of it.
        content: its HTML, where the feed holds it.
    """

    address: str
    link: str
    details: Details = Details()
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that is to be fetched.

    Attributes:
        address, link, details: those of the :class:`Found`.
        source: the feed's address.
        tries: how often it was tried.
        due: from when on it may be tried again, in seconds since the epoch; 0: at once.
    """

    address: str
    link: str
    source: str
    details: Details = Details()
    tries: int = 0
    due: float = 0.0


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be fetched so far.

    Attributes:
        address, source: of article and feed.
        tries: how often it was tried.
        error: why not, the last time.
        due: when it is tried again, in seconds since the epoch; None: it was given up.
    """

    address: str
    source: str
    tries: int
    error: str
    due: float | None


@dataclass(frozen=True, slots=True)
class Health:
    """How the last looks at a source went.

    Attributes:
        tries: failures in a row.
        due: when to look again, in seconds since the epoch, after a failure; else 0.
        error: why the last look failed, or None.
    """

    tries: int = 0
    due: float = 0.0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article that was to be coded and stored.

    Attributes:
        id: of the article.
        stored: whether it is in the store; what cannot be read is not.
        error: why it could not be read or coded, or None.
    """

    id: str
    stored: bool = True
    error: str | None = None


class FeedState(Protocol):
    """What is known. Every method is one transaction; times are seconds since the epoch."""

    def validators(self, listing: str) -> Validators:
        """Those of a document (feed or sitemap) as it was last read."""
        ...

    def listed(
        self, source: str, listing: str, validators: Validators, found: Sequence[Found], now: float
    ) -> list[Waiting]:
        """A document was read: its articles wait from now on, its validators count. Returns the new articles."""
        ...

    def health(self, source: str) -> Health:
        """How the last looks went."""
        ...

    def looked(self, source: str, health: Health, now: float) -> None:
        """A look at a source is over."""
        ...

    def status(self, address: str) -> Status | None:
        """What became of an article; None where it is not known."""
        ...

    def waiting(self, sources: Iterable[str]) -> list[Waiting]:
        """All articles of some sources that are still to be fetched, in the order in which they were found."""
        ...

    def fetched(
        self, source: str, addresses: Sequence[str], article: str | None, now: float, version: str | None = None
    ) -> None:
        """An article is stored, under an id: all of these addresses (or this file of a version) are done with."""
        ...

    def failed(
        self, source: str, address: str, error: str, due: float | None, now: float, version: str | None = None
    ) -> None:
        """A try failed; ``due`` says when the next one is, None that there is none."""
        ...

    def versions(self, source: str) -> Mapping[str, str]:
        """Files of a folder that are done with, or given up: address -> version."""
        ...

    def failures(self, sources: Iterable[str]) -> list[Failure]:
        """Articles of some sources whose last try failed, those given up last."""
        ...

    def try_again(self, sources: Iterable[str]) -> int:
        """Articles of some sources that were given up wait again, as if never tried. Returns their number."""
        ...

    def rests(self) -> Mapping[str, Rest]:
        """Hosts that are left in peace."""
        ...

    def remember_rest(self, host: str, rest: Rest | None) -> None:
        """A host is left in peace, or, with None, no more."""
        ...


@dataclass(slots=True)
class _Entry:
    waiting: Waiting
    status: Status
    error: str | None = None
    article: str | None = None
    version: str | None = None


@dataclass(slots=True)
class MemoryState:
    """A state that ends with the process."""

    _validators: dict[str, Validators] = field(default_factory=dict)
    _entries: dict[str, _Entry] = field(default_factory=dict)
    _health: dict[str, Health] = field(default_factory=dict)
    _rests: dict[str, Rest] = field(default_factory=dict)

    def validators(self, listing: str) -> Validators:
        """Those of a document as it was last read."""
        return self._validators.get(listing, Validators())

    def listed(
        self, source: str, listing: str, validators: Validators, found: Sequence[Found], now: float
    ) -> list[Waiting]:
        """A document was read."""
        self._validators[listing] = validators
        new = []
        for one in found:
            if one.address not in self._entries:
                new.append(Waiting(one.address, one.link, source, one.details))
                self._entries[one.address] = _Entry(new[-1], "waiting")
        return new

    def health(self, source: str) -> Health:
        """How the last looks went."""
        return self._health.get(source, Health())

    def looked(self, source: str, health: Health, now: float) -> None:
        """A look at a source is over."""
        self._health[source] = health

    def status(self, address: str) -> Status | None:
        """What became of an article."""
        entry = self._entries.get(address)
        return entry.status if entry else None

    def waiting(self, sources: Iterable[str]) -> list[Waiting]:
        """All articles of some sources that are still to be fetched."""
        return [e.waiting for e in self._of(sources) if e.status == "waiting"]

    def fetched(
        self, source: str, addresses: Sequence[str], article: str | None, now: float, version: str | None = None
    ) -> None:
        """An article is stored."""
        for address in addresses:
            entry = self._entry(source, address)
            entry.status, entry.error, entry.article, entry.version = "fetched", None, article, version

    def failed(
        self, source: str, address: str, error: str, due: float | None, now: float, version: str | None = None
    ) -> None:
        """A try failed."""
        entry = self._entry(source, address)
        entry.status, entry.error, entry.version = "given_up" if due is None else "waiting", error, version
        entry.waiting = replace(entry.waiting, tries=entry.waiting.tries + 1, due=due or 0.0)

    def versions(self, source: str) -> Mapping[str, str]:
        """Files of a folder that are done with, or given up."""
        return {e.waiting.address: e.version for e in self._of([source]) if e.version and e.status != "waiting"}

    def failures(self, sources: Iterable[str]) -> list[Failure]:
        """Articles of some sources whose last try failed."""
        failed = [(e, e.error) for e in self._of(sources) if e.error is not None]
        found = [
            Failure(w.address, w.source, w.tries, error, None if e.status == "given_up" else w.due)
            for e, error in failed
            for w in [e.waiting]
        ]
        return sorted(found, key=lambda f: (f.due is None, f.due or 0.0, f.address))

    def try_again(self, sources: Iterable[str]) -> int:
        """Articles of some sources that were given up wait again."""
        given_up = [e for e in self._of(sources) if e.status == "given_up"]
        for entry in given_up:
            entry.status, entry.version = "waiting", None
            entry.waiting = replace(entry.waiting, tries=0, due=0.0)
        return len(given_up)

    def rests(self) -> Mapping[str, Rest]:
        """Hosts that are left in peace."""
        return dict(self._rests)

    def remember_rest(self, host: str, rest: Rest | None) -> None:
        """A host is left in peace, or no more."""
        if rest is None:
            self._rests.pop(host, None)
        else:
            self._rests[host] = rest

    def _of(self, sources: Iterable[str]) -> list[_Entry]:
        wanted = set(sources)
        return [e for e in self._entries.values() if e.waiting.source in wanted]

    def _entry(self, source: str, address: str) -> _Entry:
        entry = self._entries.get(address)
        if entry is None:
            entry = self._entries[address] = _Entry(Waiting(address, address, source), "waiting")
        return entry
