"""Coded articles as tables for people to read: on a terminal with colours, elsewhere plain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.formats.flat import GAP
from dragoman.formats.sinks import NowhereKept
from dragoman.records import Actor, Article, CodedArticle, Date, Entity, Event, Place, Span, Statement, from_json
from dragoman.scale.rows import Row

PLAIN_WIDTH = 100
"""Columns of output that does not go to a terminal."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_QUAD_COLOURS = {1: "green", 2: "green", 3: "yellow", 4: "red"}
_ACTOR, _RECIPIENT, _TRIGGER, _FAINT = "cyan", "magenta", "bold underline", "dim"
_MARGIN = (0, 0, 0, 2)


class TerminalSink(NowhereKept):
    """Prints each article as it comes."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or make_console()

    def write(self, article: Article, row: Row) -> None:
        """Takes one coded article."""
        tables = article_tables(from_json(row.line), article.text, colours(self._console))
        show(self._console, tables)


def make_console() -> Console:
    """A console on standard output; 100 columns wide where that is no terminal."""
    console = Console(highlight=False, emoji=False)
    if not console.is_terminal:
        console.width = PLAIN_WIDTH
    return console


def show(console: Console, what: RenderableType) -> None:
    """Prints; where it goes to no terminal, without blanks at the ends of lines."""
    if console.is_terminal:
        console.print(what)
        return
    with console.capture() as printed:
        console.print(what)
    console.file.writelines(line.rstrip() + "\n" for line in printed.get().splitlines())


def colours(console: Console) -> bool:
    """Whether marks can be told by colour there; else they are told by brackets."""
    return console.is_terminal and not console.no_color and console.color_system is not None


def article_tables(coded: CodedArticle, text: str, coloured: bool) -> RenderableType:
    """Title, events and statements of one article.

    Args:
        coded: the records.
        text: the article's text.
        coloured: whether triggers are marked by style; else by brackets.
    """
    return Group(_title(coded, text), record_tables(coded, text, coloured), Text(""))


def record_tables(coded: CodedArticle, text: str, coloured: bool) -> RenderableType:
    """Events and statements of one article, or why there are none."""
    if coded.error is not None:
        return Padding(Text(plain(coded.error), style="red"), _MARGIN)
    if not coded.events and not coded.statements:
        return Padding(Text("no events, no statements", style=_FAINT), _MARGIN)
    parts: list[RenderableType] = []
    if coded.events:
        parts += [Text(""), events_table(coded, text, coloured)]
    if coded.statements:
        parts += [Text(""), statements_table(coded.statements, text)]
    return Group(*parts)


def _title(coded: CodedArticle, text: str) -> Text:
    title = plain(coded.title or "").strip() or _opening(text) or "(no text)"
    line = Text().append(title, style="bold")
    about = "  ".join(filter(None, (coded.published, plain(coded.id))))
    return line.append("\n").append(about, style=_FAINT)


def _opening(text: str) -> str:
    words = " ".join(plain(text[:200]).split())
    return words if len(words) <= 70 else words[:70].rsplit(" ", 1)[0] + " …"


class _Column(NamedTuple):
    head: str
    share: int  # of the width


_EVENT_COLUMNS = (
    _Column("event", 18), _Column("who", 25), _Column("to whom", 23), _Column("when", 14), _Column("where", 13),
    _Column("sure", 5),
)  # fmt: skip


def events_table(coded: CodedArticle, text: str, coloured: bool) -> RenderableType:
    """Each event in a row, its best sentence below it with the trigger marked, then its steps where they are known."""
    speakers = {s.id: s.speaker for s in coded.statements}
    head = _columns(_EVENT_COLUMNS)
    head.add_row(*_heads(_EVENT_COLUMNS))
    parts: list[RenderableType] = [head]
    for event in coded.events:
        table = _columns(_EVENT_COLUMNS)
        table.add_row(*_event_cells(event))
        parts.append(table)
        if event.evidence:
            quoted = marked_sentence(event, text, coloured)
            speaker = speakers.get(event.attributed_to or "")
            if speaker is not None:
                quoted.append(f"  (according to {plain(speaker.name or speaker.text)})", style=_FAINT)
            parts.append(Padding(quoted, (0, 0, 0, 4)))
        steps = coded.explanations.get(event.id, ())
        parts += [Padding(Text(f"· {plain(step)}", style=_FAINT), (0, 0, 0, 4)) for step in steps]
    return Padding(Group(*parts), _MARGIN)


def _columns(columns: tuple[_Column, ...]) -> Table:
    """An empty table; those of one set of columns align, whatever is in them."""
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), expand=True, pad_edge=False)
    for column in columns:
        table.add_column(ratio=column.share, overflow="fold", justify="left")
    return table


def _heads(columns: tuple[_Column, ...]) -> list[Text]:
    return [Text(c.head, style=_FAINT) for c in columns]


def _event_cells(event: Event) -> tuple[Text, ...]:
    what = Text(event.type, style=f"bold {_QUAD_COLOURS.get(event.quad, '')}")
    if event.modes:
        what.append(" " + " ".join(event.modes), style="not bold")
    if event.status != "actual":
        what.append(f"\n{event.status}", style=f"not bold {_FAINT}")
    return (
        what,
        _actors(event.actors, _ACTOR),
        _actors(event.recipients, _RECIPIENT),
        Text(when(event.date)),
        Text(where(event.place)),
        Text(f"{event.confidence:.2f}", style=_FAINT),
    )


def _actors(actors: Iterable[Actor], style: str) -> Text:
    return Text("\n").join([_actor(a, style) for a in actors])


def _actor(actor: Actor | Entity, style: str) -> Text:
    name = actor.name or (actor.text if isinstance(actor, Actor) else "")
    line = Text(plain(name), style=style)
    codes = " ".join(filter(None, (actor.country, *actor.sectors)))
    return line.append(f" ({codes})", style=f"not bold {_FAINT}") if codes else line


def when(date: Date | None) -> str:
    """A date as short as it can be told: a day, a month, a year, or first and last day."""
    if date is None:
        return ""
    if date.start == date.end:
        return date.start
    if date.precision in ("month", "year") and date.start[:7] == date.end[:7]:
        return date.start[:7]
    if date.precision == "year" and date.start[:4] == date.end[:4]:
        return date.start[:4]
    return f"{date.start}\nto {date.end}"


def where(place: Place | None) -> str:
    """A place with its country's code."""
    if place is None:
        return ""
    return plain(", ".join(filter(None, (place.name, place.country))))


