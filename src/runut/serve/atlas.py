"""The outline of land and borders that places are drawn on, from the file that travels with the package.

In: a region. Out: its frame, which turns degrees into units of the drawing, and SVG paths. The projection is the plain
one (a degree of longitude is as wide everywhere as it is at one parallel): a point is easily found by hand. The file is
Natural Earth's in TopoJSON: borders as they are in fact held, which says nothing about whose they are.

>>> frame("indonesia").at(118.0, -2.0)
(500.0, 208.5)
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import Any

import orjson
import yaml

from runut.data import LOADER
from runut.publish.wording import Language

__all__ = ["REGIONS_SHEET", "Frame", "Outline", "frame", "outline", "region_name", "regions", "smallest"]

WIDTH = 1000.0
NEAR, FAR = 1.6, 24.0  # units between the points that are kept, in sight and out of it
REGIONS_SHEET = "regions.yaml"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A region as it is drawn."""

    west: float
    south: float
    east: float
    north: float
    parallel: float

    @property
    def scale(self) -> float:
        """Units of a degree of longitude."""
        return WIDTH / (self.east - self.west)

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is than one of longitude."""
        return 1 / math.cos(math.radians(self.parallel))

    @property
    def height(self) -> float:
        """The height of the drawing, whose width is ``WIDTH``."""
        return round((self.north - self.south) * self.scale * self.stretch, 1)

    def at(self, lon: float, lat: float) -> Point:
        """Where a place stands."""
        x, y = (lon - self.west) * self.scale, (self.north - lat) * self.scale * self.stretch
        return round(x, 1), round(y, 1)

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a place lies in it."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


@dataclass(frozen=True, slots=True)
class Outline:
    """Land and borders as the data of SVG paths."""

    land: str
    borders: str


@cache
def _sheet() -> Mapping[str, Any]:
    text = (files("runut.data") / "serve" / REGIONS_SHEET).read_text(encoding="utf8")
    return MappingProxyType(yaml.load(text, Loader=LOADER))


def regions() -> tuple[str, ...]:
    """The names of the regions, the whole world last."""
    return tuple(_sheet())


def region_name(region: str, language: Language) -> str:
    """What it is called."""
    return str(_sheet()[region][language])


def frame(region: str) -> Frame:
    """The region's frame."""
    entry = _sheet()[region]
    west, south, east, north = map(float, entry["box"])
    return Frame(west, south, east, north, float(entry["parallel"]))


def smallest(points: Iterable[Point]) -> str:
    """The first region that holds all the points, given as longitude and latitude; the world where there are none."""
    wanted = tuple(points)
    fitting = (name for name in regions() if wanted and all(frame(name).holds(*point) for point in wanted))
    return next(fitting, regions()[-1])


@cache
def outline(region: str) -> Outline:
    """Land and borders in the region's units."""
    shown, (arcs, land, borders) = frame(region), _world()
    drawn = {number: _thinned(arcs[number], shown) for number in {_plain(one) for ring in land for one in ring}}
    rings = (whole for ring in land for whole in _unwound(_joined(ring, drawn), 360 * shown.scale))
    lines = (_thinned(arcs[number], shown) for number in borders)
    return Outline(
        land="".join(f"{_path(ring)}Z" for ring in rings if len(ring) > 3 and _in_sight(ring, shown)),
        borders="".join(_path(line) for line in lines if _in_sight(line, shown)),
    )


@cache
def _world() -> tuple[Sequence[Sequence[Point]], Sequence[Sequence[int]], Sequence[int]]:
    """Arcs in degrees; the rings of land as numbers of arcs; the arcs that two states share."""
    raw = orjson.loads((files("runut.serve") / "static" / "world-50m.json").read_bytes())
    (fx, fy), (x0, y0) = raw["transform"]["scale"], raw["transform"]["translate"]
    arcs = []
    for arc in raw["arcs"]:
        xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
        arcs.append([(x * fx + x0, y * fy + y0) for x, y in zip(xs, ys, strict=True)])
    land = [ring for shape in raw["objects"]["land"]["geometries"] for ring in _rings(shape)]
    states = raw["objects"]["countries"]["geometries"]
    used = Counter(_plain(one) for shape in states for ring in _rings(shape) for one in ring)
    return arcs, land, [number for number, times in used.items() if times > 1]


def _rings(shape: Mapping[str, Any]) -> Iterator[Sequence[int]]:
    parts = shape.get("arcs", ())
    for part in parts if shape["type"] == "MultiPolygon" else (parts,):
        yield from part


def _plain(arc: int) -> int:
    """TopoJSON writes an arc that is walked backwards as its complement."""
    return arc if arc >= 0 else ~arc


def _joined(ring: Sequence[int], drawn: Mapping[int, Sequence[Point]]) -> list[Point]:
    found: list[Point] = []
    for arc in ring:
        points = drawn[_plain(arc)]
        found += (points if arc >= 0 else points[::-1])[1 if found else 0 :]
    return found


def _unwound(ring: Sequence[Point], turn: float) -> Iterator[Sequence[Point]]:
    """A ring that crosses the line of 180 degrees, once on either side of the map; one around a pole is left out."""
    moved, found = 0.0, [ring[0]]
    for (before, _), (x, y) in pairwise(ring):
        if abs(x - before) > turn / 2:
            moved += turn if x < before else -turn
        found.append((x + moved, y))
    if moved:
        return
    xs = [x for x, _ in found]
    if max(xs) - min(xs) == max(x for x, _ in ring) - min(x for x, _ in ring):
        yield found
        return
    for shift in (-turn, 0.0, turn):
        yield [(x + shift, y) for x, y in found]


def _thinned(arc: Sequence[Point], shown: Frame) -> list[Point]:
    """The arc in units of the drawing, without the points that nobody could tell apart; both ends stay."""
    across, down = shown.scale, shown.scale * shown.stretch
    west, east, south, north = shown.west, shown.east, shown.south, shown.north
    last, far_x, far_y = len(arc) - 1, math.inf, math.inf
    kept: list[Point] = []
    for number, (lon, lat) in enumerate(arc):
        x, y = (lon - west) * across, (north - lat) * down
        least = NEAR if west <= lon <= east and south <= lat <= north else FAR
        if abs(x - far_x) + abs(y - far_y) >= least or number == last:
            kept.append((x, y))
            far_x, far_y = x, y
    return kept


def _in_sight(line: Sequence[Point], shown: Frame) -> bool:
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return max(xs) > 0 and min(xs) < WIDTH and max(ys) > 0 and min(ys) < shown.height


def _path(line: Sequence[Point]) -> str:
    """From point to point; steps take fewer letters than places."""
    tenths = [(round(10 * x), round(10 * y)) for x, y in line]
    steps = " ".join(f"{(x - a) / 10:g},{(y - b) / 10:g}" for (a, b), (x, y) in pairwise(tenths))
    return f"M{tenths[0][0] / 10:g},{tenths[0][1] / 10:g}l{steps}"
