"""The weighed reasons and the words that merging goes by, from ``lexicons/fusing.yaml``; the names of states.

In: the shipped tables. Out: ``Weights``, read once. It compares nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

__all__ = ["Weights", "states", "towns", "weights"]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weighed reasons and the families of types that may tell one act."""

    threshold: float
    of: Mapping[str, float]
    family: Mapping[str, str]
    series: frozenset[str]
    serial: frozenset[str]
    far: frozenset[str]
    saying: frozenset[str]
    negators: frozenset[str]
    people: frozenset[str]
    persons: frozenset[str]
    anybody: frozenset[str]
    same_thing: Mapping[str, str]
    uncounted: frozenset[str]
    spots: frozenset[str]
    currencies: frozenset[str]
    pledging: frozenset[str]
    rated: frozenset[str]
    convicting: frozenset[str]
    commemorating: frozenset[str]
    kinds: Mapping[str, str]
    wholes: Mapping[str, str]
    contained: frozenset[str]
    acts: frozenset[str]
    campaigns: frozenset[str]
    forceful: frozenset[str]
    crowded: frozenset[str]
    clashes: frozenset[str]
    summing: frozenset[str]
    outcome: Mapping[str, str]
    approximators: Mapping[str, str]
    almost: frozenset[str]
    ballots: Mapping[str, str]
    voters: frozenset[str]
    voted: frozenset[str]
    from_now_on: frozenset[str]
    having: frozenset[str]


@cache
def weights() -> Weights:
    """The shipped weights."""
    text = (files("runut.data") / "lexicons" / "fusing.yaml").read_text(encoding="utf8")
    raw: dict[str, Any] = yaml.safe_load(text)
    family = {kind: group[0] for group in raw["families"] for kind in group}
    return Weights(
        float(raw["threshold"]),
        {name: float(fitted) for name, (fitted, _) in raw["weights"].items()},
        family,
        frozenset(raw["series"]),
        frozenset(raw["serial"]),
        frozenset(raw["far"]),
        frozenset(raw["saying"]),
        frozenset(raw["negators"]),
        frozenset(raw["people"]),
        frozenset(raw["persons"]),
        frozenset(raw["anybody"]),
        {word: group[0] for group in raw["same_thing"] for word in group},
        frozenset(raw["uncounted"]),
        frozenset(raw["spots"]),
        frozenset(raw["currencies"]),
        frozenset(raw["pledging"]),
        frozenset(raw["rated"]),
        frozenset(raw["convicting"]),
        frozenset(raw["commemorating"]),
        _inverted(raw["kinds"]),
        _inverted(raw["wholes"]),
        frozenset(raw["contained"]),
        frozenset(raw["acts"]),
        frozenset(raw["campaigns"]),
        frozenset(raw["forceful"]),
        frozenset(raw["crowded"]),
        frozenset(raw["clashes"]),
        frozenset(raw["summing"]),
        _inverted(raw["outcomes"]),
        _inverted(raw["approximators"]),
        frozenset(raw["almost"]),
        _inverted(raw["ballots"]),
        frozenset(raw["voters"]),
        frozenset(raw["voted"]),
        frozenset(raw["from_now_on"]),
        frozenset(raw["having"]),
    )


def _inverted(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: name for name, words in groups.items() for word in words}


@cache
def states() -> frozenset[str]:
    """The names of states: as places they hold others, though the map knows them by their seat."""
    return frozenset(row["name"] for row in _rows("countries.tsv"))


@cache
def towns() -> Mapping[tuple[str, str], tuple[float, float]]:
    """Where the towns of the map lie, by name and country; regions hold towns and are none."""
    named = [row for row in _rows("places.tsv") if row["kind"] == "city"]
    found = {(row["name"], row["iso3"]): row for row in (*_rows("cities.tsv"), *named)}
    seats = {(seat, row["iso3"]): row for row in _rows("countries.tsv") for seat in row["seats"].split("|")}
    found |= {key: row for key, row in seats.items() if row["lat"] and key[0]}
    return {key: (float(row["lat"]), float(row["lon"])) for key, row in found.items()}


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("runut.data") / "kb" / name).read_text(encoding="utf8")
    head, *lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [dict(zip(head, line, strict=False)) for line in lines]
