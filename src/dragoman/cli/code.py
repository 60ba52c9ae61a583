"""``dragoman code``: articles in, records out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

HELP = """Code articles: events, statements and entities.

Reads text, HTML, JSONL, JSON, CSV, TSV and Parquet files, folders of them, and - for standard input.
Writes tables to the terminal, or a file by the ending of OUT: .jsonl (all records), .parquet, .csv, .tsv (flat).

[dim]$[/dim] dragoman code article.txt
[dim]$[/dim] dragoman code archive/ today.jsonl -o events.parquet --workers 4
[dim]$[/dim] dragoman code news.csv --columns text=body,published=date -o coded.jsonl
[dim]$[/dim] dragoman code big.jsonl -o coded.jsonl --resume   [dim]# goes on after an interruption[/dim]
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("code", help=HELP, no_args_is_help=True)(code)


def code(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, or - for standard input.")],
    out: Annotated[
        str | None, typer.Option("-o", "--out", metavar="OUT", help="File to write; - for JSONL on standard output.")
    ] = None,
    columns: Annotated[
        str | None, typer.Option(metavar="FIELD=NAME,...", help="Which column or key holds what: text=body,id=key.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication of articles that give none.")
    ] = None,
    actors: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Your own actors (.csv .yaml .txt); may be repeated.")
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Another installed spaCy pipeline.")] = None,
    workers: Annotated[int, typer.Option(min=0, metavar="N", help="Processes; 0: one for each processor core.")] = 1,
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, metavar="X", help="Leave out what is less sure.")
    ] = 0.0,
    fast: Annotated[
        bool, typer.Option("--fast", metavar="", help="Rules alone, no learned reader: quicker, less sure.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", metavar="", help="Show the steps that led to each event.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", metavar="", help="Go on where an interrupted run of OUT stopped.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", metavar="", help="Exit status 1 if any article failed.")] = False,
) -> int:
    """Codes articles."""
    from dragoman.cli.options import parse_columns, parse_day
    from dragoman.cli.running import Job, run
    from dragoman.scale.rows import Settings

    job = Job(
        inputs=tuple(inputs),
        out=out,
        settings=Settings(model, tuple(str(a) for a in actors or ()), explain, min_confidence, fast),
        columns=parse_columns(columns),
        published=parse_day(published, "--published"),
        workers=workers,
        resume=resume,
        strict=strict,
    )
    return run(job)
