"""Things in one article that cannot both be right, found and shown, never repaired silently.

In: the article's times, anniversaries, events, publication date and metadata. Out: ``Conflict`` records: a weekday
that is not the date's, a day that does not exist, two dates for one act or feast, an ordinal that does not fit its
founding day, something told as done that lies after the page, metadata against metadata and against the text. Which
side is right is not decided; a series of attacks or visits is no conflict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from runut.extract.celebrations import sentence_around, two_days
from runut.extract.dating import DatedDay, is_fact_check, weigh
from runut.extract.day_checks import after_report, gap, impossible, market_days, span, weekdays
from runut.extract.edtf import edtf_interval
from runut.extract.occasions import Anniversary, word_lists
from runut.extract.published import from_text
from runut.records import Conflict, Document, Event, Published, Span, TimeExpression

# Acts that happen once on one day: two days for them in one article cannot both be right. Attacks, visits, talks and
# military moves come in series and are no such acts.
SINGULAR_TYPES = frozenset({"SUPPORT", "AGREE", "CONCEDE", "RETREAT"})
SINGULAR_ACTS = frozenset({"parade"})
SERIES_DAYS = 10
# More tellings of one act or feast add nothing that a reader could use.
MOST_TELLINGS = 40
MOST_COUNTS = 8
METADATA_SLACK = 3
FUTURE_SLACK = 1
# A report ages a few days before another page takes it up; more is another date than the page's.
STALE_REPORT = 7
LEAD = 900

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
    days = weigh(facts.document, facts.times)
    found = [
        *weekdays(facts.times, facts.published),
        *market_days(facts.times),
        *impossible(facts.times),
        *after_report(facts.times, facts.events),
        *_ordinals(facts),
        *_two_ordinals(facts),
        *_two_dates(facts),
        *two_days(facts.document, facts.published, facts.times, facts.anniversaries),
        *_future(facts, days),
        *_metadata(facts),
        *_against_text(facts, days),
    ]
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda c: (c.spans[0].start if c.spans else 0, c.kind, c.detail)))


# ---------------------------------------------------------------- ordinals


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
            detail = (
                f"'{found.span.text}' goes back to {found.occasion.day}; in {found.year - off} it is {right} years, "
                f"the text counts {found.count}"
            )
            out.append(Conflict("ordinal", detail, _count_spans(found), (str(right),)))
    return out


def _count_spans(found: Anniversary) -> tuple[Span, ...]:
    return (found.count_span, found.span) if found.count_span else (found.span,)


def _near_day(founding: date, published: date) -> bool:
    same_year = founding.replace(year=published.year, day=min(founding.day, 28))
    return abs((same_year - published).days) <= 45


def _two_ordinals(facts: Facts) -> list[Conflict]:
    """One occasion counted twice, one year apart: "HUT ke-79" and "HUT ke-80" of the same day."""
    out = []
    counted = [found for found in facts.anniversaries if found.count is not None]
    for first, second in _first_of_each(counted):
        if abs((first.count or 0) - (second.count or 0)) == 1 and not _tells_other_year(facts, first, second):
            detail = f"'{first.occasion.names[0]}' is counted as {first.count} and as {second.count}"
            out.append(Conflict("ordinal", detail, _count_spans(first)[:1] + _count_spans(second)[:1]))
    return out


def _first_of_each(counted: Sequence[Anniversary]) -> Iterator[tuple[Anniversary, Anniversary]]:
    """Pairs of one occasion's differing counts, each count by its first telling."""
    firsts: dict[str, dict[int | None, Anniversary]] = {}
    for found in counted:
        firsts.setdefault(found.occasion.id, {}).setdefault(found.count, found)
    for counts in firsts.values():
        yield from combinations(list(counts.values())[:MOST_COUNTS], 2)


def _tells_other_year(facts: Facts, *found: Anniversary) -> bool:
    """Whether one of the sentences speaks of last year's or next year's feast."""
    text = facts.document.text
    around = (text[slice(*sentence_around(text, one.span.start))] for one in found)
    other = re.compile(r"tahun (?:lalu|depan|sebelumnya|kemarin)|mendatang|sebelumnya|menuju", re.I)
    return any(other.search(sentence) for sentence in around)


# ---------------------------------------------------------------- one act, two days


