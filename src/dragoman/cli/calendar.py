"""``dragoman calendar``: meetings that were held, and such as are planned."""

from __future__ import annotations

import datetime as dt
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from dragoman.cli import asking
from dragoman.cli.options import Db

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from dragoman.analysis import EventFilter, Meeting, Questions
    from dragoman.analysis.meetings import Outcome

HELP = """List meetings by day: held, planned, proposed, called off.

Begins a month before the newest article unless [bold]--since[/bold] says otherwise. A meeting that was announced before
it was held is one row.

[dim]$[/dim] dragoman calendar
[dim]$[/dim] dragoman calendar Kenya --since 2024
[dim]$[/dim] dragoman calendar Putin --outcome planned -o planned.csv
"""

_BEFORE = 30
"""Days before the newest article with which the calendar begins."""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("calendar", help=HELP)(calendar)


def calendar(
    who: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WHO...]", help="Only their meetings: countries, people, bodies.", show_default=False),
    ] = None,
    db: Db = None,
    pair: asking.Pair = None,
    context: asking.Context = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option("--outcome", metavar="OUTCOME,...", help="Only: held,planned,proposed,called-off."),
    ] = None,
    place: asking.Spot = None,
    since: asking.Since = None,
    until: asking.Until = None,
    publisher: asking.Publisher = None,
    min_confidence: asking.Confidence = None,
    text: asking.Words = None,
    source: asking.Source = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="At most so many.")] = None,
    out: asking.Out = None,
) -> int:
    """Lists meetings."""
    from dragoman.analysis import EventFilter

    with asking.questions(db) as ask:
        if since is None and until is None and (newest := ask.latest_day()):
            since = (dt.date.fromisoformat(newest) - dt.timedelta(_BEFORE)).isoformat()
        asked = EventFilter.parse(
            asking.given(
                who=who, pair=pair, context=context, place=place, since=since, until=until,
                publisher=publisher, min_confidence=min_confidence, text=text, source=source,
            )
        )  # fmt: skip
        _answer(ask, asked, _outcomes(outcome), limit, out)
    return 0


def _outcomes(given: list[str] | None) -> list[Outcome]:
    listed = [part.strip().lower().replace("-", " ") for text in given or () for part in text.split(",")]
    return cast("list[Outcome]", [outcome for outcome in listed if outcome])


def _answer(ask: Questions, asked: EventFilter, outcomes: list[Outcome], limit: int | None, out: Path | None) -> None:
    from dragoman.analysis.meetings import MEETING_COLUMNS
    from dragoman.cli.messages import tell
    from dragoman.formats.answers import check_ending, write_rows
    from dragoman.formats.terminal import make_console, show

    if out is not None:
        check_ending(out)
    found = islice(ask.every_meeting(asked, outcomes), limit)
    if out is not None:
        number = write_rows((meeting.row() for meeting in found), MEETING_COLUMNS, out)
        tell(f"{number:,} meeting{'s' * (number != 1)} written: {out}")
        return
    meetings = list(found)
    if meetings:
        show(make_console(), _table(meetings))
    else:
        tell(asking.nothing_found(ask, asked).replace("no events match", "no meetings match"))


def _table(meetings: Iterable[Meeting]) -> RenderableType:
    """The meetings of each day below one another, the day told once."""
    from rich.console import Group
    from rich.text import Text

    from dragoman.cli.answers import FAINT, Column, below, heads, parties, rows, where
    from dragoman.formats.terminal import plain

    columns = (
        Column("day", 11), Column("", 11), Column("who", 46), Column("where", 22), Column("sources", 8, True)
    )  # fmt: skip
    styles = {"held": "green", "planned": "cyan", "proposed": FAINT, "called off": "red"}
    parts: list[RenderableType] = [rows(columns, [heads(columns)])]
    day = None
    for meeting in meetings:
        event = meeting.event
        told = Text("" if event.day == day else event.day or "no day")
        day = event.day
        if event.date is not None and event.date.end != event.date.start:
            told.append(f"\nto {event.date.end}", style=FAINT)
        people = parties((*event.actors, *event.recipients))
        cells = (told, Text(meeting.outcome, styles[meeting.outcome]), people, where(event), f"{event.n_sources:,}")
        parts.append(rows(columns, [cells]))
        words = Text(plain(event.sentence or ""))
        if meeting.announced:
            words.append(f"  announced on {meeting.announced}", style=FAINT)
        if words:
            parts.append(below(words))
    return Group(*parts)
