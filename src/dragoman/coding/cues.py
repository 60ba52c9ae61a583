"""Cues and what they govern, one sentence at a time: verbs, nouns, adjectives, "according to", "reportedly".

Every word of the reporting lexicon is looked up once; its complements in the parse decide whether it is a cue here
and which words are its content. Words inside quotation marks are no cues: what a quoted speaker says of others is
left to the quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.coding.contents import (
    Extent,
    adjacent_quote,
    clause_extent,
    complements_extent,
    object_extent,
    parenthetical_extent,
    rest_of_clause,
)
from dragoman.coding.speakers import possessor_of, subject_of
from dragoman.language.tokens import Sentence, Token
from dragoman.lexicon.reporting import Cue, Reporting
from dragoman.records import Stance

_CLAUSES = frozenset({"clause", "question"})
_WH = frozenset({"WDT", "WP", "WRB", "WP$"})
_ADJECTIVE_PLACES = frozenset({"acomp", "amod", "ROOT", "conj", "appos", "advcl", "ccomp", "relcl", "acl"})
_NAME_LIKE = frozenset({"dobj", "oprd", "attr", "npadvmod", "dep"})
_LONGEST_BARE = 14
_ASKING = frozenset({"ask", "wonder", "inquire"})
_FIRST_SECOND = frozenset({"i", "we", "you"})


@dataclass(slots=True, eq=False)
class Candidate:
    """A cue with its content in one sentence, before it is joined with what stands in other sentences.

    Attributes:
        cue: the word that ascribes; ``words`` are all tokens of the cue.
        extent: token ranges of the content in the sentence, half-open.
        speaker: head of the phrase that names the speaker, or None.
        form: "clause", "quote", "phrase" or "source" (according to).
        speech: whether the cue tells of speech or writing.
        addressee: head of the phrase that names who is spoken to.
        confidence: set by the judge (`trust`); for what it does not judge, a fair guess.
    """

    cue: Token
    words: list[Token]
    stance: Stance
    extent: Extent
    speaker: Token | None
    form: str
    speech: bool
    addressee: Token | None = None
    confidence: float = 0.6

    def holds(self, token: Token) -> bool:
        """Whether a token of the same sentence is part of the content."""
        return any(first <= token.i < last for first, last in self.extent)

    def size(self) -> int:
        """Number of tokens of the content."""
        return sum(last - first for first, last in self.extent)


def find_cues(sentence: Sentence, quoted: Sequence[int], lexicon: Reporting) -> Iterator[Candidate]:
    """The cues of a sentence, left to right; ``quoted`` gives each token's quotation, -1 for none."""
    verbs, nouns, adjectives = lexicon.cues["verb"], lexicon.cues["noun"], lexicon.cues["adjective"]
    for token in sentence.tokens:
        if quoted[token.i] >= 0:
            continue
        found: Candidate | None = None
        pos = token.pos
        if pos == "VERB":
            found = _verb(token, verbs.get(token.lemma), quoted, lexicon)
            if found is None and token.tag == "VBN" and token.lower in adjectives:
                found = _adjective(token, adjectives[token.lower], quoted)
        elif pos == "NOUN":
            entry = nouns.get(token.lemma)
            if entry is not None:
                found = _noun(token, entry, quoted)
        elif pos == "ADJ":
            entry = adjectives.get(token.lemma)
            if entry is not None:
                found = _adjective(token, entry, quoted)
        elif token.dep in ("prep", "pcomp") or pos == "ADP":
            found = _source_phrase(token, lexicon)
        elif token.lower in lexicon.hearsay:
            found = _hearsay(token)
        if pos == "VERB" and found is None and token.lower in ("according", "per"):
            found = _source_phrase(token, lexicon)
        if found is not None and found.extent:
            yield found


