"""One form for all spellings of an address, and links that lead nowhere."""

from __future__ import annotations

import pytest

from dragoman.feeds.addresses import absolute, canonical, host_of, is_front_page, origin_of

CANONICAL = [
    ("HTTP://News.Example:80/a/b/?utm_source=x&b=2&a=1#top", "http://news.example/a/b/?b=2&a=1"),
    ("https://news.example:443", "https://news.example/"),
    ("https://news.example:8443/a?fbclid=9&at_medium=RSS", "https://news.example:8443/a"),
    ("https://news.example/a?12345", "https://news.example/a?12345"),
    ("https://news.example/a?", "https://news.example/a"),
    ("https://news.example/a?source=wire&id=7&ref=home&CMP=rss", "https://news.example/a?source=wire&id=7&ref=home"),
    ("https://reader:secret@news.example/a", "https://news.example/a"),
    ("https://bücher.example/ä b", "https://xn--bcher-kva.example/%C3%A4%20b"),
    ("https://news.example/#!/story/7", "https://news.example/#!/story/7"),
    ("https://news.example/a%2Fb?x=%C3%A4", "https://news.example/a%2Fb?x=%C3%A4"),
    ("http://[::1]:8080/a", "http://[::1]:8080/a"),
]


@pytest.mark.parametrize(("url", "form"), CANONICAL)
def test_the_one_form(url: str, form: str) -> None:
    assert canonical(url) == form
    assert canonical(form) == form


LINKS = [
    ("/a", "https://news.example/a"),
    (" ../b\n", "https://news.example/b"),
    ("//other.example/x", "https://other.example/x"),
    ("?page=2", "https://news.example/w/p?page=2"),
    ("HTTPS://Other.example/x#part", "https://other.example/x"),
    ("https://reader:secret@news.example/a", "https://news.example/a"),
    ("javascript:alert(1)", None),
    ("mailto:desk@news.example", None),
    ("file:///etc/passwd", None),
    ("ftp://news.example/x", None),
    ("http:///x", None),
    ("http://[bad", None),
    ("http://ⓛocalhost/", None),
    ("https://news.example/" + "x" * 2000, None),
]


@pytest.mark.parametrize(("link", "address"), LINKS)
def test_links(link: str, address: str | None) -> None:
    assert absolute(link, "https://news.example/w/p") == address


def test_parts() -> None:
    assert host_of("http://News.Example:8080/a") == "news.example"
    assert origin_of("http://news.example:8080/a") == "http://news.example:8080"
    assert [is_front_page(f"http://news.example{path}") for path in ("", "/", "/?id=7", "/a")] == [
        True, True, False, False,
    ]  # fmt: skip
