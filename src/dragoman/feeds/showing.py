"""What a run came to, and what failed, as tables for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from rich.table import Table
from rich.text import Text

from dragoman.feeds.state import Failure
from dragoman.feeds.watching import Tally
from dragoman.formats.terminal import plain

_FIGURES = ("new", "stored", "not coded", "known", "to retry", "given up", "waiting")


def tally_table(tallies: Iterable[Tally], waiting: Mapping[str, int]) -> Table:
    """A row a source, and below it what is wrong with it.

    Args:
        tallies: what became of the sources.
        waiting: how many articles of each source are still to be fetched, by the source's address.
    """
    table = _table("source", *_FIGURES)
    for tally in tallies:
        label = Text(plain(tally.source.label))
        if tally.fault is not None:
            label.append(f"\n{plain(tally.fault)}", style="red")
        figures = (tally.new, tally.stored, tally.uncoded, tally.again, tally.failed, tally.given_up)
        table.add_row(label, *(f"{n:,}" for n in (*figures, waiting.get(tally.source.address, 0))))
    return table


def failure_table(failures: Iterable[Failure], labels: Mapping[str, str]) -> Table:
    """A row an article: where it is, what is wrong, and when it is tried again.

    Args:
        failures: what failed.
        labels: how sources are called, by their addresses.
    """
    table = _table("article", "tries", "next try (UTC)")
    for failure in failures:
        told = Text(plain(failure.address))
        told.append(f"\n{plain(labels.get(failure.source, failure.source))}: {plain(failure.error)}", style="dim")
        table.add_row(told, str(failure.tries), "given up" if failure.due is None else _minute(failure.due))
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(first, overflow="fold", ratio=1)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _minute(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M")
