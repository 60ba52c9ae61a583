"""``dragoman export``: coded articles in the formats of other data sets."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.options import Db

if TYPE_CHECKING:
    from dragoman.formats.export import Exported
    from dragoman.formats.rows import BadRows
    from dragoman.records import Article, CodedArticle

HELP = """Write coded articles in the formats that event data come in.

INPUT is the JSONL that [b]dragoman code[/b] wrote (.gz and .zip too); without it, all articles of the store.
FORMAT is one of polecat, gdelt, gdelt-mentions, icews, plover (JSON), flat (.parquet, .csv or .tsv) and native;
docs/formats.md tells what stands in each column.
With the articles themselves beside it (--articles), addresses, publishers and words of the text are known, too.

[dim]$[/dim] dragoman export coded.jsonl -f polecat -o events.tsv
[dim]$[/dim] dragoman export coded.jsonl --articles news/ -f gdelt -o events.csv
[dim]$[/dim] dragoman export --db news.db -f polecat -o events.tsv
[dim]$[/dim] dragoman export coded.jsonl -f icews | gzip > events.tab.gz
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("export", help=HELP, no_args_is_help=True)(export)


def export(
    format: Annotated[str, typer.Option("-f", "--format", metavar="FORMAT", help="The format to write.")],
    inputs: Annotated[
        list[Path] | None, typer.Argument(metavar="INPUT", help="Coded articles: native JSONL; none: the store.")
    ] = None,
    out: Annotated[
        str, typer.Option("-o", "--out", metavar="OUT", help="The file to write; - for standard output.")
    ] = "-",
    articles: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="The articles that were coded, files or folders; may be repeated."),
    ] = None,
    db: Db = None,
) -> int:
    """Exports coded articles."""
    from dragoman.cli.messages import tell
    from dragoman.cli.options import OptionError
    from dragoman.formats.export import export as write
    from dragoman.formats.rows import BadRows
    from dragoman.store import Store

    bad = BadRows()
    if inputs:
        if db is not None:
            raise OptionError("--db: give either INPUT or the store, not both")
        _spare_inputs(out, inputs)
        done = write(_pairs(inputs, articles or [], bad), format, out)
    else:
        if articles:
            raise OptionError("--articles: the store has its articles itself; give it with INPUT alone")
        with Store.open(db, create=False) as store:
            _spare_inputs(out, [Path(store.name)])
            done = write(store.pairs(), format, out)
    for line in bad.summary().splitlines():
        tell(line)
    tell(_summary(done, bad))
    return 1 if bad.count else 0


def _spare_inputs(out: str, inputs: list[Path]) -> None:
    from dragoman.cli.options import OptionError

    for given in inputs:
        if out != "-" and os.path.exists(out) and given.exists() and os.path.samefile(out, given):
            raise OptionError(f"{out}: is an input too; choose another output")


def _pairs(inputs: list[Path], given: list[str], bad: BadRows) -> Iterator[tuple[Article, CodedArticle]]:
    """Every coded article with its own; where that is not among the articles, with what the coded one tells of it.

    Articles are read as far as needed: in the order of the coded ones, as a rule, so that few are held at a time.
    """
    from dragoman.formats.native import read_coded
    from dragoman.reading import check, read
    from dragoman.records import Article

    if given:
        check(given)
    unread = read(given) if given else iter(())
    held: dict[str, Article] = {}
    for path in inputs:
        for coded in read_coded(path, bad):
            while coded.id not in held and (article := next(unread, None)) is not None:
                held[article.id] = article
            bare = Article("", coded.id, title=coded.title, published=coded.published, language=coded.language)
            yield held.pop(coded.id, bare), coded


def _summary(done: Exported, bad: BadRows) -> str:
    """What an export came to, in one line."""
    parts = [f"{done.articles:,} article{'s' * (done.articles != 1)}: {done.events:,} events in {done.rows:,} rows"]
    if done.left_out:
        told = ", ".join(f"{n:,} {status}" for status, n in sorted(done.left_out.items()))
        parts.append(f"{done.left_out.total():,} events of another status than actual were left out ({told})")
    if done.failed:
        parts.append(f"{done.failed:,} articles could not be coded")
    if bad.count:
        parts.append(f"{bad.count:,} lines could not be read")
    if done.files:
        parts.append("written: " + ", ".join(str(f) for f in done.files))
    return "; ".join(parts)
