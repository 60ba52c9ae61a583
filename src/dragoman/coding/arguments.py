"""Who stands where: subjects, objects and prepositional arguments of a predicate, found over the parse.

Shared and understood arguments are followed: passives, control and raising, participles, relative clauses and
coordination. Everything returns tokens (heads of phrases); which of them name actors is for `participants`.
"""

from __future__ import annotations

from dragoman.language.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_CALLING = frozenset({"call", "describe", "term", "label", "consider", "see", "say"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
# verbs whose object is the understood subject of the infinitive below them: "urged Iran to ..."
_UTTERANCES = frozenset(
    {
        "resolution",
        "statement",
        "letter",
        "motion",
        "bill",
        "law",
        "decree",
        "note",
        "message",
        "petition",
        "declaration",
    }
    | {"communique", "communiqué", "report", "tweet", "post", "speech", "article", "call", "warning", "appeal", "order"}
)
_SUBJECT_CONTROL = frozenset(
    {"promise", "have", "take", "make", "call", "phone", "telephone", "visit", "meet", "join", "use"}
)
"""Verbs with an object that is not the one who does what the infinitive below them says: "called X to discuss"."""
_MAX_STEPS = 6


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive: a full passive, or a bare participle after a noun ("the man arrested in ...")."""
    if any(c.dep in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children):
        return True
    if verb.tag != "VBN":
        return False
    if any(c.dep in ("aux",) and c.lemma == "have" for c in verb.children):
        return False
    if verb.dep == "conj" and verb.head.pos == "VERB" and not any(c.dep == "nsubj" for c in verb.children):
        return is_passive(verb.head) and not any(c.dep == "dobj" for c in verb.children)
    return verb.dep in ("acl", "advcl", "relcl", "amod", "ROOT", "ccomp", "xcomp", "oprd", "dep") and not any(
        c.dep in ("nsubj", "dobj") for c in verb.children
    )


def subject(verb: Token) -> Token | None:
    """The one who does it: the agent of a passive, the subject of an active verb, or the understood one."""
    return agent(verb) if is_passive(verb) else surface_subject(verb)


def agent(verb: Token) -> Token | None:
    """The by-phrase of a passive."""
    for c in verb.children:
        if (c.dep == "agent" or (c.dep == "prep" and c.lower == "by")) and (p := c.child("pobj", "pcomp")):
            return p if p.dep == "pobj" else None
    if verb.dep == "conj" and is_passive(verb.head):
        return agent(verb.head)
    return None


def direct_object(verb: Token) -> Token | None:
    """The one it is done to: the object of an active verb, the subject of a passive."""
    if is_passive(verb):
        return verb.child("dobj") or surface_subject(verb)
    found = verb.child("dobj") or (verb.child("dative", "attr") if verb.pos != "AUX" else None)
    if found is not None and found.dep == "dative" and found.pos == "ADP":
        found = verb.child("dobj") or found.child("pobj")
    if found is None:
        found = _relative_object(verb)
    elif found.lower in _RELATIVE and verb.dep == "relcl":
        found = verb.head
    if found is None:
        found = _so_called(verb)
    if found is None and verb.dep != "conj":
        # "condemned and rejected the attack": the object hangs on the last verb
        for c in verb.children:
            if c.dep == "conj" and c.pos == "VERB" and not c.child(*_SUBJECTS):
                return c.child("dobj")
    return found


def _so_called(verb: Token) -> Token | None:
    """ "condemned what it called Russian aggression": what it is called is the object."""
    for c in verb.children:
        if c.dep in ("ccomp", "pcomp") and c.lemma in _CALLING and any(w.lower == "what" for w in c.children):
            return c.child("oprd", "attr", "ccomp") or next((w for w in c.all("dobj") if w.lower != "what"), None)
    return None


def indirect_object(verb: Token) -> Token | None:
    """Whom something is given or said to: "gave Ukraine tanks"."""
    found = verb.child("dative")
    if found is not None and found.pos == "ADP":
        return found.child("pobj")
    if found is None and is_passive(verb) and verb.child("dobj") is not None:
        return surface_subject(verb)  # "Ukraine was sent tanks"
    return found


def _relative_object(verb: Token) -> Token | None:
    """The noun that a relative clause without an object of its own describes: "the aid that Iran sent"."""
    if verb.dep != "relcl" or verb.child("dobj"):
        return None
    subject_here = verb.child("nsubj", "nsubjpass")
    if subject_here is not None and subject_here.lower not in _RELATIVE:
        return verb.head
    return None


def surface_subject(verb: Token, steps: int = 0) -> Token | None:
    """The grammatical subject, also an understood one."""
    if steps > _MAX_STEPS:
        return None
    own = verb.child("nsubj", "nsubjpass", "csubj", "expl")
    if own is not None:
        if own.lower in _RELATIVE and verb.dep == "relcl":
            return verb.head if own.lower != "whom" else None
        return own
    return _understood(verb, steps)


def _understood(verb: Token, steps: int) -> Token | None:
    dep, head = verb.dep, verb.head
    if head is verb:
        return None
    if dep == "conj":
        return surface_subject(head, steps + 1) if head.pos in ("VERB", "AUX") else None
    if dep in ("xcomp", "ccomp") and head.pos in ("VERB", "AUX"):
        return _controller(head, steps)
    if dep == "acl":
        return _of_noun_clause(verb, head, steps)
    if dep == "relcl":
        return head
    if dep in ("advcl", "pcomp", "prep", "dep", "amod"):
        governor = head
        for _ in range(3):
            if governor.pos in ("VERB", "AUX"):
                if dep == "pcomp" and verb.head.lower in ("for", "of", "from") and (o := governor.child("dobj")):
                    # "praised Oman for freeing", "accused Oman of holding": the one praised did it
                    return o
                # "met to discuss", "by attacking", "..., warning that": the one who acts above acts here
                return subject(governor) or surface_subject(governor, steps + 1)
            if governor.pos in ("NOUN", "PROPN") and dep in ("pcomp", "amod"):
                return None if dep == "amod" else possessor(governor)
            if governor.head is governor:
                return None
            governor = governor.head
        return None
    if dep == "xcomp" and head.pos == "ADJ":
        return surface_subject(head, steps + 1)
    if dep in ("acomp", "attr", "oprd"):
        return surface_subject(head, steps + 1)
    return None


def _controller(governor: Token, steps: int) -> Token | None:
    """Understood subject of a verb below ``governor``: its object ("urged Iran to"), else its subject."""
    controlled = governor.child("dobj", "dative")
    if controlled is not None and controlled.pos != "ADP" and governor.lemma not in _SUBJECT_CONTROL:
        return controlled
    # "called on Iran to ...", "appealed to both sides to ..."
    if governor.lemma in ("call", "appeal", "plead", "press"):
        for c in governor.children:
            if c.dep == "prep" and c.lower in ("on", "upon", "to", "for", "with") and (p := c.child("pobj")):
                return p
    return surface_subject(governor, steps + 1)


def _of_noun_clause(verb: Token, noun: Token, steps: int) -> Token | None:
    """Understood subject of "the troops sent ...", "forces fighting ...", "Iran's decision to leave"."""
    if verb.tag == "VBG":
        passed = noun.dep == "dobj" and noun.lemma in _UTTERANCES and noun.head.pos == "VERB"
        return surface_subject(noun.head, steps + 1) if passed else noun  # "passed a resolution criticizing"
    if verb.tag == "VBN":
        return None if is_passive(verb) and steps else noun
    owner = possessor(noun)
    if owner is not None:
        return owner
    carrier = noun.head
    if noun.dep in ("dobj", "pobj", "attr") and carrier.pos in ("VERB", "AUX"):
        return surface_subject(carrier, steps + 1)
    return None


def possessor(noun: Token) -> Token | None:
    """ "Turkey's bombing", "their talks"."""
    return noun.child("poss")


def prepositional(head: Token, *prepositions: str) -> list[Token]:
    """Objects of the named prepositions under this head, in the order in which the prepositions are named."""
    found: list[Token] = []
    for name in prepositions:
        for c in head.children:
            if c.dep in ("prep", "agent", "dative", "prt") and c.lower == name and not _according(c):
                found.extend(_below_preposition(c))
    return found


def _according(preposition: Token) -> bool:
    return preposition.i > 0 and preposition.sent.tokens[preposition.i - 1].lower == "according"


def _below_preposition(prep: Token) -> list[Token]:
    found = prep.all("pobj")
    if not found:
        # "between", "along with", "out of": a preposition below a preposition; "from hitting Iran"
        for c in prep.children:
            if c.dep == "prep":
                found.extend(c.all("pobj"))
            elif c.dep == "pcomp" and c.pos == "VERB" and (o := direct_object(c)):
                found.append(o)
    return found


def companions(verb: Token) -> list[Token]:
    """Those who act along: "X, along with Y", "together with Y", "X, like Y,"."""
    found: list[Token] = []
    target = verb.child("dobj")
    for holder in (verb, verb.child("nsubj", "nsubjpass")):
        if holder is None:
            continue
        for c in holder.children:
            if target is not None and c.i > target.i:
                continue  # "arrested the leader along with his aides": they share his fate
            if c.lower in ("along", "together", "alongside", "jointly") or (
                c.lower == "like" and c.dep == "prep" and (c.i < verb.i or holder is not verb)
            ):
                found.extend(_below_preposition(c))
    return found


def fellows(verb: Token) -> list[Token]:
    """Those who share the object's fate: "arrested the leader along with two aides"."""
    target = verb.child("dobj")
    if target is None:
        return []
    return [
        p
        for holder in (verb, target)
        for c in holder.children
        if c.i > target.i and c.lower in ("along", "together", "alongside")
        for p in _below_preposition(c)
    ]


def complement_clause_subject(verb: Token) -> Token | None:
    """The subject of the clause below: "demanded that Israel withdraw", "wants Iran to stop"."""
    for c in verb.children:
        if c.dep in ("ccomp", "xcomp") and (s := c.child("nsubj", "nsubjpass")):
            return s
    return None


def clause_head(token: Token) -> Token:
    """The verb whose clause this token stands in (itself if it is a verb)."""
    t = token
    while t.pos not in ("VERB", "AUX") and t.head is not t:
        t = t.head
    return t
