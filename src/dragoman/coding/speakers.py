"""Whose words they are: the phrase that names the speaker of a cue, found over the parse."""

from __future__ import annotations

from dragoman.coding.attribution import Speaker
from dragoman.coding.mentions import Mention, Mentions
from dragoman.language.tokens import Token
from dragoman.records import Span

_SUBJECTS = ("nsubj", "csubj")
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})
_CLOSING = frozenset({"”", '"', "''", "’", "'", "»"})
_LEADING = frozenset({"cc", "preconj", "punct", "mark"})


def subject_of(verb: Token, depth: int = 0) -> Token | None:
    """The word that heads the understood subject of a verb: its own, or that of the verb it depends on.

    A passive verb has its agent; a participle, an infinitive and a second verb in a row have the subject of the
    verb they hang by; a relative clause's relative pronoun stands for the noun before it.
    """
    own = _own_subject(verb)
    if own is not None or depth > 5 or verb.head is verb:
        return own
    if verb.child("nsubjpass") is not None and verb.dep != "conj":
        return None
    if _passive_participle(verb):
        return None
    if verb.dep in ("acl", "relcl"):
        return _bearer(verb, depth)
    if verb.dep in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "dep"):
        return _governing_subject(verb, depth)
    if verb.dep == "pcomp":  # "by saying that", "was quoted as saying"
        quoted = verb.head.head.child("dobj") if verb.head.lower == "as" else None
        return quoted or _over_subject(verb.head.head, depth)
    return None


def _passive_participle(verb: Token) -> bool:
    """ "Asked about the tax, he ...", "a summit intended to ...": nobody is named who asks or intends."""
    if verb.tag != "VBN" or verb.dep not in ("acl", "advcl"):
        return False
    return not any(c.dep in ("aux", "auxpass") for c in verb.children)


def _bearer(verb: Token, depth: int) -> Token | None:
    """The noun that a participle or relative clause qualifies; of "issued a statement saying" whoever issued it."""
    noun = verb.head
    if verb.dep == "acl" and noun.dep == "dobj" and noun.head.pos == "VERB" and noun.pos == "NOUN":
        return subject_of(noun.head, depth + 1) or noun
    return noun


def _over_subject(over: Token, depth: int) -> Token | None:
    """The subject of the nearest verb above, or the possessor of a noun on the way ("his habit of saying")."""
    for _ in range(4):
        if over.pos in ("VERB", "AUX"):
            return _governing_subject_of(over, depth)
        owner = possessor_of(over)
        if owner is not None or over.head is over:
            return owner
        over = over.head
    return None


def _own_subject(verb: Token) -> Token | None:
    subject = verb.child(*_SUBJECTS)
    if subject is not None:
        return subject
    agent = verb.child("agent")
    if agent is not None:
        return agent.child("pobj")
    return None


def _governing_subject(verb: Token, depth: int) -> Token | None:
    if verb.dep == "ccomp" and verb.tag != "VBG":
        return None
    over = verb.head
    if verb.dep == "advcl" and verb.tag == "VBG" and _after_comma(verb):
        # a participle at the end of reported speech goes on with the reporting: "said rents rose, adding that"
        while over.dep == "ccomp" and over.head.pos == "VERB" and over.head.i < over.i:
            over = over.head
    if over.pos not in ("VERB", "AUX"):
        return over if verb.dep == "advcl" and over.pos in ("NOUN", "PROPN") else None
    if verb.dep == "conj" and over.dep == "ccomp" and over.head.tag == verb.tag != over.tag:
        over = over.head  # "they deny that it is so and say": the second verb goes with the first reporting one
    if verb.dep == "xcomp":
        controlled = over.child("dobj")
        if controlled is not None and verb.tag != "VBG":
            return controlled
    return _governing_subject_of(over, depth)


def _after_comma(verb: Token) -> bool:
    i = verb.i - 1
    tokens = verb.sent.tokens
    while i > 0 and tokens[i].text in _CLOSING:
        i -= 1
    return i >= 0 and tokens[i].text in (",", "-", "—", "–")


def _governing_subject_of(over: Token, depth: int) -> Token | None:
    passive = over.child("nsubjpass")
    return passive if passive is not None else subject_of(over, depth + 1)


def possessor_of(noun: Token) -> Token | None:
    """Whose claim, warning, view a noun is: a possessor, or who stands behind "by" or "of"."""
    poss = noun.child("poss")
    if poss is not None:
        return poss
    by = next((c for c in noun.children if c.dep in ("prep", "agent") and c.lower in ("by", "from")), None)
    if by is not None:
        return by.child("pobj")
    return None


def speaker_at(head: Token, cue: Token, mentions: Mentions) -> Speaker:
    """The speaker whose phrase is headed by a word, seen from its cue."""
    if head.lower in _RELATIVES and cue.dep == "relcl":
        antecedent = cue.head
        return Speaker(
            head, (head.start, head.end), _mention(antecedent, mentions), phrase_span(antecedent, cue, mentions)
        )
    return Speaker(head, phrase_span(head, cue, mentions), _mention(head, mentions))


def _mention(head: Token, mentions: Mentions) -> Mention | None:
    return mentions.headed_by(head) or mentions.covering(head)


def phrase_span(head: Token, cue: Token, mentions: Mentions) -> Span:
    """The noun phrase under a word, without the part of it in which the cue stands and without outer marks."""
    if head.dep == "poss":
        without = [c for c in head.children if c.dep != "case"]
    else:
        without = head.children
    members = {head.i}
    for child in without:
        branch = child.subtree()
        if cue in branch:
            continue
        members.update(t.i for t in branch)
    first = last = head.i
    tokens = head.sent.tokens
    while first - 1 in members:
        first -= 1
    while last + 1 in members:
        last += 1
    while first < head.i and tokens[first].dep in _LEADING:
        first += 1
    while last > head.i and tokens[last].pos == "PUNCT" and tokens[last].text not in (")", "]"):
        last -= 1
    return tokens[first].start, tokens[last].end
