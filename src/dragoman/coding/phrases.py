"""Base noun phrases: a determiner, what stands before the noun, and the noun, found by tags and the world's names.

The parser errs most in lists of titled names, which news is full of; phrases are therefore built from the tags of
neighbouring words, and the parse only decides whether two nouns that touch belong together ("told reporters
Russia ..."). Names of the world tables are never broken, whatever their words are ("Ministry of Foreign Affairs").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from dragoman.coding.place_roles import standing, stands_as_town
from dragoman.language.tokens import Sentence, Token
from dragoman.world.model import Entry


class Names(Protocol):
    """Anything that finds the names of the world tables in a run of words."""

    def longest(self, words: Sequence[str], i: int) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest name that begins at the i-th word: the index after its last word, and its readings."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the tables in a sentence: token indices, half-open, its readings, and its full words if it is short."""

    first: int
    last: int
    entries: tuple[Entry, ...]
    full: tuple[str, ...] = ()

    def is_a(self, *kinds: str) -> bool:
        """Whether some reading is of one of these kinds."""
        return any(e.kind in kinds for e in self.entries)


@dataclass(slots=True, eq=False)
class Phrase:
    """A base noun phrase.

    Attributes:
        sentence: where it stands.
        first, last: token indices, half-open.
        hits: the tables' names in it, left to right.
        possessor: the phrase before "'s" that owns it.
    """

    sentence: Sentence
    first: int
    last: int
    hits: list[Hit] = field(default_factory=list)
    possessor: Phrase | None = None

    @property
    def tokens(self) -> list[Token]:
        """Its words and marks."""
        return self.sentence.tokens[self.first : self.last]

    @property
    def noun(self) -> Token:
        """Its last word, the noun."""
        return self.sentence.tokens[self.last - 1]

    @property
    def start(self) -> int:
        """Index of its first token, possessors included."""
        return self.possessor.start if self.possessor else self.first

    def tail(self) -> Hit | None:
        """The name that ends the phrase."""
        return self.hits[-1] if self.hits and self.hits[-1].last == self.last else None

    def determiner(self) -> Token | None:
        """Its article, demonstrative or possessive pronoun."""
        first = self.sentence.tokens[self.first]
        return first if first.tag in _DETERMINERS else None


