"""Counts over time, one lane above the other on one axis: events by type, the balance, articles read by outlet.

In: lanes of numbers by month ("2023-09"), by year where the month is open ("2023"), or "?". Out: an SVG. Only months of
which there is anything are drawn; what lies between them is one hatched gap: no article of that time was read, so that
nothing can be said. What spans more months than fit is drawn by years. It counts nothing, and a table has to stand
beside it for those who cannot see it.

>>> [column.key for column in columns_of(["2023-09", "2023-12", "?"])]
['2023-09', '', '2023-12', '?']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from markupsafe import Markup, escape

from runut.fuse.dyads import months_between
from runut.publish.dates import month_text
from runut.publish.wording import Language
from runut.serve.texts import say, visible

__all__ = ["Chart", "Column", "Lane", "chart", "columns_of"]

MOST_MONTHS = 72
NAMES, WIDTH, AXIS = 170.0, 1000.0, 20.0
NARROWEST, WIDEST, BREAK = 4.0, 26.0, 10.0
TALL, ROOM = 26.0, 12.0  # of a lane, and between two
LABEL = 34.0  # units that the name of a year takes
LETTERS = 24
UNDATED = "?"

HATCH = (
    '<defs><pattern id="hatch-{}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="hatching" x1="0" y1="0" x2="0" y2="5"/></pattern></defs>'
)

Kind = Literal["events", "balance", "articles"]


@dataclass(frozen=True, slots=True)
class Column:
    """A month, a year or "?"; "" is a gap between two of them."""

    key: str
    width: float = 0.0
    left: float = 0.0


@dataclass(frozen=True, slots=True)
class Lane:
    """Numbers over time; lanes of one kind share a scale. ``below`` are drawn downwards."""

    name: str
    kind: Kind
    values: Mapping[str, float]
    below: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing, and its numbers as a table: the names of the lanes, and for every time one number or two a lane."""

    svg: Markup
    names: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()


def chart(lanes: Sequence[Lane], title: str, language: Language) -> Chart | None:
    """The lanes; ``title`` is the id of the words above them. None where there is nothing to draw."""
    lanes = [lane for lane in lanes if any(lane.values.values()) or any(lane.below.values())]
    keys = {key for lane in lanes for values in (lane.values, lane.below) for key, n in values.items() if n}
    if len({key for key in keys if len(key) == 7}) > MOST_MONTHS:
        lanes = [_by_year(lane) for lane in lanes]
        keys = {key[:4] for key in keys}
    columns = _set_out(columns_of(keys))
    if not columns:
        return None
    height = AXIS + len(lanes) * (TALL + ROOM)
    width = columns[-1].left + columns[-1].width + LABEL
    parts = [*_gaps(columns, height - AXIS, title, language), *_years(columns, height, language)]
    scales = {kind: _scale(lane for lane in lanes if lane.kind == kind) for kind in {lane.kind for lane in lanes}}
    for number, lane in enumerate(lanes):
        parts += _lane(lane, columns, number * (TALL + ROOM) + ROOM, scales[lane.kind], language)
    svg = Markup(
        f'<svg class="lanes" width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'role="img" aria-labelledby="{title}">{HATCH.format(title)}{"".join(parts)}</svg>'
    )
    rows = tuple(
        (_named(one.key, language), tuple(_told(lane, one.key) for lane in lanes)) for one in columns if one.key
    )
    return Chart(svg, tuple(lane.name for lane in lanes), rows)


def _told(lane: Lane, key: str) -> str:
    """A number of the table: nothing where there is none."""
    numbers = [number for values in (lane.values, lane.below) if (number := values.get(key, 0))]
    return " / ".join(f"{number:+.1f}" if lane.kind == "balance" else f"{number:.0f}" for number in numbers)


def columns_of(keys: Iterable[str]) -> list[Column]:
    """A column for each key in order, and one for each gap between months or years that do not touch."""
    found: list[Column] = []
    for key in sorted(keys, key=lambda key: (key == UNDATED, key)):
        if found and _apart(found[-1].key, key):
            found.append(Column(""))
        found.append(Column(key))
    return found


