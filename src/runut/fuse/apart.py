"""Whether two reports cannot tell one event, however much else they have in common.

In: two ``Telling`` s. Out: yes or no. It weighs nothing: what merely speaks against one event is weighed in ``pairs``.
Reports of one kind of act by one party are worded alike, so a sum of likenesses joins two rallies of one day in two
cities, or the killing of two commanders; a reader parts them by the one thing that cannot be both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from runut.fuse.days import NEAR_DAYS
from runut.fuse.pairs import PERSON, of_two_kinds, other_dyad, persons, place_sign
from runut.fuse.telling import Spot, Telling, gap
from runut.fuse.weights import towns, weights

__all__ = ["comparable", "days_apart"]

# Days that two reports of an act that comes in series may lie apart: a time zone only.
SERIES_APART = 1
# Kilometres in a degree, and between two towns neither of which is named for the other.
DEGREE_KM, TOWNS_KM = 111.0, 50.0
# Letters of a part of a name that two spellings share.
PART = 4
OTHER = "place_other"
# The later of two attacks on named days says that it is another one.
AGAIN = frozenset({"kembali", "lagi", "lagi-lagi"})
UPON_PERSONS = frozenset({"ASSAULT", "COERCE"})


def comparable(a: Telling, b: Telling) -> bool:
    """Whether a pair is worth a score."""
    if a.day is not None and b.day is not None and gap(a.day, b.day) > min(days_apart(a), days_apart(b)):
        return False
    if other_dyad(a, b) or _elsewhere(a, b) or _other_victims(a, b):
        return False
    if a.type == b.type == "SUPPORT" and of_two_kinds(a.act, b.act):
        return False  # a welcome is no treaty, thanks are no medal, though one visit holds them all
    if a.turns and b.turns and not a.turns & b.turns:
        return False  # "untuk kelima kalinya", "untuk keenam kalinya"
    return not (_series(a) and _series(b) and (_other_blow(a, b) or _fallen(a, b)))


def days_apart(telling: Telling) -> int:
    """How many days another report of the same act may lie apart."""
    return SERIES_APART if _series(telling) else NEAR_DAYS


def _series(telling: Telling) -> bool:
    return telling.type in weights().series or telling.act in weights().serial


def _elsewhere(a: Telling, b: Telling) -> bool:
    """They name two places, and one has no day of its own nor of its article: parties who met in one town in 2018 may
    have met in the other in any year. The same of two towns where neither names its day; and a crowd is in one town.
    """
    if a.place is None or b.place is None:
        return False
    if any(one.day is None and one.published is None for one in (a, b)):
        return place_sign(a.place, b.place) == OTHER
    return (a.type == b.type == "PROTEST" or (a.day is None and b.day is None)) and _two_towns(a.place, b.place)


def _two_towns(one: Spot, other: Spot) -> bool:
    here, there = (towns().get((spot.name, spot.country or "")) for spot in (one, other))
    return here is not None and there is not None and _kilometres(here, there) > TOWNS_KM


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    east = abs(one[1] - other[1])
    return DEGREE_KM * math.hypot(one[0] - other[0], min(east, 360 - east) * math.cos(math.radians(one[0])))


def _other_victims(a: Telling, b: Telling) -> bool:
    """Both name who was killed or caught, and nobody of the one is among those of the other."""
    ours, theirs = persons(a.targets), persons(b.targets)
    if a.act != b.act or a.type not in UPON_PERSONS or not ours or not theirs or ours & theirs:
        return False
    return not any(_may_be_one(one, other) for one in ours for other in theirs)


def _may_be_one(one: str, other: str) -> bool:
    """Two spellings of one name; a person of the tables may be called by a name that they do not have."""
    if not (one.startswith("person:") and other.startswith("person:")):
        return one.startswith("person:") or other.startswith("person:")
    mine, theirs = (PERSON.sub("", name, count=1).split("-") for name in (one, other))
    return any(x[:PART] == y[:PART] for x in mine for y in theirs)


def _other_blow(a: Telling, b: Telling) -> bool:
    """Another day, each named, or another town, and another toll: two attacks. One of these alone may be a slip."""
    if a.day is None or b.day is None:
        return False
    other_day = a.named and b.named and gap(a.day, b.day) > 0
    if other_day and not AGAIN.isdisjoint((a if a.day > b.day else b).words):
        return True  # "Rusia kembali menyerang Kharkiv pada Selasa"
    if not other_day and not (a.place is not None and b.place is not None and place_sign(a.place, b.place) == OTHER):
        return False
    ours, theirs = _by_thing(a), _by_thing(b)
    return any(of in theirs and ours[of] != theirs[of] for of in ours)


def _fallen(a: Telling, b: Telling) -> bool:
    """Neither names its day, and the news of the later day counts fewer: a toll grows, and never falls."""
    if a.day is not None or b.day is not None or a.published is None or b.published is None:
        return False
    first, later = (a, b) if a.published < b.published else (b, a)
    if not gap(a.published, b.published):
        return False
    before, after = _by_thing(first), _by_thing(later)
    return any(of in before and after[of] < before[of] for of in after)


def _by_thing(telling: Telling) -> Mapping[str, float]:
    """The most that it counts of each thing."""
    out: dict[str, float] = {}
    for of, value in telling.counts:
        out[of] = max(value, out.get(of, 0.0))
    return out
