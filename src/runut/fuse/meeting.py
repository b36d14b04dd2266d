"""Where tellings of one event meet: the keys under which the store finds what a new report may be compared with.

In: a ``Telling``. Out: ``Keys``: under which it lies, and under which it looks for others. Two tellings are compared
when one lies where the other looks; the rule is the same from both sides and depends on these two alone, not on how
many others there are or in which order they came. It judges nothing.

Both must be of one family of types and share a party; where one names none, a few of its words stand for it. Beyond
that there are three ways to meet:

* by day: both name a day (an interval of at most a month), and the days lie near;
* by news: one names none, and both were published within about a week;
* by word: one is *loose*, that is, has neither or no more than a year, and has one of a few words drawn from the
  other. The draw takes the content words with the lowest hashes: like sentences draw alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import xxhash

from runut.dissect.words import CLOSED
from runut.fuse.days import NEAR_DAYS
from runut.fuse.telling import Days, Telling, gap
from runut.fuse.weights import weights

__all__ = ["Keys", "keys_of"]

# Days in a drawer: wider drawers bring more pairs that are then judged in vain, narrower ones more keys.
DRAWER = 4
# A doer of no state: who reports it without its target meets who names the target's state.
GROUP = "group:"
# The press tells one act within a week without naming its day.
NEWS_REACH = 7
# An interval of more days binds no day: it would lie in too many drawers.
WIDEST = 31
# Words drawn from a telling that is not loose, and the most that a loose one lies under.
DRAWN = 4
MOST = 24
# Bits of a key that tell of what lies in one drawer; the others say which drawer.
HASHED = 44

# A kind of place, and the drawer or the word.
Place = tuple[str, int | str]


@dataclass(frozen=True, slots=True)
class Keys:
    """Under what a telling ``lies``, and under what it ``looks``."""

    lies: frozenset[int]
    looks: frozenset[int]


def keys_of(telling: Telling) -> Keys:
    """The keys of ``telling``."""
    family = weights().family.get(telling.type, telling.type)
    parties = telling.actor_countries | telling.target_countries or _others(telling)
    parties |= {name for name in telling.actors if name.startswith(GROUP)}
    lies: set[int] = set()
    looks: set[int] = set()
    day, news = _bound(telling.day), _bound(telling.published)
    for place, look in _places(telling, day, news):
        for party in parties:
            lies.add(_key(f"{family}|{party}", place))
            looks.update(_key(f"{family}|{party}", other) for other in look)
    return Keys(frozenset(lies), frozenset(looks))


def _others(telling: Telling) -> frozenset[str]:
    """Where no state is named: bodies, groups, and the place, by its state where it has one; else a few words."""
    place = telling.place
    named = frozenset({place.country or place.name}) if place else frozenset()
    return telling.actors | telling.targets | named or frozenset(_drawn(telling.words, DRAWN))


def _drawn(words: frozenset[str], most: int) -> list[str]:
    """The content words with the lowest hashes: like sentences draw alike."""
    return sorted(words - CLOSED.keys(), key=_hashed)[:most]


def _places(telling: Telling, day: Days | None, news: Days | None) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    """Where it lies, and where it looks from there: the undated look for all, the dated for the dated and undated."""
    if day is not None:
        yield from ((("day", at), (("day", at),)) for at in _drawers(day, NEAR_DAYS))
    for at in _drawers(news or day, NEWS_REACH):
        if day is not None:
            yield ("dated news", at), (("news", at),)
        else:
            yield ("news", at), (("news", at), ("dated news", at))
    if day is not None and news is not None and (day[1] - day[0] > DRAWER or gap(day, news) > NEWS_REACH):
        # another may have told it undated at that time
        for at in _drawers(day, NEWS_REACH):
            yield ("dated news", at), (("news", at),)
    loose = day is None and (news is None or telling.day is not None)
    for word in _drawn(telling.words, MOST if loose else DRAWN):
        if loose:
            yield ("loose", word), (("loose", word), ("word", word))
        else:
            yield ("word", word), (("loose", word),)


def _bound(days: Days | None) -> Days | None:
    return days if days is not None and days[1] - days[0] <= WIDEST else None


def _drawers(days: Days | None, reach: int) -> range:
    """The drawers of an interval and of the days after it: two intervals share one if no more than ``reach`` apart."""
    return range(0) if days is None else range(days[0] // DRAWER, (days[1] + reach) // DRAWER + 1)


def _key(who: str, place: Place) -> int:
    """A signed 64-bit number, as databases hold it. What is told of one time, or of the same parties, lies together in
    the index: thousands of new keys then write to few of its pages, however large it is.
    """
    kind, at = place
    if isinstance(at, int):
        return at << HASHED | _hashed(f"{who}|{kind}") >> 64 - HASHED
    return _hashed(who) >> HASHED + 1 << HASHED | _hashed(f"{kind}|{at}") >> 64 - HASHED | -1 << 63


def _hashed(text: str) -> int:
    """An unsigned 64-bit number."""
    value: int = xxhash.xxh64_intdigest(text.encode())
    return value
