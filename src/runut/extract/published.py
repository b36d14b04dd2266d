"""When the page was published: metadata, dateline, text, or inferred from what the article says; else unknown.

In: the document, the time expressions that stand on their own feet (resolved without a publication date), and the
anniversaries it names. Out: ``Published`` with basis, interval and the reason in words. The machine's clock is never
asked. Evidence that does not bind gives ``unknown``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from runut.clean import jakarta_day
from runut.extract.occasions import Anniversary
from runut.records import Dissected, Document, MetadataDate, Published, Sentence, Span, TimeExpression

# A report's date stands at its source: "dilansir AFP, Selasa (10/5/2022)", "dalam pernyataan pada Selasa (25/7/2023)".
REPORT_CUE = re.compile(
    r"dilansir|dikutip|mengutip|melansir|dilaporkan|diberitakan|diwartakan|lapor|kata|ujar|tutur|ucap|ungkap|jelas|"
    r"pernyataan|keterangan|siaran pers|konferensi pers|rilis|menurut|hari ini|mengatakan|menyatakan|mengumumkan|"
    r"disiarkan|dimuat|ditulis|sebut",
    re.IGNORECASE,
)
CUE_REACH = 120
DATELINE_REACH = 400
# A news page tells the latest day it reports within a few days.
LATEST_SLACK = 3
FUTURE = re.compile(
    r"\b(akan|bakal|rencana|dijadwalkan|berencana|mendatang|depan|hingga|sampai|batas)\b", re.IGNORECASE
)
UNKNOWN = Published(None, None, None, "unknown", None, "no date is given and nothing in the text binds it")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A full day in the text and how much it says about the page's own date."""

    time: TimeExpression
    cue: bool


def find_published(
    dissected: Dissected, times: Sequence[TimeExpression], anniversaries: Sequence[Anniversary]
) -> Published:
    """The publication date; ``times`` were resolved without one."""
    document = dissected.document
    given = _metadata(document.metadata_dates)
    if given is not None:
        return given
    days = [time for time in times if _is_day(time)]
    for decide in (_dateline, _reported, _latest):
        found = decide(document, dissected.sentences, days)
        if found is not None:
            return found
    return _inferred(times, anniversaries) or UNKNOWN


def _metadata(dates: Sequence[MetadataDate]) -> Published | None:
    for entry in dates:
        limits = edtf_interval(entry.value)
        if limits is not None:
            first, last = limits
            value = str(first) if first == last else _short(first, last)
            return Published(first, last, value, "metadata", None, f"{entry.where}: {entry.value}")
    return None


def edtf_interval(value: str) -> tuple[date, date] | None:
    """First and last day of an ISO 8601 timestamp (in Jakarta), a day, month, year, or an EDTF interval of these."""
    left, slash, right = value.partition("/")
    if slash and re.fullmatch(r"[\d-]+", left) and re.fullmatch(r"[\d-]+", right):
        low, high = edtf_interval(left), edtf_interval(right)
        return (low[0], high[1]) if low and high and low[0] <= high[1] else None
    match = re.fullmatch(r"(\d{4})(?:-(\d\d))?", value.strip())
    if match:
        year, month = int(match[1]), int(match[2]) if match[2] else None
        if not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
            return None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    day = jakarta_day(value)
    return (day, day) if day is not None else None


def _short(first: date, last: date) -> str:
    """The shortest EDTF of an interval: "2025-08", "2025", or both ends."""
    if (first.month, first.day) == (1, 1) and (last.month, last.day) == (12, 31) and first.year == last.year:
        return f"{first.year}"
    same_month = (first.year, first.month) == (last.year, last.month)
    if same_month and first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        return f"{first.year}-{first.month:02}"
    return f"{first}/{last}" if first != last else str(first)


def _is_day(time: TimeExpression) -> bool:
    return (
        time.type in ("DATE", "TIME")
        and time.earliest is not None
        and time.earliest == time.latest
        and time.anchor == "explicit"
        and re.match(r"\d{4}-\d\d-\d\d", time.value) is not None
    )


def _dateline(document: Document, sentences: Sequence[Sentence], days: Sequence[TimeExpression]) -> Published | None:
    """A full day in a byline, dateline or navigation block at the head of the page."""
    body = next((block.start for block in document.blocks if block.label == "body"), 0)
    for block in document.blocks:
        if block.label not in ("byline", "dateline") or block.start > body + DATELINE_REACH:
            continue
        for time in days:
            if block.start <= time.start < block.end and time.earliest is not None:
                span = Span(time.start, time.end, time.text)
                day = time.earliest
                return Published(day, day, str(day), "dateline", span, f"{block.label}: {time.text}")
    return None


def _in_prose(sentences: Sequence[Sentence], time: TimeExpression) -> Sentence | None:
    return next((s for s in sentences if s.start <= time.start < s.end), None)


def _reported(document: Document, sentences: Sequence[Sentence], days: Sequence[TimeExpression]) -> Published | None:
    """The latest full day that dates a report or a statement."""
    best: TimeExpression | None = None
    for time in days:
        sentence = _in_prose(sentences, time)
        if sentence is None or "weekday-mismatch" in time.flags:
            continue
        before = document.text[max(sentence.start, time.start - CUE_REACH) : time.start]
        after = document.text[time.end : time.end + 12]
        if not REPORT_CUE.search(before) or FUTURE.search(before[-30:]) or "lalu" in after.lower():
            continue
        if best is None or (time.earliest or date.min) > (best.earliest or date.min):
            best = time
    if best is None or best.earliest is None or _later_day(best, sentences, days, document):
        return None
    day = best.earliest
    span = Span(best.start, best.end, best.text)
    return Published(day, day, str(day), "text", span, f"the report is dated {best.text}")


def _later_day(
    best: TimeExpression, sentences: Sequence[Sentence], days: Sequence[TimeExpression], document: Document
) -> bool:
    """Whether a later day is told as past, so that the report's day cannot be the page's."""
    for time in days:
        if time.earliest and best.earliest and time.earliest > best.earliest + timedelta(days=1):
            if "weekday-mismatch" not in time.flags and not _is_future(document, sentences, time):
                return True
    return False


def _is_future(document: Document, sentences: Sequence[Sentence], time: TimeExpression) -> bool:
    sentence = _in_prose(sentences, time)
    if sentence is None:
        return True
    return FUTURE.search(document.text[sentence.start : sentence.end]) is not None


def _latest(document: Document, sentences: Sequence[Sentence], days: Sequence[TimeExpression]) -> Published | None:
    """The latest full day told as past; the page is at most a few days younger."""
    past = [time for time in days if _in_prose(sentences, time) and not _is_future(document, sentences, time)]
    if not past:
        return None
    best = max(past, key=lambda time: (time.earliest or date.min, -time.start))
    if best.earliest is None:
        return None
    earliest = best.earliest
    if "weekday-mismatch" in best.flags:
        repairs = [d for d in map(_iso, best.ext.get("repairs", "").split("|")) if d is not None]
        near = [d for d in repairs if abs((d - earliest).days) <= LATEST_SLACK]
        earliest = min([earliest, *near])
    latest = earliest + timedelta(days=LATEST_SLACK)
    span = Span(best.start, best.end, best.text)
    return Published(earliest, latest, f"{earliest}/{latest}", "text", span, f"the latest day reported is {best.text}")


def _iso(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


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
