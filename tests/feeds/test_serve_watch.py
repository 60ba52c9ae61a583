"""``dragoman serve --watch``: what a site that misbehaves brings is on the desk as it comes, and both end together."""

from __future__ import annotations

import fcntl
import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from feed_site import Handler, Site, served

NAMES = ("cut", "good", "failing", "other")
TITLES = {"good", "other"}
PAGE = (
    "<html><head><title>{0}</title></head>"
    "<body><article><p>Kenya urged Ethiopia to reopen {0}.</p></article></body></html>"
)


@pytest.fixture
def feeds(tmp_path: Path) -> Iterator[Path]:
    """A feed of a site that cuts one page off, fails at another, and gives two."""
    with served() as site:
        site.host = "127.0.0.1"
        for name in TITLES:
            site.put(f"/{name}", PAGE.format(name))
        site.put("/failing", "no", 500)
        site.do("/cut", cut)
        items = "".join(
            f"<item><title>{n}</title><link>/{n}</link></item>" for n in ("cut", "good", "failing", "other")
        )
        site.put("/rss", f'<rss version="2.0"><channel><title>Lake</title>{items}</channel></rss>')
        yield plan(site, tmp_path)


def cut(handler: Handler) -> None:
    """Promises more than it gives."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\nContent-Type: text/html\r\n\r\n<p>Kenya")
    handler.close_connection = True


def plan(site: Site, folder: Path) -> Path:
    file = folder / "feeds.toml"
    head = '[fetching]\ndelay = 0\nread_timeout = 5\nprivate_networks = ["127.0.0.1"]\n'
    file.write_text(f'{head}[[feed]]\nname = "Lake"\nurl = "{site.url("/rss")}"\n')
    return file


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def shown(port: int) -> set[str]:
    """The titles that the desk has so far; none before it is open."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/articles", timeout=30) as answer:
            return {article["title"] for article in json.load(answer)["items"]}
    except urllib.error.HTTPError:
        raise
    except OSError:
        return set()


def is_watched(feeds: Path) -> bool:
    """Whether a watcher is at work with the file."""
    with feeds.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_desk_shows_what_is_watched(ending: signal.Signals, feeds: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "dragoman", "serve", "--db", str(tmp_path / "news.db"), "--port", str(port)]
    with (tmp_path / "said").open("w+") as said:
        desk = subprocess.Popen([*command, "--watch", str(feeds)], stderr=said)
        ends = time.monotonic() + 90
        try:
            while (titles := shown(port)) != TITLES and time.monotonic() < ends and desk.poll() is None:
                time.sleep(0.2)
        finally:
            desk.send_signal(ending)
            desk.wait(60)
        said.seek(0)
        told = said.read()
    assert titles == TITLES, told
    assert "/failing: answers 500" in told
    assert "/cut: " in told
    assert "Traceback" not in told
    assert not is_watched(feeds), "the watcher ends with the desk"
