"""When an event happened: which time expression of the sentence is its own.

In: a reading, a trigger, the article's date. Out: ``EventTime`` or None (unknown). The report's own date ("dilansir
AFP, Jumat (30/5/2025)", "kata Peskov, Selasa") is never an event's, unless the event is the speaking. An event without
a time of its own stays unknown, except in the lead, whose news is of the day by the practice of newspapers; ``basis``
says so. A vague time of its own ("beberapa waktu lalu") keeps it from every other day and leaves it unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from runut.extract.events.arguments import CARRIERS
from runut.extract.events.attaching import (
    ReportDate,
    clause_of,
    is_anniversary,
    is_below,
    is_in_phrase,
    is_kept_by_saying,
    is_length,
    is_of_cause,
    is_of_earlier_act,
    is_of_object,
    is_own_report,
    is_quoted_speech,
    names_noun,
    opens,
    stands_alone_quoted,
    tells_own,
    words,
)
from runut.extract.events.clauses import Clause
from runut.extract.events.items import Item
from runut.extract.events.merging import WARS
from runut.extract.events.triggers import Reading, Trigger
from runut.records import EventTime, Published, Span, Status, TimeExpression

CHAINED = ("serial", "purpose", "coordinate")
EDTF_DAY = re.compile(r"\d{4}(-\d\d){0,2}$")
LEAD_DAYS = 2
NEWS_DAYS = 3
# Acts of words about acts to come: a day ahead of the article is of what they speak of.
SPOKEN = frozenset({"AGREE", "REQUEST", "THREATEN", "ACCUSE", "REJECT", "SUPPORT", "CONCEDE"})
NOT_DATED = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
VAGUE = NOT_DATED - {"PRESENT_REF"}
# "hari ini", "kemarin": days like any other, even where nobody knows the article's day.
DAY_WORDS = "day-relative"

# "Seperti diketahui", "Sebelumnya": how a sentence begins that tells what is known.
AS, KNOWN = frozenset({"seperti", "sebagaimana"}), frozenset({"diketahui", "sebelumnya"})
KNOWN_REACH = 3
# What has gone on for long where it is named; "pertempuran" is mostly the day's.
LONG_WARS = WARS - {"fight"}


@dataclass(frozen=True, slots=True)
class Told:
    """Times of speaking in a sentence (``reported`` by position), the words of saying, the article's day."""

    reported: Mapping[int, ReportDate]
    saying: frozenset[str]
    published: Published


def find_time(
    reading: Reading, trigger: Trigger, told: Told, *, lead: bool, status: Status
) -> EventTime | None:
    """The time of the event that ``trigger`` tells."""
    published = told.published
    best = _own(reading, trigger, told, done=status == "actual")
    if best is not None:
        return best
    if lead and status == "actual" and published.earliest and published.latest and not _is_background(reading, trigger):
        if (published.latest - published.earliest).days > 40:
            return None
        earliest = published.earliest - timedelta(days=LEAD_DAYS)
        value = published.value if _month_wide(published) else f"{earliest}/{published.latest}"
        first = published.earliest if _month_wide(published) else earliest
        return EventTime(value or "", first, published.latest, "lead", "published", None)
    return None


def speaks_of(act_type: str, act: str) -> bool:
    """Whether the act is one of words about something else, which has a day and a place of its own."""
    return act_type in SPOKEN or act == "discuss"


def time_at(items: Sequence[Item], position: int) -> EventTime | None:
    """The expression at ``position`` as a time of an event, where it points to a day or stretch of days."""
    return _event_time(items, position, [position]) if _dates(items[position].time) else None


def _lasting(reading: Reading, trigger: Trigger) -> bool:
    """Whether what is done holds for a time: a ban, a closure, an extension."""
    return any(item.lower in words()["holding"] for item in reading.items[trigger.start : trigger.end])


def is_end(items: Sequence[Item], position: int) -> bool:
    """ "hingga 31 Januari": the end of a stretch of time whose beginning is not told beside it."""
    before = [item for item in items[max(0, position - 3) : position] if item.lower not in words()["prepositions"]]
    ends = bool(before) and before[-1].lower in words()["until"]
    return ends and not any(_dates(item.time) for item in before[:-1])


def _month_wide(published: Published) -> bool:
    return bool(published.earliest and published.latest and (published.latest - published.earliest).days > 6)


