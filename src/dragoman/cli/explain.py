"""``dragoman explain``: how one sentence is read: its parse, who is in it, who says what, and how each event came."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.padding import Padding

    from dragoman.language.pipeline import ParsedArticle

HELP = """Show how a sentence is read: its parse, entities, statements, and each event with the steps that led to it.

[dim]$[/dim] dragoman explain "Kenya urged Ethiopia on Friday to reopen the border." --published 2024-03-04
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("explain", help=HELP, no_args_is_help=True)(explain)


def explain(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="A sentence, or a few; - for standard input.")],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication: what 'on Friday' counts from.")
    ] = None,
    actors: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="Your own actors (.csv .yaml .txt); may be repeated.")
    ] = None,
    model: Annotated[str | None, typer.Option(metavar="NAME", help="Another installed spaCy pipeline.")] = None,
    fast: Annotated[bool, typer.Option("--fast", metavar="", help="By the rules alone, without the reader.")] = False,
) -> int:
    """Explains a sentence."""
    import sys

    from dragoman.cli.options import OptionError, parse_day
    from dragoman.formats import terminal
    from dragoman.language.pipeline import DEFAULT_MODEL, load_model, parse
    from dragoman.reading import split_blocks
    from dragoman.reading.rows import text_fault
    from dragoman.records import Article
    from dragoman.scale.rows import Settings, make_coder

    text = sys.stdin.buffer.read().decode("utf-8", "surrogateescape") if sentence == "-" else sentence
    fault = text_fault(text)
    if fault:
        raise OptionError(f"nothing to explain: {fault}")
    day = parse_day(published, "--published")
    coder = make_coder(Settings(model, tuple(str(a) for a in actors or ()), explain=True, fast=fast))
    article = Article(text, published=day, language="en", blocks=split_blocks(text))
    (parsed,) = parse([article], load_model(model or DEFAULT_MODEL))
    coded = coder.code_parsed(parsed)
    console = terminal.make_console()
    terminal.show(console, _parse_table(parsed))
    if coded.entities:
        terminal.show(console, "")
        terminal.show(console, terminal.entities_table(coded.entities, text))
    terminal.show(console, terminal.record_tables(coded, text, terminal.colours(console)))
    return 0


def _parse_table(parsed: ParsedArticle) -> Padding:
    """A row a word: the word, its dictionary form, part of speech, function, and the word that governs it."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from dragoman.formats.terminal import plain

    heads = ("", "word", "lemma", "pos", "tag", "function", "of", "entity")
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_row(*(Text(h, style="dim") for h in heads))
    for number, sentence in enumerate(parsed.sentences):
        if number:
            table.add_row("")
        for token in sentence.tokens:
            governor = "" if token.is_root() else f"{token.head.text} {token.head.i}"
            cells = (token.lemma, token.pos, token.tag, token.dep, governor, token.ent)
            table.add_row(Text(str(token.i), style="dim"), Text(plain(token.text), style="bold"), *map(Text, cells))
    return Padding(table, (0, 0, 0, 2))
