"""From rows of the store to answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, func, select

from dragoman.analysis.answers import FoundEvent, FoundReport, FoundStatement, Party, When, Where
from dragoman.store.schema import (
    articles,
    event_participants,
    events,
    reports,
    statement_about,
    statements,
)

AT_ONCE = 1000
"""Keys in one query."""

T = TypeVar("T")

_WHO = ("name", "country", "sectors", "role", "kind", "entity")
_PLAIN = (
    "id", "source", "type", "quad", "score", "cameo", "status", "day", "killed", "injured", "arrested", "confidence",
    "sentence", "n_mentions", "n_articles", "n_sources", "first_seen", "last_seen",
)  # fmt: skip
_SAID = ("id", "kind", "stance", "day", "venue", "confidence", "content")
_ARTICLE = ("url", "publisher", "title", "published")


def read_events(connection: Connection, keys: Sequence[int]) -> list[FoundEvent]:
    """The events with these keys, in this order."""
    return _in_portions(connection, keys, _read_events)


def read_statements(connection: Connection, keys: Sequence[int]) -> list[FoundStatement]:
    """The statements with these keys, in this order."""
    return _in_portions(connection, keys, _read_statements)


def read_reports(connection: Connection, event_ids: Sequence[str]) -> dict[str, tuple[FoundReport, ...]]:
    """The reports behind events, by publication."""
    found: dict[str, list[FoundReport]] = {event_id: [] for event_id in event_ids}
    for portion in _portions(list(found)):
        for row in connection.execute(_reports_of(portion)):
            found[row.event_id].append(FoundReport(**{name: row._mapping[name] for name in FoundReport.__slots__}))
    return {event_id: tuple(told) for event_id, told in found.items()}


def _in_portions(
    connection: Connection, keys: Sequence[int], read: Callable[[Connection, Sequence[int]], Mapping[int, T]]
) -> list[T]:
    found: dict[int, T] = {}
    for portion in _portions(keys):
        found |= read(connection, portion)
    return [found[key] for key in keys if key in found]


def _portions(values: Sequence[T]) -> Iterator[list[T]]:
    source = iter(values)
    while portion := list(islice(source, AT_ONCE)):
        yield portion


def _read_events(connection: Connection, keys: Sequence[int]) -> dict[int, FoundEvent]:
    left_out = ("alternatives", "revisions", "hash")
    columns = [column for column in events.c if column.name not in left_out]
    of = event_participants.c
    people: dict[tuple[int, str], list[Party]] = defaultdict(list)
    there = select(of.event_key, of.side, *(of[name] for name in _WHO)).where(of.event_key.in_(keys))
    for row in connection.execute(there.order_by(of.event_key, of.side, of.position)):
        people[row.event_key, row.side].append(_party(row._mapping))
    found = {}
    for row in connection.execute(select(*columns).where(events.c.key.in_(keys))):
        values = row._mapping
        found[row.key] = FoundEvent(
            **{name: values[name] for name in _PLAIN},
            modes=tuple(row.modes),
            contexts=tuple(row.contexts),
            actors=tuple(people[row.key, "actor"]),
            recipients=tuple(people[row.key, "recipient"]),
            date=_when(row),
            place=_where(row),
        )
    return found


def _read_statements(connection: Connection, keys: Sequence[int]) -> dict[int, FoundStatement]:
    of = statement_about.c
    about: dict[int, list[Party]] = defaultdict(list)
    named = select(of.statement_key, *(of[name] for name in _WHO)).where(of.statement_key.in_(keys))
    for row in connection.execute(named.order_by(of.statement_key, of.position)):
        about[row.statement_key].append(_party(row._mapping))
    columns = [column for column in statements.c if column.name != "record"]
    told = [articles.c.id.label("article_id"), *(articles.c[name] for name in _ARTICLE)]
    wanted = select(*columns, *told).join_from(statements, articles).where(statements.c.key.in_(keys))
    found = {}
    for row in connection.execute(wanted):
        values = row._mapping
        found[row.key] = FoundStatement(
            **{name: values[name] for name in (*_SAID, "article_id", *_ARTICLE)},
            speaker=_person(values, "speaker_"),
            addressee=_person(values, "addressee_"),
            about=tuple(about[row.key]),
            date=_when(row),
            place=_where(row),
            contexts=tuple(row.contexts),
        )
    return found


def _reports_of(event_ids: Sequence[str]) -> Select[Any]:
    told = reports.c
    own = [told[n] for n in ("id", "type", "status", "day", "killed", "injured", "arrested", "confidence", "sentence")]
    return (
        select(
            *own,
            told.attributed_to,
            events.c.id.label("event_id"),
            articles.c.id.label("article_id"),
            articles.c.url,
            articles.c.title,
            func.coalesce(articles.c.publisher, told.publisher).label("publisher"),
            func.coalesce(articles.c.published, told.published).label("published"),
            statements.c.speaker_name.label("speaker"),
        )
        .select_from(
            reports.join(events, told.event_key == events.c.key)
            .outerjoin(articles, told.article_key == articles.c.key)
            .outerjoin(statements, statements.c.id == told.attributed_to)
        )
        .where(events.c.id.in_(event_ids))
        .order_by(told.published, articles.c.id, told.position)
    )


def _person(values: Mapping[Any, Any], prefix: str) -> Party | None:
    """Somebody in columns of the main table; None where there is nobody."""
    if values[f"{prefix}sectors"] is None:
        return None
    return _party({name: values[prefix + name] for name in _WHO})


def _party(values: Mapping[Any, Any]) -> Party:
    return Party(**{name: values[name] for name in _WHO if name != "sectors"}, sectors=tuple(values["sectors"] or ()))


def _when(row: Row[Any]) -> When | None:
    if row.date_start is None:
        return None
    return When(row.date_start, row.date_end, row.date_precision, row.date_text)


def _where(row: Row[Any]) -> Where | None:
    if row.place_name is None:
        return None
    return Where(row.place_name, row.place_country, row.place_lat, row.place_lon, row.place_precision)
