"""What a speaker does by saying that somebody should do something: a request."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.attribution import Attribution, innermost
from dragoman.coding.draft import Draft
from dragoman.ontology import Ontology


def duties_to_requests(draft: Draft, statements: Iterable[Attribution], ontology: Ontology) -> None:
    """Turn "X should release Y", said by an official about another party, into that official's REQUEST of X."""
    if not draft.obligation or draft.type in ("REQUEST", "ACCUSE"):
        return
    said = innermost(statements, draft.trigger[0])
    if said is None or said.speaker is None or said.speaker.mention is None:
        return
    speaker = said.speaker.mention
    same = {id(e) for e in speaker.referents()}
    if any(id(e) in same for m in draft.actors for e in m.referents()):
        return
    outcome = ontology.compose("direct", draft.type)
    if outcome.type is None:
        return
    draft.steps.append(f"a duty told by a speaker: {draft.type} is {outcome.type}")
    draft.inner, draft.type = draft.type, outcome.type
    draft.modes = [outcome.mode] if outcome.mode else []
    draft.recipients = draft.actors or draft.recipients
    draft.actors = [speaker]
    draft.status = "actual"
