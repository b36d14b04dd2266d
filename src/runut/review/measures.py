"""How alike two ways of grouping the same mentions are: B3, CEAF-e, LEA and pairs.

In: two groupings of the same mentions (mention -> name of its group). Out: ``Measure``: precision, recall, F1 between
0 and 1. Mentions that only one side groups are the caller's business.

>>> alike = {"a": "1", "b": "1", "c": "2"}
>>> b_cubed(alike, alike).f1
1.0
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

__all__ = ["Measure", "b_cubed", "ceaf_e", "groups_of", "joined", "lea", "pairwise"]

M = TypeVar("M", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision and recall."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def groups_of(grouping: Mapping[M, str]) -> list[frozenset[M]]:
    """The groups, in the order of their first mention."""
    found: dict[str, set[M]] = {}
    for mention, name in grouping.items():
        found.setdefault(name, set()).add(mention)
    return [frozenset(group) for group in found.values()]


def joined(grouping: Mapping[M, str]) -> set[frozenset[M]]:
    """All pairs of mentions in one group."""
    return {frozenset(pair) for group in groups_of(grouping) for pair in combinations(group, 2)}


def b_cubed(given: Mapping[M, str], wanted: Mapping[M, str]) -> Measure:
    """The mean, over mentions, of how much of its group is right (Bagga and Baldwin 1998)."""
    ours, theirs = ({m: group for group in groups_of(g) for m in group} for g in (given, wanted))
    precision = [len(ours[m] & theirs[m]) / len(ours[m]) for m in wanted]
    recall = [len(ours[m] & theirs[m]) / len(theirs[m]) for m in wanted]
    return Measure(_mean(precision), _mean(recall))


def pairwise(given: Mapping[M, str], wanted: Mapping[M, str]) -> Measure:
    """Of the pairs joined, those that belong together."""
    ours, theirs = joined(given), joined(wanted)
    right = len(ours & theirs)
    return Measure(right / len(ours) if ours else 1.0, right / len(theirs) if theirs else 1.0)


def ceaf_e(given: Mapping[M, str], wanted: Mapping[M, str]) -> Measure:
    """Groups matched one to one by their likeness (Luo 2005, phi 4)."""
    ours, theirs = groups_of(given), groups_of(wanted)
    likeness = [[2 * len(a & b) / (len(a) + len(b)) for b in theirs] for a in ours]
    total = _best_total(likeness)
    return Measure(total / len(ours) if ours else 1.0, total / len(theirs) if theirs else 1.0)


def lea(given: Mapping[M, str], wanted: Mapping[M, str]) -> Measure:
    """Links of each group found, weighted by the size of the group (Moosavi and Strube 2016)."""
    ours, theirs = groups_of(given), groups_of(wanted)
    return Measure(_links(ours, theirs), _links(theirs, ours))


def _links(groups: Sequence[frozenset[M]], others: Sequence[frozenset[M]]) -> float:
    alone = {m for group in others if len(group) == 1 for m in group}
    total = 0.0
    for group in groups:
        if len(group) == 1:
            total += len(group & alone)
            continue
        links = len(group) * (len(group) - 1) / 2
        total += len(group) * sum(len(group & other) * (len(group & other) - 1) / 2 for other in others) / links
    size = sum(map(len, groups))
    return total / size if size else 1.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 1.0


def _best_total(likeness: Sequence[Sequence[float]]) -> float:
    """The greatest sum of one-to-one matches: each connected part is solved on its own, by augmenting paths."""
    total, seen = 0.0, set[int]()
    for start in range(len(likeness)):
        if start in seen:
            continue
        rows, columns, open_rows = set[int](), set[int](), [start]
        while open_rows:
            row = open_rows.pop()
            if row in rows:
                continue
            rows.add(row)
            fresh = {c for c, value in enumerate(likeness[row]) if value} - columns
            columns |= fresh
            open_rows.extend(r for r in range(len(likeness)) if r not in rows and any(likeness[r][c] for c in fresh))
        seen |= rows
        total += _assigned([[likeness[r][c] for c in sorted(columns)] for r in sorted(rows)])
    return total


def _assigned(table: Sequence[Sequence[float]]) -> float:
    """The Hungarian method (Kuhn 1955, in the form with potentials) for one part; rows and columns may differ."""
    size = max(len(table), len(table[0]) if table and table[0] else 0)
    cost = [[-table[r][c] if r < len(table) and c < len(table[r]) else 0.0 for c in range(size)] for r in range(size)]
    of_row, of_column = [0.0] * (size + 1), [0.0] * (size + 1)
    row_at, way = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        row_at[0], column = row, 0
        least, used = [float("inf")] * (size + 1), [False] * (size + 1)
        while row_at[column]:
            used[column] = True
            column = _step(cost, (of_row, of_column), (row_at, way), (least, used), column)
        while column:
            row_at[column], column = row_at[way[column]], way[column]
    return -sum(cost[row_at[c] - 1][c - 1] for c in range(1, size + 1))


def _step(
    cost: Sequence[Sequence[float]],
    potentials: tuple[list[float], list[float]],
    path: tuple[list[int], list[int]],
    search: tuple[list[float], list[bool]],
    column: int,
) -> int:
    """Extend the path by the cheapest free column and keep the potentials valid."""
    (of_row, of_column), (row_at, way), (least, used) = potentials, path, search
    row, delta, nearest = row_at[column], float("inf"), 0
    for c in range(1, len(row_at)):
        if used[c]:
            continue
        reduced = cost[row - 1][c - 1] - of_row[row] - of_column[c]
        if reduced < least[c]:
            least[c], way[c] = reduced, column
        if least[c] < delta:
            delta, nearest = least[c], c
    for c in range(len(row_at)):
        if used[c]:
            of_row[row_at[c]] += delta
            of_column[c] -= delta
        else:
            least[c] -= delta
    return nearest
