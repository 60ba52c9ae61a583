from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.reading import read
from dragoman.records import Article

STANDFIRST = "Two ministers met beside the lake to settle a quarrel over trout."
BODY = [
    "The foreign ministers of Ruritania and Graustark met in Strelsau on Monday to talk about the closed border.",
    "“We agreed on nearly everything,” the Ruritanian minister, Ada Bell, told reporters after three hours of talks.",
    "The two sides will meet again in May, when they hope to sign the agreement they have worked on since last year.",
]
CAPTION = "The ministers shake hands in Strelsau."
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Gazette"},
        {
            "@type": "NewsArticle",
            "headline": "Ministers meet in Strelsau",
            "datePublished": "2021-03-04T10:00:00+01:00",
            "dateModified": "2021-03-09",
            "author": [{"@type": "Person", "name": "Jo Doe"}, {"@type": "Person", "name": "Al Roe"}],
            "publisher": {"@type": "Organization", "name": "The Strelsau Gazette"},
        },
    ],
}


def page(head: str = "", lang: str = "en-GB", time: str = "", figure: bool = True) -> str:
    picture = f"<figure><img src=a.jpg><figcaption>{CAPTION} Photo: Jo Doe/Gazette</figcaption></figure>"
    return f"""<!doctype html><html lang="{lang}"><head><title>Ministers meet in Strelsau</title>{head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Ministers meet in Strelsau</h1><p class="article-standfirst">{STANDFIRST}</p>{time}
{picture if figure else ""}<p>{BODY[0]}</p><p>{BODY[1]}</p><h2>Next round</h2><p>{BODY[2]}</p>
<aside class="related"><h3>Related</h3><ul><li><a href="/x">Trout war: a history of the lake</a></li></ul></aside>
</article>
<section id="comments"><h3>Comments</h3><p>Great article, I like trout very much and so does my aunt.</p></section>
<div class="cookie-banner"><p>We use cookies to improve the site. Accept all cookies.</p></div>
<footer><p>© The Strelsau Gazette</p></footer></body></html>"""


def linked(data: object = LINKED) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def one(tmp_path: Path, html: str | bytes) -> Article:
    path = tmp_path / "a.html"
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    (article,) = read([path])
    return article


def test_page(tmp_path: Path) -> None:
    canonical = '<link rel="canonical" href="https://gazette.example/1">'
    article = one(tmp_path, page(linked() + canonical))
    assert article.error is None
    assert (article.title, article.published, article.language) == ("Ministers meet in Strelsau", "2021-03-04", "en")
    assert (article.publisher, article.author) == ("The Strelsau Gazette", "Jo Doe, Al Roe")
    assert article.url == "https://gazette.example/1"
    assert [(b.kind, article.text[slice(*b.span)]) for b in article.blocks] == [
        ("headline", "Ministers meet in Strelsau"),
        ("summary", STANDFIRST),
        ("paragraph", BODY[0]),
        ("paragraph", BODY[1]),
        ("headline", "Next round"),
        ("paragraph", BODY[2]),
        ("caption", CAPTION),
        ("credit", "Photo: Jo Doe/Gazette"),
    ]
    assert article.text == "\n".join(
        ["Ministers meet in Strelsau", STANDFIRST, *BODY[:2], "Next round", BODY[2], f"{CAPTION} Photo: Jo Doe/Gazette"]
    )


@pytest.mark.parametrize(
    ("head", "time", "day"),
    [
        ('<meta property="article:published_time" content="2021-03-04T10:00:00Z">', "", "2021-03-04"),
        ('<meta name="DC.date.issued" content="2021-03-04">', "", "2021-03-04"),
        ('<meta itemprop="datePublished" content="4 March 2021">', "", "2021-03-04"),
        ("", '<time datetime="2021-03-04T10:00">today</time>', "2021-03-04"),
        ('<meta name="date" content="2021-03-05">', '<time datetime="2021-03-04">x</time>', "2021-03-05"),
        (linked() + '<meta name="date" content="2021-03-05">', "", "2021-03-04"),
        (
            '<script type="application/ld+json">{broken</script><meta name="date" content="2021-03-04">',
            "",
            "2021-03-04",
        ),
        ("", "", None),
    ],
)
def test_day_of_a_page(tmp_path: Path, head: str, time: str, day: str | None) -> None:
    assert one(tmp_path, page(head, time=time)).published == day


@pytest.mark.parametrize(
    "html",
    ["", "<html></html>", "<html><body><script>load()</script></body></html>", "<p></p>", "no page", "<" * 5000],
)
def test_page_without_text(tmp_path: Path, html: str) -> None:
    article = one(tmp_path, html)
    assert article.text == ""
    assert str(article.error).startswith(f"{tmp_path / 'a.html'}: ")


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "gb18030"])
def test_declared_encoding(tmp_path: Path, encoding: str) -> None:
    html = page(f'<meta charset="{encoding}">').replace("Ada Bell", "Ада Белл" if encoding != "gb18030" else "贝尔")
    html = html.replace("“", "«").replace("”", "»").replace("©", "(c)") if encoding == "windows-1251" else html
    article = one(tmp_path, html.encode(encoding))
    assert ("Ада Белл" in article.text) or ("贝尔" in article.text)


def test_same_text_twice_is_kept(tmp_path: Path) -> None:
    html = page(figure=False).replace(f"<h2>Next round</h2><p>{BODY[2]}</p>", f"<p>{BODY[2]}</p><p>{BODY[0]}</p>")
    assert one(tmp_path, html).text.count(BODY[0]) == 2
