"""A web site on this machine that answers as a test wants it to, and a clock that does not wait."""

from __future__ import annotations

import random
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from dragoman.feeds.faults import Stopped
from dragoman.feeds.fetching import Fetcher
from dragoman.feeds.manners import Manners
from dragoman.feeds.plan import Fetching

START = 1_760_000_000.0
"""2025-10-09 08:53:20 UTC."""

Misbehaviour = Callable[["Handler"], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path gives."""

    body: bytes = b""
    status: int = 200
    media: str | None = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    timeout = 5

    def do_GET(self) -> None:
        site = self.server.site
        site.asked.append((self.path, self.headers))
        answer = site.answers.get(self.path, Answer(b"not here", 404))
        if callable(answer):
            answer(self)
            return
        self.send(answer)

    def send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        if answer.media is not None:
            self.send_header("Content-Type", answer.media)
        if "Content-Length" not in answer.headers:
            self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """The server of a site; what goes wrong with a connection is meant to."""

    site: Site
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@dataclass(slots=True)
class Site:
    """A site: path -> answer, and what it was asked for. Any host name leads to it."""

    server: Server
    answers: dict[str, Answer | Misbehaviour] = field(default_factory=dict)
    asked: list[tuple[str, Message]] = field(default_factory=list)
    host: str = "news.example"

    @property
    def port(self) -> int:
        return self.server.server_port

    def listen_securely(self, context: ssl.SSLContext) -> None:
        """Speaks TLS from now on."""
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)

    def url(self, path: str, host: str | None = None) -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    def put(self, path: str, body: bytes | str, status: int = 200, media: str | None = None, **headers: str) -> str:
        """Answers a path so from now on; its address. Names of headers with _ for -."""
        data = body.encode() if isinstance(body, str) else body
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = Answer(data, status, media or "text/html; charset=utf-8", told)
        return self.url(path)

    def do(self, path: str, misbehaviour: Misbehaviour) -> str:
        """Lets a function answer a path; its address."""
        self.answers[path] = misbehaviour
        return self.url(path)

    def paths(self, *, robots: bool = False) -> list[str]:
        """What was asked for so far, in order."""
        return [path for path, _ in self.asked if robots or path != "/robots.txt"]


@contextmanager
def served() -> Iterator[Site]:
    """A site while the context lasts."""
    server = Server(("127.0.0.1", 0), Handler)
    server.site = site = Site(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


@dataclass(slots=True)
class TestClock:
    """A clock that goes on only where somebody sleeps; ends the program at a time, if one is set."""

    __test__ = False
    time: float = START
    ends: float = float("inf")
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.slept.append(seconds)
            self.time += seconds
        if self.time >= self.ends:
            raise Stopped


class Middle(random.Random):
    """Chance that always takes the middle."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


def quick(**settings: object) -> Fetching:
    """Settings for tests: short times, no delay, this machine allowed."""
    given = {
        "delay": 0.0, "connect_timeout": 0.5, "read_timeout": 0.3, "total_timeout": 0.6,
        "private_networks": ["127.0.0.0/8"], "max_megabytes": 0.2, **settings,
    }  # fmt: skip
    return Fetching.model_validate(given)


def here(host: str, port: int) -> list[str]:
    """All hosts that have a name are this machine."""
    return [host] if ":" in host else ["127.0.0.1"]


def manners_of(clock: TestClock, delay: float = 0.0) -> Manners:
    return Manners(delay, clock, Middle())


def fetcher_of(clock: TestClock, **settings: object) -> Fetcher:
    plan = quick(**settings)
    return Fetcher(plan, manners_of(clock, plan.delay), clock, resolve=here)
