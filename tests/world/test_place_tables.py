"""The table of places holds together and puts well-known places where they are."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache

import pytest

from dragoman.world.tables import SCHEMAS, read_table, table_file

HEADER = ["geonames_id", "name", "aliases", "country", "admin1", "lat", "lon", "population", "precision"]
PRECISIONS = {"site", "city", "region", "country"}
MAX_BYTES = 5_000_000


@cache
def text() -> str:
    return table_file("places.csv").read_text(encoding="utf-8")


@cache
def places() -> tuple[dict[str, str], ...]:
    lines = [line for line in text().splitlines() if not line.startswith("#")]
    return tuple(csv.DictReader(lines, strict=True))


@cache
def by_name() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for p in places():
        for name in {p["name"], *p["aliases"].split("|")} - {""}:
            found[name].append(p)
    return found


def test_header_credit_and_size() -> None:
    comments = [line for line in text().splitlines()[:20] if line.startswith("#")]
    assert any("GeoNames" in c and "CC BY 4.0" in c for c in comments)
    assert list(places()[0]) == HEADER
    assert len(text().encode()) < MAX_BYTES


def test_every_row_is_sound() -> None:
    codes = {r["code"] for r in read_table(table_file("countries.csv"), SCHEMAS["countries.csv"])}
    for p in places():
        assert p["name"], p
        assert p["precision"] in PRECISIONS, p
        assert p["country"] in codes or (not p["country"] and p["precision"] in ("site", "region")), p
        assert -90 <= float(p["lat"]) <= 90, p
        assert -180 <= float(p["lon"]) <= 180, p
        assert not p["population"] or int(p["population"]) > 0, p
        aliases = [a for a in p["aliases"].split("|") if a]
        assert len(aliases) == len(set(aliases)), p
        assert p["name"] not in aliases, p


def test_ids_are_unique() -> None:
    ids = [p["geonames_id"] for p in places() if p["geonames_id"]]
    assert len(ids) == len(set(ids))


def test_hand_rows_are_unique() -> None:
    keys = [(p["name"], p["country"], p["precision"]) for p in places() if not p["geonames_id"]]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("precision", "least"), [("country", 198), ("region", 3_000), ("site", 250), ("city", 60_000)])
def test_enough_of_each(precision: str, least: int) -> None:
    assert sum(p["precision"] == precision for p in places()) >= least


def test_order_is_stable() -> None:
    order = {"country": 0, "region": 1, "site": 2, "city": 3}
    keys = [(order[p["precision"]], -int(p["population"] or 0), p["name"], p["country"]) for p in places()]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("name", "country", "precision", "lat", "lon"),
    [
        ("White House", "USA", "site", 38.9, -77.04),
        ("Kremlin", "RUS", "site", 55.75, 37.62),
        ("Camp David", "USA", "site", 39.65, -77.46),
        ("Bagram", "AFG", "site", 34.95, 69.27),
        ("Guantanamo Bay", "CUB", "site", 19.9, -75.1),
        ("Strait of Hormuz", "", "region", 26.6, 56.3),
        ("Taiwan Strait", "", "region", 24.5, 119.5),
        ("South China Sea", "", "region", 12, 113),
        ("Panmunjom", "KOR", "site", 37.96, 126.68),
        ("Rafah crossing", "PSE", "site", 31.25, 34.26),
        ("Golan Heights", "SYR", "region", 33.0, 35.75),
        ("Tiananmen Square", "CHN", "site", 39.9, 116.4),
        ("Zaporizhzhia nuclear plant", "UKR", "site", 47.5, 34.6),
        ("Beirut port", "LBN", "site", 33.9, 35.5),
        ("Diego Garcia", "GBR", "site", -7.3, 72.4),
        ("Kharkiv", "UKR", "city", 50.0, 36.2),
        ("Bombay", "IND", "city", 19.1, 72.9),
        ("Kiev", "UKR", "city", 50.45, 30.5),
        ("Nuuk", "DNK", "city", 64.2, -51.7),
        ("Cox's Bazar", "BGD", "city", 21.4, 92.0),
        ("Tampa", "USA", "city", 27.95, -82.46),
        ("Texas", "USA", "region", 30.3, -97.7),
        ("Maine", "USA", "region", 44.3, -69.8),
        ("Chechnya", "RUS", "region", 43.3, 45.7),
        ("Donbas", "UKR", "region", 48.2, 38.2),
        ("Taiwan", "TWN", "country", 23.5, 121),
        ("Kosovo", "XKX", "country", 42.6, 21),
    ],
)
def test_place_lies(name: str, country: str, precision: str, lat: float, lon: float) -> None:
    found = [p for p in by_name()[name] if p["country"] == country and p["precision"] == precision]
    assert found, name
    assert float(found[0]["lat"]) == pytest.approx(lat, abs=0.3)
    assert float(found[0]["lon"]) == pytest.approx(lon, abs=0.3)


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Houston", "USA", "Texas"),
        ("Mariupol", "UKR", "Donetsk region"),
        ("Idlib", "SYR", "Idlib province"),
        ("Nuremberg", "DEU", "Bavaria"),
        ("Kashgar", "CHN", "Xinjiang"),
        ("Goma", "COD", "North Kivu"),
        ("Moscow", "RUS", "Moscow"),
        ("Ciudad Guayana", "VEN", "Bolívar"),
        ("Saitama", "JPN", "Saitama prefecture"),
        ("Busan", "KOR", "Busan"),
        ("San Juan", "USA", "Puerto Rico"),
    ],
)
def test_first_order_division(name: str, country: str, admin1: str) -> None:
    cities = [p for p in by_name()[name] if p["country"] == country and p["precision"] == "city"]
    assert cities[0]["admin1"] == admin1
