"""Which predicates stand in the scope of an operator ("agreed to hold talks": talks below agreed)."""

from __future__ import annotations

from collections.abc import Container

from dragoman.language.tokens import Token
from dragoman.lexicon.predicates import Lexicon

_COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "attr", "oprd", "acomp", "pcomp", "pobj", "acl", "nsubjpass"})
_PREPOSITIONS = frozenset(
    {"to", "on", "of", "from", "for", "in", "against", "with", "about", "over", "into", "at", "as"}
)
_AT_WISH = frozenset({"request", "invitation", "urging", "behest", "insistence", "instigation"})
"""What is done "at the request of" somebody is done for him, and no part of what is requested."""
_TOLD = frozenset({"report", "claim", "allegation", "accusation", "suggestion", "rumour", "rumor", "charge", "fact"})
"""Nouns whose that-clause an operator reaches: "denied reports that troops had fired"."""
_MAX_DEPTH = 4


def in_scope(operator: Token, nodes: Container[Token], lexicon: Lexicon) -> list[Token]:
    """The nearest predicates below an operator, each with those coordinated with it."""
    found: list[Token] = []
    for start in _complements(operator):
        _search(start, nodes, lexicon, found, 0)
    if operator.pos in ("NOUN", "PROPN"):
        # "a ceasefire call", "the withdrawal plan"
        found.extend(c for c in operator.children if c.dep in ("compound", "nmod") and c in nodes)
        verb = operator.head
        if operator.dep == "dobj" and verb.lemma in lexicon.light_verbs:
            # "gave permission for the ship to dock": the parser hangs the infinitive on the light verb
            for c in verb.children:
                if c.dep == "advcl" and _bare_infinitive(c):
                    _search(c, nodes, lexicon, found, 0)
    return found


def _complements(token: Token) -> list[Token]:
    """The tokens a predicate governs as its content, skipping over prepositions."""
    out: list[Token] = []
    for c in token.children:
        if c.dep in _COMPLEMENTS:
            if (c.dep == "nsubjpass" and token.pos not in ("VERB", "AUX")) or _is_beside(c, token):
                continue
            out.append(c)
            if c.dep == "dobj":
                # "accused the army of executing": the parser may hang the act on the object
                out.extend(p for g in c.children if g.dep == "prep" for p in g.children if p.dep == "pcomp")
        elif c.dep in ("prep", "dative", "prt", "agent") and c.lower in _PREPOSITIONS and c.i > token.i:
            out.extend(
                p for p in c.children if p.dep in ("pobj", "pcomp") and not (c.lower == "at" and p.lemma in _AT_WISH)
            )
        elif c.dep in ("advmod", "acomp") and token.pos == "VERB" and c.i > token.i:
            # "stopped short of condemning"
            out.extend(p for g in c.children if g.dep == "prep" for p in g.children if p.dep in ("pobj", "pcomp"))
        elif c.dep == "advcl" and token.pos == "VERB" and _bare_infinitive(c) and not token.child("xcomp", "ccomp"):
            # the parser often hangs the infinitive of "urged Iran to stop" as an adverbial clause
            out.append(c)
        elif c.dep == "advcl" and c.tag == "VBG" and c.i == token.i + 2 and token.child("prt") is not None:
            out.append(c)  # "ruled out sending troops"
    return out


def is_over(operator: Token, act: Token) -> bool:
    """Whether "ended" tells of a meeting that it was held to its end, and not broken off: "ended two days of talks",
    "concluded a three-day visit"."""
    if act.pos not in ("NOUN", "PROPN"):
        return False
    around = [*act.children, *(act.head.head.subtree() if act.dep == "pobj" else ())]
    return any(t.lemma.lower() in ("day", "hour", "week") and t.i > operator.i for t in around)


def _is_beside(clause: Token, operator: Token) -> bool:
    """Whether a clause stands before an operator and is parted from it: "Kenya blamed Chad; Chad denied it"."""
    if clause.dep != "ccomp" or clause.i > operator.i:
        return False
    return any(t.text == ";" for t in operator.sent.tokens[clause.i : operator.i])


def stands_apart(verb: Token) -> bool:
    """Whether a verb joined to another is not told in its form: "fired to break up a rally and detained", "denied
    that gunners had fired and accused", "did not expel the envoy but recalled"."""
    head = verb.head
    if verb.dep != "conj" or verb.tag not in ("VBD", "VBZ") or any(c.dep in ("aux", "auxpass") for c in verb.children):
        return False
    if head.tag == "VBN" and any(c.dep == "aux" for c in head.children):
        return True
    if head.dep == "ccomp" and head.head.tag == verb.tag and head.child("mark") is not None:
        return True  # "denied that he had a plan and called the claim a lie"
    return head.tag == "VB" or any(c.dep == "cc" and c.lower == "but" for c in head.children)


def _bare_infinitive(verb: Token) -> bool:
    return verb.tag == "VB" and any(c.dep == "aux" and c.lower == "to" for c in verb.children)


def _search(token: Token, nodes: Container[Token], lexicon: Lexicon, found: list[Token], depth: int) -> None:
    if token in nodes:
        found.append(token)
    elif depth < _MAX_DEPTH and _passable(token, lexicon):
        for c in _complements(token):
            _search(c, nodes, lexicon, found, depth + 1)
    contrast = any(c.dep == "cc" and c.lower in ("but", "while") for c in token.children)
    for c in token.children:
        joined = c.dep == "conj" and not contrast and not c.child("nsubj", "nsubjpass") and not stands_apart(c)
        if joined and depth < _MAX_DEPTH:
            _search(c, nodes, lexicon, found, depth + 1)


def _passable(token: Token, lexicon: Lexicon) -> bool:
    """Whether an operator reaches through a word that is no predicate itself."""
    if token.pos in ("VERB", "AUX"):
        return True
    if token.pos in ("NOUN", "PROPN"):
        told = token.lemma.lower() in _TOLD and token.child("acl") is not None
        return told or token.lemma.lower() in lexicon.carriers
    return token.pos in ("ADJ", "NUM", "DET", "PRON")
