"""The state of feeds in the tables of the store, and articles into its records."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import ColumnElement, Connection, Row, Table, select

from dragoman.feeds.fetching import Validators
from dragoman.feeds.manners import Rest
from dragoman.feeds.state import Details, Failure, Found, Health, Kept, Status, Waiting
from dragoman.records import Article
from dragoman.store import Store, StoreError
from dragoman.store.rows import check
from dragoman.store.schema import feeds, fetches, hosts

if TYPE_CHECKING:
    from dragoman.coding.coder import Coder

BATCH = 32
"""Articles of a file that are coded together and stored in one transaction."""

_PORTION = 500  # values that one question to the database may hold
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


class StoredState:
    """A :class:`~dragoman.feeds.state.FeedState` in the tables ``feeds``, ``fetches`` and ``hosts``.

    Args:
        store: open for writing.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def validators(self, listing: str) -> Validators:
        """Those of a document as it was last read."""
        with self._store.read() as connection:
            columns = select(feeds.c.etag, feeds.c.last_modified)
            row = connection.execute(columns.where(feeds.c.url == listing)).one_or_none()
        return Validators(row.etag, row.last_modified) if row else Validators()

    def listed(
        self, source: str, listing: str, validators: Validators, found: Sequence[Found], now: float
    ) -> list[Waiting]:
        """A document was read."""
        new: list[Waiting] = []
        with self._store.write() as connection:
            values = {"etag": validators.etag, "last_modified": validators.modified, "last_try": _iso(now)}
            _put(connection, feeds, {"url": listing}, values)
            rest = iter(found)
            while some := list(itertools.islice(rest, _PORTION)):
                known = set(
                    connection.scalars(select(fetches.c.url).where(fetches.c.url.in_([f.address for f in some])))
                )
                new += [Waiting(f.address, f.link, source, f.details) for f in some if f.address not in known]
            if new:
                connection.execute(fetches.insert(), [_row(waiting, now) for waiting in new])
        return new

    def health(self, source: str) -> Health:
        """How the last looks went."""
        with self._store.read() as connection:
            columns = select(feeds.c.tries, feeds.c.next_try, feeds.c.error)
            row = connection.execute(columns.where(feeds.c.url == source)).one_or_none()
        return Health(row.tries, _seconds(row.next_try), row.error) if row else Health()

    def looked(self, source: str, health: Health, now: float) -> None:
        """A look at a source is over."""
        values = {
            "tries": health.tries,
            "next_try": _iso(health.due) if health.due else None,
            "error": _line(health.error),
            "status": "failing" if health.error is not None else "well",
            "last_try": _iso(now),
        }
        with self._store.write() as connection:
            _put(connection, feeds, {"url": source}, values)

    def status(self, address: str) -> Status | None:
        """What became of an article."""
        with self._store.read() as connection:
            found = connection.scalar(select(fetches.c.status).where(fetches.c.url == address))
        return cast("Status | None", found)

    def waiting(self, sources: Iterable[str]) -> list[Waiting]:
        """All articles of some sources that are still to be fetched."""
        wanted = (fetches.c.status == "waiting") & _of(sources)
        return [
            Waiting(r.url, r.link or r.url, r.feed, Details(**(r.details or {})), r.tries, _seconds(r.next_try))
            for r in self._select(wanted, fetches.c.first_seen, fetches.c.url)
        ]

    def fetched(
        self, source: str, addresses: Sequence[str], article: str | None, now: float, version: str | None = None
    ) -> None:
        """An article is stored."""
        values = {"status": "fetched", "article_id": article, "etag": version, "error": None, "next_try": None}
        with self._store.write() as connection:
            for address in addresses:
                _put(connection, fetches, {"url": address}, values, {"feed": source, "first_seen": _iso(now)})

    def failed(
        self, source: str, address: str, error: str, due: float | None, now: float, version: str | None = None
    ) -> None:
        """A try failed."""
        values = {
            "status": "given_up" if due is None else "waiting",
            "next_try": None if due is None else _iso(due),
            "error": _line(error),
            "etag": version,
        }
        with self._store.write() as connection:
            _put(connection, fetches, {"url": address}, values, {"feed": source, "first_seen": _iso(now)})
            mine = fetches.update().where(fetches.c.url == address)
            connection.execute(mine.values(tries=fetches.c.tries + 1))

    def versions(self, source: str) -> Mapping[str, str]:
        """Files of a folder that are done with, or given up."""
        wanted = _of([source]) & (fetches.c.status != "waiting") & fetches.c.etag.is_not(None)
        return {r.url: r.etag for r in self._select(wanted)}

    def failures(self, sources: Iterable[str]) -> list[Failure]:
        """Articles of some sources whose last try failed."""
        found = [
            Failure(r.url, r.feed, r.tries, r.error, None if r.status == "given_up" else _seconds(r.next_try))
            for r in self._select(_of(sources) & fetches.c.error.is_not(None))
        ]
        return sorted(found, key=lambda f: (f.due is None, f.due or 0.0, f.address))

    def try_again(self, sources: Iterable[str]) -> int:
        """Articles of some sources that were given up wait again."""
        given_up = fetches.update().where(_of(sources) & (fetches.c.status == "given_up"))
        with self._store.write() as connection:
            return connection.execute(given_up.values(status="waiting", tries=0, etag=None, next_try=None)).rowcount

    def rests(self) -> Mapping[str, Rest]:
        """Hosts that are left in peace."""
        with self._store.read() as connection:
            return {r.host: Rest(r.tries, _seconds(r.next_try)) for r in connection.execute(select(hosts))}

    def remember_rest(self, host: str, rest: Rest | None) -> None:
        """A host is left in peace, or no more."""
        with self._store.write() as connection:
            if rest is None:
                connection.execute(hosts.delete().where(hosts.c.host == host))
            else:
                _put(connection, hosts, {"host": host}, {"tries": rest.tries, "next_try": _iso(rest.until)})

    def _select(self, wanted: ColumnElement[bool], *order: Any) -> Sequence[Row[Any]]:
        with self._store.read() as connection:
            return connection.execute(select(fetches).where(wanted).order_by(*order)).all()


