"""Sentences that tell only what came of a blow told right before: "Eleven people were injured, doctors said."

They are reports of the blow, and no events of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.joining import OUTCOMES, Joined
from dragoman.coding.tolls import Fact, facts
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token

_NEAR = 2
"""Sentences over which an outcome may follow its blow."""
_ELSEWHERE = word_set("more another other others also separately elsewhere further meanwhile earlier later")
"""Words that tell of people harmed by something else."""
_VIOLENT = frozenset({"riot", "vandalize", "obstruct"})


def absorb_outcomes(events: Sequence[Joined]) -> list[Joined]:
    """The events, with those that only tell what came of another one made reports of that one."""
    kept: list[Joined] = []
    outcomes = {id(e): _fact(e) for e in events}
    for event in events:
        fact = outcomes[id(event)]
        blow = None if fact is None else _blow(event, [e for e in events if outcomes[id(e)] is None])
        if blow is None:
            kept.append(event)
            continue
        event.best.steps.append(f"tells what came of {blow.best.head.text!r}")
        blow.drafts += event.drafts
        blow.dates += event.dates
        blow.places += event.places
    return kept


def _fact(event: Joined) -> Fact | None:
    """The number of people killed or hurt by nobody named, told once and as nothing else; None of other events."""
    draft = event.best
    if draft.predicate.id not in OUTCOMES or draft.modes or draft.actors or draft.nominal:
        return None
    if any(d.sentence is not draft.sentence or not (d.nominal and d.definite) for d in event.drafts[1:]):
        return None
    if event.status != "actual" or draft.sentence.block == "headline" or _has_cause(draft.head):
        return None
    words = {t.lower for t in draft.sentence.tokens}
    told = [f for f in facts(draft.sentence) if draft.head in (f.anchor, f.verb) and not f.total]
    return told[0] if told and not words & _ELSEWHERE else None


def _has_cause(verb: Token) -> bool:
    """Whether the sentence itself tells who or what did it: "were killed by a mine", "were hurt when ..."."""
    return any(
        c.dep in ("agent", "dobj") or (c.dep == "advcl" and any(g.lower in ("when", "as", "after") for g in c.children))
        for c in verb.children
    ) or verb.dep in ("relcl", "acl", "advcl", "conj")


def _blow(outcome: Joined, events: Sequence[Joined]) -> Joined | None:
    """The blow that a sentence just before tells last, at no other time or place."""
    here = outcome.best.sentence.index
    last: tuple[tuple[int, bool, int], Joined] | None = None
    for event in events:
        if not (event.type == "ASSAULT" or (event.type == "PROTEST" and _VIOLENT & set(event.named_modes()))):
            continue
        if event.status != "actual" or _elsewhere(outcome, event):
            continue
        for d in event.drafts:
            if 0 < here - d.sentence.index <= _NEAR and d.sentence.block != "headline":
                at = (d.sentence.index, event.type == "ASSAULT", d.head.i)
                if last is None or at > last[0]:
                    last = at, event
    return last[1] if last else None


def _elsewhere(outcome: Joined, event: Joined) -> bool:
    """Whether an outcome is told of another time or place than an event, or of those who dealt the blow."""
    dates = [(d.start, d.end) for d in outcome.dates], [(d.start, d.end) for d in event.dates]
    apart = any(a[1] < b[0] or b[1] < a[0] for a in dates[0] for b in dates[1])
    places = {p.name for p in outcome.places}, {p.name for p in event.places}
    return apart or bool(places[0] and places[1] and not places[0] & places[1])
