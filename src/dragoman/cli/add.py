"""``dragoman add``: articles in, records into the store."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import Db

if TYPE_CHECKING:
    from dragoman.cli.running import Job
    from dragoman.records import Article, CodedArticle
    from dragoman.scale.rows import Row
    from dragoman.store import Outcome, Store

HELP = """Code articles straight into the store.

Takes what [bold]code[/bold] takes. What is there already, with the same text and by the same coder, is left as it is
and not coded again: after an interruption the same command goes on.

[dim]$[/dim] dragoman add archive/ today.jsonl
[dim]$[/dim] dragoman add archive/ --db postgresql://desk@db.example/news --workers 4
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("add", help=HELP, no_args_is_help=True)(add)


def add(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help="Files, folders, or - for standard input.")],
    db: Db = None,
    columns: Annotated[
        str | None, typer.Option(metavar="FIELD=NAME,...", help="Which column or key holds what: text=body,id=key.")
    ] = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication of articles that give none.")
    ] = None,
    actors: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Your own actors (.csv .yaml .txt); may be repeated.")
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Another installed spaCy pipeline.")] = None,
    workers: Annotated[int, typer.Option(min=0, metavar="N", help="Processes; 0: one for each processor core.")] = 1,
    fast: Annotated[
        bool, typer.Option("--fast", metavar="", help="Rules alone, no learned reader: quicker, less sure.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", metavar="", help="Exit status 1 if any article failed.")] = False,
) -> int:
    """Adds articles to the store."""
    from dragoman.cli.options import parse_columns, parse_day
    from dragoman.cli.running import Job
    from dragoman.reading import check
    from dragoman.scale.rows import Settings
    from dragoman.store import Store

    job = Job(
        inputs=tuple(inputs),
        out="the store",
        settings=Settings(model, tuple(str(a) for a in actors or ()), fast=fast),
        columns=parse_columns(columns),
        published=parse_day(published, "--published"),
        workers=workers,
        strict=strict,
    )
    check(job.inputs)
    # the store before the coder: that it cannot be opened shows at once, the model takes seconds
    with Store.open(db) as store:
        return run(job, store)


@dataclass(slots=True)
class Tally:
    """What became of the articles so far."""

    outcomes: dict[Outcome, int] = field(default_factory=lambda: {"new": 0, "changed": 0, "same": 0})
    unread: int = 0
    failed: int = 0
    events: int = 0
    statements: int = 0
    first_error: str = ""

    @property
    def added(self) -> int:
        """Articles whose records have been written."""
        return self.outcomes["new"] + self.outcomes["changed"]

    def fail(self, error: str) -> None:
        """Counts an article that cannot be read, kept or coded."""
        self.failed += 1
        self.first_error = self.first_error or error


def run(job: Job, store: Store) -> int:
    """Does the job; the exit status.

    Raises:
        DragomanError: where it cannot begin, or cannot go on.
    """
    from dragoman.cli.messages import tell, warnings
    from dragoman.cli.progress import progress
    from dragoman.cli.running import DONE, FAILED, INTERRUPTED, NOTHING, articles_in, cores
    from dragoman.scale.workers import BATCH, open_coding

    tally = Tally()
    with warnings(), open_coding(job.settings, job.workers or cores()) as coding:
        started = time.monotonic()
        try:
            with progress(job, 0) as advance:
                coder = coding.start()
                pairs = coding.code(_left_to_add(articles_in(job), store, coder, tally, advance))
                for _, outcome in store.add_many(_records(pairs, tally), batch=BATCH):
                    tally.outcomes[outcome] += 1
                    advance()
        except KeyboardInterrupt:
            there = f"{tally.added:,} article{'s' * (tally.added != 1)}"
            tell(f"interrupted after {there}; the same command goes on from there")
            return INTERRUPTED
    tell(_summary(tally, store.name, time.monotonic() - started))
    if tally.unread and tally.unread == tally.failed and not sum(tally.outcomes.values()):
        return NOTHING
    return FAILED if job.strict and tally.failed else DONE


def _left_to_add(
    articles: Iterable[Article], store: Store, coder: str, tally: Tally, advance: Callable[[], None]
) -> Iterator[Article]:
    """The articles that are to be coded: such as can be read and kept, and are not there already."""
    from dragoman.scale.workers import BATCH

    source = iter(articles)
    while some := list(itertools.islice(source, BATCH)):
        sound = [a for a in some if _is_sound(a, tally)]
        left = store.missing(sound, coder)
        tally.outcomes["same"] += len(sound) - len(left)
        for _ in range(len(some) - len(left)):
            advance()
        yield from left


def _is_sound(article: Article, tally: Tally) -> bool:
    from dragoman.store import StoreError
    from dragoman.store.rows import check

    if article.error is not None:
        tally.unread += 1
        tally.fail(article.error)
        return False
    try:
        check(article)
    except StoreError as error:
        tally.fail(str(error))
        return False
    return True


def _records(pairs: Iterable[tuple[Article, Row]], tally: Tally) -> Iterator[tuple[Article, CodedArticle]]:
    from dragoman.records import from_json

    for article, row in pairs:
        tally.events += row.events
        tally.statements += row.statements
        if row.error is not None:
            tally.fail(row.error)
        yield article, from_json(row.line)


def _summary(tally: Tally, name: str, seconds: float) -> str:
    """What a run came to, in one line."""
    speed = tally.added / max(seconds, 1e-6)
    parts = [
        f"{name}: {tally.added:,} article{'s' * (tally.added != 1)} added in {seconds:.1f} s ({speed:.1f} a second):"
        f" {tally.events:,} events, {tally.statements:,} statements"
    ]
    if tally.outcomes["changed"]:
        parts.append(f"{tally.outcomes['changed']:,} of them took the place of an earlier version")
    if tally.outcomes["same"]:
        parts.append(f"{tally.outcomes['same']:,} were there already")
    if tally.failed:
        parts.append(f"{tally.failed:,} could not be coded, the first: {tally.first_error}")
    return "; ".join(parts)
