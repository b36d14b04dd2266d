"""When the page was published: metadata, dateline, text, or inferred from what the article says; else unknown.

In: the document, its time expressions resolved without a publication date, and the anniversaries it names. Out:
``Published`` with basis, interval and the reason in words. The machine's clock is never asked. Evidence that does not
bind gives ``unknown``; the figures behind the rules are in ``docs/dates.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from runut.extract.address import own_address_day
from runut.extract.dating import LATEST_SLACK, RANK, DatedDay, is_coming, is_fact_check, weigh
from runut.extract.day_checks import iso, span
from runut.extract.edtf import edtf, edtf_interval
from runut.extract.inferring import Clues, infer
from runut.extract.occasions import Anniversary
from runut.extract.relations import Related, related
from runut.extract.tenures import Held, held_by, newest
from runut.records import Dissected, Document, MetadataDate, Published, TimeExpression

DATELINE_REACH = 400
# A fact-check appears within weeks of the latest day that it tells: 20 of 21.
CHECKED_SLACK = 45
# Two sources cited by bare days further apart than this make a look back, not a report.
CITED_APART = 30
# What content systems write where they have no date.
MACHINE_ZERO = (date(1970, 1, 1), date(1, 1, 1))
# "7 Oktober" takes its year from the days around it; months after them it is another year's.
BORROWED_REACH = 60
# "pada 2025", "sejak Mei 2025": a period that the text tells, not a part of a name ("Piala Dunia 2026").
NAMED_PERIOD = re.compile(r"\b(?:sejak|pada|selama|sepanjang)\s(?:tahun\s|bulan\s)?$", re.IGNORECASE)
UNKNOWN = Published(None, None, None, "unknown", None, "no date is given and nothing in the text binds it")


def find_published(
    dissected: Dissected, times: Sequence[TimeExpression], anniversaries: Sequence[Anniversary]
) -> Published:
    """The publication date; ``times`` were resolved without one."""
    given = from_metadata(dissected.document.metadata_dates)
    return given or from_text(dissected.document, times, anniversaries)


def from_metadata(dates: Sequence[MetadataDate]) -> Published | None:
    """The first of the page's and the caller's dates that can be read."""
    for entry in dates:
        limits = edtf_interval(entry.value)
        if limits is None or (limits[0] in MACHINE_ZERO and entry.where != "given"):
            continue
        first, last = limits
        return Published(first, last, edtf(first, last), "metadata", None, f"{entry.where}: {entry.value}")
    return None


def from_text(
    document: Document, times: Sequence[TimeExpression], anniversaries: Sequence[Anniversary] = ()
) -> Published:
    """The page's date as its own words give it, whatever the metadata say."""
    headed = _dateline(document, times) or _address(document)
    if headed is not None:
        return headed
    days = weigh(document, times)
    written = [day for day in days if day.day is not None and day.role in RANK]
    if is_fact_check(document):
        return _checked(written) or _not_before(days, "a fact-check tells the days of what it checks")
    pairs = related(document, times)
    held = held_by(document)
    latest = _beside(pairs, written) or (_latest(written, days, document, times, held) if written else None)
    return latest or infer(Clues(document, days, times, anniversaries, held, pairs)) or _not_before(days, UNKNOWN.why)


def _beside(pairs: Sequence[Related], written: Sequence[DatedDay]) -> Published | None:
    """"kemarin, Senin (23/6/2025)": the day after, if nothing younger is told."""
    exact = [pair for pair in pairs if pair.first == pair.last]
    best = max(exact, key=lambda pair: (pair.first, -pair.span.start), default=None)
    if best is None or best.first < max((day.day for day in written if day.day is not None), default=date.min):
        return None
    return Published(best.first, best.last, str(best.first), "text", best.span, f"it says '{best.span.text}'")


def _checked(written: Sequence[DatedDay]) -> Published | None:
    """A fact-check: some weeks after the latest day that it tells."""
    sound = [day for day in written if day.sound and day.day is not None and day.weekday is not None]
    if not sound:
        return None
    best = max(sound, key=lambda d: (d.day or date.min, -d.time.start))
    first = best.day or date.min
    last = first + timedelta(days=CHECKED_SLACK)
    why = f"the latest day that the fact-check tells is {best.time.text}"
    return Published(first, last, edtf(first, last), "text", span(best.time), why)


def _dateline(document: Document, times: Sequence[TimeExpression]) -> Published | None:
    """A full day in a byline or dateline block at the head of the page."""
    body = next((block.start for block in document.blocks if block.label == "body"), 0)
    heads = [
        (block.start, block.end, block.label)
        for block in document.blocks
        if block.label in ("byline", "dateline") and block.start <= body + DATELINE_REACH
    ]
    for start, end, label in heads:
        for time in times:
            if start <= time.start < end and _is_written_day(time) and time.earliest is not None:
                day = time.earliest
                return Published(day, day, str(day), "dateline", span(time), f"{label}: {time.text}")
    return None


