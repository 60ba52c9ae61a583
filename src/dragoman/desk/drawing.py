"""Pictures drawn on the server, as SVG: places on a map of the world, and who deals with whom."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman import analysis
from dragoman.data import package_file

WIDTH, HEIGHT = 720, 330
_NORTH, _SOUTH = 84.0, -57.0
_GRID = 1.5
"""Degrees between the dots out of which the land is made."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Something on a map.

    Attributes:
        lat, lon: degrees.
        weight: how many events there are.
        name: of the place.
        address: where a click leads, or None.
    """

    lat: float
    lon: float
    weight: int
    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A spot as it is drawn: the middle and radius of its circle."""

    x: float
    y: float
    r: float
    spot: Spot


@dataclass(frozen=True, slots=True)
class WorldMap:
    """A map: the land as the path of its dots, lines of the net, and what is on it, the largest first."""

    width: int
    height: int
    land: str
    net: str
    spots: Sequence[Drawn]


def draw_map(spots: Iterable[Spot]) -> WorldMap:
    """Spots on the world, in the equirectangular projection."""
    drawn = [Drawn(*project(s.lat, s.lon), 3 + 2.5 * math.log2(1 + s.weight), s) for s in spots]
    return WorldMap(WIDTH, HEIGHT, land(), _net(), sorted(drawn, key=lambda d: (-d.r, d.spot.name)))


def project(lat: float, lon: float) -> tuple[float, float]:
    """Where on the map a place is, from the upper left corner."""
    x = (lon + 180) / 360 * WIDTH
    y = (_NORTH - max(_SOUTH, min(_NORTH, lat))) / (_NORTH - _SOUTH) * HEIGHT
    return round(x, 1), round(y, 1)


@lru_cache(maxsize=1)
def land() -> str:
    """The land, as a dot for each cell of a grid in which the tables know a town; takes a second the first time."""
    lines = package_file("world", "data", "places.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    cells = {
        (math.floor(float(row["lat"]) / _GRID), math.floor(float(row["lon"]) / _GRID))
        for row in rows
        if row["precision"] == "city"
    }
    dots = (project((a + 0.5) * _GRID, (b + 0.5) * _GRID) for a, b in sorted(cells))
    return "".join(f"M{x:g} {y:g}h0" for x, y in dots)


def _net() -> str:
    lines = [f"M{project(0, lon)[0]:g} 0V{HEIGHT}" for lon in range(-150, 180, 30)]
    return "".join(lines + [f"M0 {project(lat, 0)[1]:g}H{WIDTH}" for lat in range(-30, 84, 30)])


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody in a network, with the number of events."""

    key: str
    name: str
    weight: int
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Two who deal with each other: how often, and how well (mean score)."""

    one: Node
    other: Node
    weight: int
    score: float | None

    @property
    def width(self) -> float:
        """Of its line."""
        return round(min(8, 0.8 + 1.2 * math.log2(1 + self.weight)), 1)


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes on a circle, and the lines between them, the heaviest first."""

    size: int
    nodes: Sequence[Node]
    edges: Sequence[Edge]


SIZE = 640


def draw_network(found: analysis.Network, most: int = 24) -> Network:
    """Who deals with whom, on a circle, both directions in one line; those of most events at most."""
    known = {node.id: node for node in found.nodes}
    ties: dict[tuple[str, str], list[analysis.Edge]] = {}
    for edge in found.edges:
        ties.setdefault((min(edge.source, edge.target), max(edge.source, edge.target)), []).append(edge)
    linked = {key for tie in ties for key in tie}
    chosen = [node.id for node in found.nodes if node.id in linked][:most]
    turn = _in_turn(chosen, {tie: sum(e.events for e in edges) for tie, edges in ties.items()})
    nodes = {key: _node(known[key], n, len(turn)) for n, key in enumerate(turn)}
    edges = [
        Edge(nodes[a], nodes[b], sum(e.events for e in edges), _mean(edges))
        for (a, b), edges in ties.items()
        if a in nodes and b in nodes
    ]
    return Network(SIZE, list(nodes.values()), sorted(edges, key=lambda e: (-e.weight, e.one.key, e.other.key)))


def _in_turn(keys: Sequence[str], weights: Mapping[tuple[str, str], int]) -> list[str]:
    """The order on the circle: beside each the one it deals with most of those that have no place yet."""
    left, turn = list(keys), list(keys[:1])
    while left := [key for key in left if key not in turn]:
        last = turn[-1]
        turn.append(max(left, key=lambda key: (weights.get((min(key, last), max(key, last)), 0), -left.index(key))))
    return turn


def _node(node: analysis.Node, n: int, number: int) -> Node:
    angle = 2 * math.pi * n / max(1, number) - math.pi / 2
    radius = SIZE / 2 - 90
    x, y = (round(SIZE / 2 + radius * f(angle), 1) for f in (math.cos, math.sin))
    return Node(node.id, node.name, node.events, x, y, round(5 + 1.5 * math.log2(1 + node.events), 1))


def _mean(edges: Sequence[analysis.Edge]) -> float | None:
    """The mean score of the events of several edges."""
    scored = [(e.events, e.score_mean) for e in edges if e.score_mean is not None]
    number = sum(n for n, _ in scored)
    return round(sum(n * mean for n, mean in scored) / number, 2) if number else None