def _is_background(reading: Reading, trigger: Trigger) -> bool:
    """What the lead takes as known: a nominal act inside a relative clause ("tentara yang terlibat dalam pertempuran"),
    a war by its noun ("di tengah perang X dan Y"), a sentence that begins with "Seperti diketahui" or "Sebelumnya"."""
    opening = [item.lower for item in reading.items[:KNOWN_REACH] if item.kind == "word"]
    if opening[:1] in (["sebelumnya"], ["diketahui"]) or (opening[:1] and opening[0] in AS and KNOWN & set(opening)):
        return True
    if trigger.form.voice != "noun":
        return False
    return trigger.form.act.name in LONG_WARS or reading.clauses.clause(trigger.start).kind == "relative"


def _own(reading: Reading, trigger: Trigger, told: Told, *, done: bool) -> EventTime | None:
    usable = [p for p, item in enumerate(reading.items) if item.time and _is_free(reading, trigger, p, told)]
    if done and _lasting(reading, trigger):  # "memperpanjang sanksi hingga 2027": until when it holds
        items = reading.items
        usable = [p for p in usable if not (is_end(items, p) and _lies_ahead(items[p].time, told.published))]
    if done and trigger.form.act.type in SPOKEN:
        usable = [p for p in usable if not _is_spoken_of(reading, trigger, p, told.published)]
    dated = [p for p in usable if _dates(reading.items[p].time)]
    lasting = [p for p in usable if p not in dated and _lasts(reading.items[p].time) and is_length(reading, trigger, p)]
    vague = [p for p in usable if _is_vague(reading.items[p].time)]
    return (
        _attached(reading, trigger, dated, told)
        or _attached_in_clause(reading, trigger, lasting, told)
        or _attached_in_clause(reading, trigger, vague, told)
    )


def _lies_ahead(time: TimeExpression | None, published: Published) -> bool:
    """ "X mengusulkan pertemuan pada Desember" in October: the day of what is spoken of."""
    return bool(time and time.earliest and published.latest and time.earliest > published.latest)


def _is_spoken_of(reading: Reading, trigger: Trigger, position: int, published: Published) -> bool:
    """The time is that of what the words of the act speak of: it lies ahead, or far back behind a nominal act."""
    time = reading.items[position].time
    return _lies_ahead(time, published) or (_is_old(time, published) and is_of_object(reading, trigger, position))


def _is_old(time: TimeExpression | None, published: Published) -> bool:
    """Days before the article: "mengecam serangan Israel pada 13 Juni" in July is of the attack, not of the protest."""
    if time is None or time.latest is None or published.earliest is None:
        return False
    return time.granularity not in ("day", "time") or (published.earliest - time.latest).days > NEWS_DAYS


def _is_free(reading: Reading, trigger: Trigger, position: int, told: Told) -> bool:
    """Whether nothing else owns the time: no quotation, no report, no noun before it."""
    # a date inside quotation marks belongs to the words quoted: a medal's name, a slogan, somebody's speech
    outside = not reading.items[trigger.start].quoted
    if reading.items[position].quoted and outside and not stands_alone_quoted(reading.items, position):
        return False
    report = told.reported.get(position)
    if report is not None and not is_own_report(reading, trigger, position, report):
        return False
    if is_quoted_speech(reading, trigger, position) and report is None:
        return False
    noun = names_noun(reading.items, position)
    if noun is not None and not (trigger.form.voice == "noun" and trigger.start <= noun <= trigger.end):
        return False
    if is_of_cause(reading, trigger, position):
        return False
    return not is_of_earlier_act(reading, position, reading.items[trigger.start].start)


def _attached_in_clause(
    reading: Reading, trigger: Trigger, lasting: Sequence[int], told: Told
) -> EventTime | None:
    """A duration, a repetition or a vague time of the trigger's own clause ("selama tiga hari", "setiap hari") or in
    front of the sentence."""
    here = [p for p in lasting if reading.clauses.of[p] == trigger.clause]
    first_verb = reading.clauses.clauses[0].verb
    if not here and trigger.form.voice != "noun" and reading.clauses.clause(trigger.start).kind != "relative":
        here = [p for p in lasting if opens(reading, p, first_verb) and not _is_kept(reading, trigger, p, told)]
    if trigger.form.voice == "noun":
        here = [p for p in _within_phrase(reading, trigger, here) if not _is_of_later_verb(reading, trigger, p)]
    return _event_time(reading.items, _nearest(reading, trigger, here), here) if here else None


