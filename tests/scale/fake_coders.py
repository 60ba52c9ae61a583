"""Coders for tests of processes: importable there, quick to make, and as ill-behaved as an article asks for."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dragoman.errors import ModelError
from dragoman.records import Article, CodedArticle
from dragoman.scale.rows import Settings


class Echo:
    """Codes an article to its own title; the text may ask for worse."""

    name = "echo 1"

    def pipe(self, articles: Iterable[Article]) -> Iterator[CodedArticle]:
        for article in articles:
            command, _, argument = article.text.partition(" ")
            if command == "die" or (command == "die-once" and _first_time(Path(argument))):
                os.kill(os.getpid(), signal.SIGKILL)
            if command == "leave":
                os._exit(3)
            yield CodedArticle(article.id, None, f"echo of {article.id}", None, self.name)


def _first_time(mark: Path) -> bool:
    if mark.exists():
        return False
    mark.touch()
    return True


def echo(settings: Settings) -> Any:
    return Echo()


def without_model(settings: Settings) -> Any:
    raise ModelError("no such model")


def broken(settings: Settings) -> Any:
    raise ZeroDivisionError("division by zero")


def stillborn(settings: Settings) -> Any:
    os._exit(9)


def another_each_time(settings: Settings) -> Any:
    coder = Echo()
    coder.name = f"echo {os.getpid()}"
    return coder
