"""``dragoman report``: what two do to each other and say about each other, as one file to send and print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import asking
from dragoman.cli.options import Db, OptionError

HELP = """Write a report on two as one HTML file: balance, meetings, events with their sources, statements.

The file holds all that it shows and asks nothing of any other place: send it, print it, keep it.

[dim]$[/dim] dragoman report --pair USA RUS --since 2024 -o report.html
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("report", help=HELP, no_args_is_help=True)(report)


def report(
    pair: asking.Pair = None,
    db: Db = None,
    since: asking.Since = None,
    until: asking.Until = None,
    weekly: Annotated[bool, typer.Option("--weekly", metavar="", help="The balance by week, not by month.")] = False,
    out: Annotated[Path, typer.Option("-o", "--out", metavar="OUT", help="The file to write.")] = Path("report.html"),
) -> int:
    """Writes a report."""
    from dragoman.cli.messages import tell
    from dragoman.formats.answers import replacing

    if pair is None:
        raise OptionError("--pair says on whom, as in --pair USA RUS")
    if out.suffix.lower() not in (".html", ".htm"):
        raise OptionError(f"{out}: a report is HTML; let its name end in .html")
    from dragoman.desk.report import relations_report

    with asking.questions(db) as ask:
        text = relations_report(ask, *pair, since, until, "week" if weekly else "month")
    with replacing(out) as new:
        new.write_text(text, encoding="utf-8")
    tell(f"written: {out}")
    return 0
