"""The history of an event: what was told first, and what became otherwise as the reports came in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.stories.report import Report
from dragoman.stories.words import fold

Told = str | int


@dataclass(frozen=True, slots=True)
class Revision:
    """One step in the history of an event.

    Attributes:
        published: day of publication of the report that brings it, or None.
        field: ``stage`` (plan, then fact), ``status``, ``day``, ``place``, ``killed``, ``injured`` or ``arrested``.
        old: what was told until then; None where nothing was.
        new: what is told now; days as ISO text.
        report, article: ids of the report that brings it and of its article.
    """

    published: str | None
    field: str
    old: Told | None
    new: Told
    report: str
    article: str


def revisions(reports: Sequence[Report]) -> tuple[Revision, ...]:
    """The steps of a history, from reports by publication.

    A step is a value that was not told before; who repeats an old one later brings nothing new.
    """
    found = []
    told: dict[str, dict[str, Told]] = {}
    current: dict[str, Told] = {}
    for report in reports:
        for field, value in _values(report):
            known = told.setdefault(field, {})
            key = fold(value) if isinstance(value, str) else str(value)
            if key in known:
                continue
            found.append(Revision(report.published, field, current.get(field), value, report.id, report.article))
            known[key] = current[field] = value
    return tuple(found)


def _values(report: Report) -> Iterator[tuple[str, Told]]:
    """What of a report has a history."""
    yield "stage", report.stage
    if report.stage == "fact":
        yield "status", "actual" if report.status == "historical" else report.status
    if report.day is not None:
        yield "day", report.day
    if report.place is not None and report.town is not None:
        yield "place", report.place
    for field in ("killed", "injured", "arrested"):
        count = getattr(report, field)
        if count is not None:
            yield field, count
