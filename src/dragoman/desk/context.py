"""What the pages of a desk share: the store, questions to it, the look of pages, and a coder made when needed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from fastapi import Request

from dragoman.analysis import Questions
from dragoman.desk.limits import Limits, Rate
from dragoman.desk.looks import Looks
from dragoman.records import Article, CodedArticle
from dragoman.store import Store

if TYPE_CHECKING:
    from dragoman.coding.coder import Coder

MakeCoder = Callable[[], "Coder"]


class CoderOnCall:
    """A coder that is loaded at the first text, and codes one text at a time.

    Args:
        make: makes the coder; it must explain.
    """

    def __init__(self, make: MakeCoder) -> None:
        self._make, self._lock = make, threading.Lock()
        self._coder: Coder | None = None

    def code(self, article: Article) -> CodedArticle:
        """Codes one article."""
        with self._lock:
            return self._loaded().code(article)

    @property
    def name(self) -> str | None:
        """The coder's name; None as long as none has been needed."""
        return self._coder.name if self._coder is not None else None

    def load(self) -> None:
        """Loads the coder, so that the first text need not wait."""
        with self._lock:
            self._loaded()

    def _loaded(self) -> Coder:
        if self._coder is None:
            self._coder = self._make()
        return self._coder


@lru_cache(maxsize=1)
def default_coder() -> Coder:
    """A coder that explains, with its language model loaded."""
    from dragoman.scale.rows import Settings, make_coder

    return make_coder(Settings(explain=True))


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages share."""

    store: Store
    ask: Questions
    looks: Looks
    coder: CoderOnCall
    limits: Limits
    codings: Rate = field(repr=False)
    logins: Rate = field(repr=False)
    secret: str = field(repr=False)


def desk_of(request: Request) -> Desk:
    """The desk that a request is made to."""
    desk: Desk = request.app.state.desk
    return desk
