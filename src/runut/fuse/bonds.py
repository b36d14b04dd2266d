"""Merges and splits that a person decided, as bonds that grouping obeys: always one event, or never.

In: the decisions in force, and which report each of their pins means now. Out: ``Bonds`` among the reports that are
there. The latest decision is heeded first; an earlier one holds as far as it does not go against it. That two reports
are one event reaches further: with A and B, B and C one event, A and C are, even while B's article is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field

from runut.fuse.decided import in_order
from runut.records import Decision, Pin

__all__ = ["NO_BONDS", "Bonds", "Pair", "bonds", "waiting_name"]

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bonds:
    """Pairs of reports, by their events' ids, each in the order of ids."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()


NO_BONDS = Bonds()


@dataclass(slots=True)
class _Knot:
    """Reports that are one event, and those that are not of it."""

    names: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)

    def first(self, present: Set[str]) -> str | None:
        """The one that stands for all."""
        return min(self.names & present, default=None)


def waiting_name(pin: Pin) -> str:
    """What a report that is not there is called, so that two decisions on it meet."""
    return f"{pin.article}@{pin.trigger.start}"


def bonds(decisions: Iterable[Decision], name_of: Callable[[Pin], str], present: Set[str]) -> Bonds:
    """What the merges and splits among ``decisions`` ask of the reports ``present``.

    ``name_of`` gives the event that a pin means, or its ``waiting_name``.
    """
    knots: dict[str, _Knot] = {}

    def knot(name: str) -> _Knot:
        return knots.setdefault(name, _Knot({name}))

    for decision in reversed(in_order(decisions)):
        names = sorted({name_of(pin) for pin in decision.pins})
        if decision.verb == "merge":
            for other in names[1:]:
                _tie(knots, knot(names[0]), knot(other))
        elif decision.verb == "split":
            for name in names:
                for other in sorted({name_of(pin) for pin in decision.others}):
                    _part(knot(name), name, knot(other), other)
    return _among(knots, present)


def _tie(knots: dict[str, _Knot], one: _Knot, other: _Knot) -> None:
    if one is other or one.apart & other.names or other.apart & one.names:
        return
    one.names |= other.names
    one.apart |= other.apart
    knots.update(dict.fromkeys(other.names, one))


def _part(one: _Knot, name: str, other: _Knot, other_name: str) -> None:
    if one is not other:
        one.apart.add(other_name)
        other.apart.add(name)


def _among(knots: dict[str, _Knot], present: Set[str]) -> Bonds:
    together: set[Pair] = set()
    apart: set[Pair] = set()
    for knot in {id(one): one for one in knots.values()}.values():
        first = knot.first(present)
        if first is None:
            continue
        together |= {(first, name) for name in knot.names & present if name != first}
        for name in knot.apart:
            other = knots[name].first(present)
            if other is not None:
                apart.add((min(first, other), max(first, other)))
    return Bonds(frozenset(together), frozenset(apart))
