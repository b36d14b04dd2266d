"""How sure an event is: the probability that a careful reader finds this type of event in this sentence.

In: the signs of a reading (type, voice, status, where the parties stand, its setting). Out: a probability, from the
weights of ``data/lexicons/confidence.yaml`` (fitted by ``training/fit_confidence.py``). It judges the reading, not the
world: a rumour read rightly is a sure reading of a rumour. What is less sure than ``least`` is not told by rules alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from runut.data import LOADER

HIGHEST = 0.97
LOWEST = 0.05


def signs_of(
    kind: str, status: str, why: Sequence[str], sides: tuple[bool, bool], setting: Mapping[str, float]
) -> dict[str, float]:
    """The signs of an event; ``why``: its trace, ``sides``: whether it has actors and targets, ``setting``: those of
    ``setting`` and ``worlds``."""
    signs = [f"type {kind}", f"status {status}", f"sides {'A' if sides[0] else '-'}{'T' if sides[1] else '-'}"]
    for line in why:
        head, _, rest = line.partition(": ")
        if head == "trigger":
            signs.append(f"voice {rest.rpartition('(')[2].rstrip(')')}")
        elif head in ("actor", "target") and not any(sign.startswith(head) for sign in signs):
            signs.append(f"{head} {_place(rest)}")
        elif head in ("content of", "purpose"):
            signs.append(head)
    return {**dict.fromkeys(signs, 1.0), **setting}


def _place(role: str) -> str:
    """The sort of place a party was found in."""
    if role.startswith("possessor of"):
        return "possessor of the subject"
    if role.startswith("possessor in"):
        return "possessor"
    if role.startswith("subject"):
        return role.replace("subject, ", "subject ") if "," in role else "subject"
    return role if role in KNOWN else "other"


KNOWN = frozenset("object oleh possessor dengan ke kepada terhadap antara dari".split())


@dataclass(frozen=True, slots=True)
class _Fitted:
    weights: Mapping[str, float]
    least: float


@cache
def _fitted() -> _Fitted:
    loaded = yaml.load((files("runut.data") / "lexicons" / "confidence.yaml").read_text(encoding="utf8"), Loader=LOADER)
    return _Fitted({str(k): float(v) for k, v in loaded["weights"].items()}, float(loaded["least"]))


def least() -> float:
    """From which probability on the rules alone tell an event."""
    return _fitted().least


def probability(signs: Mapping[str, float]) -> float:
    """The probability of a right reading; signs never seen in fitting count nothing."""
    table = _fitted().weights
    score = table.get("bias", 0.0) + sum(table.get(sign, 0.0) * value for sign, value in signs.items())
    return min(HIGHEST, max(LOWEST, 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))))
