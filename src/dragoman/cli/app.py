"""The program ``dragoman``: its verbs, and how faults are told: in one line, never as a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from dragoman.cli import (
    add,
    calendar,
    code,
    doctor,
    evaluate,
    events,
    explain,
    export,
    importing,
    network,
    places,
    profile,
    relations,
    report,
    resolve,
    schema,
    serve,
    statements,
    user,
    watch,
    world,
)
from dragoman.cli.messages import tell
from dragoman.errors import DragomanError

HELP = """Read news, write records: who did what to whom, who said what, when and where.

[dim]$[/dim] dragoman explain "Kenya urged Ethiopia to reopen the border."
[dim]$[/dim] dragoman code article.html
[dim]$[/dim] dragoman code archive/ -o events.parquet --workers 4

Each command has its own --help.
"""


class _NobodyReads(Exception):
    """Standard output was closed at its other end, as by ``head``."""


class _Verbs(TyperGroup):
    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # which the parser would turn into status 1
            raise _NobodyReads from None


app = typer.Typer(
    name="dragoman",
    cls=_Verbs,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
VERBS = (
    code, add, importing, watch, events, statements, relations, calendar, profile, network, report, serve, user,
    explain, resolve, places, world, evaluate, export, doctor, schema,
)  # fmt: skip
for verb in VERBS:
    verb.add_to(app)

USAGE, BUG, INTERRUPTED, NOBODY_READS = 2, 70, 130, 141


def _version(wanted: bool) -> None:
    if wanted:
        from dragoman.coding.coder import Coder

        typer.echo(Coder().name)
        raise typer.Exit


@app.callback(help=HELP)
def _dragoman(
    version: Annotated[
        bool,
        typer.Option("--version", metavar="", callback=_version, is_eager=True, help="Name and version of the coder."),
    ] = False,
) -> None:
    """Options of the program itself."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the program and ends the process with its exit status."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Runs the program; the exit status.

    0: done. 1: done, but not all is well (``--strict``, ``doctor``). 2: nothing could be done. 130: interrupted.
    """
    try:
        status = app(list(arguments), standalone_mode=False, prog_name="dragoman")
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except (BrokenPipeError, _NobodyReads):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nobody reads on (head): nothing more to say
        return NOBODY_READS
    except (KeyboardInterrupt, typer.Abort):
        return _fault("interrupted", INTERRUPTED)
    except DragomanError as error:
        return _fault(str(error), USAGE)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        return _fault(f"{where}{error.strerror or error}", USAGE)
    except Exception as error:
        if hasattr(error, "format_message"):  # the parser of the command line
            return _usage(error)
        return _fault(f"a fault of the program: {type(error).__name__}: {error} (DRAGOMAN_DEBUG=1 shows where)", BUG)


def _usage(error: Exception) -> int:
    context = getattr(error, "ctx", None)
    message = error.format_message()  # type: ignore[attr-defined]
    if not message or type(error).__name__ == "NoArgsIsHelpError":
        return 0 if not message else USAGE
    command = context.command_path if context is not None else "dragoman"
    return _fault(f"{message.rstrip('.')}; see {command} --help", USAGE)


def _fault(message: str, status: int) -> int:
    if os.environ.get("DRAGOMAN_DEBUG"):
        import traceback

        traceback.print_exc()
    tell(message)
    return status
