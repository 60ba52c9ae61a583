"""Dragoman as a component of anybody's spaCy pipeline: ``nlp.add_pipe("dragoman")``.

spaCy imports this module whenever it looks up its factories, so the coder itself is imported on first use only.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("dragoman", default_config={"published": None})
def make_dragoman(nlp: Language, name: str, published: str | None) -> Callable[[Doc], Doc]:
    """The component: codes each parsed Doc into ``doc._.events``, ``doc._.statements``, ``doc._.entities``.

    Args:
        published: ISO date against which relative dates resolve, unless ``doc._.published`` gives one.
    """
    for extension in ("events", "statements", "entities"):
        if not Doc.has_extension(extension):
            Doc.set_extension(extension, default=())
    if not Doc.has_extension("published"):
        Doc.set_extension("published", default=None)

    def code(doc: Doc) -> Doc:
        from dragoman.coding.coder import Coder
        from dragoman.language.pipeline import from_doc
        from dragoman.reading.blocks import split_blocks
        from dragoman.records import Article

        article = Article(text=doc.text, published=doc._.published or published, blocks=split_blocks(doc.text, None))
        coded = Coder().code_parsed(from_doc(doc, article))
        doc._.events, doc._.statements, doc._.entities = coded.events, coded.statements, coded.entities
        return doc

    return code
