"""Answers as tables for people to read, in the manner of ``formats.terminal``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.analysis import FoundEvent, FoundReport, FoundStatement, Party
from dragoman.formats.terminal import plain

QUAD_COLOURS: Mapping[int | None, str] = {1: "green", 2: "green", 3: "yellow", 4: "red"}
FAINT = "dim"
_ACTOR, _RECIPIENT = "cyan", "magenta"


class Column(NamedTuple):
    """A column of a table: its head, its share of the width, whether it holds numbers."""

    head: str
    share: int
    number: bool = False


_EVENTS = (
    Column("day", 11), Column("event", 17), Column("who", 24), Column("to whom", 24), Column("where", 14),
    Column("sources", 8, True), Column("sure", 5, True),
)  # fmt: skip
_STATEMENTS = (Column("day", 11), Column("speaker", 25), Column("what was said", 64))


def rows(columns: Sequence[Column], lines: Iterable[Sequence[Text | str]] = ()) -> Table:
    """A table without lines; those with the same columns align, whatever is in them."""
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), expand=True, pad_edge=False)
    for column in columns:
        table.add_column(ratio=column.share, overflow="fold", justify="right" if column.number else "left")
    for line in lines:
        table.add_row(*line)
    return table


def heads(columns: Sequence[Column]) -> list[Text]:
    """The heads of the columns, as a line."""
    return [Text(column.head, style=FAINT) for column in columns]


def events_table(
    events: Iterable[FoundEvent], reports: Mapping[str, Sequence[FoundReport]] | None = None
) -> RenderableType:
    """Each event in a row, its best sentence below it, then its reports.

    Args:
        events: they stand in this order.
        reports: by the event's id; without it none are shown.
    """
    parts: list[RenderableType] = [rows(_EVENTS, [heads(_EVENTS)])]
    for event in events:
        parts.append(rows(_EVENTS, [_event(event)]))
        if event.sentence:
            parts.append(below(Text(plain(event.sentence))))
        parts += [below(_report(report)) for report in (reports or {}).get(event.id, ())]
    return Group(*parts)


def below(text: Text) -> Padding:
    """A text that belongs to the row above."""
    return Padding(text, (0, 0, 0, 4))


def statements_table(statements: Iterable[FoundStatement]) -> RenderableType:
    """Each statement in a row: when, who, what, and where it is printed."""
    table = rows(_STATEMENTS, [heads(_STATEMENTS)])
    for said in statements:
        content = Text(plain(said.content or ""))
        marks = (said.stance if said.stance != "says" else "", said.kind, said.publisher or "")
        content.append("  " + ", ".join(filter(None, map(plain, marks))), style=FAINT)
        speaker = party(said.speaker, _ACTOR) if said.speaker else Text("?", style=FAINT)
        table.add_row(said.day or "", speaker, content)
    return table


def party(one: Party, style: str = "") -> Text:
    """Somebody with country and sectors."""
    codes = " ".join(filter(None, (one.country, *one.sectors)))
    line = Text(plain(one.name or "?"), style=style)
    return line.append(f" ({codes})", style=f"not bold {FAINT}") if codes else line


def kind(event: FoundEvent) -> Text:
    """Type, modes and, where it is not actual, status of an event."""
    what = Text(event.type, style=f"bold {QUAD_COLOURS.get(event.quad, '')}")
    if event.modes:
        what.append(" " + " ".join(event.modes), style="not bold")
    if event.status != "actual":
        what.append(f"\n{event.status}", style=f"not bold {FAINT}")
    return what


def parties(people: Iterable[Party], style: str = "") -> Text:
    """Several, each in a line."""
    return Text("\n").join([party(one, style) for one in people])


def where(event: FoundEvent) -> str:
    """The place of an event with its country's code."""
    return plain(", ".join(filter(None, (event.place.name, event.place.country)))) if event.place else ""


def count(number: int, style: str = "") -> Text:
    """A number; a dot for none."""
    return Text(f"{number:,}", style) if number else Text("·", FAINT)


def mean(score: float | None) -> Text:
    """A mean of scores with its sign."""
    return Text(f"{score:+.1f}" if score is not None else "")


def _event(event: FoundEvent) -> tuple[Text | str, ...]:
    sure = f"{event.confidence:.2f}" if event.confidence is not None else ""
    day = Text(event.day or "")
    if event.date is None and event.day:
        day.append("\ntold", style=FAINT)
    elif event.date is not None and event.date.end != event.date.start:
        day.append(f"\nto {event.date.end}", style=FAINT)
    return (
        day,
        kind(event),
        parties(event.actors, _ACTOR),
        parties(event.recipients, _RECIPIENT),
        where(event),
        Text(f"{event.n_sources:,}", style=FAINT),
        Text(sure, style=FAINT),
    )


def _report(report: FoundReport) -> Text:
    where_told = ", ".join(filter(None, (report.published, report.publisher, report.title)))
    line = Text(f"· {plain(where_told)}", style=FAINT)
    if report.speaker:
        line.append(f"  according to {plain(report.speaker)}")
    return line.append(f"  {plain(report.url)}") if report.url else line
