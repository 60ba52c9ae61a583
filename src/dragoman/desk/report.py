"""A report on two states, or any two: one file that holds all it shows, to be sent and printed."""

from __future__ import annotations

import datetime as dt
from importlib import resources

from markupsafe import Markup

from dragoman.analysis import EventFilter, Questions, StatementFilter
from dragoman.analysis.periods import Step
from dragoman.desk.charts import balance_chart, drawn
from dragoman.desk.looks import Looks

_MOST = 100
"""Events, meetings and statements each."""


def relations_report(
    ask: Questions, one: str, other: str, since: str | None = None, until: str | None = None, step: Step = "month"
) -> str:
    """What two do to each other and say about each other, as HTML that needs nothing else.

    Args:
        ask: of the store.
        one, other: names, as filters take them.
        since, until: first and last day, month or year.
        step: by which the balance is told.

    Raises:
        WhoError: where a name is known to nobody. FilterError: where both are the same, or a day is none.
    """
    within = EventFilter(since=since, until=until)
    found = ask.relations(one, other, step, within)
    pair = EventFilter(pair=(one, other), since=since, until=until)
    events = ask.events(pair, limit=_MOST)
    meetings = ask.calendar(pair, limit=_MOST)
    style = resources.files("dragoman.desk").joinpath("static", "desk.css").read_text(encoding="utf-8")
    return Looks().text(
        "report.html",
        found=found,
        step=step,
        since=within.since,
        until=within.until,
        made=dt.date.today().isoformat(),
        # both are the desk's own: the style sheet, and a picture that escapes what it shows
        style=Markup(style),
        chart=Markup(drawn(balance_chart(found, {}))) if found.points else None,
        events=events,
        meetings=meetings,
        statements=ask.statements(StatementFilter(pair=(one, other), since=since, until=until), limit=_MOST),
        reports=ask.reports([*(e.id for e in events), *(m.event.id for m in meetings)]),
        count=ask.count_events(pair),
    )
