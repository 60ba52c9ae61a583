"""GDELT 2.0, table of mentions: 16 columns, a row for each sentence of an article that reports an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.formats.columns import layout
from dragoman.formats.delimited import Values, read_table
from dragoman.formats.dyads import dyads
from dragoman.formats.gdelt import added
from dragoman.formats.members import Member, members
from dragoman.formats.rows import Bad, Misfit, warn
from dragoman.formats.values import day, host, number, whole
from dragoman.records import Actor, Article, CodedArticle, Evidence

NAME = "gdelt-mentions"
WEB, CITATION = "1", "2"
ABSENT = "-1"
"""Offset of an actor that the event does not have."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an event of GDELT's.

    Attributes:
        event: number of the event.
        seen: ISO day of the mention; first_seen: of the event.
        kind: where the document comes from: 1 web, 2 citation, 3 to 6 archives.
        identifier: address or citation of the document.
        sentence: number of the sentence, from 1.
        offsets: of actor, recipient and action in characters; None where not known or absent.
        confidence: 0 to 1.
        length: characters of the document.
        raw: the row as it was read.
    """

    event: int
    first_seen: str | None
    seen: str | None
    kind: int | None
    publisher: str | None
    identifier: str | None
    sentence: int | None
    offsets: tuple[int | None, int | None, int | None]
    confidence: float | None
    length: int | None
    raw: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    line: int = 0


def lines(article: Article, coded: CodedArticle) -> Iterator[str]:
    """The rows of one article, without line breaks."""
    shape = layout(NAME)
    about = _of_article(article, coded)
    for event in coded.events:
        if event.status not in shape.statuses:
            continue
        for number_, actor, recipient in dyads(event):
            for n, evidence in enumerate(event.evidence):
                yield shape.line({
                    **about,
                    "number": str(number_),
                    "actor_offset": _offset(actor, evidence, first=n == 0),
                    "recipient_offset": _offset(recipient, evidence, first=n == 0),
                    "action_offset": str(evidence.trigger[0]),
                    "confidence": str(round(100 * event.confidence)),
                })  # fmt: skip


def _of_article(article: Article, coded: CodedArticle) -> Values:
    published = coded.published or article.published
    cited = ", ".join(filter(None, (article.publisher, coded.title or article.title, (published or "")[:10])))
    kind = WEB if article.url else CITATION if cited else None
    return {
        "added": added(article, coded),
        "kind": kind,
        "source": host(article.url) or article.publisher,
        "identifier": article.url or cited or None,
        "raw": "1",
        "length": str(len(article.text)) if article.text else None,
    }


def _offset(actor: Actor | None, evidence: Evidence, first: bool) -> str | None:
    """Where the actor is named: known in the best sentence, elsewhere only where its words stand in that sentence."""
    if actor is None:
        return ABSENT
    inside = evidence.sentence[0] <= actor.span[0] < evidence.sentence[1]
    return str(actor.span[0]) if first or inside else None


def read_mentions(path: str | Path, bad: Bad = warn) -> Iterator[Mention]:
    """The mentions of a file, gzip or zip.

    Raises:
        InputError: where the file cannot be read.
    """
    for member in members(Path(path), bad):
        yield from read(member, bad)


def read(member: Member, bad: Bad) -> Iterator[Mention]:
    """The mentions of a file."""
    return read_table(member, layout(NAME), _row, bad)


def _row(values: Values, source: str, line: int) -> Mention:
    event = whole(values["GLOBALEVENTID"], "GLOBALEVENTID")
    if event is None:
        raise Misfit("GLOBALEVENTID is missing")
    percent = number(values["Confidence"], "Confidence", 0, 100)
    actor, recipient, action = (
        at if (at := whole(values[c], c)) is not None and at >= 0 else None
        for c in ("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset")
    )
    return Mention(
        event=event,
        first_seen=day(values["EventTimeDate"], "EventTimeDate"),
        seen=day(values["MentionTimeDate"], "MentionTimeDate"),
        kind=whole(values["MentionType"], "MentionType"),
        publisher=values["MentionSourceName"],
        identifier=values["MentionIdentifier"],
        sentence=whole(values["SentenceID"], "SentenceID"),
        offsets=(actor, recipient, action),
        confidence=percent / 100 if percent is not None else None,
        length=whole(values["MentionDocLen"], "MentionDocLen"),
        raw=values,
        source=source,
        line=line,
    )
