"""Events for data sets that know one actor and one recipient a row: who with whom, and whole numbers for ids."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product
from typing import NamedTuple

from dragoman.formats.codes import Code, cameo, names
from dragoman.ontology.load import load_ontology
from dragoman.records import Actor, Event, Place, stable_id


class Dyad(NamedTuple):
    """One actor, one recipient, and a number for the pair that no other pair or event has."""

    number: int
    actor: Actor | None
    recipient: Actor | None


def dyads(event: Event) -> Iterator[Dyad]:
    """Every actor with every recipient; who did it with each other, in both directions; else every actor alone."""
    actors: tuple[Actor | None, ...] = event.actors or (None,)
    if event.recipients:
        pairs = list(product(actors, event.recipients))
    elif len(actors) > 1 and code_of(event).code.startswith(names().reciprocal):
        pairs = list(permutations(actors, 2))  # type: ignore[arg-type]
    else:
        pairs = [(a, None) for a in actors]  # type: ignore[misc]
    for n, (actor, recipient) in enumerate(pairs):
        yield Dyad(whole_id(event.id, n), actor, recipient)


def code_of(event: Event) -> Code:
    """The CAMEO code of an event: its own, else the best for its type and modes."""
    own = event.cameo or load_ontology().cameo(event.type, event.modes, None)
    return cameo().get(own) or cameo().read(own, "cameo")


def whole_id(*parts: object) -> int:
    """A whole number below 2^63 made of the parts, the same in every process."""
    return int(stable_id(*parts), 16) >> 1


def region_of(place: Place | None) -> str | None:
    """The first-order division in which a place lies, or that it is."""
    if place is None:
        return None
    return place.admin1 or (place.name if place.precision == "region" else None)


def name_of(actor: Actor | None) -> str | None:
    """The name of an actor, else the words that name it."""
    return (actor.name or actor.text or None) if actor is not None else None
