"""Events and statements: lists that are filtered, sorted, paged, and downloaded as they are."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response
from starlette.background import BackgroundTask

from dragoman.analysis import EventFilter, FilterError, StatementFilter, WhoError
from dragoman.analysis.answers import EVENT_COLUMNS, STATEMENT_COLUMNS, Columns
from dragoman.analysis.paging import SORTS
from dragoman.desk.asking import EVENT_FIELDS, SHOWN, STATEMENT_FIELDS, Field, asked, given
from dragoman.desk.context import Desk, desk_of
from dragoman.formats.answers import write_rows
from dragoman.store import StoreError

router = APIRouter(include_in_schema=False)

COUNTED = 10_000
"""Where the counting of what is asked for ends."""

MEDIA: Mapping[str, str] = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
}
"""Endings of files that can be downloaded."""


@router.get("/events")
def events(request: Request) -> Response:
    """A page of events."""
    desk = desk_of(request)
    try:
        wanted = asked(request.query_params, EventFilter)
        page = desk.ask.events(wanted.filter, sort=wanted.sort, after=wanted.after, limit=SHOWN)
        found = {"page": page, "count": desk.ask.count_events(wanted.filter, COUNTED), "asked": wanted}
    except (FilterError, WhoError, StoreError) as error:
        return _wrong(desk, request, "events.html", EVENT_FIELDS, error)
    return _shown(desk, request, "events.html", EVENT_FIELDS, found)


@router.get("/statements")
def statements(request: Request) -> Response:
    """A page of statements."""
    desk = desk_of(request)
    try:
        wanted = asked(request.query_params, StatementFilter)
        page = desk.ask.statements(wanted.filter, sort=wanted.sort, after=wanted.after, limit=SHOWN)
        found = {"page": page, "count": desk.ask.count_statements(wanted.filter, COUNTED), "asked": wanted}
    except (FilterError, WhoError, StoreError) as error:
        return _wrong(desk, request, "statements.html", STATEMENT_FIELDS, error)
    return _shown(desk, request, "statements.html", STATEMENT_FIELDS, found)


@router.get("/events.{ending}")
def download_events(request: Request, ending: str) -> Response:
    """The events that are asked for, as a file."""
    desk = desk_of(request)
    wanted = asked(request.query_params, EventFilter)
    rows = (e.row() for e in desk.ask.every_event(wanted.filter, sort=wanted.sort))
    return _file(islice(rows, desk.limits.rows), EVENT_COLUMNS, "events", ending)


@router.get("/statements.{ending}")
def download_statements(request: Request, ending: str) -> Response:
    """The statements that are asked for, as a file."""
    desk = desk_of(request)
    wanted = asked(request.query_params, StatementFilter)
    rows = (s.row() for s in desk.ask.every_statement(wanted.filter, sort=wanted.sort))
    return _file(islice(rows, desk.limits.rows), STATEMENT_COLUMNS, "statements", ending)


def _shown(
    desk: Desk, request: Request, template: str, fields: tuple[Field, ...], found: Mapping[str, Any]
) -> Response:
    values = given(request.query_params)
    more: dict[str, Any] = {
        "fields": fields,
        "values": values,
        "sorts": SORTS,
        "endings": MEDIA,
        "counted": COUNTED,
        "fault": None,
    }
    return desk.looks.page(request, template, **found, **more, rows=desk.limits.rows)


def _wrong(desk: Desk, request: Request, template: str, fields: tuple[Field, ...], error: Exception) -> Response:
    """The form as it was filled in, with what is wrong in it."""
    more: dict[str, Any] = {
        "fields": fields,
        "values": given(request.query_params),
        "sorts": SORTS,
        "fault": str(error),
    }
    near = getattr(error, "near", ())
    return desk.looks.page(request, template, 400, page=None, near=near, **more)


def _file(rows: Iterable[Mapping[str, Any]], columns: Columns, name: str, ending: str) -> Response:
    if ending not in MEDIA:
        raise FilterError("ending", f"{ending!r} is none; there are {', '.join(MEDIA)}")
    folder = tempfile.TemporaryDirectory(prefix="dragoman-")
    try:
        path = Path(folder.name, f"{name}.{ending}")
        write_rows(rows, columns, path)
    except BaseException:
        folder.cleanup()
        raise
    gone = BackgroundTask(folder.cleanup)
    return FileResponse(path, media_type=MEDIA[ending], filename=path.name, background=gone)
