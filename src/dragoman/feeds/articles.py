"""From a fetched page, or an entry of a feed that holds its article, to an article."""

from __future__ import annotations

import codecs
import html
from dataclasses import replace

from dragoman.feeds.addresses import absolute, canonical, is_front_page
from dragoman.feeds.faults import Fault
from dragoman.feeds.fetching import Page
from dragoman.feeds.state import Details
from dragoman.reading.pages import article_of_page
from dragoman.reading.rows import Where
from dragoman.records import Article, stable_id

_PAGES = ("", "text/html", "application/xhtml+xml", "application/xml", "text/xml")
_SAME_SITE = ("www.", "m.", "amp.", "mobile.")


def article_of_fetched(page: Page, link: str, details: Details, publisher: str | None) -> Article:
    """The article of a page.

    Its address is the one that the page calls its own, where that can be believed, and else the one where it was in
    the end; its id is made from it, so that the same page gives the same article by whatever way it is reached.

    Args:
        page: as fetched.
        link: the address that was asked for.
        details: for what the page does not say itself.
        publisher: as the user says; else the page's own.

    Raises:
        Fault: where the page holds no article.
    """
    if page.media not in _PAGES:
        raise Fault(f"is of the type {page.media}, no page", lasting=True)
    if is_front_page(page.url) and not is_front_page(link):
        raise Fault(f"leads to the front page ({page.url}): the article is gone", lasting=True)
    article = article_of_page(_marked(page), Where(page.url), details.published)
    if article.error is not None:
        raise Fault(article.error.removeprefix(f"{page.url}: "), lasting=True)
    return _completed(article, _own_address(page.url, article.url), details, publisher)


def article_of_content(content: str, address: str, details: Details, publisher: str | None) -> Article:
    """The article of a feed's entry that holds it; arguments and errors as for a page."""
    title = html.escape(details.title or "")
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{content}</article></body></html>"
    article = article_of_page(codecs.BOM_UTF8 + page.encode("utf-8", "replace"), Where(address), details.published)
    if article.error is not None:
        raise Fault(article.error.removeprefix(f"{address}: "), lasting=True)
    return _completed(replace(article, publisher=None), address, details, publisher)


def _completed(article: Article, address: str, details: Details, publisher: str | None) -> Article:
    return replace(
        article,
        id=stable_id(address),
        url=address,
        publisher=publisher or article.publisher or details.publisher,
        title=article.title or details.title,
        author=article.author or details.author,
        language=article.language or details.language,
    )


def _marked(page: Page) -> bytes:
    """The page's bytes; where the server says their encoding rightly, as UTF-8 with its mark, so that all know it."""
    if page.charset is None or page.body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return page.body
    try:
        return codecs.BOM_UTF8 + page.body.decode(page.charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return page.body


def _own_address(url: str, told: str | None) -> str:
    """The page's address: as it tells itself, unless that is another site's, or the front page (a common mistake)."""
    own = absolute(told, url) if told else None
    if own and _site(own) == _site(url) and not is_front_page(own):
        return canonical(own)
    return canonical(url)


def _site(url: str) -> str:
    host = url.split("/")[2].lower()
    return next((host.removeprefix(p) for p in _SAME_SITE if host.startswith(p)), host)
