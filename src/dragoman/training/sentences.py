"""Reads the corpus of annotated sentences: a line format that people write and read (``corpus/README.md``).

A file is a topic. It begins with lines ``topic:``, ``split:`` (train or test) and ``kind:`` (news or look-alikes);
sentences follow as blocks parted by blank lines::

    @ 2006 agency
    Ethiopian troops crossed into Somalia on Sunday, the government in Mogadishu said.
    - MOBILIZE troops | actual | crossed into | Ethiopian troops > Somalia | the government in Mogadishu
    - says | indirect | the government in Mogadishu | said | Ethiopian troops crossed into Somalia on Sunday
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import InputError
from dragoman.ontology import load_ontology
from dragoman.records import STATUSES, Span

SPLITS = ("train", "test")
KINDS = ("news", "look-alikes")
STYLES = ("agency", "newspaper", "headline", "ministry")
STATEMENT_KINDS = ("direct", "indirect", "mixed")
NOBODY = "_"
_YEARS = range(1990, 2027)


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event of a sentence; spans are character offsets into the sentence.

    Attributes:
        triggers: the words that tell it, best first.
        actors, recipients: who acts, towards whom; empty where the sentence names nobody.
        via: the speaker whose words tell it, or None.
    """

    type: str
    mode: str | None
    status: str
    triggers: tuple[Span, ...]
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    via: Span | None = None


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """One statement of a sentence: who says what by which cue; cue and source may be missing."""

    kind: str
    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence of the corpus with all that happens and is said in it."""

    text: str
    year: int
    style: str
    topic: str
    split: str
    kind: str
    events: tuple[GoldEvent, ...]
    statements: tuple[GoldStatement, ...]
    source: str
    line: int


class _Line:
    """One annotation line: its cells, and errors that name file and line."""

    def __init__(self, raw: str, text: str, source: str, line: int) -> None:
        self.cells = [cell.strip() for cell in raw.split(" | ")]
        self.text, self.source, self.line = text, source, line

    def fault(self, cause: str) -> InputError:
        return InputError(cause, self.source, self.line)

    def span(self, words: str) -> Span:
        """Offsets of words in the sentence; ``attack#2`` is the second "attack"."""
        quoted, _, count = words.rpartition("#")
        wanted, nth = (quoted, int(count)) if quoted and count.isdigit() else (words, 1)
        edge_l = r"(?<!\w)" if wanted[:1].isalnum() else ""
        edge_r = r"(?!\w)" if wanted[-1:].isalnum() else ""
        hits = [m.span() for m in re.finditer(edge_l + re.escape(wanted) + edge_r, self.text)]
        if not wanted or len(hits) < nth:
            raise self.fault(f"{words!r} does not stand in the sentence as whole words")
        return hits[nth - 1]

    def spans(self, cell: str) -> tuple[Span, ...]:
        """The spans of a cell of words parted by semicolons; ``_`` is nobody."""
        if cell == NOBODY:
            return ()
        return tuple(self.span(words.strip()) for words in cell.split(" ; "))

    def one(self, cell: str) -> Span | None:
        return None if cell == NOBODY else self.span(cell)


def read_sentences(paths: Iterable[Path]) -> Iterator[GoldSentence]:
    """All sentences of some files, in order.

    Raises:
        InputError: a line that breaks the format; it names the file, the line and the cause.
    """
    for path in paths:
        yield from parse_sentences(path.read_text(encoding="utf-8"), path.name)


def parse_sentences(
    text: str, source: str, on_fault: Callable[[InputError], None] | None = None
) -> Iterator[GoldSentence]:
    """The sentences of one file's text; with `on_fault`, a faulty sentence is told to it and left out."""
    head: dict[str, str] = {}
    block: list[tuple[int, str]] = []
    for number, raw in enumerate([*text.splitlines(), ""], 1):
        line = raw.strip()
        if line.startswith("# "):
            continue
        if line and not block and not line.startswith("@"):
            key, colon, value = line.partition(":")
            if not colon or key not in ("topic", "split", "kind"):
                raise InputError("a block begins with '@ YEAR STYLE'", source, number)
            head[key] = value.strip()
        elif line:
            block.append((number, line))
        elif block:
            whole, block = block, []
            try:
                yield _sentence(whole, _checked(head, source), source)
            except InputError as error:
                if on_fault is None:
                    raise
                on_fault(error)


