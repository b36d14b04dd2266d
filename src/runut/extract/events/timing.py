"""When an event happened: which time expression of the sentence is its own.

In: a reading, a trigger, the article's date. Out: ``EventTime`` or None (unknown). The report's own date ("dilansir
AFP, Jumat (30/5/2025)", "kata Peskov, Selasa") is never an event's. An event without a time of its own stays unknown,
except in the lead, whose news is of the day by the practice of newspapers; ``basis`` says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from runut.extract.events.arguments import CARRIERS
from runut.extract.events.clauses import Clause
from runut.extract.events.items import Item
from runut.extract.events.triggers import Reading, Trigger
from runut.records import CitedSource, EventTime, Published, Span, Status, TimeExpression

EDTF_DAY = re.compile(r"\d{4}(-\d\d){0,2}$")
RANGE_WORDS = frozenset("hingga sampai - – — s/d sd".split())
REPORT_GAP = 3
LEAD_DAYS = 2
SIMULTANEOUS = frozenset("saat ketika kala tatkala sewaktu selagi dalam disela".split())
SINCE = frozenset({"sejak", "semenjak"})
FIRST = frozenset({"pertama", "perdana", "pertamanya"})
NOT_DATED = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})


def find_time(
    reading: Reading, trigger: Trigger, reported: frozenset[int], *, lead: bool, status: Status, published: Published
) -> EventTime | None:
    """The time of the event that ``trigger`` tells; ``reported``: positions of times that date the report."""
    best = _own(reading, trigger, reported)
    if best is not None:
        return best
    if lead and status == "actual" and published.earliest and published.latest:
        if (published.latest - published.earliest).days > 40:
            return None
        earliest = published.earliest - timedelta(days=LEAD_DAYS)
        value = published.value if _month_wide(published) else f"{earliest}/{published.latest}"
        first = published.earliest if _month_wide(published) else earliest
        return EventTime(value or "", first, published.latest, "lead", "published", None)
    return None


def _month_wide(published: Published) -> bool:
    return bool(published.earliest and published.latest and (published.latest - published.earliest).days > 6)


def _own(reading: Reading, trigger: Trigger, reported: frozenset[int]) -> EventTime | None:
    # a date inside quotation marks belongs to the words quoted: a medal's name, a slogan, somebody's speech
    outside = not reading.items[trigger.start].quoted
    told = [
        p
        for p, item in enumerate(reading.items)
        if item.time is not None and p not in reported and not (outside and item.quoted) and not _since(reading, p)
    ]
    dated = [p for p in told if _dates(reading.items[p].time)]
    lasting = [p for p in told if p not in dated and _lasts(reading.items[p].time)]
    return _attached(reading, trigger, dated) or _attached_in_clause(reading, trigger, lasting)


def _since(reading: Reading, position: int) -> bool:
    """Of "kunjungan pertama sejak 2009", "serangan terbesar sejak 2022": the day is that of an earlier act."""
    items = reading.items
    return position > 0 and items[position - 1].lower in SINCE and any(
        item.lower in FIRST or (item.tag == "ADJ" and item.lower.startswith("ter")) for item in items[: position - 1]
    )


def _attached_in_clause(reading: Reading, trigger: Trigger, lasting: Sequence[int]) -> EventTime | None:
    """A duration or a repetition of the trigger's own clause: "selama tiga hari", "setiap hari"."""
    here = [p for p in lasting if reading.clauses.of[p] == trigger.clause]
    return _event_time(reading.items, _nearest(reading, trigger, here), here) if here else None


def _attached(reading: Reading, trigger: Trigger, usable: Sequence[int]) -> EventTime | None:
    """The nearest of ``usable`` that grammar gives to the trigger."""
    if not usable:
        return None
    chain = _chain(reading, trigger)
    for rank, clause in enumerate(chain):
        here = [p for p in usable if reading.clauses.of[p] == clause]
        if rank == 0 and trigger.form.voice == "noun":
            here = _within_phrase(reading, trigger, here)
        if here:
            return _event_time(reading.items, _nearest(reading, trigger, here), usable)
    simultaneous = _beside(reading, trigger, usable)
    if simultaneous is not None:
        return _event_time(reading.items, simultaneous, usable)
    first_verb = reading.clauses.clauses[0].verb
    opening = [p for p in usable if first_verb is None or p < first_verb]
    if opening and reading.clauses.clause(trigger.start).kind != "relative":
        return _event_time(reading.items, opening[0], usable)
    return None


