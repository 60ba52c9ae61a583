"""How sure an event is."""

from __future__ import annotations

from dragoman.coding.joining import Joined

_LOW, _HIGH = 0.05, 0.98


def event_confidence(event: Joined) -> float:
    """Between 0 and 1: what rules and reader together say of the event's surest report; where the rules coded alone,
    a stated figure: trust in the lexicon entry, raised by named participants and further reports, lowered where
    the text leaves the event unreal or tells it by a noun alone."""
    best = event.best
    if event.trust is not None:
        return round(min(_HIGH, max(_LOW, event.trust)), 2)
    judged = [d.trust for d in event.drafts if d.trust is not None]
    if judged:
        return round(min(_HIGH, max(_LOW, *judged)), 2)
    score = best.predicate.weight
    score += 0.08 * bool(best.actors) + 0.06 * bool(best.recipients)
    score += 0.04 * min(3, len(event.drafts) - 1)
    score -= 0.1 * best.nominal + 0.1 * (best.status == "hypothetical")
    return round(min(_HIGH, max(_LOW, score)), 2)
