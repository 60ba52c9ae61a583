"""``dragoman events``: distinct events out of the store, by who, what, when and where."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli import asking
from dragoman.cli.options import Db

if TYPE_CHECKING:
    from dragoman.analysis import EventFilter, FoundEvent, Questions
    from dragoman.analysis.paging import Sort

HELP = """List distinct events out of the store, the newest first.

An event that several articles tell is one row; [bold]--reports[/bold] shows them. Of several values of one option any
may hold, of several options all must.

[dim]$[/dim] dragoman events --pair USA RUS --since 2024
[dim]$[/dim] dragoman events --actor Kenya --type CONSULT,AGREE --reports
[dim]$[/dim] dragoman events --text "grain -corn" -o grain.parquet
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("events", help=HELP)(events)


def events(
    db: Db = None,
    actor: asking.Actor = None,
    recipient: asking.Recipient = None,
    who: asking.Either = None,
    pair: asking.Pair = None,
    type_: asking.Type = None,
    mode: asking.Mode = None,
    context: asking.Context = None,
    status: asking.Status = None,
    place: asking.Spot = None,
    since: asking.Since = None,
    until: asking.Until = None,
    publisher: asking.Publisher = None,
    min_confidence: asking.Confidence = None,
    text: asking.Words = None,
    source: asking.Source = None,
    sort: asking.Order = "newest",
    reports: Annotated[
        bool, typer.Option("--reports", metavar="", help="Show the reports behind each event, too.")
    ] = False,
    limit: asking.Limit = None,
    out: asking.Out = None,
) -> int:
    """Lists events."""
    from dragoman.analysis import EventFilter
    from dragoman.analysis.paging import SORTS

    asking.one_of(sort, SORTS, "--sort")
    asked = EventFilter.parse(
        asking.given(
            actor=actor, recipient=recipient, who=who, pair=pair, type=type_, mode=mode, context=context, status=status,
            place=place, since=since, until=until, publisher=publisher, min_confidence=min_confidence, text=text,
            source=source,
        )
    )  # fmt: skip
    with asking.questions(db) as ask:
        if out is not None:
            _write(ask, asked, sort, limit, out)  # type: ignore[arg-type]
        else:
            _show(ask, asked, sort, limit or asking.ON_TERMINAL, reports)  # type: ignore[arg-type]
    return 0


def _show(ask: Questions, asked: EventFilter, sort: Sort, limit: int, reports: bool) -> None:
    from dragoman.analysis.questions import COUNTED
    from dragoman.cli.answers import events_table
    from dragoman.cli.messages import tell
    from dragoman.formats.terminal import make_console, show

    page = ask.events(asked, sort=sort, limit=limit)
    if not page.items:
        tell(asking.nothing_found(ask, asked))
        return
    show(make_console(), events_table(page, ask.reports([event.id for event in page]) if reports else None))
    if page.next:
        number = ask.count_events(asked)
        more = "more than " if number == COUNTED else ""
        tell(f"{len(page)} of {more}{number:,} events, the {sort} first; --limit shows more, -o FILE writes all")


def _write(ask: Questions, asked: EventFilter, sort: Sort, limit: int | None, out: Path) -> None:
    from dragoman.analysis.answers import EVENT_COLUMNS
    from dragoman.cli.messages import tell
    from dragoman.formats.answers import check_ending, write_rows

    check_ending(out)
    found = islice(ask.every_event(asked, sort=sort), limit)
    rows = _records(ask, found) if out.suffix.lower() in (".json", ".jsonl") else (event.row() for event in found)
    number = write_rows(rows, EVENT_COLUMNS, out)
    if not number:
        tell(asking.nothing_found(ask, asked))
    tell(f"{number:,} event{'s' * (number != 1)} written: {out}")


def _records(ask: Questions, events: Iterator[FoundEvent]) -> Iterator[dict[str, Any]]:
    """Events with the reports behind them, as JSON has them."""
    from dragoman.records import to_dict

    while some := list(islice(events, 500)):
        reports = ask.reports([event.id for event in some])
        for event in some:
            yield to_dict(event) | {"reports": [to_dict(report) for report in reports[event.id]]}
