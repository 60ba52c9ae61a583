"""Sitemaps, news sitemaps and indices of sitemaps (sitemaps.org, and Google's extension for news)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from dragoman.feeds.addresses import absolute, canonical
from dragoman.feeds.body import unzipped
from dragoman.feeds.faults import Fault
from dragoman.feeds.fetching import Page
from dragoman.feeds.state import Details, Found
from dragoman.reading.days import parse_day
from dragoman.reading.language import language_code

MOST_BYTES = 52_428_800
"""What sitemaps.org allows a sitemap to have, unpacked."""

_OTHERS = dict.fromkeys(("rss", "feed", "RDF"), "is a feed, no sitemap: it belongs under [[feed]]")
_OTHERS["html"] = "is a web page, no sitemap"
_NEWS = "{http://www.google.com/schemas/sitemap-news/"


@dataclass(frozen=True, slots=True)
class Child:
    """A sitemap that an index names; ``changed`` an ISO day or None."""

    url: str
    changed: str | None


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """What a sitemap holds: articles, or, if it is an index, sitemaps."""

    found: tuple[Found, ...] = ()
    children: tuple[Child, ...] = ()


def read_sitemap(page: Page, since: str | None = None) -> SitemapPage:
    """The content of a sitemap or an index; it may be a gzip file.

    Args:
        page: as fetched.
        since: an ISO day; what is said to be older is left out, and, where a day is wanted, articles without one.

    Raises:
        Fault: where it is no sitemap, is broken or unpacks to too much.
    """
    root = _root(unzipped(page.body, MOST_BYTES))
    kind = etree.QName(root).localname
    if kind == "urlset":
        found = {f.address: f for element in _named(root, "url") if (f := _article(element, page.url, since))}
        return SitemapPage(found=tuple(found.values()))
    if kind == "sitemapindex":
        return SitemapPage(children=tuple(_children(root, page.url, since)))
    raise Fault(_OTHERS.get(kind, "is no sitemap"))


def _root(data: bytes) -> etree._Element:
    if not data.strip():
        raise Fault("the sitemap is empty")
    # no entities, no network, no document type: nothing in the file makes the parser read or unfold anything else
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if data[:2000].lower().lstrip().startswith((b"<!doctype html", b"<html")):
            raise Fault(_OTHERS["html"]) from None
        raise Fault(f"is not valid XML: {error}") from None


def _article(element: etree._Element, base: str, since: str | None) -> Found | None:
    link = absolute(_text(element, "loc") or "", base)
    if link is None or not _text(element, "loc"):
        return None
    news = next(
        (e for e in element.iter() if str(e.tag).startswith(_NEWS) and etree.QName(e).localname == "news"), None
    )
    published = parse_day(_deep(news, "publication_date"))
    day = published or parse_day(_text(element, "lastmod"))
    if since is not None and (day is None or day < since):
        return None
    language = _deep(news, "language")
    details = Details(
        title=_deep(news, "title"),
        published=published,
        publisher=_deep(news, "name"),
        language=language_code(language) if language else None,
    )
    return Found(canonical(link), link, details)


def _children(root: etree._Element, base: str, since: str | None) -> Iterator[Child]:
    for element in _named(root, "sitemap"):
        told = _text(element, "loc")
        url = absolute(told, base) if told else None
        changed = parse_day(_text(element, "lastmod"))
        if url and not (since and changed and changed < since):
            yield Child(url, changed)


def _named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a name, in whatever namespace: many sites get it wrong."""
    return (child for child in element if isinstance(child.tag, str) and etree.QName(child).localname == name)


def _text(element: etree._Element, name: str) -> str | None:
    """The text of a child, on one line."""
    child = next(_named(element, name), None)
    return " ".join((child.text or "").split()) or None if child is not None else None


def _deep(element: etree._Element | None, name: str) -> str | None:
    """The text of a news element's part, on one line."""
    for part in element.iter() if element is not None else ():
        if isinstance(part.tag, str) and etree.QName(part).localname == name:
            return " ".join((part.text or "").split()) or None
    return None