def _two_dates(facts: Facts) -> list[Conflict]:
    """One act of one doer on two days."""
    groups: dict[str, list[Event]] = {}
    for event in facts.events:
        if _is_singular(event) and _one_day(event):
            groups.setdefault(event.act, []).append(event)
    out = []
    for act in sorted(groups):
        for first, second in combinations(groups[act][:MOST_TELLINGS], 2):
            if first.time is None or second.time is None or not _one_act(first, second):
                continue
            apart = abs(((first.time.earliest or date.min) - (second.time.earliest or date.min)).days)
            if 0 < apart <= SERIES_DAYS:
                detail = f"one act ({act}) on two days: {first.time.value} and {second.time.value}"
                spans = (first.time.mention or first.evidence, second.time.mention or second.evidence)
                out.append(Conflict("date", detail, spans))
    return out


def _is_singular(event: Event) -> bool:
    """Whether the act can have but one day: a kind that does not come in series, and not told as a further one."""
    if event.status == "negated" or not (event.type in SINGULAR_TYPES or event.act in SINGULAR_ACTS):
        return False
    again = word_lists()["again"]
    words = " " + " ".join(re.findall(r"[\w-]+", event.evidence.text.lower())) + " "
    return not any(f" {word} " in words for word in again)


def _one_day(event: Event) -> bool:
    time = event.time
    return time is not None and time.mention is not None and time.earliest is not None and time.earliest == time.latest


def _one_act(a: Event, b: Event) -> bool:
    doers_a = {p.country or p.entity for p in a.actors}
    doers_b = {p.country or p.entity for p in b.actors}
    targets_a = {p.country or p.entity for p in a.targets}
    targets_b = {p.country or p.entity for p in b.targets}
    return bool(doers_a & doers_b) and targets_a == targets_b


# ---------------------------------------------------------------- the page's own date


def _future(facts: Facts, days: Sequence[DatedDay]) -> list[Conflict]:
    """A day told the way a newsroom tells what has happened, after the page's own date."""
    latest = facts.published.latest
    if latest is None or facts.published.basis not in ("metadata", "dateline"):
        return []
    limit = latest + timedelta(days=FUTURE_SLACK)
    return [
        Conflict(
            "future",
            f"told as done on {found.day}, after the page's own date {facts.published.value}",
            (span(found.time),),
        )
        for found in days
        if found.role == "told" and _is_written(found) and found.day is not None and found.day > limit
    ]


def _is_written(found: DatedDay) -> bool:
    """A full day whose weekday, if any, is right."""
    return found.sound and found.time.anchor == "explicit"


def _metadata(facts: Facts) -> list[Conflict]:
    """Two dates of the page's machinery, or of the caller, that differ by more than a few days."""
    out = []
    limits = [(entry, edtf_interval(entry.value)) for entry in facts.document.metadata_dates]
    known = [(entry, days) for entry, days in limits if days is not None]
    for entry, days in known[1:]:
        first_entry, first = known[0]
        apart = max((days[0] - first[1]).days, (first[0] - days[1]).days)
        if apart > METADATA_SLACK:
            detail = f"{first_entry.where} says {first_entry.value}, {entry.where} says {entry.value}"
            out.append(Conflict("metadata", detail, ()))
    return out


def _against_text(facts: Facts, days: Sequence[DatedDay]) -> list[Conflict]:
    """Metadata that the text's own date contradicts."""
    published = facts.published
    if published.basis != "metadata" or published.earliest is None or published.latest is None:
        return []
    own = from_text(facts.document, facts.times)
    if own.basis == "dateline" and own.earliest and (gap(own.earliest, published) or 0) > FUTURE_SLACK and own.span:
        return [_contradicts(published, own.span, own.why)]
    limit = published.latest + timedelta(days=FUTURE_SLACK)
    newest = max((d.day for d in days if d.day is not None and d.role != "coming"), default=date.min)
    for found in days:
        if found.day is None or found.role not in ("report", "statement") or not _is_written(found):
            continue
        if found.day > limit or (_is_leads_own(facts.document, found) and _is_stale(facts, found.day, newest)):
            return [_contradicts(published, span(found.time), f"a {found.role} is dated {found.time.text}")]
    return []


def _is_leads_own(document: Document, found: DatedDay) -> bool:
    """A report or statement of the article's opening, dated in full: the news itself, not a look back."""
    body = next((block.start for block in document.blocks if block.label == "body"), 0)
    return found.time.start < body + LEAD and found.weekday is not None


def _is_stale(facts: Facts, day: date, newest: date) -> bool:
    """The report's day is the latest of the page and lies well before the date given."""
    earliest = facts.published.earliest
    if earliest is None or (earliest - day).days <= STALE_REPORT or is_fact_check(facts.document):
        return False
    return newest <= day + timedelta(days=METADATA_SLACK)


def _contradicts(published: Published, span: Span, reason: str) -> Conflict:
    detail = f"the date given is {published.value} ({published.why}), but {reason}"
    return Conflict("metadata", detail, (span,))
