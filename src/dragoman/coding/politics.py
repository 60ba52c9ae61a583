"""What PLOVER counts as an event at all."""

from __future__ import annotations

from dragoman.coding.draft import Draft
from dragoman.coding.joining import Joined
from dragoman.coding.mentions import EntityRef

_POLITICAL = frozenset(
    {
        "GOV",
        "LEG",
        "JUD",
        "MIL",
        "COP",
        "SPY",
        "PRM",
        "PTY",
        "REB",
        "UAF",
        "OPP",
        "CRM",
        "REL",
        "SOC",
        "LAB",
        "PRE",
        "REF",
    }
)
_PRIVATE_ACTS = frozenset({"PROTEST"})
_BY_UNKNOWN_HANDS = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})
# what only states, courts and armed groups do: political even where a sentence does not say who did it
_PUBLIC_MODES = frozenset(
    {
        "arrest",
        "deport",
        "censor",
        "curfew",
        "martial-law",
        "convict",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
    }
    | {"explosives", "torture", "targeted", "abduct", "unconventional", "crowd-control", "troops"}
)
_SPOKEN = frozenset({"REJECT", "THREATEN", "AGREE"})
_BODIES = frozenset({"UNO", "EUR", "IGO", "IMG", "ISM", "NGO"})


def is_idle(draft: Draft) -> bool:
    """Whether a draft tells nothing that happens: a refusal that is denied, a mere purpose ("came to help")."""
    if draft.status == "negated" and draft.type in _SPOKEN:
        return True
    if "'to' makes it hypothetical" not in draft.steps:
        return False
    if draft.type == "REQUEST":
        # "met the envoy to seek support": asking is what the meeting was for, and done there
        draft.status = "actual"
        return False
    return draft.head.dep == "advcl"


def is_political(event: Joined, protests: bool) -> bool:
    """Whether a state, one of its organs, a body, party, armed group or movement takes part.

    Protests always count, and so does violence whose author the text does not name.

    Args:
        protests: whether the article tells of protests, so that groups of people are political actors in it.
    """
    if event.best.inner in _PRIVATE_ACTS:
        return True
    if event.type in _PRIVATE_ACTS or (event.type in _BY_UNKNOWN_HANDS and not event.actors()):
        return True
    taking_part = [e for m in (*event.actors(), *event.recipients()) for e in m.referents()]
    return any(_counts(e) or (protests and e.kind == "group" and bool(e.sectors)) for e in taking_part)


def _counts(entity: EntityRef) -> bool:
    if entity.kind == "country" or entity.country in _BODIES:
        return True
    return bool(_POLITICAL & set(entity.sectors)) or (entity.country is not None and not entity.sectors)
