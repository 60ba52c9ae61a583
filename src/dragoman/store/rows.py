"""From records to rows and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from dragoman.records import (
    Actor,
    Article,
    CodedArticle,
    Date,
    Entity,
    Event,
    Place,
    Span,
    Statement,
    from_dict,
    stable_id,
    to_dict,
)
from dragoman.store.database import StoreError

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Rows by the name of their table."""

GAP = " … "
"""Stands between the pieces of a statement's content that are apart in the text."""

LONGEST = 500
"""Characters of what stands in an index: ids, publishers, names."""

_UNFIT = re.compile("[\x00\ud800-\udfff]")


def text_hash(article: Article) -> str:
    """A hash of all that was read of an article: it changes when the article does."""
    read = (article.text, article.url, article.publisher, article.title, article.author, article.published)
    return stable_id(*read, article.language)


def check(article: Article) -> None:
    """Looks whether an article can be kept.

    Raises:
        StoreError: where no database could hold it; says why.
    """
    for name in ("id", "publisher"):
        value = getattr(article, name)
        if value is not None and len(value) > LONGEST:
            size = f"{len(value):,} characters; at most {LONGEST} can be kept"
            raise StoreError(f"article {article.id[:60]!r}: its {name} has {size}")
    for name in ("id", "url", "publisher", "title", "author", "text"):
        if (at := unfit(getattr(article, name) or "")) is not None:
            raise StoreError(f"article {article.id!r}: its {name} has no valid character at {at}")


def unfit(text: str) -> int | None:
    """Where a text has a character that no database holds: NUL, half of a surrogate pair; None where it has none."""
    found = _UNFIT.search(text)
    return found.start() if found else None


def fold(name: str) -> str:
    """A name without case, accents and superfluous spaces."""
    parts = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).casefold().split())


@lru_cache(maxsize=50_000)  # the same few are named again and again
def entity_key(name: str | None, kind: str | None, country: str | None) -> str | None:
    """What is the same wherever the same one is meant: ``angela merkel``, ``france``, ``police@KEN``.

    States and people known by their names are told by the name; what others are called (police, soldiers, the
    foreign ministry) is so called in every country.
    """
    if not name or not (folded := fold(name)):
        return None
    known = kind == "country" or (kind == "person" and " " in name and name[0].isupper())
    return folded[:LONGEST] if known or country is None else f"{folded[:LONGEST]}@{country}"


def article_row(key: int, article: Article, coded: CodedArticle, added: str) -> Row:
    """The row of an article itself."""
    return {
        "key": key,
        "id": coded.id,
        "url": article.url,
        "publisher": article.publisher,
        "title": coded.title,
        "author": article.author,
        "published": coded.published,
        "language": coded.language,
        "text": article.text,
        "hash": text_hash(article),
        "coder": coded.coder,
        "added": added,
        "error": coded.error,
        "blocks": [[b.kind, *b.span] for b in coded.blocks],
        "explanations": {k: list(v) for k, v in coded.explanations.items()} or None,
    }


def report_rows(key: int, event: Event, told: Row) -> Rows:
    """The rows of an event as one article, or one row of a data set, tells it.

    Args:
        key: of the report.
        event: the record.
        told: where it is told: ``article_key``, ``position``, ``source``, ``published``, ``publisher``, ``sentence``.
    """
    row = {
        "key": key,
        "id": event.id,
        "event_key": None,
        **told,
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "quad": event.quad,
        "score": event.score,
        "cameo": event.cameo,
        "status": event.status,
        **_date(event.date, told["published"]),
        **_place(event.place),
        "killed": event.killed,
        "injured": event.injured,
        "arrested": event.arrested,
        "confidence": event.confidence,
        "attributed_to": event.attributed_to,
        "record": to_dict(event),
    }
    sides: tuple[tuple[Literal["actor", "recipient"], Sequence[Actor]], ...]
    sides = (("actor", event.actors), ("recipient", event.recipients))
    return {
        "reports": [row],
        "report_participants": [
            {"report_key": key, "side": side, "position": n, **who(actor)}
            for side, actors in sides
            for n, actor in enumerate(actors)
        ],
    }


