"""Options that several verbs share, from text to values."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.errors import DragomanError

Db = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="DB",
        help="The store: a file (SQLite) or postgresql://… Else that of DRAGOMAN_DB, else dragoman.db here.",
    ),
]
"""The option that says which store is meant; goes to ``Store.open`` as it is."""


class OptionError(DragomanError):
    """An option whose value is no use."""


def parse_columns(text: str | None) -> dict[str, str] | None:
    """``text=body,published=date`` as field -> column.

    Raises:
        OptionError: where it is written otherwise. InputError: where a field is not one of an article's.
    """
    if not text:
        return None
    from dragoman.reading.columns import check_fields

    columns = {}
    for part in text.split(","):
        field, equals, column = part.partition("=")
        if not (equals and field.strip() and column.strip()):
            raise OptionError(f"--columns: {part.strip()!r} is not of the form FIELD=NAME, as in text=body,id=key")
        columns[field.strip()] = column.strip()
    return check_fields(columns)


def parse_day(text: str | None, option: str) -> str | None:
    """A day as ISO text.

    Raises:
        OptionError: where it is no day.
    """
    if text is None:
        return None
    from dragoman.reading.days import parse_day as day_of

    day = day_of(text)
    if day is None:
        raise OptionError(f"{option}: {text!r} is no date; write it as 2019-05-29")
    return day
