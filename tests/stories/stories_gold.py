"""Reads ``corpus/stories`` and measures what is joined against it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from dragoman import Article, CodedArticle
from dragoman.ontology import load_ontology
from dragoman.records import Span

FOLDER = Path(__file__).parents[2] / "corpus" / "stories"
_MARK = re.compile(r"\[([^\[\]]+)\]\(([a-z0-9-]+)\)")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event of a story: the types it may be coded as, and of a plan what came of it."""

    story: str
    name: str
    types: tuple[str, ...]
    becomes: str | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with the words that tell the events of its story."""

    article: Article
    split: str
    story: str
    copy_of: str | None
    marks: tuple[tuple[Span, str], ...]
    """Words, and the name of the event that they tell."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All stories."""

    events: Mapping[tuple[str, str], GoldEvent]
    articles: tuple[GoldArticle, ...]


@lru_cache(maxsize=1)
def load_corpus() -> Corpus:
    """The stories as checked records; a broken file fails with its name and what is wrong."""
    events: dict[tuple[str, str], GoldEvent] = {}
    articles: list[GoldArticle] = []
    for path in sorted(FOLDER.glob("*/*.yaml")):
        raw: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        story = path.stem
        for name, told in raw["events"].items():
            assert set(told) <= {"type", "what", "becomes"}, f"{path.name}: {name}: {sorted(told)}"
            events[story, name] = GoldEvent(story, name, tuple(told["type"]), told.get("becomes"))
        for told in raw["articles"]:
            wanted = {"id", "publisher", "published", "title", "text"}
            assert wanted <= set(told) <= wanted | {"copy_of"}, f"{path.name}: {told.get('id')}"
            articles.append(_article(told, path.parent.name, story))
    types = set(load_ontology().types)
    assert all(set(e.types) <= types for e in events.values())
    return Corpus(events, tuple(articles))


def _article(told: Mapping[str, Any], split: str, story: str) -> GoldArticle:
    marked = f"{told['title']}\n{told['text'].strip()}"
    text, marks, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        marks.append(((len(text), len(text) + len(match[1])), match[2]))
        text += match[1]
        at = match.end()
    text += marked[at:]
    article = Article(
        text,
        id=told["id"],
        publisher=told["publisher"],
        title=told["title"],
        published=str(told["published"]),
    )
    return GoldArticle(article, split, story, told.get("copy_of"), tuple(marks))


Account = tuple[str, str, str]
"""One article's account of one event: article, story, name of the event."""


def accounts(articles: Iterable[GoldArticle], coded: Mapping[str, CodedArticle]) -> dict[Account, list[str]]:
    """The accounts that the coder found, with the ids of their records.

    A record is of the event whose marked words its triggers share most, if its type is one of the event's. Where the
    coder tells one account in several records, all are its records.
    """
    events = load_corpus().events
    found: dict[Account, list[str]] = defaultdict(list)
    for gold in articles:
        for record in coded[gold.article.id].events:
            shared: dict[str, int] = defaultdict(int)
            for evidence in record.evidence:
                for (start, end), name in gold.marks:
                    meets = evidence.trigger[0] < end and start < evidence.trigger[1]
                    if meets and record.type in events[gold.story, name].types:
                        shared[name] += 1
            if shared:
                best = max(shared, key=lambda name: shared[name])
                found[gold.article.id, gold.story, best].append(record.id)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Measure:
    """B-cubed precision and recall over accounts."""

    precision: float
    recall: float
    accounts: int


def b_cubed(of: Sequence[Account], found: Mapping[Account, Sequence[str]], event_of: Mapping[str, str]) -> Measure:
    """How well accounts are joined.

    Args:
        of: the accounts to measure: for each, precision is the share of the accounts joined with it (itself included)
            that tell its event, recall the share of the accounts of its event that are joined with it; both are
            averaged.
        found: all accounts with the ids of their records; those not measured count where they are joined wrongly.
        event_of: distinct event of each record. Two accounts are joined where any of their records are in one.
    """
    where = {account: {event_of[r] for r in records} for account, records in found.items()}
    precision = recall = 0.0
    for account in of:
        same = {a for a in found if a[1:] == account[1:]}
        joined = {a for a in found if where[a] & where[account]}
        precision += len(same & joined) / len(joined)
        recall += len(same & joined) / len(same)
    return Measure(precision / len(of), recall / len(of), len(of))
