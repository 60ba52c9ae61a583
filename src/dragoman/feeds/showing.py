"""What a run came to, and what failed, for people to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from rich.console import Group
from rich.table import Table
from rich.text import Text

from dragoman.feeds.state import Failure
from dragoman.feeds.watching import Tally
from dragoman.formats.terminal import plain

_FIGURES = ("new", "stored", "not coded", "known", "to retry", "given up", "waiting")


def tally_tables(tallies: Iterable[Tally], waiting: Mapping[str, int]) -> Group:
    """A row a source, and below them what is wrong with sources.

    Args:
        tallies: what became of the sources.
        waiting: how many articles of each source are still to be fetched, by the source's address.
    """
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("source", overflow="fold", ratio=1)
    for name in _FIGURES:
        table.add_column(name, justify="right", no_wrap=True)
    faults = []
    for tally in tallies:
        figures = (tally.new, tally.stored, tally.uncoded, tally.again, tally.failed, tally.given_up)
        told = (f"{n:,}" for n in (*figures, waiting.get(tally.source.address, 0)))
        table.add_row(Text(plain(tally.source.label)), *told)
        if tally.fault is not None:
            faults.append(_line(f"{tally.source.label}: {tally.fault}", "red"))
    return Group(table, *faults)


def failure_list(failures: Iterable[Failure], labels: Mapping[str, str]) -> Group:
    """Two lines an article: where it is; what is wrong, and when it is tried again.

    Args:
        failures: what failed.
        labels: how sources are called, by their addresses.
    """
    lines = []
    for failure in failures:
        tries = f"{failure.tries} {'try' if failure.tries == 1 else 'tries'}"
        when = f"given up after {tries}" if failure.due is None else f"{tries}, the next at {_minute(failure.due)} UTC"
        lines.append(_line(failure.address))
        lines.append(_line(f"  {labels.get(failure.source, failure.source)}, {when}: {failure.error}", "dim"))
    return Group(*lines)


def _line(text: str, style: str = "") -> Text:
    """A line as long as it is: addresses are there to be copied."""
    return Text(plain(text), style=style, no_wrap=True, overflow="ignore")


def _minute(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M")
