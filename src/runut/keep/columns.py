"""The columns of a census: what is known of every event, as numbers, and what the numbers mean.

In: nothing. Out: the types that ``census`` fills, ``sieve`` filters and ``survey`` counts. Every table has a row for
something of an event, whose row stands in ``at``.

>>> codes = Codes()
>>> [codes.code(name) for name in ("RUS", "PRK", "RUS")], codes.values
([0, 1, 0], ['RUS', 'PRK'])
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runut.keep.filters import CERTAINTIES

__all__ = [
    "BANDS",
    "NO_DAY",
    "OWN",
    "SELF",
    "STATE",
    "TENTHS",
    "Census",
    "Codes",
    "Events",
    "Meetings",
    "Numbers",
    "Parts",
    "Sides",
    "Told",
    "Words",
]

Numbers = NDArray[np.int32]

STATE, OWN, SELF = range(3)
NO_DAY = 0  # of an event that has none; day 1 is in the year 1
BANDS = tuple(CERTAINTIES)
TENTHS = 10  # the weights of acts have one digit behind the point


class Codes:
    """Values and their numbers, from 0 in the order in which they came. It only grows."""

    __slots__ = ("_of", "values")

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._of: dict[Any, int] = {}

    def code(self, value: Any) -> int:
        """The number of a value, a new one where it has none."""
        found = self._of.get(value)
        if found is None:
            found = len(self.values)
            self.values.append(value)
            self._of[value] = found
        return found

    def known(self, values: Iterable[Any]) -> list[int]:
        """The numbers of those values that have one."""
        return [self._of[value] for value in values if value in self._of]

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Words:
    """What the numbers of a census mean. ``None`` is a value like any other."""

    types: Codes = field(default_factory=Codes)
    acts: Codes = field(default_factory=Codes)
    statuses: Codes = field(default_factory=Codes)
    months: Codes = field(default_factory=Codes)
    spots: Codes = field(default_factory=Codes)  # (place, country, lat, lon)
    places: Codes = field(default_factory=Codes)
    countries: Codes = field(default_factory=Codes)
    entities: Codes = field(default_factory=Codes)
    names: Codes = field(default_factory=Codes)
    outlets: Codes = field(default_factory=Codes)
    pairs: Codes = field(default_factory=Codes)


@dataclass(frozen=True, slots=True)
class Events:
    """A row an event. ``band`` is the number of its certainty, -1 where it has none; days are ordinals; ``doubt`` is no
    number where a person has judged it.
    """

    id: NDArray[np.bytes_]
    doubt: NDArray[np.float64]
    type: Numbers
    act: Numbers
    status: Numbers
    month: Numbers
    spot: Numbers
    place: Numbers
    country: Numbers
    band: Numbers
    day: Numbers
    first: Numbers
    last: Numbers
    reported: Numbers
    contested: Numbers


@dataclass(frozen=True, slots=True)
class Parts:
    """A row a participant; ``at`` is the row of the event."""

    at: Numbers
    entity: Numbers
    name: Numbers
    country: Numbers


@dataclass(frozen=True, slots=True)
class Sides:
    """Who takes part, each once an event. ``kind``: ``STATE`` with all its people and bodies, ``OWN``: somebody else
    than the state itself, ``SELF``: the state and no more; the last two have the number of an entity.
    """

    at: Numbers
    kind: Numbers
    code: Numbers


@dataclass(frozen=True, slots=True)
class Told:
    """A row a telling: its number in the store, and the outlet of its article."""

    at: Numbers
    event: Numbers
    outlet: Numbers


@dataclass(frozen=True, slots=True)
class Meetings:
    """A row for every two parties that meet in an event. ``kind``: 0 cooperation, 1 conflict, 2 neutral, 3 no weight,
    4 none of these; ``weight`` in tenths.
    """

    at: Numbers
    pair: Numbers
    kind: Numbers
    weight: Numbers


@dataclass(frozen=True, slots=True)
class Census:
    """All of it; ``number`` is that of the last change that it knows of."""

    number: int
    words: Words
    events: Events
    parts: Parts
    sides: Sides
    told: Told
    meetings: Meetings

    def __len__(self) -> int:
        return len(self.events.id)

    def names(self, rows: Numbers) -> list[str]:
        """The ids of the events of these rows."""
        return [name.decode() for name in self.events.id[rows].tolist()]