def complement_of(word: Token, child: Token) -> str | None:
    """The lexicon's name for the complement that a dependent is of its governor, or None."""
    dep = child.dep
    if dep == "advcl" and child.i > word.i and _if_clause(child) and word.lemma in _ASKING:
        return "question"
    if dep == "ccomp":
        if _to(child):
            return "infinitive"
        return "question" if _question(child) else "clause"
    if dep == "xcomp":
        if _to(child):
            return "infinitive"
        return "gerund" if child.tag == "VBG" else "clause" if child.pos in ("VERB", "AUX") else "complement"
    if dep in ("acl", "relcl") and word.pos == "NOUN":
        # the tagger often sees a conjunction where the parser sees a relative pronoun
        if any(c.lower == "that" and (c.dep == "mark" or c.tag == "IN") for c in child.children):
            return "clause"
        if dep == "relcl":
            return None
        return "infinitive" if _to(child) else "question" if _question(child) else None
    if dep in ("dobj", "nsubjpass"):
        return "object"
    if dep == "oprd":
        return "complement"
    if dep == "prep" and child.child("pobj", "pcomp") is not None:
        return child.lower
    return None


def _if_clause(verb: Token) -> bool:
    return any(c.dep == "mark" and c.lower in ("if", "whether") for c in verb.children)


def _to(verb: Token) -> bool:
    return any(c.dep == "aux" and c.lower == "to" for c in verb.children)


def _question(verb: Token) -> bool:
    if _if_clause(verb):
        return True
    first = verb
    for c in verb.children:
        if c.i < first.i:
            first = c
    return first.tag in _WH or any(c.tag in _WH for c in first.children)


def _negated(word: Token) -> bool:
    return any(c.dep == "neg" for c in word.children)


def _verb(verb: Token, entry: Cue | None, quoted: Sequence[int], lexicon: Reporting) -> Candidate | None:
    if verb.lemma in lexicon.silent or _conditional(verb):
        return None
    takes = entry.takes if entry is not None else frozenset({"clause"})
    named = [(c, complement_of(verb, c)) for c in verb.children]
    if entry is not None and entry.needs:
        needed = next((c for c in verb.children if c.lower in entry.needs), None)
        if needed is None:
            return None
        named = [(c, name) for c, name in named if c is not needed]
        named += [(c, complement_of(needed, c)) for c in needed.children]
    clause = next((c for c, name in named if name in _CLAUSES and name in takes), None)
    if clause is not None:
        return _clause(verb, entry, clause, quoted, lexicon)
    if entry is None:
        return None
    if entry.speech:
        extent = adjacent_quote(verb, quoted)
        if extent:
            return _made(verb, entry.stance, extent, "quote", True)
        subject = verb.child("nsubj")
        if subject is not None and not any(c.dep in ("dobj", "prep", "xcomp") for c in verb.children):
            extent = parenthetical_extent(verb, subject, quoted)
            if extent:
                return _made(verb, entry.stance, extent, "clause", True)
    held = _held_clause(verb, named, lexicon)
    if held is not None:
        extent = clause_extent(verb, held, quoted, lexicon.speech_verbs)
        return _made(verb, entry.stance, extent, "clause", entry.speech)
    parts = [c for c, name in named if name is not None and name in takes and not _time(c) and not _fronted(verb, c)]
    if not parts:
        return _partly_quoted(verb, entry, named, quoted)
    return _phrase(verb, entry, parts, quoted)


def _clause(
    verb: Token, entry: Cue | None, clause: Token, quoted: Sequence[int], lexicon: Reporting
) -> Candidate | None:
    extent = clause_extent(verb, clause, quoted, lexicon.speech_verbs)
    if entry is None:
        if not any(quoted[i] >= 0 for first, last in extent for i in range(first, last)):
            return None
        return _made(verb, "says", extent, "clause", True)
    stance = entry.stance
    if _negated(verb):
        if entry.speech or stance not in ("believes", "wants"):
            return None
        stance = "denies" if stance == "believes" else stance
    found = _made(verb, stance, extent, "clause", entry.speech)
    hearer = verb.child("dobj", "dative")
    if hearer is not None and entry.speech and not _time(hearer):
        found.addressee = hearer.child("pobj") if hearer.dep == "dative" and hearer.pos == "ADP" else hearer
    return found


