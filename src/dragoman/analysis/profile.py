"""Profiles: with whom somebody deals, what they say, and how they stand to a subject over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, func, select

from dragoman.analysis.answers import FoundStatement
from dragoman.analysis.filters import EventFilter, FilterError, StatementFilter
from dragoman.analysis.frames import Frame, Library, frame
from dragoman.analysis.partners import Partner, partners
from dragoman.analysis.positions import Position, positions
from dragoman.analysis.reading import read_statements
from dragoman.analysis.selecting import Place, select_statements
from dragoman.analysis.who import Names, Who
from dragoman.store import Store
from dragoman.store.schema import statement_about, statement_contexts

LATEST = 5_000
"""Statements of which topics are counted, the latest."""

SHOWN = 10
"""Latest statements that a profile has."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What somebody speaks about.

    Attributes:
        name: a context, the code of a country, or a name.
        entity: what a filter takes for it.
        statements: how many are about it.
    """

    name: str
    entity: str
    statements: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What the store knows of somebody.

    Attributes:
        who: whom the name means.
        partners: with whom they deal, those of most events first. Of a country these are countries; of a person or
            an organisation all who have a name.
        latest: the latest statements; on the subject, where one was asked for.
        contexts, topics: what the latest LATEST statements are about: contexts, and who is named in them.
        positions: how they stand to the subject that was asked for, by month without gaps; empty without a subject.
    """

    who: Who
    partners: tuple[Partner, ...]
    latest: tuple[FoundStatement, ...]
    contexts: tuple[Topic, ...]
    topics: tuple[Topic, ...]
    positions: tuple[Position, ...]

    def frame(self, library: Library | None = None) -> Frame:
        """The positions as a data frame, or, where no subject was asked for, the partners.

        Args:
            library: ``pandas`` or ``polars``; without it the one that is installed.

        Raises:
            FrameError: where it is not installed.
        """
        return frame([line.row() for line in self.positions or self.partners], library)


def profile(
    store: Store, connection: Connection, names: Names, name: str, about: str | None, asked: EventFilter
) -> Profile:
    """The profile of somebody, see :meth:`Questions.profile`."""
    for field in ("actor", "recipient", "who", "pair", "type"):
        if getattr(asked, field):
            raise FilterError(field, "is not for profiles")
    who = names.find(connection, name)
    acts = asked if asked.status else replace(asked, status=("actual",))
    said = StatementFilter(
        speaker=(name,), about=(about,) if about else (), context=asked.context, since=asked.since, until=asked.until,
        publisher=asked.publisher, min_confidence=asked.min_confidence, text=asked.text,
    )  # fmt: skip
    subject = about is not None or asked.text is not None
    chosen = select_statements(store, connection, names, said)
    keys = [row[0] for row in chosen.keys(connection, Place("newest", None, LATEST))]
    return Profile(
        who=who,
        partners=partners(store, connection, names, who, replace(acts, text=None)),
        latest=tuple(read_statements(connection, keys[:SHOWN])),
        contexts=_contexts(connection, keys),
        topics=_topics(connection, keys),
        positions=positions(store, connection, names, who, about, acts, said) if subject else (),
    )


def _contexts(connection: Connection, keys: Sequence[int]) -> tuple[Topic, ...]:
    of = statement_contexts.c
    wanted = select(of.context, of.context.label("name"), func.count().label("number"))
    return _ranked(connection, wanted.where(of.statement_key.in_(keys)).group_by(of.context))


def _topics(connection: Connection, keys: Sequence[int]) -> tuple[Topic, ...]:
    of = statement_about.c
    named = (of.statement_key.in_(keys), of.entity.is_not(None))
    wanted = select(of.entity, func.max(of.name).label("name"), func.count().label("number"))
    return _ranked(connection, wanted.where(*named).group_by(of.entity))


def _ranked(connection: Connection, wanted: Select[Any]) -> tuple[Topic, ...]:
    found = [Topic(row.name, row[0], row.number) for row in connection.execute(wanted)]
    return tuple(sorted(found, key=lambda topic: (-topic.statements, topic.name)))
