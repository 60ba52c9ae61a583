"""A run of ``dragoman code``: from inputs to output, with progress, resumption and a summary."""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.cli.messages import tell, warnings
from dragoman.cli.options import OptionError
from dragoman.cli.progress import progress
from dragoman.errors import InputError
from dragoman.formats.sinks import STDOUT, Sink, open_sink
from dragoman.reading import check, files_of, read
from dragoman.reading.inputs import STDIN
from dragoman.records import Article, stable_id
from dragoman.scale.rows import Row, Settings
from dragoman.scale.workers import BATCH, OneProcess, Workers, open_coding

DONE, FAILED, NOTHING, INTERRUPTED = 0, 1, 2, 130


@dataclass(frozen=True, slots=True)
class Job:
    """What the user asked for."""

    inputs: tuple[str, ...]
    out: str | None
    settings: Settings
    columns: Mapping[str, str] | None = None
    published: str | None = None
    workers: int = 1
    resume: bool = False
    strict: bool = False


@dataclass(slots=True)
class Count:
    """What became of the articles so far."""

    articles: int = 0
    unread: int = 0
    failed: int = 0
    events: int = 0
    statements: int = 0
    first_error: str = ""
    before: int = 0
    started: float = field(default_factory=time.monotonic)

    def add(self, article: Article, row: Row) -> None:
        """Counts one article."""
        self.articles += 1
        self.events += row.events
        self.statements += row.statements
        if row.error is not None:
            self.failed += 1
            self.unread += article.error is not None
            self.first_error = self.first_error or row.error


def run(job: Job) -> int:
    """Does the job; the exit status.

    Raises:
        DragomanError: where it cannot begin, or cannot go on.
    """
    if job.resume and job.out in (None, STDOUT):
        raise OptionError("--resume needs a file to go on with: give it with -o")
    check(job.inputs)
    _spare_inputs(job)
    # the output before the coder: that it cannot be written shows at once, the model takes seconds
    with warnings(), contextlib.closing(open_sink(job.out, job.resume)) as sink:
        count = Count(before=sink.done)
        with open_coding(job.settings, job.workers or cores()) as coding:
            count.started = time.monotonic()
            try:
                with progress(job, sink.done) as advance:
                    for article, row in _left_to_do(job, coding, sink, coding.start()):
                        sink.write(article, row)
                        count.add(article, row)
                        advance()
                    files = sink.finish()
            except KeyboardInterrupt:
                tell(_farewell(count.before + count.articles, job))
                return INTERRUPTED
    tell(summary(count, files))
    if count.articles == count.unread and not count.before:
        return NOTHING
    return FAILED if job.strict and count.failed else DONE


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _left_to_do(job: Job, coding: OneProcess | Workers, sink: Sink, name: str) -> Iterator[tuple[Article, Row]]:
    """All articles that the output does not hold yet, coded."""
    articles = _same(articles_in(job), sink, name, job.out)
    # whole batches as in a run without a break: what is done of the first is coded again and dropped
    aligned = sink.done - sink.done % BATCH
    _skip(articles, aligned)
    pairs = coding.code(articles)
    _skip(pairs, sink.done - aligned)
    sink.begin()
    yield from pairs


def articles_in(job: Job) -> Iterator[Article]:
    """All articles; an input that turns out to be broken gives one with an error and does not stop the others."""
    for given in job.inputs:
        try:
            for file in files_of(given):
                yield from _articles_of(file, job)
        except InputError as error:  # a folder that cannot be gone through
            yield _unread(error, given)


def _articles_of(file: str | Path, job: Job) -> Iterator[Article]:
    try:
        yield from read([file], columns=job.columns, published=job.published)
    except InputError as error:
        yield _unread(error, str(file))


def _unread(error: InputError, given: str) -> Article:
    return Article("", id=stable_id(error.source or given), error=str(error))


def _same(articles: Iterable[Article], sink: Sink, name: str, out: str | None) -> Iterator[Article]:
    """The articles; the first of them must be those that the output holds already.

    Raises:
        OptionError: where they are not, or were coded by another coder.
    """
    anew = "leave out --resume to start anew"
    source = iter(articles)
    for number, (known, coder) in enumerate(sink.heads(), start=1):
        article = next(source, None)
        if article is None or article.id != known:
            there = "no more articles" if article is None else f"{article.id!r}"
            raise OptionError(f"{out}: its article {number} is {known!r} but the input has {there} there; {anew}")
        if coder != name:
            raise OptionError(f"{out}: was begun by {coder!r} but this is {name!r}; {anew}")
        yield article
    yield from source


def _skip(items: Iterator[object], number: int) -> None:
    for _ in itertools.islice(items, number):
        pass


def _spare_inputs(job: Job) -> None:
    """Refuses an output that is an input, or would be read as one while it is written.

    Raises:
        OptionError: where it is one.
    """
    if job.out is None or job.out == STDOUT:
        return
    out = Path(os.path.realpath(job.out))
    for given in job.inputs:
        if given == STDIN:
            continue
        source = Path(os.path.realpath(given))
        if source == out or (out.exists() and os.path.samefile(given, out)):
            raise OptionError(f"{job.out}: is an input too; choose another output")
        if source.is_dir() and out.is_relative_to(source):
            raise OptionError(f"{job.out}: lies in the input folder {given}; choose a place outside it")


def summary(count: Count, files: list[Path]) -> str:
    """What a run came to, in one line."""
    seconds = max(time.monotonic() - count.started, 1e-6)
    parts = [
        f"{count.articles:,} article{'s' * (count.articles != 1)} in {seconds:.1f} s"
        f" ({count.articles / seconds:.1f} a second): {count.events:,} events, {count.statements:,} statements"
    ]
    if count.before:
        parts.append(f"{count.before:,} were done before")
    if count.failed:
        parts.append(f"{count.failed:,} could not be coded, the first: {count.first_error}")
    if files:
        parts.append("written: " + ", ".join(str(f) for f in files))
    return "; ".join(parts)


def _farewell(done: int, job: Job) -> str:
    """What is said to an interruption."""
    if not done:
        return "interrupted before the first article was coded"
    way_on = "" if job.out in (None, STDOUT) else "; the same command with --resume goes on from there"
    return f"interrupted after {done:,} article{'s' * (done != 1)}{way_on}"
