"""``dragoman serve``: the desk, a store to read in a browser, and its JSON API."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import Db, OptionError

if TYPE_CHECKING:
    from dragoman.store import Store

HELP = """Open the desk: the store in a browser, and a JSON API under /api/v1.

Nothing leaves the machine, and nobody else can reach it, unless [bold]--host[/bold] says so; then it needs users.

[dim]$[/dim] dragoman serve --db news.db
[dim]$[/dim] dragoman serve --db news.db --watch feeds.toml   [dim]# and what feeds bring, as it comes[/dim]
"""

_STOPPING = 30
"""Seconds that the watcher has to finish the article at hand."""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("serve", help=HELP)(serve)


def serve(
    db: Db = None,
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="PORT", help="The port to listen on.")] = 8000,
    watch: Annotated[
        Path | None, typer.Option(metavar="FEEDS", help="Watch the feeds that this TOML file names, too.")
    ] = None,
) -> int:
    """Opens the desk."""
    from dragoman.desk.guard import LOOPBACK
    from dragoman.store import Store
    from dragoman.store.users import has_users

    with Store.open(db, create=watch is not None) as store:
        with store.read() as connection:
            if host not in LOOPBACK and not has_users(connection):
                raise OptionError(f"--host {host}: others could reach it, and it has no users; dragoman user add NAME")
        return _serve(store, db, host, port, watch)


def _serve(store: Store, db: str | None, host: str, port: int, watch: Path | None) -> int:
    import uvicorn

    from dragoman.cli.messages import tell
    from dragoman.desk import make_app
    from dragoman.desk.guard import LOOPBACK
    from dragoman.store.database import where_is_it

    app = make_app(store, hosts=LOOPBACK if host in LOOPBACK else None)
    with _listening(host, port) as listener, _watching(watch, str(where_is_it(db))):
        threading.Thread(target=_warm, daemon=True).start()
        shown = f"[{host}]" if ":" in host else host
        tell(f"the desk on {store.name} is open at http://{shown}:{port}/ (Ctrl-C closes it)")
        settings = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, lifespan="off"
        )
        uvicorn.Server(settings).run([listener])
    return 0


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens.

    Raises:
        OptionError: where the port is taken or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise OptionError(f"--port {port}: {error.strerror or error}; choose another port") from None
    with listener:
        yield listener


@contextmanager
def _watching(feeds: Path | None, db: str) -> Iterator[None]:
    """``dragoman watch`` beside the desk, in a process of its own."""
    if feeds is None:
        yield
        return
    from dragoman.feeds.plan import read_plan

    read_plan(feeds)  # what is wrong with the file is told before anything begins
    command = [sys.executable, "-m", "dragoman", "watch", str(feeds), "--db", db]
    # the server, once closed, raises the signal again: that would end the program and leave the watcher behind
    before = signal.signal(signal.SIGTERM, _leave)
    # Ctrl-C is for the desk, which then ends the watcher
    watcher = subprocess.Popen(command, start_new_session=True)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
        watcher.terminate()
        try:
            watcher.wait(_STOPPING)
        except subprocess.TimeoutExpired:
            watcher.kill()


def _leave(number: int, frame: object) -> None:
    raise SystemExit(0)


def _warm() -> None:
    """Reads what the first page would have to wait for: the tables of the world, and the land of the map."""
    from dragoman.desk.drawing import land
    from dragoman.world.index import World

    World.load()
    land()
