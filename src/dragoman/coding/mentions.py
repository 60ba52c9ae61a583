"""Mentions: the places in the text where somebody or something that can act is named, and the entities they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.language.tokens import Sentence, Token
from dragoman.records import Actor, Entity, EntityKind, Span, stable_id
from dragoman.world.model import Gender, Number, Resolution


@dataclass(slots=True, eq=False)
class EntityRef:
    """An entity under construction: what is known of it by now, and all its mentions."""

    number_in_article: int
    name: str
    kind: EntityKind
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    gender: Gender | None = None
    number: Number | None = None
    mentions: list[Mention] = field(default_factory=list)

    def record(self, article_id: str) -> Entity:
        """The entity as a record."""
        spans = tuple(sorted({m.span for m in self.mentions}))
        return Entity(
            id=stable_id(article_id, "entity", self.name, self.kind, spans[0] if spans else ""),
            name=self.name,
            kind=self.kind,
            country=self.country,
            sectors=self.sectors,
            role=self.role,
            mentions=spans,
        )


@dataclass(slots=True, eq=False)
class Mention:
    """A noun phrase, name or pronoun that names an entity.

    Attributes:
        sentence: where it stands.
        first, last: token indices of the phrase in its sentence, half-open; titles and appositions that belong to
            the name are inside ("Russian Foreign Minister Sergey Lavrov"), articles too.
        head: the token by which the phrase hangs in the parse.
        resolution: what its own words say.
        entity: the entity it names; pronouns and short names point to their antecedent's.
        pronoun: whether it is a pronoun or possessive pronoun.
        attributive: an adjective or noun before a noun that names a state ("the Syrian refusal", "US troops"); it
            is a mention of its own only where its noun is not a mention itself.
    """

    sentence: Sentence
    first: int
    last: int
    head: Token
    resolution: Resolution
    entity: EntityRef | None = None
    pronoun: bool = False
    attributive: bool = False

    @property
    def span(self) -> Span:
        """Character offsets in the article."""
        tokens = self.sentence.tokens
        return tokens[self.first].start, tokens[self.last - 1].end

    def actor(self, text: str) -> Actor:
        """The mention as a part of a record; ``text`` is the article's text."""
        start, end = self.span
        of = self.entity or self.resolution
        return Actor(
            text=text[start:end],
            span=(start, end),
            name=of.name,
            country=of.country,
            sectors=of.sectors,
            role=of.role,
            kind=of.kind,
        )


class Mentions:
    """All mentions of an article, findable by the words they cover."""

    def __init__(self, mentions: list[Mention], entities: list[EntityRef]) -> None:
        self.entities = entities
        self._all = sorted(mentions, key=lambda m: (m.sentence.index, m.first))
        self._by_sentence: dict[int, list[Mention]] = {}
        self._by_head: dict[Token, Mention] = {}
        self._by_token: dict[Token, Mention] = {}
        for m in self._all:
            self._by_sentence.setdefault(m.sentence.index, []).append(m)
            self._by_head.setdefault(m.head, m)
            for t in m.sentence.tokens[m.first : m.last]:
                # the shorter of two nested mentions owns the shared words
                known = self._by_token.get(t)
                if known is None or m.last - m.first < known.last - known.first:
                    self._by_token[t] = m

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def in_sentence(self, index: int) -> list[Mention]:
        """The mentions of one sentence, left to right."""
        return self._by_sentence.get(index, [])

    def headed_by(self, token: Token) -> Mention | None:
        """The mention that hangs in the parse by this token."""
        return self._by_head.get(token)

    def covering(self, token: Token) -> Mention | None:
        """The narrowest mention that this token is part of."""
        return self._by_token.get(token)
