"""Fit how much rules and model count: ``python training/fit_policy.py``; writes ``data/lexicons/policy.yaml``.

In: the held-out fifth of our labels over the pool, and for acts headlines and articles written for Runut, read
with a model that was trained without them. Out: the weights of
``extract/events/judging.py`` by logistic regression, the thresholds of best F1, and what they give under five-fold
cross-validation: precision, recall, calibration.
"""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import at_large
import numpy as np
from material import HERE, MORE, SHARED, headline_held_out, held_out

from runut.acquire import find
from runut.clean import clean
from runut.extract.events import drafting, judging
from runut.extract.events.agreeing import PLACE_KINDS, unnamed
from runut.extract.events.fillers import DOER_KINDS, PARTY_KINDS, party
from runut.pipeline import read_document
from runut.records import Event, Given, Sentence

POOL = SHARED / "data/news_pool/intl_pool.jsonl"
OUT = HERE.parent / "src/runut/data/lexicons/policy.yaml"
Signs = dict[str, float]
# Set by hand, see HEAD.
RULED, PROPOSED, KEPT = 0.34, 0.55, 0.15
# On pages that hardly name anybody of politics.
RULED_ELSEWHERE, PROPOSED_ELSEWHERE = 0.42, 0.65
# No party below this: F1 is level there, and a party too many is worse than one too few.
LEAST_PARTY = 0.4
PARTS = ("actor", "target", "place", "time", "said_by")
HEAD = """# How much rules and model count where they meet (extract/events/judging.py): weights of logistic regressions.
# Source: fitted by training/fit_policy.py on the held-out articles of training/labels/pool.jsonl and, for acts, on
# headlines and news that is no politics of the articles written for Runut; ours. The thresholds act, proposed and
# kept, and the least of the parties were set by hand, while looking at totals of the articles and of the standard case.
"""


@dataclass(slots=True)
class Seen:
    """A draft as it came before the policy."""

    key: str
    sentence: tuple[int, int]
    trigger: tuple[int, int]
    type: str
    signs: Signs
    status: str
    cued: bool
    statuses: dict[str, float]
    parties: list[tuple[str, int, int, Signs]] = field(default_factory=list)
    # words without a name, where the sentence names nobody in the role: (role, start, end, how sure)
    unnamed: list[tuple[str, int, int, float]] = field(default_factory=list)
    right: bool = False
    gold: dict[str, Any] | None = None


def _spans(event: Event, role: str) -> list[tuple[int, int]]:
    values: Sequence[Any] = {
        "actor": event.actors,
        "target": event.targets,
        "place": [event.place] if event.place else [],
        "time": [event.time] if event.time else [],
        "said_by": event.said_by,
    }[role]
    return [(v.mention.start, v.mention.end) for v in values if v.mention]


def _parties(event: Event, reading: Any, sensed: Any) -> Iterator[tuple[str, int, int, Signs]]:
    kinds = {"actor": DOER_KINDS, "target": PARTY_KINDS, "place": PLACE_KINDS, "said_by": DOER_KINDS}
    for role in PARTS:
        ruled = _spans(event, role)
        for start, end in ruled:
            yield role, start, end, judging.party_signs(role, sensed, start, end, by_rule=True)
        for item in reading.items:
            fits = item.time is not None if role == "time" else party(item, kinds[role])
            if fits and not any(a < item.end and item.start < b for a, b in ruled):
                yield role, item.start, item.end, judging.party_signs(role, sensed, item.start, item.end, by_rule=False)


def _unnamed(full: Event, reading: Any, sensed: Any) -> Iterator[tuple[str, int, int, float]]:
    for role, people in (("actor", full.actors), ("target", full.targets)):
        if not any(person.mention and person.entity for person in people):
            found = unnamed(role, reading.items, sensed)
            if found is not None:
                yield role, found[1], found[2], found[0]


