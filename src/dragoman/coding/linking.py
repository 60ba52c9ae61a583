"""What one event of an article tells of another: whom a denial answers, whose act is condemned, who holds those whose
release is demanded, at whom a protest is aimed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from dragoman.coding.joining import Joined
from dragoman.coding.mentions import Mention

_NEAR = 3
"""Sentences between two events of which one explains the other."""
_JUDGED = frozenset({"ACCUSE", "REJECT", "SUPPORT", "CONCEDE"})
_WISHES = frozenset({"REQUEST", "THREATEN", "PROTEST"})
_CAPTURE = frozenset({"arrest", "abduct"})


def link(events: Sequence[Joined]) -> list[Joined]:
    """The events, each completed by what the others tell; topics of protests are no events of their own."""
    kept = _without_protest_topics(events)
    for event in kept:
        if event.recipients():
            continue
        if event.type == "REJECT":
            _answer(event, _nearest(event, kept, partial(_calls_for_answer, event)))
        if event.type in _JUDGED and not event.recipients():
            _answer(event, _act_itself(event, kept))
        elif event.type == "REQUEST" and _demands_release(event):
            _answer(event, _nearest(event, kept, lambda e: bool(_CAPTURE & set(e.modes()))))
    return kept


def _without_protest_topics(events: Sequence[Joined]) -> list[Joined]:
    """Demands made by protesting: they tell at whom the protest is aimed."""
    protests = [e for e in events if e.type == "PROTEST"]
    kept: list[Joined] = []
    for event in events:
        home = next((p for p in protests if event.type == "REQUEST" and _is_topic(event, p)), None)
        if home is None:
            kept.append(event)
        elif not home.recipients():
            home.best.recipients = event.recipients()
            home.best.steps.append("what the protest demands tells at whom it is aimed")
    return kept


def _is_topic(demand: Joined, protest: Joined) -> bool:
    drafts = [d for d in demand.drafts if d.sentence is protest.best.sentence]
    if len(drafts) < len(demand.drafts) or not _ids(demand.actors()) <= _ids(protest.actors()):
        return False
    return any(a is protest.best.head for d in drafts for a in d.head.ancestors())


def _calls_for_answer(rejection: Joined, other: Joined) -> bool:
    """Whether a rejection may answer the other event: an accusation of the one who rejects, or a wish told before."""
    ours, asked = rejection.actors(), other.recipients()
    if _ids(other.actors()) & _ids(ours):
        return False
    if other.type == "ACCUSE":
        return _same_side(ours, asked)
    before = other.best.trigger < rejection.best.trigger
    return other.type in _WISHES and before and (not asked or _same_side(ours, asked))


def _demands_release(event: Joined) -> bool:
    about = event.best.about
    return about is not None and about.type == "RETREAT" and "release" in about.modes


def _act_itself(event: Joined, events: Sequence[Joined]) -> Joined | None:
    """The event that is condemned, praised or refused, as the article tells it elsewhere."""
    about = event.best.about
    if about is None:
        return None
    return next((e for e in events if e is not event and about in e.drafts), None)


def _nearest(event: Joined, events: Sequence[Joined], fits: Callable[[Joined], bool]) -> Joined | None:
    here = event.best.sentence.index
    near = [
        e for e in events if e is not event and e.actors() and fits(e) and abs(e.best.sentence.index - here) <= _NEAR
    ]
    return min(near, key=lambda e: abs(e.best.sentence.index - here), default=None)


def _answer(event: Joined, other: Joined | None) -> None:
    """Whoever acts in the other event is the recipient of this one, unless he is its actor."""
    if other is None:
        return
    own = _ids(event.actors())
    found = [m for m in other.actors() if not _ids([m]) & own]
    if found:
        event.best.recipients = found
        event.best.steps.append(f"{other.best.head.text!r} tells whom it is about")


def _same_side(ours: Iterable[Mention], theirs: Iterable[Mention]) -> bool:
    """Whether both name the same one, or organs of the same state."""
    ours, theirs = list(ours), list(theirs)
    if _ids(ours) & _ids(theirs):
        return True
    mine = {e.country for m in ours for e in m.referents() if e.country and "GOV" in e.sectors}
    return any(e.country in mine for m in theirs for e in m.referents())


def _ids(mentions: Iterable[Mention]) -> set[int]:
    return {id(e) for m in mentions for e in m.referents()}
