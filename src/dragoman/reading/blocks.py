"""Tells apart the blocks of an article: headline, summary, paragraphs, and what stands around them on the page.

Every visible character of the text is in exactly one block. Only headline, summary and paragraph are coded, so a
line is called anything else only on evidence; in doubt it is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.reading.dateline import DATE, Dateline, parse_dateline
from dragoman.reading.furniture import credit_start, furniture, is_photo_text, signs_caption
from dragoman.reading.lines import paragraphs
from dragoman.reading.phrases import phrases
from dragoman.records import Block, BlockKind, Span

_WORDS = re.compile(r"\w+")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.)+$")
_SENTENCE_BREAK = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Dr|St|Ms))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov))[.!?][\"'”’)]*\s+(?=\W*[A-Z0-9])"
)
_CLOSING = "\"'”’»)] "
_SHOUTED_LABEL = re.compile(r"[A-Z][A-Z .'’-]{2,30}:\s")
_NAMED_DAY = re.compile(rf"\b(?:on|in|,) {DATE}", re.IGNORECASE)

Kinds = list[BlockKind | None]


def split_blocks(text: str, title: str | None = None) -> tuple[Block, ...]:
    """The blocks of an article's text, in order, without overlaps or outer white space.

    Args:
        text: the article's text; lines or blank lines part its paragraphs.
        title: its title, where it is known apart from the text; it helps to find the headline.

    Returns:
        One block a paragraph, but two where a dateline opens it or a photographer's credit ends it.
        Empty for a text without visible characters.
    """
    spans = paragraphs(text)
    lines = [text[start:end] for start, end in spans]
    if not lines:
        return ()
    kinds = _kinds(lines, _plain(title or ""))
    return tuple(_cut(lines, kinds, spans))


def _kinds(lines: list[str], title: str) -> Kinds:
    """The kind of every line; None for a paragraph."""
    if len(lines) == 1:  # a lone sentence, as in a set of single sentences
        return ["headline" if title and _same(_plain(lines[0]), title) else _nothing_said(lines[0])]
    kinds: Kinds = [furniture(line) for line in lines]
    if kinds[0] == "related":  # "Live: ...", "Opinion: ..." open headlines too
        kinds[0] = None
    _mark_related_titles(lines, kinds)
    _mark_captions_by_credit(lines, kinds)
    head = _mark_headline(lines, kinds, title)
    if head is not None:
        _mark_summary(lines, kinds, head)
    _mark_subheadings(lines, kinds, -1 if head is None else head)
    return kinds


def _nothing_said(line: str) -> BlockKind | None:
    return None if any(c.isalnum() for c in line) else "other"


def _mark_related_titles(lines: list[str], kinds: Kinds) -> None:
    """Titles that follow a bare label: "Read more:" and, on the next line, the title of another story."""
    room = 0
    for i, line in enumerate(lines):
        if kinds[i] == "related" and i:
            bare = line.rstrip(" :|>»→–—-")
            label = phrases().related_label.fullmatch(bare)
            room = 0 if not label else 10 if phrases().related_plural.fullmatch(bare) else 1
        elif room and kinds[i] is None and title_like(line):
            kinds[i], room = "related", room - 1
        else:
            room = 0


def _mark_captions_by_credit(lines: list[str], kinds: Kinds) -> None:
    """A dated line right above a photographer's credit is the picture's caption."""
    for i in range(1, len(lines)):
        if kinds[i] == "credit" and kinds[i - 1] is None and signs_caption(lines[i]):
            above = lines[i - 1]
            if len(above) <= 300 and (is_photo_text(above) or _NAMED_DAY.search(above)) and i > 1:
                kinds[i - 1] = "caption"
        elif kinds[i] is None and kinds[i - 1] == "caption" and re.fullmatch(r"[(\[][^()\[\]]{2,80}[)\]]", lines[i]):
            kinds[i] = "credit"


def _mark_headline(lines: list[str], kinds: Kinds, title: str) -> int | None:
    """Finds the headline among the first lines; its index."""
    for i, line in enumerate(lines[:4]):
        if title and _same(_plain(line), title):
            kinds[i] = "headline"
            for j in range(i):  # the section's name or the like above it
                if kinds[j] is None and title_like(lines[j]) and len(lines[j].split()) <= 4:
                    kinds[j] = "other"
            return i
    first = next((i for i, kind in enumerate(kinds[:3]) if kind is None), None)
    if first is not None and first + 2 < len(lines) and phrases().section.fullmatch(lines[first]):
        kinds[first] = "other"
        first = first + 1 if kinds[first + 1] is None else None
    if first is not None and _opens_as_headline(lines, kinds, first, bool(title)):
        kinds[first] = "headline"
        return first
    return None


def _opens_as_headline(lines: list[str], kinds: Kinds, at: int, titled: bool) -> bool:
    line = lines[at]
    body = [len(other) for other, kind in zip(lines[at + 1 :], kinds[at + 1 :], strict=True) if kind is None]
    dateline = parse_dateline(line)
    if not body or (dateline and line[dateline.span[1] - 1] != ":"):
        return False
    if title_like(line):
        return max(body) > len(line) or sum(body) > 3 * len(line)
    if titled or len(line) > 120 or not title_like(line.rstrip(" .;!?" + _CLOSING)) or sum(body) < 4 * len(line):
        return False
    # a full stop after a headline: some archives add one
    one = not _SENTENCE_BREAK.search(line) and len(line) <= 100 and len(body) >= 3 and sum(body) > 400
    return one or line.endswith(";") or _title_case(line)


def _mark_summary(lines: list[str], kinds: Kinds, head: int) -> None:
    """The standfirst below the headline, where something shows that it is not yet the story."""
    at = next((i for i in range(head + 1, len(lines)) if kinds[i] != "byline"), None)
    if at is None or kinds[at] is not None or at + 1 >= len(lines):
        return
    line, below, after = lines[at], kinds[at + 1], lines[at + 1]
    if len(line) > 350 or len(_SENTENCE_BREAK.findall(line)) > 1 or parse_dateline(line):
        return
    parted = below in ("byline", "caption", "credit") or (below == "other" and _nothing_said(after) == "other")
    if (
        parted
        or (below is None and (parse_dateline(after) is not None or _repeats(line, after)))
        or (lines[head].endswith(";") and len(line) <= 200)
        or (below is None and at == head + 1 and title_like(line) and len(after) > len(line))
    ):
        kinds[at] = "summary"


def _repeats(line: str, lead: str) -> bool:
    """Whether the lead says again most of what the line says."""
    words = {w for w in _WORDS.findall(line.casefold()) if len(w) > 3}
    again = words.intersection(_WORDS.findall(lead.casefold()))
    return len(words) >= 5 and len(again) >= 0.6 * len(words)


def _mark_subheadings(lines: list[str], kinds: Kinds, head: int) -> None:
    for i in range(head + 2, len(lines) - 1):
        line = lines[i]
        if (
            kinds[i] is None
            and len(line) <= 90
            and len(line.split()) <= (12 if line[-1] != "?" else 6)
            and sum(c.isalpha() for c in line) > 3
            and title_like(line)
            and kinds[i + 1] is None
            and len(lines[i + 1]) > len(line)
            and not title_like(lines[i + 1])
        ):
            kinds[i] = "headline"


def title_like(line: str) -> bool:
    """Whether a line could be a title: short, begun with a capital or a figure, not ended like a sentence."""
    if not line or len(line) > 150 or len(line.split()) > 24 or ("\n" in line and len(line) > 120):
        return False
    first = next((c for c in line if c.isalnum()), "")
    if not first or first.islower() or line[0] in "-*•·–—…":
        return False
    if line[0] in '"“«„' and not any(c in '"”»“' for c in line[1:]):  # a quotation that runs on
        return False
    bare = line.rstrip(_CLOSING)
    if bare != line and bare[-1:] in ".,!?" and line[-1] != ")":  # a quotation, not a title
        return False
    return bare[-1:] not in ".,;:" or bool(_ABBREVIATED.search(bare))


def _title_case(line: str) -> bool:
    words = [w for w in line.split() if len(w) > 3 and w[0].isalpha()]
    return len(words) >= 3 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _same(line: str, title: str) -> bool:
    """Whether a line is the title, give or take the publisher's name at the end of either."""
    if line == title:
        return True
    short, long = sorted((line, title), key=len)
    return len(short.split()) >= 4 and long.startswith(short + " ") and len(long.split()) - len(short.split()) <= 4


