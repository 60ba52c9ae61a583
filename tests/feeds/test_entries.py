"""What RSS and Atom feeds name, well-formed or not."""

from __future__ import annotations

import pytest

from dragoman.feeds.entries import FeedPage, read_feed
from dragoman.feeds.faults import Fault
from dragoman.feeds.fetching import Page
from dragoman.feeds.state import Details, Found

URL = "https://lake.example/rss/world.xml"
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Lake Times</title><link>https://lake.example/</link><language>en-gb</language>
{}
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Lake Times</title>{}</feed>"""


def feed(body: str | bytes, media: str = "application/rss+xml", charset: str | None = None) -> FeedPage:
    return read_feed(Page(URL, body.encode() if isinstance(body, str) else body, media, charset))


def item(link: str = "/a", title: str = "Talks", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def only(body: str | bytes, media: str = "application/rss+xml", charset: str | None = None) -> Found:
    (found,) = feed(body, media, charset).found
    return found


def test_an_item_of_rss() -> None:
    more = """<pubDate>Wed, 08 Oct 2025 23:30:00 -0500</pubDate><dc:creator>Dora Wendo</dc:creator>
    <source url="https://wire.example/rss">The Wire</source><description>Two &lt;b&gt;men&lt;/b&gt;</description>"""
    assert only(RSS.format(item("/a?utm_source=rss", "Talks &amp; &lt;b&gt;deal&lt;/b&gt;", more))) == Found(
        address="https://lake.example/a",
        link="https://lake.example/a?utm_source=rss",
        details=Details("Talks & deal", "Dora Wendo", "2025-10-08", "The Wire", "en"),
        content="Two <b>men</b>",
    )


def test_an_entry_of_atom() -> None:
    entry = """<entry><title type="html">Talks &amp;lt; deal</title><id>urn:1</id>
    <link rel="self" href="https://lake.example/self"/><link rel="alternate" href="../a/1"/>
    <updated>2025-10-08T01:00:00+03:00</updated><author><name>Dora Wendo</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>All of it.</p></div></content></entry>"""
    assert only(ATOM.format(entry), "application/atom+xml") == Found(
        address="https://lake.example/a/1",
        link="https://lake.example/a/1",
        details=Details("Talks < deal", "Dora Wendo", "2025-10-08"),
        content="<p>All of it.</p>",
    )


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="x"><title>L</title></channel>
<item rdf:about="https://lake.example/a"><title>t</title><link>https://lake.example/a</link></item></rdf:RDF>"""
BASED = ATOM.replace("<feed ", '<feed xml:base="https://lake.example/" ')
ADDRESSES: list[tuple[str, list[str]]] = [
    (RSS.format(item("<![CDATA[ https://lake.example/a ]]>")), ["/a"]),
    (RSS.format("<item><guid>https://lake.example/a</guid></item>"), ["/a"]),
    (RSS.format('<item><guid isPermaLink="false">77</guid><title>no address</title></item>'), []),
    (RSS.format(item("/a") + item("/b") + item("/a?utm_source=x#top")), ["/a", "/b"]),
    (RSS.format(item("javascript:alert(1)") + item("file:///etc/passwd") + item("") + item("/a")), ["/a"]),
    (RSS.format(""), []),
    (BASED.format('<entry><id>u</id><title>t</title><link href="a"/></entry>'), ["/a"]),
    (RDF, ["/a"]),
]


@pytest.mark.parametrize(("body", "paths"), ADDRESSES)
def test_addresses(body: str, paths: list[str]) -> None:
    assert [found.address for found in feed(body).found] == [f"https://lake.example{path}" for path in paths]


@pytest.mark.parametrize("media", ["", "text/html", "text/plain", "application/octet-stream", "application/xml"])
def test_servers_call_feeds_by_many_types(media: str) -> None:
    assert only(RSS.format(item()), media).address == "https://lake.example/a"


def test_content_stands_before_a_description_and_is_made_harmless() -> None:
    more = """<description>Short.</description><content:encoded><![CDATA[<p>One <a href="/x">two</a>.</p>
    <script>evil()</script><p onclick="evil()">Three.</p>]]></content:encoded>"""
    content = only(RSS.format(item(more=more))).content
    assert content is not None
    assert "evil" not in content
    assert '<p>One <a href="https://lake.example/x">two</a>.</p>' in content
    assert only(RSS.format(item(more="<description>&lt;p&gt; &lt;/p&gt;</description>"))).content is None


def test_content_without_an_address_is_known_by_its_own_id() -> None:
    more = '<item><guid isPermaLink="false">no 7</guid><description>All of it.</description></item>'
    assert only(RSS.format(more)).address == f"{URL}#no 7"


GREAT = RSS.format(item(title="Größe"))
BARE = GREAT.removeprefix('<?xml version="1.0"?>')
ENCODED = [
    (BARE.encode("latin-1"), "iso-8859-1"),
    (GREAT.replace('1.0"?>', '1.0" encoding="iso-8859-1"?>').encode("latin-1"), None),
    (GREAT.encode("latin-1"), None),
    (GREAT.replace('1.0"?>', '1.0" encoding="utf-16"?>').encode("utf-16"), None),
    (GREAT.encode("utf-8-sig"), None),
    (GREAT.encode(), "no-such-encoding"),
]


@pytest.mark.parametrize(("body", "charset"), ENCODED)
def test_encodings(body: bytes, charset: str | None) -> None:
    assert only(body, charset=charset).details.title == "Größe"


BROKEN = [
    (RSS.format(item(title="A & B")), ["A & B"]),
    (RSS.format(item() + item("/b")).removesuffix("</channel></rss>"), ["Talks", "Talks"]),
    (RSS.format(item() + "<item><title>cut o"), ["Talks"]),
    (RSS.format(item(title="A\x0bB")), ["A B"]),
]


@pytest.mark.parametrize(("body", "titles"), BROKEN)
def test_of_a_broken_feed_what_can_be_read_is_taken(body: str, titles: list[str]) -> None:
    page = feed(body)
    assert [found.details.title for found in page.found] == titles
    assert not page.whole


def test_entities_are_neither_unfolded_nor_fetched() -> None:
    inside = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{inside}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    for entity in ("&l1;", "&l9;", "&x;"):
        body = RSS.format(item(title=f"A{entity}")).replace('<?xml version="1.0"?>', head)
        for encoding in ("utf-8", "utf-16"):
            assert only(body.encode(encoding)).details.title in (f"A{entity}", "A")


NO_FEEDS = [
    ("", "the feed is empty"),
    (" \n", "the feed is empty"),
    ("<!doctype html><html><body>Not found</body></html>", "is a web page, no feed"),
    ('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>', r"is a sitemap, no feed: it belongs"),
    ('{"version": "https://jsonfeed.org/version/1.1"}', "is no feed that can be read"),
    (bytes(range(256)) * 10, "is no feed that can be read"),
    (RSS.format("<item><title>cut o")[:-20], "is no feed that can be read: .*no element found"),
]


@pytest.mark.parametrize(("body", "cause"), NO_FEEDS)
def test_what_is_no_feed(body: str | bytes, cause: str) -> None:
    with pytest.raises(Fault, match=cause) as told:
        feed(body, "text/html")
    assert not told.value.lasting
