"""The year of a day written without one: "Selasa (24/06)".

In: the half-written days of a page, the years that it names, and the spans of days in which its offices were held.
Out: the year, with what it rests on; None where several fit. A weekday meets a day of the month in one year of five,
six or eleven: a short span of years decides it, a long one does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from runut.extract.dating import DatedDay, is_coming
from runut.extract.tenures import ALWAYS, OPEN, Window
from runut.records import Document, TimeExpression

# Of five neighbouring years at most one gives a day of the month its weekday.
YEARS_ON = 4
# Offices held over more years together than these leave a weekday several years to fit.
LONGEST_TERMS = 11 * 366
# "Piala Asia 2026": most news of an event is of its year, the year before or the year after.
NAME_BEFORE, NAME_AFTER = 1, 1
# No Indonesian newsroom wrote for the web before; an older year is the story's, not the page's.
FIRST_ONLINE = 1996
_YEAR = re.compile(r"(?:19|20)\d\d")
_PRINTED = re.compile(r"(?:copyright|hak cipta|©|\(c\))[^\n]{0,40}?\b(20\d\d)\b", re.IGNORECASE)
_IN_NAME = re.compile(r"(?<![.!?\n] )\b(?!Pada|Sejak|Tahun|Hingga|Selama|Sepanjang|Di|Dari|Per|Untuk)[A-Z][\w'’-]*\s$")


@dataclass(frozen=True, slots=True)
class Years:
    """The years that a page names: in its prose, in names of events ("Pemilu 2024"), in its copyright line (else 0)."""

    told: frozenset[int]
    in_names: frozenset[int]
    printed: int = 0


def named_years(document: Document, times: Sequence[TimeExpression]) -> Years:
    """All written years that are not spoken of as still to come."""
    told, in_names = set(), set()
    lines = {match.start(1): int(match[1]) for match in _PRINTED.finditer(document.text)}
    for time in times:
        if time.anchor != "explicit" or _YEAR.match(time.value) is None or time.start in lines:
            continue
        year = int(time.value[:4])
        before = document.text[max(0, time.start - 40) : time.start]
        if re.fullmatch(r"\d{4}(?:\s(?:ini|itu))?", time.text) and _IN_NAME.search(before):
            in_names.add(year)
        elif not is_coming(document.text, time.start, time.end):
            told.add(year)
    return Years(frozenset(told), frozenset(in_names), max(lines.values(), default=0))


def year_of(marked: Sequence[DatedDay], years: Years, floor: int, allowed: Sequence[Window]) -> tuple[int, str] | None:
    """The year in which all ``marked`` days fall on their weekdays, with the reason; ``floor`` is a name's year."""
    if not marked:
        return None
    last = allowed[-1][1]
    told = max((year for year in years.told if year <= last.year), default=0)
    # The newest year told may be the next one ("anggaran 2018"), so the five begin before it.
    newest = max(floor, told - 1)
    if last != OPEN and sum((end - begin).days for begin, end in allowed) <= LONGEST_TERMS:
        found = _fitting(marked, range(max(newest, allowed[0][0].year), last.year + 1), allowed)
        if len(found) == 1:
            return found[0], f"the offices named were held from {allowed[0][0]} to {last}"
    if newest > 0:
        found = _fitting(marked, range(newest, newest + YEARS_ON + 1), allowed)
        return (found[0], f"the text names {max(floor, told)}") if found else None
    if years.in_names:
        newest = max(years.in_names)
        found = _fitting(marked, range(newest - NAME_BEFORE, newest + NAME_AFTER + 1), allowed)
        return (found[0], f"it names an event of {newest}") if len(found) == 1 else None
    if years.printed:
        # The line of a saved page bears the year in which it was saved: the page is no younger.
        found = _fitting(marked, range(years.printed - YEARS_ON, years.printed + 1), allowed)
        return (found[0], f"its copyright line is of {years.printed}") if found else None
    return None


def _fitting(marked: Sequence[DatedDay], years: range, allowed: Sequence[Window] = ALWAYS) -> list[int]:
    return [y for y in years if y >= FIRST_ONLINE and all(_fits(day, y, allowed) for day in marked)]


def _fits(half: DatedDay, year: int, allowed: Sequence[Window]) -> bool:
    try:
        day = date(year, half.month, half.dom)
    except ValueError:
        return False
    return day.weekday() == half.weekday and any(first <= day <= last for first, last in allowed)
