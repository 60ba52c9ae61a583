"""From an argument of a predicate to those who act or are acted upon."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dragoman.coding.mentions import Mention, Mentions, entity_ids
from dragoman.language.tokens import Token

# prepositions below a noun that lead to those concerned: "the decision of", "calls by", "sanctions on"
_INTO = frozenset(
    {"of", "by", "from", "against", "on", "to", "with", "between", "for", "among", "over", "in", "at", "including"}
)
_INTO_ACTOR = frozenset({"of", "by", "from", "between", "among", "in"})
_ACTING = ("poss", "amod", "compound", "nmod")
_AUTHORED = frozenset({"put", "propose", "make", "present", "offer", "draft", "submit", "announce", "unveil", "write"})
_DEPTH = 3


class Participants:
    """Finds the mentions that an argument brings into an event."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions

    def acting(self, token: Token | None) -> list[Mention]:
        """The actors an argument names: itself and its conjuncts, else its possessor or adjective."""
        return self._unique(self._gather(token, _INTO_ACTOR, 0)) if token is not None else []

    def affected(self, token: Token | None, actors: Iterable[Mention] = ()) -> list[Mention]:
        """The recipients an argument names; the possessor of the thing acted upon is the recipient, unless it is one
        of the actors: "lifted its blockade of Yemen"."""
        if token is None:
            return []
        return self._unique(self._gather(token, _INTO, 0, entity_ids(actors)))

    def enumerated_after(self, verb: Token) -> list[Mention]:
        """All named after a verb of taking part ("the talks involved A, B and C"): long lists break the parse, so
        the order of the words decides."""
        found = [
            m
            for m in self.mentions.in_sentence(verb.sent.index)
            if m.first > verb.i and not m.attributive and not m.locative
        ]
        return self._unique(m for m in found if any(e.kind in ("person", "country") for e in m.referents())) or found

    def attributive(self, noun: Token) -> list[Mention]:
        """Those named by adjectives and nouns before a noun: "the Syrian refusal", "Russia-US talks"; a place before
        it is no actor ("the Alaska summit")."""
        found: list[Mention] = []
        for c in noun.children:
            if c.dep in ("amod", "compound", "nmod", "poss") and c.i < noun.i:
                found.extend(
                    m for t in self._with_parts(c) if (m := self._named(t)) and not m.locative and not _mere_kind(t)
                )
        return self._unique(found)

    def owned_by(self, mention: Mention, owners: Iterable[Mention]) -> bool:
        """Whether a phrase begins with a possessive that stands for one of these: "its troops"."""
        first = self.mentions.headed_by(mention.tokens[0]) if mention.tokens[0].tag == "PRP$" else None
        return first is not None and bool(entity_ids([first]) & entity_ids(owners))

    def names(self, token: Token) -> bool:
        """Whether a word is part of the proper name of somebody or some body ("the Bishops Conference")."""
        if token.pos != "PROPN":
            return False
        m = self.mentions.covering(token)
        return m is not None and any(e.kind in ("organization", "group", "person") for e in m.referents())

    def direct(self, token: Token) -> Mention | None:
        """The mention that this very token heads or is part of the name of, unless it only tells a place."""
        return self._named(token)

    def _named(self, token: Token) -> Mention | None:
        m = self.mentions.headed_by(token)
        if m is None:
            m = self.mentions.covering(token)
            if m is not None and m.head is not token and not _inside_name(token, m):
                m = None
        return m

    def _gather(
        self, token: Token, into: frozenset[str], depth: int, own: Collection[int] = frozenset()
    ) -> list[Mention]:
        found: list[Mention] = []
        for t in token.conjuncts():
            m = self._named(t)
            if m is not None and not (m.attributive and m.head is not t):
                found.extend(self._sharing(m))
                found.append(self._named_beside(m) or m)
                found.extend(self._enumerated(t))
            elif depth < _DEPTH:
                found.extend(self._inside(t, into, depth, own))
        return found

    def _inside(self, noun: Token, into: frozenset[str], depth: int, own: Collection[int]) -> list[Mention]:
        found: list[Mention] = []
        for c in noun.children:
            if c.dep in _ACTING and c.i < noun.i:
                found.extend(m for t in self._with_parts(c) if (m := self._named(t)) and not _mere_kind(t))
        others = [m for m in found if not entity_ids([m]) & set(own)]
        if others or (found and not own):
            return found
        for c in noun.children:
            if c.dep in ("prep", "agent") and c.lower in into:
                for p in c.children:
                    if p.dep == "pobj":
                        found.extend(self._gather(p, into, depth + 1, own))
            elif c.dep == "appos":
                found.extend(self._gather(c, into, depth + 1, own))
            elif c.dep == "acl" and c.tag == "VBN" and c.lemma in _AUTHORED:
                # "the plan put forward by Qatar"
                for by in c.all("agent", "prep"):
                    if by.lower == "by":
                        found.extend(m for p in by.all("pobj") for m in self._gather(p, into, depth + 1, own))
        return found

    def _named_beside(self, mention: Mention) -> Mention | None:
        """The state or body right behind a description without a state: "its neighbour Burundi"."""
        if mention.form != "description" or any(e.country for e in mention.referents()):
            return None
        after = mention.sentence.tokens[mention.last : mention.last + 1]
        named = self.mentions.covering(after[0]) if after else None
        if named is None or named.first != mention.last or named.form != "name" or after[0].dep == "nsubj":
            return None
        return named if any(e.kind in ("country", "organization") for e in named.referents()) else None

    def _sharing(self, mention: Mention) -> list[Mention]:
        """Those who share the noun of a mention right before it: the Russian ones of "Russian and Syrian troops"."""
        found: list[Mention] = []
        tokens, first = mention.sentence.tokens, mention.first
        own = self._modifier(tokens, first)
        if own is not None:
            found, first = [own], own.first  # "Hamas negotiators"
        while first > 1 and tokens[first - 1].lower in ("and", ",", "&"):
            before = self._modifier(tokens, first - 1)
            if before is None:
                break
            found.insert(0, before)
            first = before.first
        return found

    def _modifier(self, tokens: list[Token], end: int) -> Mention | None:
        """The mention that ends before a token and stands before a noun like an adjective."""
        m = self.mentions.covering(tokens[end - 1]) if end else None
        fits = m is not None and m.last == end and m.head.dep in (*_ACTING, "conj") and not m.locative
        return m if fits else None

    def _enumerated(self, token: Token) -> list[Mention]:
        """Names listed after a plural noun: "European leaders, among them X, Y and Z"."""
        found: list[Mention] = []
        for c in token.children:
            if c.dep == "prep" and c.lower in ("including", "among", "like", "with") and c.i > token.i:
                for p in c.children:
                    if p.dep == "pobj" and c.lower in ("including",):
                        found.extend(m for t in p.conjuncts() if (m := self._named(t)))
        return found

    @staticmethod
    def _with_parts(token: Token) -> list[Token]:
        """A modifier with those hung below it: the parts of "US-Russia" or "Syrian and Russian"."""
        return [token, *(c for c in token.children if c.dep in ("conj", "compound", "nmod", "amod", "punct"))]

    @staticmethod
    def _unique(found: Iterable[Mention]) -> list[Mention]:
        out: list[Mention] = []
        for m in found:
            if m not in out:
                out.append(m)
        return out


def _mere_kind(token: Token) -> bool:
    """Whether an adjective only tells the kind of the noun after it: "military aid", "judicial reform"."""
    return token.pos == "ADJ" and token.text.islower()


def _inside_name(token: Token, mention: Mention) -> bool:
    """Whether a token that is not the head of a mention still stands for it: part of a multi-word name."""
    if token.pos not in ("PROPN", "NOUN"):
        return False
    t = token
    while t is not mention.head and t.head is not t:
        if t.dep not in ("compound", "flat", "nmod", "appos", "conj", "amod"):
            return False
        t = t.head
    return t is mention.head
