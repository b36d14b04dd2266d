"""Things in one article that cannot both be right, found and shown, never repaired silently.

In: the article's times, anniversaries, events, publication date and metadata. Out: ``Conflict`` records: a weekday
that is not the date's, a day that does not exist, two dates for one act, an ordinal that does not fit its founding
day, an event told as past that lies after the page, and two dates in the metadata.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from runut.extract.occasions import Anniversary
from runut.extract.published import edtf_interval
from runut.records import Conflict, Document, Event, Published, Span, TimeExpression

# Acts that happen once on one day: two days for them in one article cannot both be right. Attacks, visits and talks
# come in series and are no such acts.
SINGULAR_TYPES = frozenset({"SUPPORT", "AGREE", "CONCEDE", "RETREAT", "MOBILIZE"})
SERIES_DAYS = 10
METADATA_SLACK = 3
FUTURE_SLACK = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checks read."""

    document: Document
    published: Published
    times: Sequence[TimeExpression]
    anniversaries: Sequence[Anniversary]
    events: Sequence[Event]


def find_conflicts(facts: Facts) -> tuple[Conflict, ...]:
    """All conflicts inside one article, in text order."""
    found = [
        *_weekdays(facts),
        *_impossible(facts),
        *_ordinals(facts),
        *_two_dates(facts),
        *_future(facts),
        *_metadata(facts),
    ]
    found.sort(key=lambda conflict: (conflict.spans[0].start if conflict.spans else 0, conflict.kind, conflict.detail))
    return tuple(found)


def _span(time: TimeExpression) -> Span:
    return Span(time.start, time.end, time.text)


def _repairs(time: TimeExpression) -> tuple[str, ...]:
    return tuple(repair for repair in time.ext.get("repairs", "").split("|") if repair)


def _weekdays(facts: Facts) -> list[Conflict]:
    out = []
    for time in facts.times:
        if "weekday-mismatch" in time.flags:
            said, real = time.ext.get("weekday_said", "?"), time.ext.get("weekday_real", "?")
            detail = f"'{time.text}' says {said}, but {time.value[:10]} is {real}; the numeric date is kept"
            out.append(Conflict("weekday", detail, (_span(time),), _repairs(time)))
    return out


def _impossible(facts: Facts) -> list[Conflict]:
    return [
        Conflict("day", f"'{time.text}' is a day that does not exist", (_span(time),), _repairs(time))
        for time in facts.times
        if "impossible-day" in time.flags
    ]


def _ordinals(facts: Facts) -> list[Conflict]:
    """An ordinal that gives another year than the page's own, near the day it commemorates."""
    published = facts.published
    if published.earliest is None or published.latest is None or published.basis == "inferred":
        return []
    out = []
    for found in facts.anniversaries:
        if found.year is None or found.count is None or found.occasion.day is None:
            continue
        years = range(published.earliest.year, published.latest.year + 1)
        off = min((found.year - year for year in years), key=abs)
        # Only a slip of a year or two is a wrong count; anything larger speaks of another occasion or another year.
        if off and abs(off) <= 2 and _near_day(found.occasion.day, published.earliest):
            right = found.count - off
            spans = (found.count_span, found.span) if found.count_span else (found.span,)
            detail = (
                f"'{found.span.text}' goes back to {found.occasion.day}; in {found.year - off} it is {right} years, "
                f"the text counts {found.count}"
            )
            out.append(Conflict("ordinal", detail, spans, (str(right),)))
    return out


def _near_day(founding: date, published: date) -> bool:
    same_year = founding.replace(year=published.year, day=min(founding.day, 28))
    return abs((same_year - published).days) <= 45


def _two_dates(facts: Facts) -> list[Conflict]:
    """One act of one doer on two days."""
    out = []
    dated = [e for e in facts.events if e.time and e.time.mention and e.time.earliest == e.time.latest]
    for i, first in enumerate(dated):
        for second in dated[i + 1 :]:
            if _one_act(first, second) and first.time and second.time and first.time.earliest and second.time.earliest:
                gap = abs((first.time.earliest - second.time.earliest).days)
                if 0 < gap <= SERIES_DAYS:
                    detail = f"one act ({first.act}) on two days: {first.time.value} and {second.time.value}"
                    spans = (first.time.mention or first.evidence, second.time.mention or second.evidence)
                    out.append(Conflict("date", detail, spans))
    return out


def _one_act(a: Event, b: Event) -> bool:
    if a.act != b.act or a.type not in SINGULAR_TYPES:
        return False
    doers_a = {p.country or p.entity for p in a.actors}
    doers_b = {p.country or p.entity for p in b.actors}
    targets_a = {p.country or p.entity for p in a.targets}
    targets_b = {p.country or p.entity for p in b.targets}
    return bool(doers_a & doers_b) and (targets_a == targets_b or not targets_a or not targets_b)


def _future(facts: Facts) -> list[Conflict]:
    """Told as done, dated after the page."""
    latest = facts.published.latest
    if latest is None or facts.published.basis == "inferred":
        return []
    out = []
    for event in facts.events:
        time = event.time
        if event.status != "actual" or time is None or time.earliest is None or time.basis != "own":
            continue
        if time.earliest > latest + timedelta(days=FUTURE_SLACK):
            detail = f"told as done on {time.value}, after the page's own date {facts.published.value}"
            out.append(Conflict("future", detail, (time.mention or event.evidence,)))
    return out


def _metadata(facts: Facts) -> list[Conflict]:
    """Two dates of the page's machinery, or of the caller, that differ by more than a few days."""
    out = []
    limits = [(entry, edtf_interval(entry.value)) for entry in facts.document.metadata_dates]
    known = [(entry, span) for entry, span in limits if span is not None]
    for entry, span in known[1:]:
        first_entry, first = known[0]
        gap = max((span[0] - first[1]).days, (first[0] - span[1]).days)
        if gap > METADATA_SLACK:
            detail = f"{first_entry.where} says {first_entry.value}, {entry.where} says {entry.value}"
            out.append(Conflict("metadata", detail, ()))
    return out
