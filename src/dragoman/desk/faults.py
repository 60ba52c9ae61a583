"""What goes wrong, told: as a page to people, as problem+json (RFC 9457) to programs."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from sqlalchemy.exc import DataError, ProgrammingError
from starlette.exceptions import HTTPException
from starlette.types import Scope

from dragoman.analysis import FilterError, WhoError
from dragoman.desk.entering import Stranger
from dragoman.desk.looks import Looks, address, entity_address
from dragoman.errors import DragomanError
from dragoman.store import StoreError

_LOG = logging.getLogger("dragoman")
API = "/api/"
_NO_CURSOR = "after: is no cursor; take the one that came with the page before"
PROBLEM = "application/problem+json"


def add_faults(app: FastAPI, looks: Looks) -> None:
    """Sees to it that every fault is told as it should be."""

    def told(request: Request, status: int, detail: str, **more: Any) -> Response:
        if request.url.path.startswith(API):
            return problem(status, detail, **more)
        values: dict[str, Any] = {"title": HTTPStatus(status).phrase, "detail": detail, "near": more.get("near") or ()}
        return looks.page(request, "fault.html", status, **values)

    @app.exception_handler(FilterError)
    async def _filter(request: Request, error: FilterError) -> Response:
        return told(request, 400, str(error), parameter=error.field)

    @app.exception_handler(WhoError)
    async def _who(request: Request, error: WhoError) -> Response:
        near = [{"name": key, "address": entity_address(key)} for key in error.near[:10]]
        return told(request, 400, str(error), asked=error.asked, near=near)

    @app.exception_handler(DragomanError)
    async def _dragoman(request: Request, error: DragomanError) -> Response:
        if isinstance(error, StoreError) and str(error).startswith("search for"):
            return told(request, 400, str(error))
        if "after" in request.query_params and isinstance(error.__cause__, DataError | ProgrammingError):
            return told(request, 400, _NO_CURSOR)  # PostgreSQL minds of what type its values are
        _LOG.error("%s: %s", request.url.path, error)
        return told(request, 503, str(error))

    @app.exception_handler(OverflowError)
    async def _overflow(request: Request, error: OverflowError) -> Response:
        return told(request, 400, _NO_CURSOR)

    @app.exception_handler(RequestValidationError)
    async def _invalid(request: Request, error: RequestValidationError) -> Response:
        faults = [{"at": ".".join(map(str, e["loc"])), "cause": e["msg"]} for e in error.errors()]
        return told(request, 422, "; ".join(f"{f['at']}: {f['cause']}" for f in faults), faults=faults)

    @app.exception_handler(Stranger)
    async def _stranger(request: Request, error: Stranger) -> Response:
        if request.url.path.startswith(API):
            return problem(401, "log in first", {"WWW-Authenticate": "Cookie"})
        on = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(address("/login", {"on": on if request.method == "GET" else ""}), 303)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        answer = told(request, error.status_code, str(error.detail))
        answer.headers.update(error.headers or {})
        return answer

    @app.exception_handler(Exception)
    async def _bug(request: Request, error: Exception) -> Response:
        _LOG.exception("%s", request.url.path, exc_info=error)
        return told(request, 500, "a fault of the program; the log of the desk says more")


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None, **more: Any) -> Response:
    """A fault for a program to read."""
    content = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail, **more}
    return JSONResponse(content, status, dict(headers or {}), media_type=PROBLEM)


def refuse(scope: Scope, status: int, why: str, headers: Mapping[str, str]) -> Response:
    """What a request is told that is not let in."""
    if str(scope["path"]).startswith(API):
        return problem(status, why, headers)
    return Response(f"{status}: {why}\n", status, dict(headers), media_type="text/plain")
