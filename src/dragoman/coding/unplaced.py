"""Places for events whose own clause names none, from what the article tells beside it.

From the surest to the weakest: a place named in a sentence that reports the event; for a headline, in the lead; the
scene of acts told just before or after; the state visited; the state whose police or people act at home; the one
state in which the article plays. Inferred states are given as states, in the words that name them, never as a town.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dragoman.coding.act_kinds import ON_THE_SCENE, SPOKEN
from dragoman.coding.here import place_record
from dragoman.coding.joining import Joined
from dragoman.coding.mentions import Mention
from dragoman.coding.places import PlaceExpression, Places, only_judged
from dragoman.coding.sayings import Sayings
from dragoman.coding.undated import plainly_told
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Sentence
from dragoman.records import Place, Span
from dragoman.world.gazetteer import Gazetteer

_SCENE = 3
"""Sentences over which acts of force share a scene."""
_MANY = 5
"""Parts in events from which one sees what state an article is about."""
_AT_HOME: dict[str, frozenset[str] | None] = {
    "COERCE": frozenset({"COP", "JUD", "GOV", "MIL", "LEG", "SPY"}),
    "SANCTION": frozenset({"JUD"}),
    "PROTEST": None,  # whoever protests
    "MOBILIZE": frozenset({"COP", "GOV", "MIL"}),
    "REJECT": frozenset({"JUD", "LEG"}),
    "ACCUSE": frozenset({"JUD"}),
    "AGREE": frozenset({"JUD"}),
    "REQUEST": frozenset({"JUD"}),
    "AID": frozenset({"COP", "MIL"}),
    "ASSAULT": frozenset({"COP", "CVL", "CRM", "REB", "PRM", "MIL"}),
}
"""Types that happen in the state of those who act, where no other state has part, by the primary sectors of these."""
_DECIDED = frozenset({"CONCEDE", "RETREAT", "SANCTION"})
"""Types that a state, if it alone acts, decides where it is: told in the lead of an article filed from there."""
_WITHIN_STATES = frozenset({"CONSULT", "AID"})
"""Types that happen in some state even where the text names no more than a part of the world."""
_ASYLUM = "075"
"""CAMEO's code of asylum: who grants it takes people in."""
_HOSTING = word_set("host shelter house absorb summon")
"""Verbs of what one does where one is."""
_MEETINGS = word_set(
    "meeting talk summit conference session negotiation forum visit discussion ceremony dialogue round gathering meet "
    "hold host attend participate gather convene"
)