def _phrase(verb: Token, entry: Cue, parts: list[Token], quoted: Sequence[int]) -> Candidate:
    passive = verb.child("nsubjpass")
    if passive is not None and passive not in parts and not entry.speech and passive.tag not in _WH:
        parts = [passive, *parts]
    extent, words = complements_extent(verb, parts, quoted)
    told = entry.speech and any(quoted[i] >= 0 for first, last in extent for i in range(first, last))
    stance = entry.stance if told else entry.phrase_stance
    found = _made(verb, stance, extent, "phrase", entry.speech)
    found.words = words
    return found


def _held_clause(verb: Token, named: list[tuple[Token, str | None]], lexicon: Reporting) -> Token | None:
    """The clause that the object of a verb contains: "reaffirmed its position that ...", "rejected the idea that";
    or that the parser hung to whom it is said: "assured residents that ..."."""
    entry = lexicon.cues["verb"].get(verb.lemma)
    hearer = entry is not None and entry.speech and "clause" in entry.takes
    for child, _ in named:
        if child.dep == "dobj" and (hearer or child.lemma in lexicon.containers):
            for c in child.children:
                if c.dep in ("acl", "ccomp", "relcl") and complement_of(child, c) == "clause":
                    return c
    return None


def _partly_quoted(
    verb: Token, entry: Cue, named: list[tuple[Token, str | None]], quoted: Sequence[int]
) -> Candidate | None:
    """A phrase or infinitive is content of a verb of speech when part of it stands in quotation marks."""
    if not entry.speech:
        return None
    for child, name in named:
        if name is None or name == "quote" or child.i < verb.i:
            continue
        extent = object_extent(verb, child, quoted)
        if any(quoted[i] >= 0 for first, last in extent for i in range(first, last)):
            return _made(verb, entry.stance, extent, "clause", True)
    return None


def _noun(noun: Token, entry: Cue, quoted: Sequence[int]) -> Candidate | None:
    for child in noun.children:
        name = complement_of(noun, child)
        if name is None or name not in entry.takes or child.i < noun.i:
            continue
        clause = name in _CLAUSES
        if not clause and noun.dep in ("compound", "amod"):
            continue
        extent = object_extent(noun, child, quoted)
        found = _made(
            noun,
            entry.stance if clause else entry.phrase_stance,
            extent,
            "clause" if clause else "phrase",
            entry.speech,
        )
        found.speaker = possessor_of(noun) or _bearer(noun)
        return found
    return None


def _bearer(noun: Token) -> Token | None:
    """The subject of the verb that carries a noun as its object: "voiced concern that"."""
    if noun.dep == "dobj" and noun.head.pos == "VERB":
        return subject_of(noun.head)
    return None


def _adjective(adjective: Token, entry: Cue, quoted: Sequence[int]) -> Candidate | None:
    over = adjective.head
    if adjective.dep not in _ADJECTIVE_PLACES:
        return None
    children = adjective.children
    if adjective.dep == "acomp":
        children = children + [c for c in over.children if c.dep == "ccomp" and c.i > adjective.i]
    for child in children:
        name = complement_of(adjective, child)
        if name is None or name not in entry.takes or child.i < adjective.i:
            continue
        clause = name in _CLAUSES
        stance = entry.stance if clause else entry.phrase_stance
        extent = object_extent(adjective, child, quoted)
        found = _made(adjective, stance, extent, "clause" if clause else "phrase", False)
        if adjective.dep == "acomp":
            found.speaker = subject_of(over)
        elif adjective.pos == "VERB":
            found.speaker = adjective.child("nsubjpass", "nsubj") or found.speaker
        elif adjective.dep == "amod" or over.pos in ("NOUN", "PROPN"):
            found.speaker = over if over.pos in ("NOUN", "PROPN") else None
        return found
    return None