def statement_rows(
    key: int, article_key: int, position: int, said: Statement, article: Article, coded: CodedArticle
) -> Rows:
    """The rows of a statement: itself, its contexts, and whom its content names."""
    dated = _date(said.date, coded.published)
    row = {
        "key": key,
        "id": said.id,
        "article_key": article_key,
        "position": position,
        "kind": said.kind,
        "stance": said.stance,
        **_prefixed("speaker_", who(said.speaker)),
        **_prefixed("addressee_", who(said.addressee)),
        **dated,
        **_place(said.place),
        "venue": said.venue,
        "contexts": list(said.contexts),
        "confidence": said.confidence,
        "content": GAP.join(article.text[a:b] for a, b in said.content) or None,
        "record": to_dict(said),
    }
    head = {"statement_key": key, "day": dated["day"]}
    about = [{**head, "position": n, **who(entity)} for n, entity in enumerate(_about(said, coded.entities))]
    return {
        "statements": [row],
        "statement_contexts": [{**head, "context": context} for context in dict.fromkeys(said.contexts)],
        "statement_about": about,
    }


def entity_rows(article_key: int, entities: Iterable[Entity]) -> list[Row]:
    """The rows of an article's entities."""
    return [
        {
            "article_key": article_key,
            "position": n,
            "id": entity.id,
            **who(entity),
            "record": to_dict(entity),
        }
        for n, entity in enumerate(entities)
    ]


def coded_article(
    article: Mapping[str, Any], events: Iterable[Row], statements: Iterable[Row], entities: Iterable[Row]
) -> CodedArticle:
    """The records of an article from its row and the column ``record`` of the others."""
    return from_dict(
        {
            **{field: article[field] for field in ("id", "published", "title", "language", "coder")},
            "events": list(events),
            "statements": list(statements),
            "entities": list(entities),
            "blocks": [{"kind": kind, "span": [start, end]} for kind, start, end in article["blocks"]],
            **({"error": article["error"]} if article["error"] is not None else {}),
            **({"explanations": article["explanations"]} if article["explanations"] else {}),
        }
    )


def article_of(row: Mapping[str, Any]) -> Article:
    """An article from its row; language and blocks are those that it was coded with."""
    names = ("text", "id", "url", "publisher", "title", "author", "published", "language")
    return Article(**{name: row[name] for name in names}, blocks=coded_article(row, (), (), ()).blocks)


def who(one: Actor | Entity | None) -> Row:
    """The columns of somebody who takes part."""
    if one is None:
        return dict.fromkeys(("name", "country", "sector", "sectors", "role", "kind", "entity"))
    return {
        "name": one.name,
        "country": one.country,
        "sector": one.sectors[0] if one.sectors else None,
        "sectors": list(one.sectors),
        "role": one.role,
        "kind": one.kind,
        "entity": entity_key(one.name, one.kind, one.country),
    }


def _prefixed(prefix: str, columns: Row) -> Row:
    return {prefix + name: value for name, value in columns.items()}


def _day(published: str | None) -> str | None:
    return published[:10] if published else None


def _date(date: Date | None, published: str | None) -> Row:
    if date is None:
        none = dict.fromkeys(("date_start", "date_end", "date_precision", "date_text"))
        return {"day": _day(published), **none}
    return {
        "day": date.start,
        "date_start": date.start,
        "date_end": date.end,
        "date_precision": date.precision,
        "date_text": date.text or None,
    }


def _place(place: Place | None) -> Row:
    names = ("name", "country", "lat", "lon", "precision")
    return {f"place_{name}": getattr(place, name) if place else None for name in names}


def _about(said: Statement, entities: Iterable[Entity]) -> Iterator[Entity]:
    """The entities that a statement's content names, but for its speaker; each once."""
    speaker = said.speaker
    seen = {entity_key(speaker.name, speaker.kind, speaker.country)} if speaker else set()
    for entity in entities:
        key = entity_key(entity.name, entity.kind, entity.country)
        if key not in seen and any(_inside(m, said.content) for m in entity.mentions):
            seen.add(key)
            yield entity


def _inside(mention: Span, content: Iterable[Span]) -> bool:
    return any(start <= mention[0] and mention[1] <= end for start, end in content)
