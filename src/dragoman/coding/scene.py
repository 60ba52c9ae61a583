"""Dates and places that an event's own clause does not give, taken from what the article tells beside it.

Two inferences only, both from the article's words: what is said on a day is an act of that day for all that the
speaker says in the same run; and acts of force told one after another without another place happen on one scene.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.attribution import Attribution
from dragoman.coding.dates import Dates
from dragoman.coding.joining import Joined
from dragoman.coding.places import Places
from dragoman.records import Date, Place

SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types whose act is done by speaking."""
_ON_THE_SCENE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})
_RUN, _SCENE = 6, 3
"""Sentences over which remarks are one run, and over which acts share a scene."""


def complete(events: Sequence[Joined], statements: Sequence[Attribution], dates: Dates, places: Places) -> None:
    """Give events without date or place the ones that the article tells beside them."""
    told = [
        (s, d) for s in statements if s.cue is not None and s.stance == "says" and (d := dates.of(s.cue)) is not None
    ]
    for event in events:
        if not event.dates and event.type in SPOKEN and not event.best.inner:
            date = _day_of_saying(event, told)
            if date is not None:
                event.dates.append(date)
                event.best.steps.append(f"{date.text!r} dates what is said in the same run")
    for event in events:
        if not event.places and event.type in _ON_THE_SCENE:
            place = _named_beside(event, places) or _scene(event, events)
            if place is not None:
                event.places.append(place)
                event.best.steps.append(f"{place.text!r} is the scene")


def _day_of_saying(event: Joined, told: Sequence[tuple[Attribution, Date]]) -> Date | None:
    """The date of the nearest statement by one of the actors, or by whoever speaks for their state."""
    acting = {id(e) for m in event.actors() for e in m.referents()}
    states = {e.country for m in event.actors() for e in m.referents() if e.country}
    here = event.best.sentence.index
    near: list[tuple[int, Date]] = []
    for said, date in told:
        mention = said.speaker.mention if said.speaker is not None else None
        if mention is None or abs(said.sentence.index - here) > _RUN:
            continue
        if any(id(e) in acting or e.country in states for e in mention.referents()):
            near.append((abs(said.sentence.index - here), date))
    return min(near, key=lambda n: n[0])[1] if near else None


def _named_beside(event: Joined, places: Places) -> Place | None:
    """A place where something is ("in Kaduna") in one of the event's own sentences, the nearest to its trigger."""
    for draft in event.drafts:
        near = [e for e in places.in_sentence(draft.sentence.index) if e.role == "in" and e.place is not None]
        if near:
            return min(near, key=lambda e: abs(e.first - draft.head.i)).place
    return None


def _scene(event: Joined, events: Sequence[Joined]) -> Place | None:
    """The place of the nearest act of force with one that was told shortly before."""
    here = event.best.sentence.index
    near = [
        (here - e.best.sentence.index, e.places[0])
        for e in events
        if e is not event and e.places and e.type in _ON_THE_SCENE and e.status == event.status
    ]
    near = [n for n in near if 0 <= n[0] <= _SCENE]
    return min(near, key=lambda n: n[0])[1] if near else None
