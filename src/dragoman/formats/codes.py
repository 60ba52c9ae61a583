"""What states, bodies, sectors and events are called elsewhere: CAMEO, FIPS, the Correlates of War project, ICEWS."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from dragoman.data import package_file, read_yaml
from dragoman.errors import TableError
from dragoman.formats.rows import Misfit
from dragoman.ontology.load import load_ontology

_CAMEO = re.compile(r"\d{2}\w{0,2}")


@dataclass(frozen=True, slots=True)
class Code:
    """A code of CAMEO: its name, its scores (None: not scored), its quad class, and what it is in PLOVER."""

    code: str
    name: str
    goldstein: float | None
    intensity: float | None
    icews: str
    quad: int
    type: str | None
    mode: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """How a body that belongs to no state stands in GDELT's columns of an actor, and ICEWS' sector for it."""

    code: str
    country: str | None
    group: str | None
    role: str
    icews: str | None


class Cameo:
    """The table of CAMEO codes."""

    def __init__(self) -> None:
        self._codes: dict[str, Code] = {}
        rows = {row["code"]: row for row in table_rows("cameo.csv")}
        for code, row in rows.items():
            kin = [rows[code[:n]] for n in (4, 3, 2) if len(code) >= n and code[:n] in rows]
            typed = next((r for r in kin if r["type"]), None)
            _check_type(code, row)
            goldstein = float(row["goldstein"]) if row["goldstein"] else None
            self._codes[code] = Code(
                code=code,
                name=row["name"],
                goldstein=goldstein,
                intensity=float(row["icews_intensity"]) if row["icews_intensity"] else goldstein,
                icews=row["icews"] or code,
                quad=int(rows[code[:2]]["quad"]),
                type=typed["type"] if typed else None,
                mode=(typed["mode"] or None) if typed else None,
            )

    def get(self, code: str) -> Code | None:
        """A code itself."""
        return self._codes.get(code)

    def read(self, text: str | None, column: str) -> Code:
        """The code that a data set gives; one that the table lacks is taken as the code it begins with.

        Codes have three or four digits, but programs that take them for numbers drop their leading zero.

        Raises:
            Misfit: where it is no code of CAMEO.
        """
        code = (text or "").strip()
        if len(code) == 2 or code not in self._codes:
            code = f"0{code}" if f"0{code}" in self._codes else code
        known = next((c for n in (4, 3, 2) if len(code) >= n and (c := self._codes.get(code[:n]))), None)
        if known is None or not _CAMEO.fullmatch(code):
            raise Misfit(f"{column}: {text!r} is no code of CAMEO" if text else f"{column} is missing")
        return known


def _check_type(code: str, row: Mapping[str, str]) -> None:
    if not row["type"]:
        return
    known = load_ontology().types.get(row["type"])
    if known is None or (row["mode"] and row["mode"] not in known.modes):
        raise TableError(f"{code}: {row['type']} {row['mode']} is no type and mode of PLOVER", "cameo.csv")


class Names:
    """Names and codes of states, bodies and sectors, both ways."""

    def __init__(self) -> None:
        raw = read_yaml(package_file("formats", "data", "codes.yaml"))
        self._raw: dict[str, dict[str, Any]] = raw
        rows = {row["code"]: row for row in table_rows("countries.csv")}
        world = {row["code"]: row["name"] for row in table_rows("countries.csv", "world")}
        self.cow = {code: row["cow"] for code, row in rows.items() if row["cow"]}
        self.fips = {code: row["fips"] for code, row in rows.items() if row["fips"]}
        self.cameo = {code: row["cameo"] or code for code, row in rows.items()}
        self.name = world
        self.icews = {code: row["icews"] or world[code] for code, row in rows.items()}
        self.bodies = {c: Body(**b["gdelt"], icews=b["icews"]) for c, b in self._raw["bodies"].items()}
        self.sectors: Mapping[str, Mapping[str, Any]] = self._raw["sectors"]
        self.reciprocal = tuple(raw["reciprocal"])

    @cached_property
    def of_cameo(self) -> Mapping[str, str]:
        """CAMEO code of a state -> ISO; regions have none."""
        return {cameo: iso for iso, cameo in self.cameo.items()} | self._raw["cameo_countries"]

    @cached_property
    def of_fips(self) -> Mapping[str, str]:
        """FIPS code -> ISO."""
        return {fips: iso for iso, fips in self.fips.items()} | self._raw["fips"]

    @cached_property
    def of_icews(self) -> Mapping[str, str]:
        """ICEWS' name of a state -> ISO."""
        names = {n: c for table in (self.name, self.icews) for c, n in table.items()}
        return names | self._raw["icews_names"]

    @cached_property
    def of_group(self) -> Mapping[str, str]:
        """CAMEO code of a known body -> PLOVER's."""
        return {b.group: code for code, b in self.bodies.items() if b.group}

    @cached_property
    def of_body_role(self) -> Mapping[str, str]:
        """CAMEO role that marks a body of no state -> PLOVER's code."""
        return {b.role: code for code, b in self.bodies.items() if b.group is None}

    @cached_property
    def of_role(self) -> Mapping[str, str]:
        """CAMEO role -> PLOVER sector."""
        return {s["cameo"]: sector for sector, s in self.sectors.items() if s["cameo"]} | self._raw["cameo_roles"]

    def iso(self, code: str | None) -> str | None:
        """A state's or body's code as Dragoman has it; None where it is none of three capitals."""
        if code is None:
            return None
        code = self._raw["iso"].get(code, code)
        return code if len(code) == 3 and code.isascii() and code.isupper() else None

    @cached_property
    def _icews_sectors(self) -> Mapping[str, str | None]:
        first = {s["icews"][0]: sector for sector, s in self.sectors.items() if s["icews"]}
        return first | self._raw["icews_sectors"]

    def sector_of_icews(self, name: str) -> str | None:
        """The PLOVER sector of one of ICEWS', None where it has none."""
        if name in self._icews_sectors:
            return self._icews_sectors[name]
        for begin, sector in self._raw["icews_beginnings"].items():
            if name.startswith(begin):
                return str(sector)
        return next((str(s) for end, s in self._raw["icews_endings"].items() if name.endswith(end)), None)

    def body_of_icews(self, name: str | None, sectors: list[str]) -> str | None:
        """PLOVER's code of a body that ICEWS marks by its sectors, None where it is none."""
        found = next((c for s in sectors for c, b in self.bodies.items() if b.icews == s and b.group is None), None)
        if found != "IGO":
            return found
        begins = self._raw["body_names"].items()
        return next((str(code) for begin, code in begins if (name or "").startswith(begin)), found)


def table_rows(file: str, room: str = "formats") -> Iterator[dict[str, str]]:
    """The rows of a CSV table in a room's data, without its comment lines.

    Raises:
        TableError: for a row with more or fewer values than columns.
    """
    text = package_file(room, "data", file).read_text(encoding="utf-8")
    numbered = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line and not line.startswith("#")]
    header, *rows = csv.reader(line for _, line in numbered)
    for (number, _), row in zip(numbered[1:], rows, strict=True):
        if len(row) != len(header):
            raise TableError(f"has {len(row)} values where the header has {len(header)}", file, number)
        yield dict(zip(header, row, strict=True))


@cache
def cameo() -> Cameo:
    """The packaged table of CAMEO."""
    return Cameo()


@cache
def names() -> Names:
    """The packaged names and codes."""
    return Names()
