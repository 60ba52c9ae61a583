"""The articles that an RSS or Atom feed names."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from typing import Any

import feedparser

from dragoman.feeds.addresses import absolute, canonical
from dragoman.feeds.faults import Fault
from dragoman.feeds.fetching import Page
from dragoman.feeds.state import Details, Found
from dragoman.reading.days import parse_day
from dragoman.reading.language import language_code

_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_TAGS = re.compile(r"<[^>]*>")


def entries_of_feed(page: Page) -> list[Found]:
    """The articles of a feed, each once, in its order; ``content`` is set where the feed holds the article's HTML.

    What a feed has no address for is left out, but for entries with content: their own id is their address then.

    Raises:
        Fault: where the document is no feed.
    """
    headers = {"content-location": page.url, "content-type": _content_type(page)}
    parsed = feedparser.parse(io.BytesIO(page.body), response_headers=headers)
    if not parsed.version and not parsed.entries:
        raise Fault(_why_none(page, parsed))
    language = _language(parsed.feed.get("language"))
    found: dict[str, Found] = {}
    for entry in parsed.entries:
        for one in _found(entry, page.url, language):
            found.setdefault(one.address, one)
    return list(found.values())


def _content_type(page: Page) -> str:
    """As an XML type, as which servers often do not send feeds; the encoding, where the server says it, holds."""
    media = page.media if page.media.endswith("xml") else "application/xml"
    return f"{media}; charset={page.charset}" if page.charset else media


def _why_none(page: Page, parsed: Any) -> str:
    head = page.body[:2000].lower()
    if not page.body.strip():
        return "the feed is empty"
    if b"<html" in head or b"<!doctype html" in head:
        return "is a web page, no feed"
    if b"<urlset" in head or b"<sitemapindex" in head:
        return "is a sitemap, no feed: it belongs under [[sitemap]]"
    cause = parsed.get("bozo_exception")
    return f"is no feed that can be read{f': {cause}' if cause else ''}"


def _found(entry: Any, base: str, language: str | None) -> Iterator[Found]:
    content = _content(entry)
    link = absolute(entry.get("link") or "", base) if entry.get("link") else None
    own = _line(entry.get("id"))
    if link is None and not (content and own):
        return
    details = Details(
        title=_text(entry.get("title_detail")),
        author=_line(entry.get("author")),
        published=_day(entry),
        publisher=_line((entry.get("source") or {}).get("title")),
        language=language,
    )
    address = canonical(link) if link else f"{base}#{own}"
    yield Found(address, link or address, details, content)


def _content(entry: Any) -> str | None:
    """The HTML of the article, where the feed has more of it than a summary."""
    parts = [c for c in entry.get("content") or () if "html" in (c.get("type") or "") or c.get("type") == "text/plain"]
    return "\n".join(c["value"] for c in parts if c.get("value")) or None


def _day(entry: Any) -> str | None:
    for name in ("published", "updated", "created"):
        written, parsed = entry.get(name), entry.get(f"{name}_parsed")
        day = parse_day(written) or (time.strftime("%Y-%m-%d", parsed) if parsed else None)
        if day:
            return day
    return None


def _text(detail: Any) -> str | None:
    """A title without its marks."""
    if not detail or not detail.get("value"):
        return None
    value: str = detail["value"]
    if "html" in (detail.get("type") or ""):
        from html import unescape

        value = unescape(_TAGS.sub("", value))
    return _line(value)


def _line(value: object) -> str | None:
    return " ".join(_UNFIT.sub(" ", value).split()) or None if isinstance(value, str) else None


def _language(value: object) -> str | None:
    return language_code(value) if isinstance(value, str) else None
