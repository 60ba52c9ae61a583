"""``dragoman doctor``: is the installation whole?"""

from __future__ import annotations

import typer

HELP = """Check this installation: versions, language model, tables, and a small article with a known result.

One line a check, [b]ok[/b] or [b]FAULT[/b] with what to do; exit status 1 where there is a fault.
"""


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("doctor", help=HELP)(doctor)


def doctor() -> int:
    """Prints the findings."""
    from dragoman.doctor import examine

    faults = 0
    for finding in examine():
        faults += not finding.ok
        verdict = "ok   " if finding.ok else "FAULT"
        advice = f" -> {finding.advice}" if finding.advice else ""
        typer.echo(f"{verdict} {finding.subject}: {finding.found}{advice}")
    return 1 if faults else 0
