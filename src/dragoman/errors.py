"""The errors a user may meet; each is one clear line that says what to do about it."""

from __future__ import annotations


class DragomanError(Exception):
    """Something went wrong that the user can mend; the message is one line without a traceback."""


class InputError(DragomanError):
    """A file, line or article that cannot be read.

    Attributes:
        source: the file's name (``<stdin>`` for standard input), or None.
        line: 1-based line of the fault in the file, or None.
        cause: what is wrong and, where there is one, the way out.
    """

    def __init__(self, cause: str, source: str | None = None, line: int | None = None) -> None:
        self.source, self.line, self.cause = source, line, cause
        where = f"{source}, line {line}: " if source and line else f"{source}: " if source else ""
        super().__init__(where + " ".join(cause.split()))


class TableError(InputError):
    """A lexicon, ontology or world table that breaks its schema."""


class ModelError(DragomanError):
    """The language model is missing or not the one that this version was built for."""
