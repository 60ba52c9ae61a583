"""``dragoman watch``: feeds, sitemaps and folders, looked at again and again; what is new goes into the store."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import Db

if TYPE_CHECKING:
    from dragoman.feeds.clock import SystemClock
    from dragoman.feeds.plan import Plan
    from dragoman.feeds.watching import Watcher
    from dragoman.scale.rows import Settings
    from dragoman.store import Store

HELP = """Watch feeds, sitemaps and folders, and code what is new straight into the store.

FEEDS is a TOML file that names them. Goes on until it is interrupted; the article at hand is finished first.

[dim]$[/dim] dragoman watch feeds.toml --db news.db
[dim]$[/dim] dragoman watch feeds.toml --once        [dim]# from cron: one look at everything[/dim]
[dim]$[/dim] dragoman watch feeds.toml --failures    [dim]# what could not be fetched, and why[/dim]
"""

DONE, FAILED, NOTHING, INTERRUPTED = 0, 1, 2, 130


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("watch", help=HELP, no_args_is_help=True)(watch)


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS", help="The TOML file.", show_default=False)],
    db: Db = None,
    once: Annotated[
        bool, typer.Option("--once", metavar="", help="One look at everything, then end: for cron.")
    ] = False,
    failures: Annotated[
        bool, typer.Option("--failures", metavar="", help="List what could not be fetched; fetch nothing.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", metavar="", help="Try once more what was given up.")] = False,
    actors: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Your own actors (.csv .yaml .txt); may be repeated.")
    ] = None,
    fast: Annotated[
        bool, typer.Option("--fast", metavar="", help="Rules alone, no learned reader: quicker, less sure.")
    ] = False,
) -> int:
    """Watches."""
    from dragoman.feeds.plan import read_plan
    from dragoman.scale.rows import Settings
    from dragoman.store import Store

    plan = read_plan(feeds)
    with Store.open(db, create=not failures) as store:
        if failures:
            return _list_failures(plan, store)
        with _alone(feeds):
            return _watch(plan, store, Settings(actors=tuple(str(a) for a in actors or ()), fast=fast), once, again)


def _watch(plan: Plan, store: Store, settings: Settings, once: bool, again: bool) -> int:
    import random

    from dragoman.cli.messages import tell, warnings
    from dragoman.feeds.clock import SystemClock
    from dragoman.feeds.fetching import Fetcher
    from dragoman.feeds.manners import Manners
    from dragoman.feeds.showing import tally_tables
    from dragoman.feeds.stored import Keeper, StoredState
    from dragoman.feeds.watching import Watcher
    from dragoman.formats.terminal import make_console, show
    from dragoman.scale.rows import make_coder

    state, clock, chance = StoredState(store), SystemClock(), random.Random()
    if again:
        state.try_again([s.address for s in plan.sources])
    manners = Manners(plan.fetching.delay, clock, chance, state.rests(), state.remember_rest)
    keep = Keeper(store, lambda: make_coder(settings))
    with warnings(), closing(Fetcher(plan.fetching, manners, clock)) as fetcher, _signals_stop(clock):
        watcher = Watcher(plan, state, fetcher, manners, keep, clock, chance, tell)
        watcher.run(once)
    waiting = Counter(w.source for w in state.waiting([s.address for s in plan.sources]))
    show(make_console(), tally_tables(watcher.tallies.values(), waiting))
    return _status(watcher, once)


def _status(watcher: Watcher, once: bool) -> int:
    """The exit status: that of a single run tells whether all is well."""
    if not once:
        return DONE
    if watcher.stopped:
        return INTERRUPTED
    tallies = watcher.tallies.values()
    if all(t.fault for t in tallies) and not any(t.stored for t in tallies):
        return NOTHING
    return FAILED if any(t.fault or t.given_up for t in tallies) else DONE


def _list_failures(plan: Plan, store: Store) -> int:
    from dragoman.feeds.showing import failure_list
    from dragoman.feeds.stored import StoredState
    from dragoman.formats.terminal import make_console, show

    failures = StoredState(store).failures([s.address for s in plan.sources])
    if failures:
        show(make_console(), failure_list(failures, {s.address: s.label for s in plan.sources}))
    else:
        typer.echo("nothing failed")
    return DONE


@contextmanager
def _alone(feeds: Path) -> Iterator[None]:
    """Sees to it that no other process watches with the same file: cron may start one before the last has ended.

    Raises:
        OptionError: where there is one.
    """
    import fcntl

    from dragoman.cli.options import OptionError

    with feeds.open("rb") as file:  # the lock ends with the process, however that ends
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OptionError(f"{feeds}: another dragoman watch is at work with it") from None
        yield


@contextmanager
def _signals_stop(clock: SystemClock) -> Iterator[None]:
    """While it lasts, Ctrl-C and SIGTERM end the program after the article at hand; a second time, at once."""
    from dragoman.cli.messages import tell

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def stop(number: int, frame: FrameType | None) -> None:
        for each, handler in before.items():
            signal.signal(each, handler)
        clock.stop()
        tell("ending after the article at hand; the same once more ends at once")

    for each in before:
        signal.signal(each, stop)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
