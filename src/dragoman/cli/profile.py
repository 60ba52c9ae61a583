"""``dragoman profile``: with whom somebody deals, what they say, how they stand to a subject."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli import asking
from dragoman.cli.options import Db

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import RenderableType

    from dragoman.analysis import Partner, Position, Profile
    from dragoman.analysis.profile import Topic

HELP = """Tell with whom somebody deals, what they say, and how they stand to a subject over time.

[bold]--about[/bold] names a country, a person or a body, [bold]--text[/bold] a subject in words: for either there
are the statements on it, and the acts of support, accusation and rejection, month by month.

[dim]$[/dim] dragoman profile Kenya --since 2024
[dim]$[/dim] dragoman profile China --about USA -o china-usa.svg
[dim]$[/dim] dragoman profile Macron --text "nuclear OR uranium"
"""

_PARTNERS, _TOPICS = 12, 8


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("profile", help=HELP, no_args_is_help=True)(profile)


def profile(
    who: Annotated[str, typer.Argument(metavar="WHO", help="A country, a person, a body.", show_default=False)],
    db: Db = None,
    about: Annotated[
        str | None, typer.Option("--about", metavar="WHO", help="The one on whom positions are wanted.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="The subject on which positions are wanted, in words.")
    ] = None,
    context: asking.Context = None,
    status: asking.Status = None,
    since: asking.Since = None,
    until: asking.Until = None,
    publisher: asking.Publisher = None,
    min_confidence: asking.Confidence = None,
    source: asking.Source = None,
    out: asking.OutOrPicture = None,
) -> int:
    """Tells the profile of somebody."""
    from dragoman.analysis import EventFilter
    from dragoman.cli.messages import tell
    from dragoman.formats.answers import PICTURES, check_ending
    from dragoman.formats.terminal import make_console, show

    if out is not None:
        check_ending(out, PICTURES)
        _check_picture(out, about or text)
    asked = EventFilter.parse(
        asking.given(
            text=text, context=context, status=status, since=since, until=until, publisher=publisher,
            min_confidence=min_confidence, source=source,
        )
    )  # fmt: skip
    with asking.questions(db) as ask:
        found = ask.profile(who, about, asked)
        if not (found.partners or found.latest or found.positions):
            tell(f"{found.who.name}: nothing is told that matches; {asking.nothing_found(ask, asked)}")
        if out is not None:
            _write(found, about or text or "", out)
        else:
            show(make_console(), _tables(found, about or text))
    return 0


def _check_picture(out: Path, subject: str | None) -> None:
    from dragoman.cli.options import OptionError
    from dragoman.formats.answers import PICTURES

    if out.suffix.lower() in PICTURES and subject is None:
        raise OptionError("-o: a picture shows positions over time; say with --about or --text on what")


def _write(found: Profile, subject: str, out: Path) -> None:
    import json

    from dragoman.analysis.partners import PARTNER_COLUMNS
    from dragoman.analysis.positions import POSITION_COLUMNS
    from dragoman.cli.messages import tell
    from dragoman.formats.answers import PICTURES, write_file, write_rows
    from dragoman.records import to_dict

    form = out.suffix.lower()
    if form in PICTURES:
        from dragoman.analysis.plots import draw, positions_chart

        write_file(draw(positions_chart(found, subject), form[1:]), out)
        what = "positions"
    elif form == ".json":
        write_file(json.dumps(to_dict(found), ensure_ascii=False, indent=1) + "\n", out)
        what = "all of it"
    elif found.positions:
        write_rows((line.row() for line in found.positions), POSITION_COLUMNS, out)
        what = "positions"
    else:
        write_rows((line.row() for line in found.partners), PARTNER_COLUMNS, out)
        what = "partners"
    tell(f"{found.who.name}: {what}; written: {out}")


def _tables(found: Profile, subject: str | None) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    from dragoman.cli.answers import FAINT, statements_table
    from dragoman.formats.terminal import plain

    def headed(title: str, table: RenderableType) -> list[RenderableType]:
        return [Text(""), Text(title, style="bold"), table]

    of = " ".join(filter(None, (found.who.country, found.who.sector))) or ", ".join(found.who.entities)
    parts: list[RenderableType] = [Text(plain(found.who.name), style="bold").append(f"  {plain(of)}", style=FAINT)]
    if found.positions:
        parts += headed(f"on {plain(subject or '')}, by month", _positions(found.positions))
    if found.partners:
        parts += headed("deals with", _partners(found.partners[:_PARTNERS]))
    if found.topics or found.contexts:
        lines = [_topics("speaks of", found.topics), _topics("in the contexts", found.contexts)]
        parts += [Text(""), *(line for line in lines if line)]
    if found.latest:
        parts += headed("says", statements_table(found.latest))
    return Group(*parts)


def _topics(head: str, topics: Sequence[Topic]) -> RenderableType | None:
    from rich.text import Text

    from dragoman.cli.answers import FAINT
    from dragoman.formats.terminal import plain

    if not topics:
        return None
    told = ", ".join(f"{plain(topic.name)} ({topic.statements:,})" for topic in topics[:_TOPICS])
    return Text(f"{head}  ", style=FAINT).append(told, style="not dim")


def _partners(partners: Iterable[Partner]) -> RenderableType:
    from rich.text import Text

    from dragoman.analysis.relations import QUADS
    from dragoman.cli.answers import QUAD_COLOURS, Column, count, heads, mean, rows
    from dragoman.formats.terminal import plain

    columns = (
        Column("", 6), Column("partner", 34), Column("verbal coop.", 10, True), Column("material coop.", 10, True),
        Column("verbal conflict", 10, True), Column("material conflict", 10, True), Column("events", 9, True),
        Column("mean score", 10, True),
    )  # fmt: skip
    lines = [heads(columns)]
    for partner in partners:
        numbers = [count(getattr(partner, quad), QUAD_COLOURS[n]) for n, quad in enumerate(QUADS, 1)]
        name = Text(plain(partner.partner))
        lines.append([Text(partner.direction), name, *numbers, count(partner.events), mean(partner.score_mean)])
    return rows(columns, lines)


def _positions(positions: Iterable[Position]) -> RenderableType:
    from rich.text import Text

    from dragoman.cli.answers import Column, count, heads, mean, rows

    names = ("statements", "denials", "support", "accuse", "reject")
    columns = (Column("month", 12), *(Column(name, 14, True) for name in (*names, "mean score")))
    lines = [heads(columns)]
    for position in positions:
        if position.statement_ids or position.event_ids:
            numbers = [count(getattr(position, name)) for name in names]
            lines.append([Text(position.start[:7]), *numbers, mean(position.score_mean)])
    return rows(columns, lines)
