"""The places that an article's names mean, settled together: what one name tells helps with the next."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dragoman.coding.mentions import Mentions
from dragoman.coding.namesakes import Evidence, Namesakes
from dragoman.coding.toponyms import Toponym
from dragoman.records import Place as Record
from dragoman.world.gazetteer import Gazetteer, Place


def settle(
    toponyms: Sequence[Toponym],
    gazetteer: Gazetteer,
    mentions: Mentions | None,
    countries: Collection[str],
    dateline: Record | None,
) -> None:
    """Sets the choice of every name that the tables know; see `find_places` for the arguments.

    Names spelled out and names that can mean one place alone come first; they and the states that the article names
    tell the rest apart.
    """
    evidence = Evidence()
    for code in countries:
        evidence.add_state(code, -1)
    if dateline is not None and dateline.country:
        evidence.add_state(dateline.country, -1)
    choice = Namesakes(gazetteer, evidence)
    open_: list[Toponym] = []
    for t in toponyms:
        if t.wider and (found := choice.within(t.candidates, t.wider)) is not None:
            t.choice = found
            evidence.spelled.setdefault(t.key, found.place)
            _anchor(evidence, t, found.place)
        elif t.candidates and t.firm and choice.certain(t.candidates, t.key) is None:
            t.candidates = ()  # "Isa, in neighbouring Sokoto state": another one, which the tables lack
        elif t.candidates:
            open_.append(t)
            evidence.open.setdefault(t.sentence.index, []).append((t.key, t.candidates))
            if (place := choice.certain(t.candidates, t.key)) is not None:
                _anchor(evidence, t, place)
    _name_states(evidence, toponyms, mentions, gazetteer)
    for t in open_:
        t.choice = choice.choose(t.candidates, t.key, t.sentence.index)


def _anchor(evidence: Evidence, t: Toponym, place: Place) -> None:
    """A place is a sign for others, and names its state."""
    evidence.anchors.append((t.sentence.index, t.key, place))
    if place.country:
        evidence.add_state(place.country, t.sentence.index, t.key)


def _name_states(
    evidence: Evidence, toponyms: Sequence[Toponym], mentions: Mentions | None, gazetteer: Gazetteer
) -> None:
    """The states of those whom the article mentions in words that are themselves no name of a place: what such a name
    means is in question."""
    taken = {(t.sentence.index, i) for t in toponyms for i in range(t.first, t.last)}
    for m in mentions or ():
        country = m.resolution.country
        if not country or m.pronoun or any((m.sentence.index, i) in taken for i in range(m.first, m.last)):
            continue
        evidence.add_state(country, m.sentence.index)
        for t in m.tokens:
            regional = gazetteer.regional.get(t.text)  # "Scottish police"
            if regional is not None and (region := gazetteer.region(*regional)) is not None:
                evidence.anchors.append((m.sentence.index, t.lower, region))
