"""When the page was published: metadata, dateline, text, or inferred from what the article says; else unknown.

In: the document, its time expressions resolved without a publication date, and the anniversaries it names. Out:
``Published`` with basis, interval and the reason in words. The machine's clock is never asked. Evidence that does not
bind gives ``unknown``; the figures behind the rules are in ``docs/dates.md``.

>>> edtf_interval("2024-09-03T17:30:00Z")
(datetime.date(2024, 9, 4), datetime.date(2024, 9, 4))
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from runut.clean import jakarta_day
from runut.extract.dating import DatedDay, is_coming, is_fact_check, weigh
from runut.extract.occasions import Anniversary, newest_name
from runut.records import Dissected, Document, MetadataDate, Published, Span, TimeExpression

DATELINE_REACH = 400
# A page tells the latest day it reports within a few days: 0-3 days in 58 of 63 articles.
LATEST_SLACK = 3
# A weekday fits a day and month again after five years at the soonest: of three years at most one fits.
YEARS_ON = 2
# No Indonesian newsroom wrote for the web before; an older year is the story's, not the page's.
FIRST_ONLINE = 1996
RANK = {"told": 0, "statement": 1, "report": 2}
# What content systems write where they have no date.
MACHINE_ZERO = (date(1970, 1, 1), date(1, 1, 1))
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
    headed = _dateline(document, times)
    if headed is not None:
        return headed
    days = weigh(document, times)
    written = [day for day in days if day.day is not None and day.role in RANK]
    if is_fact_check(document):
        return _not_before(days, "a fact-check tells the days of what it checks")
    if written:
        return _latest(written, days, document, times)
    told = [a for a in anniversaries if not is_coming(document.text, a.span.start, a.span.end)]
    halves = [day for day in days if day.day is None and day.role in RANK]
    founded = [found.occasion.day.year for found in anniversaries if found.occasion.day]
    floor = max([*founded, _newest_name(document)[0].year])
    return _by_weekday(halves, document, times, floor) or _inferred(times, told) or _not_before(days, UNKNOWN.why)


def _newest_name(document: Document) -> tuple[date, str]:
    """What came up last of all that the prose names: "Presiden Prabowo", since 20 October 2024."""
    prose = (document.text[b.start : b.end] for b in document.blocks if b.label in ("title", "body"))
    found = [named for named in map(newest_name, prose) if named is not None]
    return max(found, default=(date.min, ""))


def edtf_interval(value: str) -> tuple[date, date] | None:
    """First and last day of an ISO 8601 timestamp (in Jakarta), a day, month, year, or an EDTF interval of these."""
    value = value.strip().rstrip("?~%")
    left, slash, right = value.partition("/")
    if slash and re.fullmatch(r"[\d-]{4,}", left) and re.fullmatch(r"[\d-]{4,}", right):
        low, high = edtf_interval(left), edtf_interval(right)
        return (low[0], high[1]) if low and high and low[0] <= high[1] else None
    match = re.fullmatch(r"(\d{4})(?:-(\d\d|XX))?(?:-XX)?", value)
    if match:
        return _period(int(match[1]), int(match[2]) if match[2] and match[2] != "XX" else None)
    day = jakarta_day(value)
    return (day, day) if day is not None else None


def _period(year: int, month: int | None) -> tuple[date, date] | None:
    if year < 1 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def edtf(first: date, last: date) -> str:
    """The shortest EDTF of an interval: "2025-08", "2025", a day, or both ends."""
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31) and first.year == last.year:
        return f"{first.year:04}"
    same_month = (first.year, first.month) == (last.year, last.month)
    if same_month and first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        return f"{first.year:04}-{first.month:02}"
    return f"{first}/{last}" if first != last else str(first)


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
                return Published(day, day, str(day), "dateline", _span(time), f"{label}: {time.text}")
    return None


def _is_written_day(time: TimeExpression) -> bool:
    return (
        time.type in ("DATE", "TIME")
        and time.earliest is not None
        and time.earliest == time.latest
        and time.anchor == "explicit"
        and re.match(r"\d{4}-\d\d-\d\d", time.value) is not None
    )


def _span(time: TimeExpression) -> Span:
    return Span(time.start, time.end, time.text)


def _latest(
    written: Sequence[DatedDay], days: Sequence[DatedDay], document: Document, times: Sequence[TimeExpression]
) -> Published:
    """The latest day written the way fresh days are written; the report's own day before an event's."""
    best = max(written, key=lambda d: (d.day or date.min, RANK[d.role], -d.time.start))
    day = best.day or date.min
    if not best.sound:
        return _misdated(best, written)
    later = _later(day, days, document, times)
    if later is not None:
        return _not_before(days, f"'{best.time.text}' is not its date: '{later}' is younger")
    if best.role in ("report", "statement"):
        return Published(day, day, str(day), "text", _span(best.time), f"the {best.role} is dated {best.time.text}")
    last = day + timedelta(days=LATEST_SLACK)
    why = f"the latest day reported is {best.time.text}"
    return Published(day, last, edtf(day, last), "text", _span(best.time), why)


def _misdated(best: DatedDay, written: Sequence[DatedDay]) -> Published:
    """The latest day bears a wrong weekday: the day and its near repairs are all possible."""
    day = best.day or date.min
    repairs = [d for d in map(_iso, best.time.ext.get("repairs", "").split("|")) if d is not None]
    floor = max((d.day for d in written if d.sound and d.day is not None), default=date.min)
    near = [d for d in repairs if abs((d - day).days) <= LATEST_SLACK and d >= floor]
    first = min([day, *near])
    last = first + timedelta(days=LATEST_SLACK)
    fits = ", ".join(map(str, near)) or "no day near"
    why = f"the latest day reported is {best.time.text}, whose weekday is that of {fits}"
    return Published(first, last, edtf(first, last), "text", _span(best.time), why)


def _iso(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def _later(
    day: date, days: Sequence[DatedDay], document: Document, times: Sequence[TimeExpression]
) -> str | None:
    """A later day, month or year told as past, or a younger name, so that ``day`` cannot be the page's."""
    limit = day + timedelta(days=LATEST_SLACK)
    since, name = _newest_name(document)
    if since > limit:
        return name
    for found in days:
        if found.role == "background" and found.sound and found.day is not None and found.day > limit:
            return found.time.text
    for time in times:
        if time.granularity not in ("month", "year") or time.anchor != "explicit" or time.earliest is None:
            continue
        if time.earliest > limit and not is_coming(document.text, time.start, time.end):
            if NAMED_PERIOD.search(document.text[max(0, time.start - 20) : time.start]):
                return time.text
    return None


