"""Where rules and model meet: the one policy by which an act, its standing and its parties are taken or left.

In: what the rules say of an act or a party, and the model's reading of its trigger. Out: probabilities, and from which
one on something is taken.

The policy: rules propose with reasons, the model with probabilities; a logistic regression over both decides, its
weights fitted (``training/fit_policy.py``) on articles that neither the rules nor the model had seen. Without the model
the rules decide alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from runut.data import LOADER
from runut.extract.events.triggers import Trigger
from runut.extract.reader import TriggerReading
from runut.records import Status

__all__ = [
    "Telling",
    "act_probability",
    "act_signs",
    "logit",
    "party_probability",
    "party_signs",
    "status_of",
    "threshold",
]

LOW = 0.004
# Readers draw the line between these differently: lifting sanctions or a ban is called by one name and by the other.
ONE_KIND = {"RETREAT": ("CONCEDE",), "CONCEDE": ("RETREAT",)}


def logit(probability: float) -> float:
    """The logarithm of the odds, kept finite."""
    p = min(1 - LOW, max(LOW, probability))
    return math.log(p / (1 - p))


@cache
def _policy() -> Mapping[str, Mapping[str, float]]:
    text = (files("runut.data") / "lexicons" / "policy.yaml").read_text(encoding="utf8")
    return {str(k): {str(s): float(w) for s, w in v.items()} for k, v in yaml.load(text, Loader=LOADER).items()}


def threshold(what: str) -> float:
    """From which probability on something is taken."""
    return _policy()["thresholds"][what]


@dataclass(frozen=True, slots=True)
class Telling:
    """An act as the rules tell it.

    ``confidence``: that of the rules; ``doubts``: the rules by which they would leave it; ``sides``: whether it has
    actors and targets; ``prose``: how likely the sentence is the article's own; ``eventful``: the share of the
    article's sentences that tell an act; ``around``: how likely the sentences beside it do; ``setting``: the signs
    of ``setting`` and the company of ``worlds``.
    """

    confidence: float
    doubts: tuple[str, ...]
    sides: tuple[bool, bool]
    prose: float
    eventful: float
    around: float
    setting: Mapping[str, float]


def act_signs(trigger: Trigger, told: Telling) -> dict[str, float]:
    """What speaks for and against an act."""
    kind = trigger.form.act.type
    types = trigger.sensed.types if trigger.sensed else {}
    model = logit(sum(types.get(name, 0.0) for name in (kind, *ONE_KIND.get(kind, ()))))
    signs = {
        "bias": 1.0,
        "model": model,
        "model other": logit(max((p for name, p in types.items() if name != kind), default=0.0)),
        "prose": logit(told.prose),
        "eventful": logit(told.eventful),
        "around": logit(told.around),
        f"type {kind}": 1.0,
        "noun": float(trigger.form.voice == "noun"),
        "actor": float(told.sides[0]),
        "target": float(told.sides[1]),
        "unlisted": float(trigger.form.act.name.startswith("other_") and not trigger.form.objects),
        **told.setting,
    }
    if trigger.accepted and not told.doubts:
        signs |= {"rules": 1.0, "rules confidence": logit(told.confidence), "rules and model": model}
    elif trigger.accepted:
        signs |= {"doubted": 1.0, "doubted and model": model}
    if told.setting.get("title"):  # the model has met few headlines, the rules know their verbs
        signs |= {"title and model": model, "title and rules": signs.get("rules", 0.0)}
    return signs


def act_probability(signs: Mapping[str, float]) -> float:
    """That a careful reader finds this type of act at this word."""
    return _probability("act", signs)


def party_signs(role: str, sensed: TriggerReading | None, start: int, end: int, by_rule: bool) -> dict[str, float]:
    """What speaks for the words at ``start:end`` in a role."""
    model = logit(sensed.party(role, start, end) if sensed else 0.0)
    signs = {"bias": 1.0, "model": model}
    if by_rule:
        signs |= {"rule": 1.0, "rule and model": model}
    return signs


def party_probability(role: str, signs: Mapping[str, float]) -> float:
    """That a careful reader puts these words in this role."""
    return _probability(role, signs)


def _probability(part: str, signs: Mapping[str, float]) -> float:
    weights = _policy()[part]
    score = sum(weights.get(sign, 0.0) * value for sign, value in signs.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def status_of(
    found: Status, sensed: TriggerReading | None, cued: bool, barred: frozenset[Status] = frozenset()
) -> Status:
    """The status that rules and model together speak for; ``cued``: a word of the sentence gave the rules theirs;
    ``barred``: what the model alone may not say, as no word of the sentence does."""
    if sensed is None:
        return found
    weight = _policy()["status"]["cued" if cued else "uncued"]
    scores = {name: math.log(max(p, LOW)) + (weight if name == found else 0.0) for name, p in sensed.statuses.items()}
    best = max(scores, key=scores.__getitem__)
    return found if best in barred else best
