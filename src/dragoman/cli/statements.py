"""``dragoman statements``: who said what, out of the store."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import typer

from dragoman.cli import asking
from dragoman.cli.options import Db

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.analysis import Questions, StatementFilter
    from dragoman.analysis.paging import Sort

HELP = """List statements out of the store, the newest first: who said what, to and about whom.

Of several values of one option any may hold, of several options all must.

[dim]$[/dim] dragoman statements --speaker China --about USA
[dim]$[/dim] dragoman statements --speaker Lavrov --stance denies --since 2024 -o lavrov.csv
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("statements", help=HELP)(statements)


def statements(
    db: Db = None,
    speaker: asking.Speaker = None,
    about: asking.About = None,
    pair: asking.Pair = None,
    kind: asking.Kind = None,
    stance: asking.Stance = None,
    context: asking.Context = None,
    place: asking.Spot = None,
    since: asking.Since = None,
    until: asking.Until = None,
    publisher: asking.Publisher = None,
    min_confidence: asking.Confidence = None,
    text: asking.Words = None,
    sort: asking.Order = "newest",
    limit: asking.Limit = None,
    out: asking.Out = None,
) -> int:
    """Lists statements."""
    from dragoman.analysis import StatementFilter
    from dragoman.analysis.paging import SORTS

    asking.one_of(sort, SORTS, "--sort")
    asked = StatementFilter.parse(
        asking.given(
            speaker=speaker, about=about, pair=pair, kind=kind, stance=stance, context=context, place=place,
            since=since, until=until, publisher=publisher, min_confidence=min_confidence, text=text,
        )
    )  # fmt: skip
    with asking.questions(db) as ask:
        if out is not None:
            _write(ask, asked, sort, limit, out)  # type: ignore[arg-type]
        else:
            _show(ask, asked, sort, limit or asking.ON_TERMINAL)  # type: ignore[arg-type]
    return 0


def _show(ask: Questions, asked: StatementFilter, sort: Sort, limit: int) -> None:
    from dragoman.analysis.questions import COUNTED
    from dragoman.cli.answers import statements_table
    from dragoman.cli.messages import tell
    from dragoman.formats.terminal import make_console, show

    page = ask.statements(asked, sort=sort, limit=limit)
    if not page.items:
        tell(_nothing(ask, asked))
        return
    show(make_console(), statements_table(page))
    if page.next:
        number = ask.count_statements(asked)
        more = "more than " if number == COUNTED else ""
        tell(f"{len(page)} of {more}{number:,} statements, the {sort} first; --limit shows more, -o FILE writes all")


def _write(ask: Questions, asked: StatementFilter, sort: Sort, limit: int | None, out: Path) -> None:
    from dragoman.analysis.answers import STATEMENT_COLUMNS
    from dragoman.cli.messages import tell
    from dragoman.formats.answers import check_ending, write_rows
    from dragoman.records import to_dict

    check_ending(out)
    found = islice(ask.every_statement(asked, sort=sort), limit)
    whole = out.suffix.lower() in (".json", ".jsonl")
    number = write_rows((to_dict(said) if whole else said.row() for said in found), STATEMENT_COLUMNS, out)
    if not number:
        tell(_nothing(ask, asked))
    tell(f"{number:,} statement{'s' * (number != 1)} written: {out}")


def _nothing(ask: Questions, asked: StatementFilter) -> str:
    if not ask.count_statements(at_most=1):
        return "the store holds no statements yet; dragoman add puts articles into it"
    return f"no statements match ({asked}); fewer conditions, or a longer period, may find some"
