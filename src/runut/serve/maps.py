"""The map of places: a mark for every place by the number of its events, and the same as a table.

In: the desk, what is asked and a region. Out: plain values for the template, and rows for JSON and CSV. A mark's outer
line holds all events, its filled part those that happened: plans, rumours and denials are told apart without colour. A
state that stands for an unknown place in it is a square. Events without a place, or without known coordinates, are
counted, not drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from runut.errors import UsageError
from runut.keep.places import country_of
from runut.keep.survey import Spot
from runut.publish.tables import Table
from runut.publish.wording import Language, country_name
from runut.serve import atlas
from runut.serve.asking import Asked
from runut.serve.atlas import Frame, Outline
from runut.serve.desk import Desk

__all__ = ["MapPage", "Mark", "Site", "map_page", "spot_object", "spots_table"]

LEAST, LARGEST = 4.0, 30.0  # radius of one event, and of the busiest place
DRAWN, ROWS, LABELS = 400, 100, 24
LETTER, LINE = 6.3, 13.0  # about the size of a letter of a label


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the map: ``inner`` is the radius of what happened, ``label`` is shown where there is room."""

    x: float
    y: float
    radius: float
    inner: float
    square: bool
    name: str
    total: int
    happened: int
    to: str
    label: bool


@dataclass(frozen=True, slots=True)
class Site:
    """A row of the table."""

    name: str
    country: str
    whole_state: bool
    happened: int
    other: int
    to: str
    drawn: bool


@dataclass(frozen=True, slots=True)
class MapPage:
    """All that the page of the map shows."""

    region: str
    regions: tuple[tuple[str, str, str], ...]
    frame: Frame
    outline: Outline
    marks: tuple[Mark, ...]
    rows: tuple[Site, ...]
    more: int
    total: int
    nowhere: int
    unknown: int
    outside: int


def map_page(desk: Desk, asked: Asked, region: str, language: Language) -> MapPage:
    """The map of what is asked for, in the region or, where none is named, in the smallest that holds all of it.

    :raises UsageError: there is no such region.
    """
    if region and region not in atlas.regions():
        raise UsageError(f"region {region!r} is unknown; choose one of {', '.join(atlas.regions())}")
    spots = desk.spots(asked)
    named = [spot for spot in spots if spot.name]
    known = [spot for spot in named if spot.lat is not None and spot.lon is not None]
    shown = region or atlas.smallest((spot.lon or 0.0, spot.lat or 0.0) for spot in known)
    frame = atlas.frame(shown)
    inside = [spot for spot in known if frame.holds(spot.lon or 0.0, spot.lat or 0.0)]
    return MapPage(
        region=shown,
        regions=tuple(
            (name, atlas.region_name(name, language), asked.address("/map", region=name)) for name in atlas.regions()
        ),
        frame=frame,
        outline=atlas.outline(shown),
        marks=_marks(inside[:DRAWN], frame, asked, language),
        rows=tuple(_site(spot, asked, language) for spot in named[:ROWS]),
        more=max(0, len(named) - ROWS),
        total=_sum(spots),
        nowhere=_sum(spots) - _sum(named),
        unknown=_sum(named) - _sum(known),
        outside=_sum(known) - _sum(inside[:DRAWN]),
    )


def spot_object(spot: Spot) -> dict[str, object]:
    """A place for ``/map.json``; ``place`` is null for the events of which none is told."""
    return {
        "place": spot.name,
        "country": spot.country,
        "lat": spot.lat,
        "lon": spot.lon,
        "events": spot.total,
        "happened": spot.happened,
    }


def spots_table(spots: Iterable[Spot]) -> Table:
    """The same for ``/map.csv``."""
    columns = ("place", "country", "lat", "lon", "events", "happened")
    rows = (tuple("" if value is None else str(value) for value in spot_object(spot).values()) for spot in spots)
    return Table(columns, tuple(rows), columns)


def _sum(spots: Iterable[Spot]) -> int:
    return sum(spot.total for spot in spots)


def _is_state(spot: Spot) -> bool:
    """Whether all that is told is the state."""
    return spot.name is not None and spot.country is not None and country_of(spot.name) == spot.country


def _name(spot: Spot, language: Language) -> str:
    name = spot.name or ""
    return (country_name(spot.country, language) or name) if _is_state(spot) else name


def _site(spot: Spot, asked: Asked, language: Language) -> Site:
    return Site(
        name=_name(spot, language),
        country=country_name(spot.country, language) or spot.country or "",
        whole_state=_is_state(spot),
        happened=spot.happened,
        other=spot.other,
        to=_there(spot, asked),
        drawn=spot.lat is not None,
    )


def _there(spot: Spot, asked: Asked) -> str:
    """The list of what happened there; of a state, everywhere in it."""
    return replace(asked, places=(spot.name or "",)).address("/timeline")


def _marks(spots: Sequence[Spot], frame: Frame, asked: Asked, language: Language) -> tuple[Mark, ...]:
    """The busiest first, so that the smaller are drawn over them."""
    most = max((spot.total for spot in spots), default=1)
    found: list[Mark] = []
    taken: list[tuple[float, float, float, float]] = []
    for spot in spots:
        radius = _radius(spot.total, most)
        x, y = frame.at(spot.lon or 0.0, spot.lat or 0.0)
        name = _name(spot, language)
        box = (x + radius, y - LINE / 2, x + radius + 6 + LETTER * len(name), y + LINE / 2)
        fits = len(taken) < LABELS and box[2] < atlas.WIDTH and not any(_overlap(box, one) for one in taken)
        taken += [box] if fits else []
        share = math.sqrt(spot.happened / spot.total)
        found.append(
            Mark(
                x, y, radius, round(radius * share, 1), _is_state(spot), name, spot.total, spot.happened,
                _there(spot, asked), label=fits,
            )
        )  # fmt: skip
    return tuple(found)


def _radius(events: int, most: int) -> float:
    """The area grows with the number of events; a chronicle of single events is not drawn in giants."""
    unit = min(LEAST, LARGEST / math.sqrt(most))
    return round(max(LEAST, unit * math.sqrt(events)), 1)


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
