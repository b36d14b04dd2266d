"""What conflicts of all kinds ask of two reports of one event: how far apart they tell it, and which came first.

In: two ``Report`` s. Out: days, yes or no. It compares no values.
"""

from __future__ import annotations

import re

from runut.fuse.days import bounds, gap_days
from runut.records import Report, Span

WORD = re.compile(r"[^\W\d_]{4,}")

Value = tuple[str, str | None, str, Span | None]


def gap(a: Report, b: Report) -> int:
    """Days between the times that they tell; 0 where one tells none."""
    one, two = bounds(a.event), bounds(b.event)
    return gap_days(one, two) if one is not None and two is not None else 0


def published_gap(one: Report, two: Report) -> int:
    """Days between their publications; 0 where one is unknown."""
    a, b = one.published.earliest, two.published.earliest
    return abs((a - b).days) if a and b else 0


def before(one: Report, two: Report) -> bool:
    """Whether the first was published no later than the second."""
    a, b = one.published.earliest, two.published.earliest
    return bool(a and b and a <= b)


def in_words(one: Report, two: Report) -> float:
    """Share of the content words of the shorter sentence that the other has too."""
    a, b = (frozenset(WORD.findall(report.event.evidence.text.lower())) for report in (one, two))
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
