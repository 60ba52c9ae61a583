"""Who may enter a desk that others can reach: names, hashed passwords, sessions, and tokens for programs."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Connection, delete, func, select

from dragoman.store.database import StoreError
from dragoman.store.schema import sessions, tokens, users

Role = Literal["reader", "reviewer"]
ROLES: tuple[Role, ...] = get_args(Role)

SHORTEST = 10
"""Characters of a password."""

LONGEST = 366
"""Days for which a token may be good."""

_HOURS = 12  # of a session
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_COST, _BLOCK, _MEMORY = 2**15, 8, 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may enter; ``csrf`` is what the forms of the session must bear."""

    name: str
    role: Role
    csrf: str = ""


def add_user(connection: Connection, name: str, password: str, role: Role) -> bool:
    """Adds somebody, or gives them another password and role; their sessions and tokens end. Whether they are new.

    Raises:
        StoreError: where the name, the password or the role is of no use; says why.
    """
    if not _NAME.fullmatch(name):
        raise StoreError(f"{name!r} is no name of a user: letters, digits and . _ @ -, at most 64")
    if len(password) < SHORTEST:
        raise StoreError(f"the password is too short: at least {SHORTEST} characters")
    if role not in ROLES:
        raise StoreError(f"{role!r} is no role; there are {' and '.join(ROLES)}")
    new = not connection.execute(delete(users).where(users.c.name == name)).rowcount
    _shut_out(connection, name)
    row = {"name": name, "password": _hashed(password), "role": role, "added": _now().isoformat(timespec="seconds")}
    connection.execute(users.insert(), row)
    return new


def remove_user(connection: Connection, name: str) -> bool:
    """Takes somebody out; whether they were there."""
    _shut_out(connection, name)
    return bool(connection.execute(delete(users).where(users.c.name == name)).rowcount)


def list_users(connection: Connection) -> list[tuple[str, str, str]]:
    """Name, role and day of adding of all."""
    found = connection.execute(select(users.c.name, users.c.role, users.c.added).order_by(users.c.name))
    return [(row.name, row.role, row.added[:10]) for row in found]


def has_users(connection: Connection) -> bool:
    """Whether there is anybody who may enter."""
    return bool(connection.scalar(select(func.count()).select_from(users)))


def check_password(connection: Connection, name: str, password: str) -> bool:
    """Whether it is the password of somebody; takes as long for a name that nobody has."""
    kept = connection.scalar(select(users.c.password).where(users.c.name == name))
    return _is(password, kept or _NOBODY) and kept is not None


def begin_session(connection: Connection, name: str) -> str:
    """A new session of somebody; the token that tells it, of which only a hash is kept."""
    now = _now()
    connection.execute(delete(sessions).where(sessions.c.until < now.isoformat()))
    token = secrets.token_urlsafe(32)
    until = (now + dt.timedelta(hours=_HOURS)).isoformat()
    row = {"hash": _token_hash(token), "user_name": name, "csrf": secrets.token_urlsafe(24), "until": until}
    connection.execute(sessions.insert(), row)
    return token


def user_of(connection: Connection, token: str) -> User | None:
    """Whose session a token tells; None where there is none, or it is over."""
    wanted = (
        select(users.c.name, users.c.role, sessions.c.csrf)
        .join(users, users.c.name == sessions.c.user_name)
        .where(sessions.c.hash == _token_hash(token), sessions.c.until > _now().isoformat())
    )
    row = connection.execute(wanted).first()
    return User(row.name, row.role, row.csrf) if row else None


def give_token(connection: Connection, name: str, days: int) -> str:
    """A token with which programs ask in the name of somebody for some days; only a hash of it is kept.

    Raises:
        StoreError: where there is nobody of that name, or the days are none or too many.
    """
    if connection.scalar(select(users.c.name).where(users.c.name == name)) is None:
        raise StoreError(f"{name!r} is no user")
    if not 1 <= days <= LONGEST:
        raise StoreError(f"a token is good for 1 to {LONGEST} days, not for {days}")
    now = _now()
    connection.execute(delete(tokens).where(tokens.c.until < now.isoformat()))
    token = secrets.token_urlsafe(32)
    until = (now + dt.timedelta(days=days)).isoformat()
    connection.execute(tokens.insert(), {"hash": _token_hash(token), "user_name": name, "until": until})
    return token


def take_tokens(connection: Connection, name: str) -> int:
    """Ends all tokens of somebody; how many there were."""
    return connection.execute(delete(tokens).where(tokens.c.user_name == name)).rowcount


def user_of_program(connection: Connection, token: str) -> User | None:
    """In whose name a program asks; None where the token is none, or is over. It has no forms to send."""
    wanted = (
        select(users.c.name, users.c.role)
        .join(users, users.c.name == tokens.c.user_name)
        .where(tokens.c.hash == _token_hash(token), tokens.c.until > _now().isoformat())
    )
    row = connection.execute(wanted).first()
    return User(row.name, row.role, secrets.token_urlsafe(24)) if row else None


def _shut_out(connection: Connection, name: str) -> None:
    for table in (sessions, tokens):
        connection.execute(delete(table).where(table.c.user_name == name))


def end_session(connection: Connection, token: str) -> None:
    """Ends a session."""
    connection.execute(delete(sessions).where(sessions.c.hash == _token_hash(token)))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _hashed(password: str) -> str:
    salt = secrets.token_bytes(16)
    parts = (base64.b64encode(part).decode() for part in (salt, _scrypt(password, salt)))
    return "$".join(("scrypt", *parts))


def _is(password: str, kept: str) -> bool:
    _, salt, wanted = kept.split("$")
    return hmac.compare_digest(_scrypt(password, base64.b64decode(salt)), base64.b64decode(wanted))


def _scrypt(password: str, salt: bytes) -> bytes:
    words = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(words, salt=salt, n=_COST, r=_BLOCK, p=1, maxmem=_MEMORY, dklen=32)


_NOBODY = "scrypt$" + "$".join(base64.b64encode(bytes(n)).decode() for n in (16, 32))
