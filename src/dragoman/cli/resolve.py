"""``dragoman resolve``: who a phrase means: country, sectors, name, role."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.options import OptionError

if TYPE_CHECKING:
    from dragoman.world.index import World

HELP = """Say whom a phrase means: country, sectors, name and role, on a given day.

A file that ends in [b].jsonl[/b] is read row by row ({"id", "text", "date", "context", "known_country"});
anything else is a phrase.

[dim]$[/dim] dragoman resolve "the Turkish foreign minister" --date 2019-05-29
[dim]$[/dim] dragoman resolve phrases.jsonl -o resolved.jsonl
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("resolve", help=HELP)(resolve)


def resolve(
    phrase: Annotated[
        str, typer.Argument(metavar="PHRASE", help="A phrase, or a file of rows (.jsonl; - for standard input).")
    ],
    out: Annotated[
        str | None, typer.Option("-o", "--out", metavar="OUT", help="Write the rows here instead of to the terminal.")
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day on which it was said, as YYYY-MM-DD.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="The country it is about, where known, as USA.")
    ] = None,
    context: Annotated[str | None, typer.Option(metavar="TEXT", help="Text around the phrase.")] = None,
    actors: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Your own actors (.csv .yaml .txt); may be repeated.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", metavar="", help="Write a phrase's answer as JSON too.")] = False,
) -> None:
    """Resolves a phrase or a file of them."""
    from dragoman.world.index import World
    from dragoman.world.query import day, resolve_rows

    try:
        date = day(date)
    except ValueError:
        raise OptionError(f"--date: {date!r} is no date; write it as 2019-05-29") from None
    world = World.load(tuple(actors or ()))
    shared = {"date": date, "context": context, "known_country": country}
    if phrase == "-" or phrase.endswith(".jsonl"):
        _write(_answers(phrase, shared, world), out)
        return
    (answer,) = resolve_rows([{"id": phrase, "text": phrase} | shared], world)
    if answer.get("error"):
        raise OptionError(answer["error"])
    if out or as_json or not sys.stdout.isatty():
        _write(iter([answer]), out)
    else:
        _show(answer)


def _answers(source: str, shared: dict[str, str | None], world: World) -> Iterator[dict[str, Any]]:
    """An answer for each row of a file; for a line that is no row, one that says why."""
    from dragoman.world.query import resolve_rows

    faults: dict[int, str] = {}
    for number, answer in enumerate(resolve_rows(_rows(source, shared, faults), world)):
        yield answer | {"error": faults[number]} if number in faults else answer


def _rows(source: str, shared: dict[str, str | None], faults: dict[int, str]) -> Iterator[dict[str, Any]]:
    """The rows of a file; one that cannot be read stands empty and has its fault, by its place, in ``faults``."""
    given = {k: v for k, v in shared.items() if v}
    place = 0
    with nullcontext(sys.stdin.buffer) if source == "-" else open(source, "rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                cause = "" if isinstance(row, dict) else "not an object with a text"
            except (ValueError, RecursionError) as error:
                cause = f"not valid JSON: {error}"
            if cause:
                faults[place] = f"line {number}: {cause}"
            yield given | (row if not cause else {"id": f"line {number}"})
            place += 1


def _write(answers: Iterator[dict[str, Any]], out: str | None) -> None:
    from dragoman.formats.journal import Journal, encode

    lines = (json.dumps(answer, ensure_ascii=False) for answer in answers)
    if out is None or out == "-":
        sys.stdout.buffer.writelines(encode(line) for line in lines)
        sys.stdout.buffer.flush()
        return
    with closing(Journal(Path(out))) as journal:
        journal.begin()
        for line in lines:
            journal.write(line)


def _show(answer: dict[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    from dragoman.formats.terminal import make_console, plain, show

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for key, value in answer.items():
        if key != "id" and value not in (None, []):
            shown = " ".join(value) if isinstance(value, list) else str(value)
            table.add_row(Text(key, style="dim"), Text(plain(shown)))
    show(make_console(), table)