def fit_unnamed(seen: list[Seen]) -> float:
    """From which probability on words without a name are a party: where three in four are right."""
    rows = []
    for one in seen:
        for role, start, end, sure in one.unnamed if one.gold is not None else ():
            spans = [(s["start"] + one.gold["base"], s["end"] + one.gold["base"]) for s in one.gold[role]]
            rows.append((sure, any(a < end and start < b for a, b in spans)))
    steps = [step / 20 for step in range(8, 20)]
    for least in steps:
        taken = [right for sure, right in rows if sure >= least]
        if taken and sum(taken) >= 0.75 * len(taken):
            break
    print(f"unnamed: {sum(taken)} of {len(taken)} right from {least}")
    return least


def collect(path: Path, keys: Collection[str]) -> list[Seen]:
    """Every draft of the texts at ``path`` with these keys, with what speaks for it and for each party."""
    seen: list[Seen] = []
    judged = drafting._judged

    def record(context: Any, sentence: Sentence, reading: Any, sketch: drafting.Sketch) -> Event | None:
        event, trigger = sketch.event, sketch.trigger
        if context.sensed.get(sentence.index) is None:
            return judged(context, sentence, reading, sketch)
        known = drafting.Known(context.dissected.document.text, context.entities, context.coordinates)
        full = drafting.agreed(event, reading, trigger.sensed, known)
        signs = judging.act_signs(trigger, drafting.telling(context, sentence, replace(sketch, event=full)))
        seen.append(
            Seen(
                key=context.dissected.document.key,
                sentence=(sentence.start, sentence.end),
                trigger=(event.trigger.start, event.trigger.end),
                type=event.type,
                signs=signs,
                status=event.status,
                cued=any(line.startswith("status ") for line in event.why) or event.by_date,
                statuses=dict(trigger.sensed.statuses) if trigger.sensed else {},
                parties=list(_parties(event, reading, trigger.sensed)) if trigger.sensed else [],
                unnamed=list(_unnamed(full, reading, trigger.sensed)) if trigger.sensed else [],
            )
        )
        return event if not sketch.doubts and trigger.accepted else None

    drafting._judged = record
    try:
        for raw in find([str(path)], Given()):
            document = clean(raw)  # type: ignore[arg-type]
            if document.key in keys:
                read_document(document)
    finally:
        drafting._judged = judged
    return seen


_GOLD: dict[str, list[dict[str, Any]]] = {}


def gold() -> dict[str, list[dict[str, Any]]]:
    """Our labels by article."""
    if not _GOLD:
        for name in ("pool", MORE):
            for line in (HERE / f"labels/{name}.jsonl").open(encoding="utf8"):
                row = json.loads(line)
                _GOLD.setdefault(row["article"], []).append(row)
    return _GOLD


def label(seen: Sequence[Seen], labels: dict[str, list[dict[str, Any]]]) -> dict[str, int]:
    """Say which drafts are right; how many types are to be found in the sentences of each article."""
    total: dict[str, int] = {}
    drafts: dict[str, list[Seen]] = {}
    for one in seen:
        drafts.setdefault(one.key, []).append(one)
    for key, rows in labels.items():
        for row in rows:
            here = [o for o in drafts.get(key, []) if o.sentence[0] < row["end"] and row["start"] < o.sentence[1]]
            total[key] = total.get(key, 0) + len({event["type"] for event in row["events"]})
            for event in row["events"]:
                a, b = event["trigger"]["start"] + row["start"], event["trigger"]["end"] + row["start"]
                same = [one for one in here if one.type == event["type"]]
                exact = [one for one in same if one.trigger[0] < b and a < one.trigger[1]]
                for one in exact or [one for one in same if one.gold is None][:1]:
                    one.right = True
                    if exact:
                        one.gold = {**event, "base": row["start"]}
    return total


def kept_out() -> dict[str, list[dict[str, Any]]]:
    """Our labels of the held-out articles."""
    return {key: rows for key, rows in gold().items() if held_out(key)}