class Unplaced:
    """The search for the places of one article's events."""

    def __init__(
        self,
        places: Places,
        sayings: Sayings,
        sentences: Sequence[Sentence],
        gazetteer: Gazetteer,
        text: str,
    ) -> None:
        self.places, self.sayings, self.gazetteer, self.text = places, sayings, gazetteer, text
        self.lead = next((s for s in sentences if s.block == "paragraph"), None)
        self.setting = self.stage = self._setting()

    def fill(self, events: Sequence[Joined]) -> None:
        """Give events without a place the one that the article tells beside them."""
        for event in events:
            if not event.places and (place := self._beside(event)) is not None:
                self._set(event, place)
        self.setting, self.stage = self.setting or self._most_present(events), self.setting
        named = [e for e in events if e.places]
        for event in events:
            # "in Latin America"
            open_ = event.type in _WITHIN_STATES and not any(p.country or p.precision == "site" for p in event.places)
            if (open_ or not event.places) and (place := self._inferred(event, named)) is not None:
                self._set(event, place)
            event.places[:] = [self._in_its_state(p, event) for p in event.places]

    def _in_its_state(self, place: Place, event: Joined) -> Place:
        """A village that the tables lack lies in the state in which the article plays, if nobody else has part."""
        if place.country is not None or self.setting is None or self.gazetteer.lookup(place.name):
            return place
        if _states([*event.actors(), *event.recipients()]) - {self.setting.country}:
            return place
        return replace(place, country=self.setting.country, precision="city")

    def _setting(self) -> Place | None:
        """Where the article as a whole plays: three in four of the places in which something happens, the dateline
        among them, are the same one or lie in one state, or half lie in the state of the dateline; None where they are
        scattered or one at most is named."""
        found = [e.place for e in self.places.expressions if e.role in ("in", "object", "target") and e.place.country]
        dateline = self.places.dateline
        if dateline is not None and dateline.country:
            found.append(dateline)
        if len(found) < (1 if dateline is not None else 2):
            return None
        name, count = Counter(p.name for p in found).most_common(1)[0]
        if 4 * count >= 3 * len(found) and len(found) > 1:
            return next(p for p in found if p.name == name)
        country, count = Counter(p.country for p in found).most_common(1)[0]
        filed = dateline is not None and dateline.country == country
        if country is None or 4 * count < (2 if filed else 3) * len(found):
            return None
        return self._state(country, next(p.span for p in found if p.country == country))

    def _most_present(self, events: Sequence[Joined]) -> Place | None:
        """The state of three in five of those who take part in the article's events, where many do."""
        taking_part = [m for e in events for m in (*e.actors(), *e.recipients()) if _states([m])]
        counts = Counter(s for m in taking_part for s in _states([m]))
        if counts.total() < _MANY:
            return None
        state, count = counts.most_common(1)[0]
        if 5 * count < 3 * counts.total():
            return None
        return self._state(state, next(m.span for m in taking_part if state in _states([m])))

    def _set(self, event: Joined, place: Place) -> None:
        event.places.append(place)
        event.best.steps.append(f"{place.text!r}, told beside it, places it")

    def _beside(self, event: Joined) -> Place | None:
        """A place named in a sentence that reports the event, the nearest to its trigger."""
        if event.type in SPOKEN:
            return self.sayings.place(event)
        for draft in event.drafts:
            if only_judged(draft.head):
                continue
            near = [e for e in self.places.in_sentence(draft.sentence.index) if _may_hold(e, event.type)]
            if near:
                return min(near, key=lambda e: abs(e.first - draft.head.i)).place
        if self.lead is not None and all(d.sentence.block == "headline" for d in event.drafts):
            near = [e for e in self.places.in_sentence(self.lead.index) if _may_hold(e, event.type)]
            return near[0].place if near else None
        return None

    def _inferred(self, event: Joined, named: Sequence[Joined]) -> Place | None:
        verbs = {t.lemma for d in event.drafts for t in (d.head, d.act)}
        if "receive" in verbs and event.recipients() and event.type in ("CONSULT", "AGREE"):
            return self._of(event.recipients())  # of a visit those visited are the recipients
        asylum = event.type == "AID" and any(d.predicate.cameo == _ASYLUM for d in event.drafts)
        if asylum or verbs & _HOSTING or (event.type == "AID" and "receive" in verbs):
            return self._of(event.actors())
        if event.type == "CONSULT":
            return self._visited(event) or self._met(event, named)
        if {"expel", "deport"} & set(event.modes()):
            return self._of(event.actors())  # a state expels from its own soil
        if event.status not in ("actual", "historical", "future"):
            return None
        if event.type in _DECIDED and (place := self._filed_from(event)) is not None:
            return place
        if event.type in _AT_HOME and event.type not in ON_THE_SCENE and "convict" not in event.modes():
            return self._home(event, _states([*event.actors(), *event.recipients()]))
        if not (event.type in ON_THE_SCENE or "convict" in event.modes()):
            return None
        actors, states = _states(event.actors()), _states([*event.actors(), *event.recipients()])
        told = plainly_told(event.best, self.lead)
        for place in (_scene(event, named) if told else None, self.setting):
            taking_part = actors if place is not self.setting or event.type == "ASSAULT" else states
            if place is not None and (place.country in states or not taking_part):
                return place
        elsewhere = event.type == "ASSAULT" and any(
            e.type == "ASSAULT" and e.places[0].country not in (None, *states) for e in named
        )
        return None if elsewhere else self._home(event, states)

    def _filed_from(self, event: Joined) -> Place | None:
        """The dateline, for what its state does and the lead tells."""
        filed = self.places.dateline
        told = any(d.sentence is self.lead for d in event.drafts)
        return filed if told and filed is not None and _states(event.actors()) == {filed.country} else None

    def _visited(self, event: Joined) -> Place | None:
        """Visits take place in the state of the hosts."""
        return self._of(event.recipients()) if "visit" in event.modes() else None

    def _met(self, event: Joined, named: Sequence[Joined]) -> Place | None:
        """Talks that are no visit take place where the article plays, if a party is of that state, or where the same
        parties are said to meet."""
        if event.status != "actual" or {"phone", "third-party"} & set(event.modes()):
            return None
        states = _states([*event.actors(), *event.recipients()])
        if self.stage is not None and self.stage.country in states:
            return self.stage
        others = [e for e in named if e.type == "CONSULT" and e.places[0].country in states and _parties(e) == states]
        span = next((m.span for m in (*event.recipients(), *event.actors()) if _states([m])), None)
        hosts = {e.places[0].country for e in others}
        return self._state(hosts.pop() or "", span) if len(hosts) == 1 and span is not None else None

    def _of(self, who: Sequence[Mention]) -> Place | None:
        """The state of some who take part, if it is one."""
        theirs = [m for m in who if _states([m])]
        states = _states(theirs)
        return self._state(next(iter(states)), theirs[0].span) if len(states) == 1 else None

    def _home(self, event: Joined, states: frozenset[str]) -> Place | None:
        """Police and courts arrest, and people protest, in their own state."""
        sectors = _AT_HOME.get(event.type, frozenset())
        actors = [m for m in event.actors() if _states([m])]
        if len(states) != 1 or not actors:
            return None
        if sectors is not None and any(e.sectors[:1] and e.sectors[0] not in sectors for e in actors[0].referents()):
            return None
        return self._state(next(iter(states)), actors[0].span)

    def _state(self, code: str, span: Span) -> Place | None:
        """A state as the place, in the words of the mention that tells it; None for bodies of many states."""
        state = self.gazetteer.state(code)
        if state.lat is None:
            return None
        return place_record(state, self.text[span[0] : span[1]], span)


def _may_hold(e: PlaceExpression, event_type: str) -> bool:
    """Whether an event of a type may happen at a place of its sentence that nothing links to it."""
    if event_type == "CONSULT":
        return e.role == "in" and any(t.lemma.lower() in _MEETINGS for t in e.owners)
    return event_type in ON_THE_SCENE and e.role in ("in", "object")


def _scene(event: Joined, named: Sequence[Joined]) -> Place | None:
    """The place of the nearest act of force with one, told shortly before or after."""
    here = event.best.sentence.index
    near = [
        (abs(e.best.sentence.index - here), e.best.sentence.index > here, e.places[0])
        for e in named
        if e.type in ON_THE_SCENE and e.status == event.status
    ]
    near = [n for n in near if n[0] <= _SCENE]
    return min(near, key=lambda n: n[:2])[2] if near else None


def _parties(event: Joined) -> frozenset[str]:
    return _states([*event.actors(), *event.recipients()])


def _states(mentions: Sequence[Mention]) -> frozenset[str]:
    return frozenset(e.country for m in mentions for e in m.referents() if e.country and e.country not in _BODIES)


_BODIES = frozenset({"UNO", "EUR", "IGO", "NGO", "IMG", "ISM", "MNC"})