def _source_phrase(word: Token, lexicon: Reporting) -> Candidate | None:
    """ "according to X", "per X", "in X's words", "in the view of X"."""
    tokens = word.sent.tokens
    if word.lower == "according":
        to = next((c for c in word.children if c.lower == "to"), None)
        if to is None:
            return None
        speaker, words = to.child("pobj", "pcomp"), [word, to]
    elif word.lower == "per":
        speaker, words = word.child("pobj"), [word]
        if word.i > 0 and tokens[word.i - 1].lower == "as":
            words = [tokens[word.i - 1], word]
        if speaker is None or (speaker.pos != "PROPN" and not speaker.child("det")):
            return None
    elif word.lower in ("in", "to") and word.dep == "prep":
        noun = word.child("pobj")
        if noun is None or word.lower != "in" or noun.lemma not in lexicon.view_nouns:
            return None
        of = next((c for c in noun.children if c.lower == "of"), None)
        speaker, words = possessor_of(noun) or (of.child("pobj") if of else None), [word, noun]
        if speaker is None:
            return None
    else:
        return None
    if speaker is None:
        return None
    extent = rest_of_clause(word)
    found = _made(words[0], "says", extent, "source", True)
    found.cue, found.words, found.speaker = word, words, speaker
    return found


def _hearsay(adverb: Token) -> Candidate | None:
    over = adverb.head
    if over.pos not in ("VERB", "AUX"):
        return None
    found = _made(adverb, "says", rest_of_clause(adverb), "source", False)
    found.speaker = None
    return found


def _conditional(verb: Token) -> bool:
    """Whether the verb stands in an if-clause."""
    return any(c.dep == "mark" and c.lower in ("if", "unless", "whether") for c in verb.children)


def _fronted(verb: Token, child: Token) -> bool:
    """A prepositional phrase before the verb qualifies it; a relative pronoun there only points back."""
    return child.i < verb.i and (child.dep != "nsubjpass" or child.tag in _WH)


def _time(word: Token) -> bool:
    return word.ent in ("DATE", "TIME") and word.dep in ("dobj", "npadvmod")


def _made(cue: Token, stance: Stance, extent: Extent, form: str, speech: bool) -> Candidate:
    speaker = subject_of(cue) if cue.pos == "VERB" else None
    inverted = speech and cue.tag in ("VBD", "VBZ", "VBP") and bool(extent) and extent[0][0] < cue.i
    if inverted and (speaker is None or any(first <= speaker.i < last for first, last in extent)):
        speaker = _misread_subject(cue)
    return Candidate(cue, [cue], stance, extent, speaker, form, speech)


def _misread_subject(verb: Token) -> Token | None:
    """The name right behind an inverted verb ("...," recalled Mr. Rao) when the parser took it for an object."""
    for c in verb.children:
        name = c.dep in _NAME_LIKE and c.pos in ("PROPN", "NOUN") and c.ent not in ("DATE", "TIME")
        if name and c.subtree()[0].i == verb.i + 1:
            return c
    return None


def self_told(candidate: Candidate) -> bool:
    """Whether the speaker is the writer or the reader ("I think", "as you said")."""
    return candidate.speaker is not None and candidate.speaker.lower in _FIRST_SECOND


def bare_cue(sentence: Sentence, quoted: Sequence[int], lexicon: Reporting) -> Candidate | None:
    """The verb of speech of a sentence that holds no content, only who says it, or that ends with a colon."""
    tokens = sentence.tokens
    colon = tokens[-1].text == ":"
    if len(tokens) > _LONGEST_BARE and not colon:
        return None
    for token in tokens:
        if token.pos != "VERB" or quoted[token.i] >= 0:
            continue
        entry = lexicon.cues["verb"].get(token.lemma)
        if entry is None or not entry.speech or token.head is not token:
            continue
        subject = subject_of(token)
        if subject is not None:
            return Candidate(token, [token], entry.stance, (), subject, "quote", True)
    return None
