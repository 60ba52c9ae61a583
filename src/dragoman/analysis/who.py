"""Whom a name in a question means: a state and all who belong to it, or somebody whom the store knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, FromClause, and_, or_, select, union

from dragoman.errors import DragomanError
from dragoman.store.rows import entity_key, fold
from dragoman.store.schema import event_participants, statement_about, statements
from dragoman.world.tables import SCHEMAS, SECTORS, SPECIAL_CODES, read_table, table_file

if TYPE_CHECKING:
    from dragoman.world.model import Resolution
    from dragoman.world.resolver import Resolver

_STATE_NAMES = frozenset({"name", "official", "abbreviation"})
_MOST = 50  # of one name, as of police@KEN, police@NGA, ...
_NEAR = 5
_NAMED = (event_participants.c.entity, statement_about.c.entity, statements.c.speaker_entity)
"""Where the store has those who take part."""


class WhoError(DragomanError):
    """A name that nobody bears, or several do.

    Attributes:
        asked: the name.
        near: keys of entities in the store whose names are like it, or that bear it.
    """

    def __init__(self, asked: str, cause: str, near: Sequence[str] = ()) -> None:
        self.asked, self.near = asked, tuple(near)
        super().__init__(cause)


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a name means.

    Attributes:
        asked: the name as it was given.
        name: what to call them.
        country: code of the country to which whoever is meant belongs, or None where ``entities`` says it all.
        sector: their primary sector, or None for any.
        entities: keys of the entities that are meant; none where country and sector say who is.
    """

    asked: str
    name: str
    country: str | None = None
    sector: str | None = None
    entities: tuple[str, ...] = ()

    @property
    def is_country(self) -> bool:
        """Whether a country is meant, with all who belong to it."""
        return self.country is not None and self.sector is None

    def are(self, table: FromClause, prefix: str = "") -> ColumnElement[bool]:
        """The condition that somebody in a row is meant.

        Args:
            table: with the columns of somebody who takes part.
            prefix: before the names of these columns.
        """
        if self.entities:
            return _any(table.c[f"{prefix}entity"], self.entities)
        wanted = {"country": self.country, "sector": self.sector}
        return and_(*(table.c[prefix + name] == value for name, value in wanted.items() if value is not None))


