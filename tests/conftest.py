"""What tests of several rooms share: one coder for all of them, a few articles, and the program run in-process."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, make_url, text

from dragoman import Article, CodedArticle, Coder
from dragoman.store import Store

if TYPE_CHECKING:
    from starlette.testclient import TestClient

EXAMPLE = Path(__file__).parent.parent / "examples" / "lake-talks.html"

TEXTS = (
    "Kenya urged Ethiopia on Friday to reopen the border.",
    "French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Monday.\n\n"
    '"We will stay together," Macron told reporters. Scholz said that the two states had signed an agreement.',
    "Soldiers killed 12 villagers near the river, according to the United Nations.",
    "The weather was fine.",
)


SERVER = "DRAGOMAN_TEST_POSTGRES"
"""Names the PostgreSQL server on which the tests of the store run, too."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of the program came to."""

    status: int
    out: str
    err: str


Cli = Callable[..., Outcome]


@pytest.fixture(scope="session")
def coder() -> Coder:
    """Made once: loading the model takes a second."""
    return Coder(explain=True, fast=True)


@pytest.fixture(scope="session")
def articles() -> tuple[Article, ...]:
    return tuple(Article(text, id=f"a{n}", published="2024-03-06") for n, text in enumerate(TEXTS))


@pytest.fixture(scope="session")
def coded(coder: Coder, articles: tuple[Article, ...]) -> tuple[CodedArticle, ...]:
    return tuple(coder.pipe(articles))


@pytest.fixture
def cli(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Runs the program in this process: ``cli("code", path, stdin=b"...")``."""
    from dragoman.cli.app import run

    monkeypatch.delenv("DRAGOMAN_DEBUG", raising=False)

    def call(*arguments: object, stdin: bytes | None = None) -> Outcome:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        status = run([str(a) for a in arguments])
        sys.stdout.flush()
        said = capfd.readouterr()
        return Outcome(status, said.out, said.err)

    return call


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """An empty database of a kind: the path of a file that is not there yet, or the URL of a new schema."""
    if kind == "sqlite":
        yield str(folder / "news.db")
        return
    if SERVER not in os.environ:
        pytest.skip(f"{SERVER} names no server; tools/with-postgres starts one")
    url, schema = make_url(os.environ[SERVER]), f"test_{uuid.uuid4().hex}"
    engine = create_engine(url.set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield url.update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of either kind."""
    with database(request.param, tmp_path) as place:
        yield place


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """A store with nothing in it, of either kind."""
    with Store.open(where) as opened:
        yield opened


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of either kind with the articles of ``news_made`` in it; nothing must be written there."""
    from news_made import articles as made
    from news_made import imported

    with database(request.param, tmp_path_factory.mktemp("news")) as where:
        with Store.open(where) as store:
            for _ in store.add_many(made()):
                pass
            store.add_imported("polecat", [imported()])
        yield where


@pytest.fixture(scope="session")
def desk(filled: str, coder: Coder) -> Iterator[TestClient]:
    """A visitor of the desk over that database; where a page leads elsewhere is not followed."""
    from starlette.testclient import TestClient

    from dragoman.desk import Limits, make_app

    with Store.open(filled) as store:
        app = make_app(store, coder=lambda: coder, limits=Limits(requests=100_000, codings=10_000))
        yield TestClient(app, base_url="http://127.0.0.1", follow_redirects=False)


def write_articles(path: Path, number: int) -> Path:
    """A JSONL file with this many articles, all different."""
    lines = (
        json.dumps({"id": f"n{n}", "text": f"{TEXTS[n % 3]} It was visit number {n}.", "published": "2024-03-06"})
        for n in range(number)
    )
    path.write_text("\n".join(lines) + "\n")
    return path


def program(*arguments: object) -> list[str]:
    """The command line of the program for a process of its own."""
    return [sys.executable, "-m", "dragoman", *map(str, arguments)]


def run_program(*arguments: object, environment: Mapping[str, str] | None = None) -> Outcome:
    """Runs the program in a process of its own."""
    done = subprocess.run(
        program(*arguments), capture_output=True, text=True, env={**os.environ, **(environment or {})}, timeout=120
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
