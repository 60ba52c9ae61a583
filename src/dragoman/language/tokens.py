"""Parsed sentences as plain Python objects: what every later room reads instead of spaCy's own tokens.

Reading an attribute of a spaCy token crosses into C and back each time; the coder reads each several times, so
one bulk export of a Doc into slotted objects is several times quicker, and offsets come out as the article's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, POS, SENT_START, TAG
from spacy.tokens import Doc

from dragoman.records import BlockKind, Span

# Verbs whose inflected forms the stock lemmatizer takes for those of a shorter word ("hoped" of "hop").
_E_VERBS = ("hope", "fine", "rape", "stage", "wage", "slate", "shame", "lambaste", "re-establish", "cordon")
_LEMMAS = {
    form: verb
    for verb in _E_VERBS
    for stem in (verb.removesuffix("e"),)
    for form in (verb + "s", verb + "es", stem + "ed", stem + "ing")
}
_ATTRIBUTES = [LEMMA, POS, TAG, DEP, HEAD, ENT_TYPE, ENT_IOB, SENT_START]


class Token:
    """One word or mark of a sentence with its place in the parse.

    Attributes:
        i: index in its sentence.
        text, lower, lemma: as written, in lower case, and the dictionary form.
        pos, tag, dep: universal part of speech, Penn tag, dependency label (spaCy's English scheme).
        head: governing token; the root's head is itself.
        children: dependents, left to right.
        start, end: character offsets into the article's text.
        ent: spaCy's entity label or "", ent_start: whether this token begins that entity.
    """

    __slots__ = (
        "children",
        "dep",
        "end",
        "ent",
        "ent_start",
        "head",
        "i",
        "lemma",
        "lower",
        "pos",
        "sent",
        "start",
        "tag",
        "text",
    )

    head: Token
    sent: Sentence

    def __init__(self, i: int, text: str, lemma: str, pos: str, tag: str, dep: str, start: int) -> None:
        self.i, self.text, self.lemma, self.pos, self.tag, self.dep = i, text, lemma, pos, tag, dep
        self.lower = text.lower()
        if pos == "VERB" and self.lower in _LEMMAS:
            self.lemma = _LEMMAS[self.lower]
        self.start, self.end = start, start + len(text)
        self.children: list[Token] = []
        self.ent, self.ent_start = "", False

    def __repr__(self) -> str:
        return f"<{self.text}/{self.dep} {self.i}>"

    def is_root(self) -> bool:
        """Whether nothing governs this token."""
        return self.head is self

    def child(self, *deps: str) -> Token | None:
        """The first dependent with one of these labels."""
        for c in self.children:
            if c.dep in deps:
                return c
        return None

    def all(self, *deps: str) -> list[Token]:
        """All dependents with one of these labels, left to right."""
        return [c for c in self.children if c.dep in deps]

    def ancestors(self) -> Iterator[Token]:
        """Governors from the nearest to the root."""
        t = self
        while t.head is not t:
            t = t.head
            yield t

    def subtree(self) -> list[Token]:
        """This token and all below it, in order of the text."""
        out, stack = [], [self]
        while stack:
            t = stack.pop()
            out.append(t)
            stack.extend(t.children)
        out.sort(key=lambda t: t.i)
        return out

    def conjuncts(self) -> list[Token]:
        """This token and those coordinated with it (from the first conjunct's point of view: itself and those
        hung below it by ``conj``)."""
        out = [self]
        for t in out:
            out.extend(c for c in t.children if c.dep == "conj")
        return out


class Sentence:
    """One sentence of a coded block.

    Attributes:
        tokens: without white space.
        start, end: character offsets into the article's text.
        block: kind of the block it stands in; block_index: which block of the article.
        index: running number in the article.
        first: whether it is the first sentence of its block.
    """

    __slots__ = ("block", "block_index", "end", "first", "index", "start", "tokens")

    def __init__(self, tokens: list[Token], block: BlockKind, block_index: int, index: int, first: bool) -> None:
        self.tokens, self.block, self.block_index, self.index, self.first = (
            tokens,
            block,
            block_index,
            index,
            first,
        )
        self.start, self.end = tokens[0].start, tokens[-1].end
        for t in tokens:
            t.sent = self

    def __repr__(self) -> str:
        return f"<Sentence {self.index} {' '.join(t.text for t in self.tokens[:6])} ...>"

    @property
    def span(self) -> Span:
        """Character offsets of the sentence."""
        return self.start, self.end

    def roots(self) -> list[Token]:
        """Tokens that nothing governs; more than one where the parser gave up."""
        return [t for t in self.tokens if t.head is t]

    def at(self, start: int, end: int) -> list[Token]:
        """The tokens that overlap a character span."""
        return [t for t in self.tokens if t.start < end and start < t.end]


def sentences_of(doc: Doc, place: Callable[[int], tuple[int, BlockKind, int]], first_index: int = 0) -> list[Sentence]:
    """The sentences of a parsed Doc.

    Args:
        doc: parsed, with sentence starts.
        place: for a character offset in the Doc: the offset in the article, the kind and the number of its block.
        first_index: running number of the first sentence.
    """
    strings = doc.vocab.strings
    rows = doc.to_array(_ATTRIBUTES).tolist()
    heads = doc.to_array([HEAD]).astype("int64").tolist()
    out: list[Sentence] = []
    last_block = -1
    group: list[int] = []
    starts = [t.idx for t in doc]
    words = [t.text for t in doc]

    def close() -> None:
        nonlocal last_block
        members = [j for j in group if not words[j].isspace()]
        if not members:
            return
        offset, kind, block = place(starts[members[0]])
        tokens = _tokens(members, rows, heads, words, starts, offset - starts[members[0]], strings)
        out.append(Sentence(tokens, kind, block, first_index + len(out), block != last_block))
        last_block = block

    for j, row in enumerate(rows):
        if group and row[7] == 1:
            close()
            group = []
        group.append(j)
    close()
    return out


def _tokens(
    members: list[int],
    rows: list[list[int]],
    heads: list[list[int]] | list[int],
    words: list[str],
    starts: list[int],
    shift: int,
    strings: object,
) -> list[Token]:
    names = strings  # spaCy's string store: hash -> text
    made: dict[int, Token] = {}
    for i, j in enumerate(members):
        row = rows[j]
        token = Token(
            i,
            words[j],
            names[row[0]] if row[0] else words[j].lower(),  # type: ignore[index]
            names[row[1]],  # type: ignore[index]
            names[row[2]],  # type: ignore[index]
            names[row[3]],  # type: ignore[index]
            starts[j] + shift,
        )
        if row[5]:
            token.ent = names[row[5]]  # type: ignore[index]
            token.ent_start = row[6] == 3
        made[j] = token
    for j, token in made.items():
        offset = heads[j]
        head = made.get(j + (offset if isinstance(offset, int) else offset[0]), token)
        token.head = head
        if head is not token:
            head.children.append(token)
    return list(made.values())
