"""How actors and recipients of a matched event differ from the annotated ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.evaluation.gold import GoldEntity, GoldEvent
from dragoman.evaluation.match import countries, names
from dragoman.records import Actor, Event

_SMALL = frozenset("the and for from its his her their our with other two who that".split())
"""Words that two phrases may share without meaning the same one."""


def argument_faults(gold: GoldEvent, event: Event) -> Iterator[tuple[str, str]]:
    """Kind ("argument" or "entity") and detail of each difference."""
    wanted = countries(gold.actors), countries(gold.recipients)
    got = countries(event.actors), countries(event.recipients)
    if wanted == got:
        return
    if wanted == got[::-1]:
        yield "argument", "actors and recipients swapped"
    elif wanted[0] != got[0] and wanted[1] != got[1] and wanted[0] | wanted[1] == got[0] | got[1]:
        yield "argument", "the right ones, shared out otherwise"
    else:
        yield from _side("actors", gold.actors, event.actors)
        yield from _side("recipients", gold.recipients, event.recipients)


def _side(side: str, gold: Sequence[GoldEntity], coded: Sequence[Actor]) -> Iterator[tuple[str, str]]:
    wanted, got = countries(gold), countries(coded)
    if wanted == got:
        return
    known = _same_words(gold, coded)
    if known is not None:
        yield "entity", f"{side}: {known}"
    elif not got:
        yield "argument", f"{side}: none"
    elif got < wanted:
        yield "argument", f"{side}: too few"
    elif got > wanted:
        yield "argument", f"{side}: too many" if wanted else f"{side}: some instead of none"
    else:
        yield "argument", f"{side}: others"


def _same_words(gold: Sequence[GoldEntity], coded: Sequence[Actor]) -> str | None:
    """Whether somebody is named on both sides, by words in common, with countries that differ; and how."""
    wanted, got = countries(gold), countries(coded)
    for one in gold:
        for other in coded:
            if one.country == other.country or not (names(one.text) & names(other.text, other.name)) - _SMALL:
                continue
            if one.country and one.country not in got:
                return "another country" if other.country else "no country"
            if one.country is None and other.country not in wanted:
                return "a country where none is annotated"
    return None
