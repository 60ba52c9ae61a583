"""Where a run writes: chosen by the ending of the output's name; all can be gone on with but standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from dragoman.formats.journal import Journal, OutputError, encode
from dragoman.records import Article
from dragoman.scale.rows import Row

LINES = (".jsonl", ".ndjson")
TABLES = (".parquet", ".csv", ".tsv")
STDOUT = "-"


class Sink(Protocol):
    """Takes coded articles one after the other."""

    @property
    def done(self) -> int:
        """How many articles are there already (only where a run is resumed)."""

    def heads(self) -> Iterator[tuple[str, str]]:
        """Id and coder of those that are there already."""

    def begin(self) -> None:
        """Called once, before the first article."""

    def write(self, article: Article, row: Row) -> None:
        """Takes one coded article."""

    def finish(self) -> list[Path]:
        """Called after the last article; the files that were written."""

    def close(self) -> None:
        """Called at the end, also of an interrupted run."""


class LinesSink:
    """Native JSONL: a line an article."""

    def __init__(self, path: Path, resume: bool) -> None:
        self._journal = Journal(path, resume)
        self.done = self._journal.done
        self.heads, self.begin, self.close = self._journal.heads, self._journal.begin, self._journal.close

    def write(self, article: Article, row: Row) -> None:
        """Takes one coded article."""
        self._journal.write(row.line)

    def finish(self) -> list[Path]:
        """The file."""
        return [self._journal.path]


class NowhereKept:
    """What sinks have in common that leave no file behind."""

    done = 0

    def heads(self) -> Iterator[tuple[str, str]]:
        """None."""
        return iter(())

    def begin(self) -> None:
        """Nothing to do."""

    def finish(self) -> list[Path]:
        """No files."""
        return []

    def close(self) -> None:
        """Nothing to do."""


class StdoutLines(NowhereKept):
    """Native JSONL on standard output."""

    def write(self, article: Article, row: Row) -> None:
        """Takes one coded article."""
        sys.stdout.buffer.write(encode(row.line))  # UTF-8, whatever the terminal's encoding
        sys.stdout.buffer.flush()


def open_sink(out: str | None, resume: bool = False) -> Sink:
    """The sink for an output: tables on the terminal for None, JSONL on standard output for ``-``, else a file.

    Raises:
        OutputError: where the ending is not known or the file cannot be written.
    """
    if out == STDOUT:
        return StdoutLines()
    if out is None:
        from dragoman.formats.terminal import TerminalSink

        return TerminalSink()
    path = Path(out)
    ending = path.suffix.lower()
    if path.is_dir():
        raise OutputError(out, "it is a folder")
    if ending in LINES:
        return LinesSink(path, resume)
    if ending in TABLES:
        from dragoman.formats.tables import TableSink

        return TableSink(path, resume)
    raise OutputError(out, f"its name must end in {' '.join((*LINES, *TABLES))}")
