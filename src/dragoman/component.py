"""Dragoman as a component of anybody's spaCy pipeline: ``nlp.add_pipe("dragoman")``.

spaCy imports this module whenever it looks up its factories, so the coder itself is imported on first use only.
The records lie in ``doc.user_data`` as JSON: so they survive ``Doc.to_bytes``, ``DocBin`` and ``nlp.pipe`` over
several processes, which can carry plain values only.
"""

from __future__ import annotations

import logging
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from dragoman.errors import ModelError
from dragoman.records import Article, CodedArticle, from_json, to_json

if TYPE_CHECKING:
    from dragoman.coding.coder import Coder

_LOG = logging.getLogger("dragoman")

KEY = "dragoman"
"""Under which ``doc.user_data`` holds a Doc's coded article, as a line of JSON."""

_FIELDS = ("events", "statements", "entities")


@Language.factory(
    "dragoman",
    assigns=[f"doc._.{field}" for field in _FIELDS],
    requires=["doc.sents", "token.dep", "token.tag", "token.lemma"],
    default_config={"published": None, "actors": []},
)
def make_dragoman(nlp: Language, name: str, published: str | None, actors: list[str]) -> Dragoman:
    """The component: codes each parsed Doc into ``doc._.events``, ``doc._.statements``, ``doc._.entities``.

    Args:
        published: ISO date against which relative dates resolve, unless ``doc._.published`` gives one.
        actors: files with the user's own actors.
    """
    return Dragoman(published, tuple(actors))


class Dragoman:
    """Codes parsed Docs. The extensions it adds to Doc are tuples of records, empty for a Doc not coded.

    Args:
        published: ISO date against which relative dates resolve, unless ``doc._.published`` gives one.
        actors: files with the user's own actors.
    """

    def __init__(self, published: str | None = None, actors: tuple[str, ...] = ()) -> None:
        self._published, self._actors = published, actors
        for field in _FIELDS:
            if not Doc.has_extension(field):
                Doc.set_extension(field, getter=partial(_records, field=field))
        if not Doc.has_extension("published"):
            Doc.set_extension("published", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Code a Doc.

        Raises:
            ModelError: where no parser has gone over the Doc before.
        """
        from dragoman.language.pipeline import from_doc
        from dragoman.reading.blocks import split_blocks

        if not doc.has_annotation("DEP"):
            raise ModelError("the Doc is not parsed: add the component 'dragoman' after a parser")
        article = Article(doc.text, published=doc._.published or self._published, blocks=split_blocks(doc.text, None))
        coded = _coder(self._actors).code_parsed(from_doc(doc, article))
        if coded.error is not None:
            _LOG.warning("a Doc that begins %r %s", doc.text[:40], coded.error)
        doc.user_data[KEY] = to_json(coded)
        return doc


@lru_cache(maxsize=2)
def _coder(actors: tuple[str, ...]) -> Coder:
    """Made once a process, and not part of the component: that travels between processes."""
    from dragoman.coding.coder import Coder

    return Coder(actors=actors)


def _records(doc: Doc, field: str) -> tuple[Any, ...]:
    line = doc.user_data.get(KEY)
    return () if line is None else getattr(_coded(line), field)


@lru_cache(maxsize=64)
def _coded(line: str) -> CodedArticle:
    return from_json(line)
