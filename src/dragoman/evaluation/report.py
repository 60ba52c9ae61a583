"""An evaluation as tables, for the terminal and as Markdown: figures only, no words of the articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.evaluation.calibration import Reliability
from dragoman.evaluation.evaluate import Evaluation
from dragoman.evaluation.kinds import KINDS, Side
from dragoman.evaluation.measures import Score

MOST_DETAILS = 8
"""Rows of the table of details of one kind; the others are counted together."""

_SIDES: dict[Side, tuple[str, str]] = {
    "missed": ("Events missed", "By the first kind that fits; the lexicon asked is that of the installed version."),
    "false": ("Events told falsely", "By the first kind that fits."),
    "found": ("Events found, but with a fault", "An event may have several."),
    "statements": ("Statements", ""),
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the report.

    Attributes:
        title, note: what it tells; the note may be empty.
        heads: names of the columns, of which the first ``words`` hold words and the others numbers.
    """

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1


def tables(evaluation: Evaluation) -> list[Table]:
    """All tables that have rows."""
    made = [_scores(evaluation), _shares(evaluation), _types(evaluation), _errors(evaluation)]
    made += [_bins(name, found) for name, found in evaluation.reliabilities.items()]
    for side in _SIDES:
        made += [_kinds(evaluation, side), _details(evaluation, side)]
    return [t for t in made if t.rows]


def summary(evaluation: Evaluation) -> list[str]:
    """What was compared, and what of it was not there: a line each."""
    lines = [f"{evaluation.articles:,} annotated articles, coded by {', '.join(evaluation.coders) or 'nobody'}"]
    if evaluation.missing:
        lines.append(f"{len(evaluation.missing):,} of them are missing from the coded ones: {_few(evaluation.missing)}")
    if evaluation.failed:
        lines.append(f"{len(evaluation.failed):,} of them could not be coded: {_few(evaluation.failed)}")
    if evaluation.extra:
        lines.append(f"{evaluation.extra:,} coded articles are not annotated and do not count")
    return lines


def markdown(evaluation: Evaluation, command: str) -> str:
    """The report as a Markdown page.

    Args:
        command: what made it; stands in the header.
    """
    parts = ["# Evaluation", f"Made by `{command}`; do not edit.", "\n".join(f"- {s}" for s in summary(evaluation))]
    for table in tables(evaluation):
        parts.append(f"## {table.title}")
        if table.note:
            parts.append(table.note)
        rule = ["---"] * table.words + ["--:"] * (len(table.heads) - table.words)
        parts.append("\n".join(_line(cells) for cells in (table.heads, rule, *table.rows)))
    return "\n\n".join(parts) + "\n"


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |"


def _few(ids: tuple[str, ...], most: int = 10) -> str:
    more = f" and {len(ids) - most:,} more" if len(ids) > most else ""
    return ", ".join(ids[:most]) + more


def _scores(evaluation: Evaluation) -> Table:
    rows = tuple(
        (name, *_figures(score), f"{score.right:,}", f"{score.gold:,}", f"{score.coded:,}")
        for name, score in evaluation.measures.scores.items()
    )
    note = (
        "An event is right where a coded one of its type shares a sentence with it; +actors, +recipients, full: and "
        "the countries of the actors, the recipients, of both are the annotated ones. Statements: half of the words "
        "are the same; attributed: and the speaker."
    )
    return Table("Figures", note, ("measure", "precision", "recall", "F1", "right", "gold", "coded"), rows)


def _figures(score: Score) -> tuple[str, str, str]:
    return f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}"


def _shares(evaluation: Evaluation) -> Table:
    rows = tuple(
        (name, f"{share.value:.3f}", f"{share.right:,}", f"{share.of:,}")
        for name, share in evaluation.measures.shares.items()
        if share.value is not None
    )
    note = "Of the events found, for which the annotation gives the field."
    return Table("Fields of the events found", note, ("field", "accuracy", "right", "of"), rows)


def _types(evaluation: Evaluation) -> Table:
    rows = tuple(
        (kind, str(s.gold), str(s.right), str(s.gold - s.right), str(s.coded - s.right), *_figures(s))
        for kind, s in evaluation.measures.types.items()
    )
    return Table("By type", "", ("type", "gold", "found", "missed", "false", "precision", "recall", "F1"), rows)


def _errors(evaluation: Evaluation) -> Table:
    rows = tuple(
        (name, f"{found.error:.3f}", f"{found.number:,}")
        for name, found in evaluation.reliabilities.items()
        if found.bins
    )
    note = "How far, on the average, the confidence of a record is from the share of like ones that are right."
    return Table("Calibration", note, ("records", "expected error", "number"), rows)


def _bins(name: str, found: Reliability) -> Table:
    rows = tuple(
        (f"{b.low:.1f} to {b.high:.1f}", f"{b.said:.2f}", f"{b.right:.2f}", f"{b.number:,}") for b in found.bins
    )
    return Table(f"Confidence of {name}", "", ("confidence", "on the average", "right", "number"), rows)


def _kinds(evaluation: Evaluation, side: Side) -> Table:
    title, note = _SIDES[side]
    counts = Counter(f.kind for f in evaluation.findings if f.side == side)
    rows = tuple(
        (kind, meaning, f"{counts[kind]:,}") for (of, kind), meaning in KINDS.items() if of == side and counts[kind]
    )
    return Table(title, note, ("kind", "what it is", "number"), rows, words=2)


def _details(evaluation: Evaluation, side: Side) -> Table:
    rows = tuple(row for of, kind in KINDS if of == side for row in _detail_rows(evaluation, side, kind))
    return Table(f"{_SIDES[side][0]}: details", "", ("kind", "detail", "number"), rows, words=2)


def _detail_rows(evaluation: Evaluation, side: Side, kind: str) -> Iterator[tuple[str, str, str]]:
    counts = Counter(f.detail for f in evaluation.findings if (f.side, f.kind) == (side, kind))
    ranked = sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    for detail, number in ranked[:MOST_DETAILS]:
        yield kind, detail, f"{number:,}"
    if rest := sum(number for _, number in ranked[MOST_DETAILS:]):
        yield kind, f"{len(ranked) - MOST_DETAILS} others", f"{rest:,}"
