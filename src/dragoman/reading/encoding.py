"""From bytes to text: UTF-8, UTF-16 and UTF-32 by their mark, Windows-1252 where nothing speaks against it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

LONGEST_LINE = 64 * 2**20
"""Bytes (or characters) of the longest line that is read; the rest of a longer one is passed over."""

_CHUNK = 2**20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16's: first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_SPARSE = 0.15
"""In Western languages fewer letters than this share are accented; in Cyrillic or Chinese code pages, most."""

BAD = "\udc80"
"""Stands in a line for bytes that are no text; `rows.text_fault` finds it."""


class EncodingFault(ValueError):
    """Bytes that are no text in any encoding that is read; the message says why and what to do."""


def decode(data: bytes) -> str:
    """The text of a whole file.

    Raises:
        EncodingFault: where the bytes are no UTF-8, have no mark of another encoding and are not likely Windows-1252.
    """
    mark, encoding = _mark(data)
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        if mark or not _plausible_1252(data):
            at = error.start + len(mark)
            raise EncodingFault(f"not valid {encoding.upper()} (at byte {at}); save it as UTF-8") from None
    return data.decode("cp1252")


def text_lines(stream: BinaryIO, first: bytes = b"") -> Iterator[str]:
    """The lines of a stream, with their line ends, in little memory.

    Every line is decoded for itself, so that one bad line does not harm the others: its bad bytes are marked by
    ``BAD``. A line of more than 64 MiB is cut off there and ends with ``BAD``.

    Args:
        stream: open for reading bytes.
        first: what was read from it already: its first line or lines, whole.
    """
    head = first or stream.readline(LONGEST_LINE)
    mark, encoding = _mark(head)
    if encoding != "utf-8":
        yield from _wide_lines(head[len(mark) :], stream, encoding)
        return
    for line in head[len(mark) :].splitlines(keepends=True) if first else [head[len(mark) :]]:
        yield _line(line, stream)
    while line := stream.readline(LONGEST_LINE):
        yield _line(line, stream)


def _mark(data: bytes) -> tuple[bytes, str]:
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))


def _line(data: bytes, stream: BinaryIO) -> str:
    if len(data) >= LONGEST_LINE and not data.endswith(b"\n"):
        while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass
        return data.decode("utf-8", "ignore") + BAD
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if _plausible_1252(data):
            return data.decode("cp1252")
        return data.decode("utf-8", "surrogateescape")


def _plausible_1252(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 can be Windows-1252: no controls, few accents, no sign of broken UTF-8."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return False
    high = len(_HIGH.findall(data))
    return high <= _SPARSE * len(data) and not _CONTROLS.search(data) and not _UTF8_SEQUENCE.search(data)


def _wide_lines(head: bytes, stream: BinaryIO, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="dragoman.mark")
    pending = ""
    chunk = head
    while True:
        chunk = chunk or stream.read(_CHUNK)
        pending += decoder.decode(chunk, final=not chunk)
        *lines, pending = pending.split("\n")
        yield from (line + "\n" for line in lines)
        if not chunk:
            break
        if len(pending) > LONGEST_LINE:
            yield pending + BAD
            pending = ""
        chunk = b""
    if pending:
        yield pending


def _mark_bad(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return BAD, error.end


codecs.register_error("dragoman.mark", _mark_bad)
