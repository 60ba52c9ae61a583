"""Whether reviewers agree with each other, and what reviews come to as annotated articles."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.records import Actor, Article, CodedArticle, Event
from dragoman.store.reviews import Review


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Krippendorff's alpha for nominal values: 1 for agreement, 0 for what chance would bring.

    Args:
        units: what was judged, each with the values that the judges gave it; those with one value do not count.

    Returns:
        None where nothing was judged twice, or all values are the same.
    """
    pairs: Counter[tuple[str, str]] = Counter()
    for values in units:
        if len(values) > 1:
            for one, other in itertools.permutations(range(len(values)), 2):
                pairs[values[one], values[other]] += 1 / (len(values) - 1)  # type: ignore[assignment]
    number = sum(pairs.values())
    totals: dict[str, float] = defaultdict(float)
    for (value, _), weight in pairs.items():
        totals[value] += weight
    expected = sum(totals[a] * totals[b] for a, b in itertools.permutations(totals, 2))
    if not expected:
        return None
    observed = sum(weight for (a, b), weight in pairs.items() if a != b)
    return 1 - (number - 1) * observed / expected


def agreement(reviews: Iterable[Review]) -> float | None:
    """How far reviewers agree on the type of events, and on whether there is one."""
    units: dict[tuple[str, str], list[str]] = defaultdict(list)
    for review in reviews:
        units[review.article_id, review.report_id].append(review.right_type)
    return alpha(units.values())


def gold_article(article: Article, coded: CodedArticle, reviews: Mapping[str, Review]) -> dict[str, Any]:
    """An article with what reviewers say of its events, in the form of the corpus.

    What nobody has reviewed is there as optional: neither finding nor missing it counts. Statements are not
    reviewed, so there are none.

    Args:
        article: with its text.
        coded: its records.
        reviews: the one that counts, by the id of the record.
    """
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "text": article.text,
        "events": list(_events(article.text, coded, reviews)),
        "statements": [],
    }


def _events(text: str, coded: CodedArticle, reviews: Mapping[str, Review]) -> Iterator[dict[str, Any]]:
    for event in coded.events:
        review = reviews.get(event.id)
        if review is not None and review.verdict == "reject":
            continue
        row = _event(text, event) | ({"optional": True} if review is None else {})
        yield row | (_changed(review.changes) if review is not None else {})


def _event(text: str, event: Event) -> dict[str, Any]:
    return {
        "type": event.type,
        "mode": event.modes[0] if event.modes else None,
        "status": event.status,
        "evidence": [{"quote": text[slice(*e.sentence)], "trigger": text[slice(*e.trigger)]} for e in event.evidence],
        "source": [_actor(a) for a in event.actors],
        "target": [_actor(a) for a in event.recipients],
        "date_text": event.date.text if event.date else None,
        "date": _date(event.date.start, event.date.precision) if event.date else None,
        "place": {"text": event.place.text, "country": event.place.country or ""} if event.place else None,
        "killed": event.killed,
        "injured": event.injured,
    }


def _changed(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The corrected fields, in the form of the corpus."""
    row: dict[str, Any] = {name: changes[name] for name in ("type", "status") if name in changes}
    if "modes" in changes or "type" in changes:
        row["mode"] = next(iter(changes.get("modes", ())), None)
    for ours, theirs in (("actors", "source"), ("recipients", "target")):
        if ours in changes:
            row[theirs] = [_entity(p["name"], p["country"], p["sectors"]) for p in changes[ours]]
    if "date" in changes:
        date = changes["date"]
        row |= {"date_text": None, "date": _date(date["start"], date["precision"]) if date else None}
    if "place" in changes:
        place = changes["place"]
        row["place"] = {"text": place["name"], "country": place["country"] or ""} if place else None
    return row


def _actor(actor: Actor) -> dict[str, str]:
    return _entity(actor.text, actor.country, actor.sectors)


def _entity(text: str, country: str | None, sectors: Sequence[str]) -> dict[str, str]:
    return {"text": text, "country": country or "", "sector": sectors[0] if sectors else "UNK"}


def _date(start: str, precision: str) -> str:
    """A year, month or day; the corpus knows no weeks and quarters, and of these it has the month."""
    return start[: {"day": 10, "year": 4}.get(precision, 7)]
