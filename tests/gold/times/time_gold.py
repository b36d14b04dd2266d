"""The time gold read and scored.

In: the sentence files and ``articles/`` beside this module. Out: ``Case`` records, and ``Tally``: strict, relaxed, type
and value matches, counted as TempEval-3 does (one-to-one pairs that share a character, exact pairs first, then larger
overlaps, then as many pairs as possible). It does not judge which differences matter.

``python tests/gold/times/time_gold.py`` prints the scores and every difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from runut.extract.times import times
from runut.records import TimeExpression

HERE = Path(__file__).parent
MARK = re.compile(r"\[\[(.*?)\|(DATE|TIME|DURATION|SET)\|(.*?)(?:\|mod=(\w+))?\]\]")
SENTENCES = ("sentences_a.txt", "sentences_b.txt", "sentences_n.txt")
HELD_OUT = ("sentences_c.txt",)


@dataclass(frozen=True, slots=True)
class Mark:
    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str | None


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    published: date
    text: str
    marks: tuple[Mark, ...]


@dataclass(slots=True)
class Tally:
    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    type: int = 0
    value: int = 0
    full: int = 0
    differences: list[str] = field(default_factory=list)

    def f1(self, name: str) -> float:
        return 100 * 2 * int(getattr(self, name)) / ((self.gold + self.found) or 1)

    def line(self, name: str) -> str:
        right = int(getattr(self, name))
        precision, recall = 100 * right / (self.found or 1), 100 * right / (self.gold or 1)
        return f"{name:8} P {precision:5.1f}  R {recall:5.1f}  F1 {self.f1(name):5.1f}"


def _unmark(name: str, day: str, marked: str) -> Case:
    plain, marks, at = "", [], 0
    for match in MARK.finditer(marked):
        plain += marked[at : match.start()]
        start = len(plain)
        plain += match[1]
        marks.append(Mark(start, len(plain), match[1], match[2], match[3], match[4]))
        at = match.end()
    return Case(name, date.fromisoformat(day), plain + marked[at:], tuple(marks))


def sentences(names: Sequence[str] = SENTENCES) -> list[Case]:
    lines = [line for name in names for line in (HERE / name).read_text(encoding="utf8").splitlines()]
    cases = [_unmark("", *line.split("|", 1)) for line in lines if line and not line.startswith("#")]
    return [Case(case.text, case.published, case.text, case.marks) for case in cases]


def articles() -> list[Case]:
    out = []
    for path in sorted((HERE / "articles").glob("*.txt")):
        head, text = path.read_text(encoding="utf8").split("\n", 1)
        out.append(_unmark(path.stem, head.removeprefix("DCT "), text))
    return out


def pairs(gold: Sequence[Mark], found: Sequence[TimeExpression]) -> dict[int, int]:
    """One-to-one pairs of overlapping extents, as many as possible."""
    shared: dict[tuple[int, int], tuple[bool, int]] = {}
    for i, g in enumerate(gold):
        for j, f in enumerate(found):
            both = min(g.end, f.end) - max(g.start, f.start)
            if both > 0:
                shared[i, j] = ((g.start, g.end) == (f.start, f.end), both)
    of_gold: dict[int, int] = {}
    of_found: dict[int, int] = {}
    for (i, j), _ in sorted(shared.items(), key=lambda item: (-item[1][0], -item[1][1], item[0])):
        if i not in of_gold and j not in of_found:
            of_gold[i], of_found[j] = j, i

    def augment(i: int, seen: set[int]) -> bool:
        for j in (j for one, j in shared if one == i and j not in seen):
            seen.add(j)
            if j not in of_found or augment(of_found[j], seen):
                of_gold[i], of_found[j] = j, i
                return True
        return False

    for i in range(len(gold)):
        if i not in of_gold:
            augment(i, set())
    return of_gold


def score(cases: Iterable[Case]) -> Tally:
    tally = Tally()
    for case in cases:
        found = times(case.text, case.published)
        _count(case, found, tally)
    return tally


def _count(case: Case, found: Sequence[TimeExpression], tally: Tally) -> None:
    matched = pairs(case.marks, found)
    tally.gold += len(case.marks)
    tally.found += len(found)
    tally.relaxed += len(matched)
    where = f"{case.published} {case.name[:90]}"
    for i, mark in enumerate(case.marks):
        if i not in matched:
            tally.differences.append(f"MISS {mark.text!r} {mark.type} {mark.value} | {where}")
            continue
        time = found[matched[i]]
        exact = (mark.start, mark.end) == (time.start, time.end)
        right = (exact, mark.type == time.type, mark.value == time.value)
        tally.strict += right[0]
        tally.type += right[1]
        tally.value += right[2]
        tally.full += all(right)
        if not all(right):
            said = f"{time.text!r} {time.type} {time.value}"
            tally.differences.append(f"DIFF {mark.text!r} {mark.type} {mark.value} <> {said} | {where}")
        elif mark.mod and mark.mod != time.mod:
            tally.differences.append(f"MOD  {mark.text!r} {mark.mod} <> {time.mod} | {where}")
    for j, time in enumerate(found):
        if j not in matched.values():
            tally.differences.append(f"EXTRA {time.text!r} {time.type} {time.value} | {where}")


def main() -> None:
    for part, cases in (("sentences", sentences()), ("articles", articles()), ("held-out", sentences(HELD_OUT))):
        tally = score(cases)
        print(f"{part}: {len(cases)}, {tally.gold} expressions, {tally.found} found")
        for name in ("strict", "relaxed", "type", "value", "full"):
            print("  " + tally.line(name))
        # The held-out set stays one: its differences are not shown.
        print("\n".join("    " + line for line in tally.differences if part != "held-out"))


if __name__ == "__main__":
    main()
