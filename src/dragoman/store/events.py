"""Distinct events: the rows they are made of, and the place where they are found anew when reports come and go."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, Table, bindparam, delete, func, select, update

from dragoman.records import stable_id
from dragoman.store.rows import Row, Rows
from dragoman.store.schema import (
    articles,
    event_contexts,
    event_modes,
    event_pairs,
    event_participants,
    event_publishers,
    events,
    report_participants,
    reports,
)

AT_ONCE = 5_000
"""Keys in one query; SQLite takes 32,766."""

WHAT = (
    "source", "type", "modes", "contexts", "quad", "score", "cameo", "status", "day", "date_start", "date_end",
    "date_precision", "date_text", "place_name", "place_country", "place_lat", "place_lon", "place_precision",
    "killed", "injured", "arrested", "confidence", "sentence",
)  # fmt: skip
"""The columns that an event has in common with its reports."""

WHO = ("side", "position", "name", "country", "sector", "sectors", "role", "kind", "entity")
"""The columns of a participant, of an event or of a report."""

TABLES = (events, event_participants, event_pairs, event_modes, event_contexts, event_publishers)


def portions(keys: Iterable[int]) -> Iterator[list[int]]:
    """Keys in lists that a query can take."""
    source = iter(keys)
    while portion := list(itertools.islice(source, AT_ONCE)):
        yield portion


def next_key(connection: Connection, table: Table) -> int:
    """The first key that is free; only a writer may ask."""
    return (connection.scalar(select(func.max(table.c.key))) or 0) + 1


def insert(connection: Connection, rows: Rows, tables: Iterable[Table]) -> None:
    """Writes rows, table by table."""
    for table in tables:
        if rows.get(table.name):
            connection.execute(table.insert(), rows[table.name])


def refresh(connection: Connection, report_keys: Sequence[int]) -> None:
    """Finds the distinct events of reports anew, in the transaction that wrote these.

    As it stands, each report is an event of its own.
    """
    dissolve(connection, report_keys)
    first = next_key(connection, events)
    for portion in portions(report_keys):
        told = _reports(connection, portion)
        people = participants(connection, portion)
        rows: Rows = defaultdict(list)
        for key, report in enumerate(told, first):
            for name, more in event_rows(_alone(key, report), people[report["key"]], [report["publisher"]]).items():
                rows[name].extend(more)
        insert(connection, rows, TABLES)
        assign(connection, {report["key"]: key for key, report in enumerate(told, first)})
        first += len(told)


def _reports(connection: Connection, keys: Sequence[int]) -> list[Row]:
    found = (
        select(reports, articles.c.id.label("article_id"))
        .outerjoin(articles, articles.c.key == reports.c.article_key)
        .where(reports.c.key.in_(keys))
        .order_by(reports.c.key)
    )
    return [dict(row) for row in connection.execute(found).mappings()]


def _alone(key: int, report: Row) -> Row:
    """The event that one report alone tells of."""
    return {
        "key": key,
        "id": stable_id("event", report["source"], report["article_id"], report["id"]),
        **{name: report[name] for name in WHAT},
        "n_mentions": len(report["record"]["evidence"]) or 1,
        "n_articles": 1,
        "n_sources": 1,
        "first_seen": report["published"],
        "last_seen": report["published"],
        "alternatives": None,
        "revisions": None,
    }


def participants(connection: Connection, report_keys: Sequence[int]) -> dict[int, list[Row]]:
    """The participants of reports, by the report's key; actors first, in order."""
    found: dict[int, list[Row]] = defaultdict(list)
    table = report_participants.c
    rows = select(report_participants).where(table.report_key.in_(report_keys)).order_by(table.side, table.position)
    for row in connection.execute(rows).mappings():
        found[row["report_key"]].append({name: row[name] for name in WHO})
    return found


def event_rows(event: Row, people: Sequence[Row], publishers: Iterable[str | None]) -> Rows:
    """All rows of a distinct event.

    Args:
        event: its row in ``events``.
        people: its participants: the columns ``WHO``.
        publishers: of the articles that report it.
    """
    head = {"event_key": event["key"], "day": event["day"]}
    sides = {
        side: dict.fromkeys(p["country"] for p in people if p["side"] == side and p["country"])
        for side in ("actor", "recipient")
    }
    weighed = {name: event[name] for name in ("quad", "score", "type", "status", "confidence", "source")}
    return {
        "events": [event],
        "event_participants": [{**head, **person} for person in people],
        "event_pairs": [
            {**head, "actor_country": one, "recipient_country": other, **weighed}
            for one, other in itertools.product(sides["actor"], sides["recipient"])
        ],
        "event_modes": [{**head, "mode": mode} for mode in dict.fromkeys(event["modes"])],
        "event_contexts": [{**head, "context": context} for context in dict.fromkeys(event["contexts"])],
        "event_publishers": [{**head, "publisher": name} for name in dict.fromkeys(publishers) if name],
    }


def assign(connection: Connection, belongs: Mapping[int, int]) -> None:
    """Says which event each report belongs to: key of the report -> key of the event."""
    if belongs:
        change = update(reports).where(reports.c.key == bindparam("report")).values(event_key=bindparam("event"))
        connection.execute(change, [{"report": report, "event": event} for report, event in belongs.items()])


def dissolve(connection: Connection, report_keys: Iterable[int]) -> None:
    """Takes reports out of their events, and deletes the events that have none left."""
    for portion in portions(report_keys):
        theirs = reports.c.key.in_(portion)
        touched = select(reports.c.event_key).where(theirs, reports.c.event_key.is_not(None)).distinct()
        events_left = list(connection.scalars(touched))
        if events_left:
            connection.execute(update(reports).where(theirs).values(event_key=None))
            drop_empty(connection, events_left)


def drop_empty(connection: Connection, event_keys: Iterable[int]) -> None:
    """Deletes those of the events that no report belongs to."""
    for portion in portions(event_keys):
        told = select(reports.c.key).where(reports.c.event_key == events.c.key).exists()
        connection.execute(delete(events).where(events.c.key.in_(portion), ~told))
