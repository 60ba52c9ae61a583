"""Rows of other data sets as events of the store: read from a file, checked, and written in batches."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from dragoman.errors import InputError
from dragoman.formats import flat_rows, gdelt, icews, mentions, native, plover, polecat
from dragoman.formats.codes import names
from dragoman.formats.reading import detect, read_rows
from dragoman.formats.rows import BadRow, BadRows, CodedRow, Misfit, Party, Spot
from dragoman.formats.values import host
from dragoman.ontology.load import load_ontology
from dragoman.records import Actor, Date, DatePrecision, Event, Place
from dragoman.store.adding import Imported, Untold
from dragoman.store.rows import LONGEST, fold, unfit
from dragoman.store.store import Store

FORMATS = (polecat.NAME, gdelt.NAME, icews.NAME, plover.NAME)
"""Formats of the data sets that are imported; the name is what stands in the column ``source``."""

MOST_PEOPLE = 10**9
"""No event has more dead; a larger number is no number of people."""

_REFUSED = {
    native.NAME: "holds coded articles; add the articles themselves with `dragoman add`",
    flat_rows.NAME: "holds flat tables of Dragoman; add the articles themselves with `dragoman add`",
    mentions.NAME: "holds mentions of events, not events; import GDELT's events",
}
_NOWHERE = (0, 0)


@dataclass(slots=True)
class Tally:
    """What importing came to: rows that were read, those that were new, those without a type, and the bad ones."""

    rows: int = 0
    new: int = 0
    untyped: int = 0
    bad: BadRows = field(default_factory=BadRows)

    @property
    def there(self) -> int:
        """Rows that the store held already."""
        return self.rows - self.untyped - self.new


def format_of(path: Path, format: str | None = None) -> str:
    """The format in which a file is imported.

    Args:
        path: the file.
        format: one of ``FORMATS``; None: found out from the first line.

    Raises:
        InputError: where the file cannot be read, or is in none of these formats.
    """
    told = format or detect(path)
    if told not in FORMATS:
        cause = _REFUSED.get(told, f"{told!r} is no format that is imported; such are {', '.join(FORMATS)}")
        raise InputError(cause, str(path))
    if not path.is_file():
        raise InputError("is no file that is there", str(path))
    return told


def import_file(
    store: Store, path: Path, format: str, tally: Tally, advance: Callable[[], None] = lambda: None, batch: int = 1000
) -> None:
    """Puts the events of a file into the store; those that are there stay as they are.

    Args:
        store: where they go.
        path: the file, plain, gzip or zip.
        format: one of ``FORMATS``.
        tally: counts what becomes of the rows; up to date after each batch.
        advance: called for each row, bad or not.
        batch: rows in one transaction.

    Raises:
        InputError: where the file as a whole cannot be read. StoreError: where the database fails; batches before
            that are kept.
    """

    def bad(row: BadRow) -> None:
        tally.bad(row)
        advance()

    rows = read_rows(path, format, bad)
    while some := _next(rows, tally, bad, advance, batch):
        tally.new += store.add_imported(format, some, batch)


def _next(
    rows: Iterator[CodedRow], tally: Tally, bad: Callable[[BadRow], None], advance: Callable[[], None], size: int
) -> list[Imported]:
    """The next rows that the store can keep; empty at the end."""
    made: list[Imported] = []
    for row in rows:
        try:
            item = imported(row)
        except Misfit as misfit:
            bad(BadRow(row.source, row.line, str(misfit)))
            continue
        advance()
        tally.rows += 1
        if item is None:
            tally.untyped += 1
            continue
        made.append(item)
        if len(made) == size:
            break
    return made


def imported(row: CodedRow) -> Imported | None:
    """A row as an event of the store; None where its code is of no PLOVER type (CAMEO 01, statements).

    What the data set does not tell stays null: confidence, or the quad class and score of a row without them.

    Raises:
        Misfit: where no database could hold it; says why.
    """
    if row.type is None:
        return None
    publisher = row.publisher or host(row.url)  # as GDELT's mentions name their sources
    _check(row, publisher)
    told: dict[Untold, float | None] = {"quad": row.quad, "score": row.score, "confidence": row.confidence}
    event = Event(
        id=row.id,
        type=row.type,
        modes=row.modes,
        contexts=row.contexts,
        quad=row.quad or load_ontology().types[row.type].quad,
        score=row.score or 0.0,
        cameo=row.cameo,
        status=row.status,
        actors=tuple(map(_actor, row.actors)),
        recipients=tuple(map(_actor, row.recipients)),
        date=_date(row),
        place=_place(row.place),
        killed=row.killed,
        injured=row.injured,
        arrested=row.arrested,
        attributed_to=None,
        evidence=(),
        confidence=row.confidence or 0.0,
    )
    return Imported(
        event,
        published=row.published,
        publisher=publisher,
        unknown=frozenset(name for name, value in told.items() if value is None),
    )


def _check(row: CodedRow, publisher: str | None) -> None:
    indexed = [("id", row.id), ("publisher", publisher or "")]
    indexed += [("mode", mode) for mode in row.modes] + [("context", context) for context in row.contexts]
    for name, text in indexed:
        if len(text) > LONGEST:
            raise Misfit(f"its {name} has {len(text):,} characters; at most {LONGEST} can be kept")
    for name, number in (("killed", row.killed), ("injured", row.injured), ("arrested", row.arrested)):
        if number is not None and not 0 <= number <= MOST_PEOPLE:
            raise Misfit(f"{name}: {number} is no number of people")
    if row.date and row.date_end and row.date_end < row.date:
        raise Misfit(f"ends on {row.date_end}, before it begins on {row.date}")
    for text in _texts(row, publisher):
        if unfit(text) is not None:
            raise Misfit(f"{json.dumps(text[:40])} holds a character that is no text")


def _texts(row: CodedRow, publisher: str | None) -> Iterator[str]:
    """All texts of a row that come into the store."""
    yield from (row.id, publisher or "", row.cameo or "", *row.modes, *row.contexts)
    for party in (*row.actors, *row.recipients):
        yield from (party.name or "", party.role or "", party.text or "")
    if row.place is not None:
        yield row.place.name or ""


def _actor(party: Party) -> Actor:
    state = names().name.get(party.country or "")
    is_state = party.name is not None and state is not None and fold(party.name) == fold(state)
    return Actor(
        text=party.text or party.name or "",
        span=_NOWHERE,
        name=party.name,
        country=party.country,
        sectors=party.sectors,
        role=party.role,
        kind="country" if is_state else None,
    )


def _date(row: CodedRow) -> Date | None:
    if row.date is None:
        return None
    end = row.date_end or row.date
    return Date("", _NOWHERE, row.date, end, _precision(date.fromisoformat(row.date), date.fromisoformat(end)))


def _precision(start: date, end: date) -> DatePrecision:
    """What a period is called that begins and ends on these days; of others the days are known."""
    if start == end:
        return "day"
    after = end + timedelta(days=1) if end < date.max else end
    if start.day == after.day == 1:
        months = (after.year - start.year) * 12 + after.month - start.month
        whole: dict[int, DatePrecision] = {1: "month", 3: "quarter", 12: "year"}
        if months in whole and start.month % months == 1 % months:
            return whole[months]
    return "week" if (start.weekday(), (end - start).days) == (0, 6) else "day"


def _place(spot: Spot | None) -> Place | None:
    if spot is None:
        return None
    name = spot.name or names().name.get(spot.country or "") or ""
    return Place(name, _NOWHERE, name, spot.country, spot.lat, spot.lon)
