"""The calendar: meetings held, planned, proposed and called off, month by month."""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections import defaultdict

from fastapi import APIRouter, Request
from fastapi.responses import Response

from dragoman.analysis import EventFilter, FilterError, Meeting
from dragoman.analysis.filters import first_day, last_day
from dragoman.desk.context import desk_of
from dragoman.desk.looks import days_after

router = APIRouter(include_in_schema=False)

_MOST = 300


@router.get("/calendar")
def calendar(request: Request, month: str = "", who: str = "") -> Response:
    """The meetings of a month; without it of the latest month that is known."""
    desk = desk_of(request)
    day = month.strip() or desk.ask.latest_day() or dt.date.today().isoformat()
    first = first_day(day[:7], "month")
    last = last_day(first[:7], "month")
    if not "0002" <= first[:4] <= "9998":
        raise FilterError("month", f"{month!r} is no month of a calendar; write it as 2024-03")
    wanted = EventFilter(since=first, until=last, who=(who,) if who.strip() else ())
    found = desk.ask.calendar(wanted, limit=_MOST)
    by_day: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in found:
        by_day[meeting.event.day or ""].append(meeting)
    weeks = months.Calendar().monthdatescalendar(int(first[:4]), int(first[5:7]))
    return desk.looks.page(
        request,
        "calendar.html",
        month=first[:7],
        who=who,
        weeks=[[day.isoformat() for day in week] for week in weeks],
        heads=list(months.day_name),
        by_day=by_day,
        found=found,
        before=days_after(first, -1)[:7],
        after=days_after(last, 1)[:7],
    )