class Names:
    """Looks names up: codes and names of states, then those whom the store knows, then what the world tables know.

    What was found is remembered, so each question has its own: the store may know more when the next one comes.
    """

    def __init__(self) -> None:
        self._found: dict[str, Who] = {}

    def find(self, connection: Connection, asked: str) -> Who:
        """Whom a name means: ``RUS``, ``Russia``, ``Putin``, ``Kenyan police``, ``KEN COP``, ``police@KEN``.

        Raises:
            WhoError: where nobody is called so, or several are; says who is called alike.
        """
        text = " ".join(asked.split())
        if text not in self._found:
            found = _by_code(text) or _in_store(connection, text) or _in_world(connection, text)
            found = found or _by_last_name(connection, text)
            if found is None:
                near = _alike(connection, text)
                hint = f"nearest: {', '.join(near)}" if near else "nobody there is called alike"
                raise WhoError(asked, f"{asked!r} names nobody who is known; {hint}", near)
            self._found[text] = found
        return self._found[text]


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    """Names of states and of the bodies that are coded like them, by code."""
    names = {row["code"]: row["name"] for row in read_table(table_file("countries.csv"), SCHEMAS["countries.csv"])}
    return names | {code: names.get(code, code) for code in SPECIAL_CODES}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Codes of states by folded name; a name that may mean something else, too, is not among them."""
    found: dict[str, str] = {}
    for row in read_table(table_file("country_names.csv"), SCHEMAS["country_names.csv"]):
        if row["kind"] in _STATE_NAMES and row["note"] in ("", "default"):
            found.setdefault(fold(row["name"]), row["code"])
    return found | {fold(name): code for code, name in states().items()}


def _by_code(text: str) -> Who | None:
    """A code, a code and a sector as tables show them, or the name of a state."""
    first, _, rest = text.upper().partition(" ")
    if first in states() and (not rest or rest in SECTORS):
        return Who(text, f"{states()[first]} {rest}".strip(), first, rest or None)
    if text in SECTORS:
        return Who(text, text, sector=text)
    code = state(text)
    return Who(text, states()[code], code) if code else None


def state(text: str) -> str | None:
    """The code of the state that is named, by its name or its code; None where it is none."""
    return text.upper() if text.upper() in states() else _codes().get(fold(text))


def _in_store(connection: Connection, text: str) -> Who | None:
    """Those whom the store knows by exactly this name of several words, or by their key."""
    if "@" in text:
        keys = _known(connection, [text], text)
    else:
        keys = _known(connection, [fold(text)], fold(text)) if " " in text else []
    return _entities(connection, text, keys) if keys else None


def _in_world(connection: Connection, text: str) -> Who | None:
    """What the tables make of a phrase, and those whom the store knows by the very words."""
    found = _resolver().resolve(text) or _resolver().resolve(text.title())
    key = (
        entity_key(found.name, found.kind, found.country) if found and found.name and found.how != "name only" else None
    )
    keys = _known(connection, [fold(text), *([key] if key else [])], fold(text))
    if found is None or found.how == "name only":
        return _entities(connection, text, keys) if keys else None
    return _resolved(text, found, keys, key)


def _resolved(text: str, found: Resolution, keys: Sequence[str], key: str | None) -> Who:
    if found.kind == "country" and found.country:
        return Who(text, states().get(found.country, found.name or text), found.country)
    if key:
        return Who(text, found.name or text, entities=tuple(dict.fromkeys([key, *keys])))
    if found.role and found.kind == "person":
        raise WhoError(text, f"{text!r} is an office that several have held; name the person")
    if keys and not found.country:
        return Who(text, text, entities=tuple(keys))
    sector = found.sectors[0] if found.sectors else None
    name = states().get(found.country or "", text) if sector is None else text
    return Who(text, name, found.country, sector)


def _by_last_name(connection: Connection, text: str) -> Who | None:
    """The one whose name ends in a word."""
    if " " in text or not (word := fold(text)):
        return None
    ending = f"% {word.replace('%', '').replace('_', '')}"
    keys = _distinct(connection, lambda entity: or_(entity.like(ending), entity.like(f"{ending}@%")), _MOST)
    if len(keys) > 1:
        listed = ", ".join(keys[:_NEAR])
        raise WhoError(text, f"several are called {text!r}: {listed}; give the full name", keys)
    return _entities(connection, text, keys) if keys else None


def _alike(connection: Connection, text: str) -> list[str]:
    from rapidfuzz import fuzz, process

    wanted = fold(text)
    keys = _distinct(connection, lambda entity: entity.is_not(None), None)
    names = {key: key.partition("@")[0] for key in keys}
    whole = process.extract(wanted, names, scorer=fuzz.ratio, limit=_NEAR, score_cutoff=70)
    parts = process.extract(wanted, names, scorer=fuzz.partial_ratio, limit=_NEAR, score_cutoff=80)
    ranked = sorted([*whole, *parts], key=lambda found: (-found[1], len(found[0])))
    return list(dict.fromkeys(key for _, _, key in ranked))[:_NEAR]


def _entities(connection: Connection, text: str, keys: Sequence[str]) -> Who:
    """Entities of the store, by the name that they bear there."""
    of = event_participants.c
    name = connection.scalar(select(of.name).where(of.entity == keys[0]).limit(1))
    if name is None:
        said = statements.c
        name = connection.scalar(select(said.speaker_name).where(said.speaker_entity == keys[0]).limit(1))
    return Who(text, name or text, entities=tuple(keys))


def _known(connection: Connection, keys: Iterable[str], before_at: str) -> list[str]:
    """Those of the keys that the store has, and all that are one name in several countries."""
    listed = list(dict.fromkeys(keys))
    # '@' is followed by 'A': what begins with the name and an '@' lies between the two
    low, high = f"{before_at}@", f"{before_at}A"
    wanted = _distinct(connection, lambda e: or_(e.in_(listed), and_(e >= low, e < high)), _MOST)
    return sorted(wanted, key=lambda key: (key not in listed, key))


def _distinct(connection: Connection, condition: Any, limit: int | None) -> list[str]:
    parts = [select(entity.label("entity")).where(condition(entity)).distinct() for entity in _NAMED]
    return list(connection.scalars(union(*parts).order_by("entity").limit(limit)))


def _any(column: ColumnElement[Any], values: Sequence[str]) -> ColumnElement[bool]:
    return column == values[0] if len(values) == 1 else column.in_(values)


@lru_cache(maxsize=1)
def _resolver() -> Resolver:
    from dragoman.world.index import World  # the tables take a second
    from dragoman.world.resolver import Resolver

    return Resolver(World.load())


__all__ = ["Names", "Who", "WhoError", "state", "states"]
