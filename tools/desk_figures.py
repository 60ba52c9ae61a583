"""Takes the figures of the documents, tables with what is said of them, into the package, where the desk shows them.

python tools/desk_figures.py
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
OUT = ROOT / "src" / "dragoman" / "desk" / "figures.yaml"
HEAD = "# Made from README.md and docs/ by tools/desk_figures.py; do not edit.\n"

SECTIONS = (
    ("README.md", "How good is it", "How much is right", 2),
    ("docs/reader.md", "Is the confidence honest?", "How far confidence can be believed", 3),
)
"""Document, heading, title on the desk, and how many of the section's paragraphs and tables."""


def figures() -> list[dict[str, Any]]:
    """The sections with title and parts; a part is a text, or a table with heads and rows."""
    return [
        {"title": title, "parts": [part(block) for block in section(ROOT / name, heading)[:number]]}
        for name, heading, title, number in SECTIONS
    ]


def section(file: Path, heading: str) -> list[str]:
    """The paragraphs and tables below a heading."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", file.read_text(), re.MULTILINE | re.DOTALL)
    if found is None:
        raise SystemExit(f"{file}: has no heading {heading!r}")
    return [block.strip() for block in found[1].split("\n\n") if block.strip()]


def part(block: str) -> dict[str, Any]:
    """A paragraph or a table; an empty first cell of a row is that of the row above."""
    if not block.startswith("|"):
        return {"text": plain(block)}
    heads, _, *rows = ([plain(cell) for cell in line.strip("|").split("|")] for line in block.splitlines())
    for above, row in itertools.pairwise(rows):
        row[0] = row[0] or above[0]
    return {"heads": heads, "rows": rows}


def plain(text: str) -> str:
    """Markdown without its marks."""
    return " ".join(re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text).replace("`", "").split())


def made() -> str:
    """The content of the file."""
    return HEAD + yaml.safe_dump(figures(), allow_unicode=True, sort_keys=False, width=118)


if __name__ == "__main__":
    OUT.write_text(made(), encoding="utf-8")
