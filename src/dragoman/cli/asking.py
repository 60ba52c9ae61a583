"""What the verbs that ask a store have in common: the options that filter, and where answers go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dragoman.analysis import EventFilter, Questions

Actor = Annotated[
    list[str] | None,
    typer.Option("--actor", metavar="WHO", help="Who acts: Russia, RUS, Putin, 'Kenyan police'; may be repeated."),
]
Recipient = Annotated[
    list[str] | None, typer.Option("--recipient", metavar="WHO", help="Who is acted upon; may be repeated.")
]
Either = Annotated[
    list[str] | None, typer.Option("--who", metavar="WHO", help="Who takes part on either side; may be repeated.")
]
Pair = Annotated[
    tuple[str, str] | None, typer.Option("--pair", metavar="WHO WHO", help="Two that deal with each other.")
]
Speaker = Annotated[
    list[str] | None,
    typer.Option("--speaker", metavar="WHO", help="Who speaks: Russia (whoever does for it), Lavrov; may be repeated."),
]
About = Annotated[
    list[str] | None, typer.Option("--about", metavar="WHO", help="Who is named in what is said; may be repeated.")
]
Type = Annotated[list[str] | None, typer.Option("--type", metavar="TYPE,...", help="Types of events: CONSULT,AGREE.")]
Mode = Annotated[list[str] | None, typer.Option("--mode", metavar="MODE,...", help="Modes of events: visit,phone.")]
Context = Annotated[
    list[str] | None, typer.Option("--context", metavar="CONTEXT,...", help="What it is about: military,economic.")
]
Status = Annotated[
    list[str] | None, typer.Option("--status", metavar="STATUS,...", help="actual,future,hypothetical,...")
]
Stance = Annotated[list[str] | None, typer.Option("--stance", metavar="STANCE,...", help="says,denies,asks,...")]
Kind = Annotated[list[str] | None, typer.Option("--kind", metavar="KIND,...", help="direct,indirect,mixed.")]
Spot = Annotated[
    list[str] | None, typer.Option("--place", metavar="PLACE", help="Where: a country or a place; may be repeated.")
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="First day: 2024-03-06, 2024-03 or 2024.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Last day.")]
Publisher = Annotated[
    list[str] | None, typer.Option("--publisher", metavar="NAME", help="Who reports it; may be repeated.")
]
Confidence = Annotated[
    float | None, typer.Option("--min-confidence", metavar="X", help="Only what is at least as sure as X, 0 to 1.")
]
Words = Annotated[str | None, typer.Option("--text", metavar="WORDS", help="Words in it: 'grain \"black sea\" -corn'.")]
Source = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="NAME,...", help="dragoman, an imported data set, or all. [default: dragoman]"),
]
Order = Annotated[str, typer.Option("--sort", metavar="ORDER", help="newest, oldest or surest.")]
Limit = Annotated[
    int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many. [default: 20; into a file: all]")
]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="OUT", help="Write to this file: .csv .tsv .parquet .json .jsonl"),
]
OutOrPicture = Annotated[
    Path | None,
    typer.Option("-o", "--out", metavar="OUT", help="Write to this file: .csv .tsv .parquet .json .jsonl .svg .png"),
]

ON_TERMINAL = 20
"""Answers that are shown unless more are asked for."""


@contextmanager
def questions(db: str | None) -> Iterator[Questions]:
    """Questions to the store that is meant.

    Raises:
        StoreError: where it is not there.
    """
    from dragoman.analysis import Questions
    from dragoman.store import Store

    with Store.open(db, create=False) as store:
        yield Questions(store)


def given(**options: object) -> dict[str, str | Sequence[str]]:
    """The options that were given, as text for a filter."""
    found: dict[str, str | Sequence[str]] = {}
    for name, value in options.items():
        if isinstance(value, list | tuple):
            found[name] = [str(v) for v in value]
        elif value is not None:
            found[name] = str(value)
    return found


def one_of(value: str, known: Sequence[str], option: str) -> None:
    """Looks whether the value of an option is a known one.

    Raises:
        OptionError: where it is not.
    """
    from dragoman.cli.options import OptionError

    if value not in known:
        raise OptionError(f"{option}: {value!r} is none; there are {', '.join(known)}")


def nothing_found(ask: Questions, asked: EventFilter) -> str:
    """Why there is nothing, and the way out."""
    there = ask.sources()
    if not there:
        return "the store holds no events yet; dragoman add puts articles into it"
    told = f"no events match ({asked})" if str(asked) else "no events match"
    others = [source for source in there if asked.source and source not in asked.source]
    if others:
        return f"{told}; there are others from {', '.join(others)}: --source {others[0]}"
    return f"{told}; fewer conditions, or a longer period, may find some"
