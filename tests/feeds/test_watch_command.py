"""``dragoman watch``: from a feed on a server to records in the store, and how it ends."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from feed_site import Handler, Site, served

from conftest import Cli
from dragoman.store import Store

QUICK = Path(__file__).with_name("quick_dragoman.py")
TEXT = "Kenya urged Ethiopia on Friday to reopen the border near town number {}."


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as site:
        site.host = "127.0.0.1"
        yield site


def publish(site: Site, *names: str) -> None:
    """A feed at /rss that names pages."""
    for name in names:
        body = f"<article><h1>{name}</h1><p>{TEXT.format(name)}</p></article>"
        site.put(f"/{name}", f"<html><head><title>{name}</title></head><body>{body}</body></html>")
    items = "".join(f"<item><title>{n}</title><link>/{n}</link></item>" for n in names)
    site.put("/rss", f'<rss version="2.0"><channel><title>Lake</title>{items}</channel></rss>')


def plan(folder: Path, *sources: str, delay: float = 0.0) -> Path:
    file = folder / "feeds.toml"
    head = f'[fetching]\ndelay = {delay}\nread_timeout = 5\nprivate_networks = ["127.0.0.1"]\n'
    file.write_text(head + "\n".join(sources))
    return file


def feed(site: Site, path: str = "/rss", name: str = "Lake") -> str:
    return f'[[feed]]\nname = "{name}"\nurl = "{site.url(path)}"\n'


def titles(where: str | Path) -> list[str]:
    with Store.open(where) as store:
        return sorted(article.title or "" for article in store.articles())


def test_what_a_feed_names_goes_into_the_store(site: Site, where: str, tmp_path: Path, cli: Cli) -> None:
    publish(site, "1", "2")
    feeds = plan(tmp_path, feed(site))
    done = cli("watch", feeds, "--db", where, "--once", "--fast")
    assert (done.status, done.err) == (0, "dragoman: Lake: 2 new articles\n")
    head, row = done.out.splitlines()
    assert head.split() == ["source", "new", "stored", "not", "coded", "known", "to", "retry", "given", "up", "waiting"]
    assert row.split() == ["Lake", "2", "2", "0", "0", "0", "0", "0"]
    with Store.open(where) as store:
        first, second = store.articles()
        assert first.url == site.url("/1")
        assert second.title == "2"
        coded = store.coded(first.id)
    assert coded is not None
    assert [(e.type, e.actors[0].country) for e in coded.events] == [("REQUEST", "KEN")]
    again = cli("watch", feeds, "--db", where, "--once", "--fast")
    assert (again.status, again.err) == (0, "")
    assert site.paths().count("/1") == 1


def test_what_fails_is_told_listed_and_tried_again(site: Site, tmp_path: Path, cli: Cli) -> None:
    publish(site, "1", "2", "3")
    site.put("/2", "gone", 404)
    site.put("/3", "no", 500)
    feeds, db = plan(tmp_path, feed(site)), tmp_path / "news.db"
    done = cli("watch", feeds, "--db", db, "--once", "--fast")
    assert done.status == 1, "an article was given up"
    assert f"dragoman: {site.url('/2')}: answers 404 Not Found; given up\n" in done.err
    assert f"dragoman: {site.url('/3')}: answers 500 Internal Server Error; tried again later\n" in done.err
    listed = cli("watch", feeds, "--db", db, "--failures")
    assert (listed.status, listed.err) == (0, "")
    assert listed.out.splitlines()[2:] == [site.url("/2"), "  Lake, given up after 1 try: answers 404 Not Found"]
    assert listed.out.startswith(f"{site.url('/3')}\n  Lake, 1 try, the next at 20")
    assert listed.out.splitlines()[1].endswith(" UTC: answers 500 Internal Server Error")
    before = len(site.asked)
    publish(site, "1", "2", "3")
    done = cli("watch", feeds, "--db", db, "--once", "--fast", "--again")
    assert done.status == 0
    assert [path for path, _ in site.asked[before:]] == ["/robots.txt", "/rss", "/2"], "/3 only when its time has come"
    assert titles(db) == ["1", "2"]


def test_nothing_failed(site: Site, tmp_path: Path, cli: Cli) -> None:
    feeds, db = plan(tmp_path, feed(site)), tmp_path / "news.db"
    assert "no such database" in cli("watch", feeds, "--db", db, "--failures").err
    with Store.open(db):
        pass
    assert cli("watch", feeds, "--db", db, "--failures").out == "nothing failed\n"


@pytest.mark.parametrize(("bad", "status"), [(["/gone"], 2), (["/gone", "/rss"], 1)])
def test_the_status_tells_of_feeds_that_cannot_be_read(
    bad: list[str], status: int, site: Site, tmp_path: Path, cli: Cli
) -> None:
    publish(site, "1")
    feeds = plan(tmp_path, *(feed(site, path, f"F{path}") for path in bad))
    done = cli("watch", feeds, "--db", tmp_path / "news.db", "--once", "--fast")
    assert done.status == status
    assert "dragoman: F/gone: answers 404 Not Found\n" in done.err
    assert "\nF/gone: answers 404 Not Found\n" in done.out


def test_a_folder(tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "in").mkdir()
    for n in (1, 2):
        file = tmp_path / "in" / f"{n}.txt"
        file.write_text(TEXT.format(n))
        os.utime(file, (1e9, 1e9))
    feeds, db = plan(tmp_path, '[[folder]]\npath = "in"\nname = "Wire"\npublisher = "The Wire"\n'), tmp_path / "n.db"
    assert cli("watch", feeds, "--db", db, "--once", "--fast").status == 0
    with Store.open(db) as store:
        assert [(a.text, a.publisher) for a in store.articles()] == [(TEXT.format(n), "The Wire") for n in (1, 2)]


def test_two_do_not_watch_the_same(site: Site, tmp_path: Path, cli: Cli) -> None:
    feeds = plan(tmp_path, feed(site))
    with feeds.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        done = cli("watch", feeds, "--db", tmp_path / "news.db", "--once", "--fast")
    assert (done.status, done.err) == (2, f"dragoman: {feeds}: another dragoman watch is at work with it\n")
    assert site.asked == []


REFUSED = [
    ("[[feed]]\nurl = 7\n", "feeds.toml, line 1: [[feed]] number 1, url: should be a valid string, not 7"),
    ("[[feed]\n", "feeds.toml, line 1: not valid TOML: "),
    ("", "feeds.toml: names nothing to watch"),
]


@pytest.mark.parametrize(("text", "fault"), REFUSED)
def test_a_file_that_breaks_its_form(text: str, fault: str, tmp_path: Path, cli: Cli) -> None:
    (tmp_path / "feeds.toml").write_text(text)
    done = cli("watch", tmp_path / "feeds.toml", "--db", tmp_path / "news.db")
    assert done.status == 2
    assert fault.replace("line 1: [[", "line 2: [[") in done.err
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "news.db").exists()


def test_a_file_that_is_not_there(tmp_path: Path, cli: Cli) -> None:
    done = cli("watch", tmp_path / "gone.toml")
    assert (done.status, done.err) == (2, f"dragoman: {tmp_path}/gone.toml: No such file or directory\n")


def until(fulfilled: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Waits for the process to have done something."""
    for _ in range(1200):
        if fulfilled():
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.kill()
    pytest.fail(f"nothing came of it: {process.communicate()}")


