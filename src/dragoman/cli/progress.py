"""The progress bar of a run: on standard error, and only on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.cli.running import Job

_STEP = 100
"""Rows after which a counter shows more."""


@contextmanager
def progress(job: Job, done: int) -> Iterator[Callable[[], None]]:
    """A bar while the context lasts; yields what is to be called after each article."""
    if job.out is None or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Speed(ProgressColumn):
        """Articles a second."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f} articles/s" if speed else "starting", style="dim")

    columns = (TextColumn("coding"), BarColumn(), MofNCompleteColumn(), Speed(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("coding", total=count_lines(job.inputs), completed=done)
        yield lambda: bar.advance(task)


@contextmanager
def counter(what: str, unit: str) -> Iterator[Callable[[], None]]:
    """A count and a speed where nobody knows how many there will be; yields what is to be called after each one.

    Args:
        what: what is done, before the count.
        unit: what is counted, in the plural.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    count = TextColumn("{task.completed:,.0f} " + unit)
    columns = (SpinnerColumn(), TextColumn(what), count, TextColumn("{task.fields[speed]}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None, speed="")
        seen, started = 0, time.monotonic()

        def advance() -> None:
            nonlocal seen
            seen += 1
            if seen % _STEP == 0:
                speed = seen / max(time.monotonic() - started, 1e-6)
                bar.update(task, completed=seen, speed=f"{speed:,.0f} a second")

        yield advance


def count_lines(inputs: tuple[str, ...]) -> int | None:
    """How many articles there will be, where that can be told at once: in files of JSON lines. Else None."""
    total = 0
    for given in inputs:
        path = Path(given)
        if path.suffix.lower() not in (".jsonl", ".ndjson") or not path.is_file():
            return None
        with path.open("rb") as lines:
            total += sum(1 for line in lines if line.strip())
    return total
