"""Native JSONL: coded articles, read back line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dragoman.errors import InputError
from dragoman.formats.members import Member, members
from dragoman.formats.rows import Bad, BadRow, CodedRow, Party, Spot, warn
from dragoman.records import Actor, CodedArticle, Event, Place, from_json, to_dict

NAME = "native"


def read_coded(path: str | Path, bad: Bad = warn) -> Iterator[CodedArticle]:
    """The coded articles of a file of native JSONL, plain, gzip or zip.

    Args:
        path: what ``dragoman code -o coded.jsonl`` wrote.
        bad: told of each line that is no coded article.

    Raises:
        InputError: where the file cannot be read.
    """
    for member in members(Path(path), bad):
        for _, coded in coded_lines(member, bad):
            yield coded


def coded_lines(member: Member, bad: Bad) -> Iterator[tuple[int, CodedArticle]]:
    """The coded articles of a file with the numbers of their lines."""
    for number, text in member.lines:
        try:
            coded = from_json(text)
        except InputError as error:
            bad(BadRow(member.source, number, error.cause))
            continue
        yield number, coded


def read(member: Member, bad: Bad) -> Iterator[CodedRow]:
    """The events of a file of native JSONL. Address and publisher stand in the articles, not there: they are None."""
    for number, coded in coded_lines(member, bad):
        for event in coded.events:
            yield row_of(event, coded, member.source, number)


def row_of(event: Event, coded: CodedArticle, source: str = "", line: int = 0) -> CodedRow:
    """An event of a coded article as a row."""
    return CodedRow(
        format=NAME,
        id=event.id,
        type=event.type,
        date=event.date.start if event.date else None,
        date_end=event.date.end if event.date else None,
        actors=tuple(_party(a) for a in event.actors),
        recipients=tuple(_party(a) for a in event.recipients),
        modes=event.modes,
        contexts=event.contexts,
        quad=event.quad,
        score=event.score,
        cameo=event.cameo,
        status=event.status,
        place=_spot(event.place),
        killed=event.killed,
        injured=event.injured,
        arrested=event.arrested,
        published=coded.published[:10] if coded.published else None,
        title=coded.title,
        language=coded.language,
        coder=coded.coder,
        confidence=event.confidence,
        raw=to_dict(event),
        source=source,
        line=line,
    )


def _party(actor: Actor) -> Party:
    return Party(actor.name, actor.country, actor.sectors, actor.role, actor.text)


def _spot(place: Place | None) -> Spot | None:
    return Spot(place.name, place.country, place.lat, place.lon) if place is not None else None