def fit(rows: Sequence[tuple[Signs, bool]], ridge: float = 1.0) -> Signs:
    """Weights of a logistic regression by Newton's method."""
    names = sorted({name for signs, _ in rows for name in signs})
    x = np.array([[signs.get(name, 0.0) for name in names] for signs, _ in rows])
    y = np.array([float(right) for _, right in rows])
    w = np.zeros(len(names))
    # the few drafts of a rare type say little of it
    free, rare = ("bias", "model"), "type "
    penalty = np.diag([0.01 if n in free else ridge * (8 if n.startswith(rare) else 1) for n in names])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (p - y) + penalty @ w
        curve = (x * (p * (1 - p))[:, None]).T @ x + penalty
        w -= np.linalg.solve(curve, slope)
    return {name: round(float(v), 3) for name, v in zip(names, w, strict=True)}


def sure(weights: Signs, signs: Signs) -> float:
    """The probability that these weights give."""
    return 1 / (1 + float(np.exp(-np.clip(sum(weights.get(k, 0.0) * v for k, v in signs.items()), -30, 30))))


def crossed(rows: Sequence[tuple[str, Signs, bool]], more: Sequence[tuple[Signs, bool]] = ()) -> list[float]:
    """Probabilities under five-fold cross-validation over articles; ``more``: fitted on in every fold."""
    keys = sorted({key for key, _, _ in rows})
    random.Random(7).shuffle(keys)
    fold = {key: number % 5 for number, key in enumerate(keys)}
    out = [0.0] * len(rows)
    for number in range(5):
        weights = fit([*((s, r) for k, s, r in rows if fold[k] != number), *more])
        for at, (key, signs, _) in enumerate(rows):
            if fold[key] == number:
                out[at] = sure(weights, signs)
    return out


def no_politics() -> list[tuple[Signs, bool]]:
    """Every fourth draft of the articles written about sport, business, shows, crime and weather: all of them would
    outweigh the others."""
    texts, rows = at_large.articles(at_large.NO_POLITICS)
    seen = at_large.with_file(texts, lambda path: collect(path, rows))
    label(seen, rows)
    return [(one.signs, one.right) for one in seen[::4]]


def headlines() -> list[tuple[Signs, bool]]:
    """The drafts of the headlines that the reader has not learnt from, each read with its article."""
    texts, rows = at_large.articles()
    kept = {key: rows[key][:1] for key in texts if headline_held_out(key)}
    seen = at_large.with_file({key: texts[key] for key in kept}, lambda path: collect(path, kept))
    seen = [one for one in seen if one.sentence[0] < kept[one.key][0]["end"]]
    label(seen, kept)
    return [(one.signs, one.right) for one in seen]


def figures(found: int, given: int, wanted: int) -> str:
    """Precision, recall and F1 in words."""
    p, r = found / max(1, given), found / max(1, wanted)
    return f"P {100 * p:.1f} R {100 * r:.1f} F1 {200 * p * r / max(1e-9, p + r):.1f}"


def best_threshold(sures: Sequence[float], rights: Sequence[bool], wanted: int) -> float:
    """The threshold of best F1, among steps of 0.02."""

    def f1(least: float) -> float:
        taken = [right for p, right in zip(sures, rights, strict=True) if p >= least]
        return 2 * sum(taken) / max(1, len(taken) + wanted)

    return round(max((step / 50 for step in range(10, 40)), key=f1), 2)


