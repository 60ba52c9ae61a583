"""What questions are answered with: distinct events, the reports behind them, and statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.records import Status

Columns = Mapping[str, str]
"""Names of the columns of a flat table, with their types in SQL."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part.

    Attributes:
        name: as the records have it, or None.
        country, sectors, role, kind: as in the records.
        entity: the same wherever the same one is meant, or None for one without a name; a filter takes it for a name.
    """

    name: str | None
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    kind: str | None
    entity: str | None


@dataclass(frozen=True, slots=True)
class When:
    """A date: first and last day, both included, and the words that give it where there are any."""

    start: str
    end: str
    precision: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Where:
    """A place; coordinates in degrees (WGS 84)."""

    name: str
    country: str | None
    lat: float | None
    lon: float | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """A distinct event, with what its reports come to.

    Attributes:
        id: the same for the same event, whatever the order in which its reports came.
        source: ``dragoman``, or the name of the data set that it was imported from.
        day: the day on which it begins, or on which it was told where no date is known.
        sentence: words of the report that tells it best.
        n_mentions, n_articles, n_sources: sentences and articles that report it, and how many of these are independent.
        first_seen, last_seen: days of the first and of the last publication.

    The other fields are those of an event in the records.
    """

    id: str
    source: str
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int | None
    score: float | None
    cameo: str | None
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    day: str | None
    date: When | None
    place: Where | None
    killed: int | None
    injured: int | None
    arrested: int | None
    confidence: float | None
    sentence: str | None
    n_mentions: int
    n_articles: int
    n_sources: int
    first_seen: str | None
    last_seen: str | None

    def row(self) -> dict[str, Any]:
        """Its row in a flat table, see :data:`EVENT_COLUMNS`."""
        return {
            "event_id": self.id,
            "source": self.source,
            "day": self.day,
            "type": self.type,
            "modes": list(self.modes),
            "contexts": list(self.contexts),
            "quad": self.quad,
            "score": self.score,
            "cameo": self.cameo,
            "status": self.status,
            **_parties(self.actors, "actor"),
            **_parties(self.recipients, "recipient"),
            **_when_and_where(self.date, self.place),
            "killed": self.killed,
            "injured": self.injured,
            "arrested": self.arrested,
            "confidence": self.confidence,
            "sentence": self.sentence,
            "n_mentions": self.n_mentions,
            "n_articles": self.n_articles,
            "n_sources": self.n_sources,
            "first_seen": self.first_seen,
            "last_seen": self.last_seen,
        }


@dataclass(frozen=True, slots=True)
class FoundReport:
    """An event as one article, or one row of an imported data set, tells it.

    Attributes:
        id: of the record; ``article_id`` of its article, or None for an imported row.
        sentence: the words of its best evidence.
        attributed_to: id of the statement in which it is told, or None; ``speaker`` is the name of who made it.
    """

    id: str
    event_id: str
    article_id: str | None
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None
    type: str
    status: Status
    day: str | None
    killed: int | None
    injured: int | None
    arrested: int | None
    confidence: float | None
    sentence: str | None
    attributed_to: str | None
    speaker: str | None

    def row(self) -> dict[str, Any]:
        """Its row in a flat table."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class EventStory:
    """A distinct event with all that is behind it.

    Attributes:
        event: what the reports come to.
        reports: by publication.
        alternatives: of fields on which the reports do not agree: the values with their support, the best first.
        revisions: what was told first and what changed, by publication.
        plans: events that announced it.
        outcomes: what came of it, where it is a plan.
    """

    event: FoundEvent
    reports: tuple[FoundReport, ...]
    alternatives: Mapping[str, Sequence[Mapping[str, Any]]]
    revisions: tuple[Mapping[str, Any], ...]
    plans: tuple[FoundEvent, ...]
    outcomes: tuple[FoundEvent, ...]


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement with the article it stands in.

    Attributes:
        day: the day on which it was said, or on which it was published where no date is known.
        content: what was said.
        about: whom the content names.

    The other fields are those of a statement in the records, and of its article.
    """

    id: str
    article_id: str
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None
    kind: str
    stance: str
    speaker: Party | None
    addressee: Party | None
    about: tuple[Party, ...]
    day: str | None
    date: When | None
    place: Where | None
    venue: str | None
    contexts: tuple[str, ...]
    confidence: float | None
    content: str | None

    def row(self) -> dict[str, Any]:
        """Its row in a flat table, see :data:`STATEMENT_COLUMNS`."""
        return {
            "statement_id": self.id,
            "day": self.day,
            **_party(self.speaker, "speaker"),
            "kind": self.kind,
            "stance": self.stance,
            "content": self.content,
            "about": [party.name for party in self.about],
            "about_countries": [party.country for party in self.about],
            **_party(self.addressee, "addressee"),
            **_when_and_where(self.date, self.place),
            "venue": self.venue,
            "contexts": list(self.contexts),
            "confidence": self.confidence,
            **{name: getattr(self, name) for name in ("article_id", "published", "url", "publisher", "title")},
        }


def _parties(parties: Sequence[Party], side: str) -> dict[str, Any]:
    return {
        f"{side}s": [p.name for p in parties],
        f"{side}_countries": [p.country for p in parties],
        f"{side}_sectors": ["+".join(p.sectors) or None for p in parties],
        f"{side}_entities": [p.entity for p in parties],
    }


def _party(party: Party | None, part: str) -> dict[str, Any]:
    return {
        part: party.name if party else None,
        f"{part}_country": party.country if party else None,
        f"{part}_sectors": "+".join(party.sectors) or None if party else None,
        f"{part}_role": party.role if party else None,
        f"{part}_entity": party.entity if party else None,
    }


def _when_and_where(date: When | None, place: Where | None) -> dict[str, Any]:
    return {
        "date_start": date.start if date else None,
        "date_end": date.end if date else None,
        "date_precision": date.precision if date else None,
        "place": place.name if place else None,
        "place_country": place.country if place else None,
        "place_lat": place.lat if place else None,
        "place_lon": place.lon if place else None,
        "place_precision": place.precision if place else None,
    }


def _many(side: str) -> dict[str, str]:
    names = (f"{side}s", *(f"{side}_{what}" for what in ("countries", "sectors", "entities")))
    return dict.fromkeys(names, "VARCHAR[]")


def _one(part: str) -> dict[str, str]:
    return dict.fromkeys((part, *(f"{part}_{what}" for what in ("country", "sectors", "role", "entity"))), "VARCHAR")


_WHEN_AND_WHERE = {
    "date_start": "VARCHAR", "date_end": "VARCHAR", "date_precision": "VARCHAR", "place": "VARCHAR",
    "place_country": "VARCHAR", "place_lat": "DOUBLE", "place_lon": "DOUBLE", "place_precision": "VARCHAR",
}  # fmt: skip

EVENT_COLUMNS: Columns = {
    "event_id": "VARCHAR", "source": "VARCHAR", "day": "VARCHAR", "type": "VARCHAR", "modes": "VARCHAR[]",
    "contexts": "VARCHAR[]", "quad": "INTEGER", "score": "DOUBLE", "cameo": "VARCHAR", "status": "VARCHAR",
    **_many("actor"),
    **_many("recipient"),
    **_WHEN_AND_WHERE,
    "killed": "BIGINT", "injured": "BIGINT", "arrested": "BIGINT", "confidence": "DOUBLE", "sentence": "VARCHAR",
    "n_mentions": "INTEGER", "n_articles": "INTEGER", "n_sources": "INTEGER", "first_seen": "VARCHAR",
    "last_seen": "VARCHAR",
}  # fmt: skip
"""Of a flat table of distinct events."""

STATEMENT_COLUMNS: Columns = {
    "statement_id": "VARCHAR", "day": "VARCHAR",
    **_one("speaker"),
    "kind": "VARCHAR", "stance": "VARCHAR", "content": "VARCHAR", "about": "VARCHAR[]", "about_countries": "VARCHAR[]",
    **_one("addressee"),
    **_WHEN_AND_WHERE,
    "venue": "VARCHAR", "contexts": "VARCHAR[]", "confidence": "DOUBLE", "article_id": "VARCHAR",
    "published": "VARCHAR", "url": "VARCHAR", "publisher": "VARCHAR", "title": "VARCHAR",
}  # fmt: skip
"""Of a flat table of statements."""
