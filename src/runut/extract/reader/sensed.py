"""What the trained reader makes of a sentence: spans of the stored text with probabilities, no decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from runut.records import Status

__all__ = ["NameReading", "PartyReading", "Sensed", "TriggerReading", "eventful"]


@dataclass(frozen=True, slots=True)
class NameReading:
    """A name at ``start:end``; ``kind``: "PER", "ORG" or "LOC"."""

    start: int
    end: int
    kind: str
    probability: float


@dataclass(frozen=True, slots=True)
class PartyReading:
    """A piece at ``start:end`` that may stand in a role ("actor", "target", "place", "time", "said_by", "object")."""

    start: int
    end: int
    role: str
    probability: float


@dataclass(frozen=True, slots=True)
class TriggerReading:
    """A word at ``start:end`` that may tell an act: how likely each PLOVER type, each status, and who takes part."""

    start: int
    end: int
    types: Mapping[str, float]
    statuses: Mapping[Status, float]
    parties: tuple[PartyReading, ...]
    by_role: Mapping[str, Sequence[PartyReading]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Index the parties by role."""
        by_role: dict[str, list[PartyReading]] = {}
        for one in self.parties:
            by_role.setdefault(one.role, []).append(one)
        object.__setattr__(self, "by_role", by_role)

    @property
    def probability(self) -> float:
        """That the word tells an act of any type."""
        return sum(self.types.values())

    def party(self, role: str, start: int, end: int) -> float:
        """How likely the words at ``start:end`` stand in a role: that of their likeliest piece."""
        pieces = self.by_role.get(role, ())
        return max((p.probability for p in pieces if p.start < end and start < p.end), default=0.0)


@dataclass(frozen=True, slots=True)
class Sensed:
    """A sentence as the model reads it. ``words``: a word class a token (UPOS); ``prose``: that it is the article's."""

    start: int
    end: int
    triggers: tuple[TriggerReading, ...] = ()
    names: tuple[NameReading, ...] = ()
    words: tuple[str, ...] = ()
    prose: float = 1.0
    at: Mapping[int, TriggerReading] = field(init=False, compare=False, repr=False)
    # How likely the sentence tells any act: that of its likeliest trigger.
    eventful: float = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Index the triggers by where they begin."""
        object.__setattr__(self, "at", {one.start: one for one in self.triggers})
        object.__setattr__(self, "eventful", max((one.probability for one in self.triggers), default=0.0))


def eventful(sensed: Mapping[int, Sensed], sentences: int) -> float:
    """The share of a text's sentences that tell an act, as far as the model sees: news of politics has many."""
    return sum(one.eventful for one in sensed.values()) / max(1, sentences)
