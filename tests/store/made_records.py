"""Coded articles without a coder, and a look at whether a store is whole."""

from __future__ import annotations

import dataclasses

from sqlalchemy import func, select, text

from dragoman.records import Actor, Article, CodedArticle, Entity, Event, Evidence, Span, Statement, stable_id
from dragoman.store import Store
from dragoman.store.schema import DRAGOMAN, METADATA, events, reports, stories
from dragoman.store.search import SEARCHED

COUNTRIES = (("Mali", "MLI"), ("Chad", "TCD"), ("Niger", "NER"), ("Ghana", "GHA"))
TYPES = (("CONSULT", "meet", 1, 4.0), ("ASSAULT", "attacked", 4, -10.0), ("SUPPORT", "praised", 1, 5.0))


def made(number: int, coder: str = "coder 1", publisher: str = "The Paper") -> tuple[Article, CodedArticle]:
    """An article with two to four events, all different from those of other numbers."""
    text, found, entities = "", [], []
    article_id, day = f"made-{number}", f"2024-03-{1 + number % 28:02}"
    for n in range(2 + number % 3):
        event = _event(text, stable_id(article_id, n), number, n)
        text += _sentence(number, n)
        found.append(event)
        one = event.actors[0]
        entities.append(Entity(event.id, str(one.name), "country", one.country, one.sectors, None, (one.span,)))
    start = len(text)
    text += f"Ghana said nothing of {number}."
    said = Statement(
        id=stable_id(article_id, "said"),
        kind="indirect",
        stance="says",
        speaker=_actor("Ghana", "GHA", _span(text, "Ghana", start)),
        cue=_span(text, "said", start),
        content=(_span(text, f"nothing of {number}", start),),
        sentence=(start, len(text)),
    )
    article = Article(text, id=article_id, publisher=publisher, published=day, language="en")
    return article, CodedArticle(article_id, day, None, "en", coder, tuple(found), (said,), tuple(entities))


def _sentence(number: int, n: int) -> str:
    return f"{_pick(number, n)[0]} {_kind(number, n)[1]} {_pick(number, n + 1)[0]} at place {number}-{n}. "


def _event(before: str, event_id: str, number: int, n: int) -> Event:
    """The event of the sentence that comes after a text."""
    text, start = before + _sentence(number, n), len(before)
    kind, verb, quad, score = _kind(number, n)
    people = [_actor(*one, _span(text, one[0], start)) for one in (_pick(number, n), _pick(number, n + 1))]
    return Event(
        id=event_id,
        type=kind,
        modes=(),
        contexts=("military",),
        quad=quad,
        score=score,
        cameo=None,
        status="actual",
        actors=(people[0],),
        recipients=(people[1],),
        date=None,
        place=None,
        killed=None,
        injured=None,
        arrested=None,
        attributed_to=None,
        evidence=(Evidence((start, len(text) - 1), _span(text, verb, start)),),
        confidence=0.5 + n / 10,
    )


def _pick(number: int, n: int) -> tuple[str, str]:
    return COUNTRIES[(number + n) % len(COUNTRIES)]


def _kind(number: int, n: int) -> tuple[str, str, int, float]:
    return TYPES[(number + n) % len(TYPES)]


def longer(number: int) -> tuple[Article, CodedArticle]:
    """A later version of an article, with one event less."""
    article, coded = made(number)
    return dataclasses.replace(article, text=article.text + " More."), dataclasses.replace(
        coded, events=coded.events[1:]
    )


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, but for the store's own keys and the time of adding."""
    with store.read() as connection:
        return {
            table.name: sorted(
                [
                    tuple(v for name, v in row.items() if not name.endswith("key") and name != "added")
                    for row in connection.execute(select(table)).mappings()
                ],
                key=repr,
            )
            for table in METADATA.sorted_tables
        }


def faults(store: Store) -> list[str]:
    """What is not as it must be, whatever was written and wherever it broke off; empty when all is well."""
    orphans = select(func.count()).where(reports.c.event_key.is_(None))
    hollow = select(func.count()).where(~select(reports.c.key).where(reports.c.event_key == events.c.key).exists())
    its_articles = select(func.count(reports.c.article_key.distinct())).where(reports.c.event_key == events.c.key)
    miscounted = select(func.count()).where(
        events.c.source == DRAGOMAN, its_articles.scalar_subquery() != events.c.n_articles
    )
    bare = select(func.count()).where(
        ~select(stories.c.report_key).where(stories.c.report_key == reports.c.key).exists()
    )
    with store.write() as connection:
        checks = {
            "reports without event": connection.scalar(orphans),
            "events without report": connection.scalar(hollow),
            "events with a false number of articles": connection.scalar(miscounted),
            "reports without story": connection.scalar(bare.where(reports.c.source == DRAGOMAN)),
        }
        found = [f"{number} {what}" for what, number in checks.items() if number]
        if connection.dialect.name == "sqlite":
            found += [row for row in connection.scalars(text("PRAGMA integrity_check")) if row != "ok"]
            found += [str(row) for row in connection.execute(text("PRAGMA foreign_key_check"))]
            for name in SEARCHED:  # raises where the index is not that of the table
                connection.execute(text(f"INSERT INTO {name}_fts ({name}_fts, rank) VALUES ('integrity-check', 1)"))
    return found


def _actor(name: str, country: str, span: Span) -> Actor:
    return Actor(name, span, name, country, ("GOV",), None, "country")


def _span(text: str, words: str, start: int) -> Span:
    at = text.index(words, start)
    return at, at + len(words)
