"""The progress bar of a run: on standard error, and only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.cli.running import Job


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
