"""The lines of a file, plain, gzip or zip (each file in it by itself), with their numbers; faults become bad rows."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from dragoman.errors import InputError
from dragoman.formats.rows import Bad, BadRow
from dragoman.reading.encoding import text_lines

GZIP, ZIP, PARQUET = b"\x1f\x8b", b"PK", b"PAR1"
_BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)
_SURROGATES = re.compile("[\ud800-\udfff]")


class Line(NamedTuple):
    """A line and its number (from 1)."""

    number: int
    text: str


class Member(NamedTuple):
    """A file, or a file inside an archive: its name for messages, and its lines."""

    source: str
    lines: Iterator[Line]


def magic(path: Path) -> bytes:
    """The first four bytes of a file.

    Raises:
        InputError: where it cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(4)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be opened: {getattr(error, 'strerror', None) or error}", str(path)) from None


def members(path: Path, bad: Bad, whole: bool = False) -> Iterator[Member]:
    """The files in a file: itself, or those of a zip archive in their order. Read each to its end before the next.

    Args:
        path: the file.
        whole: keep blank lines and line breaks, which CSV may have inside a value; else neither is given.
        bad: told of lines that are no text, and of the place where a broken or cut off archive ends.

    Raises:
        InputError: where the file cannot be opened, or is an archive that cannot be read at all.
    """
    first = magic(path)
    if first[:2] == ZIP and zipfile.is_zipfile(path):
        yield from _zipped(path, bad, whole)
        return
    if first[:2] == ZIP:
        raise InputError("is a zip archive that is broken or cut off; fetch it again", str(path))
    with cast(BinaryIO, gzip.open(path) if first[:2] == GZIP else path.open("rb")) as stream:
        yield Member(str(path), _lines(stream, str(path), bad, whole))


def _zipped(path: Path, bad: Bad, whole: bool) -> Iterator[Member]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if info.is_dir() or info.filename.startswith("__MACOSX/"):
                continue
            source = f"{path}:{info.filename}"
            try:
                opened: AbstractContextManager[BinaryIO] = cast(AbstractContextManager[BinaryIO], archive.open(info))
            except (RuntimeError, NotImplementedError, *_BROKEN) as error:
                bad(BadRow(source, 1, f"this file of the archive cannot be read: {error}"))
                continue
            with opened as stream:
                yield Member(source, _lines(stream, source, bad, whole))


def _lines(stream: BinaryIO, source: str, bad: Bad, whole: bool) -> Iterator[Line]:
    number = 0
    try:
        for number, line in enumerate(text_lines(stream), start=1):
            text = line if whole else line.rstrip("\r\n")
            if _SURROGATES.search(text):
                bad(BadRow(source, number, "holds bytes that are no text; save the file as UTF-8"))
            elif whole or text.strip():
                yield Line(number, text)
    except _BROKEN as error:
        bad(BadRow(source, number + 1, f"the archive is broken or cut off here: {error}; what stands before was read"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}", source) from None
