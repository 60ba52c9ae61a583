"""What a run asks of the coder, and the row it gets for each article: small enough to travel between processes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dragoman.records import Article, CodedArticle, to_json

if TYPE_CHECKING:
    from dragoman.coding.coder import Coder


@dataclass(frozen=True, slots=True)
class Settings:
    """How articles are to be coded.

    Attributes:
        model: name of a spaCy pipeline, or None for the packaged one.
        actors: files with the user's own actors.
        explain: whether events carry the steps that led to them.
        min_confidence: events and statements below it (0 to 1) are left out.
        fast: whether the rules code alone, without the learned reader.
    """

    model: str | None = None
    actors: tuple[str, ...] = ()
    explain: bool = False
    min_confidence: float = 0.0
    fast: bool = False


class Row(NamedTuple):
    """A coded article as its line of JSON (without line break), with what a summary wants to know of it."""

    line: str
    events: int
    statements: int
    error: str | None


def make_coder(settings: Settings) -> Coder:
    """A coder by the settings, with its language model loaded.

    Raises:
        ModelError, TableError: where the model or a table cannot be had.
    """
    from dragoman.coding.coder import Coder  # 0.7 s: spaCy
    from dragoman.language.pipeline import DEFAULT_MODEL

    model = settings.model or DEFAULT_MODEL
    coder = Coder(model, actors=settings.actors, explain=settings.explain, fast=settings.fast)
    coder.code("")  # loads the model
    return coder


def code_rows(coder: Coder, articles: Iterable[Article], settings: Settings) -> Iterator[Row]:
    """A row for every article, in order."""
    for coded in coder.pipe(articles):
        yield as_row(above(coded, settings.min_confidence))


def as_row(coded: CodedArticle) -> Row:
    """The row of one coded article."""
    return Row(to_json(coded), len(coded.events), len(coded.statements), coded.error)


def above(coded: CodedArticle, least: float) -> CodedArticle:
    """The article without events and statements below a confidence.

    A statement to which a kept event is attributed stays, whatever its own confidence.
    """
    if least <= 0 or coded.error is not None:
        return coded
    events = tuple(e for e in coded.events if e.confidence >= least)
    needed = {e.attributed_to for e in events}
    kept = {e.id for e in events}
    return dataclasses.replace(
        coded,
        events=events,
        statements=tuple(s for s in coded.statements if s.confidence >= least or s.id in needed),
        explanations={k: v for k, v in coded.explanations.items() if k in kept},
    )
