"""Acts done to each other: "India and China accused each other" tells two events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman.coding.draft import Draft
from dragoman.coding.mentions import countries_of
from dragoman.language.tokens import Token

_PAIRS = {"other": "each", "another": "one"}


def split_reciprocal(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts; of those by two on each other one for each direction."""
    out: list[Draft] = []
    for draft in drafts:
        if (
            len(draft.actors) != 2
            or countries_of(draft.recipients)
            or draft.predicate.symmetric
            or not _mutual(draft.head)
        ):
            out.append(draft)
            continue
        draft.steps.append("each other: an event in each direction")
        one, other = draft.actors
        back = replace(draft, actors=[other], recipients=[one], modes=list(draft.modes), steps=list(draft.steps))
        draft.actors, draft.recipients = [one], [other]
        out += [draft, back]
    return out


def _mutual(verb: Token) -> bool:
    """Whether the object of a verb, a phrase on it or its owner is "each other" or "one another"."""
    objects = [*verb.all("dobj", "dative"), *(p for c in verb.all("prep") for p in c.all("pobj"))]
    owners = [
        o for t in objects for n in (t, *(p for c in t.all("prep") for p in c.all("pobj"))) for o in n.all("poss")
    ]
    for t in (*objects, *owners):
        first = _PAIRS.get(t.lower)
        if first is not None and t.i > 0 and t.sent.tokens[t.i - 1].lower == first:
            return True
    return False
