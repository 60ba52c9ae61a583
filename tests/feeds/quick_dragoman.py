"""The program with a coder that finds nothing, and so starts at once: for tests of processes that come and go."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import dragoman.scale.rows
from dragoman.cli.app import main
from dragoman.records import Article, CodedArticle
from dragoman.scale.rows import Settings


class Nothing:
    """Codes an article to no records."""

    name = "nothing 1"

    def pipe(self, articles: Iterable[Article]) -> Iterator[CodedArticle]:
        for a in articles:
            yield CodedArticle(a.id, a.published, a.title, a.language, self.name)


def make_coder(settings: Settings) -> Nothing:
    return Nothing()


if __name__ == "__main__":
    dragoman.scale.rows.make_coder = make_coder  # type: ignore[assignment]
    main(sys.argv[1:])
