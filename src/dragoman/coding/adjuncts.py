"""What an adjunct of time or place belongs to: the words above it in the parse, from the nearest to its clause's verb.

Dates and places share these rules: a noun that carries the adjunct owns it ("Friday's attack"), and so do the
nouns above it up to the verb of the clause ("killed 14 people at a wedding in Kabul"), as far as no preposition that
leads to another time or topic stands between ("arrested after a bombing on Friday").
"""

from __future__ import annotations

from dragoman.language.tokens import Token

_BARRIERS = frozenset(
    "after before since following despite because about over amid until ahead regarding concerning without except "
    "including beyond like unlike than as versus prior besides".split()
)
_MODIFIER = frozenset({"poss", "compound", "nmod", "amod", "nummod"})
_VERBS = frozenset({"VERB", "AUX"})
# Verbs that add nothing but the happening itself: their adjuncts are those of the noun ("held talks on Friday").
HAPPENING = frozenset(
    "hold take happen occur launch carry conduct stage begin start open host make pay have mount perform attend "
    "undertake give impose sign announce declare issue order end follow last continue resume erupt break be see "
    "organize organise schedule plan set due expect slate convene call unleash commit witness participate join "
    "wage trigger spark".split()
)
CASUALTY = frozenset("kill die injure wound hurt arrest detain damage destroy murder slay abduct kidnap".split())
REPORTING = frozenset(
    "say tell report announce state add note claim warn write declare confirm reveal stress argue insist believe think "
    "condemn criticize criticise praise welcome deny urge blame accuse discuss denounce recall describe mention call "
    "explain acknowledge admit suggest".split()
)
_SAME_TIME_MARKS = frozenset({"when", "as", "while", "where", "whereupon"})
_INNER_PREPOSITIONS = frozenset({"in", "by", "during", "at", "from"})


def is_verb(t: Token) -> bool:
    """Whether a clause may hang by it."""
    return t.pos in _VERBS


def owners(head: Token, inside: range) -> list[Token]:
    """The words an adjunct belongs to, nearest first: nouns up to and including the verb of its clause.

    Args:
        head: the token by which the adjunct hangs.
        inside: indices of the adjunct's own tokens.
    """
    out: list[Token] = []
    t = head
    for _ in range(20):
        if t.head is t:
            break
        modifies = t.dep in _MODIFIER
        t = t.head
        if t.i in inside:
            continue
        if t.pos in ("ADP", "SCONJ"):
            if out and t.lower in _BARRIERS:
                break
            continue
        out.append(t)
        if t.pos in _VERBS or modifies:
            break
    return out


def head_of(tokens: list[Token], first: int, last: int) -> Token:
    """The token of a stretch by which it hangs in the parse: the first whose governor lies outside."""
    for t in tokens[first:last]:
        if t.head is t or not first <= t.head.i < last:
            return t
    return tokens[first]


def clause_verb(t: Token) -> tuple[Token | None, str]:
    """The nearest verb above a noun and the relation by which the noun's phrase reaches it.

    The relation is the dependency label, for prepositional phrases "prep:" and the preposition.
    """
    relation = t.dep
    for _ in range(20):
        if t.head is t:
            return None, relation
        if t.dep == "prep" or t.dep == "agent":
            relation = "prep:" + t.lower
        elif t.dep != "pobj":
            relation = t.dep
        t = t.head
        if t.pos in _VERBS:
            return t, relation
    return None, relation


def shares_time(verb: Token, relation: str) -> bool:
    """Whether a noun's happening and that of the verb it depends on are one, so that adjuncts are shared."""
    if relation in ("nsubj", "nsubjpass"):
        return verb.lemma not in REPORTING or verb.lemma in HAPPENING
    if relation in ("dobj", "attr", "oprd"):
        return verb.lemma in HAPPENING
    if relation.startswith("prep:"):
        preposition = relation[5:]
        return preposition in _INNER_PREPOSITIONS and (verb.lemma in CASUALTY or verb.lemma in HAPPENING)
    return False


def verbs_beside(verb: Token) -> list[Token]:
    """Verbs whose adjuncts of time and place hold for this one too, the likeliest first: its infinitive, the verbs it
    is coordinated with under one subject, the clause that it is a participle or a "when"-clause of, and its own."""
    out = [c for c in verb.children if c.dep == "xcomp" and c.pos in _VERBS]
    own_subject = any(c.dep in ("nsubj", "nsubjpass") for c in verb.children)
    if verb.dep == "conj" and is_verb(verb.head) and not own_subject:
        out.append(verb.head)
    elif verb.dep == "advcl" and is_verb(verb.head) and (_mark(verb) in _SAME_TIME_MARKS or _participle(verb)):
        out.append(verb.head)
    elif verb.dep == "xcomp" and is_verb(verb.head) and verb.head.lemma in HAPPENING:
        out.append(verb.head)
    for c in verb.children:
        if not is_verb(c):
            continue
        subject = c.child("nsubj", "nsubjpass")
        if (c.dep == "conj" and subject is None) or (c.dep == "advcl" and _mark(c) in _SAME_TIME_MARKS):
            out.append(c)
    return out


def _mark(verb: Token) -> str:
    for c in verb.children:
        if c.i >= verb.i:
            break
        if c.dep == "mark" or (c.dep == "advmod" and c.tag == "WRB"):
            return c.lower
    return ""


def _participle(verb: Token) -> bool:
    """ "..., killing 14 people": a participle without subject, conjunction or auxiliary."""
    return verb.tag == "VBG" and not any(
        c.dep in ("mark", "nsubj", "aux", "prep") and c.i < verb.i for c in verb.children
    )


def antecedent(verb: Token) -> Token | None:
    """For the verb of a "where" or "when" clause the noun that the clause describes."""
    if verb.dep not in ("relcl", "acl"):
        return None
    for c in verb.children:
        if c.i < verb.i and (c.tag == "WRB" or (c.dep == "prep" and any(g.tag == "WDT" for g in c.children))):
            return verb.head
    return None


def carrier(verb: Token) -> Token | None:
    """For a participle that describes a noun ("the talks held on Friday") that noun."""
    return verb.head if verb.dep == "acl" and verb.lemma in HAPPENING else None
