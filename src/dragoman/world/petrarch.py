"""Reading PETRARCH and TABARI dictionaries: actors with dated codes, synonyms, agents.

    HAMAS [PSEREB]                          an actor and its code
    +HARAKAT_AL-MUQAWAMA                    another name of it
        [PSEGOV >20060101]                  a code from a day on; also [X <920101] and [X 920101-950101]
    LAWMAKER {LAWMAKERS} [~LEG]             an agent: a role noun with its plural; {} has none, without braces an s
    !MINIST! = MINISTER, MINISTRY           words to put in for !MINIST!

``#`` begins a comment, ``<!-- -->`` encloses one. Names match whole words in any case that begins with a capital;
agents match in any case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from dragoman.data import read_yaml
from dragoman.errors import TableError
from dragoman.world.model import Resolution
from dragoman.world.tables import table_file

_CODE = re.compile(r"\[([^\]]*)\]")
_PLURAL = re.compile(r"\{([^}]*)\}")
_SET = re.compile(r"!(\w+)!\s*=\s*(.+)")
_MARK = re.compile(r"!(\w+)!")
_DATED = re.compile(r"^(\S*?)\s*(?:([<>])\s*(\d{6}|\d{8})|(\d{6}|\d{8})\s*-\s*(\d{6}|\d{8}))$")
_COMMENT = re.compile(r"<!\s*--.*?-->", re.DOTALL)
_NOTHING = frozenset({"---", "+++", "###", ""})
# two-digit years: TABARI's data begin in the forties
_PIVOT = 40


@dataclass(frozen=True, slots=True)
class Code:
    """A code and the ISO days between which it holds."""

    text: str
    since: str | None = None
    until: str | None = None


@dataclass(slots=True)
class Block:
    """An actor or agent: its names, codes and the line it begins on (1-based)."""

    line: int
    agent: bool = False
    names: list[str] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A CAMEO actor code taken apart; ``code`` is the code itself where parts of it mean nothing to CAMEO.

    The ``code`` of an agent keeps its tilde, which stands for the actor's code.
    """

    country: str | None
    sectors: tuple[str, ...]
    code: str | None


