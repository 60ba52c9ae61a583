"""Lines and paragraphs: where the pieces of an article's text begin and end, hard-wrapped or one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dragoman.records import Span

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*\Z")
_FIRST_WORD = re.compile(r"\S+")

WRAP_WIDTHS = range(40, 121)
"""Widths, in characters, at which texts are hard-wrapped."""


def paragraphs(text: str) -> list[Span]:
    """The spans of the text's paragraphs in order, without outer white space; together they hold every visible
    character.

    A paragraph is a line; in a hard-wrapped text (lines filled up to one width, as in e-mail) it is a run of lines.
    """
    lines = list(_lines(text))
    return _joined(text, lines) if _hard_wrapped(text, lines) else lines


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            yield start, start + len(stripped)


def _hard_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether lines break where the next word would not have fitted, which no other kind of text does."""
    if len(lines) < 3:
        return False
    width = max(end - start for start, end in lines)
    if width not in WRAP_WIDTHS:
        return False
    adjacent = [(a, b) for a, b in pairwise(lines) if not _blank_between(text, a, b)]
    filled = [a for a, b in adjacent if _fills(text, a, b, width)]
    broken = sum(
        _SENTENCE_END.search(text[max(0, a[1] - 4) : a[1]]) is None for a in filled
    )  # in the midst of a sentence
    return broken >= 2 and len(filled) >= 0.6 * len(adjacent) and broken >= 0.5 * len(filled)


def _blank_between(text: str, a: Span, b: Span) -> bool:
    gap = text[a[1] : b[0]].replace("\r\n", "\n")
    return len(re.findall(r"[\n\r\u2028\u2029]", gap)) > 1


def _fills(text: str, a: Span, b: Span, width: int) -> bool:
    """Whether line ``a`` had no room for the first word of line ``b``."""
    word = _FIRST_WORD.search(text, b[0], b[1])
    return word is not None and a[1] - a[0] + 1 + len(word.group()) > width


def _joined(text: str, lines: list[Span]) -> list[Span]:
    width = max(end - start for start, end in lines)
    joined: list[Span] = []
    previous: Span | None = None
    for line in lines:
        if previous is None or _breaks(text, previous, line, width):
            joined.append(line)
        else:
            joined[-1] = (joined[-1][0], line[1])
        previous = line
    return joined


def _breaks(text: str, a: Span, b: Span, width: int) -> bool:
    """Whether a paragraph ends between two lines: a blank line, or a line left short before a new beginning."""
    if _blank_between(text, a, b):
        return True
    word = _FIRST_WORD.search(text, b[0], b[1])
    room = width - (a[1] - a[0]) - (len(word.group()) if word else 0)
    return room > 12 and not text[b[0]].islower()
