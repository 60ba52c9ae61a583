"""When and where the speakers of an article speak: what they do by speaking, they do then and there."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from dragoman.coding.attribution import Attribution
from dragoman.coding.dates import Dates, is_news
from dragoman.coding.joining import Joined
from dragoman.coding.mentions import Mention
from dragoman.coding.places import Places
from dragoman.records import Date, Place

_GAP = 4
"""Sentences that may stand between two remarks of one speaker which are made on one occasion."""
_NEXT = 1
"""Sentences after which what somebody did by speaking still tells when they spoke."""
_RUN = 6
"""Sentences over which an act belongs to the remarks beside it."""


@dataclass(slots=True)
class _Remark:
    """One statement: its sentence, who speaks, and the day and place that it names or shares with those before."""

    index: int
    speakers: frozenset[int]
    states: frozenset[str]
    date: Date | None
    place: Place | None


class Sayings:
    """The remarks of an article in order of the text."""

    def __init__(self, statements: Sequence[Attribution], dates: Dates, places: Places, published: str | None) -> None:
        made = {id(s): r for s in statements if (r := _remark(s, dates, places, published)) is not None}
        self.remarks, self._made = list(made.values()), made
        self.remarks.sort(key=lambda r: r.index)
        _share(self.remarks)
        _share(self.remarks[::-1])

    def day(self, said: Attribution) -> Date | None:
        """The day of a statement that names none, where its speaker speaks on one occasion."""
        remark = self._made.get(id(said))
        return None if remark is None or _had_said(said) else remark.date

    def date(self, event: Joined) -> Date | None:
        """The day of the nearest remark by one of the actors, or by whoever speaks for their state."""
        near = [(distance, r.date) for distance, r in self._near(event) if r.date is not None]
        return min(near, key=lambda n: n[0])[1] if near else None

    def date_of_acts(self, event: Joined, spoken: Sequence[Joined]) -> Date | None:
        """The day of the last act that the same actor did by speaking: "urged ... on Monday. He also accused"."""
        acting, _ = _who(event.actors(), _SPEAK_FOR_A_STATE)
        here = event.best.sentence.index
        before = [
            (here - other.best.sentence.index, other.dates[0])
            for other in spoken
            if 0 <= here - other.best.sentence.index <= _NEXT and _who(other.actors(), _SPEAK_FOR_A_STATE)[0] & acting
        ]
        return min(before, key=lambda n: n[0])[1] if before else None

    def place(self, event: Joined) -> Place | None:
        """Where the actors make the remark that holds the event."""
        here = {d.sentence.index for d in event.drafts}
        return next((r.place for _, r in self._near(event) if r.place is not None and r.index in here), None)

    def _near(self, event: Joined) -> list[tuple[int, _Remark]]:
        acting, states = _who(event.actors(), _SPEAK_FOR_A_STATE)
        here = event.best.sentence.index
        return [
            (abs(r.index - here), r)
            for r in self.remarks
            if abs(r.index - here) <= _RUN and (r.speakers & acting or r.states & states)
        ]


def _remark(said: Attribution, dates: Dates, places: Places, published: str | None) -> _Remark | None:
    mention = said.speaker.mention if said.speaker is not None else None
    if said.cue is None or mention is None or said.stance != "says":
        return None
    speakers, states = _who([mention], _SPEAK_FOR_A_STATE)
    place, date = places.of(said.cue, statement=True), dates.of(said.cue)
    return _Remark(said.sentence.index, speakers, states, date if is_news(date, published) else None, place)


def _had_said(said: Attribution) -> bool:
    """ "had said before": on another occasion."""
    words = {c.lower for c in said.cue.children} if said.cue is not None else set()
    return bool(words & {"had", "has", "have", "earlier", "previously", "repeatedly"})


_SPEAK_FOR_A_STATE = frozenset({"GOV", "MIL"})


def _who(mentions: Sequence[Mention], sectors: Set[str]) -> tuple[frozenset[int], frozenset[str]]:
    """Identities of those mentioned, and the states of those who may speak for them by their primary sector."""
    named = [e for m in mentions for e in m.referents()]
    states = frozenset(e.country for e in named if e.country and set(e.sectors[:1]) & sectors)
    return frozenset(map(id, named)), states


def _share(remarks: Sequence[_Remark]) -> None:
    """Remarks of one speaker in a row are made on one occasion, as long as they name no other."""
    last: dict[int, _Remark] = {}
    for r in remarks:
        before = next((last[s] for s in r.speakers if s in last), None)
        if before is not None and abs(before.index - r.index) <= _GAP and (r.date is None or r.date == before.date):
            r.date, r.place = before.date, r.place or before.place
        for s in r.speakers:
            last[s] = r
