"""What sitemaps, news sitemaps and indices of them name."""

from __future__ import annotations

import gzip

import pytest

from dragoman.feeds.faults import Fault
from dragoman.feeds.fetching import Page
from dragoman.feeds.sitemaps import Child, SitemapPage, read_sitemap
from dragoman.feeds.state import Details, Found

URL = "https://hill.example/sitemap.xml"
SITEMAP = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'
NEWS = SITEMAP.replace("<urlset ", '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" ')


def sitemap(body: str | bytes, since: str | None = None) -> SitemapPage:
    return read_sitemap(Page(URL, body.encode() if isinstance(body, str) else body), since)


def entry(path: str, day: str | None = None, name: str = "url") -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<{name}><loc> https://hill.example{path}\n</loc>{changed}</{name}>"


def paths(page: SitemapPage) -> list[str]:
    return [found.address.removeprefix("https://hill.example") for found in page.found]


def test_a_sitemap_names_articles_once_each() -> None:
    more = "<url><loc>javascript:alert(1)</loc></url><url><loc/></url><url/><!-- no --><other/>"
    page = sitemap(SITEMAP.format(entry("/a?utm_source=x") + entry("/b", "2025-10-08") + entry("/a") + more))
    assert paths(page) == ["/a", "/b"]
    assert page.found[1] == Found("https://hill.example/b", "https://hill.example/b")


def test_a_news_sitemap_tells_more() -> None:
    news = """<url><loc>https://hill.example/a</loc><lastmod>2025-10-09</lastmod><news:news>
    <news:publication><news:name>Hill Gazette</news:name><news:language>en</news:language></news:publication>
    <news:publication_date>2025-10-08T22:00:00-05:00</news:publication_date>
    <news:title>Talks &amp; deal</news:title></news:news></url>"""
    (found,) = sitemap(NEWS.format(news)).found
    assert found.details == Details("Talks & deal", None, "2025-10-08", "Hill Gazette", "en")


def test_only_what_is_new_enough() -> None:
    body = SITEMAP.format(entry("/old", "2025-10-01") + entry("/new", "2025-10-08T10:00:00Z") + entry("/undated"))
    assert paths(sitemap(body, "2025-10-08")) == ["/new"]
    assert paths(sitemap(body)) == ["/old", "/new", "/undated"]


def test_an_index_names_sitemaps() -> None:
    parts = entry("/1.xml", "2025-10-01", "sitemap") + entry("/2.xml.gz", None, "sitemap") + "<sitemap/>"
    children = (Child("https://hill.example/1.xml", "2025-10-01"), Child("https://hill.example/2.xml.gz", None))
    assert sitemap(INDEX.format(parts)) == SitemapPage(children=children)
    assert sitemap(INDEX.format(parts), "2025-10-08").children == children[1:]


def test_namespaces_that_are_wrong_or_missing_do_not_matter() -> None:
    for namespace in ("", ' xmlns="http://www.google.com/schemas/sitemap/0.84"'):
        body = SITEMAP.format(entry("/a")).replace(' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', namespace)
        assert paths(sitemap(body)) == ["/a"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_and_gzip_files(encoding: str) -> None:
    body = SITEMAP.format(entry("/größe")).replace('1.0"?>', f'1.0" encoding="{encoding.removesuffix("-sig")}"?>')
    for data in (body.encode(encoding), gzip.compress(body.encode(encoding))):
        assert paths(sitemap(data)) == ["/gr%C3%B6%C3%9Fe"]


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BAD = [
    ("", "the sitemap is empty"),
    ("<!doctype html><html><body><p>Not found</body></html>", "is a web page, no sitemap"),
    ("<html><body/></html>", "is a web page, no sitemap"),
    ("<rss version='2.0'><channel/></rss>", r"is a feed, no sitemap: it belongs under \[\[feed\]\]"),
    ("<other/>", "is no sitemap"),
    (SITEMAP.format(entry("/a"))[:-20], "is not valid XML: "),
    (SITEMAP.format("<url><loc>/a & b</loc></url>"), "is not valid XML: "),
    (gzip.compress(SITEMAP.format(entry("/a")).encode())[:-20], "is cut off"),
    (gzip.compress(b"<urlset>" + b" " * 60_000_000), "is more than 52,428,800 bytes unpacked"),
    (b"\xff\xfe\x00", "is not valid XML"),
]


@pytest.mark.parametrize(("body", "cause"), BAD, ids=[cause for _, cause in BAD])
def test_what_is_no_sitemap(body: str | bytes, cause: str) -> None:
    with pytest.raises(Fault, match=cause):
        sitemap(body)


def test_entities_are_neither_unfolded_nor_fetched() -> None:
    head = f'<!DOCTYPE urlset [<!ENTITY l0 "lol">{BOMB}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    body = head + SITEMAP.removeprefix('<?xml version="1.0"?>').format("<url><loc>/a&{};</loc></url>")
    assert paths(sitemap(body.format("x"))) == ["/a"]
    with pytest.raises(Fault, match="entity amplification"):
        sitemap(body.format("l9"))