def _not_before(days: Sequence[DatedDay], why: str) -> Published:
    """Unknown, with the latest day that the page tells: it cannot be older than that."""
    told = [d for d in days if d.day is not None and d.sound and d.role != "coming"]
    if not told:
        return Published(None, None, None, "unknown", None, why)
    newest = max(told, key=lambda d: (d.day or date.min, -d.time.start))
    return Published(None, None, None, "unknown", None, f"{why}; not before {newest.day} ('{newest.time.text}')")


def _by_weekday(
    halves: Sequence[DatedDay], document: Document, times: Sequence[TimeExpression], floor: int
) -> Published | None:
    """"Selasa (24/06)" without a year: the newest year that the text names or one of the next two, if the weekday fits.

    ``floor`` is the year of the newest thing that the text names ("invasi Rusia ke Ukraina": 2022).
    """
    marked = [d for d in halves if d.weekday is not None]
    explicit = [t for t in times if t.anchor == "explicit" and re.match(r"(?:19|20)\d\d", t.value)]
    named = {int(t.value[:4]) for t in explicit if not is_coming(document.text, t.start, t.end)}
    newest = max(named | {floor})
    years = [y for y in range(newest, newest + YEARS_ON + 1) if y >= FIRST_ONLINE and all(_fits(d, y) for d in marked)]
    if not marked or not years:
        return None
    best = max(marked, key=lambda d: (date(years[0], d.month, d.dom), RANK[d.role], -d.time.start))
    day = date(years[0], best.month, best.dom)
    last = day if best.role != "told" else day + timedelta(days=LATEST_SLACK)
    why = f"'{best.time.text}' fits {years[0]}; the text is no older than {newest}"
    return Published(day, last, edtf(day, last), "inferred", _span(best.time), why)


def _fits(day: DatedDay, year: int) -> bool:
    try:
        return date(year, day.month, day.dom).weekday() == day.weekday
    except ValueError:
        return False


def _inferred(times: Sequence[TimeExpression], anniversaries: Sequence[Anniversary]) -> Published | None:
    """From ordinal anniversaries, checked against the latest year that the text names."""
    years = [int(t.value[:4]) for t in times if t.anchor == "explicit" and re.match(r"[12]\d{3}", t.value)]
    newest = max(years, default=0)
    counts: dict[tuple[int, int], list[Anniversary]] = {}
    for found in anniversaries:
        if found.year is not None and found.occasion.day is not None and found.year >= newest:
            counts.setdefault((found.year, found.occasion.day.month), []).append(found)
    if not counts:
        return None
    (year, month), support = max(counts.items(), key=lambda item: (len(item[1]), item[0]))
    if len({key[0] for key in counts}) > 1 and len(support) == 1:
        return None
    first = date(year, month, 1)
    last = date(year, month, calendar.monthrange(year, month)[1])
    one = support[0]
    day = one.occasion.day
    why = f"'{one.count_span.text if one.count_span else ''} {one.span.text}': {day} + {one.count} years is {year}"
    if newest:
        why += f"; the latest year named is {newest}"
    return Published(first, last, f"{year}-{month:02}", "inferred", one.span, why)