def _apart(one: str, other: str) -> bool:
    if UNDATED in (one, other):
        return False
    if len(one) == len(other) == 7:
        return months_between(one, other) > 1
    return int(other[:4]) - int(one[:4]) > 1


def _set_out(columns: Sequence[Column]) -> list[Column]:
    wide = sum(1 for column in columns if column.key)
    room = WIDTH - NAMES - BREAK * (len(columns) - wide)
    each = max(NARROWEST, min(WIDEST, room / max(1, wide)))
    found, left = [], NAMES
    for column in columns:
        width = each if column.key else BREAK
        left += BREAK if column.key == UNDATED else 0
        found.append(Column(column.key, round(width, 2), round(left, 2)))
        left += width
    return found


def _by_year(lane: Lane) -> Lane:
    return Lane(lane.name, lane.kind, _summed(lane.values), _summed(lane.below))


def _summed(values: Mapping[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for key, value in values.items():
        found[key[:4]] = found.get(key[:4], 0) + value
    return found


def _scale(lanes: Iterable[Lane]) -> float:
    """The height of one: the largest number of the kind fills its lane. The undated would dwarf it and do not count."""
    most = 0.0
    for lane in lanes:
        up, down = (
            max((abs(n) for key, n in values.items() if key != UNDATED), default=0.0)
            for values in (lane.values, lane.below)
        )
        most = max(most, up + down)
    return TALL / (most or 1)


def _gaps(columns: Sequence[Column], height: float, title: str, language: Language) -> Iterator[str]:
    for number, column in enumerate(columns):
        if not column.key:
            words = f"{_named(columns[number - 1].key, language)} – {_named(columns[number + 1].key, language)}"
            told = escape(f"{words}: {say('gap', language, 'coverage')}")
            box = f'x="{column.left}" y="0" width="{column.width}" height="{height:.0f}"'
            yield f'<g><title>{told}</title><rect class="gap" {box} fill="url(#hatch-{title})"/></g>'


def _years(columns: Sequence[Column], height: float, language: Language) -> Iterator[str]:
    """The year below the first of its columns, where there is room."""
    free = 0.0
    for before, column in pairwise([Column(""), *columns]):
        year = column.key[:4]
        if year and year != before.key[:4] and column.left >= free:
            free = column.left + LABEL
            yield f'<text class="year" x="{column.left}" y="{height - 5:.0f}">{year}</text>'


def _lane(lane: Lane, columns: Sequence[Column], top: float, scale: float, language: Language) -> Iterator[str]:
    down = max(map(abs, lane.below.values()), default=0.0) * scale
    floor = top + TALL - down
    end = columns[-1].left + columns[-1].width
    name = str(visible(lane.name if len(lane.name) <= LETTERS else lane.name[: LETTERS - 1] + "…"))
    yield f'<text class="name" x="0" y="{top + TALL - 4:.1f}">{escape(name)}</text>'
    yield f'<line class="base" x1="{NAMES}" x2="{end:.1f}" y1="{floor:.1f}" y2="{floor:.1f}"/>'
    for column in columns:
        for values, kind in ((lane.values, lane.kind), (lane.below, "below")):
            number = values.get(column.key, 0) if column.key else 0
            if number:
                tall = min(TALL, max(2.0, abs(number) * scale))
                y = floor - tall if kind != "below" else floor
                shown = f"{number:+.1f}" if lane.kind == "balance" else f"{number:.0f}"
                words = escape(f"{_named(column.key, language)}: {name} {shown}")
                box = f'x="{column.left + 0.5:.1f}" y="{y:.1f}" width="{max(1.5, column.width - 1):.1f}"'
                yield f'<g><title>{words}</title><rect class="{kind}" {box} height="{tall:.1f}"/></g>'
                if column.key == UNDATED:
                    yield f'<text class="year" x="{column.left + column.width + 3:.1f}" y="{floor:.1f}">{shown}</text>'


def _named(key: str, language: Language) -> str:
    if key == UNDATED:
        return say("undated", language)
    return month_text(int(key[:4]), int(key[5:]), language) if len(key) == 7 else key
