"""Distinct events found anew when articles come and go, in the transaction in which they do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from dragoman.records import stable_id, to_dict
from dragoman.store.events import assign, delete_events, event_rows, write_events
from dragoman.store.reviews import latest_reviews
from dragoman.store.rows import Row, entity_key
from dragoman.store.schema import DRAGOMAN, REJECTED, event_links, events, reports
from dragoman.store.writing import next_key, portions
from dragoman.stories import DistinctEvent, Party

_PLAIN = ("type", "quad", "score", "status", "killed", "injured", "arrested", "confidence")
_COUNTS = ("n_mentions", "n_articles", "n_sources", "first_seen", "last_seen")
_PLACE = ("name", "country", "lat", "lon", "precision")


def settle(connection: Connection, found: Sequence[DistinctEvent], gone: Iterable[int]) -> None:
    """Writes the distinct events that a change of articles comes to; those that stayed as they were are not touched.

    Args:
        found: the events of all reports that the change concerns.
        gone: keys of events that had reports which were deleted.
    """
    reviewed = latest_reviews(connection, found)
    found = [reviewed[event.id].applied_to(event) if event.id in reviewed else event for event in found]
    rejected = {event_id for event_id, review in reviewed.items() if review.verdict == "reject"}
    told = _reports(connection, [report for event in found for report in event.reports])
    before = _known(connection, {*gone, *(row["event_key"] for row in told.values() if row["event_key"] is not None)})
    kept: dict[str, int] = {}
    hashes = {event.id: _hash(event, event.id in rejected) for event in found}
    for event in found:
        (at, *others) = {told[report]["event_key"] for report in event.reports}
        if not others and before.get(at) == (event.id, hashes[event.id]):
            kept[event.id] = at
    delete_events(connection, before.keys() - kept.values())
    new = [event for event in found if event.id not in kept]
    keys = {event.id: key for key, event in enumerate(new, next_key(connection, events))}
    write_events(
        connection,
        (
            event_rows(
                _event_row(keys[event.id], event, hashes[event.id], told[event.best])
                | ({"source": REJECTED} if event.id in rejected else {}),
                _people(event),
                [told[report]["publisher"] for report in event.reports],
            )
            for event in new
        ),
    )
    assign(connection, {told[report]["key"]: keys[event.id] for event in new for report in event.reports})
    _link(connection, found, kept | keys)


def _reports(connection: Connection, ids: Iterable[str]) -> dict[str, Row]:
    names = ("key", "id", "event_key", "type", "cameo", "sentence", "publisher", "date_start", "date_end", "date_text")
    found: dict[str, Row] = {}
    for portion in portions(ids):
        wanted = select(*(reports.c[name] for name in names)).where(
            reports.c.source == DRAGOMAN, reports.c.id.in_(portion)
        )
        found |= {row["id"]: dict(row) for row in connection.execute(wanted).mappings()}
    return found


def _known(connection: Connection, keys: Collection[int]) -> dict[int, tuple[str, str | None]]:
    """Id and hash of events that are there, by key."""
    found: dict[int, tuple[str, str | None]] = {}
    for portion in portions(keys):
        wanted = select(events.c.key, events.c.id, events.c.hash).where(events.c.key.in_(portion))
        found |= {row.key: (row.id, row.hash) for row in connection.execute(wanted)}
    return found


def _hash(event: DistinctEvent, rejected: bool) -> str:
    return stable_id(repr(event), *(["rejected"] if rejected else []))


def _event_row(key: int, event: DistinctEvent, its_hash: str, best: Row) -> Row:
    """The row of an event.

    Args:
        best: of the report that stands for the event: its wording and, where they agree, its code and words of date.
    """
    start, end, precision = event.date or (None, None, None)
    same_date = (start, end) == (best["date_start"], best["date_end"])
    several = len(event.reports) > 1
    return {
        "key": key,
        "id": event.id,
        "source": DRAGOMAN,
        **{name: getattr(event, name) for name in (*_PLAIN, *_COUNTS)},
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "cameo": best["cameo"] if best["type"] == event.type else None,
        "day": start or event.first_seen,
        "date_start": start,
        "date_end": end,
        "date_precision": precision,
        "date_text": best["date_text"] if same_date else None,
        **{f"place_{name}": value for name, value in zip(_PLACE, event.place or (None,) * 5, strict=True)},
        "sentence": best["sentence"],
        "alternatives": _alternatives(event) if several else None,
        "revisions": [to_dict(r) for r in event.revisions] if several or event.plans else None,
        "hash": its_hash,
    }


def _alternatives(event: DistinctEvent) -> Mapping[str, Any]:
    """The values of fields on which not all reports agree, with who supports them; the best supported first."""
    return {field: [to_dict(v) for v in values] for field, values in event.support.items() if len(values) > 1}


def _people(event: DistinctEvent) -> list[Row]:
    sides = (("actor", event.actors), ("recipient", event.recipients))
    return [{"side": side, "position": n, **_who(party)} for side, parties in sides for n, party in enumerate(parties)]


def _who(party: Party) -> Row:
    return {
        "name": party.name,
        "country": party.country,
        "sector": party.sectors[0] if party.sectors else None,
        "sectors": list(party.sectors),
        "role": party.role,
        "kind": party.kind,
        "entity": entity_key(party.name, party.kind, party.country),
    }


def _link(connection: Connection, found: Iterable[DistinctEvent], keys: Mapping[str, int]) -> None:
    """Notes what came of plans."""
    for portion in portions(keys.values()):
        connection.execute(delete(event_links).where(event_links.c.plan_key.in_(portion)))
    links = [{"plan_key": keys[e.id], "outcome_key": keys[e.outcome]} for e in found if e.outcome is not None]
    if links:
        connection.execute(event_links.insert(), links)
