"""One question of each kind that the store must answer at once, about those who are in most of the made-up news."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy import func, select

from dragoman.analysis import EventFilter, Questions, StatementFilter
from dragoman.store import Store
from dragoman.store.schema import articles, event_participants, events, statements


class Values(NamedTuple):
    """What is asked for in one round."""

    country: str
    other: str
    person: str
    place: str
    publisher: str
    word: str
    year: str


Question = Callable[[Questions, Values], Any]


def values(store: Store, rounds: int, seed: int = 5) -> list[Values]:
    """Values for some rounds: the first those that come most often, the last such as come now and then."""
    draw = random.Random(seed)
    with store.read() as connection:

        def often(column: Any, *where: Any) -> list[str]:
            some = select(column).where(column.is_not(None), *where).limit(200_000).subquery()
            (value,) = some.c
            found = connection.scalars(select(value).group_by(value).order_by(func.count().desc()).limit(rounds * 4))
            return list(found)

        countries = often(event_participants.c.country)
        people = often(event_participants.c.name, event_participants.c.kind == "person")
        places = often(events.c.place_name)
        publishers = often(articles.c.publisher)
        content = connection.scalar(select(statements.c.content).limit(1)) or ""
        words = [w for w in content.split() if len(w) > 3]
    return [
        Values(
            countries[2 * n], countries[2 * n + 1], people[2 * n], places[2 * n], publishers[2 * n],
            draw.choice(words), str(2022 + n % 3),
        )
        for n in range(rounds)
    ]  # fmt: skip


QUESTIONS: dict[str, Question] = {
    "events: all, newest": lambda ask, v: ask.events(),
    "events: all, surest": lambda ask, v: ask.events(sort="surest"),
    "events: actor": lambda ask, v: ask.events(EventFilter(actor=(v.country,))),
    "events: a person": lambda ask, v: ask.events(EventFilter(who=(v.person,))),
    "events: pair": lambda ask, v: ask.events(EventFilter(pair=(v.country, v.other))),
    "events: pair, counted": lambda ask, v: ask.count_events(EventFilter(pair=(v.country, v.other))),
    "events: type": lambda ask, v: ask.events(EventFilter(type=("ASSAULT",))),
    "events: mode": lambda ask, v: ask.events(EventFilter(mode=("visit",))),
    "events: context": lambda ask, v: ask.events(EventFilter(context=("military",))),
    "events: status": lambda ask, v: ask.events(EventFilter(status=("future",))),
    "events: place": lambda ask, v: ask.events(EventFilter(place=(v.place,))),
    "events: publisher": lambda ask, v: ask.events(EventFilter(publisher=(v.publisher,))),
    "events: confidence": lambda ask, v: ask.events(EventFilter(min_confidence=0.98)),
    "events: free text": lambda ask, v: ask.events(EventFilter(text=v.word)),
    "events: a whole year, oldest": lambda ask, v: ask.events(EventFilter(since=v.year, until=v.year), sort="oldest"),
    "events: several filters": lambda ask, v: ask.events(
        EventFilter(
            actor=(v.country,), type=("ASSAULT", "COERCE"), status=("actual",), since=v.year, min_confidence=0.7
        )
    ),
    "events: tally by type": lambda ask, v: ask.tally_events(
        EventFilter(actor=(v.country,), since=v.year, until=v.year), "type"
    ),
    "statements: speaker": lambda ask, v: ask.statements(StatementFilter(speaker=(v.person,))),
    "statements: country that speaks": lambda ask, v: ask.statements(StatementFilter(speaker=(v.country,))),
    "statements: about": lambda ask, v: ask.statements(StatementFilter(about=(v.other,))),
    "statements: stance": lambda ask, v: ask.statements(StatementFilter(stance=("denies",))),
    "statements: free text": lambda ask, v: ask.statements(StatementFilter(text=v.word)),
    "statements: speaker and text": lambda ask, v: ask.statements(StatementFilter(speaker=(v.country,), text=v.word)),
    "relations, by month": lambda ask, v: ask.relations(v.country, v.other),
    "relations, with ids": lambda ask, v: ask.relations(v.country, v.other, ids=True),
    "calendar: a country": lambda ask, v: ask.calendar(EventFilter(who=(v.country,)), sort="newest"),
    "profile: a country": lambda ask, v: ask.profile(v.country),
    "profile: a country, positions": lambda ask, v: ask.profile(v.country, v.other),
    "profile: a person": lambda ask, v: ask.profile(v.person),
    "network: countries": lambda ask, v: ask.network(),
    "network: entities": lambda ask, v: ask.network("entities"),
}
"""The questions by what is told of them; what each gives is a first page, as the terminal and the desk show it."""