_DETERMINERS = frozenset({"DT", "PRP$", "PDT", "WP$"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "FW"})
_ADJECTIVES = frozenset({"JJ", "JJR", "JJS", "CD", "$", "AFX"})
_PARTICIPLES = frozenset({"VBN", "VBG", "VBD"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VB", "MD"})
_TO_THE_RIGHT = frozenset(
    {"compound", "amod", "nmod", "nummod", "poss", "det", "advmod", "npadvmod", "punct", "quantmod"}
)
_TIMES = frozenset({"DATE", "TIME"})
_MEASURES = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY"})
_COUNTED = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_NAMES = frozenset(
    {"name", "people", "capital", "seat", "region", "city", "person", "organization", "group", "adjective"}
)


def family_names(sentence: Sentence, hits: list[Hit]) -> set[str]:
    """Family names of the tables that here belong to somebody else: "Poe" after "Ann Poe" of whom they know nothing;
    or to a place, where the parser says so."""
    tokens = sentence.tokens
    out = set()
    for hit in hits:
        if hit.last - hit.first > 1 or hit.first == 0 or not all(e.kind == "person" and e.short for e in hit.entries):
            continue
        before, token = tokens[hit.first - 1], tokens[hit.first]
        if token.ent != "PERSON" and _is_place(token, before, tokens[hit.last : hit.last + 1]):
            out.add(token.text)
        if before.ent == "PERSON" and not token.ent_start and before.tag == "NNP" and token.ent == "PERSON":
            out.add(token.text)
    return out


def mark_short_names(sentences: Iterable[Sentence], names: Names, given: Collection[str]) -> None:
    """Label as persons the family names that stand alone but are told in full elsewhere: the model often takes them
    for places or common words. A name that the tables know as something else is left."""
    full: set[str] = set()
    sentences = list(sentences)
    for sentence in sentences:
        for before, token in pairwise(sentence.tokens):
            inside = before.ent == token.ent == "PERSON" and not token.ent_start and before.tag == "NNP"
            inside = inside or (before.text in given and before.tag == token.tag == "NNP")
            if inside and len(token.text) > 3 and token.text.isalpha() and token.text.istitle():
                full.add(token.text)
    known = {name for name in full if (hit := names.longest([name], 0)) and any(e.kind != "person" for e in hit[1])}
    for sentence in sentences:
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if token.ent == "PERSON" or token.text not in full or token.text in known:
                continue
            around = tokens[max(i - 1, 0) : i] + tokens[i + 1 : i + 2]
            if not any(t.tag in ("NNP", "NNPS") for t in around):
                token.ent, token.ent_start, token.pos, token.tag = "PERSON", True, "PROPN", "NNP"


def _is_place(token: Token, before: Token, after: list[Token]) -> bool:
    if token.ent in ("GPE", "LOC"):
        return before.pos in ("ADP", "ADJ", "PART")
    return before.lower in ("in", "at", "near") and not (after and after[0].tag in ("POS", "NN", "NNS", "NNP"))


def hits_of(sentence: Sentence, names: Names) -> list[Hit]:
    """The tables' names in a sentence, left to right, the longest from each word on, none inside another.

    A lower-case word that the tagger takes for a verb or the like is no role noun ("she leads", "they guard").
    """
    tokens = sentence.tokens
    words = [t.text for t in tokens]
    out, i, n = [], 0, len(tokens)
    while i < n:
        found = names.longest(words, i) if tokens[i].pos not in _NEVER else None
        if found is None:
            i += 1
            continue
        end, entries = found
        if end == i + 1:
            entries = _fitting(tokens[i], entries)
            entries = _unmixed(tokens[i], entries)
        if entries:
            out.append(Hit(i, end, entries))
            i = end
        else:
            i += 1
    return out


def _unmixed(token: Token, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The readings of one word without family names where it is a month or, as far as the parser can tell, a place."""
    if not any(e.kind == "person" and e.short for e in entries):
        return entries
    others = tuple(e for e in entries if e.kind != "person")
    if any(e.kind == "city" for e in others) and stands_as_town(token, standing(token).role):
        return others
    if token.ent == "PERSON":
        return entries
    if token.ent in _TIMES or any(e.kind in ("name", "capital") for e in others):
        return others
    return entries


_BEFORE_NOUN = frozenset({"amod", "compound", "nmod"})
_NEVER = frozenset({"PUNCT", "DET", "ADP", "AUX", "CCONJ", "PART", "SPACE", "PRON"})


def _fitting(token: Token, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    if token.tag in _NOUNS or token.tag in _ADJECTIVES:
        return entries
    if token.text[:1].islower():
        if (token.tag in _FINITE or token.pos == "VERB") and token.dep not in _BEFORE_NOUN:
            return ()  # "has killed two men", "accused the army": a verb, no attribute
        return tuple(e for e in entries if e.kind == "modifier")
    return tuple(e for e in entries if e.kind in _NAMES)


def phrases_of(sentence: Sentence, hits: list[Hit]) -> list[Phrase]:
    """The base noun phrases of a sentence, left to right, each with its names and its possessor."""
    return _Chunker(sentence, hits).run()


class _Chunker:
    """One pass over a sentence; the state is the phrase being built."""

    def __init__(self, sentence: Sentence, hits: list[Hit]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.hits = hits
        self.hit_at: list[Hit | None] = [None] * len(self.tokens)
        for hit in hits:
            for i in range(hit.first, hit.last):
                self.hit_at[i] = hit
        self.out: list[Phrase] = []
        self.first = -1  # first token of the open phrase, or -1
        self.noun_end = -1  # behind its last noun
        self.next_hit = 0

    def run(self) -> list[Phrase]:
        owner: Phrase | None = None
        for i, token in enumerate(self.tokens):
            kind = self._kind(i, token)
            if kind == "-":
                if self.first < 0 or not self._hyphen(i):
                    owner = self._close(owner)
            elif kind == "'":
                before = len(self.out)
                self._close(owner)
                owner = self.out[-1] if len(self.out) > before and self.out[-1].last == i else None
                continue
            elif kind == "":
                owner = self._close(owner)
            else:
                if self.first >= 0 and not self._continues(i, token, kind):
                    owner = self._close(owner)
                if self.first < 0:
                    self.first = i
                if kind == "N":
                    self.noun_end = i + 1
        self._close(owner)
        return self.out

    def _kind(self, i: int, token: Token) -> str:
        """N noun, A before a noun, D determiner, - hyphen, ' possessive mark, "" anything else."""
        hit = self.hit_at[i]
        if hit is not None and not hit.is_a("modifier"):
            return "N"
        tag = token.tag
        if token.text in ("-", "–"):
            return "-"
        if tag in _NOUNS:
            return "N" if token.ent not in _TIMES or hit is not None or self._compound(i) else ""
        if tag == "CD" and self._counts_people(i, token):
            return "N"
        if tag in _ADJECTIVES or hit is not None:
            return "A" if token.ent not in _TIMES or self._compound(i) else ""
        if tag in _DETERMINERS:
            return "D"
        if tag == "POS":
            return "'"
        if tag in _PARTICIPLES or tag == "RB":
            return "A" if self._before_noun(i, token) else ""
        return "-" if tag == "HYPH" or token.text in ("-", "&", "/") else ""

    def _counts_people(self, i: int, token: Token) -> bool:
        """Whether a number stands for those it counts: "46 were killed", "two of the men"."""
        if token.dep not in _COUNTED or token.ent in _MEASURES or (token.dep == "pobj" and token.head.lower != "by"):
            return False
        after = self.tokens[i + 1 : i + 2]
        return not after or (after[0].tag not in _NOUNS and after[0].tag != "CD" and after[0].text not in ("-", "%"))

    def _compound(self, i: int) -> bool:
        """Whether a word of time is joined to the next or last word: "32-year-old"."""
        tokens = self.tokens
        after = i + 1 < len(tokens) and tokens[i + 1].text == "-"
        return after or (i > 0 and tokens[i - 1].text == "-" and tokens[i - 1].end == tokens[i].start)

    def _before_noun(self, i: int, token: Token) -> bool:
        """Whether a participle or adverb stands before a noun as its attribute."""
        if token.tag == "VBD" and i > 0 and self.tokens[i - 1].tag in _NOUNS:
            return False  # a finite verb behind its subject, whatever the parser says
        if token.dep not in ("amod", "advmod", "compound", "nmod", "punct"):
            return False
        return token.head.i > i and token.head.i - i < 6 and token.head.tag not in ("VB", "VBZ", "VBP", "MD")

    def _hyphen(self, i: int) -> bool:
        """A hyphen goes on with the phrase when words touch it on both sides and it does not join two states."""
        tokens = self.tokens
        if i == 0 or i + 1 >= len(tokens):
            return False
        left, right = self.hit_at[i - 1], self.hit_at[i + 1]
        if left and right and left is not right and left.is_a(*_NAMES) and right.is_a(*_NAMES):
            return False
        tight = tokens[i - 1].end == tokens[i].start and tokens[i].end == tokens[i + 1].start
        return tight or tokens[i].text == "&"

    def _continues(self, i: int, token: Token, kind: str) -> bool:
        if kind == "D":
            return self.tokens[i - 1].tag == "PDT" and self.noun_end < self.first
        hit = self.hit_at[i]
        if hit is not None and i > hit.first:
            return True
        previous = self.tokens[i - 1]
        if self.noun_end != i:  # an adjective, a determiner or a hyphen stands before it
            return True
        return _together(previous, token, self.hit_at[i - 1], hit)

    def _close(self, owner: Phrase | None) -> Phrase | None:
        """Ends the open phrase; always returns None, the possessor that the next phrase has."""
        if self.first >= 0 and self.noun_end > self.first:
            phrase = Phrase(self.sentence, self.first, self.noun_end, possessor=owner)
            hits = self.hits
            while self.next_hit < len(hits) and hits[self.next_hit].first < self.noun_end:
                if hits[self.next_hit].first >= self.first:
                    phrase.hits.append(hits[self.next_hit])
                self.next_hit += 1
            self.out.append(phrase)
        self.first = self.noun_end = -1
        return None


def _together(previous: Token, token: Token, left: Hit | None, right: Hit | None) -> bool:
    """Whether a noun and the noun or adjective right behind it are of one phrase."""
    if token.ent and token.ent == previous.ent and not token.ent_start and token.text[:1].isupper():
        return True
    if previous.dep in _TO_THE_RIGHT and previous.head.i > previous.i:
        return True
    if left is not None and left.is_a("adjective") and previous.tag not in ("NNS", "NNPS"):
        return True  # also where the parser took "US and French" for a pair ("the US and French presidents")
    if previous.tag in ("NNS", "NNPS") and not (left and left.is_a("adjective", "name")):
        return False
    if token.tag in ("NNP", "NNPS") and left is not None and left.is_a("role"):
        # a title before a name, whatever the parser made of it
        return right is None or right.is_a("person") or previous.text[:1].isupper()
    over = token if token.dep == "appos" else token.head
    if over.dep == "appos" and over.head is previous:
        return True
    return (
        previous.dep in ("nsubj", "dobj", "pobj", "ROOT", "appos", "conj")
        and token.head is previous
        and (token.dep in _TO_THE_RIGHT and token.tag in _NOUNS)
    )
