"""``dragoman network``: who deals with whom, as nodes and edges."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import asking
from dragoman.cli.options import Db

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dragoman.analysis import Network

HELP = """Tell who deals with whom: the numbers of events between countries, or between people and bodies.

A [bold].graphml[/bold] file is read by Gephi, Cytoscape, igraph and others; a picture has the heaviest edges.

[dim]$[/dim] dragoman network --since 2024
[dim]$[/dim] dragoman network --type CONSULT,AGREE -o talks.svg
[dim]$[/dim] dragoman network --entities --who Kenya -o kenya.graphml
"""

GRAPHML = ".graphml"
_DRAWN = 60
"""Edges in a picture unless more are asked for."""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("network", help=HELP)(network)


def network(
    db: Db = None,
    entities: Annotated[
        bool, typer.Option("--entities", metavar="", help="States, people and bodies by name instead of countries.")
    ] = False,
    who: asking.Either = None,
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
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, metavar="N", help="So many edges. [default: 20; picture: 60; file: all]"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="OUT", help="Write to: .graphml .svg .png .csv .tsv .parquet .json .jsonl"),
    ] = None,
) -> int:
    """Tells who deals with whom."""
    from dragoman.analysis import EventFilter
    from dragoman.cli.messages import tell
    from dragoman.formats.answers import PICTURES, check_ending
    from dragoman.formats.terminal import make_console, show

    if out is not None:
        check_ending(out, (GRAPHML, *PICTURES))
    asked = EventFilter.parse(
        asking.given(
            who=who, type=type_, mode=mode, context=context, status=status, place=place, since=since, until=until,
            publisher=publisher, min_confidence=min_confidence, text=text, source=source,
        )
    )  # fmt: skip
    drawn = out is not None and out.suffix.lower() in PICTURES
    most = limit or (_DRAWN if drawn else asking.ON_TERMINAL if out is None else None)
    with asking.questions(db) as ask:
        found = ask.network("entities" if entities else "countries", asked, limit=most)
        if not found.edges:
            tell(asking.nothing_found(ask, asked))
        if out is not None:
            _write(found, out)
        elif found.edges:
            show(make_console(), _table(found))
    return 0


def _write(found: Network, out: Path) -> None:
    import json

    from dragoman.analysis.network import EDGE_COLUMNS
    from dragoman.cli.messages import tell
    from dragoman.formats.answers import PICTURES, write_file, write_rows
    from dragoman.records import to_dict

    form = out.suffix.lower()
    if form in PICTURES:
        from dragoman.analysis.plots import draw, network_chart

        write_file(draw(network_chart(found), form[1:]), out)
    elif form == GRAPHML:
        write_file(found.graphml(), out)
    elif form == ".json":
        write_file(json.dumps(to_dict(found), ensure_ascii=False, indent=1) + "\n", out)
    else:
        write_rows(found.rows(), EDGE_COLUMNS, out)
    nodes, edges = len(found.nodes), len(found.edges)
    tell(f"{nodes:,} node{'s' * (nodes != 1)}, {edges:,} edge{'s' * (edges != 1)}; written: {out}")


def _table(found: Network) -> RenderableType:
    """The heaviest edges, a row each."""
    from rich.text import Text

    from dragoman.analysis.relations import QUADS
    from dragoman.cli.answers import QUAD_COLOURS, Column, count, heads, mean, rows
    from dragoman.formats.terminal import plain

    columns = (
        Column("who", 21), Column("whom", 21), Column("verbal coop.", 10, True), Column("material coop.", 10, True),
        Column("verbal conflict", 10, True), Column("material conflict", 10, True), Column("events", 9, True),
        Column("mean score", 10, True),
    )  # fmt: skip
    names = {node.id: plain(node.name) for node in found.nodes}
    lines = [heads(columns)]
    for edge in found.edges:
        numbers = [count(getattr(edge, quad), QUAD_COLOURS[n]) for n, quad in enumerate(QUADS, 1)]
        ends = [Text(names[edge.source]), Text(names[edge.target])]
        lines.append([*ends, *numbers, count(edge.events), mean(edge.score_mean)])
    return rows(columns, lines)
