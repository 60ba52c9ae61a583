"""A row of any data set of events as one typed record, and what is told of rows that cannot be read."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.records import Status

log = logging.getLogger("dragoman.formats")


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who acts or is acted upon.

    Attributes:
        name: resolved name.
        country: ISO 3166-1 alpha-3, or PLOVER's code of a body (UNO, IGO, NGO ...).
        sectors: PLOVER sectors, primary first.
        role: title or office.
        text: the words of the article that name it.
    """

    name: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it happened; degrees as in WGS 84, either both or none."""

    name: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class CodedRow:
    """An event as a data set tells it.

    Attributes:
        format: name of the format, as ``read_rows`` takes it.
        id: the event's identifier in the data set, as text.
        type: PLOVER type; None where the data set's own code has none (CAMEO 01, statements).
        modes, contexts: of PLOVER, as far as they are told.
        quad: 1 to 4; score: -10 to 10: as the data set gives them.
        cameo: CAMEO code with its leading zero.
        date, date_end: ISO days, first and last.
        published: ISO day of the article.
        confidence: 0 to 1.
        raw: the row as it was read, column -> text, None for null.
        source, line: where it stands.
    """

    format: str
    id: str
    type: str | None
    date: str | None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    quad: int | None = None
    score: float | None = None
    cameo: str | None = None
    status: Status = "actual"
    date_end: str | None = None
    place: Spot | None = None
    killed: int | None = None
    injured: int | None = None
    arrested: int | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None
    coder: str | None = None
    confidence: float | None = None
    raw: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read: where it stands (line 1 is the first) and why."""

    source: str
    line: int
    cause: str

    def __str__(self) -> str:
        return f"{self.source}, line {self.line}: {self.cause}"


Bad = Callable[[BadRow], object]
"""What is called with each bad row."""


class Misfit(ValueError):
    """A value that a row must not have; the message is the cause that a BadRow tells."""


def warn(bad: BadRow) -> None:
    """Tells the log of a bad row."""
    log.warning("%s", bad)


class BadRows:
    """Counts bad rows and keeps the first of them: ``read_rows(path, bad=BadRows())``.

    Args:
        kept: how many are kept in ``first``; all are counted.
    """

    def __init__(self, kept: int = 10) -> None:
        self.count, self.first, self._kept = 0, list[BadRow](), kept
        self.by_source: Counter[str] = Counter()

    def __call__(self, bad: BadRow) -> None:
        """Takes one."""
        self.count += 1
        self.by_source[bad.source] += 1
        if len(self.first) < self._kept:
            self.first.append(bad)

    def summary(self) -> str:
        """What is to be told of them, a line each; empty where there are none."""
        more = self.count - len(self.first)
        lines = [str(b) for b in self.first]
        return "\n".join([*lines, f"and {more:,} more bad rows"] if more else lines)
