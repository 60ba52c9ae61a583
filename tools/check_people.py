"""Checks the table of people and their offices: ``python tools/check_people.py [people.csv]``.

Faults (unknown codes, bad dates, an alias of two people, two holders of one office at a time) give exit status 1;
doubts (years without a known head, near-identical spellings) are only printed, for a person to look at.
"""

from __future__ import annotations

import calendar
import csv
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rapidfuzz import fuzz

TABLE = Path(__file__).parent.parent / "src" / "dragoman" / "world" / "data" / "people.csv"
COLUMNS = ["name", "aliases", "short", "gender", "country", "sectors", "role", "since", "until"]
FIRST_DAY = date(1990, 1, 1)
LAST_DAY = date(2026, 1, 1)
SLACK = timedelta(days=10)  # handovers are often told a few days apart
LONG_GAP = timedelta(days=120)
ALIKE = 93.0  # rapidfuzz ratio above which two names of one country look like two spellings of one


def words(text: str, separator: str | None = None) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(separator))


SECTORS = words("GOV LEG JUD MIL COP SPY PRM PTY REB UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC")
BODIES = words("UNO EUR IGO NGO ISM IMG MNC")
COUNTRIES = words(
    """AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA
    BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY SLV GNQ ERI
    EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA
    JAM JPN JOR KAZ KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS
    MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL
    PRT QAT ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE
    CHE SYR TJK TZA THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB VUT VAT VEN VNM YEM ZMB ZWE PSE
    HKG XKX TWN"""
)
# states younger than FIRST_DAY, as far as the table follows their own leaders
BEGINNINGS = {
    "ARM": 1991, "AZE": 1991, "BIH": 1992, "BLR": 1991, "CZE": 1990, "ERI": 1993, "EST": 1990, "GEO": 1992,
    "HKG": 1997, "HRV": 1991, "KAZ": 1990, "KGZ": 1991, "LTU": 1990, "LVA": 1990, "MDA": 1990, "MKD": 1991,
    "MNE": 2006, "NAM": 1990, "PLW": 1993, "PSE": 1994, "RUS": 1990, "SSD": 2011, "SVK": 1993, "SVN": 1991,
    "TJK": 1991, "TKM": 1990, "TLS": 2002, "UKR": 1991, "UZB": 1990, "XKX": 2002, "YEM": 1990,
}  # fmt: skip

HEADS = words(
    """president; prime minister; premier; chancellor; taoiseach; king; queen; emperor; sultan; emir; pope; prince;
    grand duke; supreme leader; leader; head of state; head of government; transitional president; interim president;
    chief executive; general secretary; de facto leader; military ruler; military council chairman;
    national transitional council chairman; transitional council chairman; chairman of the high council of state;
    presidential council chairman; sovereign council chairman; chairman of the supreme council; chairman of the plo;
    member of the presidency; chairman of the council of ministers; transitional prime minister""",
    ";",
)
EXCLUSIVE = (HEADS - {"leader", "member of the presidency"}) | words(
    """foreign minister; defense minister; finance minister; interior minister; secretary of state;
    secretary of defense; national security adviser; speaker of parliament; central bank governor; oil minister;
    ambassador to the united nations; attorney general; press secretary; director of the cia; treasury secretary;
    army chief; crown prince; chairman of the joint chiefs of staff; federal reserve chair; speaker of the house;
    senate majority leader; mossad chief; shin bet chief; justice minister; chief justice""",
    ";",
)
# two who claimed one office at a time, truly
RIVALS = {
    ("LBY", "prime minister"),  # Gaddafi's and the rebels' of 2011
    ("RUS", "president"),  # of the Soviet Union and of Russia in 1991
}


@dataclass(frozen=True, slots=True)
class Row:
    """One office of one person, as read from a line of the table."""

    line: int
    name: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    gender: str
    country: str
    sectors: tuple[str, ...]
    role: str
    since: str
    until: str

    @property
    def office(self) -> str:
        """The role without "acting"."""
        return self.role.removeprefix("acting ")

    @property
    def acting(self) -> bool:
        """Whether the office was held for the time being only."""
        return self.role.startswith("acting ")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should look at; a fault must be mended, a doubt may be as it is."""

    kind: str
    line: int
    text: str
    fault: bool = True

    def __str__(self) -> str:
        return f"line {self.line}: {self.kind}: {self.text}"


def fold(text: str) -> str:
    """Lower case without accents and with plain spaces and hyphens, for comparing names."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s\-]+", " ", plain).casefold().strip()


