"""Words that mean a place named before: the city of the dateline, "here", "the town"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.namesakes import Evidence, Namesakes
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token
from dragoman.reading.dateline import LONGEST, Dateline, parse_dateline
from dragoman.reading.days import parse_day
from dragoman.records import Article, Place, Span
from dragoman.world.gazetteer import Gazetteer
from dragoman.world.gazetteer import Place as Entry

_KINDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        word_set("city town village hamlet suburb district neighborhood neighbourhood"), frozenset({"city"})
    ),
    **dict.fromkeys(word_set("province region state county island enclave peninsula valley"), frozenset({"region"})),
    **dict.fromkeys(word_set("area scene"), frozenset({"city", "region", "site"})),
}
"""Nouns that take up a place, and how narrow it is."""
_QUOTES = frozenset('"“”„«»') | {"''", "``"}


def _dateline(article: Article) -> tuple[int, Dateline] | None:
    """The first dateline of an article and the offset from which its spans count."""
    block = next((b for b in article.blocks if b.kind == "dateline"), None)
    if block is None:
        return None
    start = block.span[0]
    found = parse_dateline(article.text[start : start + 2 * LONGEST])
    return None if found is None else (start, found)


def dateline_day(article: Article) -> str | None:
    """The ISO day on which the article was filed, where its dateline gives it with the year."""
    found = _dateline(article)
    if found is None or found[1].date is None:
        return None
    start, (first, last) = found[0], found[1].date
    return parse_day(article.text[start + first : start + last])


def dateline_place(article: Article, gazetteer: Gazetteer) -> Place | None:
    """Where the article was filed, by its first dateline; None where it has none or the tables lack the place."""
    found = _dateline(article)
    if found is None or found[1].place is None:
        return None
    start, (first, last) = found[0], found[1].place
    span = start + first, start + last
    words = article.text[span[0] : span[1]]
    name, _, around = (part.strip() for part in words.partition(","))
    entries, wider = gazetteer.lookup(name), gazetteer.lookup(around) if around else ()
    choice = Namesakes(gazetteer, Evidence())
    if (inside := choice.within(entries, wider)) is not None:
        return place_record(inside.place, words, span)
    if wider:
        return place_record(max(wider, key=lambda p: p.population), words, span)
    capital = [p for p in entries if gazetteer.capitals.get(p.country) == p.name]
    best = max(capital or entries, key=lambda p: (p.precision == "city", p.population), default=None)
    return None if best is None else place_record(best, words, span)


def place_record(place: Entry, text: str, span: Span) -> Place:
    """A place of the tables as a record."""
    precision = place.precision if place.country or place.lat is not None else None
    where = place.name, place.country or None, place.lat, place.lon, precision
    division = place.admin1 or (place.name if place.precision == "region" and place.geonames else None)
    return Place(text, span, *where, division, place.geonames)


def is_here(t: Token) -> bool:
    """Whether a word is the reporter's "here", not that of somebody quoted."""
    return t.lower == "here" and t.dep == "advmod" and not any(x.text in _QUOTES for x in t.sent.tokens)


def taken_up(t: Token, before: Sequence[Place]) -> Place | None:
    """The last place that a noun like "the town" can take up; None where nothing named before is of its kind.

    Args:
        t: the noun.
        before: the places named in the article before, in order of the text.
    """
    kinds = _KINDS.get(t.lower)
    if kinds is None or not any(c.lower in ("the", "this", "that") and c.dep == "det" for c in t.children):
        return None
    if any(c.dep not in ("det", "punct") for c in t.children):
        return None  # "the town of", "the nearby village", "the area where"
    return next((p for p in reversed(before) if p.precision in kinds and p.country is not None), None)
