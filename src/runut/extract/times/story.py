"""The narrative pass: what bare clock times, parts of day and chains refer to.

In: raws and the drafts of the first pass (None where a value depends on the story). Out: all drafts. A bare clock time
belongs to the nearest day of its own sentence that is not a report's day, else to the day being told, else to the
article's day. A chain counts from the last date before it.

>>> from runut.extract.times.api import times
>>> [t.value for t in times("Gempa terjadi 28 September 2018. Bantuan tiba sehari setelahnya.", "2018-10-01")]
['2018-09-28', '2018-09-29']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from runut.extract.times import dates, spans
from runut.extract.times.checks import shift_flag
from runut.extract.times.civil import interval
from runut.extract.times.context import Draft, Frame, Story
from runut.extract.times.dates import back, clocked
from runut.extract.times.focus import FAR_DAYS, Ground, looking_back, moved, next_morning, still_told, told
from runut.extract.times.raw import Raw, Reading

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T(\d\d):(\d\d))?")
POINT = re.compile(r"\d{4}(-(\d\d|W\d\d|Q\d|H\d)(-\d\d)?)?(T.*)?$")
CLOCK_SENTENCES, THEN_SENTENCES, FEAST_REACH = 3, 2, 40
APPOSITION = re.compile(r"\s*(?:,|\(|-|–|—|,? (?:yakni|yaitu|atau|tepatnya)(?: pada)?)?\s*")
QUOTE_MARK = re.compile(r"[\"”’»]")


def day_of(draft: Draft) -> date | None:
    """The single day of a DATE or TIME value, if it has one."""
    if draft.type in ("DURATION", "SET"):
        return None
    match = DAY.match(draft.value)
    if match is None or "/" in draft.value:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def tell(raws: Sequence[Raw], drafts: list[Draft | None], text: str, today: date | None) -> list[Draft | None]:
    """Fill the gaps from left to right."""
    out = _spoken_days(raws, drafts, text, today)
    state, ground = Story(), Ground(text)
    for n, item in enumerate(raws):
        draft = out[n]
        if draft is None:
            draft = _dependent(raws, out, n, told(state, item, today, ground), today)
        elif draft.value == "":
            draft = _unnamed_offset(raws, out, n)
        elif item.reading.kind == "ref" and ("told", "1") in item.reading.ext:
            draft = _then(item, draft, state)
        out[n] = draft
        if draft is not None:
            state = _advance(state, item, draft, today, ground)
    return out


def _then(item: Raw, draft: Draft, state: Story) -> Draft:
    """ "saat itu": the last point named in this sentence or the two before."""
    if not state.last or item.sentence - state.last_sentence > THEN_SENTENCES:
        return draft
    first, last, _ = interval(state.last, None)
    anchor = f"expression:{state.last_start}"
    return replace(draft, anchor=anchor, why=f"then: {state.last}", earliest=first, latest=last)


def _spoken_days(raws: Sequence[Raw], drafts: list[Draft | None], text: str, today: date | None) -> list[Draft | None]:
    """ "hari ini, Rabu (24/6/2020)" and "... hari ini," kata X, Rabu (24/6/2020): the written day decides, not the
    article's, when they differ by a few days (a paper printed the day after)."""
    out = list(drafts)
    for n, item in enumerate(raws):
        offset, draft = item.reading.offset, out[n]
        if item.reading.kind != "point" or offset is None or item.reading.day is not None or draft is None:
            continue
        for k in range(n + 1, min(n + 4, len(raws))):
            other, day = raws[k], _written_day(raws[k], out[k])
            if other.sentence != item.sentence or day is None:
                continue
            gap = text[item.end : other.start]
            if APPOSITION.fullmatch(gap):
                spoken = day
            elif other.report and QUOTE_MARK.search(gap):
                spoken = day + timedelta(offset)
            else:
                continue
            meant = today + timedelta(offset) if today is not None else None
            if meant is None or (meant != spoken and shift_flag(spoken, meant) == "print-day-shift"):
                value = clocked(spoken.isoformat(), item.reading)
                why = "the day written in the same sentence"
                ext = (*draft.ext, ("anchor_source", "sentence"))
                flags = ("print-day-shift",) if meant is not None else ()
                ext = (*ext, ("relative_day", meant.isoformat())) if meant is not None else ext
                out[n] = replace(draft, value=value, anchor=f"expression:{other.start}", why=why, ext=ext, flags=flags)
            break
    return out


def _written_day(item: Raw, draft: Draft | None) -> date | None:
    """The day of an expression that names day and month."""
    return (
        day_of(draft) if draft is not None and item.reading.kind == "point" and item.reading.day is not None else None
    )