def split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def read_rows(path: Path = TABLE) -> list[Row]:
    """The rows of the table; raises ``ValueError`` naming file and line when a line has the wrong shape."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = file.readlines()
    start = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.reader(lines[start:])
    header = next(reader, [])
    if header != COLUMNS:
        raise ValueError(f"{path}, line {start + 1}: columns must be {','.join(COLUMNS)}, found {','.join(header)}")
    rows = []
    for cells in reader:
        line = start + reader.line_num
        if len(cells) != len(COLUMNS):
            raise ValueError(f"{path}, line {line}: {len(cells)} cells instead of {len(COLUMNS)}: quote commas")
        name, aliases, short, gender, country, sectors, role, since, until = cells
        rows.append(Row(line, name, split(aliases), split(short), gender, country, split(sectors), role, since, until))
    return rows


def first_day(text: str) -> date:
    """The earliest day a date of year, month or day precision can mean; an empty one means long ago."""
    if not text:
        return date.min
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)


def last_day(text: str) -> date:
    """The latest day a date of year, month or day precision can mean; an empty one means still going on."""
    if not text:
        return date.max
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]
    return date(parts[0], month, day)


def is_date(text: str) -> bool:
    if not re.fullmatch(r"(18|19|20)\d\d(-\d\d){0,2}", text):
        return False
    try:
        first_day(text)
    except ValueError:
        return False
    return True


def check_cells(rows: Iterable[Row]) -> Iterator[Finding]:
    """Codes, dates and spelling of single cells."""
    for row in rows:
        if not row.name or not row.short or not row.role:
            yield Finding("empty", row.line, f"{row.name}: name, short and role must be filled")
        if row.role != row.role.lower():
            yield Finding("role", row.line, f"{row.role}: roles are lower case")
        if row.gender not in ("m", "f", ""):
            yield Finding("gender", row.line, f"{row.name}: {row.gender!r} is not m, f or empty")
        if row.country not in COUNTRIES | BODIES:
            yield Finding("country", row.line, f"{row.name}: unknown code {row.country!r}")
        if not row.sectors or set(row.sectors) - SECTORS:
            yield Finding("sectors", row.line, f"{row.name}: unknown or no sectors {'|'.join(row.sectors)!r}")
        for cell in (row.since, row.until):
            if cell and not is_date(cell):
                yield Finding("date", row.line, f"{row.name}: {cell!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
                break
        else:
            if row.until and first_day(row.since) > last_day(row.until):
                yield Finding("date", row.line, f"{row.name}: since {row.since} is after until {row.until}")
        texts = (row.name, *row.aliases, *row.short)
        if any(text != " ".join(text.split()) for text in texts):
            yield Finding("space", row.line, f"{row.name}: stray space in a name")


def check_people(rows: Iterable[Row]) -> Iterator[Finding]:
    """Rows of one person agree with each other, and stand in order."""
    seen: dict[str, Row] = {}
    offices: set[tuple[str, str, str, str]] = set()
    before = ""
    for row in rows:
        key = (row.name, row.country, row.role, row.since)
        if key in offices:
            yield Finding("twice", row.line, f"{row.name}: {row.role} since {row.since} is there already")
        offices.add(key)
        if fold(row.name) < before:
            yield Finding("order", row.line, f"{row.name} should stand higher: sort by name")
        before = fold(row.name)
        first = seen.setdefault(row.name, row)
        if row.aliases not in ((), first.aliases):
            yield Finding("aliases", row.line, f"{row.name}: aliases differ from line {first.line}")
        if (row.gender, row.short) != (first.gender, first.short):
            yield Finding("person", row.line, f"{row.name}: gender or short differs from line {first.line}")


def check_aliases(rows: Iterable[Row]) -> Iterator[Finding]:
    """No full name or alias stands for two people."""
    owners: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        for text in (row.name, *row.aliases):
            owners[fold(text)].setdefault(row.name, row.line)
    for text, people in owners.items():
        if len(people) > 1:
            yield Finding("alias", max(people.values()), f"{text!r} names {' and '.join(sorted(people))}")


def check_overlaps(rows: Iterable[Row]) -> Iterator[Finding]:
    """Offices that one person holds at a time are not held by two, as far as the dates are sure."""
    offices: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.role in EXCLUSIVE and row.country not in BODIES and (row.country, row.role) not in RIVALS:
            offices[row.country, row.role].append(row)
    for (country, role), holders in offices.items():
        holders.sort(key=lambda row: (last_day(row.since), last_day(row.until)))
        former = holders[0]
        for row in holders[1:]:
            if former.name != row.name and first_day(former.until or "9999") - SLACK > last_day(row.since):
                text = f"{former.name} (until {former.until or 'now'}) and {row.name} (since {row.since})"
                yield Finding("overlap", row.line, f"{country} {role}: {text}")
            if last_day(row.until) >= last_day(former.until):
                former = row


def _covered(rows: list[Row]) -> Iterator[tuple[date, date, Row]]:
    """Stretches without any holder among rows, with the row that ends each; ends with LAST_DAY."""
    end = first_day(rows[0].since)
    for row in sorted(rows, key=lambda row: first_day(row.since)):
        if first_day(row.since) - end > LONG_GAP:
            yield end, first_day(row.since), row
        end = max(end, last_day(row.until))
    if end < LAST_DAY - LONG_GAP:
        yield end, LAST_DAY, rows[-1]


def check_gaps(rows: Iterable[Row]) -> Iterator[Finding]:
    """Countries, and offices of heads of state and government, with long stretches nobody fills."""
    heads: dict[str, list[Row]] = defaultdict(list)
    offices: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.office in HEADS and row.country not in BODIES:
            heads[row.country].append(row)
            offices[row.country, row.office].append(row)
    for country in sorted(COUNTRIES - heads.keys()):
        yield Finding("gap", 0, f"{country}: nobody leads it", fault=False)
    for country, leaders in heads.items():
        leaders.sort(key=lambda row: first_day(row.since))
        start = max(FIRST_DAY, date(BEGINNINGS.get(country, 1990), 12, 31))
        if first_day(leaders[0].since) > start:
            yield Finding("gap", leaders[0].line, f"{country}: nobody before {leaders[0].name}", fault=False)
        for begin, end, row in _covered(leaders):
            yield Finding("gap", row.line, f"{country}: nobody leads it from {begin} to {end}", fault=False)
    for (country, office), holders in offices.items():
        holders.sort(key=lambda row: first_day(row.since))
        for begin, end, row in _covered(holders):
            if end != LAST_DAY and end > FIRST_DAY:
                yield Finding("gap", row.line, f"{country}: no {office} from {begin} to {end}", fault=False)


def check_spellings(rows: Iterable[Row]) -> Iterator[Finding]:
    """Pairs of people of one country whose names look like two spellings of one."""
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        people[row.country].setdefault(row.name, row.line)
    for country, names in people.items():
        folded = [(fold(name), name) for name in names]
        for i, (one, name) in enumerate(folded):
            for other, twin in folded[i + 1 :]:
                if fuzz.token_sort_ratio(one, other, score_cutoff=ALIKE):
                    yield Finding("spelling", names[twin], f"{country}: {name} and {twin} look alike", fault=False)


def check(rows: list[Row]) -> list[Finding]:
    """All findings about the rows, faults first."""
    cells = list(check_cells(rows))
    if any(finding.kind == "date" for finding in cells):
        return cells  # the checks of overlaps and gaps reckon with good dates
    findings = [*cells, *check_people(rows), *check_aliases(rows), *check_overlaps(rows)]
    return [*findings, *check_gaps(rows), *check_spellings(rows)]


def main(arguments: list[str]) -> int:
    rows = read_rows(Path(arguments[0]) if arguments else TABLE)
    findings = check(rows)
    for finding in findings:
        print(finding)
    faults = sum(finding.fault for finding in findings)
    people = len({row.name for row in rows})
    countries = len({row.country for row in rows} - BODIES)
    print(f"{len(rows)} rows, {people} people, {countries} countries: {faults} faults, {len(findings) - faults} doubts")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
