"""Which coded record is which annotated one.

Events match one to one where they have the same type and share a sentence: first those whose triggers overlap and
whose countries agree. Statements match where half of their words are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from dragoman.evaluation.gold import GoldArticle, GoldEntity, GoldEvent, GoldStatement
from dragoman.records import Actor, CodedArticle, Event, Evidence, Span, Statement

_G = TypeVar("_G")
_C = TypeVar("_C")
_WORD = re.compile(r"\w+|[^\w\s]")
_NAME = re.compile(r"\w{3,}")
_NO_SPEECH = frozenset({"wants", "asks", "orders"})  # the annotators marked speech, not wishes
_LEAST_DICE = 0.5


@dataclass(frozen=True, slots=True)
class Matching:
    """The records of one article, matched.

    Attributes:
        coded: None where the article is not among the coded ones.
        pairs, missed, false: annotated events with the coded ones they match, and those without a match.
        said, unsaid, false_said: the same of statements.

    Optional annotated events, and the coded ones they match, are left out.
    """

    article: GoldArticle
    coded: CodedArticle | None
    pairs: tuple[tuple[GoldEvent, Event], ...]
    missed: tuple[GoldEvent, ...]
    false: tuple[Event, ...]
    said: tuple[tuple[GoldStatement, Statement], ...]
    unsaid: tuple[GoldStatement, ...]
    false_said: tuple[Statement, ...]


def match(article: GoldArticle, coded: CodedArticle | None) -> Matching:
    """Matches the records of one article."""
    events = coded.events if coded else ()
    statements = [s for s in coded.statements if s.stance not in _NO_SPEECH] if coded else []
    pairs, missed, false = _matched(article.events, events, closeness)
    words = {id(s): _tokens(article.text, s.content) for s in statements}
    wanted = {id(s): _tokens(article.text, [s.content]) for s in article.statements}

    def likeness(gold: GoldStatement, statement: Statement) -> float:
        return _dice(wanted[id(gold)], words[id(statement)])

    said, unsaid, false_said = _matched(article.statements, statements, likeness)
    return Matching(
        article,
        coded,
        tuple((g, e) for g, e in pairs if not g.optional),
        tuple(g for g in missed if not g.optional),
        tuple(false),
        tuple(said),
        tuple(unsaid),
        tuple(false_said),
    )


def _matched(
    gold: Sequence[_G], coded: Sequence[_C], weight: Callable[[_G, _C], float]
) -> tuple[list[tuple[_G, _C]], list[_G], list[_C]]:
    """Pairs in order of the annotation, and those of either side that have no match."""
    indices = pair_up(gold, coded, weight)
    missed = [g for i, g in enumerate(gold) if i not in indices]
    taken = set(indices.values())
    false = [c for j, c in enumerate(coded) if j not in taken]
    return [(gold[i], coded[j]) for i, j in sorted(indices.items())], missed, false


def pair_up(gold: Sequence[_G], coded: Sequence[_C], weight: Callable[[_G, _C], float]) -> dict[int, int]:
    """Matches one to one by falling weight, as indices; a weight of 0 is no match."""
    weights = ((weight(g, c), i, j) for i, g in enumerate(gold) for j, c in enumerate(coded))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted((w for w in weights if w[0] > 0), reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def closeness(gold: GoldEvent, event: Event) -> float:
    """How well two events match: 0 where type or sentence differ, more where trigger and countries agree."""
    if gold.type != event.type or not share_sentence(gold.evidence, event.evidence):
        return 0
    actors = countries(gold.actors) & countries(event.actors)
    recipients = countries(gold.recipients) & countries(event.recipients)
    return 1 + 2 * share_trigger(gold.evidence, event.evidence) + len(actors) + len(recipients)


def share_sentence(a: Iterable[Evidence], b: Iterable[Evidence]) -> bool:
    """Whether two events are told in the same sentence: of the shorter one half is the other's, too."""
    return any(_half(x.sentence, y.sentence) for x, y in product(a, b))


def share_trigger(a: Iterable[Evidence], b: Iterable[Evidence]) -> bool:
    """Whether two events are told by the same word."""
    return any(meet(x.trigger, y.trigger) for x, y in product(a, b))


def meet(a: Span, b: Span) -> bool:
    """Whether two spans overlap."""
    return a[0] < b[1] and b[0] < a[1]


def _half(a: Span, b: Span) -> bool:
    common = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return common >= 0.5 * min(a[1] - a[0], b[1] - b[0])


def countries(entities: Iterable[GoldEntity | Actor]) -> frozenset[str]:
    """The countries of those on one side of an event."""
    return frozenset(e.country for e in entities if e.country)


def names(*texts: str | None) -> frozenset[str]:
    """The words by which somebody is known, in lower case; those of one or two letters are left out."""
    return frozenset(w for text in texts for w in _NAME.findall((text or "").lower()))


def same_speaker(gold: GoldStatement, statement: Statement) -> bool:
    """Whether two statements have the same speaker: a word of the name in common, or the country."""
    who = statement.speaker
    if who is None:
        return False
    if names(gold.speaker.text) & names(who.text, who.name):
        return True
    return gold.speaker.country is not None and gold.speaker.country == who.country


def _tokens(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """Offsets of the words and marks inside the spans."""
    return frozenset(m.start() for start, end in spans for m in _WORD.finditer(text, start, end))


def _dice(a: frozenset[int], b: frozenset[int]) -> float:
    dice = 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0
    return dice if dice >= _LEAST_DICE else 0.0
