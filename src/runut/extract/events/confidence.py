"""How sure an event is: the probability that a careful reader finds this type of event in this sentence.

In: the signs of a reading (type, voice, status, where the parties stand). Out: a probability, from the weights of
``data/lexicons/confidence.yaml`` (fitted by ``bench/fit_confidence.py``). It judges the reading, not the world: a
rumour read rightly is a sure reading of a rumour.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import yaml

HIGHEST = 0.97
LOWEST = 0.05


def signs_of(kind: str, status: str, why: Sequence[str], sides: tuple[bool, bool]) -> list[str]:
    """The signs of an event; ``why`` is its trace, ``sides`` whether it has actors and targets."""
    signs = [f"type {kind}", f"status {status}", f"sides {'A' if sides[0] else '-'}{'T' if sides[1] else '-'}"]
    for line in why:
        head, _, rest = line.partition(": ")
        if head == "trigger":
            signs.append(f"voice {rest.rpartition('(')[2].rstrip(')')}")
        elif head in ("actor", "target") and not any(sign.startswith(head) for sign in signs):
            signs.append(f"{head} {_place(rest)}")
        elif head in ("content of", "purpose"):
            signs.append(head)
    return signs


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


@cache
def weights() -> Mapping[str, float]:
    """The fitted weights."""
    text = (files("runut.data") / "lexicons" / "confidence.yaml").read_text(encoding="utf8")
    return {str(k): float(v) for k, v in (yaml.safe_load(text)["weights"] or {}).items()}


def probability(signs: Iterable[str]) -> float:
    """The probability of a right reading; signs never seen in fitting count nothing."""
    table = weights()
    score = table.get("bias", 0.0) + sum(table.get(sign, 0.0) for sign in signs)
    return min(HIGHEST, max(LOWEST, 1 / (1 + math.exp(-score))))
