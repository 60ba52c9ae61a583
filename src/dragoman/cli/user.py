"""``dragoman user``: who may enter a desk that others can reach."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, cast

import typer

from dragoman.cli.options import Db, OptionError

if TYPE_CHECKING:
    from dragoman.store import Store
    from dragoman.store.users import Role

HELP = """Say who may enter the desk: add NAME, remove NAME, list, token NAME, untoken NAME.

Without users the desk is open to its own machine alone, and asks nobody. The password is asked for, or read from
standard input. A token lets a program ask the API in the name of a user; it is printed once, and untoken ends all of
that user.

[dim]$[/dim] dragoman user add vera --role reviewer --db news.db
[dim]$[/dim] dragoman user token vera --days 30 --db news.db
"""

_ACTIONS = ("add", "remove", "list", "token", "untoken")


def add_to(app: typer.Typer) -> None:
    """Adds the verb."""
    app.command("user", help=HELP, no_args_is_help=True)(user)


def user(
    action: Annotated[
        str, typer.Argument(metavar="ACTION", help="add, remove, list, token, untoken.", show_default=False)
    ],
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Of the user.", show_default=False)] = None,
    db: Db = None,
    role: Annotated[str, typer.Option(metavar="ROLE", help="reader or reviewer.")] = "reader",
    days: Annotated[int, typer.Option(metavar="DAYS", help="For how long a token is good.")] = 90,
) -> int:
    """Adds, removes or lists users, gives and takes tokens."""
    from dragoman.store import Store

    if action not in _ACTIONS:
        raise OptionError(f"{action!r} is no action; there are {', '.join(_ACTIONS)}")
    if (name is None) != (action == "list"):
        raise OptionError("list takes no name" if action == "list" else f"{action} whom? give a name")
    with Store.open(db, create=False) as store:
        if name is None:
            return _list(store)
        if action == "add":
            return _add(store, name, role)
        if action == "token":
            return _token(store, name, days)
        return _remove(store, name) if action == "remove" else _untoken(store, name)


def _add(store: Store, name: str, role: str) -> int:
    from dragoman.cli.messages import tell
    from dragoman.store.users import add_user

    password = _password(name)
    with store.write() as connection:
        new = add_user(connection, name, password, cast("Role", role))
    tell(f"{name} may enter as {role}" if new else f"{name} has a new password and enters as {role}")
    return 0


def _remove(store: Store, name: str) -> int:
    from dragoman.cli.messages import tell
    from dragoman.store.users import remove_user

    with store.write() as connection:
        if not remove_user(connection, name):
            raise OptionError(f"{name!r} is no user")
    tell(f"{name} may enter no more")
    return 0


def _token(store: Store, name: str, days: int) -> int:
    from dragoman.cli.messages import tell
    from dragoman.store.users import give_token

    with store.write() as connection:
        token = give_token(connection, name, days)
    print(token)
    tell(f"good for {days} days; it is shown this once. Programs send the header 'Authorization: Bearer TOKEN'")
    return 0


def _untoken(store: Store, name: str) -> int:
    from dragoman.cli.messages import tell
    from dragoman.store.users import take_tokens

    with store.write() as connection:
        ended = take_tokens(connection, name)
    tell(f"{name} had {ended} {'token' if ended == 1 else 'tokens'}; none is good any more")
    return 0


def _list(store: Store) -> int:
    from dragoman.store.users import list_users

    with store.read() as connection:
        for name, role, added in list_users(connection):
            print(f"{name}\t{role}\t{added}")
    return 0


def _password(name: str) -> str:
    """A password from the terminal, asked for twice, or the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True))
