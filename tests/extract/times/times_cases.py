"""Reading the case files: DCT|text with [[expression|TYPE|value]]."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

MARK = re.compile(r"\[\[(.*?)\|(\w+)\|([^\]]*)\]\]")


@dataclass(frozen=True, slots=True)
class Case:
    published: date | None
    text: str
    expected: tuple[tuple[str, str, str], ...]
    starts: tuple[int, ...]


def read_cases(path: Path) -> list[Case]:
    cases = []
    for line in path.read_text(encoding="utf8").splitlines():
        if not line or line.startswith("#"):
            continue
        day, marked = line.split("|", 1)
        plain, starts, expected, at = "", [], [], 0
        for match in MARK.finditer(marked):
            plain += marked[at : match.start()]
            starts.append(len(plain))
            expected.append((match[1], match[2], match[3]))
            plain += match[1]
            at = match.end()
        plain += marked[at:]
        cases.append(Case(date.fromisoformat(day) if day else None, plain, tuple(expected), tuple(starts)))
    return cases
