"""What stories look up in the store: fingerprints of articles by band, reports by key and days.

Bands and keys are kept as numbers of eight bytes, hashed; two that fall on one number are compared in vain, no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Table,
    and_,
    bindparam,
    delete,
    select,
    update,
)
from sqlalchemy.schema import CreateTable

from dragoman.records import Article, CodedArticle
from dragoman.store.rows import Row
from dragoman.store.schema import articles, copies, copy_bands, reports, stories, story_keys
from dragoman.store.writing import portions
from dragoman.stories import Fingerprint, Report, fingerprint, reports_of
from dragoman.stories.blocking import EVER, keys, window
from dragoman.stories.report import from_json, to_json
from dragoman.stories.rules import Rules

_CELL = 64
"""Days of a cell: reports are found by key and cell, and then told apart by their days."""

_ASKED = Table(
    "asked",
    MetaData(),
    Column("cell", Integer),
    Column("hash", BigInteger),
    Column("first", Integer),
    Column("last", Integer),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)


class StoreShelf:
    """The articles and reports in a database (a ``stories.Shelf``), within one transaction that writes.

    Args:
        connection: of the transaction.
        rules: how reports are compared.
    """

    def __init__(self, connection: Connection, rules: Rules) -> None:
        self._connection, self._rules = connection, rules
        self._read: dict[int, Report] = {}
        connection.execute(CreateTable(_ASKED, if_not_exists=True))

    def put(self, pairs: Mapping[int, tuple[Article, CodedArticle]], first_report: int) -> None:
        """Takes up articles by their keys; those of their reports are numbered on from ``first_report``."""
        marks = {key: fingerprint(article, coded.blocks, coded.language) for key, (article, coded) in pairs.items()}
        told = (report for article, coded in pairs.values() for report in reports_of(article, coded))
        numbered = dict(enumerate(told, first_report))
        self._read.update(numbered)
        self._insert(copies, (_copy(key, mark) for key, mark in marks.items()))
        self._insert(copy_bands, (row for key, mark in marks.items() for row in _bands(key, mark)))
        self._insert(stories, ({"report_key": key, "story": to_json(report)} for key, report in numbered.items()))
        self._insert(
            story_keys,
            ({"report_key": key, **row._asdict()} for key, report in numbered.items() for row in self._keys(report)),
        )

    def take(self, ids: Collection[str]) -> None:
        """Strikes articles that are about to be deleted off the lists by which they are found."""
        marks, told = self._marks_of(ids), self._told_of(ids)
        self._strike(copy_bands, (row for key, mark in marks.items() for row in _bands(key, mark)))
        self._strike(
            story_keys,
            ({"report_key": key, **row._asdict()} for key, report in told.items() for row in self._keys(report)),
        )
        for key in told:
            del self._read[key]

    def regroup(self, groups: Mapping[str, str]) -> None:
        """Notes the copy group of articles."""
        if groups:
            key = select(articles.c.key).where(articles.c.id == bindparam("article")).scalar_subquery()
            change = update(copies).where(copies.c.article_key == key).values(group_id=bindparam("group"))
            self._connection.execute(change, [{"article": a, "group": group} for a, group in groups.items()])

    def fingerprints(self, ids: Collection[str]) -> list[Fingerprint]:
        """Of some articles."""
        return list(self._marks_of(ids).values())

    def reports(self, ids: Collection[str]) -> list[Report]:
        """Of some articles."""
        return list(self._told_of(ids).values())

    def sharing_bands(self, fingerprints: Sequence[Fingerprint]) -> list[Fingerprint]:
        """Articles that may be copies of these."""
        found: dict[int, Fingerprint] = {}
        for portion in portions({_hash(band) for mark in fingerprints for band in mark.bands()}):
            near = select(copy_bands.c.article_key).where(copy_bands.c.band.in_(portion))
            found |= self._marks(copies.c.article_key.in_(near))
        return list(found.values())

    def sharing_keys(self, some: Sequence[Report]) -> list[Report]:
        """Reports that may tell the same events as these."""
        asked = {row for report in some for row in self._keys(report)}
        self._connection.execute(delete(_ASKED))
        self._insert(_ASKED, (row._asdict() for row in asked))
        kept, wanted = story_keys.c, _ASKED.c
        same = and_(kept.cell == wanted.cell, kept.hash == wanted.hash)
        overlap = and_(kept.first <= wanted.last, kept.last >= wanted.first)
        near = select(kept.report_key).distinct().select_from(_ASKED.join(story_keys, and_(same, overlap)))
        return list(self._told(list(self._connection.scalars(near))).values())

    def groups(self, ids: Collection[str]) -> dict[str, str]:
        """The copy groups of some articles."""
        found: dict[str, str] = {}
        for portion in portions(ids):
            wanted = select(articles.c.id, copies.c.group_id).join(articles).where(articles.c.id.in_(portion))
            found |= {row.id: row.group_id for row in self._connection.execute(wanted) if row.group_id is not None}
        return found

    def _marks_of(self, ids: Iterable[str]) -> dict[int, Fingerprint]:
        return _merged(self._marks(articles.c.id.in_(portion)) for portion in portions(ids))

    def _marks(self, condition: ColumnElement[bool]) -> dict[int, Fingerprint]:
        found = self._connection.execute(select(copies, articles.c.id).join(articles).where(condition))
        return {r.article_key: Fingerprint(r.id, r.published, r.language, r.size, r.exact, r.signature) for r in found}

    def _told_of(self, ids: Iterable[str]) -> dict[int, Report]:
        keys: list[int] = []
        for portion in portions(ids):
            theirs = select(reports.c.key).join(articles).where(articles.c.id.in_(portion)).order_by(reports.c.key)
            keys.extend(self._connection.scalars(theirs))
        return self._told(keys)

    def _told(self, keys: Sequence[int]) -> dict[int, Report]:
        """Reports by their keys; each is read once."""
        for portion in portions(key for key in keys if key not in self._read):
            wanted = select(stories).where(stories.c.report_key.in_(portion))
            self._read.update((row.report_key, from_json(row.story)) for row in self._connection.execute(wanted))
        return {key: self._read[key] for key in keys if key in self._read}

    def _keys(self, report: Report) -> Iterator[_Key]:
        first, last = window(report, self._rules)
        # what has no date at all stands in a cell of its own
        cells = (-1,) if (first, last) == EVER else range(first // _CELL, last // _CELL + 1)
        for key in keys(report, self._rules):
            number = _hash(key)
            for cell in cells:
                yield _Key(cell, number, first, last)

    def _insert(self, table: Table, rows: Iterable[Row]) -> None:
        listed = list(rows)
        if listed:
            self._connection.execute(table.insert(), listed)

    def _strike(self, table: Table, rows: Iterable[Row]) -> None:
        listed = [{f"its_{c.name}": row[c.name] for c in table.primary_key} for row in rows]
        if listed:
            its = and_(*(c == bindparam(f"its_{c.name}") for c in table.primary_key))
            self._connection.execute(delete(table).where(its), listed)


class _Key(NamedTuple):
    """A key of a report, with the days in which the event lies."""

    cell: int
    hash: int
    first: int
    last: int


def _copy(key: int, mark: Fingerprint) -> Row:
    fields = ("published", "language", "size", "exact", "signature")
    return {"article_key": key, "group_id": None, **{field: getattr(mark, field) for field in fields}}


def _bands(key: int, mark: Fingerprint) -> list[Row]:
    return [{"band": band, "article_key": key} for band in sorted({_hash(band) for band in mark.bands()})]


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _merged(parts: Iterable[dict[int, Fingerprint]]) -> dict[int, Fingerprint]:
    return {key: mark for part in parts for key, mark in part.items()}