class Keeper:
    """Codes articles and stores them.

    Args:
        store: open for writing.
        make_coder: makes the coder; only called when there is something to code, as it takes seconds.
    """

    def __init__(self, store: Store, make_coder: Callable[[], Coder]) -> None:
        self._store, self._make_coder = store, make_coder
        self._coder: Coder | None = None

    def __call__(self, articles: Iterable[Article]) -> Iterator[Kept]:
        """What became of each article, in order, once its records are safe on the disk.

        One that is there already, with the same text and from the same coder, is not coded again.
        """
        source = iter(articles)
        while some := list(itertools.islice(source, BATCH)):
            coder = self._coder = self._coder or self._make_coder()
            faults = {n: fault for n, article in enumerate(some) if (fault := _fault(article)) is not None}
            sound = [article for n, article in enumerate(some) if n not in faults]
            left = self._store.missing(sound, coder.name)
            coded = list(coder.pipe(left))
            for _ in self._store.add_many(zip(left, coded, strict=True), batch=BATCH):
                pass
            errors = {c.id: c.error for c in coded}
            for n, article in enumerate(some):
                yield Kept(article.id, n not in faults, faults.get(n) or errors.get(article.id))


def _fault(article: Article) -> str | None:
    """Why an article cannot be kept, or None."""
    if article.error is not None:
        return article.error
    try:
        check(article)
    except StoreError as error:
        return str(error)
    return None


def _of(sources: Iterable[str]) -> ColumnElement[bool]:
    return fetches.c.feed.in_(list(sources))


def _put(
    connection: Connection,
    table: Table,
    key: dict[str, str],
    values: dict[str, Any],
    first: dict[str, Any] | None = None,
) -> None:
    """Changes the row of a key; makes it, with what only ``first`` counts, where there is none."""
    mine = [table.c[name] == value for name, value in key.items()]
    if connection.execute(table.update().where(*mine).values(**values)).rowcount == 0:
        connection.execute(table.insert().values(**key, **(first or {}), **values))


def _row(waiting: Waiting, now: float) -> dict[str, Any]:
    return {
        "url": waiting.address,
        "link": waiting.link,
        "feed": waiting.source,
        "details": {name: value for name, value in asdict(waiting.details).items() if value is not None},
        "first_seen": _iso(now),
        "status": "waiting",
    }


def _line(text: str | None) -> str | None:
    """A message that any database takes."""
    return None if text is None else _UNFIT.sub("?", text)


def _iso(seconds: float) -> str:
    """A time as text, in UTC, to the second: no earlier than it is."""
    return dt.datetime.fromtimestamp(math.ceil(seconds), dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(iso: str | None) -> float:
    return dt.datetime.fromisoformat(iso).timestamp() if iso else 0.0