def _cut(lines: list[str], kinds: Kinds, spans: list[Span]) -> Iterator[Block]:
    """The blocks: a caption's credit and a paragraph's dateline become blocks of their own."""
    first = next((i for i, kind in enumerate(kinds) if kind is None), -1)
    for i, (line, kind, (start, end)) in enumerate(zip(lines, kinds, spans, strict=True)):
        if kind == "caption":
            yield from _caption(line, start, end)
        elif kind is None:
            dateline = parse_dateline(line)
            if dateline and _opens_story(dateline, i, first, lines):
                yield Block("dateline", (start, start + dateline.span[1]))
                rest = line[dateline.span[1] :]
                start = end - len(rest.lstrip())
            if start < end:
                yield Block("paragraph", (start, end))
        else:
            yield Block(kind, (start, end))


def _caption(line: str, start: int, end: int) -> Iterator[Block]:
    at = credit_start(line)
    if at is None:
        yield Block("caption", (start, end))
        return
    if at:
        yield Block("caption", (start, start + len(line[:at].rstrip())))
    yield Block("credit", (start + at, end))


def _opens_story(dateline: Dateline, at: int, first: int, lines: list[str]) -> bool:
    """Whether a dateline may stand here: a bare name before a colon or dash only at the start of the story."""
    if dateline.date or dateline.agency or dateline.place is None:
        return True
    line = lines[at]
    if line[dateline.span[1] - 1] == ":":  # elsewhere, or many times, it is a speaker's name in a transcript
        return at == first and not any(_SHOUTED_LABEL.match(other) for other in lines[at + 1 :])
    place = line[slice(*dateline.place)].split(",")[0]
    return at == first or place == place.upper()
