"""The application: pages, API, files of the look, with guards before them."""

from __future__ import annotations

from collections.abc import Collection
from importlib import resources
from secrets import token_urlsafe

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import Response

from dragoman import __version__
from dragoman.analysis import Questions
from dragoman.desk import api
from dragoman.desk.api import telling
from dragoman.desk.context import CoderOnCall, Desk, MakeCoder, default_coder
from dragoman.desk.entering import admit
from dragoman.desk.faults import add_faults, refuse
from dragoman.desk.guard import LOOPBACK, Guard
from dragoman.desk.limits import Limits, Rate
from dragoman.desk.looks import Looks, static_hash
from dragoman.desk.pages import ROUTERS
from dragoman.store import Store

_MEDIA = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_YEAR = "public, max-age=31536000, immutable"


def make_app(
    store: Store,
    *,
    coder: MakeCoder = default_coder,
    limits: Limits | None = None,
    hosts: Collection[str] | None = LOOPBACK,
) -> FastAPI:
    """The desk over a store, for an ASGI server.

    Args:
        store: what it shows; it stays open as long as the desk.
        coder: makes the coder that codes texts which are pasted in; called when the first one is.
        limits: sizes and rates; see Limits.
        hosts: names under which browsers may call it; those of this machine alone by default, None for any.
    """
    limits, looks = limits or Limits(), Looks()
    app = FastAPI(
        title="Dragoman",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(admit)],
        description="Events, statements, relations and articles of a store, as JSON. On a desk with users, "
        "programs send `Authorization: Bearer TOKEN`, with a token of `dragoman user token NAME`.",
    )
    app.state.desk = Desk(
        store,
        Questions(store),
        looks,
        CoderOnCall(coder),
        limits,
        Rate(limits.codings),
        Rate(limits.logins),
        token_urlsafe(24),
    )
    add_faults(app, looks)
    app.add_api_route("/static/{kept}/{name}", _static, include_in_schema=False)
    for router in (telling.router, api.router, *ROUTERS):
        app.include_router(router)
    app.add_middleware(Guard, hosts=hosts, limits=limits, refuse=refuse)
    return app


def _static(request: Request, kept: str, name: str) -> Response:
    """A file of the look; its address changes when any of them does, so browsers keep it."""
    ending = name.rpartition(".")[2]
    file = resources.files("dragoman.desk") / "static" / name
    if kept != static_hash() or ending not in _MEDIA or not file.is_file():
        raise HTTPException(404, "there is no such file")
    return Response(file.read_bytes(), media_type=_MEDIA[ending], headers={"Cache-Control": _YEAR})