def read_dictionary(file: Path) -> Iterator[Block]:
    """The actors and agents of a dictionary.

    Raises:
        TableError: naming file and line, where a line follows none of the forms or a name has no code.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as e:
        raise TableError(f"cannot be read: {e}", str(file)) from e
    sets: dict[str, list[str]] = {}
    block: Block | None = None
    # comments go, their line breaks stay so that line numbers hold
    text = _COMMENT.sub(lambda m: "\n" * m.group().count("\n"), text)
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].partition(";")[0].strip()
        if not line:
            continue
        if found := _SET.match(line):
            sets[found[1]] = [w.strip() for w in found[2].split(",") if w.strip()]
            continue
        if not line.startswith(("+", "[")):
            if block is not None:
                yield _finished(block, file)
            block = Block(number)
        if block is None:
            raise TableError("a synonym or code before the first name", str(file), number)
        _read_line(block, line.removeprefix("+"), sets, file, number)
    if block is not None:
        yield _finished(block, file)


def _read_line(block: Block, line: str, sets: Mapping[str, list[str]], file: Path, number: int) -> None:
    for text in _CODE.findall(line):
        block.agent = block.agent or "~" in text
        block.codes.append(_code(text.strip(), file, number))
    plural = _PLURAL.search(line)
    name = _PLURAL.sub(" ", _CODE.sub(" ", line))
    if "[" in name or "]" in name:
        raise TableError("a bracket is not closed or not opened", str(file), number)
    name = " ".join(name.replace("_", " ").split())
    if not name:
        return
    expanded = _expand(name, sets, file, number)
    block.names.extend(expanded)
    if plural and plural[1].strip():
        block.names.append(" ".join(plural[1].replace("_", " ").split()))
    elif block.agent and not plural:
        block.names.extend(f"{n}S" for n in expanded)


def _finished(block: Block, file: Path) -> Block:
    if not block.codes:
        raise TableError(f"{block.names[0] if block.names else 'entry'} has no code in brackets", str(file), block.line)
    return block


def _expand(name: str, sets: Mapping[str, list[str]], file: Path, number: int) -> list[str]:
    found = _MARK.search(name)
    if found is None:
        return [name]
    if found[1] not in sets:
        raise TableError(f"!{found[1]}! is not defined above", str(file), number)
    return [
        full
        for word in sets[found[1]]
        for full in _expand(name[: found.start()] + word + name[found.end() :], sets, file, number)
    ]


def _code(text: str, file: Path, number: int) -> Code:
    found = _DATED.match(text)
    if found is None:
        if re.search(r"[<>\d]", text) and re.search(r"[<>]|\d{5}", text):
            raise TableError(f"[{text}] is no code with a date such as [GOV 920101-950101]", str(file), number)
        return Code(text.upper())
    code, sign, day, first, last = found.groups()
    if sign == "<":
        return Code(code.upper(), None, _day(day, file, number))
    if sign == ">":
        return Code(code.upper(), _day(day, file, number), None)
    return Code(code.upper(), _day(first, file, number), _day(last, file, number))


def _day(digits: str, file: Path, number: int) -> str:
    if len(digits) == 6:
        digits = ("19" if int(digits[:2]) >= _PIVOT else "20") + digits
    year, month, day = digits[:4], digits[4:6], digits[6:]
    if not ("01" <= month <= "12" and "01" <= day <= "31"):
        raise TableError(f"{digits} is no date", str(file), number)
    return f"{year}-{month}-{day}"


@lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]]:
    raw = read_yaml(table_file("cameo_actors.yaml"))
    return raw["bodies"], raw["sectors"], raw["historical"]


def meaning(code: str, countries: Mapping[str, object], *, agent: bool = False) -> Meaning:
    """What a CAMEO actor or agent code says; ``countries`` are the codes of states."""
    bodies, sectors, historical = _tables()
    bare = code.replace("~", "").strip()
    if bare in _NOTHING:
        return Meaning(None, (), None)
    parts = [bare[i : i + 3] for i in range(0, len(bare), 3)]
    country: str | None = None
    if "".join(parts[:2]) in bodies and len(parts) > 1:
        country, rest = bodies["".join(parts[:2])], parts[2:]
    elif parts[0] in countries or parts[0] in historical:
        country, rest = historical.get(parts[0], parts[0]), parts[1:]
    elif parts[0] in bodies:
        country, rest = bodies[parts[0]], parts[1:]
    else:
        rest = parts
    known = tuple(dict.fromkeys(sectors[p] for p in rest if p in sectors))
    if not known and country == "NGO":
        known = ("SOC",)
    whole = all(p in sectors for p in rest)
    if agent:
        whole = whole and code.strip().startswith("~")
        bare = code.strip()
    return Meaning(country, known, None if whole else bare)


@lru_cache(maxsize=1)
def _cameo_names() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The codes of CAMEO for bodies and for sectors: of several the one listed first."""
    bodies, sectors, _ = _tables()
    of_bodies = {body: code for code, body in reversed(list(bodies.items()))}
    of_sectors = {sector: code for code, sector in reversed(list(sectors.items()))}
    return of_bodies, of_sectors


def actor_codes(found: Resolution) -> tuple[str, ...]:
    """The code of CAMEO for a resolution: actor, then primary sector ("NORGOV"); ``---`` for an unknown actor.

    A dictionary's own code stands for the actor; where it lists several (``ELR/GAL``) there are as many codes.
    """
    of_bodies, of_sectors = _cameo_names()
    country = found.country or "---"
    actors = (found.code or of_bodies.get(country, country)).split("/")
    sector = found.sectors[0] if found.sectors and found.kind != "country" else "UNK"
    if sector == "UNK":
        return tuple(actors)
    sectors = _tables()[1]
    told = [{sectors.get(a[i : i + 3]) for i in range(0, len(a), 3)} for a in actors]
    tail = of_sectors.get(sector, sector)
    return tuple(a if sector in some else a + tail for a, some in zip(actors, told, strict=True))
