"""Does the clause look back or ahead, and is a day the day of the report rather than of the event?

In: the atoms around an expression. Out: "past", "future" or "none"; and whether a verb of saying governs the day
("kata Budi, Selasa (10/5/2022)"). It looks at the words of ``data/time/cues.yaml``, nearest first, inside the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from runut.extract.times.atoms import Atoms
from runut.extract.times.lexicon import lexicon
from runut.extract.times.raw import Tense

BACK, AHEAD = 26, 14
REPORT_BACK = 16
CLAUSE = frozenset({"yang", "bahwa", "."})


@dataclass(frozen=True, slots=True)
class Sides:
    """An expression (atoms first to last), the free stretch around it, and its sentence (left to right)."""

    atoms: Atoms
    first: int
    last: int
    free_left: int
    free_right: int
    left: int
    right: int


def tense_of(sides: Sides) -> Tense:
    """The nearest cue before the expression in its clause, else the nearest after it."""
    if _said_before(sides):
        return "past"
    cues = lexicon().cues
    future, past = cues["future"], cues["past"]
    low = sides.atoms.low
    for k in range(sides.first - 1, max(sides.left, sides.first - BACK) - 1, -1):
        if low[k] in future:
            return "future"
        if low[k] in past:
            return "past"
        if low[k] in CLAUSE:
            break
    for k in range(sides.last, min(sides.right, sides.last + AHEAD)):
        if low[k] in future:
            return "future"
        if low[k] in past or low[k] in cues["said"]:
            return "past"
        if low[k] in CLAUSE:
            break
    return "none"


def _said_before(sides: Sides) -> bool:
    """A verb of saying stands before, with no cue of the future between it and the expression."""
    cues = lexicon().cues
    low = sides.atoms.low
    for k in range(sides.first - 1, max(sides.free_left, sides.first - REPORT_BACK) - 1, -1):
        if low[k] in cues["future"]:
            return False
        if low[k] in cues["said"]:
            return True
    return False


def is_report(sides: Sides) -> bool:
    """Is this the day on which something was said or published?"""
    low = sides.atoms.low
    said = lexicon().cues["said"]
    comma = sides.atoms.kind[sides.first - 1] == "COMMA" if sides.first > sides.left else False
    for k in range(sides.first - 1, max(sides.free_left, sides.first - REPORT_BACK) - 1, -1):
        word = low[k]
        if word in said:
            return comma or k >= sides.first - 8
        if word in ("bahwa", "yang"):
            return False
    return False