def _advance(state: Story, item: Raw, draft: Draft, today: date | None, ground: Ground) -> Story:
    if draft.type in ("DURATION", "SET") or not POINT.match(draft.value):
        return state
    day = day_of(draft)
    if not item.report:
        state = replace(state, last=draft.value, last_start=item.start, last_sentence=item.sentence)
        if day is not None:
            state = moved(state, item, day, today, ground)
    elif day is not None:
        state = replace(state, weak=day, weak_start=item.start)
        if not state.last:
            state = replace(state, last=draft.value, last_start=item.start, last_sentence=item.sentence)
    if "T" in draft.value and ":" in draft.value and day is not None:
        state = replace(state, clock=draft.value, clock_sentence=item.sentence)
    return state


def _dependent(
    raws: Sequence[Raw], drafts: list[Draft | None], n: int, state: Story, today: date | None
) -> Draft | None:
    item = raws[n]
    r = item.reading
    if r.kind in ("clock", "part"):
        day, anchor, why = _governing_day(raws, drafts, n, state, today)
        return Draft(clocked(day.isoformat() if day else "XXXX-XX-XX", r), anchor, why)
    if r.kind in ("chain", "same"):
        state = looking_back(item, state, today)
    if r.kind == "chain":
        return _chain(item, state)
    if r.kind == "same":
        return _same(item, state, today)
    frame = Frame(today, item.tense, focus=state.focus)
    return dates.point(r, frame) if r.kind == "point" else spans.weekend(r, frame)


def _governing_day(
    raws: Sequence[Raw], drafts: list[Draft | None], n: int, state: Story, today: date | None
) -> tuple[date | None, str, str]:
    """The day that a bare clock time or part of day belongs to, its anchor and the reason."""
    here = raws[n].sentence
    if raws[n].partner and n and (draft := drafts[n - 1]) is not None and (day := day_of(draft)) is not None:
        day += timedelta(next_morning(raws[n - 1], draft, raws[n]))
        return day, f"expression:{raws[n - 1].start}", "the day of the range's first member"
    candidates = []
    for k in range(max(0, n - 8), min(len(raws), n + 8)):
        other = drafts[k]
        if k == n or raws[k].sentence != here or other is None or raws[k].rule == "reference":
            continue
        day = day_of(other)
        if day is not None and raws[k].reading.kind not in ("feast", "ago", "ordinal"):
            gap = raws[n].start - raws[k].end if k < n else raws[k].start - raws[n].end
            day += timedelta(next_morning(raws[k], other, raws[n]) if k < n else 0)
            candidates.append((raws[k].report, k > n, gap, raws[k].start, day))
    own = [c for c in candidates if not c[0]]
    if own:
        _, _, _, start, day = min(own, key=lambda c: (c[2] + (8 if c[1] else 0), c[3]))
        return day, f"expression:{start}", "the day named in the same sentence"
    if state.focus is not None and still_told(state, here, today):
        return state.focus, f"expression:{state.focus_start}", "the day being told"
    if candidates:
        _, _, _, start, day = min(candidates, key=lambda c: (c[2], c[3]))
        return day, f"expression:{start}", "the day of the report in the same sentence"
    if state.weak is not None and (today is None or abs((today - state.weak).days) <= FAR_DAYS):
        return state.weak, f"expression:{state.weak_start}", "the day of the report before"
    return today, "published" if today else "none", "the article's day" if today else "the day is unknown"


