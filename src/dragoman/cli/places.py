"""``dragoman places``: every place that a text names, which one it is and what tells so."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.coding.places import PlaceExpression
    from dragoman.records import Place

HELP = """Show every place that a text names: where it lies, and why this one of several of its name.

[dim]$[/dim] dragoman places "Fans from Odessa, Texas, flew to Athens and Tripoli, Lebanon's second city."
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("places", help=HELP, no_args_is_help=True)(places)


def places(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A text; - for standard input.")],
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="One line of JSON for each place.")] = False,
) -> int:
    """Prints the places of a text."""
    from dragoman.cli.options import OptionError
    from dragoman.formats.journal import encode
    from dragoman.formats.terminal import make_console, show
    from dragoman.reading.rows import text_fault

    whole = sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if text == "-" else text
    fault = text_fault(whole)
    if fault:
        raise OptionError(f"no text to find places in: {fault}")
    rows = _rows(whole)
    if as_json:
        sys.stdout.buffer.writelines(encode(json.dumps(row, ensure_ascii=False)) for row in rows)
    else:
        show(make_console(), _table(rows) if rows else "  no places")
    return 0


def _rows(text: str) -> list[dict[str, Any]]:
    """What is found, in order of the text."""
    from dragoman.coding.entities import EntityFinder
    from dragoman.coding.places import find_places
    from dragoman.language.pipeline import load_model, parse
    from dragoman.reading import split_blocks
    from dragoman.records import Article
    from dragoman.world.gazetteer import gazetteer
    from dragoman.world.index import World

    article = Article(text, language="en", blocks=split_blocks(text))
    (parsed,) = parse([article], load_model())
    found = find_places(parsed, gazetteer(), EntityFinder(World.load()).find(parsed))
    rows = [] if found.dateline is None else [_row(found.dateline, "dateline", "where the article was filed")]
    return rows + [_expression(e) for e in found.expressions]


def _expression(e: PlaceExpression) -> dict[str, Any]:
    return _row(e.place, e.role, e.why)


def _row(place: Place, role: str, why: str) -> dict[str, Any]:
    from dragoman.records import to_dict

    return {**to_dict(place), "role": role, "why": why}


def _table(rows: list[dict[str, Any]]) -> Table:
    from rich.table import Table
    from rich.text import Text

    from dragoman.formats.terminal import plain

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    heads = ("words", "place", "country", "region", "north, east", "precision", "GeoNames", "why")
    for head in heads:
        table.add_column(head, overflow="fold", ratio=2 if head in ("words", "why") else None)
    for row in rows:
        at = "" if row["lat"] is None else f"{row['lat']:.2f}, {row['lon']:.2f}"
        cells = (
            row["text"], row["name"], row["country"], row["admin1"], at, row["precision"], row["geonames"], row["why"]
        )  # fmt: skip
        first, *others = (plain(str(c)) if c is not None else "" for c in cells)
        table.add_row(Text(first, style="bold"), *map(Text, others))
    return table