def _is_of_later_verb(reading: Reading, trigger: Trigger, position: int) -> bool:
    """ "serangan itu memperlambat program selama tiga bulan": the length is the verb's, unless it only carries."""
    verb = reading.clauses.clause(trigger.start).verb
    return verb is not None and trigger.end <= verb < position and reading.items[verb].lower not in CARRIERS


def _attached(reading: Reading, trigger: Trigger, usable: Sequence[int], told: Told) -> EventTime | None:
    """The nearest of ``usable`` that grammar gives to the trigger."""
    if not usable:
        return None
    kept = [p for p in usable if not _is_kept(reading, trigger, p, told)]
    for rank, clause in enumerate(_chain(reading, trigger)):
        here = [p for p in kept if clause_of(reading, p) == clause]
        if rank == 0 and trigger.form.voice == "noun":
            here = _within_phrase(reading, trigger, here)
        if here:
            return _event_time(reading.items, _nearest(reading, trigger, here), usable)
    if trigger.form.voice == "noun" and (inside := [p for p in usable if is_in_phrase(reading, trigger, p)]):
        return _event_time(reading.items, inside[0], usable)
    spoken = [p for p in usable if p in told.reported and reading.items[trigger.start].quoted]
    if spoken:
        return _event_time(reading.items, spoken[0], usable)
    below = [p for p in kept if is_below(reading, trigger, p)]
    below = [p for p in below if not _lies_ahead(reading.items[p].time, told.published)]
    if below:
        return _event_time(reading.items, _nearest(reading, trigger, below), usable)
    simultaneous = _beside(reading, trigger, usable)
    if simultaneous is not None:
        return _event_time(reading.items, simultaneous, usable)
    first_verb = reading.clauses.clauses[0].verb
    opening = [p for p in kept if opens(reading, p, first_verb)]
    if opening and reading.clauses.clause(trigger.start).kind != "relative":
        return _event_time(reading.items, opening[0], usable)
    return None


def _is_kept(reading: Reading, trigger: Trigger, position: int, told: Told) -> bool:
    return is_kept_by_saying(reading, trigger, position, told.saying)


def _beside(reading: Reading, trigger: Trigger, usable: Sequence[int]) -> int | None:
    """ "... tahun lalu saat kunjungan X": the only time of a sentence holds for what happened at the same moment."""
    clause = reading.clauses.clause(trigger.start)
    before = [item.lower for item in reading.items[max(0, trigger.start - 3) : trigger.start]]
    linked = clause.opener in words()["simultaneous"] or any(word in words()["simultaneous"] for word in before)
    return usable[0] if linked and len(usable) == 1 else None


def _within_phrase(reading: Reading, trigger: Trigger, here: list[int]) -> list[int]:
    """A nominal act that is not carried by its clause's verb takes a time only inside its own phrase or unopposed."""
    inside = [p for p in here if trigger.end <= p <= trigger.slots.end]
    if inside or trigger.light is not None or trigger.slots.carrier is not None:
        return inside or here
    clause = reading.clauses.clause(trigger.start)
    if clause.verb is None or clause.verb > trigger.start:
        return here
    governed = reading.items[clause.verb].lower in words()["phase"] and trigger.start - clause.verb <= 2
    return here if governed else [p for p in here if _by_means(reading, trigger, p)]


def _by_means(reading: Reading, trigger: Trigger, position: int) -> bool:
    """ "tewas pada Senin akibat serangan itu"; behind the noun also "bertanggung jawab atas serangan itu, Senin"."""
    before = reading.items[trigger.start - 1].lower
    if position < trigger.start:
        return before in words()["means"]
    linked = before in words()["means"] | words()["causes"]
    return linked and not any(item.tag == "VERB" for item in _outside_relative(reading, trigger, position))


def _outside_relative(reading: Reading, trigger: Trigger, position: int) -> list[Item]:
    """The items between a noun and a time, those of a relative clause on the noun left out."""
    clauses = reading.clauses
    return [
        item
        for p, item in enumerate(reading.items)
        if trigger.end <= p < position and clauses.clause(p).kind != "relative"
    ]