def _checked(head: dict[str, str], source: str) -> dict[str, str]:
    if set(head) != {"topic", "split", "kind"} or head["split"] not in SPLITS or head["kind"] not in KINDS:
        raise InputError(f"the file must begin with topic:, split: {SPLITS} and kind: {KINDS}", source, 1)
    return head


def _sentence(block: list[tuple[int, str]], head: dict[str, str], source: str) -> GoldSentence:
    (line, opening), *rest = block
    year, _, style = opening.lstrip("@ ").partition(" ")
    if not (year.isdigit() and int(year) in _YEARS and style in STYLES):
        raise InputError(f"the opening line is '@ YEAR STYLE', with a style of {', '.join(STYLES)}", source, line)
    if not rest or rest[0][1].startswith("- "):
        raise InputError("the sentence is missing", source, line)
    words, marks = rest[0][1], rest[1:]
    events: list[GoldEvent] = []
    statements: list[GoldStatement] = []
    for number, raw in marks:
        if not raw.startswith("- "):
            raise InputError("a sentence stands on one line; annotations begin with '- '", source, number)
        if raw == "- nothing":
            continue
        row = _Line(raw[2:], words, source, number)
        if row.cells[0] == "says":
            statements.append(_statement(row))
        else:
            events.append(_event(row))
    if not marks:
        raise InputError("no annotation: write '- nothing' where nothing happens", source, line)
    if events and head["kind"] == "look-alikes":
        raise InputError("a file of look-alikes holds no events", source, line)
    return GoldSentence(
        words, int(year), style, head["topic"], head["split"], head["kind"],
        tuple(events), tuple(statements), source, line,
    )  # fmt: skip


def _event(row: _Line) -> GoldEvent:
    if len(row.cells) not in (4, 5):
        raise row.fault("an event is 'TYPE mode | status | triggers | actors > recipients', and '| speaker'")
    name, _, mode = row.cells[0].partition(" ")
    kind = load_ontology().types.get(name)
    if kind is None:
        raise row.fault(f"unknown event type {name!r}")
    if mode and mode not in kind.modes:
        raise row.fault(f"{name} has no mode {mode!r}; it has {', '.join(kind.modes) or 'none'}")
    if row.cells[1] not in STATUSES:
        raise row.fault(f"unknown status {row.cells[1]!r}; one of {', '.join(STATUSES)}")
    actors, arrow, recipients = row.cells[3].partition(" > ")
    if not arrow:
        raise row.fault("actors and recipients are written 'A ; B > C', with _ for nobody")
    triggers = row.spans(row.cells[2])
    if not triggers:
        raise row.fault("an event needs a trigger")
    via = row.one(row.cells[4]) if len(row.cells) == 5 else None
    who, whom = row.spans(actors.strip()), row.spans(recipients.strip())
    return GoldEvent(name, mode or None, row.cells[1], triggers, who, whom, via)


def _statement(row: _Line) -> GoldStatement:
    if len(row.cells) != 5:
        raise row.fault("a statement is 'says | kind | source | cue | content', contents parted by ' ... '")
    if row.cells[1] not in STATEMENT_KINDS:
        raise row.fault(f"unknown kind of statement {row.cells[1]!r}; one of {', '.join(STATEMENT_KINDS)}")
    content = tuple(row.span(part.strip()) for part in row.cells[4].split(" ... "))
    return GoldStatement(row.cells[1], row.one(row.cells[2]), row.one(row.cells[3]), content)
