"""Articles out of news pages: the text without the page around it, its title, author, publisher and day."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.reading.blocks import split_blocks
from dragoman.reading.days import parse_day
from dragoman.reading.encoding import EncodingFault, decode
from dragoman.reading.furniture import credit_start
from dragoman.reading.language import language_code
from dragoman.reading.rows import Where, failed, text_fault
from dragoman.records import Article, Block, BlockKind

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its faults are told in the article's error

_CHARSET = re.compile(rb"<meta[^>]{1,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published",
    "publishdate", "publish_date", "publish-date", "publication_date", "pubdate", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "dc.date.created", "dcterms.date", "dc.date", "article.published", "originalpublicationdate", "citation_date",
    "date",
)  # fmt: skip
_STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:standfirst|summary|subtitle|sub-?head(?:line)?|dek|deck|intro|lede?|excerpt)(?:$|[\s_-])", re.I
)
_ARTICLE_TYPE = re.compile(r"article|posting|report", re.IGNORECASE)


def article_of_page(data: bytes, where: Where, published: str | None = None) -> Article:
    """The article of an HTML page; its ``blocks`` are told apart with the help of the page's marks.

    The text is the headline, the standfirst where there is one, the paragraphs and last the captions, one a line.
    A page without an article's text gives an article with an error.
    """
    try:
        html = _decode(data)
    except EncodingFault as fault:
        return failed(str(fault), where)
    if not html.strip():
        return failed("the page is empty", where)
    try:
        return _article(html, where, published)
    except Exception as error:  # the page may be anything, and the extractor's faults are not ours to list
        return failed(f"the page cannot be read: {type(error).__name__}: {error}", where)


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data, 0, 4096)
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _article(html: str, where: Where, published: str | None) -> Article:
    from trafilatura import bare_extraction  # 0.4 s: only when first needed
    from trafilatura.utils import load_html

    tree = load_html(html.replace("\x00", ""))
    if tree is None:
        return failed("not an HTML page", where)
    data = _linked_data(tree)
    captions = list(dict.fromkeys(_texts(tree, "//figcaption")))
    standfirst = _standfirst(tree)
    page_language, url = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"), _url(tree)
    day = _day(tree, data)
    found = bare_extraction(
        tree,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        return failed("the page holds no article text (it may be filled in by scripts)", where)
    title = _string(data.get("headline")) or found.title
    heads = {_line(head) for head in found.body.iter("head")} if found.body is not None else set()
    text, blocks = _lay_out(found.text or "", title, standfirst, captions, heads)
    fault = text_fault(text)
    return failed(fault, where) if fault else Article(
        text=text,
        url=url,
        publisher=_name(data.get("publisher")) or found.sitename or None,
        title=title or None,
        author=_name(data.get("author")) or found.author or None,
        published=day or parse_day(found.date) or published,
        language=language_code(page_language) if page_language else None,
        blocks=blocks,
    )  # fmt: skip


def _lay_out(
    found: str, title: str | None, standfirst: str | None, captions: list[str], heads: set[str]
) -> tuple[str, tuple[Block, ...]]:
    """The text, line by line, and its blocks, with the kinds that the page's own marks give."""
    lines = [line for line in (" ".join(raw.split()) for raw in found.splitlines()) if line]
    if title and title not in lines[:3]:
        lines.insert(0, title)
    if standfirst and standfirst not in lines:
        lines.insert(1 if lines[0] == title else 0, standfirst)
    marked: dict[str, BlockKind] = dict.fromkeys(captions, "caption")
    marked |= dict.fromkeys(heads, "headline")
    if standfirst:
        marked[standfirst] = "summary"
    if title:
        marked[title] = "headline"
    main = "\n".join(lines)
    blocks = [_marked(block, main, marked) for block in split_blocks(main, title)]
    text = main
    for caption in captions:
        if caption not in lines:
            blocks.extend(_caption_blocks(caption, len(text) + 1))
            text += "\n" + caption
    return text, tuple(blocks)


def _marked(block: Block, text: str, marked: Mapping[str, BlockKind]) -> Block:
    kind = marked.get(text[slice(*block.span)])
    return Block(kind, block.span) if kind else block


def _caption_blocks(caption: str, start: int) -> Iterator[Block]:
    at = credit_start(caption)
    told = len(caption[:at].rstrip()) if at is not None else len(caption)
    if told:
        yield Block("caption", (start, start + told))
    if at is not None:
        yield Block("credit", (start + at, start + len(caption)))


def _linked_data(tree: Any) -> dict[str, Any]:
    """The JSON-LD object of the page that describes an article; empty without one."""
    best: dict[str, Any] = {}
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            document = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(document):
            is_article = _ARTICLE_TYPE.search(str(thing.get("@type"))) is not None
            if is_article and thing.get("datePublished"):
                return thing
            if is_article or (not best and thing.get("datePublished")):
                best = thing
    return best


def _things(document: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(document, list):
        for item in document:
            yield from _things(item, depth + 1)
    elif isinstance(document, dict) and depth < 6:
        yield document
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(document.get(key), depth + 1)


def _day(tree: Any, data: Mapping[str, Any]) -> str | None:
    day = parse_day(data.get("datePublished")) or parse_day(data.get("dateCreated"))
    if day:
        return day
    metas: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        for key in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            if key:
                metas.setdefault(key.strip().lower(), meta.get("content"))
    day = next((day for name in _DATE_METAS if (day := parse_day(metas.get(name)))), None)
    if day:
        return day
    times = tree.xpath(
        "//*[@itemprop='datePublished']/@datetime | //time[@pubdate]/@datetime | //article//time/@datetime"
    )
    return next((day for value in (*times, *tree.xpath("//time/@datetime")) if (day := parse_day(str(value)))), None)


def _standfirst(tree: Any) -> str | None:
    for element in tree.xpath("//article//*[@class] | //main//*[@class]"):
        if element.tag in ("p", "div", "h2", "h3") and _STANDFIRST.search(element.get("class")):
            line = _line(element)
            if 40 <= len(line) <= 500 and len(element.xpath(".//p")) <= 1:
                return line
    return None


def _url(tree: Any) -> str | None:
    found = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return next((str(url).strip() for url in found if str(url).startswith("http")), None)


def _texts(tree: Any, path: str) -> Iterator[str]:
    for element in tree.xpath(path):
        line = _line(element)
        if len(line) > 3:
            yield line


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _string(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _name(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(name for item in value if (name := _name(item))) or None
    return _string(value.get("name") if isinstance(value, dict) else value)
