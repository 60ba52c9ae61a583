"""``dragoman import``: event data of others into the store."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import Db

if TYPE_CHECKING:
    from dragoman.store.importing import Tally

HELP = """Put event data of others into the store, beside Dragoman's own.

FILE is one of POLECAT, GDELT 2.0 (events), ICEWS or PLOVER JSON, plain, .gz or .zip. Each row is an event of its own;
the questions answer from it with [b]--source[/b] polecat, gdelt, icews or plover. A file that comes again changes
nothing.

[dim]$[/dim] dragoman import polecat-2024.tsv.gz
[dim]$[/dim] dragoman import *.export.CSV.zip -f gdelt --db news.db
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("import", help=HELP, no_args_is_help=True)(import_)


def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Event data, plain, .gz or .zip.")],
    format: Annotated[
        str | None,
        typer.Option("-f", "--format", metavar="FORMAT", help="polecat, gdelt, icews or plover; else it is found out."),
    ] = None,
    db: Db = None,
) -> int:
    """Imports event data."""
    from dragoman.cli.messages import tell
    from dragoman.cli.progress import counter
    from dragoman.cli.running import DONE, FAILED, INTERRUPTED, NOTHING
    from dragoman.store import Store
    from dragoman.store.importing import Tally, format_of, import_file

    formats = [format_of(path, format) for path in files]
    tally, started = Tally(), time.monotonic()
    with Store.open(db) as store:
        try:
            with counter("importing", "rows") as advance:
                for path, told in zip(files, formats, strict=True):
                    import_file(store, path, told, tally, advance)
        except KeyboardInterrupt:
            tell(f"interrupted after {tally.new:,} events; the same command goes on from there")
            return INTERRUPTED
        for line in tally.bad.summary().splitlines():
            tell(line)
        tell(_summary(tally, store.name, time.monotonic() - started))
    if not tally.bad.count:
        return DONE
    return FAILED if tally.rows else NOTHING


def _summary(tally: Tally, name: str, seconds: float) -> str:
    """What a run came to, in one line."""
    speed = tally.rows / max(seconds, 1e-6)
    events = f"{tally.new:,} event{'s' * (tally.new != 1)}"
    parts = [f"{name}: {events} imported out of {tally.rows:,} rows in {seconds:.1f} s ({speed:,.0f} rows a second)"]
    if tally.there:
        parts.append(f"{tally.there:,} were there already")
    if tally.untyped:
        parts.append(f"{tally.untyped:,} are of no PLOVER type (CAMEO 01, statements) and were passed over")
    if tally.bad.count:
        parts.append(f"{tally.bad.count:,} rows could not be read")
    return "; ".join(parts)
