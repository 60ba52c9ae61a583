"""What reviewers say of events: kept apart from what the coder says, and put above it wherever events are told.

A review is of a report: the words of one article. It holds on to these words, so that it is found again when the
article is coded anew; and it speaks for the distinct event to which that report belongs then.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import Connection, delete, select

from dragoman.ontology import load_ontology
from dragoman.store.schema import articles, reports, reviews
from dragoman.store.writing import next_key, portions
from dragoman.stories import DistinctEvent, Party

Verdict = Literal["confirm", "correct", "reject"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

CHANGES = ("type", "modes", "status", "actors", "recipients", "date", "place")
"""What can be corrected."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer says of an event as one article tells it.

    Attributes:
        article_id, report_id: of the report that was looked at.
        type: as it was coded then.
        sentence, trigger: words of its best evidence.
        reviewer: name.
        at: when, UTC.
        verdict: ``confirm``, ``correct`` or ``reject``.
        changes: fields of CHANGES with the values that are right: ``modes`` a list; ``actors`` and ``recipients`` lists
            of ``name``, ``country``, ``sectors``, ``kind``; ``date`` with ``start``, ``end``, ``precision`` and
            ``place`` with ``name``, ``country``, or null for none.
        note: anything else, or None.
    """

    article_id: str
    report_id: str
    type: str
    sentence: str
    trigger: str
    reviewer: str
    at: str
    verdict: Verdict
    changes: Mapping[str, Any]
    note: str | None = None

    @property
    def right_type(self) -> str:
        """The type that the reviewer holds to be right; ``none`` where there is no such event."""
        return "none" if self.verdict == "reject" else str(self.changes.get("type", self.type))

    def applied_to(self, event: DistinctEvent) -> DistinctEvent:
        """The event as the reviewer sees it."""
        changed: dict[str, Any] = {n: self.changes[n] for n in ("type", "status") if n in self.changes}
        if "modes" in self.changes or "type" in self.changes:
            changed["modes"] = tuple(self.changes.get("modes", ()))
        for side in ("actors", "recipients"):
            if side in self.changes:
                changed[side] = tuple(_party(p) for p in self.changes[side])
        if "date" in self.changes:
            date = self.changes["date"]
            changed["date"] = (date["start"], date["end"], date["precision"]) if date else None
        if "place" in self.changes:
            place = self.changes["place"]
            changed["place"] = (place["name"], place["country"], None, None, None) if place else None
        event = dataclasses.replace(event, **changed)
        ontology = load_ontology()
        return dataclasses.replace(
            event, quad=ontology.types[event.type].quad, score=ontology.score(event.type, event.modes)
        )


def _party(given: Mapping[str, Any]) -> Party:
    return Party(given["name"], given["country"], tuple(given["sectors"]), None, given["kind"])


def write_review(connection: Connection, review: Review) -> None:
    """Keeps a review in the place of what the same reviewer said of the same report before."""
    of = reviews.c
    same = (of.article_id == review.article_id, of.report_id == review.report_id, of.reviewer == review.reviewer)
    connection.execute(delete(reviews).where(*same))
    row = {f.name: getattr(review, f.name) for f in dataclasses.fields(review)}
    row |= {"key": next_key(connection, reviews), "changes": dict(review.changes), "trigger_words": row.pop("trigger")}
    connection.execute(reviews.insert(), row)


def all_reviews(connection: Connection) -> list[Review]:
    """All reviews, in the order in which they were given."""
    return [_review(row) for row in connection.execute(select(reviews).order_by(reviews.c.key)).mappings()]


def reviews_of(connection: Connection, report_ids: Iterable[str]) -> dict[str, list[Review]]:
    """The reviews that are about reports as they are now, by the id of the report."""
    ids = list(report_ids)
    in_articles = select(articles.c.id).join(reports, reports.c.article_key == articles.c.key)
    there: set[str] = set()
    for portion in portions(ids):
        there.update(connection.scalars(in_articles.where(reports.c.id.in_(portion))))
    wanted = set(ids)
    found: dict[str, list[Review]] = defaultdict(list)
    for report_id, review in _matched(connection, there):
        if report_id in wanted:
            found[report_id].append(review)
    return dict(found)


def latest_reviews(connection: Connection, found: Sequence[DistinctEvent]) -> dict[str, Review]:
    """The review that counts for each event that was reviewed, by the event's id: the latest."""
    if connection.scalar(select(reviews.c.key).limit(1)) is None:
        return {}
    event_of = {report: event.id for event in found for report in event.reports}
    latest: dict[str, Review] = {}
    for report_id, review in _matched(connection, {a for event in found for a in event.articles}):
        event_id = event_of.get(report_id)
        if event_id is not None and (event_id not in latest or latest[event_id].at <= review.at):
            latest[event_id] = review
    return latest


def _matched(connection: Connection, article_ids: Iterable[str]) -> list[tuple[str, Review]]:
    """The reviews of articles, each with the id of the report that it is about now; those without one are left out."""
    given: dict[str, list[Review]] = defaultdict(list)
    for portion in portions(sorted(article_ids)):
        wanted = select(reviews).where(reviews.c.article_id.in_(portion)).order_by(reviews.c.key)
        for row in connection.execute(wanted).mappings():
            given[row["article_id"]].append(_review(row))
    found = []
    for article_id, some in given.items():
        of = reports.c
        there = (
            select(of.id, of.type, of.sentence, of.record)
            .join(articles, of.article_key == articles.c.key)
            .where(articles.c.id == article_id)
            .order_by(of.position)
        )
        told = [
            _Told(row.id, row.type, row.sentence, trigger_of(row.record, row.sentence))
            for row in connection.execute(there)
        ]
        found += [(report_id, review) for review in some if (report_id := _report(review, told)) is not None]
    return found


class _Told(NamedTuple):
    """What tells whether a report is the one that was reviewed."""

    id: str
    type: str
    sentence: str | None
    trigger: str


def trigger_of(record: Mapping[str, Any], sentence: str | None) -> str:
    """The words of the best evidence of an event's record that express it."""
    if not record["evidence"] or sentence is None:
        return ""
    best = record["evidence"][0]
    start = best["sentence"][0]
    return sentence[best["trigger"][0] - start : best["trigger"][1] - start]


def _report(review: Review, told: Sequence[_Told]) -> str | None:
    """The report that a review is about: the very one, else one of its sentence with its trigger, its type, or both."""
    if any(one.id == review.report_id for one in told):
        return review.report_id
    same = [one for one in told if one.sentence == review.sentence]
    by_trigger = [one for one in same if one.trigger == review.trigger]
    by_type = [one for one in same if one.type == review.type]
    both = [one for one in by_trigger if one in by_type]
    for some in (both, by_trigger, by_type):
        if len(some) == 1:
            return some[0].id
    return None


def _review(row: Mapping[Any, Any]) -> Review:
    names = ("article_id", "report_id", "type", "sentence", "reviewer", "at", "verdict", "changes", "note")
    return Review(**{name: row[name] for name in names}, trigger=row["trigger_words"])