def _address(document: Document) -> Published | None:
    """The day in the page's own address."""
    found = own_address_day(document)
    if found is None:
        return None
    day, where = found
    return Published(day, day, str(day), "text", where, "the day in its own address")


def _is_written_day(time: TimeExpression) -> bool:
    return (
        time.type in ("DATE", "TIME")
        and time.earliest is not None
        and time.earliest == time.latest
        and time.anchor == "explicit"
        and re.match(r"\d{4}-\d\d-\d\d", time.value) is not None
    )


def _latest(
    written: Sequence[DatedDay],
    days: Sequence[DatedDay],
    document: Document,
    times: Sequence[TimeExpression],
    held: Sequence[Held],
) -> Published | None:
    """The latest day written the way fresh days are written; the report's own day before an event's.

    None where its year is only borrowed from another date and something younger gainsays it.
    """
    best = max(written, key=lambda d: (d.day or date.min, RANK[d.role], -d.time.start))
    day = best.day or date.min
    if not best.sound:
        return _misdated(best, written)
    later = _later(best, days, document, times, held)
    if later is not None and best.time.anchor != "explicit":
        return None
    if later is not None:
        return _not_before(days, f"'{best.time.text}' is not its date: '{later}' is younger")
    if best.weekday is None and _cites_old_sources(day, written):
        return _not_before(days, f"'{best.time.text}' is one of several sources")
    if best.role in ("report", "statement"):
        return Published(day, day, str(day), "text", span(best.time), f"the {best.role} is dated {best.time.text}")
    last = day + timedelta(days=LATEST_SLACK)
    why = f"the latest day reported is {best.time.text}"
    return Published(day, last, edtf(day, last), "text", span(best.time), why)


def _misdated(best: DatedDay, written: Sequence[DatedDay]) -> Published:
    """The latest day bears a wrong weekday: the day and its near repairs are all possible."""
    day = best.day or date.min
    repairs = [d for d in map(iso, best.time.ext.get("repairs", "").split("|")) if d is not None]
    floor = max((d.day for d in written if d.sound and d.day is not None), default=date.min)
    near = [d for d in repairs if abs((d - day).days) <= LATEST_SLACK and d >= floor]
    first = min([day, *near])
    last = first + timedelta(days=LATEST_SLACK)
    fits = ", ".join(map(str, near)) or "no day near"
    why = f"the latest day reported is {best.time.text}, whose weekday is that of {fits}"
    return Published(first, last, edtf(first, last), "text", span(best.time), why)


def _cites_old_sources(day: date, written: Sequence[DatedDay]) -> bool:
    """Whether a report's bare day stands among others that are much older: "(10/1/2023)" and "(30/10/2024)"."""
    bare = [d.day for d in written if d.role == "report" and d.weekday is None and d.day is not None]
    return any((day - other).days > CITED_APART for other in bare)


def _later(
    best: DatedDay,
    days: Sequence[DatedDay],
    document: Document,
    times: Sequence[TimeExpression],
    held: Sequence[Held],
) -> str | None:
    """A later day, month or year told as past, or a younger name, so that ``best`` cannot be the page's day."""
    limit = (best.day or date.min) + timedelta(days=LATEST_SLACK)
    since, name = newest(held)
    if since > limit:
        return name
    for found in days:
        if found.role != "background" or found.day is None or found.day <= limit:
            continue
        if found.time.anchor == "explicit" or (found.day - limit).days <= BORROWED_REACH:
            return found.time.text
    # A statement's day is seldom an old one; a month or year soon after it is a plan ("dibuka pada Juni 2026").
    soon = limit + timedelta(days=366) if best.role in ("report", "statement") and best.weekday is not None else limit
    for time in times:
        if time.granularity not in ("month", "year") or time.anchor != "explicit" or time.earliest is None:
            continue
        before = document.text[max(0, time.start - 20) : time.start]
        named = NAMED_PERIOD.search(before)
        if named is None or is_coming(document.text, time.start, time.end):
            continue
        if time.earliest > (limit if named[0].lower().startswith("sejak") else soon):
            return time.text
    return None


def _not_before(days: Sequence[DatedDay], why: str) -> Published:
    """Unknown, with the latest day that the page tells: it cannot be older than that."""
    told = [d for d in days if d.day is not None and d.sound and d.role != "coming"]
    if not told:
        return Published(None, None, None, "unknown", None, why)
    newest = max(told, key=lambda d: (d.day or date.min, -d.time.start))
    return Published(None, None, None, "unknown", None, f"{why}; not before {newest.day} ('{newest.time.text}')")
