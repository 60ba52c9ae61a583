"""What a speaker does by speaking: requests made by "should", refusals by "will not", acts without another actor."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.attribution import Attribution, innermost
from dragoman.coding.draft import Draft
from dragoman.coding.mentions import Mention
from dragoman.coding.wordsets import word_set
from dragoman.ontology import Ontology, Outcome

_SPOKEN = frozenset({"ACCUSE", "SUPPORT", "REJECT", "THREATEN", "REQUEST"})
_FORCE = frozenset({"ASSAULT", "COERCE"})
_THREATENING = word_set("threaten warn threat warning")
DUTY = "request.duty"
"""Id of the entry for duties whose verb the lexicon does not know."""
_ASSENT = word_set(
    "allow permit authorize authorise grant recognize recognise accept agree support endorse approve ratify"
)
_REFUSABLE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})


def settle_speech(draft: Draft, statements: Iterable[Attribution], ontology: Ontology) -> None:
    """Apply to a draft what follows from who says it and how."""
    if draft.refusal and draft.type in _REFUSABLE:
        if draft.predicate.actor[:1] == ("obj",):
            # "will not receive the envoy": the host refuses, who is the recipient of a visit
            draft.actors, draft.recipients = draft.recipients, draft.actors
        if draft.predicate.symmetric and not draft.recipients:
            # "will not negotiate with the rebels": who refuses, and whom
            after = [m for m in draft.actors if m.first > draft.head.i and m.sentence is draft.sentence]
            if len(after) < len(draft.actors):
                draft.actors, draft.recipients = [m for m in draft.actors if m not in after], after
        _become(draft, ontology.compose("refuse", draft.type), "what will not be done is refused")
        return
    if draft.status == "negated" and draft.actors and draft.head.lemma in _ASSENT:
        _become(draft, ontology.compose("refuse", draft.type), "what one does not agree to is rejected")
        return
    if draft.type == "THREATEN" and draft.status == "hypothetical" and not _is_supposed(draft):
        draft.status = "actual"
        draft.steps.append("what may or will have to follow is a threat made")
    speaker = _speaker(draft, statements)
    if speaker is None:
        return
    if draft.type == "ASSAULT" and draft.status == "future" and _means_own_forces(speaker, draft.actors):
        _become(draft, ontology.compose("threaten", draft.type), "harm that the speaker means to do is a threat")
    elif (
        draft.obligation
        and draft.type not in ("REQUEST", "ACCUSE", "THREATEN")
        and not _speaks_of_himself(speaker, draft.actors)
    ):
        outcome = ontology.compose("direct", draft.type)
        wanted = draft.actors or draft.recipients
        _become(draft, outcome, "a duty told by a speaker is a request")
        draft.recipients, draft.actors = wanted, [speaker]
    elif draft.predicate.id == DUTY:
        if not _speaks_of_himself(speaker, draft.recipients):
            draft.actors, draft.status = [speaker], "actual"
            draft.steps.append("what another party should do, told by a speaker, is a request")
    elif not draft.actors and draft.type in _SPOKEN and not draft.nominal:
        draft.actors = [speaker]
        draft.steps.append("nobody else is named: the speaker acts")
    elif not draft.actors and draft.type in _FORCE and _of_a_force(speaker) and _armed(draft.recipients):
        draft.actors = [speaker]
        draft.steps.append("armed people hit, told by a force: the force acts")


def _is_supposed(draft: Draft) -> bool:
    """Whether a threat is itself only possible: "could threaten", "if they are to bear the consequences"."""
    return draft.head.lemma in _THREATENING or draft.head.dep == "advcl"


def _become(draft: Draft, outcome: Outcome, why: str) -> None:
    if outcome.type is None:
        return
    draft.steps.append(f"{why}: {draft.type} becomes {outcome.type}")
    draft.inner, draft.type = draft.type, outcome.type
    draft.modes = [outcome.mode] if outcome.mode else []
    draft.status = "actual"


def _speaker(draft: Draft, statements: Iterable[Attribution]) -> Mention | None:
    said = innermost(statements, draft.trigger[0])
    return said.speaker.mention if said is not None and said.speaker is not None else None


def _speaks_of_himself(speaker: Mention, about: Iterable[Mention]) -> bool:
    """Whether the speaker, or the state for which he speaks, is the one spoken about."""
    same = {id(e) for e in speaker.referents()}
    states = {e.country for e in speaker.referents() if e.country}
    return any(id(e) in same or (e.kind == "country" and e.country in states) for m in about for e in m.referents())


def _means_own_forces(speaker: Mention, about: Iterable[Mention]) -> bool:
    """Whether the speaker, his state or its forces are spoken about."""
    about = list(about)
    states = {e.country for e in speaker.referents() if e.country and set(e.sectors[:1]) & {"GOV", "MIL"}}
    return _speaks_of_himself(speaker, about) or any(
        e.country in states and "MIL" in e.sectors for m in about for e in m.referents()
    )


def _of_a_force(speaker: Mention) -> bool:
    return any(set(e.sectors) & {"MIL", "COP"} for e in speaker.referents())


def _armed(mentions: Iterable[Mention]) -> bool:
    return any(set(e.sectors) & {"REB", "UAF", "CRM"} for m in mentions for e in m.referents())
