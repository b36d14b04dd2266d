"""Give every recognised expression its value and interval, once the article's day is known (or known to be unknown).

In: ``Raw`` records, the text, ``Published`` and the sentences. Out: ``TimeExpression`` records in the same order.
Two passes: first what depends on the article's day alone; then, in text order, what depends on the story (bare clock
times, parts of day, "sehari kemudian", "pada hari yang sama"). It decides nothing about events.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from runut.extract.times import dates, feasts, story
from runut.extract.times import spans as amounts
from runut.extract.times.civil import interval
from runut.extract.times.context import Draft, Frame
from runut.extract.times.raw import Raw, Reading
from runut.records import Published, TimeExpression

DEPENDENT = frozenset({"clock", "part", "chain", "same"})
CLOSE_BY, SAME_NEWS, MOST_NEAR = 1500, 14, 40
VAGUE = "; the article's day is known as an interval only"
RELATIONS = {"sejak": "BEGIN", "semenjak": "BEGIN", "mulai": "BEGIN", "hingga": "END", "sampai": "END", "per": "AS_OF"}


def resolve(
    raw: Sequence[Raw],
    text: str,
    published: Published | None,
    spans: Sequence[tuple[int, int]] | None = None,
) -> tuple[TimeExpression, ...]:
    """Values for ``raw``; an article's date that is itself an interval gives values that hold for all of it."""
    first = published.earliest if published else None
    last = published.latest if published else None
    if first is None or last is None:
        drafts = _drafts(raw, text, None)
    elif first == last:
        drafts = _drafts(raw, text, first)
    else:
        drafts = [_common(a, b) for a, b in zip(_drafts(raw, text, first), _drafts(raw, text, last), strict=True)]
    return tuple(_finish(item, draft) for item, draft in zip(raw, drafts, strict=True) if draft is not None)


# "17 Agustus 1945" says nothing of "17 Agustus".
TOLD_YEARS = 5


def _drafts(raw: Sequence[Raw], text: str, today: date | None) -> list[Draft | None]:
    explicit = _explicit_days(raw) if today is None else []
    raw = _with_told_years(raw, today) if today is not None else raw
    drafts: list[Draft | None] = []
    for n, item in enumerate(raw):
        if item.reading.kind in DEPENDENT or (
            item.reading.shift == "that" and item.reading.kind in ("point", "weekend")
        ):
            drafts.append(None)
            continue
        not_before = _begin_of(drafts[n - 1]) if item.partner and n else None
        drafts.append(independent(item, _frame(item, today, explicit, not_before)))
    return story.tell(raw, drafts, text, today)


def _with_told_years(raw: Sequence[Raw], today: date) -> Sequence[Raw]:
    """ "serangan 7 Oktober" where the text has "7 Oktober 2023" too: the same day, if that is a few years back and no
    feast of every year."""
    years: dict[tuple[int, int], set[int]] = {}
    for item in raw:
        r = item.reading
        if r.kind == "point" and r.year is not None and r.month is not None and r.day is not None:
            years.setdefault((r.month, r.day), set()).add(r.year)
    out = []
    for item in raw:
        r = item.reading
        told = years.get((r.month or 0, r.day or 0), set()) if r.kind == "point" and r.year is None else set()
        plain = r.shift is None and r.unit is None and r.offset is None and r.weekday is None and item.tense != "future"
        year = next(iter(told)) if len(told) == 1 else 0
        old = 0 < today.year - year <= TOLD_YEARS
        out.append(replace(item, reading=replace(r, year=year)) if plain and old else item)
    return out


def _frame(item: Raw, today: date | None, explicit: list[tuple[int, date]], not_before: date | None) -> Frame:
    tense = "past" if item.report and item.reading.weekday is not None else item.tense
    if today is not None:
        return Frame(today, tense, not_before=not_before)
    r = item.reading
    if (
        r.kind == "point"
        and (r.weekday is not None or (r.month is not None and r.day is not None))
        and r.offset is None
    ):
        first, last = (bisect_left(explicit, (item.start + reach, date.min)) for reach in (-CLOSE_BY, CLOSE_BY))
        near = explicit[first:last]
        if near:
            start, day = _newest(near[:MOST_NEAR], item.start)
            return Frame(day, tense, f"expression:{start}", not_before)
    return Frame(None, tense, "none", not_before)