def start(feeds: Path, db: Path, *options: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    command = [sys.executable, str(QUICK), "watch", str(feeds), "--db", str(db), *options]
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True)


@pytest.mark.parametrize(
    ("number", "options", "status"),
    [(signal.SIGTERM, [], 0), (signal.SIGINT, [], 0), (signal.SIGTERM, ["--once"], 130)],
)
def test_a_signal_lets_the_article_at_hand_be_finished(
    number: signal.Signals, options: list[str], status: int, site: Site, tmp_path: Path
) -> None:
    publish(site, "1", "2")
    answer, process = site.answers["/1"], None

    def slow(handler: Handler) -> None:
        assert process is not None
        process.send_signal(number)
        time.sleep(0.3)
        assert not callable(answer)
        handler.send(answer)

    site.do("/1", slow)
    feeds, db = plan(tmp_path, feed(site)), tmp_path / "news.db"
    process = start(feeds, db, *options)
    out, err = process.communicate(timeout=120)
    assert process.returncode == status, err
    assert "ending after the article at hand" in err
    assert "Traceback" not in err
    assert out.splitlines()[1].split()[:3] == ["Lake", "2", "1"]
    assert out.split()[-1] == "1", "one waits"
    assert titles(db) == ["1"]


def test_a_second_signal_ends_at_once(site: Site, tmp_path: Path) -> None:
    publish(site, "1")
    process = None

    def slow(handler: Handler) -> None:
        assert process is not None
        for _ in range(2):
            process.send_signal(signal.SIGINT)
            time.sleep(0.3)
        time.sleep(2)

    site.do("/1", slow)
    process = start(plan(tmp_path, feed(site)), tmp_path / "news.db")
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "Traceback" not in err


def test_nothing_is_lost_when_the_process_is_killed(site: Site, tmp_path: Path) -> None:
    names = [str(n) for n in range(12)]
    publish(site, *names)
    feeds, db = plan(tmp_path, feed(site), delay=0.05), tmp_path / "news.db"
    process = start(feeds, db, "--once")
    until(lambda: len(site.paths()) > 6, process)
    process.kill()
    process.communicate()
    process = start(feeds, db, "--once")
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    assert titles(db) == sorted(names)
    asked = [path for path in site.paths() if path != "/rss"]
    assert len(asked) <= len(names) + 1, "at most the article at hand is asked for again"