def _chain(item: Raw, state: Story) -> Draft:
    r = item.reading
    sign = 1 if r.shift == "later" else -1
    unit, amount = r.parts[-1]
    value = spans.duration_value(r.parts)
    if unit in ("H", "MIN", "S"):
        return _clock_chain(item, state, sign)
    day, start = (state.focus, state.focus_start) if state.focus is not None else (state.weak, state.weak_start)
    # A month named just before is what it counts from, coarse as it is.
    away = item.sentence - state.last_sentence > 1 or not state.last
    if unit in ("D", "W") and day is not None and away and not DAY.match(state.last):
        state = replace(state, last=day.isoformat(), last_start=start)
    match = POINT.match(state.last)
    if match is None or amount is None or amount != int(amount) or not state.last:
        return Draft(value, "none", "no point to count from", "DURATION", r.mod)
    anchor, why = f"expression:{state.last_start}", f"{value} {'after' if sign > 0 else 'before'} {state.last}"
    last = DAY.match(state.last)
    if last is not None:
        moved: date | None = date(int(last[1]), int(last[2]), int(last[3]))
        for u, a in r.parts:
            moved = back(moved, u, sign * (a or 0)) if moved else None
        return (
            Draft(spans.of_unit(moved, unit), anchor, why, mod=r.mod)
            if moved
            else Draft(value, anchor, why, "DURATION")
        )
    year, month = int(state.last[:4]), state.last[5:7]
    if unit in ("Y", "DE", "CE"):
        base = back(date(year, 1, 1), unit, sign * amount)
        return (
            Draft(spans.of_unit(base, unit), anchor, why, mod=r.mod) if base else Draft(value, anchor, why, "DURATION")
        )
    if unit == "M" and month.isdigit():
        base = back(date(year, int(month), 1), unit, sign * amount)
        return (
            Draft(spans.of_unit(base, unit), anchor, why, mod=r.mod) if base else Draft(value, anchor, why, "DURATION")
        )
    return Draft(value, anchor, "the point to count from is coarser than the unit", "DURATION", r.mod)


def _clock_chain(item: Raw, state: Story, sign: int) -> Draft:
    """ "dua jam kemudian" from the last clock time of this sentence or the one before."""
    r = item.reading
    value = spans.duration_value(r.parts)
    match = DAY.match(state.clock)
    close = item.sentence - state.clock_sentence <= CLOCK_SENTENCES
    if match is None or match[5] is None or not close or int(match[5]) > 23:
        return Draft(value, "none", "no point to count from", "DURATION", r.mod)
    seconds = sum((a or 0) * {"D": 86400, "H": 3600, "MIN": 60, "S": 1}.get(u, 0) for u, a in r.parts)
    start = datetime(int(match[1]), int(match[2]), int(match[3]), int(match[5]), int(match[6]))
    moved = start + timedelta(seconds=sign * seconds)
    return Draft(moved.strftime("%Y-%m-%dT%H:%M"), "expression", f"{value} from {state.clock}", mod=r.mod)


def _same(item: Raw, state: Story, today: date | None) -> Draft:
    """ "pada hari yang sama", "keesokan harinya", "tahun itu", "bulan berikutnya", "malam harinya"."""
    r = item.reading
    assert r.unit is not None
    offset = r.offset or 0
    day, start = state.focus, state.focus_start
    if r.unit != "D" and state.last:
        base = _of_last(state.last, r.unit)
        if base is not None:
            day, start = base, state.last_start
    if day is None:
        day, start = (state.weak, state.weak_start) if state.weak is not None else (today, -1)
    if day is None or (start < 0 and r.unit == "D" and offset == 0 and item.rule == "unit-shift"):
        return Draft("PAST_REF" if offset <= 0 else "FUTURE_REF", "none", "no point to count from")
    moved = back(day.replace(day=1) if r.unit in ("Y", "M", "DE", "CE") else day, r.unit, offset)
    if moved is None:
        return Draft("PAST_REF", "none", "outside the calendar")
    anchor = f"expression:{start}" if start >= 0 else "published"
    return Draft(
        clocked(spans.of_unit(moved, r.unit), _clock_only(r)),
        anchor,
        f"{offset:+d} from the day being told",
        mod=r.mod,
    )


def _clock_only(r: Reading) -> Reading:
    return Reading("clock", hour=r.hour, minute=r.minute, part=r.part)


def _of_last(last: str, unit: str) -> date | None:
    """A day of the last point, if that point is as fine as the unit."""
    match = DAY.match(last)
    if match is not None:
        return date(int(match[1]), int(match[2]), int(match[3]))
    if unit in ("Y", "DE", "CE"):
        return date(int(last[:4]), 1, 1)
    if unit == "M" and re.match(r"\d{4}-\d\d$", last):
        return date(int(last[:4]), int(last[5:7]), 1)
    return None


def _unnamed_offset(raws: Sequence[Raw], drafts: list[Draft | None], n: int) -> Draft | None:
    """ "H-7" alone counts from the feast named last, else from the next one; without any it is no date."""
    offset = raws[n].reading.offset or 0
    order = [*range(n - 1, max(-1, n - FEAST_REACH), -1), *range(n + 1, min(len(raws), n + FEAST_REACH))]
    for k in order:
        other = drafts[k]
        if raws[k].reading.kind == "feast" and raws[k].reading.name and other is not None and (day := day_of(other)):
            base = day - timedelta(raws[k].reading.offset or 0)
            return Draft((base + timedelta(offset)).isoformat(), other.anchor, f"{offset:+d} days from the feast")
    return None
