"""Fit the weights of merging in ``data/lexicons/fusing.yaml`` on labelled pairs of reports.

    python bench/fit_merging.py GOLD... [--write]

GOLD: folders of gold across articles (see ``runut score --across``), those with an even number: ``tests/gold/across``,
and what ``pool_across.py`` writes. Every article is read by the rules alone and with the model, so that the weights fit
both. A pair is labelled where both reports were found at the gold's words; a report that merely stands in the same
sentence tells another act. Two groups of our gold tell nothing in common. Only pairs that merging would compare count.

Logistic regression with an L2 penalty towards the weights set by hand (the second number of each pair in the file,
times SCALE): where few pairs speak, what reading taught stays. A group of n pairs weighs as much as its root, so that
no large story speaks for all. Prints the weights, and how it joins with each group left out in turn.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import numpy as np
import yaml

from runut.fuse import prepare
from runut.fuse.apart import comparable
from runut.fuse.meeting import keys_of
from runut.fuse.pairs import features
from runut.fuse.telling import Telling, telling_of
from runut.fuse.weights import weights
from runut.own import using
from runut.pipeline import read_raw
from runut.records import Article
from runut.review.across import find
from runut.review.groups import GoldGroup, load_groups

FILE = Path(str(files("runut.data"))) / "lexicons" / "fusing.yaml"
SCALE, PENALTY, FREE = 1.5, 20.0, 0.1
# A wrong merge hides an event, a missed one shows it twice: a little more than even odds is asked for.
MARGIN = 0.2
LINE = re.compile(r"^(  (\w+): \[)-?[\d.]+(, .*)$")
OWN = re.compile(r"g\d\d_")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports: the group that they count for, whether they tell one event, what is weighed."""

    group: str
    one_event: bool
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A report, its article and group, and the event that it tells, where the gold says it."""

    telling: Telling
    article: str
    group: str
    tells: str | None


def even(folder: Path) -> tuple[GoldGroup, ...]:
    """The groups for development: those with an even number."""
    return tuple(g for g in load_groups(folder) if int(re.search(r"\d+", g.name)[0]) % 2 == 0)  # type: ignore[index]


def labelled(groups: Sequence[GoldGroup]) -> Iterator[Labelled]:
    """Every report of the groups' articles."""
    for group in groups:
        for page in group.pages:
            article = read_raw(page)
            key = str(article.document.key)
            tells = _tells(groups, article, key)
            for report in prepare(article).reports:
                yield Labelled(telling_of(report), key, group.name, tells.get(report.event.id))


def _tells(groups: Sequence[GoldGroup], article: Article, key: str) -> dict[str, str]:
    """The gold's event for each event whose own word stands in the gold's words."""
    out: dict[str, str] = {}
    for group in groups:
        for telling in group.tellings:
            place = find(article, telling.evidence) if telling.article == key else None
            for event in article.events if place else ():
                inside = event.trigger.start < place[1] and place[0] < event.trigger.end  # type: ignore[index]
                if inside and (not telling.types or event.type in telling.types):
                    out.setdefault(event.id, f"{group.name}/{telling.cluster}")
                    break
    return out


def pairs(groups: Sequence[GoldGroup]) -> Iterator[Pair]:
    """The labelled pairs that merging would compare; two events of one article are two events."""
    told = sorted(labelled(groups), key=lambda one: one.telling.id)
    keys = {one.telling.id: keys_of(one.telling) for one in told}
    for one, other in combinations(told, 2):
        known = one.tells and other.tells
        if not known and (one.group == other.group or not (OWN.match(one.group) and OWN.match(other.group))):
            continue
        same = bool(known) and one.tells == other.tells
        a, b = keys[one.telling.id], keys[other.telling.id]
        meet = not a.lies.isdisjoint(b.looks) or not a.looks.isdisjoint(b.lies)
        if meet and not (same and one.article == other.article) and comparable(one.telling, other.telling):
            yield Pair(one.group, same, dict(features(one.telling, other.telling)))


class Fit:
    """The regression over pairs."""

    def __init__(self, found: Sequence[Pair]) -> None:
        raw = yaml.safe_load(FILE.read_text(encoding="utf8"))
        self.names = list(raw["weights"])
        hand = [raw["weights"][name][1] for name in self.names]
        self.start = np.array([*hand, -raw["by_hand"]]) * SCALE
        self.given = np.array([[*(one.features.get(n, 0.0) for n in self.names), 1.0] for one in found])
        self.wanted = np.array([float(one.one_event) for one in found])
        self.group = np.array([one.group for one in found])
        size = Counter(one.group for one in found)
        share = np.array([size[one.group] ** -0.5 for one in found])
        self.share = share * len(found) / share.sum()

    def solve(self, taken: np.ndarray) -> np.ndarray:
        """The weights, the bias last, from the pairs ``taken``, by Newton's method."""
        given, wanted, share = self.given[taken], self.wanted[taken], self.share[taken]
        pull = np.full(len(self.start), PENALTY)
        pull[-1] = FREE
        found = self.start.copy()
        for _ in range(50):
            sure = 1 / (1 + np.exp(-given @ found))
            slope = given.T @ (share * (sure - wanted)) + pull * (found - self.start)
            bend = (given * (share * sure * (1 - sure))[:, None]).T @ given + np.diag(pull)
            step = np.linalg.solve(bend, slope)
            found = found - step
            if np.abs(step).max() < 1e-9:
                break
        return found

    def left_out(self) -> tuple[int, int, int]:
        """Pairs joined rightly, joined, and to be joined, each group by the weights of the others."""
        joined = np.zeros(len(self.wanted), bool)
        for group in sorted(set(self.group)):
            out = self.group == group
            joined[out] = self.given[out] @ self.solve(~out) > 0
        return int((joined & (self.wanted > 0)).sum()), int(joined.sum()), int(self.wanted.sum())


def written(names: Sequence[str], found: np.ndarray) -> str:
    """The file with the fitted numbers in place."""
    value = dict(zip(names, found, strict=False))
    lines = []
    for line in FILE.read_text(encoding="utf8").splitlines():
        place = LINE.match(line)
        if place and place[2] in value:
            line = f"{place[1]}{value[place[2]]:.2f}{place[3]}"
        elif line.startswith("threshold: "):
            line = f"threshold: {MARGIN - found[-1]:.2f}"
        lines.append(line)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    found: list[Pair] = []
    for folder in arguments.gold:
        for model in (False, True):
            with using(model=model):
                found += pairs(even(folder))
    fit = Fit(found)
    solved = fit.solve(np.ones(len(found), bool))
    right, joined, wanted = fit.left_out()
    heard = Counter(name for one in found for name, value in one.features.items() if value)
    for name, value in zip(fit.names, solved, strict=False):
        print(f"{name:16s} {value:6.2f}  by hand {weights().of[name]:6.2f}  {heard[name]} pairs")
    print(f"threshold {MARGIN - solved[-1]:.2f}; {len(found)} pairs, {wanted} of one event")
    print(f"each group left out: precision {right / max(1, joined):.3f}, recall {right / max(1, wanted):.3f}")
    if arguments.write:
        FILE.write_text(written(fit.names, solved), encoding="utf8")


if __name__ == "__main__":
    main()
