"""The number of an anniversary dates a page: "80 tahun pembebasan Korea" is of August 2025, with "tepat" of its day.

In: anniversaries, and the text with its written days for an event counted by a bare noun ("tiga tahun kudeta"), which
is the one whose day the text writes out. Out: ``Published`` with basis "inferred", or None. A number older than the
newest year named, or numbers that disagree, bind nothing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from runut.extract.dating import is_coming
from runut.extract.edtf import edtf
from runut.extract.occasions import Anniversary, Occasion, occasions, word_lists, year_counts
from runut.records import Document, Published, Span, TimeExpression

_REACH = 60
# How the page's day lies to the anniversary's own.
_OFFSETS = (
    (re.compile(r"\b(?:sehari|satu hari)\s(?:sebelum|menjelang|jelang)\b", re.IGNORECASE), -1),
    (re.compile(r"\b(?:dua|2) hari\s(?:sebelum|menjelang|jelang)\b", re.IGNORECASE), -2),
    (re.compile(r"\b(?:sehari|satu hari)\s(?:setelah|sesudah|usai)\b", re.IGNORECASE), 1),
    (re.compile(r"\bhari ini\b|\b(?:tepat|persis|bertepatan dengan)\s(?:[a-z]+\s){0,2}$", re.IGNORECASE), 0),
)
_TODAY = re.compile(r",?\shari ini\b", re.IGNORECASE)
_NOUN = re.compile(r"\s(?:sejak\s|setelah\s|pasca\s?)?([a-z]+)\b")


def by_count(
    document: Document, times: Sequence[TimeExpression], anniversaries: Sequence[Anniversary]
) -> Published | None:
    """From ordinal anniversaries, checked against the latest year that the text names."""
    counted = [*anniversaries, *_bare(document, times)]
    told = [a for a in counted if not is_coming(document.text, a.span.start, a.span.end)]
    years = [int(t.value[:4]) for t in times if t.anchor == "explicit" and re.match(r"[12]\d{3}", t.value)]
    newest = max(years, default=0)
    counts: dict[tuple[int, int], list[Anniversary]] = {}
    for found in told:
        if found.year is not None and found.occasion.day is not None and found.year >= newest:
            counts.setdefault((found.year, found.occasion.day.month), []).append(found)
    if not counts:
        return None
    (year, month), support = max(counts.items(), key=lambda item: (len(item[1]), item[0]))
    if len({key[0] for key in counts}) > 1 and len(support) == 1:
        return None
    exact = [day for day in (_day(document.text, found) for found in support) if day is not None]
    first = exact[0] if exact else date(year, month, 1)
    last = exact[0] if exact else date(year, month, calendar.monthrange(year, month)[1])
    one = support[0]
    count = one.count_span.text if one.count_span else ""
    why = f"'{count} {one.span.text}': {one.occasion.day} + {one.count} years is {year}"
    why += f"; the latest year named is {newest}" if newest else ""
    return Published(first, last, edtf(first, last), "inferred", one.span, why)


def _day(text: str, found: Anniversary) -> date | None:
    """The day itself, where the words before the number bind it: "tepat", "hari ini", "sehari sebelum"."""
    founded, year = found.occasion.day, found.year
    if founded is None or year is None or (founded.month, founded.day) == (2, 29):
        return None
    if _TODAY.match(text, max(found.span.end, found.count_span.end if found.count_span else 0)):
        return founded.replace(year=year)
    start = min(found.span.start, found.count_span.start if found.count_span else found.span.start)
    before = re.split(r"[.!?;\n]", text[max(0, start - _REACH) : start])[-1]
    for pattern, shift in _OFFSETS:
        if pattern.search(before):
            return founded.replace(year=year) + timedelta(days=shift)
    return None


@cache
def _by_day() -> dict[date, list[Occasion]]:
    table: dict[date, list[Occasion]] = {}
    for occasion in occasions():
        if occasion.day is not None:
            table.setdefault(occasion.day, []).append(occasion)
    return table


@cache
def _commemorating() -> re.Pattern[str]:
    words = sorted(word_lists()["commemorating"], key=lambda word: (-len(word), word))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\s$")


def _bare(document: Document, times: Sequence[TimeExpression]) -> list[Anniversary]:
    """ "peringatan tiga tahun kudeta" in a text that writes out 1 February 2021."""
    days = {t.earliest for t in times if t.anchor == "explicit" and t.earliest is not None and t.earliest == t.latest}
    known = [occasion for day in sorted(days & _by_day().keys()) for occasion in _by_day()[day]]
    out = []
    for block in document.blocks if known else ():
        line = document.text[block.start : block.end].lower()
        if block.label not in ("title", "body") or len(line) != block.end - block.start:
            continue
        for count in year_counts(line, 0):
            noun = _NOUN.match(line, count.end)
            named = [o for o in known if noun and any(name.startswith(noun[1] + " ") for name in o.names)]
            if noun is None or not named or not _commemorating().search(line[max(0, count.start - 20) : count.start]):
                continue
            span = Span(block.start + noun.start(1), block.start + noun.end(1), noun[1])
            number = Span(block.start + count.start, block.start + count.end, line[count.start : count.end])
            founded = named[0].day or date.min
            out.append(Anniversary(named[0], span, -1, count.value, founded.year + count.value, number))
    return out
