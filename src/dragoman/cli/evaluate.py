"""``dragoman evaluate``: how well coded articles agree with annotated ones, and where they do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from dragoman.evaluation.evaluate import Evaluation
    from dragoman.evaluation.kinds import Finding
    from dragoman.evaluation.report import Table

HELP = """Compare coded articles with annotated ones: figures, and the faults by kind.

GOLD is a folder of annotated articles (.json), or one JSONL of them; corpus/README.md tells their form.
PRED is the JSONL that [b]dragoman code[/b] wrote of the same texts; articles are joined by their id.

[dim]$[/dim] dragoman code corpus/articles -o coded.jsonl
[dim]$[/dim] dragoman evaluate corpus/articles coded.jsonl
[dim]$[/dim] dragoman evaluate corpus/articles coded.jsonl --examples 5   [dim]# and sentences with faults[/dim]
[dim]$[/dim] dragoman evaluate corpus/articles coded.jsonl -o report.md
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("evaluate", help=HELP, no_args_is_help=True)(evaluate)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated articles: a folder, or a JSONL.")],
    coded: Annotated[Path, typer.Argument(metavar="PRED", help="Coded articles: native JSONL.")],
    examples: Annotated[
        int, typer.Option(min=0, metavar="N", help="Show N sentences for each kind of fault, triggers marked.")
    ] = 0,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="OUT", help="Write the tables here too, as Markdown.")
    ] = None,
) -> int:
    """Evaluates."""
    from dragoman.cli.messages import tell
    from dragoman.evaluation.coded import read_coded
    from dragoman.evaluation.evaluate import evaluate as compare
    from dragoman.evaluation.gold import read_gold
    from dragoman.evaluation.probe import Probe
    from dragoman.evaluation.report import markdown, summary
    from dragoman.formats.terminal import make_console

    _spare_inputs(out, (gold, coded))
    annotated = read_gold(gold)
    found = compare(annotated, read_coded(coded, annotated), Probe())
    if out is not None:
        _write(out, markdown(found, _command(gold, coded, out)))
    _show(make_console(), found, examples)
    for line in summary(found)[1:]:
        tell(line)
    if out is not None:
        tell(f"written: {out}")
    return 0


def _spare_inputs(out: Path | None, inputs: tuple[Path, ...]) -> None:
    from dragoman.cli.options import OptionError

    for given in inputs:
        if out is not None and out.exists() and given.exists() and out.samefile(given):
            raise OptionError(f"{out}: is an input too; choose another output")


def _command(gold: Path, coded: Path, out: Path) -> str:
    import shlex

    return shlex.join(["dragoman", "evaluate", str(gold), str(coded), "-o", str(out)])


def _write(out: Path, report: str) -> None:
    from dragoman.formats.journal import OutputError

    try:
        out.write_text(report, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise OutputError(out, error) from None


def _show(console: Console, found: Evaluation, examples: int) -> None:
    from rich.text import Text

    from dragoman.evaluation.report import summary, tables
    from dragoman.formats.terminal import plain, show

    show(console, Text(plain(summary(found)[0]), style="bold"))
    for table in tables(found):
        show(console, _table(table))
    for (side, kind), chosen in _examples(found, examples).items():
        show(console, Text(f"\n{side}, {kind}", style="bold"))
        for finding in chosen:
            show(console, _example(finding, console))


def _table(table: Table) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table as Grid
    from rich.text import Text

    grid = Grid(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    for n, _ in enumerate(table.heads):
        grid.add_column(justify="left" if n < table.words else "right")
    grid.add_row(*(Text(head, style="dim") for head in table.heads))
    for row in table.rows:
        grid.add_row(*map(Text, row))
    parts: list[RenderableType] = [Text(f"\n{table.title}", style="bold")]
    if table.note:
        parts.append(Text(table.note, style="dim"))
    return Group(*parts, Padding(grid, (0, 0, 0, 2)))


def _examples(found: Evaluation, number: int) -> dict[tuple[str, str], list[Finding]]:
    """For each kind of fault so many findings, spread over all of them; the same at every run."""
    from dragoman.evaluation.kinds import KINDS

    chosen: dict[tuple[str, str], list[Finding]] = {}
    for side, kind in KINDS:
        every = [f for f in found.findings if (f.side, f.kind) == (side, kind)]
        shown = min(number, len(every))
        if shown:
            chosen[side, kind] = [every[n * len(every) // shown] for n in range(shown)]
    return chosen


def _example(finding: Finding, console: Console) -> RenderableType:
    """The sentence with its trigger marked, then what is wrong, and the two records."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    from dragoman.formats.terminal import colours, marked, plain

    records = [f"{name} {plain(line)}" for name, line in (("gold", finding.gold), ("coded", finding.coded)) if line]
    about = " · ".join((plain(finding.article.id), finding.detail, *records))
    sentence = marked(finding.article.text, finding.sentence, finding.trigger, colours(console))
    return Padding(Group(sentence, Text(about, style="dim")), (0, 0, 0, 2))