def marked_sentence(event: Event, text: str, coloured: bool) -> Text:
    """The sentence that tells the event best, with trigger, actors and recipients marked."""
    best = event.evidence[0]
    people = [*((a.span, _ACTOR) for a in event.actors), *((a.span, _RECIPIENT) for a in event.recipients)]
    return marked(text, best.sentence, best.trigger, coloured, people)


def marked(text: str, sentence: Span, trigger: Span, coloured: bool, others: Iterable[tuple[Span, str]] = ()) -> Text:
    """A sentence of a text with its trigger marked: by style, or by brackets where there are no colours.

    Args:
        others: further spans with their styles; those outside the sentence are passed over.
    """
    start, end = sentence
    line = Text(plain(text[start:end]))
    for (first, last), style in (*others, (trigger, _TRIGGER)):
        if start <= first < last <= end:
            line.stylize(style, first - start, last - start)
    if coloured:
        return line
    before, mark, after = line.divide([trigger[0] - start, trigger[1] - start])
    return Text.assemble(before, "[", mark, "]", after)


_STATEMENT_COLUMNS = (_Column("speaker", 28), _Column("cue", 14), _Column("what was said", 58))


def statements_table(statements: Iterable[Statement], text: str) -> RenderableType:
    """Each statement in a row: who, by which word, what."""
    table = _columns(_STATEMENT_COLUMNS)
    table.add_row(*_heads(_STATEMENT_COLUMNS))
    for said in statements:
        cue = Text(plain(text[slice(*said.cue)]) if said.cue else "")
        if said.stance != "says":
            cue.append(f"\n{said.stance}", style=_FAINT)
        content = Text(plain(GAP.join(text[a:b] for a, b in said.content)))
        content.append(f"  {said.kind} {said.confidence:.2f}", style=_FAINT)
        table.add_row(_actor(said.speaker, _ACTOR) if said.speaker else Text("?", style=_FAINT), cue, content)
    return Padding(table, _MARGIN)


_ENTITY_COLUMNS = (_Column("entity", 30), _Column("kind", 14), _Column("role", 18), _Column("words", 38))


def entities_table(entities: Iterable[Entity], text: str) -> RenderableType:
    """Each entity in a row: its kind, its role, and the words that name it."""
    table = _columns(_ENTITY_COLUMNS)
    table.add_row(*_heads(_ENTITY_COLUMNS))
    for entity in entities:
        words = dict.fromkeys(plain(text[a:b]) for a, b in entity.mentions)
        table.add_row(_actor(entity, ""), Text(entity.kind), Text(plain(entity.role or "")), Text(", ".join(words)))
    return Padding(table, _MARGIN)


def plain(text: str) -> str:
    """The text without characters that would move the cursor, turn or colour what stands there: a blank for each."""
    return _CONTROLS.sub(" ", text)