def calibration(sures: Sequence[float], rights: Sequence[bool]) -> float:
    """Expected calibration error over ten bins (Guo et al. 2017)."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for p, right in zip(sures, rights, strict=True):
        bins.setdefault(min(9, int(p * 10)), []).append((p, right))
    gaps = (abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in bins.values())
    return sum(gaps) / max(1, len(sures))


def fit_parties(seen: list[Seen]) -> dict[str, Signs]:
    """Weights of every role, and a line on each."""
    out = {}
    for role in PARTS:
        rows, wanted, ruled = [], 0, [0, 0]
        for one in seen:
            if one.gold is None:
                continue
            spans = [(s["start"] + one.gold["base"], s["end"] + one.gold["base"]) for s in one.gold[role]]
            wanted += len(spans)
            for name, start, end, signs in one.parties:
                if name == role:
                    right = any(a < end and start < b for a, b in spans)
                    rows.append((one.key, signs, right))
                    if "rule" in signs:
                        ruled[0] += right
                        ruled[1] += 1
        sures = crossed(rows)
        rights = [right for _, _, right in rows]
        least = max(LEAST_PARTY, best_threshold(sures, rights, wanted))
        taken = [right for p, right in zip(sures, rights, strict=True) if p >= least]
        both = figures(sum(taken), len(taken), wanted)
        print(f"{role:8} rules {figures(ruled[0], ruled[1], wanted)} | both {both} from {least}")
        out[role] = fit([(signs, right) for _, signs, right in rows])
        out.setdefault("thresholds", {})[role] = least
    return out


def fit_status(seen: list[Seen]) -> Signs:
    """How much the rules' status counts beside the model's, with and without a word that gave it."""
    out = {}
    for name, cued in (("cued", True), ("uncued", False)):
        rows = [one for one in seen if one.gold is not None and one.cued == cued and one.statuses]

        def right(weight: float, rows: list[Seen] = rows) -> int:
            count = 0
            for one in rows:
                scores = {k: np.log(max(p, 0.004)) + weight * (k == one.status) for k, p in one.statuses.items()}
                count += max(scores, key=scores.__getitem__) == one.gold["status"]  # type: ignore[index]
            return count

        steps = [step / 4 for step in range(0, 29)]
        best = max(right(w) for w in steps)
        near = [w for w in steps if right(w) >= best - max(1, len(rows) // 300)]
        out[name] = near[len(near) // 2]
        print(f"status, {name}: rules {right(30)} model {right(0)} both {best} of {len(rows)}, weight {out[name]}")
    return out


def write(policy: dict[str, Signs]) -> None:
    """Write the policy's file."""
    lines = [HEAD]
    for part, weights in policy.items():
        lines.append(f"{part}:")
        lines.extend(f"  {name}: {value}" for name, value in sorted(weights.items()))
    OUT.write_text("\n".join(lines) + "\n", encoding="utf8")
    judging._policy.cache_clear()


def main() -> None:
    """Fit parties, then acts with the parties so found."""
    policy = dict(judging._policy())
    seen = collect(POOL, kept_out())
    wanted = sum(label(seen, kept_out()).values())
    print(f"{len(seen)} drafts, {wanted} types to find in sentences, {sum(one.right for one in seen)} drafts right")
    fitted = fit_parties(seen)
    thresholds = {**policy["thresholds"], **fitted.pop("thresholds")}
    policy |= fitted
    policy["status"] = fit_status(seen)
    thresholds["unnamed"] = fit_unnamed(seen)
    policy["thresholds"] = thresholds
    write(policy)
    seen = collect(POOL, kept_out())
    label(seen, kept_out())
    rows = [(one.key, one.signs, one.right) for one in seen]
    more = [*headlines(), *no_politics()]
    sures = crossed(rows, more)
    rights = [one.right for one in seen]
    least = best_threshold(sures, rights, wanted)
    # Precision before recall: what the model alone proposes must be likelier. A party of the rules goes only where the
    # model leaves nothing of it.
    thresholds |= {"act": RULED, "proposed": PROPOSED, "kept": KEPT}
    thresholds |= {"act elsewhere": RULED_ELSEWHERE, "proposed elsewhere": PROPOSED_ELSEWHERE}

    def types(taken: list[bool]) -> str:
        """Figures by sentence and type."""
        pairs = {(one.key, one.sentence, one.type): False for one, t in zip(seen, taken, strict=True) if t}
        for one, t in zip(seen, taken, strict=True):
            if t and one.right:
                pairs[one.key, one.sentence, one.type] = True
        return figures(sum(pairs.values()), len(pairs), wanted)

    print("acts: rules alone", types(["rules" in one.signs for one in seen]))
    for step in sorted({0.3, 0.4, 0.5, 0.6, 0.7, least}):
        print(f"acts: both, from {step}", types([p >= step for p in sures]))
    kept = [(p, r) for p, r in zip(sures, rights, strict=True) if p >= least]
    of_taken = calibration([p for p, _ in kept], [r for _, r in kept])
    print(f"calibration error {of_taken:.3f} of the acts taken, {calibration(sures, rights):.3f} of all")
    policy["act"] = fit([*((one.signs, one.right) for one in seen), *more])
    write(policy)


if __name__ == "__main__":
    main()
