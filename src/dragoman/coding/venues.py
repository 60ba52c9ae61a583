"""Where or how something was said: "briefing", "interview", "statement", "tweet"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.attribution import Attribution, Speaker
from dragoman.language.tokens import Sentence, Token
from dragoman.lexicon.reporting import Reporting

_MEDIA = frozenset({"at", "in", "on", "during", "via", "to", "by", "through", "before"})


def name_venues(found: Sequence[Attribution], sentences: Sequence[Sentence], lexicon: Reporting) -> None:
    """Fill in the venue of each attribution: from its own clause, else from the last one of the same speaker."""
    running: dict[object, str] = {}
    for a in sorted(found, key=lambda a: (a.sentence.index, a.cue.i if a.cue else 0)):
        if a.speaker is None:
            continue
        who = _identity(a.speaker)
        a.venue = _own(a, lexicon) or running.get(who)
        if a.venue is not None:
            running[who] = a.venue


def _identity(speaker: Speaker) -> object:
    if speaker.mention is not None and speaker.mention.entity is not None:
        return id(speaker.mention.entity)
    return speaker.head.lower


def _own(a: Attribution, lexicon: Reporting) -> str | None:
    cue = a.cue
    if cue is None:
        return None
    venue = lexicon.venues.get(cue.lemma)
    if venue is not None:
        return venue
    if a.speaker is not None:
        venue = lexicon.venues.get(a.speaker.head.lemma)
        if venue is not None:
            return venue
    inside = {(n, i) for n, first, last in a.ranges if n == a.sentence.index for i in range(first, last)}
    for t in _around(cue):
        if (a.sentence.index, t.i) not in inside:
            venue = lexicon.venues.get(t.lemma) or lexicon.venues.get(t.lower)
            if venue is not None:
                return venue
    return None


def _around(cue: Token) -> list[Token]:
    """Objects of the prepositions and participles ("Speaking at a briefing") that qualify the cue."""
    out: list[Token] = []
    for c in cue.children:
        if c.dep == "dobj":
            out.append(c)
        elif c.dep in ("prep", "agent") and c.lower in _MEDIA:
            out.extend(g for g in c.subtree() if g.pos in ("NOUN", "PROPN"))
        elif c.dep == "advcl" and c.tag == "VBG":
            for g in c.children:
                if g.dep == "prep" and g.lower in _MEDIA:
                    out.extend(x for x in g.subtree() if x.pos in ("NOUN", "PROPN"))
    return out
