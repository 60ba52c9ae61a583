"""The rows of distinct events: what they are made of, and how they take the place of earlier ones."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select, update

from dragoman.records import stable_id
from dragoman.store.rows import Row, Rows
from dragoman.store.schema import (
    event_contexts,
    event_modes,
    event_pairs,
    event_participants,
    event_publishers,
    events,
    report_participants,
    reports,
)
from dragoman.store.writing import insert, next_key, portions

WHAT = (
    "source", "type", "modes", "contexts", "quad", "score", "cameo", "status", "day", "date_start", "date_end",
    "date_precision", "date_text", "place_name", "place_country", "place_lat", "place_lon", "place_precision",
    "killed", "injured", "arrested", "confidence", "sentence",
)  # fmt: skip
"""The columns that an event has in common with its reports."""

_WHO = ("side", "position", "name", "country", "sector", "sectors", "role", "kind", "entity")
_TABLES = (events, event_participants, event_pairs, event_modes, event_contexts, event_publishers)
_SIDES = ("actor", "recipient")
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types of what several actors do with each other where no recipient is named."""


def event_rows(event: Row, people: Sequence[Row], publishers: Iterable[str | None]) -> Rows:
    """All rows of a distinct event.

    Args:
        event: its row in ``events``.
        people: its participants, with the columns of ``event_participants`` that concern them alone.
        publishers: of the articles that report it.
    """
    head = {"event_key": event["key"], "day": event["day"]}
    weighed = {name: event[name] for name in ("quad", "score", "type", "status", "confidence", "source")}
    return {
        "events": [event],
        "event_participants": [{**head, **person} for person in people],
        "event_pairs": [
            {**head, "actor_country": one, "recipient_country": other, **weighed}
            for one, other in _pairs(event, people)
        ],
        "event_modes": [{**head, "mode": mode} for mode in dict.fromkeys(event["modes"])],
        "event_contexts": [{**head, "context": context} for context in dict.fromkeys(event["contexts"])],
        "event_publishers": [{**head, "publisher": name} for name in dict.fromkeys(publishers) if name],
    }


def _pairs(event: Row, people: Sequence[Row]) -> Iterable[tuple[str, str]]:
    """The countries that act on one another; in both directions where several do with each other what takes two."""
    sides = (dict.fromkeys(p["country"] for p in people if p["side"] == side and p["country"]) for side in _SIDES)
    actors, recipients = sides
    if event["type"] in MUTUAL and not any(p["side"] == "recipient" for p in people):
        return itertools.permutations(actors, 2)
    return itertools.product(actors, recipients)


def write_events(connection: Connection, made: Iterable[Rows]) -> None:
    """Inserts distinct events with all their rows."""
    rows: Rows = defaultdict(list)
    for one in made:
        for name, some in one.items():
            rows[name].extend(some)
    insert(connection, rows, _TABLES)


def assign(connection: Connection, belongs: Mapping[int, int]) -> None:
    """Says which event each report belongs to: key of the report -> key of the event."""
    if belongs:
        change = update(reports).where(reports.c.key == bindparam("report")).values(event_key=bindparam("event"))
        connection.execute(change, [{"report": report, "event": event} for report, event in belongs.items()])


def delete_events(connection: Connection, keys: Iterable[int]) -> None:
    """Deletes events; their reports belong to none then."""
    for portion in portions(keys):
        connection.execute(delete(events).where(events.c.key.in_(portion)))


def write_alone(connection: Connection, report_keys: Sequence[int]) -> None:
    """Makes each of the reports, of another data set, an event of its own."""
    for portion in portions(report_keys):
        told = select(reports).where(reports.c.key.in_(portion)).order_by(reports.c.key)
        found = list(connection.execute(told).mappings())
        people = _participants(connection, portion)
        keys = {row["key"]: key for key, row in enumerate(found, next_key(connection, events))}
        write_events(
            connection,
            (event_rows(_alone(keys[r["key"]], dict(r)), people[r["key"]], [r["publisher"]]) for r in found),
        )
        assign(connection, keys)


def _alone(key: int, report: Row) -> Row:
    return {
        "key": key,
        "id": stable_id(report["source"], report["id"]),
        **{name: report[name] for name in WHAT},
        "n_mentions": 1,
        "n_articles": 1,
        "n_sources": 1,
        "first_seen": report["published"],
        "last_seen": report["published"],
        "alternatives": None,
        "revisions": None,
        "hash": None,
    }


def _participants(connection: Connection, report_keys: Sequence[int]) -> dict[int, list[Row]]:
    """The participants of reports, by the report's key; actors first, in order."""
    found: dict[int, list[Row]] = defaultdict(list)
    table = report_participants.c
    rows = select(report_participants).where(table.report_key.in_(report_keys)).order_by(table.side, table.position)
    for row in connection.execute(rows).mappings():
        found[row["report_key"]].append({name: row[name] for name in _WHO})
    return found
