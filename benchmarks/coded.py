"""Coded articles to measure the store with: made without a coder, always the same, spread as news is.

A few countries, people and papers are in most of it, the many others in little; three years of days; words from the
lexicon's example sentences and from a made-up vocabulary whose words are as unlike in number as those of a language.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from dragoman.lexicon.predicates import load_lexicon
from dragoman.ontology import load_ontology
from dragoman.records import (
    STANCES,
    Actor,
    Article,
    Block,
    CodedArticle,
    Date,
    Entity,
    Event,
    Evidence,
    Place,
    Span,
    Statement,
    stable_id,
)

T = TypeVar("T")

EVENTS, STATEMENTS = 10, 8
"""In each article."""

FIRST_DAY = dt.date(2022, 1, 1)
DAYS = 1096

_STATES = (
    "USA RUS CHN UKR ISR IRN GBR FRA DEU IND TUR PAK SYR IRQ SAU EGY JPN KOR PRK AFG POL ITA ESP BRA MEX NGA ZAF KEN"
    " ETH SDN LBN YEM JOR QAT ARE IDN PHL THA VNM MMR AUS CAN VEN COL ARG CHL PER CUB BLR GEO ARM AZE KAZ UZB HUN ROU"
    " BGR GRC SRB MLI NER TCD COD RWA UGA SOM LBY TUN DZA MAR"
).split()
_STATUS = (("actual", 70), ("future", 12), ("hypothetical", 8), ("negated", 5), ("historical", 5))


class _Draw:
    """Draws of things of which the first come often and the last rarely (by rank, as Zipf's law has it)."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self._weights: dict[int, list[float]] = {}

    def ranked(self, things: Sequence[T], count: int = 1) -> list[T]:
        weights = self._weights.get(len(things))
        if weights is None:
            ranks = (1 / (n + 2) for n in range(len(things)))
            weights = self._weights[len(things)] = list(itertools.accumulate(ranks))
        return self.random.choices(things, cum_weights=weights, k=count)


def coded_articles(count: int, seed: int = 7) -> Iterator[tuple[Article, CodedArticle]]:
    """Articles of about 350 words with ten events and eight statements each."""
    draw = _Draw(seed)
    world = _World(draw)
    for n in range(count):
        yield _Maker(f"made-{n}", draw, world).article()


class _World:
    """Who and what there is to write about."""

    def __init__(self, draw: _Draw) -> None:
        self.sentences = [e.rpartition(" | ")[0] for p in load_lexicon().predicates for e in p.examples]
        self.triggers = sorted(
            {w for p in load_lexicon().predicates for w in p.id.partition(".")[2].split("_") if w.isalpha()}
        )
        self.types = list(load_ontology().types.values())
        self.contexts = load_ontology().contexts
        self.words = [_word(draw.random) for _ in range(40_000)]
        self.states = [Entity("", code, "country", code, ("GOV",), None, ()) for code in _STATES]
        self.people = [
            Entity("", f"{_word(draw.random).title()} {_word(draw.random).title()}", "person", state.country,
                   (draw.random.choice(("GOV", "MIL", "OPP", "LEG", "CVL")),), "minister", ())
            for state in draw.ranked(self.states, 4_000)
        ]  # fmt: skip
        self.places = [
            (
                f"{_word(draw.random).title()}",
                state.country,
                draw.random.uniform(-60, 70),
                draw.random.uniform(-180, 180),
            )
            for state in draw.ranked(self.states, 3_000)
        ]
        self.publishers = [f"The {_word(draw.random).title()} Post" for _ in range(200)]


def _word(source: random.Random) -> str:
    return "".join(source.choice("bdfgklmnprstvz") + source.choice("aeiou") for _ in range(source.randint(2, 4)))


class _Maker:
    """One article in the making: text is added sentence by sentence, and the records point into it."""

    def __init__(self, article_id: str, draw: _Draw, world: _World) -> None:
        self.id, self.draw, self.world = article_id, draw, world
        self.text = ""
        self.day = FIRST_DAY + dt.timedelta(days=draw.random.randrange(DAYS))
        cast = [*draw.ranked(world.states, 5), *draw.ranked(world.people, 7)]
        self.cast = list({c.name: c for c in cast}.values())
        self.mentions: dict[str, list[Span]] = {c.name: [] for c in self.cast}

    def article(self) -> tuple[Article, CodedArticle]:
        events = [self._event(n) for n in range(EVENTS)]
        statements = [self._statement(n) for n in range(STATEMENTS)]
        entities = [
            Entity(stable_id(self.id, c.name), c.name, c.kind, c.country, c.sectors, c.role, tuple(spans))
            for c in self.cast
            if (spans := self.mentions[c.name])
        ]
        (publisher,) = self.draw.ranked(self.world.publishers)
        article = Article(
            self.text, self.id, f"https://news.example/{self.id}", publisher, published=self.day.isoformat()
        )
        blocks = (Block("paragraph", (0, len(self.text))),)
        return article, CodedArticle(
            self.id, article.published, None, "en", "made 1", tuple(events), tuple(statements), tuple(entities), blocks
        )

    def _event(self, n: int) -> Event:
        random, start = self.draw.random, len(self.text)
        actors = [self._named(c) for c in random.sample(self.cast, 1 + (random.random() < 0.2))]
        self._say(random.choice(self.world.sentences))
        trigger = self._say(random.choice(self.world.triggers))
        recipients = [self._named(c) for c in random.sample(self.cast, random.random() < 0.8)]
        place = self._place() if random.random() < 0.4 else None
        self._say(" ".join(self.draw.ranked(self.world.words, 4)))
        (kind,) = self.draw.ranked(self.world.types)
        modes = (random.choice(list(kind.modes)),) if kind.modes and random.random() < 0.6 else ()
        status: Any = random.choices([s for s, _ in _STATUS], [w for _, w in _STATUS])[0]
        return Event(
            id=stable_id(self.id, n),
            type=kind.name,
            modes=modes,
            contexts=tuple(self.draw.ranked(self.world.contexts, random.randint(0, 2))),
            quad=kind.quad,
            score=kind.score,
            cameo=kind.cameo,
            status=status,
            actors=tuple(actors),
            recipients=tuple(recipients),
            date=self._date(trigger, status) if random.random() < 0.6 else None,
            place=place,
            killed=random.randint(1, 40) if kind.name == "ASSAULT" and random.random() < 0.3 else None,
            injured=None,
            arrested=None,
            attributed_to=None,
            evidence=(Evidence((start, len(self.text)), trigger),),
            confidence=round(random.betavariate(5, 2), 3),
        )

    def _statement(self, n: int) -> Statement:
        random, start = self.draw.random, len(self.text)
        speaker = self._named(random.choice(self.cast))
        cue = self._say("said")
        inside = len(self.text)
        self._named(random.choice(self.cast))
        self._say(random.choice(self.world.sentences))
        self._say(" ".join(self.draw.ranked(self.world.words, 6)))
        stance: Any = self.draw.ranked(STANCES)[0]
        return Statement(
            id=stable_id(self.id, "said", n),
            kind="indirect",
            stance=stance,
            speaker=speaker,
            cue=cue,
            content=((inside, len(self.text)),),
            sentence=(start, len(self.text)),
            contexts=tuple(self.draw.ranked(self.world.contexts, random.randint(0, 1))),
            confidence=round(random.betavariate(5, 2), 3),
        )

    def _named(self, one: Entity) -> Actor:
        span = self._say(one.name)
        self.mentions[one.name].append(span)
        return Actor(one.name, span, one.name, one.country, one.sectors, one.role, one.kind)

    def _date(self, span: Span, status: str) -> Date:
        days = self.draw.random.randint(-3, 0) if status != "future" else self.draw.random.randint(1, 30)
        day = (self.day + dt.timedelta(days=days)).isoformat()
        return Date(self.text[slice(*span)], span, day, day, "day")

    def _place(self) -> Place:
        ((name, country, lat, lon),) = self.draw.ranked(self.world.places)
        return Place(name, self._say(name), name, country, lat, lon, "city")

    def _say(self, words: str) -> Span:
        start = len(self.text)
        self.text += words + " "
        return start, start + len(words)
