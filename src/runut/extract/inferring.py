"""A page's date where no day of its text is written in full: inferred, or None.

In: the clues of a page: days, times, anniversaries, offices, pairs of dates. Out: ``Published`` with basis "inferred",
its interval and the evidence: a weekday and day of the month that fit one year, "tahun lalu (2024)", the number of an
anniversary, offices that met for a short time. What does not bind gives None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from runut.extract.counted import by_count
from runut.extract.dating import LATEST_SLACK, RANK, DatedDay
from runut.extract.edtf import edtf
from runut.extract.halfdays import named_years, year_of
from runut.extract.occasions import Anniversary
from runut.extract.relations import Related
from runut.extract.tenures import OPEN, Held, meet, newest_young, windows
from runut.records import Document, Published, Span, TimeExpression

# Offices held together for longer than this do not date a page.
LONGEST_WINDOW = 92
# Kinds of occasions that nobody names before they come; a treaty, a vote or a summit is news long before its day.
UNFORESEEN = frozenset({"war", "attack", "disaster", "death"})


@dataclass(frozen=True, slots=True)
class Clues:
    """What a page gives away of its date."""

    document: Document
    days: Sequence[DatedDay]
    times: Sequence[TimeExpression]
    anniversaries: Sequence[Anniversary]
    held: Sequence[Held]
    pairs: Sequence[Related]


def infer(clues: Clues) -> Published | None:
    """The date by the strongest evidence that binds."""
    document, times, held = clues.document, clues.times, clues.held
    founded = [a.occasion.day.year for a in clues.anniversaries if a.occasion.day and a.occasion.kind in UNFORESEEN]
    floor = max([*founded, newest_young(held)])
    marked = [d for d in clues.days if d.role in RANK and d.weekday is not None and d.time.anchor != "explicit"]
    pair = _common(clues.pairs)
    allowed = windows(held)
    if pair is not None:
        allowed = meet(allowed, ((pair.first, pair.last),)) or ((pair.first, pair.last),)
    found = year_of(marked, named_years(document, times), floor, allowed)
    if found is not None:
        return _by_weekday(marked, *found)
    if pair is not None:
        why = f"'{pair.span.text}' was written then"
        return Published(pair.first, pair.last, edtf(pair.first, pair.last), "inferred", pair.span, why)
    # A weekday that no term fits speaks against the offices.
    return by_count(document, times, clues.anniversaries) or (_in_office(held) if not marked else None)


def _common(pairs: Sequence[Related]) -> Related | None:
    """The span that all pairs leave, with the narrowest of them as evidence."""
    if not pairs:
        return None
    first, last = max(pair.first for pair in pairs), min(pair.last for pair in pairs)
    best = min(pairs, key=lambda pair: (pair.last - pair.first, pair.span.start))
    return Related(first, last, best.span) if first <= last else None


def _in_office(held: Sequence[Held]) -> Published | None:
    """From offices that met for a short time only: "Presiden Joe Biden" beside "Presiden Prabowo"."""
    allowed = windows(held)
    first, last = allowed[0][0], allowed[-1][1]
    if last == OPEN or (last - first).days > LONGEST_WINDOW:
        return None
    names = ", ".join(sorted({one.name for one in held if one.terms}))
    why = f"{names}: offices held together from {first} to {last}"
    return Published(first, last, edtf(first, last), "inferred", None, why)


def _by_weekday(marked: Sequence[DatedDay], year: int, reason: str) -> Published:
    """ "Selasa (24/06)" without a year, where the years and offices that the text names leave one year."""
    best = max(marked, key=lambda d: (date(year, d.month, d.dom), RANK[d.role], -d.time.start))
    day = date(year, best.month, best.dom)
    last = day if best.role != "told" else day + timedelta(days=LATEST_SLACK)
    why = f"'{best.time.text}' fits {year}; {reason}"
    return Published(day, last, edtf(day, last), "inferred", Span(best.time.start, best.time.end, best.time.text), why)
