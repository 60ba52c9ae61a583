"""``read``: a stream of articles out of any mix of files, folders and standard input."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, cast

from dragoman.errors import InputError
from dragoman.reading.columns import check_fields
from dragoman.reading.encoding import LONGEST_LINE, EncodingFault, decode, text_lines
from dragoman.reading.json_rows import (
    Options,
    articles_of_document,
    articles_of_lines,
    looks_like_document,
    looks_like_lines,
)
from dragoman.reading.pages import article_of_page
from dragoman.reading.rows import Where, failed, log, text_fault
from dragoman.reading.tables import articles_of_csv, articles_of_parquet
from dragoman.records import Article

STDIN = "-"
KINDS = {
    ".txt": "text", ".text": "text", ".md": "text",
    ".html": "page", ".htm": "page", ".xhtml": "page",
    ".jsonl": "lines", ".ndjson": "lines", ".json": "document",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
"""What kind of file a suffix says; all but Parquet may end in ``.gz`` too."""


def read(
    inputs: Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    published: str | None = None,
) -> Iterator[Article]:
    """Articles out of any mix of inputs, one after the other, in little memory.

    Args:
        inputs: plain-text files, HTML pages, JSONL, JSON, CSV, TSV and Parquet files, folders of them (searched
            through, in the order of their names), and ``-`` for standard input (plain text, JSON or a page).
        columns: field of an article -> column of a table or key of a JSON object, where names are not the usual ones.
        published: ISO day for articles whose input gives none.

    Yields:
        Articles in the order of the input. What cannot be read of an input is an article too, without text and with
        ``error`` set to one line with file, line and cause. ``blocks`` are filled for HTML pages only.

    Raises:
        InputError: when an input as a whole cannot be read and is reached: a missing file, a folder without
            articles, a kind of file that is not known.
    """
    options: Options = (check_fields(columns), published)
    for given in [inputs] if isinstance(inputs, str | Path) else inputs:
        if str(given) == STDIN:
            yield from _guarded(_stdin(options), "<stdin>")
            continue
        path = Path(given)
        files = _files(path)
        for file in files:
            yield from _guarded(_articles(file, options), str(file))


def check(inputs: Iterable[str | Path]) -> None:
    """Looks, before any work is done, whether all inputs are there and of a kind that is read.

    Raises:
        InputError: for the first that is not.
    """
    for given in [inputs] if isinstance(inputs, str | Path) else inputs:
        if str(given) != STDIN:
            next(_files(Path(given)), None)


def files_of(given: str | Path) -> Iterator[str | Path]:
    """What ``read`` goes through for one input: a folder's files, one by one; else the input itself.

    Raises:
        InputError: where it is missing, of no known kind, or a folder without articles.
    """
    if str(given) == STDIN:
        yield STDIN
    else:
        yield from _files(Path(given))


def kind_of(path: Path) -> str | None:
    """The kind of a file by its name: a value of ``KINDS``; text for a name without suffix; None if not known."""
    suffix = path.suffix.lower()
    zipped = suffix == ".gz"
    if zipped:
        suffix = Path(path.stem).suffix.lower()
    kind = KINDS.get(suffix) if suffix else "text"
    return None if zipped and kind == "parquet" else kind


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or the files of a folder that hold articles, in the order of their names."""
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be opened: {_reason(error)}", str(path)) from None
    if is_folder:
        yield from _folder(path)
        return
    if not exists:
        raise InputError("no such file or folder", str(path))
    if kind_of(path) is None:
        raise InputError(f"not a known kind of file; known are {' '.join(KINDS)} (and .gz)", str(path))
    if not os.access(path, os.R_OK):
        raise InputError("may not be read (permission denied)", str(path))
    yield path


def _folder(path: Path) -> Iterator[Path]:
    found = False
    for file in files_in(path):
        found = True
        yield file
    if not found:
        raise InputError(f"the folder holds no articles: no file that ends in {' '.join(KINDS)}", str(path))


def files_in(path: Path) -> Iterator[Path]:
    """A folder's files that hold articles, with those of its sub-folders, in the order of their names.

    Raises:
        InputError: where a folder cannot be opened.
    """
    for folder, folders, names in os.walk(path, onerror=_raise_walk):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if not name.startswith(".") and file.suffix and kind_of(file) and file.is_file():
                yield file


def _raise_walk(error: OSError) -> None:
    raise InputError(f"cannot be opened: {_reason(error)}", str(error.filename))


def _guarded(articles: Iterator[Article], source: str) -> Iterator[Article]:
    """The articles; a fault of the disk or the compression as an InputError."""
    try:
        yield from articles
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"broken or cut off gzip file: {_reason(error)}", source) from None
    except OSError as error:
        raise InputError(f"cannot be read: {_reason(error)}", source) from None


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _articles(path: Path, options: Options) -> Iterator[Article]:
    kind, source = kind_of(path), str(path)
    if kind == "parquet":
        yield from articles_of_parquet(path, source, options)
        return
    with cast(BinaryIO, gzip.open(path) if path.suffix.lower() == ".gz" else path.open("rb")) as stream:
        none = True
        for article in _of_stream(stream, kind or "text", source, options):
            none = False
            yield article
    if none:
        log.warning("%s: holds no articles", source)


def _of_stream(stream: BinaryIO, kind: str, source: str, options: Options) -> Iterator[Article]:
    if kind == "lines":
        yield from articles_of_lines(text_lines(stream), source, options)
    elif kind in ("csv", "tsv"):
        yield from articles_of_csv(text_lines(stream), source, options, tab=kind == "tsv")
    else:
        yield from _of_whole(stream.read(LONGEST_LINE + 1 if kind != "document" else -1), kind, source, options)


def _of_whole(data: bytes, kind: str, source: str, options: Options) -> Iterator[Article]:
    where = Where(source)
    if kind != "document" and len(data) > LONGEST_LINE:
        yield failed("longer than 64 MiB: not one article", where)
    elif kind == "page":
        yield article_of_page(data, where, options[1])
    elif kind == "document":
        try:
            text = decode(data)
        except EncodingFault as fault:
            raise InputError(str(fault), source) from None
        if text.strip():
            yield from articles_of_document(text, source, options)
    else:
        yield _of_text(data, where, options[1])


def _of_text(data: bytes, where: Where, published: str | None) -> Article:
    """The article of a plain-text file; its first line is the title where it is a headline."""
    from dragoman.reading.blocks import split_blocks

    try:
        text = decode(data)
    except EncodingFault as fault:
        return failed(str(fault), where)
    fault_of_text = text_fault(text)
    if fault_of_text:
        return failed(fault_of_text, where)
    blocks = split_blocks(text)
    head = next((b for b in blocks if b.kind in ("headline", "paragraph", "summary")), None)
    title = text[slice(*head.span)] if head and head.kind == "headline" else None
    return Article(text, title=" ".join(title.split()) if title else None, published=published)


def _stdin(options: Options) -> Iterator[Article]:
    stream, source = sys.stdin.buffer, "<stdin>"
    first = b""
    while (line := stream.readline(LONGEST_LINE)) and not (first := first + line).strip(b"\xef\xbb\xbf \t\r\n"):
        pass
    head = first.decode("utf-16" if first[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "ignore").lstrip()
    if looks_like_lines(head):
        yield from articles_of_lines(text_lines(stream, first), source, options)
        return
    page = head[:200].lower().startswith(("<!doctype html", "<html", "<?xml"))
    kind = "page" if page else "document" if looks_like_document(head) else "text"
    yield from _of_whole(first + stream.read(), kind, source, options)
