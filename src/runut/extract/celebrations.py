"""One feast of one year kept on two days: "hari ini merayakan Hari Kemenangan" against "dirayakan pada 23 Juni 2020".

In: the document, its date, times and anniversaries. Out: ``date`` conflicts. Eves, rehearsals, series, yearly habits
and the day a feast goes back to are no second day; whether the day was told, decided or planned makes no difference.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import combinations

from runut.extract.occasions import Anniversary, word_lists
from runut.records import Conflict, Document, Published, Span, TimeExpression

# A celebration is moved by weeks, not by a year.
NEAR_DAYS = 60
# More tellings of one feast add no further pair.
MOST_DAYS = 8
SENTENCE_REACH = 260
WORD_REACH = 120
_STOP = re.compile(r"[.!?][\"”')\]]*\s+(?=[A-Z\"“(\[])|\n")


def two_days(
    document: Document, published: Published, times: Sequence[TimeExpression], anniversaries: Sequence[Anniversary]
) -> list[Conflict]:
    """Feasts that the text puts on two days."""
    told: dict[str, dict[date, TimeExpression]] = {}
    ordered = sorted((t for t in times if t.type in ("DATE", "TIME")), key=lambda t: t.start)
    starts = [t.start for t in ordered]
    for found in anniversaries:
        start, end = sentence_around(document.text, found.span.start)
        here = ordered[bisect_left(starts, start) : bisect_left(starts, end)]
        time = _kept_on(document.text[start:end], published, here, found)
        if time is not None and time.earliest is not None:
            told.setdefault(found.occasion.id, {}).setdefault(time.earliest, time)
    out = []
    for occasion in sorted(told):
        for (one, first), (other, second) in combinations(list(told[occasion].items())[:MOST_DAYS], 2):
            if abs((one - other).days) <= NEAR_DAYS:
                spans = (Span(first.start, first.end, first.text), Span(second.start, second.end, second.text))
                out.append(Conflict("date", f"one feast ({occasion}) kept on two days: {one} and {other}", spans))
    return out


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """The sentence around an offset, by its punctuation."""
    low, high = max(0, at - SENTENCE_REACH), min(len(text), at + SENTENCE_REACH)
    start = max((m.end() for m in _STOP.finditer(text, low, high) if m.end() <= at), default=low)
    end = min((m.start() + 1 for m in _STOP.finditer(text, at, high)), default=high)
    return start, end


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, word_lists()[name])) + r")\b", re.IGNORECASE)


def _kept_on(
    sentence: str, published: Published, here: Sequence[TimeExpression], found: Anniversary
) -> TimeExpression | None:
    """The one day that the feast's sentence gives for keeping it."""
    if not _pattern("celebrating").search(sentence) or _pattern("around").search(sentence):
        return None
    # "Hari Lahir Pancasila" is a time expression too; it does not say when this feast is kept.
    outside = (t for t in here if t.end <= found.span.start or t.start >= found.span.end)
    days = [t for t in outside if t.earliest is not None and t.earliest == t.latest]
    if len(days) != 1 or "weekday-mismatch" in days[0].flags:
        return None
    day = days[0]
    apart = min(abs(found.span.start - day.end), abs(day.start - found.span.end))
    return day if apart <= WORD_REACH and _is_this_years(day, published, found) else None


def _is_this_years(time: TimeExpression, published: Published, found: Anniversary) -> bool:
    """Whether the day is this year's: near the page, and neither the founding day nor its bare yearly date."""
    day, founding = time.earliest, found.occasion.day
    if day is None or published.earliest is None or published.latest is None or day == founding:
        return False
    if founding is not None and (day.month, day.day) == (founding.month, founding.day) and "20" not in time.text:
        return False
    return max((published.earliest - day).days, (day - published.latest).days) <= NEAR_DAYS
