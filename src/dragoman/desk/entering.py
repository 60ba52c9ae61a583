"""Who may see what: a desk without users is its owner's alone; one with users asks who comes."""

from __future__ import annotations

import hmac
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from dragoman.desk.context import desk_of
from dragoman.desk.guard import visitor
from dragoman.store.users import User, begin_session, check_password, end_session, has_users, user_of, user_of_program

router = APIRouter(include_in_schema=False)

COOKIE = "dragoman"
_OPEN = ("/login", "/static/")


class Stranger(Exception):
    """Somebody who has to log in first."""


def admit(request: Request) -> None:
    """Looks who comes, before every page and question; ``request.state.visitor`` is then who it is.

    Raises:
        Stranger: where there are users, and it is none of them.
    """
    desk = desk_of(request)
    if request.url.path.startswith(_OPEN):
        request.state.visitor = None
        return
    with desk.store.read() as connection:
        if not has_users(connection):
            request.state.visitor = User("", "reviewer", desk.secret)
            return
        token = _token(request)
        if token is not None:
            found = user_of_program(connection, token)
        else:
            found = user_of(connection, request.cookies.get(COOKIE, ""))
    if found is None:
        raise Stranger
    request.state.visitor = found


def _token(request: Request) -> str | None:
    """The token that a program shows to the API; pages know none, as no page of a browser sends one by itself."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and request.url.path.startswith("/api/") else None


def check_form(request: Request, csrf: str) -> User:
    """Who sends a form that changes something.

    Raises:
        HTTPException: 403 where the form is not one that this session was given.
    """
    who: User = request.state.visitor
    if not hmac.compare_digest(csrf.encode(), who.csrf.encode()):
        raise HTTPException(403, "the form is not of this session; load the page again and send it once more")
    return who


def check_reviewer(request: Request, csrf: str) -> User:
    """Who sends a review.

    Raises:
        HTTPException: 403 where it may not, or the form is not one that this session was given.
    """
    who = check_form(request, csrf)
    if who.role != "reviewer":
        raise HTTPException(403, f"{who.name} may read, but not review")
    return who


@router.get("/login")
def ask(request: Request, on: str = "") -> Response:
    """The form."""
    return desk_of(request).looks.page(request, "login.html", on=on, name="", fault=None)


@router.post("/login")
def login(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    on: Annotated[str, Form()] = "",
) -> Response:
    """Lets somebody in, and leads on to the page they asked for."""
    desk = desk_of(request)
    if wait := max(desk.logins.wait(f"from {visitor(request.scope)}"), desk.logins.wait(f"as {name[:100]}")):
        fault, headers = f"too many tries; wait {wait} s", {"Retry-After": str(wait)}
        return desk.looks.page(request, "login.html", 429, headers, on=on, name=name, fault=fault)
    with desk.store.read() as connection:
        known = check_password(connection, name[:100], password[:1000])
    if not known:
        return desk.looks.page(request, "login.html", 401, on=on, name=name, fault="name or password is wrong")
    with desk.store.write() as connection:
        token = begin_session(connection, name)
    answer = RedirectResponse(within(on), 303)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/logout")
def logout(request: Request, csrf: Annotated[str, Form()] = "") -> Response:
    """Ends the session."""
    check_form(request, csrf)
    with desk_of(request).store.write() as connection:
        end_session(connection, request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE)
    return answer


def within(address: str) -> str:
    """An address, if it is one of the desk's own; else the first page."""
    sound = address.startswith("/") and not address.startswith(("//", "/\\")) and "\\" not in address
    return address if sound and all(" " < c < "\x7f" for c in address) else "/"
