"""``dragoman schema``: the JSON Schema of the native output."""

from __future__ import annotations

import json
import sys

import typer

HELP = """Print the JSON Schema of a coded article: what every line of native JSONL keeps to.

[dim]$[/dim] dragoman schema > coded-article.schema.json
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("schema", help=HELP)(schema)


def schema() -> None:
    """Prints the schema."""
    from dragoman.schema import json_schema

    sys.stdout.write(json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n")
