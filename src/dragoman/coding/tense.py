"""The time of a clause as dates need it: past, present or future, seen from the day of publication."""

from __future__ import annotations

from dragoman.coding.intervals import Tense
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token

# "failed to attend on Friday" is as past as "failed"; other infinitives lie ahead of their governor.
_SAME_TIME = word_set(
    "fail manage begin start continue cease stop try attempt refuse decline use seem appear happen come help have "
    "force prompt cause compel lead prove tend let make see hear allow enable rush claim neglect deign dare"
)
_AHEAD = word_set("schedule plan set due expect slate bill poise prepare aim intend hope want bind head")
_AHEAD_WORDS = frozenset({"upcoming", "forthcoming", "planned", "scheduled", "due", "expected", "ahead", "coming"})
_FUTURE_AUX = word_set("will 'll wo shall would could may might should must can ca ’ll going")
_BACKWARD = frozenset({"after", "following", "since", "despite", "over"})
_TOWARDS = frozenset({"for", "to"})
_CALLING = word_set("invite summon call convene schedule plan set slate book due ready prepare")
"""What is called for lies ahead: "invited them for talks on Friday"."""
_FORWARD = frozenset({"before", "ahead", "until", "by"})


def tense_of(head: Token) -> Tense:
    """The tense that holds for an adjunct which hangs in the parse by this token; past where nothing tells."""
    t = head
    forward = False
    for _ in range(40):
        if t.pos in ("VERB", "AUX"):
            tense = verb_tense(t)
            return "future" if forward and tense == "present" else tense
        if t.lower in _AHEAD_WORDS or any(c.lower in _AHEAD_WORDS and c.dep == "amod" for c in t.children):
            return "future"
        if t.pos in ("ADP", "SCONJ") and t is not head:
            if t.lower in _BACKWARD:
                return "past"
            forward = forward or t.lower in _FORWARD
        if t.head is t:
            break
        if t.lower in _TOWARDS and t is not head and t.head.lemma in _CALLING:
            return "future"
        if t.dep == "pobj" and t.head.lower == "of" and t.head.head.lower == "ahead":
            return "future"
        t = t.head
    return "future" if forward else "past"


def verb_tense(verb: Token, depth: int = 0) -> Tense:
    """The tense of a verb with its auxiliaries; infinitives and participles take it from what governs them."""
    if depth > 8:
        return "past"
    aux = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    if any(a.lower in _FUTURE_AUX for a in aux):
        return "past" if any(a.lemma == "have" for a in aux) and verb.tag == "VBN" else "future"
    if any(a.tag == "TO" for a in aux):
        return _infinitive(verb, depth)
    if verb.tag == "VBD" or any(a.tag == "VBD" for a in aux):
        return "future" if _looks_ahead(verb) else "past"
    if any(a.lemma == "have" for a in aux):
        return "past"
    if verb.tag in ("VBZ", "VBP"):
        return "future" if _looks_ahead(verb) else "present"
    if any(a.tag in ("VBZ", "VBP") for a in aux):
        return "future" if verb.tag == "VBG" or _looks_ahead(verb) else "present"
    return _bare(verb, depth)


def _looks_ahead(verb: Token) -> bool:
    """ "is scheduled", "was due", "is set": the event lies ahead of what the finite verb says."""
    if verb.lemma == "be":
        return any(c.lower in _AHEAD_WORDS for c in verb.children if c.dep in ("acomp", "attr", "advmod"))
    return verb.tag == "VBN" and verb.lemma in _AHEAD


def _infinitive(verb: Token, depth: int) -> Tense:
    if verb.dep == "conj" and verb.head.pos in ("VERB", "AUX"):
        return verb_tense(verb.head, depth + 1)
    if verb.head is verb:
        return "future"  # headlines: "Leaders to meet on Friday"
    if verb.dep == "advcl" or (verb.dep == "xcomp" and verb.head.lemma in _SAME_TIME):
        return verb_tense(verb.head, depth + 1)
    return "future"


def _bare(verb: Token, depth: int) -> Tense:
    """A form without a tense of its own."""
    if verb.tag == "VBN" and verb.lemma in _AHEAD and verb.child("nsubj") is None:
        return "future"
    if verb.dep == "conj" and verb.head.tag == verb.tag and verb.head.pos in ("VERB", "AUX"):
        return verb_tense(verb.head, depth + 1)
    if verb.tag == "VBN":
        return "past"
    if verb.head is verb:
        return "past" if verb.tag == "VBG" else "future"
    if verb.head.pos in ("VERB", "AUX"):
        return verb_tense(verb.head, depth + 1)
    return "past"
