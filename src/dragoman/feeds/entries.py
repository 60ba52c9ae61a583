"""The articles that an RSS or Atom feed names."""

from __future__ import annotations

import codecs
import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax import SAXException

import feedparser
from feedparser.encodings import convert_to_utf8

from dragoman.feeds.addresses import absolute, canonical
from dragoman.feeds.faults import Fault
from dragoman.feeds.fetching import Page
from dragoman.feeds.state import Details, Found
from dragoman.reading.days import parse_day
from dragoman.reading.encoding import decode
from dragoman.reading.language import language_code

_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
_ENTITY = re.compile(rb"<!ENTITY[^>]*>")
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class FeedPage:
    """What a feed holds.

    Attributes:
        found: its articles, each once, in its order.
        whole: whether it could be read to its end.
    """

    found: tuple[Found, ...]
    whole: bool = True


def read_feed(page: Page) -> FeedPage:
    """The articles of a feed; ``content`` is set where the feed holds an article's HTML.

    What a feed has no address for is left out, but for entries with content: their own id is their address then.

    Raises:
        Fault: where the document is no feed, or is too broken to name an article.
    """
    if not page.body.strip():
        raise Fault("the feed is empty")
    try:
        parsed = _parsed(page)
        language = _language(parsed.feed.get("language"))
        found: dict[str, Found] = {}
        for one in (one for entry in parsed.entries for one in _found(entry, page.url, language)):
            found.setdefault(one.address, one)
    except Exception as error:  # the document may be anything, and the parser's faults are not ours to list
        raise Fault(f"cannot be read as a feed: {type(error).__name__}: {error}") from None
    broken = isinstance(parsed.get("bozo_exception"), SAXException)
    if not found and (broken or not parsed.get("version")):
        raise Fault(_why_none(page, parsed))
    return FeedPage(tuple(found.values()), not broken)


def _parsed(page: Page) -> Any:
    """The feed as feedparser has it; entities that the document declares are not unfolded: a few lines of them could
    become gigabytes.
    """
    # as XML, as which servers often do not send feeds; their word on the encoding holds
    body, charset = page.body, page.charset
    if body[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        body, charset = decode(body).encode(), "utf-8"
    media = "application/xml" + (f"; charset={charset}" if charset else "")
    body = _ENTITY.sub(b"", convert_to_utf8({"content-type": media}, body, {}))
    headers = {"content-location": page.url, "content-type": "application/xml; charset=utf-8"}
    return feedparser.parse(io.BytesIO(body), response_headers=headers)


def _why_none(page: Page, parsed: Any) -> str:
    head = page.body[:2000].lower()
    if b"<html" in head or b"<!doctype html" in head:
        return "is a web page, no feed"
    if b"<urlset" in head or b"<sitemapindex" in head:
        return "is a sitemap, no feed: it belongs under [[sitemap]]"
    cause = parsed.get("bozo_exception")
    return f"is no feed that can be read{f': {cause}' if isinstance(cause, SAXException) else ''}"


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
    """The HTML of the article as far as the feed has it: its content, else its description."""
    parts = [c.get("value") for c in entry.get("content") or () if c.get("type") in _TEXTS]
    content = "\n".join(part for part in parts if part) or entry.get("summary") or ""
    return content if _TAGS.sub("", content).strip() else None


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
