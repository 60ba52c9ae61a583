"""``Questions``: what an analyst asks of a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from sqlalchemy import func, or_, select

from dragoman.analysis.answers import EventStory, FoundEvent, FoundReport, FoundStatement
from dragoman.analysis.filters import EventFilter, StatementFilter
from dragoman.analysis.meetings import Meeting, Outcome, as_meetings, select_meetings
from dragoman.analysis.network import Network, Of, network
from dragoman.analysis.paging import Cursor, Page, Sort, decode
from dragoman.analysis.periods import Step
from dragoman.analysis.profile import Profile, profile
from dragoman.analysis.reading import read_events, read_reports, read_statements
from dragoman.analysis.relations import Relations, relations
from dragoman.analysis.selecting import Place, Selection, select_events, select_statements
from dragoman.analysis.who import Names, Who
from dragoman.store import Store
from dragoman.store.schema import articles, event_links, events

COUNTED = 100_000
"""Where counting ends unless more is asked for."""

EventField = Literal["type", "quad", "status", "day", "source", "place_country"]
StatementField = Literal["stance", "kind", "day", "speaker_country", "place_country"]

_AT_ONCE = 1000


class Questions:
    """Answers out of a store; all of them are frozen records with the events or statements behind them.

        with Store.open("news.db") as store:
            ask = Questions(store)
            page = ask.events(EventFilter(pair=("USA", "RUS"), since="2024"))
            page.frame()

    Args:
        store: it is only read.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def who(self, name: str) -> Who:
        """Whom a name means, as filters take it: ``RUS``, ``Russia``, ``Putin``, ``Kenyan police``, ``KEN COP``.

        Raises:
            WhoError: where nobody is called so, or several are.
        """
        with self._store.read() as connection:
            return Names().find(connection, name)

    def events(
        self, asked: EventFilter | None = None, *, sort: Sort = "newest", after: str | None = None, limit: int = 50
    ) -> Page[FoundEvent]:
        """A page of distinct events; within a day those that most sources report come first.

        Args:
            asked: which; without it all that Dragoman coded.
            sort: their order.
            after: cursor of the page before.
            limit: how many at most.

        Raises:
            WhoError: where a name is known to nobody. FilterError: where ``after`` is no cursor.
        """
        with self._store.read() as connection:
            chosen = select_events(self._store, connection, Names(), asked or EventFilter())
            place = Place(sort, _cursor(after, sort, chosen), limit + 1)
            found = chosen.keys(connection, place)
            items = read_events(connection, [row[0] for row in found[:limit]])
        return Page(tuple(items), _next(found, limit, sort, chosen))

    def statements(
        self, asked: StatementFilter | None = None, *, sort: Sort = "newest", after: str | None = None, limit: int = 50
    ) -> Page[FoundStatement]:
        """A page of statements; those of one article stand as in its text.

        Args:
            asked: which; without it all.
            sort: their order.
            after: cursor of the page before.
            limit: how many at most.

        Raises:
            WhoError: where a name is known to nobody. FilterError: where ``after`` is no cursor.
        """
        with self._store.read() as connection:
            chosen = select_statements(self._store, connection, Names(), asked or StatementFilter())
            place = Place(sort, _cursor(after, sort, chosen), limit + 1)
            found = chosen.keys(connection, place)
            items = read_statements(connection, [row[0] for row in found[:limit]])
        return Page(tuple(items), _next(found, limit, sort, chosen))

    def every_event(self, asked: EventFilter | None = None, *, sort: Sort = "newest") -> Iterator[FoundEvent]:
        """All distinct events that are meant, page by page."""
        after: str | None = None
        while True:
            page = self.events(asked, sort=sort, after=after, limit=_AT_ONCE)
            yield from page
            if (after := page.next) is None:
                return

    def every_statement(
        self, asked: StatementFilter | None = None, *, sort: Sort = "newest"
    ) -> Iterator[FoundStatement]:
        """All statements that are meant, page by page."""
        after: str | None = None
        while True:
            page = self.statements(asked, sort=sort, after=after, limit=_AT_ONCE)
            yield from page
            if (after := page.next) is None:
                return

    def count_events(self, asked: EventFilter | None = None, at_most: int = COUNTED) -> int:
        """How many distinct events are meant; counting ends at a number, as it takes time."""
        with self._store.read() as connection:
            chosen = select_events(self._store, connection, Names(), asked or EventFilter())
            return chosen.count(connection, at_most)

    def count_statements(self, asked: StatementFilter | None = None, at_most: int = COUNTED) -> int:
        """How many statements are meant; counting ends at a number, as it takes time."""
        with self._store.read() as connection:
            chosen = select_statements(self._store, connection, Names(), asked or StatementFilter())
            return chosen.count(connection, at_most)

    def tally_events(self, asked: EventFilter | None, by: EventField) -> dict[str | int, int]:
        """How many distinct events there are of each value of a field; what has no value is not counted."""
        with self._store.read() as connection:
            chosen = select_events(self._store, connection, Names(), asked or EventFilter())
            return chosen.tally(connection, by)

    def tally_statements(self, asked: StatementFilter | None, by: StatementField) -> dict[str | int, int]:
        """How many statements there are of each value of a field; what has no value is not counted."""
        with self._store.read() as connection:
            chosen = select_statements(self._store, connection, Names(), asked or StatementFilter())
            return chosen.tally(connection, by)

    def reports(self, event_ids: Sequence[str]) -> dict[str, tuple[FoundReport, ...]]:
        """The reports behind distinct events, by publication; nothing for an id that is none."""
        with self._store.read() as connection:
            return read_reports(connection, event_ids)

    def event(self, event_id: str) -> EventStory | None:
        """A distinct event with its reports, what they disagree on, its history, its plans and what came of it."""
        with self._store.read() as connection:
            wanted = select(events.c.key, events.c.alternatives, events.c.revisions).where(events.c.id == event_id)
            row = connection.execute(wanted).first()
            if row is None:
                return None
            links = event_links.c
            linked = select(links.plan_key, links.outcome_key).where(
                or_(links.plan_key == row.key, links.outcome_key == row.key)
            )
            pairs = [tuple(link) for link in connection.execute(linked)]
            (event,) = read_events(connection, [row.key])
            return EventStory(
                event=event,
                reports=read_reports(connection, [event_id])[event_id],
                alternatives=row.alternatives or {},
                revisions=tuple(row.revisions or ()),
                plans=tuple(read_events(connection, [plan for plan, outcome in pairs if outcome == row.key])),
                outcomes=tuple(read_events(connection, [outcome for plan, outcome in pairs if plan == row.key])),
            )

    def relations(
        self, one: str, other: str, step: Step = "month", asked: EventFilter | None = None, *, ids: bool = False
    ) -> Relations:
        """What two do to each other, month by month or week by week: cooperation and conflict.

        Meetings and agreements count for both directions where both are told as actors.

        Args:
            one, other: names, as filters take them.
            step: ``month`` or ``week``.
            asked: which events count; without a status only what took place.
            ids: whether the ids of the events behind each point are told, too; that takes longer.

        Raises:
            WhoError: where a name is known to nobody. FilterError: where both are the same.
        """
        with self._store.read() as connection:
            return relations(self._store, connection, Names(), (one, other), step, asked or EventFilter(), ids)

    def calendar(
        self,
        asked: EventFilter | None = None,
        outcomes: Sequence[Outcome] = (),
        *,
        sort: Sort = "oldest",
        after: str | None = None,
        limit: int = 50,
    ) -> Page[Meeting]:
        """A page of meetings that were held, are planned or proposed, or were called off.

        A plan whose meeting is known to have taken place is not a row of its own: the meeting tells when it was
        announced. What was agreed to be held, without more being known, stands as planned.

        Args:
            asked: which; types are those of meetings, whatever it says.
            outcomes: only those that were ``held``, are ``planned`` or ``proposed``, or were ``called off``.
            sort: their order.
            after: cursor of the page before.
            limit: how many at most.

        Raises:
            WhoError: where a name is known to nobody. FilterError: where ``after`` is no cursor.
        """
        with self._store.read() as connection:
            chosen = select_meetings(self._store, connection, Names(), asked or EventFilter(), outcomes)
            place = Place(sort, _cursor(after, sort, chosen), limit + 1)
            found = chosen.keys(connection, place)
            items = as_meetings(connection, read_events(connection, [row[0] for row in found[:limit]]))
        return Page(items, _next(found, limit, sort, chosen))

    def every_meeting(
        self, asked: EventFilter | None = None, outcomes: Sequence[Outcome] = (), *, sort: Sort = "oldest"
    ) -> Iterator[Meeting]:
        """All meetings that are meant, page by page."""
        after: str | None = None
        while True:
            page = self.calendar(asked, outcomes, sort=sort, after=after, limit=_AT_ONCE)
            yield from page
            if (after := page.next) is None:
                return

    def profile(self, name: str, about: str | None = None, asked: EventFilter | None = None) -> Profile:
        """With whom somebody deals, what they say, and how they stand to a subject.

        Args:
            name: as filters take it.
            about: on whom positions are wanted; words in the filter may say on what instead.
            asked: which events and statements count: period, context, publisher, confidence, text, status and source;
                without a status only what took place.

        Raises:
            WhoError: where a name is known to nobody. FilterError: where the filter names others who take part.
        """
        with self._store.read() as connection:
            return profile(self._store, connection, Names(), name, about, asked or EventFilter())

    def network(self, of: Of = "countries", asked: EventFilter | None = None, *, limit: int | None = None) -> Network:
        """Who deals with whom.

        Args:
            of: what the nodes are: ``countries``, or ``entities`` (states, people, bodies, by name); of these only
                the latest 50,000 events that have a day are looked at.
            asked: which events count; without a status only what took place.
            limit: only so many edges, those of most events.

        Raises:
            WhoError: where a name is known to nobody.
        """
        with self._store.read() as connection:
            return network(self._store, connection, Names(), of, asked or EventFilter(), limit)

    def latest_day(self) -> str | None:
        """The day of publication of the newest article; None where there is none with a day."""
        with self._store.read() as connection:
            day: str | None = connection.scalar(select(func.max(articles.c.published)))
            return day

    def sources(self) -> dict[str, int]:
        """The sources of the store's events, with their number of events."""
        with self._store.read() as connection:
            wanted = select(events.c.source, func.count()).group_by(events.c.source)
            return {row.source: row[1] for row in connection.execute(wanted)}


def _cursor(after: str | None, sort: Sort, chosen: Selection) -> Cursor | None:
    if not after:
        return None
    return decode(after, sort, {dated: len(chosen.terms(sort, dated)) for dated in (True, False)})


def _next(found: Sequence[tuple[object, ...]], limit: int, sort: Sort, chosen: Selection) -> str | None:
    """The cursor of the page after this one, where there was one row more than it takes."""
    if len(found) <= limit:
        return None
    _, *values = found[limit - 1]
    return Cursor(sort, len(values) == len(chosen.terms(sort, True)), tuple(values)).encode()
