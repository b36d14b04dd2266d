"""Fit the weights of ``data/lexicons/confidence.yaml``: how sure an event is, from what supports its reading.

    runut read POOL.jsonl --json > out.jsonl
    python bench/fit_confidence.py out.jsonl FOLDER [--and OUT FOLDER] > src/runut/data/lexicons/confidence.yaml
    python bench/fit_confidence.py out.jsonl FOLDER --split test --check      # reliability table

FOLDER holds the gold (see ``judged``). A prediction is right where its sentence's gold has an event of its type.
Logistic regression with an L2 penalty by plain gradient descent: some forty weights from a thousand events need no
library. The weights are facts about how often a reading of a kind was right; no text is kept.
"""

from __future__ import annotations

import argparse
import collections
import json
import math
from pathlib import Path

from judged import judged

from runut.extract.events.confidence import probability, signs_of

Example = tuple[list[str], bool]

STEPS = 1500
RATE = 0.5
PENALTY = 0.004


def examples(pairs: list[tuple[Path, Path]], split: str) -> list[Example]:
    """The signs of every event that the gold can judge, and whether it is right."""
    found = []
    for out, folder in pairs:
        for event, right in judged(out, folder, split):
            sides = (bool(event["actors"]), bool(event["targets"]))
            found.append((signs_of(event["type"], event["status"], event["why"], sides), right))
    return found


def fit(data: list[Example]) -> dict[str, float]:
    names = sorted({sign for signs, _ in data for sign in signs})
    weight = dict.fromkeys(["bias", *names], 0.0)
    for _ in range(STEPS):
        slope = dict.fromkeys(weight, 0.0)
        for signs, right in data:
            error = 1 / (1 + math.exp(-sum(weight[s] for s in ["bias", *signs]))) - right
            for sign in ("bias", *signs):
                slope[sign] += error
        for name in weight:
            weight[name] -= RATE * (slope[name] / len(data) + (PENALTY * weight[name] if name != "bias" else 0))
    return weight


def shifted(weight: dict[str, float], data: list[Example], unseen: float) -> dict[str, float]:
    """Lower the bias until the mean probability is the precision measured on gold that nobody tuned on.

    The codebook was tuned on the sentences that the weights are fitted on, so what was right there is too rosy.
    """
    low, high = -5.0, 5.0
    for _ in range(40):
        middle = (low + high) / 2
        mean = sum(
            1 / (1 + math.exp(-middle - sum(weight[s] for s in ["bias", *signs]))) for signs, _ in data
        ) / len(data)
        low, high = (low, middle) if mean > unseen else (middle, high)
    return {**weight, "bias": weight["bias"] + low}


def check(data: list[Example]) -> None:
    bins: dict[int, list[tuple[float, bool]]] = collections.defaultdict(list)
    for signs, right in data:
        p = probability(signs)
        bins[min(9, int(p * 10))].append((p, right))
    error = 0.0
    for key in sorted(bins):
        rows = bins[key]
        said, real = sum(p for p, _ in rows) / len(rows), sum(r for _, r in rows) / len(rows)
        error += abs(said - real) * len(rows) / len(data)
        print(f"{key / 10:.1f}-{key / 10 + 0.1:.1f}  said {said:.2f}  right {real:.2f}  events {len(rows)}")
    print(f"expected calibration error {error:.3f} on {len(data)} events")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--and", dest="more", nargs=2, type=Path, action="append", default=[])
    parser.add_argument("--split", default="train")
    parser.add_argument("--unseen", type=float, default=0.8, help="precision on gold that nobody tuned on")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    data = examples([(options.out, options.folder), *map(tuple, options.more)], options.split)
    if options.check:
        check(data)
        return
    print("# How sure an event is: weights of a logistic regression over what supports its reading.")
    print("# Rebuilt by bench/fit_confidence.py; no text is kept.")
    print(f"# Fitted on {len(data)} events of the {options.split} sentences and further gold whose labels are")
    print("# machine-made readings, ours.")
    print(f"# The bias is lowered so that the mean is {options.unseen}: the precision on gold that nobody tuned on.")
    print("weights:")
    for name, value in sorted(shifted(fit(data), data, options.unseen).items()):
        print(f"  {json.dumps(name)}: {value:.3f}")


if __name__ == "__main__":
    main()
