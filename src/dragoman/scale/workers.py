"""Articles coded by several processes of one machine: the same rows in the same order, whatever their number.

Each process has a coder of its own and one batch at a time. When a process dies, the articles of its batch are coded
again one by one; an article that kills a process again gets an error row. Only a few batches are ever in memory.
"""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, NamedTuple, cast

from dragoman.errors import DragomanError
from dragoman.records import Article, CodedArticle
from dragoman.scale.rows import Row, Settings, as_row, code_rows, make_coder

if TYPE_CHECKING:
    from dragoman.coding.coder import Coder

BATCH = 32
"""Articles that are coded together: enough to amortise the pipeline's overhead, few enough for a steady flow."""

_AHEAD = 3  # batches in memory for each process
_STILLBORN = 3  # processes in a row that may die before they are ready


def batched(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles in lists of BATCH; the same ones together in every run, so that parses agree to the last bit."""
    source = iter(articles)
    while batch := list(itertools.islice(source, BATCH)):
        yield batch


Factory = Callable[[Settings], "Coder"]
"""Makes the coder of a process; must be importable there."""


def open_coding(settings: Settings, workers: int) -> OneProcess | Workers:
    """Coding in this process where one is asked for, else in as many of their own; a context manager."""
    return OneProcess(settings) if workers == 1 else Workers(settings, workers)


@dataclass(slots=True)
class _Batch:
    articles: list[Article]
    rows: list[Row | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = [None] * len(self.articles)

    def put(self, start: int, rows: list[Row]) -> None:
        self.rows[start : start + len(rows)] = rows

    @property
    def complete(self) -> bool:
        return None not in self.rows


@dataclass(frozen=True, slots=True)
class _Task:
    """Articles ``start`` to ``stop`` of a batch."""

    batch: _Batch
    start: int
    stop: int

    @property
    def articles(self) -> list[Article]:
        return self.batch.articles[self.start : self.stop]

    def one_by_one(self) -> list[_Task]:
        return [_Task(self.batch, n, n + 1) for n in range(self.start, self.stop)]


class _Worker:
    """A process that codes, and what it is busy with."""

    def __init__(self, settings: Settings, factory: Factory) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would copy the threads' locks but not the threads
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, settings, factory), daemon=True)
        with _deaf():
            self.process.start()
        theirs.close()
        self.ready = False
        self.task: _Task | None = None

    def stop(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.join(5)

    def last_words(self) -> str:
        self.process.join(5)
        code = self.process.exitcode
        return f"killed by signal {-code}" if code is not None and code < 0 else f"exit status {code}"


class _Start(NamedTuple):
    """The first that a worker sends: its coder's name, or why it has none."""

    name: str
    fault: str | None = None


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Processes started meanwhile inherit that Ctrl-C, which reaches the whole group, is left to the parent."""
    if threading.current_thread() is not threading.main_thread():  # no other may set handlers
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def _serve(connection: Connection, settings: Settings, factory: Factory) -> None:
    """What a worker does: codes what it is sent until the connection is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(EOFError, OSError):  # the parent is gone
        try:
            coder = factory(settings)
        except Exception as error:
            kind = "" if isinstance(error, DragomanError) else f"{type(error).__name__}: "
            connection.send(_Start("", f"{kind}{error}"))
            return
        connection.send(_Start(coder.name))
        while True:
            connection.send(list(code_rows(coder, connection.recv(), settings)))


class OneProcess:
    """Coding in this very process: no start-up, no second copy of the model. Takes the place of :class:`Workers`.

    Raises:
        ModelError, TableError: where the model or a table cannot be had.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._coder = make_coder(settings)

    def __enter__(self) -> OneProcess:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def start(self) -> str:
        """The coder's name."""
        return self._coder.name

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Row]]:
        """Each article with its row, in order."""
        for batch in batched(articles):
            yield from zip(batch, code_rows(self._coder, batch, self._settings), strict=True)


class Workers:
    """A fixed number of coding processes. Use as a context manager: leaving it ends them.

    Args:
        settings: how to code.
        number: how many processes.
        factory: makes the coder of each process.
    """

    def __init__(self, settings: Settings, number: int, factory: Factory = make_coder) -> None:
        self._settings, self._number, self._factory = settings, number, factory
        self._workers: list[_Worker] = []
        self._stillborn = 0
        self._tasks: deque[_Task] = deque()
        self.name = ""
        """The coder's name; known once :meth:`start` has returned."""

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def start(self) -> str:
        """Starts all processes and waits for the first to be ready; the coder's name.

        Raises:
            DragomanError: where the model or a table cannot be had, or the processes die as they start.
        """
        while not self.name:
            self._staff()
            self._wait()
        return self.name

    def code(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Row]]:
        """Each article with its row, in order."""
        self.start()
        source, window = batched(articles), deque[_Batch]()
        exhausted = False
        while window or not exhausted:
            while not exhausted and len(window) < self._number * _AHEAD:
                batch = next(source, None)
                if batch is None:
                    exhausted = True
                else:
                    window.append(_Batch(batch))
                    self._tasks.append(_Task(window[-1], 0, len(batch)))
            self._hand_out()
            while window and window[0].complete:
                done = window.popleft()
                yield from zip(done.articles, cast(list[Row], done.rows), strict=True)
            if window:
                self._wait()

    def _staff(self) -> None:
        while len(self._workers) < self._number:
            self._workers.append(_Worker(self._settings, self._factory))

    def _hand_out(self) -> None:
        if self._tasks:
            self._staff()
        for worker in list(self._workers):
            if self._tasks and worker.ready and worker.task is None:
                worker.task = self._tasks.popleft()
                try:
                    worker.connection.send(worker.task.articles)
                except OSError:
                    self._bury(worker)

    def _wait(self) -> None:
        for connection in wait([w.connection for w in self._workers]):
            worker = next(w for w in self._workers if w.connection is connection)
            try:
                answer = worker.connection.recv()
                if not worker.ready:
                    self._greet(worker, answer)
                elif worker.task is not None:
                    worker.task.batch.put(worker.task.start, answer)
                    worker.task = None
            except (EOFError, OSError):
                self._bury(worker)

    def _greet(self, worker: _Worker, start: _Start) -> None:
        if start.fault is not None:
            raise DragomanError(start.fault)
        if self.name and self.name != start.name:
            raise DragomanError(f"two coders in one run, {self.name!r} and {start.name!r}: its tables were changed")
        self.name = start.name
        worker.ready, self._stillborn = True, 0

    def _bury(self, worker: _Worker) -> None:
        """Takes a dead process out and sees to what it was busy with."""
        self._workers.remove(worker)
        cause, task = worker.last_words(), worker.task
        worker.stop()
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn >= _STILLBORN:
                raise DragomanError(f"coding processes die as they start ({cause}); try fewer --workers")
        elif task is not None and task.stop - task.start > 1:
            self._tasks.extendleft(reversed(task.one_by_one()))
        elif task is not None:
            row = self._failed(task.articles[0], f"could not be coded: its process died ({cause})")
            task.batch.put(task.start, [row])

    def _failed(self, article: Article, error: str) -> Row:
        coded = CodedArticle(
            article.id,
            article.published,
            article.title,
            article.language,
            self.name,
            blocks=article.blocks,
            error=error,
        )
        return as_row(coded)
