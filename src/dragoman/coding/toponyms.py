"""Names of places in the text: where they stand, how, and which places they can mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dragoman.coding import adjuncts
from dragoman.coding.mentions import Mentions
from dragoman.coding.namesakes import Choice, lies_in
from dragoman.coding.place_roles import (
    CITY_NOUNS,
    DONE_TO_PLACES,
    PLACE_ENTITIES,
    PROPER,
    REGION_NOUNS,
    STATE_NOUNS,
    STATIC,
    Standing,
    part_of_longer_name,
    standing,
    stands_as_town,
    unknown_name,
)
from dragoman.language.tokens import Sentence, Token
from dragoman.world.gazetteer import Gazetteer, Place, fold


@dataclass(slots=True, eq=False)
class Toponym:
    """A name that may mean a place.

    Attributes:
        first, last: token indices of the name, half-open; end: after the wider place that spells it out
            ("Paris, Texas").
        name: its words as written.
        standing: how it stands in its clause.
        candidates: the places of that name that its container allows ("the state of Georgia").
        wider: states and regions named with it, in one of which it lies.
        firm: whether they are named as what it lies in, not by an adjective that may tell who lives there ("the
            Albanian town of Tetovo").
        choice: which place it means, once that is settled.
    """

    sentence: Sentence
    first: int
    last: int
    end: int
    name: str
    head: Token
    standing: Standing
    candidates: Sequence[Place]
    wider: tuple[Place, ...] = ()
    firm: bool = False
    choice: Choice | None = None

    @property
    def key(self) -> str:
        """The name as places are compared by it."""
        return fold(self.name)

    @property
    def tokens(self) -> list[Token]:
        """The words of the name."""
        return self.sentence.tokens[self.first : self.last]

    @property
    def describes(self) -> bool:
        """Whether it only helps to say what another name means ("Tripoli, Lebanon's second city")."""
        outer = self.standing.outer
        return outer is not self.head and outer.dep == "appos" and outer.head.tag in PROPER


@dataclass(slots=True)
class ToponymFinder:
    """The search for names of places.

    Attributes:
        mentions: names inside persons and organisations are no places.
    """

    gazetteer: Gazetteer
    mentions: Mentions | None
    text: str
    _known: dict[str, tuple[Place, ...]] = field(default_factory=dict)

    def find(self, sentence: Sentence) -> Iterator[Toponym]:
        """The names of a sentence, left to right."""
        tokens = sentence.tokens
        i, n = 0, len(tokens)
        while i < n:
            t = tokens[i]
            if not t.text[0].isupper() or (t.tag not in PROPER and t.ent not in PLACE_ENTITIES) or self._dated(t):
                i += 1
                continue
            last = self.gazetteer.longest(tokens, i) or unknown_name(tokens, i)
            if last is None or (tokens[last - 1].text.endswith(".") and last - i == 1):
                i += 1
                continue
            toponym = self._toponym(sentence, i, last)
            if toponym is not None:
                yield toponym
            i = toponym.end if toponym is not None else last

    def _dated(self, t: Token) -> bool:
        return t.ent == "DATE" and t.text not in self.gazetteer.states

    def lookup(self, name: str) -> tuple[Place, ...]:
        """The places of a name."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self.gazetteer.lookup(name)
        return found

    def states_around(self, noun: Token) -> set[str]:
        """The one state that the words around a noun name ("the Afghan capital"), as a set; empty where there are
        none or several."""
        around = (*self._owners(noun, []), *self._wider_after(noun, []))
        codes = {p.country if p.precision == "country" else "" for p in around}
        return codes if len(codes) == 1 and "" not in codes else set()

    def _toponym(self, sentence: Sentence, first: int, last: int) -> Toponym | None:
        tokens = sentence.tokens
        head = adjuncts.head_of(tokens, first, last)
        stands = standing(head)
        if self._inside_a_name(tokens, first, last, head, stands):
            return None
        words = tokens[first:last]
        name = words_of(words)
        candidates = self._of_its_kind(name, stands.outer, head)
        spelled, end = self._spelled_out(tokens, last, name, candidates)
        firm = spelled or (*self._wider_after(stands.outer, words), *self._named_after(words))
        wider = firm or (*self._owners(stands.outer, words), *self._apposition(words, candidates))
        if wider and not any(lies_in(p, w) for p in candidates for w in wider):
            candidates = (*candidates, *self._called_regions(name))
        return Toponym(sentence, first, last, end, name, head, stands, candidates, wider, bool(firm))

    def _of_its_kind(self, name: str, outer: Token, head: Token) -> tuple[Place, ...]:
        """The places of a name that the noun with it allows: towns of "the city of", regions of "province"."""
        found = self.lookup(name)
        noun = outer.lemma.lower()
        if outer is head or head.dep == "poss":
            return found
        if noun in CITY_NOUNS:
            kind = [p for p in found if p.precision == "city"]
        elif noun in STATE_NOUNS:
            kind = [p for p in found if p.precision == ("region" if noun == "state" else "country")]
        elif noun in REGION_NOUNS:
            whole = self.lookup(f"{name} {noun}") or self.lookup(f"{name} province") or found
            kind = [p for p in whole if p.precision == "region"]
        else:
            return found
        return tuple(kind) or found

    def _called_regions(self, name: str) -> Iterator[Place]:
        """Regions that the tables have with the word for their kind, as their name alone means something else."""
        for kind in REGION_NOUNS | {"state", "region"}:
            yield from self.lookup(f"{name} {kind}")

    def _inside_a_name(self, tokens: list[Token], first: int, last: int, head: Token, stands: Standing) -> bool:
        """Whether the words are part of the name of a person or body ("Bank of China"); in "the embassy in Kabul"
        the place stands on its own."""
        if part_of_longer_name(tokens, first, last, head):
            return True
        inside = head.dep == "pobj" and head.head.lower in STATIC
        into = head.dep == "pobj" and head.head.lower == "into" and stands.role == "to"
        placed = stands.role == "in" or into or stands.outer is not head or head.head.lemma in DONE_TO_PLACES
        if self.mentions is not None:
            mention = self.mentions.covering(tokens[first])
            town = mention is not None and mention.resolution.kind == "organization"
            placed = placed or (town and stands_as_town(head, stands.role))
            if mention is not None and mention.resolution.kind in ("person", "organization"):
                start = mention.first + (tokens[mention.first].dep == "det")
                bare = first <= start and mention.last <= last  # a surname, or a place of that name
                if not (bare and (placed or tokens[first].ent in PLACE_ENTITIES)):
                    return not inside or mention.resolution.kind == "person"
        return not placed and _within_entity(tokens, first, last)

    def _spelled_out(
        self, tokens: list[Token], last: int, name: str, candidates: Sequence[Place]
    ) -> tuple[tuple[Place, ...], int]:
        """The region or state behind a comma or in brackets that the place lies in ("Paris, Texas"), and where the
        whole name ends."""
        if last + 1 >= len(tokens) or tokens[last].text not in (",", "(") or not tokens[last + 1].text[0].isupper():
            return (), last
        end = self.gazetteer.longest(tokens, last + 1)
        if end is None or (end < len(tokens) and tokens[end].lower in _POSSESSIVE):
            return (), last
        found = self.lookup(words_of(tokens[last + 1 : end]))
        wider = tuple(p for p in found if p.precision in ("country", "region"))
        if any(p.precision in ("country", "region") for p in candidates) and self._goes_on(tokens, end):
            return (), last  # "in Ohio, Pennsylvania and Iowa"
        named = (*candidates, *self._called_regions(name)) if wider and candidates else ()
        if not wider or (candidates and not any(lies_in(p, w) for p in named for w in wider)):
            return (), last  # "in Syria, Iraq and Yemen"
        if tokens[last].text == "(" and end < len(tokens) and tokens[end].text == ")":
            end += 1
        return wider, end

    def _goes_on(self, tokens: list[Token], end: int) -> bool:
        """Whether a list of states or regions goes on behind a name."""
        if end + 1 >= len(tokens) or tokens[end].lower not in _JOINTS:
            return False
        following = end + 1 + (tokens[end + 1].lower in _JOINTS)
        if following >= len(tokens) or not tokens[following].text[0].isupper():
            return tokens[end].text != ","
        stop = self.gazetteer.longest(tokens, following)
        return stop is not None and any(p.precision != "city" for p in self.lookup(words_of(tokens[following:stop])))

    def _owners(self, noun: Token, name: list[Token]) -> Iterator[Place]:
        """States and regions named by the adjectives and owners of a noun ("the southern English city of")."""
        for t in (noun, *(c for c in noun.children if c.dep in ("amod", "compound", "nmod", "poss"))):
            if t in name or not t.text[0].isupper():
                continue
            code = self.gazetteer.adjectives.get(t.text) or self.gazetteer.states.get(t.text)
            if code is not None:
                yield self.gazetteer.state(code)
            elif t is not noun:
                yield from (p for p in self.lookup(t.text) if p.precision == "region")

    def _wider_after(self, noun: Token, name: list[Token]) -> Iterator[Place]:
        """ "the capital of Telangana", "the state of Texas"."""
        of = next((c for c in noun.children if c.dep == "prep" and c.lower == "of"), None)
        wider = of.child("pobj") if of is not None else None
        if wider is not None and wider not in name and wider.text[0].isupper():
            yield from (p for p in self.lookup(self._whole(wider)) if p.precision != "city")

    def _whole(self, head: Token) -> str:
        """The longest name that ends with this word: "New South Wales"."""
        tokens = head.sent.tokens
        for first in range(max(0, head.i - 3), head.i):
            if self.gazetteer.longest(tokens, first) == head.i + 1:
                return words_of(tokens[first : head.i + 1])
        return head.text

    def _named_after(self, name: list[Token]) -> Iterator[Place]:
        """The wider place that follows a name ("Zorkan in the northern province of Kunduz")."""
        tokens = name[0].sent.tokens
        i = name[-1].i + 1
        i += i < len(tokens) and tokens[i].text == ","
        if i >= len(tokens) or tokens[i].lower != "in":
            return
        for j in range(i + 1, min(len(tokens), i + 6)):
            if tokens[j].text in (",", ".", ";"):
                return
            code = self.gazetteer.adjectives.get(tokens[j].text)
            if code is not None:
                yield self.gazetteer.state(code)
            elif tokens[j].tag in PROPER and (end := self.gazetteer.longest(tokens, j)) is not None:
                yield from (p for p in self.lookup(words_of(tokens[j:end])) if p.country and p.precision != "city")
                return

    def _apposition(self, name: list[Token], candidates: Sequence[Place]) -> Iterator[Place]:
        """ "Tripoli, Lebanon's second city", "Hyderabad, the capital of Telangana", "Cordoba, a Spanish town": only
        what one of the places of that name lies in."""
        tokens = name[0].sent.tokens
        i = name[-1].i + 1
        if i + 1 >= len(tokens) or tokens[i].text != ",":
            return
        for j in range(i + 1, min(len(tokens), i + 9)):
            t = tokens[j]
            if t.text in (",", ".", ";") or t.pos in ("VERB", "AUX"):
                return
            if not t.text[0].isupper():
                continue
            code = self.gazetteer.adjectives.get(t.text)
            end = self.gazetteer.longest(tokens, j)
            found = [self.gazetteer.state(code)] if code else self.lookup(words_of(tokens[j:end])) if end else ()
            tied = tokens[end].lower in _POSSESSIVE if end is not None and end < len(tokens) else False
            before = tokens[j - 1].lower
            if not (tied or before in _TIES or (code and before in _ARTICLES)):
                return
            yield from (p for p in found if p.precision != "city" and any(lies_in(c, p) for c in candidates))


def _within_entity(tokens: list[Token], first: int, last: int) -> bool:
    """Whether spaCy takes the words for a part of a person's or body's name."""
    t = tokens[first]
    if t.ent not in ("PERSON", "ORG"):
        return False
    before = tokens[first - 1] if first else None
    whole = t.ent_start or (
        before is not None and (before.lower in _JOINTS or (before.ent_start and before.dep == "det"))
    )
    return not whole or (last < len(tokens) and tokens[last].ent == t.ent and not tokens[last].ent_start)


_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_JOINTS = frozenset({"and", "or", "&", ","})
_ARTICLES = frozenset({"a", "an", "the"})
_TIES = frozenset({"of", "in", "the", "northern", "southern", "eastern", "western", "central"})


def words_of(tokens: Sequence[Token]) -> str:
    """The text of some tokens with the spaces between them."""
    out = tokens[0].text
    for previous, t in pairwise(tokens):
        out += (" " if t.start > previous.end else "") + t.text
    return out