def _beside(reading: Reading, trigger: Trigger, usable: Sequence[int]) -> int | None:
    """ "... tahun lalu saat kunjungan X": the only time of a sentence holds for what happened at the same moment."""
    clause = reading.clauses.clause(trigger.start)
    before = [item.lower for item in reading.items[max(0, trigger.start - 3) : trigger.start]]
    linked = clause.opener in SIMULTANEOUS or any(word in SIMULTANEOUS for word in before)
    return usable[0] if linked and len(usable) == 1 else None


def _within_phrase(reading: Reading, trigger: Trigger, here: list[int]) -> list[int]:
    """A nominal act that is not carried by its clause's verb takes a time only inside its own phrase or unopposed."""
    inside = [p for p in here if trigger.end <= p <= trigger.slots.end]
    if inside or trigger.light is not None or trigger.slots.carrier is not None:
        return inside or here
    clause = reading.clauses.clause(trigger.start)
    return here if clause.verb is None or clause.verb > trigger.start else []


def _chain(reading: Reading, trigger: Trigger) -> list[int]:
    """The trigger's clause and the clauses whose time it shares."""
    clause: Clause = reading.clauses.clause(trigger.start)
    out = [clause.index]
    while clause.parent is not None and clause.kind in ("serial", "purpose", "coordinate"):
        clause = reading.clauses.clauses[clause.parent]
        out.append(clause.index)
    # "peringatan yang digelar hari ini": the time of what is held, told in a relative clause
    for other in reading.clauses.clauses:
        carried = other.verb is not None and reading.items[other.verb].lower in CARRIERS
        if other.kind == "relative" and carried and other.parent in out and other.start > trigger.start:
            out.append(other.index)
    return out


def _nearest(reading: Reading, trigger: Trigger, positions: Sequence[int]) -> int:
    return min(positions, key=lambda p: (abs(p - trigger.start), p))


def _dates(time: TimeExpression | None) -> bool:
    """Whether the expression points to a day or stretch of days, known or not ("Jumat" without a year)."""
    return time is not None and time.type in ("DATE", "TIME") and time.value not in NOT_DATED


def _lasts(time: TimeExpression | None) -> bool:
    return time is not None and time.type in ("DURATION", "SET")


def _event_time(items: Sequence[Item], position: int, usable: Sequence[int]) -> EventTime:
    """The EDTF value of the expression, or of the range that it begins or ends."""
    time = items[position].time
    assert time is not None
    for other in usable:
        low, high = sorted((position, other))
        between = [item.lower for item in items[low + 1 : high]]
        if other != position and len(between) <= 2 and between and set(between) <= RANGE_WORDS:
            first, last = items[low].time, items[high].time
            if first and last and first.earliest and last.latest and first.earliest <= last.latest:
                value = f"{_edtf(first)}/{_edtf(last)}"
                span = Span(first.start, first.end, first.text)
                return EventTime(value, first.earliest, last.latest, "own", time.anchor, span)
    return EventTime(_edtf(time), time.earliest, time.latest, "own", time.anchor, Span(time.start, time.end, time.text))


def _edtf(time: TimeExpression) -> str | None:
    if time.earliest is None and time.latest is None:
        return None
    head = time.value.split("T")[0]
    if EDTF_DAY.match(head):
        return head
    if time.earliest and time.latest and time.earliest != time.latest:
        return f"{time.earliest}/{time.latest}"
    day: date | None = time.earliest or time.latest
    return str(day)


def report_dates(
    items: Sequence[Item], cited: Sequence[CitedSource], saying: frozenset[str]
) -> frozenset[int]:
    """Positions of times that say when somebody reported or spoke, not when anything happened."""
    ends = sorted(source.span.end for source in cited)
    out = []
    for position, item in enumerate(items):
        if item.time is None:
            continue
        if item.time.ext.get("report"):
            out.append(position)
            continue
        back = position - 1
        while back >= 0 and (items[back].kind == "mark" or items[back].lower in ("pada", "hari", "di", "dalam")):
            back -= 1
        if back < 0:
            continue
        near = items[max(0, back - REPORT_GAP) : back + 1]
        if any(items[back].start <= end <= items[back].end + 1 for end in ends):
            out.append(position)
        elif any(i.lower in saying for i in near) and not any(i.tag == "VERB" and i.lower not in saying for i in near):
            out.append(position)
    return frozenset(out)
