"""Mending of parses where the stock parser errs in a way that is common in news and certain to be wrong."""

from __future__ import annotations

from dragoman.language.tokens import Sentence, Token

_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def repair(sentence: Sentence) -> None:
    """Mend the parse of a sentence in place."""
    for token in sentence.tokens:
        if token.pos in ("VERB", "AUX"):
            _keep_one_subject(token)
        if token.tag in _FINITE and token.pos == "VERB":
            _attach_trailing_speaker(token)
        elif token.lower == "visiting" and token.dep in ("xcomp", "ccomp", "acl", "advcl", "pcomp"):
            _attach_visitor(token)


def _keep_one_subject(verb: Token) -> None:
    """ "Meeting in Rome, the ministers condemned ...": a participle before the subject is none itself."""
    subjects = [c for c in verb.children if c.dep == "nsubj" and c.i < verb.i]
    for other in subjects[:-1]:
        if other.tag == "VBG" or (other.i == 0 and not other.ent and other.lower.endswith("ing")):
            other.dep = "advcl"


def _attach_trailing_speaker(verb: Token) -> None:
    """ "..., Kenya's foreign ministry said.": the noun before the last verb is its subject, no apposition of what
    stands before the comma."""
    if verb.i == 0 or verb.child("nsubj", "nsubjpass", "expl", "csubj") is not None:
        return
    noun = verb.sent.tokens[verb.i - 1]
    if noun.pos not in ("NOUN", "PROPN") or noun.dep not in ("appos", "conj", "npadvmod") or noun.head is verb:
        return
    if not any(c.dep == "ccomp" and c.i < verb.i for c in verb.children):
        return
    left = noun.subtree()[0]
    if left.i == 0 or verb.sent.tokens[left.i - 1].text != ",":
        return
    _hang(noun, verb, "nsubj")


def _attach_visitor(participle: Token) -> None:
    """ "told visiting Iranian minister X": "visiting" describes the object of the verb before it."""
    verb, guest = participle.head, participle.child("dobj")
    if verb.i != participle.i - 1 or guest is None or verb.pos not in ("VERB", "ADP"):
        return
    for child in list(participle.children):
        if child is not guest:
            _hang(child, verb, child.dep)
    _hang(guest, verb, "pobj" if verb.pos == "ADP" else "dobj")
    _hang(participle, guest, "amod")


def _hang(token: Token, head: Token, dep: str) -> None:
    if token in token.head.children:
        token.head.children.remove(token)
    token.head, token.dep = head, dep
    head.children.append(token)
    head.children.sort(key=lambda t: t.i)
