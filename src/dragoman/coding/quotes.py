"""Quotation marks: which stretches of a block stand between them, whatever the style and however badly closed.

A mark opens or closes by its shape (“ ” « » „ ‘) or, where the shape is silent (straight marks, '' ), by the white
space around it. Apostrophes are told from single marks by what they touch. Marks inside a quotation (nested ones)
are part of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.records import Span

_MARK = re.compile(r"''|``|[\"“”„«»‘’']")
_OPENS = frozenset("“„«‘") | {"``"}
_CLOSES = frozenset("”»’")
_DOUBLE = frozenset('“”„«»"') | {"''", "``"}
_TURNED = frozenset({("„", "“"), ("„", "”"), ("»", "«")})
_SINGLE_OF = {"‘": "’", "'": "'"}
_BEFORE_OPENING = frozenset(" \t\n\xa0([{—–-/:,;.…\"“'‘«")
_AFTER_CLOSING = frozenset(" \t\n\xa0)]}—–-/:,;.…?!\"”’»'")
_ELISION = re.compile(r"['’](?:em|tis|twas|til|cause|n|\d0s|bout)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch in quotation marks.

    Attributes:
        span: character offsets in the article, marks included.
        inner: without the marks.
        closed: whether both marks are there; an unclosed one runs to the end of its block.
        single: whether the marks are single ones.
    """

    span: Span
    inner: Span
    closed: bool
    single: bool = False


def find_quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations of one block of the article's text, left to right, without overlaps."""
    found: list[Quotation] = []
    opened: tuple[int, int, str] | None = None  # where the open mark starts and ends, and the mark
    for match in _MARK.finditer(text, start, end):
        mark, at, after = match.group(), match.start(), match.end()
        if mark in _DOUBLE:
            opened = _double(text, found, opened, (mark, at, after, start, end))
        elif opened is None or opened[2] not in _DOUBLE:
            opened = _single(text, found, opened, (mark, at, after, start, end))
    if opened is not None and opened[2] in _DOUBLE:
        found.append(Quotation((opened[0], end), (opened[1], end), False))
    return found


_Mark = tuple[str, int, int, int, int]
_Open = tuple[int, int, str] | None


def _double(text: str, found: list[Quotation], opened: _Open, this: _Mark) -> _Open:
    mark, at, after, _, _ = this
    if opened is not None and opened[2] not in _DOUBLE:
        opened = None  # a single mark that was only an apostrophe after all
    if opened is None:
        return (at, after, mark) if _may_open(text, this) else None
    if mark in _OPENS and opened[2] not in {"„", "»"} and mark != opened[2]:
        return opened  # nested, of another style
    if _reopens(text, opened, this):
        # the closing mark was forgotten: what was open ends before this one
        found.append(Quotation((opened[0], at), (opened[1], at), False))
        return at, after, mark
    found.append(Quotation((opened[0], after), (opened[1], at), True))
    return None


def _may_open(text: str, this: _Mark) -> bool:
    mark, at, after, start, end = this
    if mark in _OPENS:
        return True
    if mark == "”":
        return False
    if mark == "»":  # German and Danish books turn the French marks round
        return after < end and not text[after].isspace() and (at == start or text[at - 1].isspace())
    return at == start or (after < end and not text[after].isspace())


def _reopens(text: str, opened: tuple[int, int, str], this: _Mark) -> bool:
    mark, at, after, start, end = this
    if (opened[2], mark) in _TURNED:
        return False
    if mark in _OPENS:
        return True
    if mark in {"”", "»"}:
        return False
    # an undirected mark after a space and before a word opens, unless nothing stands between the two marks
    spaced = at > start and text[at - 1] in " \t\xa0(—"
    return spaced and after < end and text[after].isalnum() and at - opened[1] > 1


def _single(text: str, found: list[Quotation], opened: _Open, this: _Mark) -> _Open:
    mark, at, after, start, end = this
    before = text[at - 1] if at > start else " "
    following = text[after] if after < end else " "
    if opened is None:
        opens = mark == "‘" or (mark == "'" and before in _BEFORE_OPENING)
        if opens and not following.isspace() and not _ELISION.match(text, at) and _closes_later(text, this):
            return at, after, mark
        return None
    if mark == _SINGLE_OF[opened[2]] and following in _AFTER_CLOSING and not before.isspace():
        found.append(Quotation((opened[0], after), (opened[1], at), True, True))
        return None
    return opened


def _closes_later(text: str, this: _Mark) -> bool:
    """Whether a single mark that may close stands further on, so that this one is no apostrophe."""
    mark, _, after, _, end = this
    close = _SINGLE_OF[mark]
    at = text.find(close, after, end)
    while at >= 0:
        if (at + 1 >= end or text[at + 1] in _AFTER_CLOSING) and not text[at - 1].isspace():
            return True
        at = text.find(close, at + 1, end)
    return False
