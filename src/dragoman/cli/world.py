"""``dragoman world``: what the tables of the world know of a name."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

HELP = """Show what the world tables know of a name: states, organisations, people with the offices they held.

[dim]$[/dim] dragoman world "Angela Merkel"
[dim]$[/dim] dragoman world NATO
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("world", help=HELP, no_args_is_help=True)(world)


def world(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A name or a country's code.", show_default=False)],
    actors: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Your own actors (.csv .yaml .txt); may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="One line of JSON for each reading.")] = False,
) -> int:
    """Prints what is known."""
    from dragoman.cli.options import OptionError
    from dragoman.formats.journal import encode
    from dragoman.formats.terminal import make_console
    from dragoman.world.index import World
    from dragoman.world.query import describe

    found = describe(World.load(tuple(actors or ())), name)
    if not found:
        raise OptionError(f"the tables know nothing of {name!r}; add what you know with --actors FILE")
    console = make_console()
    for line in dict.fromkeys(json.dumps(row, ensure_ascii=False) for row in found):
        if as_json:
            sys.stdout.buffer.write(encode(line))
        else:
            _show(json.loads(line), console)
    return 0


def _show(row: dict[str, Any], console: Console) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from dragoman.formats.terminal import plain, show

    head = Text(plain(str(row["name"])), style="bold").append(f"  {row['kind']}", style="not bold dim")
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for key, value in row.items():
        if key not in ("name", "kind", "offices", "ambiguous") and value not in (None, [], ""):
            shown = ", ".join(value) if isinstance(value, list) else str(value)
            table.add_row(Text(key, style="dim"), Text(plain(shown)))
    if row.get("ambiguous"):
        table.add_row(Text("note", style="dim"), "means this only where something in the text says so")
    for office in row.get("offices", []):
        years = f"{office['since'] or '…'} to {office['until'] or 'now'}"
        held = " ".join(filter(None, (office["country"], *office["sectors"])))
        table.add_row(Text(years, style="dim"), Text(plain(f"{office['role'] or ''}  ({held})")))
    show(console, head)
    show(console, Padding(table, (0, 0, 0, 2)))
