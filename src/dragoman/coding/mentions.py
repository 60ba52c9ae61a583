"""Mentions: the places in the text where somebody or something that can act is named, and the entities they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from dragoman.language.tokens import Sentence, Token
from dragoman.records import Actor, Entity, EntityKind, Span, stable_id
from dragoman.world.model import Gender, Number, Resolution

Form = Literal["name", "description", "pronoun"]


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

    def __repr__(self) -> str:
        return f"<{self.name} {self.kind} {self.country} {'/'.join(self.sectors)} {self.role}>"

    @property
    def acts(self) -> bool:
        """Whether some mention stands for it as one who acts: not only a place or part of a noun phrase."""
        return any(
            not (m.locative or m.attributive or (m.adjectival and m.form == "description")) for m in self.mentions
        )

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
        entity: the entity it names; pronouns and short names point to their antecedent's. None for a pronoun that
            stays open ("we", "I": the speaker, whom whoever finds the statement may fill in) or brings back several.
        entities: the entities that a plural brings back ("the two leaders"), else empty.
        form: whether it names, describes or is a pronoun.
        definite: whether it begins with "the", "this", "both" or a possessor.
        attributive: it stands inside another mention, as its adjective, possessor or of-phrase ("Syrian" in
            "Syrian troops"), so that it does not act itself.
        adjectival: it stands before a noun as adjective, noun or possessor, whether or not that noun is a mention
            ("the Syrian refusal", "Turkey's bombing", "Russia-US ties").
        locative: a place where something is or happens ("in Ukraine", "at the White House"), no actor.
        quoted: it stands inside quotation marks.
    """

    sentence: Sentence
    first: int
    last: int
    head: Token
    resolution: Resolution
    entity: EntityRef | None = None
    entities: tuple[EntityRef, ...] = ()
    form: Form = "description"
    definite: bool = False
    attributive: bool = False
    adjectival: bool = False
    locative: bool = False
    quoted: bool = False

    def __repr__(self) -> str:
        words = " ".join(t.text for t in self.tokens)
        marks = "".join(c for c, on in zip("aALq", self._flags(), strict=True) if on)
        return f"<{words!r} {marks} {self.referents()}>"

    def _flags(self) -> tuple[bool, ...]:
        return self.attributive, self.adjectival, self.locative, self.quoted

    @property
    def pronoun(self) -> bool:
        """Whether it is a pronoun or possessive pronoun."""
        return self.form == "pronoun"

    @property
    def tokens(self) -> list[Token]:
        """Its words and marks."""
        return self.sentence.tokens[self.first : self.last]

    @property
    def span(self) -> Span:
        """Character offsets in the article."""
        tokens = self.sentence.tokens
        return tokens[self.first].start, tokens[self.last - 1].end

    def referents(self) -> list[EntityRef]:
        """All entities it names: one, several for a plural, none for a pronoun that stays open."""
        if self.entities:
            return list(self.entities)
        return [self.entity] if self.entity else []

    def actor(self, text: str, of: EntityRef | None = None) -> Actor:
        """The mention as a part of a record; ``text`` is the article's text, ``of`` one of several referents."""
        start, end = self.span
        who = of or self.entity or self.resolution
        return Actor(
            text=text[start:end],
            span=(start, end),
            name=who.name,
            country=who.country,
            sectors=who.sectors,
            role=who.role,
            kind=who.kind,
        )

    def actors(self, text: str) -> list[Actor]:
        """The mention as parts of a record, one for each entity it names; none for an open pronoun."""
        return [self.actor(text, of) for of in self.referents()]


def entity_ids(mentions: Iterable[Mention]) -> set[int]:
    """What tells apart the entities that some mentions name."""
    return {id(e) for m in mentions for e in m.referents()}


def countries_of(mentions: Iterable[Mention]) -> set[str]:
    """The codes of the states and bodies of all whom some mentions name."""
    return {e.country for m in mentions for e in m.referents() if e.country}


class Mentions:
    """All mentions of an article, findable by their words; ``pair``: the two states it is about, ``home``: the one
    state it is about, if so; ``filed``: the state in which it was filed, if that is told."""

    def __init__(
        self,
        mentions: list[Mention],
        entities: list[EntityRef],
        pair: Sequence[str] = (),
        home: str | None = None,
        filed: str | None = None,
    ) -> None:
        self.entities, self.pair, self.home, self.filed = entities, tuple(pair), home, filed
        self._all = sorted(mentions, key=lambda m: (m.sentence.index, m.first, -m.last))
        self._by_sentence: dict[int, list[Mention]] = {}
        self._by_head: dict[Token, Mention] = {}
        self._by_token: dict[Token, Mention] = {}
        for m in self._all:
            self._by_sentence.setdefault(m.sentence.index, []).append(m)
            self._by_head[m.head] = m if m.head not in self._by_head else self._wider(m)
            for t in m.tokens:
                # the shorter of two nested mentions owns the shared words
                known = self._by_token.get(t)
                if known is None or m.last - m.first < known.last - known.first:
                    self._by_token[t] = m

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def in_sentence(self, index: int) -> list[Mention]:
        """The mentions of one sentence, left to right, the wider before those inside it."""
        return self._by_sentence.get(index, [])

    def headed_by(self, token: Token) -> Mention | None:
        """The mention that hangs in the parse by this token."""
        return self._by_head.get(token)

    def covering(self, token: Token) -> Mention | None:
        """The narrowest mention that this token is part of."""
        return self._by_token.get(token)

    def records(self, article_id: str) -> tuple[Entity, ...]:
        """The entities that act somewhere in the article, as records, in order of first mention."""
        return tuple(e.record(article_id) for e in self.entities if e.acts)

    def _wider(self, m: Mention) -> Mention:
        known = self._by_head[m.head]
        return m if m.last - m.first > known.last - known.first else known
