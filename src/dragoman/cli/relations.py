"""``dragoman relations``: cooperation and conflict of two, month by month or week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import asking
from dragoman.cli.options import Db

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType

    from dragoman.analysis import EventFilter, Questions, Relations

HELP = """Tell how two deal with each other: cooperation and conflict in each direction, by month or by week.

Counts what took place, by quad class, with the mean of the scores from conflict (-10) to cooperation (+10). A file
(.csv, .json, ...) has the ids of the events behind each point, a picture (.svg, .png) both directions over time.

[dim]$[/dim] dragoman relations USA RUS --since 2024
[dim]$[/dim] dragoman relations Israel Iran --weekly -o israel-iran.svg
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("relations", help=HELP, no_args_is_help=True)(relations)


def relations(
    one: Annotated[str, typer.Argument(metavar="ONE", help="A country, a person, a body.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another one.", show_default=False)],
    db: Db = None,
    weekly: Annotated[bool, typer.Option("--weekly", metavar="", help="By week instead of by month.")] = False,
    type_: asking.Type = None,
    mode: asking.Mode = None,
    context: asking.Context = None,
    status: asking.Status = None,
    since: asking.Since = None,
    until: asking.Until = None,
    publisher: asking.Publisher = None,
    min_confidence: asking.Confidence = None,
    text: asking.Words = None,
    source: asking.Source = None,
    out: asking.OutOrPicture = None,
) -> int:
    """Tells the relations of two."""
    from dragoman.analysis import EventFilter
    from dragoman.formats.answers import PICTURES, check_ending
    from dragoman.formats.terminal import make_console, show

    if out is not None:
        check_ending(out, PICTURES)
    asked = EventFilter.parse(
        asking.given(
            type=type_, mode=mode, context=context, status=status, since=since, until=until, publisher=publisher,
            min_confidence=min_confidence, text=text, source=source,
        )
    )  # fmt: skip
    ids = out is not None and out.suffix.lower() not in PICTURES
    with asking.questions(db) as ask:
        found = ask.relations(one, other, "week" if weekly else "month", asked, ids=ids)
        if not found.points:
            _tell_nothing(ask, found, asked)
        if out is not None:
            _write(found, out)
        elif found.points:
            show(make_console(), _table(found))
    return 0


def _tell_nothing(ask: Questions, found: Relations, asked: EventFilter) -> None:
    from dataclasses import replace

    from dragoman.cli.messages import tell

    tell(asking.nothing_found(ask, replace(asked, pair=(found.one.name, found.other.name))))


def _write(found: Relations, out: Path) -> None:
    from dragoman.analysis.relations import BALANCE_COLUMNS
    from dragoman.cli.messages import tell
    from dragoman.formats.answers import PICTURES, write_file, write_rows

    form = out.suffix.lower()
    if form in PICTURES:
        from dragoman.analysis.plots import draw, relations_chart

        write_file(draw(relations_chart(found), form[1:]), out)
    else:
        write_rows((point.row() for point in found), BALANCE_COLUMNS, out)
    events = sum(point.events for point in found)
    tell(f"{len(found.points) // 2:,} {found.step}s, {events:,} event{'s' * (events != 1)}; written: {out}")


def _table(found: Relations) -> RenderableType:
    """A row for each period and direction in which anything happened."""
    from rich.text import Text

    from dragoman.analysis.relations import QUADS
    from dragoman.cli.answers import QUAD_COLOURS, Column, count, heads, mean, rows
    from dragoman.formats.terminal import plain

    columns = (
        Column(found.step, 11), Column("who, to whom", 29), Column("verbal coop.", 10, True),
        Column("material coop.", 10, True), Column("verbal conflict", 10, True), Column("material conflict", 10, True),
        Column("events", 9, True), Column("mean score", 10, True),
    )  # fmt: skip
    lines = [heads(columns)]
    for point in found:
        if point.events:
            numbers = [count(getattr(point, quad), QUAD_COLOURS[n]) for n, quad in enumerate(QUADS, 1)]
            start = Text(point.start if found.step == "week" else point.start[:7])
            who = Text(plain(f"{point.actor} → {point.recipient}"))
            lines.append([start, who, *numbers, count(point.events), mean(point.score_mean)])
    return rows(columns, lines)
