"""Reports made by hand or by chance, for tests that must not depend on what is coded."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from typing import Any

from dragoman.stories import Fingerprint, Party, Report

START = dt.date(2023, 1, 1)
COUNTRIES = tuple("USA RUS CHN UKR TUR IRN ISR SYR FRA DEU GBR POL IND PAK NGA KEN ETH SDN EGY BRA MEX COL".split())
_TYPES = tuple(
    "AGREE CONSULT SUPPORT AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION COERCE ASSAULT".split()
)


def state(country: str) -> Party:
    return Party(country.title(), country, ("GOV",), None, "country")


def person(name: str, country: str | None) -> Party:
    return Party(name, country, ("GOV",), "minister", "person")


BASE = Report(
    id="r1",
    article="a1",
    publisher="Meridian Press",
    published="2023-03-06",
    type="ASSAULT",
    modes=("explosives",),
    contexts=("military",),
    status="actual",
    actors=(),
    recipients=(Party("five people", "NGA", ("CVL",), None, "group"),),
    start="2023-03-06",
    end="2023-03-06",
    precision="day",
    dated=True,
    place="Maiduguri",
    place_country="NGA",
    lat=11.85,
    lon=13.16,
    place_precision="city",
    killed=5,
    injured=None,
    arrested=None,
    inner=None,
    about=("NGA",),
    confidence=0.9,
    mentions=1,
    trigger=frozenset({"bomb"}),
    words=frozenset({"bomb", "fish", "marke", "stall"}),
    topic=frozenset({"bomb", "marke", "maidu", "fish", "borno"}),
    cast=frozenset({"maidu", "gorom", "borno", "danla"}),
)


def report(number: int = 1, **changes: Any) -> Report:
    """The report of a bombing, as article number so-and-so of a publisher of its own tells it, with changes."""
    own = {"id": f"r{number}", "article": f"a{number}", "publisher": f"Paper {number}"}
    return dataclasses.replace(BASE, **{**own, **changes})


def mark(article: str, published: str | None = None) -> Fingerprint:
    """The fingerprint of an article that is like no other."""
    return Fingerprint(article, published, "en", 0, article, b"")


MadeArticle = tuple[Fingerprint, tuple[Report, ...]]


def made_articles(events: int, seed: int, days: int = 365) -> list[MadeArticle]:
    """Articles with two reports each, over so many made-up events of a year, told two or three times, not quite alike.

    The events come in pairs of look-alikes: the same parties and type, a few days later.
    """
    chance = random.Random(seed)
    told: list[tuple[dt.date, Report]] = []
    for n in range(events):
        if n % 2 == 0:
            actor, recipient = chance.sample(COUNTRIES, 2)
            event_type = chance.choice(_TYPES)
            day = START + dt.timedelta(chance.randrange(days))
        else:
            day += dt.timedelta(chance.randint(1, 5))
        vocabulary = [f"w{n}x{k}" for k in range(12)]
        for _ in range(chance.randint(2, 3)):
            published = day + dt.timedelta(chance.randint(0, 2))
            dated = chance.random() < 0.6
            told.append(
                (published, _made(chance, published, day if dated else None, event_type, actor, recipient, vocabulary))
            )
    told.sort(key=lambda pair: (pair[0], sorted(pair[1].words)))
    articles = []
    for n in range(0, len(told) - 1, 2):
        last = max(told[n][0], told[n + 1][0]).isoformat()
        name = f"m{n:06}"
        own: dict[str, Any] = {"article": name, "publisher": f"Paper {chance.randrange(40)}", "published": last}
        reports = tuple(dataclasses.replace(told[n + k][1], id=f"{name}-{k}", **own) for k in (0, 1))
        articles.append((mark(name, last), reports))
    return articles


def _made(
    chance: random.Random,
    published: dt.date,
    day: dt.date | None,
    event_type: str,
    actor: str,
    recipient: str,
    vocabulary: list[str],
) -> Report:
    words = frozenset(chance.sample(vocabulary, 6))
    return dataclasses.replace(
        BASE,
        published=published.isoformat(),
        type=event_type,
        modes=(),
        actors=(state(actor),),
        recipients=(state(recipient),) if chance.random() < 0.8 else (),
        start=day.isoformat() if day else None,
        end=day.isoformat() if day else None,
        precision="day" if day else None,
        dated=day is not None,
        place=None,
        place_country=None,
        lat=None,
        lon=None,
        place_precision=None,
        killed=None,
        trigger=frozenset({event_type.lower()[:5]}),
        words=words,
        topic=frozenset(chance.sample(vocabulary, 8)),
        cast=frozenset(chance.sample(vocabulary, 5)),
        about=(actor,),
    )