def _newest(near: Sequence[tuple[int, date]], at: int) -> tuple[int, date]:
    """The last of the written days that lie about the nearest one: a weekday alone is counted from there."""
    _, nearest = min(near, key=lambda found: (abs(found[0] - at), found[0]))
    return max((found for found in near if abs((found[1] - nearest).days) <= SAME_NEWS), key=lambda found: found[1])


def _explicit_days(raw: Sequence[Raw]) -> list[tuple[int, date]]:
    out: list[tuple[int, date]] = []
    for item in raw:
        r = item.reading
        current = r.weekday is not None or item.report  # a bare date may lie far back: it says nothing of "Senin"
        if r.kind == "point" and r.year is not None and r.month is not None and r.day is not None and current:
            draft = dates.point(r, Frame(None, "none"))
            day = _day_of(draft)
            if day is not None:
                out.append((item.start, day))
    return out


def _begin_of(draft: Draft | None) -> date | None:
    """First day of the range's first member."""
    if draft is None or draft.kind() not in ("DATE", "TIME"):
        return None
    return interval(draft.value, None)[0]


def _day_of(draft: Draft | None) -> date | None:
    return story.day_of(draft) if draft is not None else None


def independent(item: Raw, frame: Frame) -> Draft | None:
    """The value of an expression that does not depend on the story."""
    r = item.reading
    if r.kind == "point":
        return dates.point(_begun(item, frame), frame)
    if r.kind == "feast" and r.name is None:
        return Draft("", "none")
    return _by_kind(r, frame)


def _begun(item: Raw, frame: Frame) -> Reading:
    """ "sejak 8 Juli": what is told to have begun then has, unless the clause looks ahead."""
    r = item.reading
    yearless = r.day is not None and r.month is not None and r.year is None and r.shift is None
    begins = RELATIONS.get(item.signal) == "BEGIN" and item.signal != "mulai"
    return replace(r, shift="past") if begins and yearless and frame.tense != "future" else r


def _by_kind(r: Reading, frame: Frame) -> Draft | None:
    match r.kind:
        case "unit":
            return amounts.unit(r, frame)
        case "ago":
            return amounts.ago(r, frame)
        case "duration":
            return amounts.duration(r, frame)
        case "set":
            return amounts.recurring(r)
        case "ref":
            return amounts.reference(r, frame)
        case "feast":
            return feasts.feast(r, frame)
        case "hijri":
            return feasts.hijri(r, frame)
        case "saka":
            return feasts.saka(r)
        case "ordinal":
            return feasts.ordinal(r, frame)
        case "era":
            return amounts.era(r)
        case "decade":
            return amounts.decade(r)
        case "century":
            return amounts.century(r)
        case "quarter":
            return amounts.quarter(r, frame)
        case "week-of-month":
            return amounts.week(r, frame)
        case "weekend":
            return amounts.weekend(r, frame)
        case "climate":
            return amounts.climate(r, frame)
        case "fiscal":
            return amounts.fiscal(r, frame)
        case _:
            return amounts.season(r)


def _common(a: Draft | None, b: Draft | None) -> Draft | None:
    """What two possible article days agree on; where they differ, the month or year that holds both."""
    if a is None or b is None or a.value == b.value:
        return a
    days = [day for d in (a, b) for day in interval(d.value, d.mod)[:2] if day is not None]
    if not days:
        return replace(a, value="XXXX", why=a.why + VAGUE, type=a.kind())
    earliest, latest = min(days), max(days)
    value = "XXXX"
    if earliest.year == latest.year:
        value = f"{earliest.year:04d}" if earliest.month != latest.month else earliest.isoformat()[:7]
    return replace(a, value=value, earliest=earliest, latest=latest, why=a.why + VAGUE, type=a.kind())


def _finish(item: Raw, draft: Draft) -> TimeExpression:
    r = item.reading
    mod = draft.mod or r.mod or ("BEFORE" if item.signal in ("jelang", "menjelang") else None)
    earliest, latest, granularity = draft.earliest, draft.latest, "none"
    kind = draft.kind()
    if kind in ("DATE", "TIME"):
        begin, end, granularity = interval(draft.value, mod)
        if earliest is None and latest is None:
            earliest, latest = begin, end
    ext = dict(draft.ext)
    if r.zone is not None:
        ext["tz"] = r.zone
    if item.signal in RELATIONS:
        ext["relation"] = RELATIONS[item.signal]
    if item.report:
        ext["report"] = "1"
    return TimeExpression(item.start, item.end, item.surface, kind, draft.value, mod, earliest, latest, granularity,
                          draft.anchor, draft.why, MappingProxyType(ext), draft.flags, item.rule)  # fmt: skip