def _chain(reading: Reading, trigger: Trigger) -> list[int]:
    """The trigger's clause and the clauses whose time it shares."""
    clause: Clause = reading.clauses.clause(trigger.start)
    out = list(dict.fromkeys([clause.index, *(reading.clauses.of[p] for p in range(trigger.start, trigger.end))]))
    while clause.parent is not None and (clause.kind in CHAINED or tells_own(reading, clause, trigger)):
        clause = reading.clauses.clauses[clause.parent]
        out.append(clause.index)
    # "peringatan yang digelar hari ini": the time of what is held, told in a relative clause; what is only spoken of
    # ("membahas kesepakatan yang dicapai pada 2019") keeps its own
    if trigger.form.voice != "noun" and speaks_of(trigger.form.act.type, trigger.form.act.name):
        return out
    for other in reading.clauses.clauses:
        told_by = reading.items[other.verb].lower if other.verb is not None else ""
        carried = told_by in CARRIERS | words()["carried"]
        # "melanggar gencatan senjata yang berlaku sejak April": since when the object holds
        carried = carried or (told_by in words()["holds"] and trigger.form.voice == "noun")
        if other.kind == "relative" and carried and other.parent in out and _is_on(reading, trigger, other):
            out.append(other.index)
    return out


def _is_on(reading: Reading, trigger: Trigger, clause: Clause) -> bool:
    """The clause with "yang" tells of the act, or of what is named with it, and not of the object of a verb behind:
    "serangan itu menghancurkan program yang dibangun selama sepuluh tahun"."""
    if clause.start <= trigger.start:
        return False
    return trigger.form.voice != "noun" or not any(
        item.tag == "VERB" for item in reading.items[trigger.end : clause.antecedent or trigger.end]
    )


def _nearest(reading: Reading, trigger: Trigger, positions: Sequence[int]) -> int:
    return min(positions, key=lambda p: (abs(p - trigger.start), p))


def _dates(time: TimeExpression | None) -> bool:
    """Whether the expression points to a day or stretch of days, known or not ("Jumat" without a year); a length does
    so where it is counted from the article's day: "dua bulan terakhir", "tiga hari ke depan"."""
    if time is None or (time.value in NOT_DATED and time.rule != DAY_WORDS):
        return False
    from_today = time.type == "DURATION" and time.anchor == "published" and not is_anniversary(time)
    return time.type in ("DATE", "TIME") or from_today


def _lasts(time: TimeExpression | None) -> bool:
    return time is not None and time.type in ("DURATION", "SET")


def _is_vague(time: TimeExpression | None) -> bool:
    """Points somewhere, to no day: "beberapa waktu lalu", "saat itu"."""
    return time is not None and time.type == "DATE" and time.value in VAGUE and time.rule != "era"


def _event_time(items: Sequence[Item], position: int, usable: Sequence[int]) -> EventTime:
    """The EDTF value of the expression, or of the range that it begins or ends."""
    time = items[position].time
    assert time is not None
    if _is_vague(time) and not time.anchor.startswith("expression"):  # no day that one could build on
        return EventTime(None, None, None, "own", time.anchor, Span(time.start, time.end, time.text))
    for other in usable:
        low, high = sorted((position, other))
        between = [item.lower for item in items[low + 1 : high]]
        if other != position and len(between) <= 2 and between:
            first, last = items[low].time, items[high].time
            ranged = words()["range_words"].issuperset(between) or (between == ["dan"] and _adjoin(first, last))
            if ranged and first and last and first.earliest and last.latest and first.earliest <= last.latest:
                value = f"{_edtf(first)}/{_edtf(last)}"
                span = Span(first.start, first.end, first.text)
                return EventTime(value, first.earliest, last.latest, "own", time.anchor, span)
    return EventTime(_edtf(time), time.earliest, time.latest, "own", time.anchor, Span(time.start, time.end, time.text))


def _adjoin(first: TimeExpression | None, last: TimeExpression | None) -> bool:
    """ "pada 30 dan 31 Januari": two days in a row are one stretch."""
    if first is None or last is None or first.latest is None or last.earliest is None:
        return False
    return last.earliest - first.latest == timedelta(days=1)


def _edtf(time: TimeExpression) -> str | None:
    if time.earliest is None and time.latest is None:
        return None
    if time.type == "DURATION" and None in (time.earliest, time.latest):  # "beberapa hari terakhir" binds no day
        return None
    head = time.value.split("T")[0]
    if EDTF_DAY.match(head):
        return head
    if time.earliest and time.latest and time.earliest != time.latest:
        return f"{time.earliest}/{time.latest}"
    day: date | None = time.earliest or time.latest
    return str(day)
