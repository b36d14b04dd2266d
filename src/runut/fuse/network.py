"""Who acts with whom: every pair of parties that meet in events, with how often and to what balance.

In: ``Deed`` s, the events as parties, status and code. Out: ``Tie`` s, the strongest first. A party is a state with its
people and bodies, or a body of no state. Directions and weights are those of ``fuse.dyads``: a tie says of two parties
what their dyad says of them. It draws nothing.

>>> ties([Deed("actual", "042", frozenset({"RUS"}), frozenset({"PRK"}))])[0].balance.cooperation
1.9
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from runut.fuse.dyads import Balance, Direction, weight_of
from runut.records import Status

__all__ = ["Deed", "Tie", "meetings", "ties"]

NOTHING = Balance()
UNNAMED = frozenset({""})


@dataclass(frozen=True, slots=True)
class Deed:
    """An event: who acts, and towards whom; "" is somebody whom nobody names."""

    status: Status
    cameo: str | None
    actors: frozenset[str]
    targets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tie:
    """Two parties, in the order of their names, the events that both take part in, and how many of those happened."""

    one: str
    other: str
    events: int
    happened: int
    balance: Balance


@dataclass(slots=True)
class _Sum:
    """A tie while it is counted."""

    events: int = 0
    happened: int = 0
    balance: Balance = NOTHING


def ties(deeds: Iterable[Deed]) -> tuple[Tie, ...]:
    """The ties between all parties of the deeds; of two as strong, the first in the alphabet."""
    sums: dict[tuple[str, str], _Sum] = {}
    for deed in deeds:
        for pair, added in meetings(deed):
            found = sums.setdefault(pair, _Sum())
            found.events += 1
            found.happened += deed.status == "actual"
            if added != NOTHING:
                found.balance += added
    made = (Tie(*pair, found.events, found.happened, found.balance) for pair, found in sums.items())
    return tuple(sorted(made, key=lambda tie: (-tie.events, tie.one, tie.other)))


def meetings(deed: Deed) -> Iterator[tuple[tuple[str, str], Balance]]:
    """Every two parties of a deed, in the order of their names, and what it adds to their balance."""
    for pair in combinations(sorted((deed.actors | deed.targets) - UNNAMED), 2):
        yield pair, weight_of(deed.status, deed.cameo, _direction(deed, *pair))


def _direction(deed: Deed, one: str, other: str) -> Direction:
    """As in ``dyads.direction_of``, of parties instead of participants."""
    if one in deed.actors and other in deed.actors:
        towards = one in deed.targets or other in deed.targets
        return "joint" if deed.targets and not towards else "mutual"
    if one in deed.actors and other in deed.targets:
        return "forth"
    return "back" if other in deed.actors and one in deed.targets else "beside"
