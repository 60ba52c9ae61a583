"""From a fetched page, or an entry of a feed, to an article."""

from __future__ import annotations

import pytest

from conftest import EXAMPLE
from dragoman.feeds.articles import article_of_content, article_of_fetched
from dragoman.feeds.faults import Fault
from dragoman.feeds.fetching import Page
from dragoman.feeds.state import Details
from dragoman.records import stable_id

URL = "https://www.lake.example/talks?utm_source=rss"
LEAD = "The ministers of Kenya and Ethiopia met in Nairobi on Wednesday and signed an agreement on the lake's water."
QUOTE = "“We will keep our word,” the Kenyan minister told reporters after the talks. He praised Ethiopia."


def page(head: str = "", body: str = f"<p>{LEAD}</p><p>{QUOTE}</p>") -> bytes:
    text = f"<html><head><title>Talks</title>{head}</head><body><article><h1>Talks</h1>{body}</article></body></html>"
    return text.encode()


def test_the_page_tells_and_the_feed_fills_in() -> None:
    details = Details("Lake deal", "Somebody", "2024-03-07", "The Wire", "en")
    article = article_of_fetched(Page(URL, EXAMPLE.read_bytes(), "text/html"), URL, details, None)
    assert article.url == "https://www.lake.example/talks"
    assert article.id == stable_id("https://www.lake.example/talks")
    assert (article.published, article.author, article.publisher) == ("2024-03-06", "Dora Wendo", "Lakeside Herald")
    assert article.text.startswith("Kenya hails water deal")
    bare = article_of_fetched(Page(URL, page(), "text/html"), URL, details, None)
    assert (bare.published, bare.author, bare.publisher) == ("2024-03-07", "Somebody", "The Wire")
    assert (bare.title, bare.language) == ("Talks", "en")


def test_what_the_user_calls_the_publisher_counts() -> None:
    article = article_of_fetched(Page(URL, EXAMPLE.read_bytes()), URL, Details(publisher="The Wire"), "Herald")
    assert article.publisher == "Herald"


# what the page calls its own address, and the address that the article gets
OWN = [
    ("https://lake.example/news/talks?utm_x=1", "https://lake.example/news/talks"),
    ("https://m.lake.example/talks#top", "https://m.lake.example/talks"),
    ("https://www.lake.example/", "https://www.lake.example/talks"),
    ("https://other.example/talks", "https://www.lake.example/talks"),
    ("http://[bad", "https://www.lake.example/talks"),
]


@pytest.mark.parametrize(("told", "address"), OWN)
def test_the_address_of_a_page(told: str, address: str) -> None:
    head = f'<link rel="canonical" href="{told}">'
    assert article_of_fetched(Page(URL, page(head)), URL, Details(), None).url == address


ENCODED = [
    (page().decode().encode("cp1252"), "windows-1252"),
    (page().decode().encode("utf-16"), None),
    (page('<meta charset="utf-8">'), "no-such-encoding"),
    (page('<meta charset="iso-8859-1">'), "utf-8"),
    (page('<meta charset="utf-8">'), "ascii"),
]


@pytest.mark.parametrize(("body", "charset"), ENCODED)
def test_encodings(body: bytes, charset: str | None) -> None:
    text = article_of_fetched(Page(URL, body, "text/html", charset), URL, Details(), None).text
    assert QUOTE in text


FRONT = "https://www.lake.example/"
NO_ARTICLES = [
    (Page(URL, b"%PDF-1.4", "application/pdf"), "is of the type application/pdf, no page"),
    (Page(URL, b"GIF89a", "image/gif"), "is of the type image/gif"),
    (Page(URL, b'{"a": 1}', "application/json"), "is of the type application/json"),
    (Page(FRONT, page(), "text/html"), r"leads to the front page \(https://www.lake.example/\): the article is gone"),
    (Page(URL, b"", "text/html"), "^the page is empty$"),
    (Page(URL, b"<html><body><script>x()</script></body></html>", "text/html"), "^the page holds no article text"),
    (Page(URL, "Встреча министров прошла вчера".encode("cp1251") * 9, "text/html"), "^not valid UTF-8"),
]


@pytest.mark.parametrize(("fetched", "cause"), NO_ARTICLES, ids=[cause for _, cause in NO_ARTICLES])
def test_what_holds_no_article(fetched: Page, cause: str) -> None:
    with pytest.raises(Fault, match=cause) as told:
        article_of_fetched(fetched, URL, Details(), None)
    assert told.value.lasting


def test_a_front_page_that_was_asked_for_is_a_page_like_others() -> None:
    assert article_of_fetched(Page(FRONT, page()), FRONT, Details(), None).url == FRONT


def test_an_article_that_stands_in_its_feed() -> None:
    details = Details("Talks < deal", "Dora Wendo", "2025-10-08", None, "en")
    article = article_of_content(f"<p>{LEAD}</p><p>{QUOTE}</p>", "https://lake.example/a", details, "Lake Times")
    assert article.text == f"Talks < deal\n{LEAD}\n{QUOTE}"
    assert [b.kind for b in article.blocks] == ["headline", "paragraph", "paragraph"]
    assert (article.id, article.url) == (stable_id("https://lake.example/a"), "https://lake.example/a")
    assert (article.title, article.author, article.published) == ("Talks < deal", "Dora Wendo", "2025-10-08")
    assert (article.publisher, article.language) == ("Lake Times", "en")
