"""Articles out of JSON: one object a line, or a document that holds one object or an array of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dragoman.errors import InputError
from dragoman.reading.columns import choose_columns
from dragoman.reading.encoding import BAD
from dragoman.reading.rows import Where, article_from_row, failed
from dragoman.records import Article

_OWN_ID = re.compile(r'\s*\{\s*"(?:id|_id|article_id|doc_id)"\s*:\s*("(?:[^"\\\n]|\\.){1,200}"|-?\d{1,30})\s*[,}]')
_LIST_KEYS = ("articles", "items", "results", "data", "docs", "documents", "stories", "rows")

Options = tuple[Mapping[str, str] | None, str | None]
"""The columns as the user names them, and the day for articles that have none."""


def articles_of_lines(lines: Iterable[str], source: str, options: Options) -> Iterator[Article]:
    """One article for every line that is not blank; for a line that holds none, an article with an error."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _article_of_line(line, Where(source, number), options)


def _article_of_line(line: str, where: Where, options: Options) -> Article:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return failed(_cause(line, error), where, _own_id(line))
    return _article(row, where, options)


def _article(row: object, where: Where, options: Options) -> Article:
    if not isinstance(row, dict):
        return failed(f"not an object with a text but {_shape(row)}", where)
    return article_from_row(row, where, *options)


def articles_of_document(text: str, source: str, options: Options) -> Iterator[Article]:
    """The articles of a ``.json`` file: an object, an array of them, an object with such an array, or one a line.

    Raises:
        InputError: where the whole is none of these.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        first = text.lstrip().split("\n", 1)[0]
        if not _is_object(first):
            raise InputError(_cause(text, error), source, getattr(error, "lineno", None)) from None
        yield from articles_of_lines(text.split("\n"), source, options)
        return
    rows = _rows(document)
    if len(rows) == 1 and rows[0] is document:
        yield _article(document, Where(source), options)
        return
    for number, row in enumerate(rows, start=1):
        yield _article(row, Where(source, number, "item"), options)


def looks_like_lines(first: str) -> bool:
    """Whether a first line opens a JSONL file."""
    return first.lstrip().startswith("{") and first.rstrip().endswith("}")


def looks_like_document(first: str) -> bool:
    """Whether a first line opens a JSON document of several lines, or an array."""
    return re.match(r"\s*(?:\{\s*(?:\"|$)|\[\s*(?:\{|$))", first) is not None


def _rows(document: Any) -> list[Any]:
    if isinstance(document, list):
        return document
    if isinstance(document, dict) and "text" not in choose_columns(map(str, document)):
        lists = [document[key] for key in _LIST_KEYS if isinstance(document.get(key), list)]
        if len(lists) == 1:
            return lists[0]  # type: ignore[no-any-return]
    if isinstance(document, dict) and isinstance(document.get("data"), list):
        return document["data"]  # type: ignore[no-any-return]
    return [document]


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _own_id(line: str) -> str:
    """The id of a broken object, where it stands first in it and is whole."""
    match = _OWN_ID.match(line)
    if match is None:
        return ""
    try:
        found = str(json.loads(match.group(1)))
        found.encode()
    except ValueError:
        return ""
    return found.replace("\x00", "")


def _cause(text: str, error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "not valid JSON: nested too deeply"
    if text.endswith(BAD) and len(text) > 1_000_000:
        return "the line is longer than 64 MiB"
    if "\x00" in text:
        return "not valid JSON: it holds NUL characters (binary data, or UTF-16 without its mark)"
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON: {error.msg} (column {error.colno})"
    return f"not valid JSON: {error}"


def _shape(row: object) -> str:
    return {list: "an array", str: "a string", bool: "true or false", type(None): "null"}.get(type(row), "a number")
