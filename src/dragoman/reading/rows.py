"""From a row of a table or an object of JSON to an article, or to an error that says what is wrong with it."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.reading.columns import choose_columns
from dragoman.reading.days import parse_day
from dragoman.reading.language import language_code
from dragoman.records import Article, stable_id

log = logging.getLogger("dragoman")
_CONTROL = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Where:
    """Where in the input something stands: the file as the user named it, and the 1-based line, if it has lines."""

    source: str
    line: int | None = None
    unit: str = "line"

    def __str__(self) -> str:
        return f"{self.source}, {self.unit} {self.line}" if self.line else self.source


def article_from_row(
    row: Mapping[str, Any],
    where: Where,
    columns: Mapping[str, str] | None = None,
    published: str | None = None,
) -> Article:
    """The article a row holds; with ``error`` set, and no text, where it holds none that can be read.

    Args:
        row: column or key -> value.
        where: where the row stands, for messages and for the id of a row that has none.
        columns: field -> column, where they are known; else guessed from the row's keys.
        published: ISO day for rows that do not give one.

    A value that is no use (a title that is a number, a date that is no date) is left out with a warning in the log.
    """
    try:
        names = choose_columns((str(k) for k in row), columns)
        values = {field: row.get(column) for field, column in names.items()}
        given_id = _id(values.get("id"))
        fault = _fault(values, names.get("text"))
        if fault:
            return failed(fault, where, given_id)
        return _article(values, where, given_id, published)
    except RecursionError:
        return failed("nested too deeply", where)


def failed(cause: str, where: Where, given_id: str = "") -> Article:
    """An article that could not be read: it has an id and says why."""
    line = " ".join(f"{where}: {cause}".split()).replace("\x00", "\\0")
    line = line.encode("utf-8", "backslashreplace").decode()
    return Article("", id=given_id or stable_id(where.source, where.line), error=line)


def text_fault(text: str) -> str | None:
    """Why a text cannot be coded, or None."""
    if not text.strip():
        return "the text is empty"
    bad = _CONTROL.search(text)
    if bad is None:
        return None
    if bad.group() == "\x00":
        return f"the text holds a NUL character (at {bad.start()}): binary data, or UTF-16 taken for UTF-8"
    return f"the text holds bytes or half characters that are no valid text (at {bad.start()}); save it as UTF-8"


def _fault(values: Mapping[str, Any], column: str | None) -> str | None:
    text = values.get("text")
    if column is None:
        return "no text: none of its fields is called text, body, content or the like"
    if text is None or (isinstance(text, float) and math.isnan(text)):
        return f"no text: {column!r} is missing or null"
    if not isinstance(text, str):
        return f"{column!r} must be text, not {_kind(text)}"
    return text_fault(text)


def _article(values: dict[str, Any], where: Where, given_id: str, published: str | None) -> Article:
    url, publisher = _string(values, "url", where), _string(values, "publisher", where)
    if publisher and url is None and re.match(r"https?://\S+$", publisher):
        url, publisher = publisher, None
    raw = values.get("published")
    day = parse_day(raw)
    if day is None and raw not in (None, ""):
        log.warning("%s: %r is no day that can be told; the article has no date of its own", where, _short(raw))
    language = values.get("language")
    code = language_code(language) if isinstance(language, str) else None
    return Article(
        text=values["text"],
        id=given_id,
        url=url,
        publisher=publisher,
        title=_string(values, "title", where),
        author=_string(values, "author", where),
        published=day or published,
        language=code,
    )


def _id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        try:
            return str(value)
        except ValueError:  # thousands of digits
            return ""
    return value.strip() if isinstance(value, str) and not _CONTROL.search(value) else ""


def _string(values: Mapping[str, Any], field: str, where: Where) -> str | None:
    """A field's value as text on one line, or None."""
    value = values.get(field)
    if isinstance(value, Mapping):  # {"id": ..., "name": "The Paper"}
        value = value.get("name")
    if isinstance(value, list | tuple) and value and all(isinstance(v, str) for v in value) and field == "author":
        value = ", ".join(value)
    if isinstance(value, str):
        line = " ".join(value.split())
        if not _CONTROL.search(line):
            return line or None
    elif value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    log.warning("%s: %r left out: it must be text, not %s", where, field, _kind(value))
    return None


def _short(value: object) -> str:
    try:
        return str(value)[:60]
    except ValueError:
        return "a number of thousands of digits"


_KINDS: dict[type, str] = {
    bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object", bytes: "bytes",
    str: "characters that cannot be written",
}  # fmt: skip


def _kind(value: object) -> str:
    return _KINDS.get(type(value), f"a value of type {type(value).__name__}")
