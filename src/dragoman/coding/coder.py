"""The coder: articles in, coded articles out."""

from __future__ import annotations

import dataclasses
import itertools
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language

from dragoman import __version__
from dragoman.coding.article import ArticleCoder, Drafted, Told
from dragoman.coding.belonging import load_weights
from dragoman.coding.entities import EntityFinder
from dragoman.errors import DragomanError
from dragoman.language.pipeline import DEFAULT_MODEL, ParsedArticle, load_model, parse
from dragoman.lexicon.contexts import load_context_words
from dragoman.lexicon.off_topic import load_off_topic
from dragoman.lexicon.predicates import load_lexicon
from dragoman.ontology import load_ontology
from dragoman.reading.blocks import split_blocks
from dragoman.reading.language import settle_language
from dragoman.records import Article, CodedArticle, stable_id
from dragoman.world.index import World

if TYPE_CHECKING:
    from dragoman.coding.judging import Judge

_LOG = logging.getLogger("dragoman")
_MAX_CHARACTERS = 500_000
"""Of a text that is coded: a book of 80,000 words. What is longer is no article but an archive in one piece."""


class Coder:
    """Codes articles into events, statements and entities.

    Args:
        model: name of an installed spaCy pipeline with a parser; the pinned small English one by default.
        actors: files with the user's own actors, which add to or override the packaged world tables.
        explain: whether coded articles carry, for each event, the steps that led to it.
        fast: whether the lexicon's rules code alone, without the learned reader: about twice as quick, less sure.
        judge: what joins rules and reader, while its weights are fitted; the packaged one by default.
        belonging: whether somebody whose words do not tell it is given a state; not while that is fitted.

    Raises:
        ModelError: if the spaCy pipeline is not installed, or the reader's files are damaged.
        TableError: if one of ``actors`` breaks its form.
    """

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        actors: Iterable[str | Path] = (),
        explain: bool = False,
        fast: bool = False,
        judge: Judge | None = None,
        belonging: bool = True,
    ) -> None:
        self._model = model
        self._nlp: Language | None = None
        world = World.load(tuple(Path(a) for a in actors))
        lexicon, ontology, words = load_lexicon(), load_ontology(), load_context_words()
        read_by = "fitted"
        if judge is None:
            judge, read_by = (None, "fast") if fast else _judge()
        tables = stable_id(lexicon.hash, ontology.hash, words.hash, load_off_topic().hash, world.hash, read_by)[:8]
        self.name = f"dragoman {__version__} {model}{' fast' * fast} {tables}"
        """Name, version, language model and hash of all tables and of the reader: stands in every output."""
        entities = EntityFinder(world, belonging=load_weights() if belonging else None)
        self._coder = ArticleCoder(entities, lexicon, ontology, words, self.name, explain, judge)

    def code(self, article: Article | str) -> CodedArticle:
        """Code one article; a fault of the article becomes ``error`` in the result, never an exception."""
        return next(self.pipe([article]))

    def pipe(self, articles: Iterable[Article | str], batch_size: int = 16) -> Iterator[CodedArticle]:
        """Code articles in order, a batch at a time; memory does not grow with their number."""
        language = self._language()
        source = (a if isinstance(a, Article) else Article(text=a) for a in articles)
        while batch := list(itertools.islice(source, batch_size)):
            yield from self._batch(batch, language)

    def _batch(self, articles: list[Article], language: Language) -> Iterator[CodedArticle]:
        """Articles parsed together; where that fails, each for itself, so that only the one at fault is lost."""
        try:
            parsed = list(parse([self._ready(a) for a in articles], language, len(articles)))
        except Exception as e:
            if len(articles) == 1:
                yield self._faulty(articles[0], e)
                return
            for article in articles:
                yield from self._batch([article], language)
        else:
            yield from map(self.code_parsed, parsed)

    def parsed(self, articles: Iterable[Article | str], batch_size: int = 16) -> Iterator[ParsedArticle]:
        """Articles parsed as the coder parses them; for tools that look inside the coding."""
        language = self._language()
        source = (a if isinstance(a, Article) else Article(text=a) for a in articles)
        while batch := list(itertools.islice(source, batch_size)):
            yield from parse([self._ready(a) for a in batch], language, len(batch))

    def drafted(self, parsed: ParsedArticle) -> Drafted:
        """A parsed article half coded: what the rules alone make of it, sentence by sentence."""
        return self._coder.drafted(parsed)

    def told(self, parsed: ParsedArticle) -> Told:
        """What a parsed article tells, with its events joined, before it is written as records."""
        return self._coder.told(parsed)

    def code_parsed(self, parsed: ParsedArticle) -> CodedArticle:
        """Code an article that is parsed already."""
        article = parsed.article
        if article.error is not None:
            return self.failed(article, article.error)
        try:
            return self._coder.code(parsed)
        except Exception as e:  # one bad article never harms a run
            return self._faulty(article, e)

    def _faulty(self, article: Article, error: Exception) -> CodedArticle:
        _LOG.debug("article %s", article.id, exc_info=error)
        kind = "" if isinstance(error, DragomanError) else f"{type(error).__name__}: "
        return self.failed(article, " ".join(f"could not be coded: {kind}{error}".split()))

    def failed(self, article: Article, error: str) -> CodedArticle:
        """The row of an article that was not coded, with the reason in one line."""
        return CodedArticle(
            id=article.id,
            published=article.published,
            title=article.title,
            language=article.language,
            coder=self.name,
            blocks=article.blocks,
            error=error,
        )

    def _language(self) -> Language:
        if self._nlp is None:
            self._nlp = load_model(self._model)
        return self._nlp

    def _ready(self, article: Article) -> Article:
        """The article with language and blocks, or with the reason why it cannot be coded and nothing to parse."""
        if article.error is not None:
            return article
        if not article.text.strip():
            return _refused(article, "the text is empty")
        size = len(article.text)
        if size > _MAX_CHARACTERS:
            return _refused(article, f"the text has {size:,} characters; at most {_MAX_CHARACTERS:,} are one article")
        language = settle_language(article.language, article.text)
        article = dataclasses.replace(article, language=language)
        if language not in (None, "en"):
            return _refused(article, f"the language is {language}: only English (en) is coded")
        if not article.blocks:
            article = dataclasses.replace(article, blocks=split_blocks(article.text, article.title))
        return article


def _judge() -> tuple[Judge, str]:
    """The learned reader with what joins it to the rules, and the hash of both; imported only where it is used."""
    from dragoman.coding.attributing import Attributor
    from dragoman.coding.judging import Judge
    from dragoman.coding.trust import load_weights as load_rule_weights
    from dragoman.lexicon.reporting import load_reporting
    from dragoman.reader.joining import load_joining, load_statement_joining
    from dragoman.reader.model import load_reader, reader_hash

    attributor = Attributor(load_statement_joining(), load_rule_weights(), load_reporting())
    return Judge(load_reader(), load_joining(), attributor), reader_hash()


def _refused(article: Article, error: str) -> Article:
    return dataclasses.replace(article, error=error, blocks=())
