"""What conflicts of all kinds ask of two reports of one event: how far apart they tell it, and which came first.

In: two ``Report`` s. Out: days, yes or no. It compares no values.
"""

from __future__ import annotations

from runut.fuse.days import bounds, gap_days
from runut.fuse.pairs import weights
from runut.records import Report, Span

Value = tuple[str, str | None, str, Span | None]


def gap(a: Report, b: Report) -> int:
    """Days between the times that they tell; 0 where one tells none."""
    one, two = bounds(a.event), bounds(b.event)
    return gap_days(one, two) if one is not None and two is not None else 0


def dated_alike(one: Report, two: Report) -> bool:
    """Acts that come in series are compared only where both have a day."""
    return one.event.type not in weights().series or bool(bounds(one.event) and bounds(two.event))


def published_gap(one: Report, two: Report) -> int:
    """Days between their publications; 0 where one is unknown."""
    a, b = one.published.earliest, two.published.earliest
    return abs((a - b).days) if a and b else 0


def before(one: Report, two: Report) -> bool:
    """Whether the first was published no later than the second."""
    a, b = one.published.earliest, two.published.earliest
    return bool(a and b and a <= b)
