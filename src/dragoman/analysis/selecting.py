"""From filters to SQL that is quick on a million rows, whatever is asked.

A filter is a list of *ways* to narrow: each a set of rows in an indexed table (the participants of a country, the
events of a type, the sentences with a word). Databases plan badly here, as they do not know that Tuvalu is rare and the
United States are not. So it is looked first which way leads to the fewest rows:

- few: these are collected, the other ways are tried on each, and the rest is sorted;
- many: rows are walked by day, in the index of that way if it is one by day, and as there are many matches, a page is
  soon full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Table, and_, exists, func, or_, select, union_all

from dragoman.analysis.filters import EventFilter, StatementFilter
from dragoman.analysis.paging import Cursor, Sort, Term, behind
from dragoman.analysis.places import Spots
from dragoman.analysis.who import Names, Who
from dragoman.store import Store
from dragoman.store.events import MUTUAL
from dragoman.store.schema import (
    articles,
    event_contexts,
    event_modes,
    event_pairs,
    event_participants,
    event_publishers,
    events,
    reports,
    statement_about,
    statement_contexts,
    statements,
)

FEW = 5_000
"""Rows that are collected and sorted without a second thought."""

_Condition = ColumnElement[bool]


class Place(NamedTuple):
    """Where a page begins and how long it may be."""

    sort: Sort
    after: Cursor | None
    limit: int


@dataclass(frozen=True, slots=True)
class Way:
    """One part of a filter, as rows of an indexed table.

    Attributes:
        table: these rows are in.
        key: of the event or statement that a row belongs to.
        day: of it, or None where the table has none.
        where: which rows.
        probe: the same as a condition on a row of the main table; no index of the main table is used for it.
        by_day: whether the rows stand in an index by day.
        own: the condition on the main table for which one of its own indices is used, where there is one.
    """

    table: FromClause
    key: ColumnElement[Any]
    day: ColumnElement[Any] | None
    where: _Condition
    probe: _Condition
    by_day: bool = False
    own: _Condition | None = None

    def rows(self, period: Period, limit: int | None = None) -> Select[Any]:
        """The keys of its rows within a period; one may come more than once."""
        wanted = select(self.key.label("key")).select_from(self.table).where(self.where).limit(limit)
        return wanted if self.day is None else wanted.where(*period.holds(self.day))


class Period(NamedTuple):
    """Days, both included; None where there is no bound."""

    since: str | None
    until: str | None

    def holds(self, day: ColumnElement[Any]) -> list[_Condition]:
        """The conditions that a day lies in it."""
        bounds = []
        if self.since is not None:
            bounds.append(day >= self.since)
        if self.until is not None:
            bounds.append(day <= self.until)
        return bounds


@dataclass(frozen=True, slots=True)
class Selection:
    """All that a filter asks for: ways to narrow, and conditions that no index serves.

    Attributes:
        main: the table of what is asked for.
        ties: what is sorted by within a day.
    """

    main: Table
    ties: tuple[Term, ...]
    ways: tuple[Way, ...]
    rest: tuple[_Condition, ...]
    period: Period

    def keys(self, connection: Connection, place: Place) -> list[tuple[Any, ...]]:
        """Keys of the rows of a page, in order: of each the key and the values of the terms."""
        best, few = self._best(connection)
        if place.sort == "surest":
            return _run(connection, self._page(best, few, self.terms(place.sort, True), True, place))
        found: list[tuple[Any, ...]] = []
        dated = place.after is None or place.after.dated
        if dated:
            found = _run(connection, self._page(best, few, self.terms(place.sort, True), True, place))
        if len(found) < place.limit and not any(self.period):
            rest = Place(place.sort, None if dated else place.after, place.limit - len(found))
            found += _run(connection, self._page(best, few, self.terms(place.sort, False), False, rest))
        return found

    def latest(self, connection: Connection, number: int) -> Select[Any]:
        """A query for the keys of so many rows, those with the latest days; what has no day is left out."""
        terms = self.terms("newest", True)[:1]
        return self._page(*self._best(connection), terms, True, Place("newest", None, number))

    def terms(self, sort: Sort, dated: bool) -> tuple[Term, ...]:
        """What rows are sorted by; the last term tells any two of them apart."""
        if sort == "surest":
            return (Term(func.coalesce(self.main.c.confidence, -1.0), True), *self.ties)
        return (Term(self.main.c.day, sort == "newest"), *self.ties) if dated else self.ties

    def count(self, connection: Connection, at_most: int) -> int:
        """How many rows there are; counting ends at a number."""
        wanted = self.every(connection).with_only_columns(self.main.c.key).limit(at_most).distinct()
        return connection.scalar(select(func.count()).select_from(wanted.subquery())) or 0

    def tally(self, connection: Connection, by: str) -> dict[str | int, int]:
        """How many rows there are of each value of a column, in its order; those without a value are not counted."""
        column = self.main.c[by]
        found = self.every(connection).with_only_columns(self.main.c.key, column.label("value")).subquery()
        wanted = select(found.c.value, func.count()).where(found.c.value.is_not(None)).group_by(found.c.value)
        return {row[0]: row[1] for row in connection.execute(wanted.order_by(found.c.value))}

    def every(self, connection: Connection) -> Select[Any]:
        """A query over all rows, each once; give it columns of the main table with ``with_only_columns``."""
        best, few = self._best(connection)
        if best is None and self.ways:
            best, few = self.ways[0], True  # in no order at all, also many are best collected
        return self._from(best, few)

    def _best(self, connection: Connection) -> tuple[Way | None, bool]:
        """The way to go, and whether few rows are there."""
        sizes = []
        for way in self.ways:
            some = way.rows(self.period, FEW + 1).subquery()
            sizes.append(connection.scalar(select(func.count()).select_from(some)) or 0)
        if sizes and min(sizes) <= FEW:
            return self.ways[sizes.index(min(sizes))], True
        return next((way for way in self.ways if way.by_day), None), False

    def _page(self, best: Way | None, few: bool, terms: Sequence[Term], dated: bool, place: Place) -> Select[Any]:
        day = self._walked(best, few)
        wanted = self._from(best, few)
        if place.sort != "surest":
            wanted = wanted.where(day.is_not(None) if dated else day.is_(None))
            terms = [Term(day if term.column is self.main.c.day else term.column, term.descending) for term in terms]
        if place.after is not None:
            wanted = wanted.where(behind(terms, place.after.values))
        wanted = wanted.with_only_columns(self.main.c.key, *(t.column.label(f"t{n}") for n, t in enumerate(terms)))
        order = [term.column.desc() if term.descending else term.column for term in terms]
        return wanted.order_by(*order).limit(place.limit)

    def _walked(self, best: Way | None, few: bool) -> ColumnElement[Any]:
        """The column of the day in the table that is walked."""
        if best is None or few or best.own is not None or best.day is None:
            day: ColumnElement[Any] = self.main.c.day
            return day
        return best.day

    def _from(self, best: Way | None, few: bool) -> Select[Any]:
        """The rows that fulfil all conditions, reached by a way; each once."""
        key = self.main.c.key
        probes = [way.probe for way in self.ways if way is not best]
        wanted = select(key).where(*probes, *self.rest)
        wanted = wanted.where(*self.period.holds(self._walked(best, few)))
        if best is None:
            return wanted
        if few:
            keys = best.rows(self.period).distinct().cte("few").prefix_with("MATERIALIZED")
            return wanted.join_from(keys, self.main, keys.c.key == key)
        if best.own is not None:
            return wanted.where(best.own)
        return wanted.join_from(best.table, self.main, best.key == key).where(best.where).distinct()


def _run(connection: Connection, wanted: Select[Any]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(wanted)]


def select_events(store: Store, connection: Connection, names: Names, asked: EventFilter) -> Selection:
    """What a filter of events asks for.

    Raises:
        WhoError: where a name is known to nobody. StoreError: where ``text`` names no word.
    """
    ways = list(_sides(connection, names, asked))
    rest: list[_Condition] = []
    if asked.pair:
        some, more = _pair(*(names.find(connection, name) for name in asked.pair))
        ways += some
        rest += more
    if asked.text:
        found = store.matching(reports, asked.text)
        there = exists(select(reports.c.key).where(reports.c.event_key == events.c.key, unserved(found)))
        ways.append(Way(reports, reports.c.event_key, None, found, there))
    for table, column, values in (
        (event_modes, "mode", asked.mode),
        (event_publishers, "publisher", asked.publisher),
        (event_contexts, "context", asked.context),
    ):
        if values:
            ways.append(_side(table, events, _column_is(column, values), len(values) == 1))
    if asked.place:
        ways.append(_place(events, asked.place))
    if asked.type:
        ways.append(_own(events, "type", asked.type))
    if asked.status:
        rest.append(_any(events.c.status, asked.status))
    if asked.source:
        rest.append(_any(events.c.source, asked.source))
    if asked.min_confidence is not None:
        rest.append(or_(events.c.confidence >= asked.min_confidence, events.c.confidence.is_(None)))
    ties = (Term(events.c.n_sources, True), Term(events.c.id))
    return Selection(events, ties, tuple(ways), tuple(rest), Period(asked.since, asked.until))


def select_directed(
    store: Store, connection: Connection, names: Names, asked: EventFilter, actor: Who, recipient: Who
) -> Selection:
    """What a filter of events asks for, and of it only what one does to another, or with it.

    Raises:
        WhoError: where a name is known to nobody. StoreError: where ``text`` names no word.
    """
    chosen = select_events(store, connection, names, asked)
    ways, rest = _acting(actor, recipient)
    return replace(chosen, ways=(*ways, *chosen.ways), rest=(*chosen.rest, *rest))


def select_statements(store: Store, connection: Connection, names: Names, asked: StatementFilter) -> Selection:
    """What a filter of statements asks for.

    Raises:
        WhoError: where a name is known to nobody. StoreError: where ``text`` names no word.
    """
    ways: list[Way] = []
    if asked.pair:
        ways.append(_spoken(*(names.find(connection, name) for name in asked.pair)))
    if asked.text:
        found = store.matching(statements, asked.text)
        ways.append(Way(statements, statements.c.key, statements.c.day, found, unserved(found)))
    if asked.about:
        about = [names.find(connection, name) for name in asked.about]
        ways.append(_side(statement_about, statements, lambda t: or_(*(w.are(t) for w in about)), _is_one(about)))
    if asked.speaker:
        speakers = [names.find(connection, name) for name in asked.speaker]
        ways.append(_speaker(speakers))
    if asked.publisher:
        ways.append(_printed(asked.publisher))
    if asked.context:
        values = asked.context
        ways.append(_side(statement_contexts, statements, _column_is("context", values), len(values) == 1))
    rest: list[_Condition] = []
    if asked.place:
        rest.append(Spots.find(asked.place).are(statements))
    if asked.stance:
        rest.append(_any(statements.c.stance, asked.stance))
    if asked.kind:
        rest.append(_any(statements.c.kind, asked.kind))
    if asked.min_confidence is not None:
        rest.append(statements.c.confidence >= asked.min_confidence)
    ties = (Term(statements.c.article_key, True), Term(statements.c.position))
    return Selection(statements, ties, tuple(ways), tuple(rest), Period(asked.since, asked.until))


def _sides(connection: Connection, names: Names, asked: EventFilter) -> Iterable[Way]:
    for side, given in (("actor", asked.actor), ("recipient", asked.recipient), (None, asked.who)):
        if given:
            yield _taking_part([names.find(connection, name) for name in given], side)


def _taking_part(people: Sequence[Who], side: str | None) -> Way:
    def there(table: FromClause) -> _Condition:
        are = or_(*(who.are(table) for who in people))
        return are if side is None else and_(are, table.c.side == side)

    return _side(event_participants, events, there, _is_one(people))


def _pair(one: Who, other: Who) -> tuple[list[Way], list[_Condition]]:
    """Two of which one acts on the other; of countries the store keeps the pairs."""
    if one.is_country and other.is_country:
        there, back = _between(one, other), _between(other, one)
        return [_side(event_pairs, events, lambda t: or_(there(t), back(t)), False)], []
    conditions = []
    for actor, recipient in ((one, other), (other, one)):
        ways, rest = _acting(actor, recipient)
        conditions.append(and_(*(way.probe for way in ways), *rest))
    return [_taking_part([who], None) for who in (one, other)], [or_(*conditions)]


def _acting(actor: Who, recipient: Who) -> tuple[list[Way], list[_Condition]]:
    """One who acts on the other, or does something together with it."""
    if actor.is_country and recipient.is_country:
        return [_side(event_pairs, events, _between(actor, recipient), True)], []
    joins, suffers = (_taking_part([recipient], side).probe for side in ("actor", "recipient"))
    of = event_participants.alias()
    alone = ~exists(select(of.c.event_key).where(of.c.event_key == events.c.key, of.c.side == "recipient"))
    together = and_(joins, alone, unserved(events.c.type.in_(MUTUAL)))
    return [_taking_part([actor], "actor"), _taking_part([recipient], None)], [or_(suffers, together)]


def _between(actor: Who, recipient: Who) -> Callable[[FromClause], _Condition]:
    return lambda t: and_(t.c.actor_country == actor.country, t.c.recipient_country == recipient.country)


def _spoken(one: Who, other: Who) -> Way:
    """Two of which one speaks about the other."""
    parts, probes = [], []
    for speaker, object_ in ((one, other), (other, one)):
        said, about = statements.alias(), statement_about.alias()
        joined = said.join(about, about.c.statement_key == said.c.key)
        both = (speaker.are(said, "speaker_"), object_.are(about))
        parts.append(select(said.c.key, said.c.day).select_from(joined).where(*both))
        named = statement_about.alias()
        key = named.c.statement_key
        there = exists(select(key).where(key == statements.c.key, unserved(object_.are(named))))
        probes.append(and_(speaker.are(statements, "speaker_"), there))
    both_ways = union_all(*parts).subquery()
    always = both_ways.c.key.is_not(None)
    return Way(both_ways, both_ways.c.key, both_ways.c.day, always, or_(*probes))


def _speaker(speakers: Sequence[Who]) -> Way:
    said = statements.alias()

    def are(table: FromClause) -> _Condition:
        return or_(*(who.are(table, "speaker_") for who in speakers))

    alone = _is_one(speakers)
    return Way(
        said, said.c.key, said.c.day, are(said), unserved(are(statements)), alone, are(statements) if alone else None
    )


def _printed(publishers: Sequence[str]) -> Way:
    """Statements in articles of publishers."""
    said, of, there = statements.alias(), articles.alias(), articles.alias()
    joined = said.join(of, of.c.key == said.c.article_key)
    probe = exists(
        select(there.c.key).where(there.c.key == statements.c.article_key, _any(there.c.publisher, publishers))
    )
    return Way(joined, said.c.key, said.c.day, _any(of.c.publisher, publishers), probe)


def _place(main: Table, given: Sequence[str]) -> Way:
    spots, of = Spots.find(given), main.alias()
    alone = spots.is_country
    own = spots.are(main) if alone else None
    return Way(of, of.c.key, of.c.day, spots.are(of), unserved(spots.are(main)), alone, own)


def _own(main: Table, name: str, values: Sequence[str]) -> Way:
    """A column of the main table that an index begins with."""
    of, holds = main.alias(), _column_is(name, values)
    alone = len(values) == 1
    return Way(of, of.c.key, of.c.day, holds(of), unserved(holds(main)), alone, holds(main) if alone else None)


def _side(table: Table, main: Table, holds: Callable[[FromClause], _Condition], by_day: bool) -> Way:
    """Rows of a table that says several things of one row of the main table."""
    name = f"{main.name.removesuffix('s')}_key"
    of, there = table.alias(), table.alias()
    probe = exists(select(there.c[name]).where(there.c[name] == main.c.key, unserved(holds(there))))
    return Way(of, of.c[name], of.c.day, holds(of), probe, by_day)


def _is_one(people: Sequence[Who]) -> bool:
    """Whether one value of one column says who is meant, so that their rows stand together in an index by day."""
    return len(people) == 1 and len(people[0].entities) <= 1


def _column_is(name: str, values: Sequence[str]) -> Callable[[FromClause], _Condition]:
    return lambda table: _any(table.c[name], values)


def _any(column: ColumnElement[Any], values: Sequence[str]) -> _Condition:
    return column == values[0] if len(values) == 1 else column.in_(values)


def unserved(condition: _Condition) -> _Condition:
    """A condition, written so that no index is used for it."""
    return func.coalesce(condition, False)
