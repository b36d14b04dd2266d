"""One night with two dates: Tuesday by the clock of the place, Wednesday by Indonesia's.

In: the reports of one event. Out: date conflicts judged ``timezone``, where reports name days next to each other and
say whose clock each day is by: "Selasa (2/4) waktu setempat" and "Rabu (3/4) WIB". It moves no day and settles nothing:
both can be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from runut.fuse.days import bounds, gap_days
from runut.records import CrossConflict, Report, Span

__all__ = ["clock_conflicts"]

# The clock of the place, and Indonesia's, in the date or so many letters behind it.
THERE, HERE = "there", "here"
CLOCK = re.compile(r"\b(?:(?P<there>waktu (?:setempat|lokal|[A-Z]\w+))|(?P<here>WIB|WITA|WIT)\b)")
BEHIND = 24
# How far the clocks lie apart, in days.
APART = 1

Told = tuple[Report, str]


def clock_conflicts(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """The one conflict of all reports that name a clock; none where the days are the same."""
    told = [(report, clock) for report in reports if (clock := _clock(report))]
    if not any(_next_day(one, other) for one, other in combinations(told, 2)):
        return []
    values = tuple(_values(told))
    days = ", ".join(sorted({value[2] for value in values}))
    return [CrossConflict("date", event, values, "timezone", f"the reports give the day by two clocks: {days}")]


def _next_day(one: Told, other: Told) -> bool:
    """Of two clocks, in two articles, a day apart."""
    a, b = bounds(one[0].event), bounds(other[0].event)
    if one[1] == other[1] or one[0].article == other[0].article or a is None or b is None:
        return False
    return gap_days(a, b) == APART and a[0] == a[1] and b[0] == b[1]


def _clock(report: Report) -> str:
    """Whose clock the report's own date is by; "" where it does not say, or gives no date in figures."""
    event = report.event
    time = event.time
    if time is None or time.mention is None or time.basis != "own" or not any(c.isdigit() for c in time.mention.text):
        return ""
    line = next((one for one in (event.evidence, *event.also) if _inside(time.mention, one)), None)
    if line is None:
        return ""
    start, end = time.mention.start - line.start, time.mention.end - line.start
    known = CLOCK.search(re.split(r"[.;,](?=\s|$)", line.text[start : end + BEHIND])[0])
    return "" if known is None else THERE if known["there"] else HERE


def _inside(span: Span, line: Span) -> bool:
    return line.start <= span.start < line.end


def _values(told: Sequence[Told]) -> Iterator[tuple[str, str | None, str, Span | None]]:
    for report, _ in told:
        time = report.event.time
        if time is not None and time.value is not None:
            yield report.source, report.key, time.value, time.mention
