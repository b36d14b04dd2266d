"""Where reports of one event disagree: dates, numbers, places, status, each with both sentences.

In: the reports of one event. Out: ``CrossConflict`` records with a judgement: contradiction, update, rounding,
different-thing-counted. "Over 10,000" and "11,000" do not conflict; "1,375" and "1,400" are rounding. Copies of one
origin that say the same are one voice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from runut.extract.actors.context import state_entity
from runut.fuse.counting import about_only, both_least, close, compatible, thing
from runut.fuse.days import bounds, day_of, gap_days
from runut.fuse.pairs import weights
from runut.records import CrossConflict, Place, Quantity, Report, Span

UPDATE_DAYS = 1
# A date is compared when it binds at most this many days beyond the first, and stands this near to its verb.
WIDEST_DAY = 1
REACH = 80
SEVERAL = 2
# Degrees of longitude from western Indonesia beyond which a day's difference may be the clock's.
FAR_EAST_WEST = 60.0
WESTERN_INDONESIA = 106.8
# Kilometres in a degree, and how far apart two places must lie to exclude each other.
DEGREE_KM = 111.0
APART_KM = 100.0

Value = tuple[str, str | None, str, Span | None]


def find_conflicts(event: str, reports: Sequence[Report]) -> tuple[CrossConflict, ...]:
    """All disagreements among ``reports``, one record a kind and subject."""
    out = [*_dates(event, reports), *_numbers(event, reports), *_places(event, reports), *_statuses(event, reports)]
    return tuple(out)


def _near(report: Report, span: Span | None) -> bool:
    """Whether ``span`` stands by the event's word with no claimant between: else it may be the telling's."""
    event = report.event
    if span is None or not event.evidence.start <= span.start < event.evidence.end:
        return False
    low, high = sorted((event.trigger.start, span.start))
    if high - low > REACH + len(event.trigger.text):
        return False
    claims = [claim.mention for claim in event.said_by if claim.mention is not None]
    between = event.evidence.text[low - event.evidence.start : high - event.evidence.start].lower().split()
    return not any(low < claim.start < high for claim in claims) and not weights().saying.intersection(between)


def _dated(report: Report) -> bool:
    time, limits = report.event.time, bounds(report.event)
    if time is None or limits is None or time.basis != "own" or time.value is None:
        return False
    named = time.mention is not None and any(c.isdigit() for c in time.mention.text)
    if day_of(report) != limits and (time.mention is None or str(limits[0].year) not in time.mention.text):
        # the year is our own reading, not the page's misprint
        return False
    return named and (limits[1] - limits[0]).days <= WIDEST_DAY and _near(report, time.mention)


def _dates(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """Days that exclude each other, of one act and by explicit dates."""
    out = []
    for act in sorted({report.event.act for report in reports}):
        dated = [report for report in reports if report.event.act == act and _dated(report)]
        gaps = [_gap(a, b) for a, b in combinations(dated, 2) if a.article != b.article]
        if not any(gaps) or (dated[0].event.type in weights().series and not _both_told_twice(dated)):
            continue
        values: list[Value] = []
        for report in dated:
            time = report.event.time
            if time is not None and time.value is not None:
                values.append((report.source, report.key, time.value, time.mention))
        distinct = ", ".join(sorted({value[2] for value in values}))
        judgement = "timezone" if max(gaps) == 1 and any(_far(report) for report in dated) else "contradiction"
        if any(day_of(report) != bounds(report.event) for report in dated):
            judgement = "error-in-text"
        detail = f"the reports give different days for one event: {distinct}"
        out.append(CrossConflict("date", event, tuple(values), judgement, detail))
    return out


def _gap(a: Report, b: Report) -> int:
    one, two = bounds(a.event), bounds(b.event)
    return gap_days(one, two) if one is not None and two is not None else 0


def _both_told_twice(dated: Sequence[Report]) -> bool:
    """Acts come in series: two days for one of them only where each has two voices."""
    voices: dict[str, set[str]] = {}
    for report in dated:
        if report.event.time is not None and report.event.time.value is not None:
            voices.setdefault(report.event.time.value, set()).add(report.origin)
    return len(voices) > 1 and min(len(origins) for origins in voices.values()) >= SEVERAL


def _far(report: Report) -> bool:
    """Whether clocks at the place, or of who acted, are many hours from Indonesia's."""
    place = report.event.place
    if place is not None and place.lon is not None and abs(place.lon - WESTERN_INDONESIA) > FAR_EAST_WEST:
        return True
    return any(person.country in weights().far for person in (*report.event.actors, *report.event.targets))


def _numbers(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """Counts of the same thing that no approximator reconciles."""
    by_thing: dict[tuple[str, str], list[tuple[Report, Quantity]]] = {}
    for report in reports:
        for quantity in report.event.quantities:
            counted = thing(quantity, report.event.evidence)
            if counted is not None:
                by_thing.setdefault(counted, []).append((report, quantity))
    out = []
    for counted in sorted(by_thing):
        pairs = by_thing[counted]
        judgement = _number_judgement(pairs)
        if judgement:
            values = tuple((r.source, r.key, q.text, Span(q.start, q.end, q.text)) for r, q in pairs)
            what = " ".join(word for word in counted if word)
            detail = f"the reports count {what} differently: {', '.join(dict.fromkeys(q.text for _, q in pairs))}"
            out.append(CrossConflict("number", event, values, judgement, detail))
    return out


def _number_judgement(pairs: Sequence[tuple[Report, Quantity]]) -> str:
    """The gravest judgement of any two: contradiction before update before rounding."""
    found = {_pair_judgement(one, a, two, b) for (one, a), (two, b) in combinations(pairs, 2)}
    return next((name for name in ("contradiction", "update", "rounding") if name in found), "")


def _pair_judgement(one: Report, a: Quantity, two: Report, b: Quantity) -> str:
    if _gap(one, two) > 0 or a.value == b.value or not _dated_alike(one, two):
        return ""
    if one.article == two.article:
        # an article that counts twice counts two things, unless two voices count
        names = {claim.name for claim in one.event.said_by}, {claim.name for claim in two.event.said_by}
        if not names[0] or not names[1] or names[0] & names[1]:
            return ""
    if about_only(a, b) or (not compatible(a, b) and close(a, b)):
        return "rounding"
    later_more = (b.value - a.value) * (1 if _before(one, two) else -1) > 0
    update = later_more and _published_gap(one, two) >= UPDATE_DAYS
    if compatible(a, b):
        return "update" if update and both_least(a, b) else ""
    return "update" if update else "contradiction"


def _dated_alike(one: Report, two: Report) -> bool:
    """Acts that come in series are compared only where both have a day."""
    return one.event.type not in weights().series or bool(bounds(one.event) and bounds(two.event))


def _published_gap(one: Report, two: Report) -> int:
    a, b = one.published.earliest, two.published.earliest
    return abs((a - b).days) if a and b else 0


def _before(one: Report, two: Report) -> bool:
    a, b = one.published.earliest, two.published.earliest
    return bool(a and b and a <= b)


def _places(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """Two towns far apart in one state. A state and a town of it agree; two states are more often target and base."""
    placed = [
        (r, r.event.place)
        for r in reports
        if r.event.place is not None and not _is_state(r.event.place) and _near(r, r.event.place.mention)
    ]
    clash = False
    for (one, a), (two, b) in combinations(placed, 2):
        same = one.event.act == two.event.act and one.article != two.article and a.country == b.country
        clash = clash or (same and _kilometres(a.lat, a.lon, b.lat, b.lon) > APART_KM and not _gap(one, two))
    if not clash:
        return []
    values = tuple((r.source, r.key, place.name, place.mention) for r, place in placed)
    detail = f"the reports name different places: {', '.join(sorted({place.name for _, place in placed}))}"
    return [CrossConflict("place", event, values, "contradiction", detail)]


def _is_state(place: Place) -> bool:
    return place.country is not None and place.name == state_entity(place.country).name


def _kilometres(lat: float | None, lon: float | None, lat2: float | None, lon2: float | None) -> float:
    """Roughly, 0 where either is not on the map."""
    if lat is None or lon is None or lat2 is None or lon2 is None:
        return 0.0
    east = abs(lon - lon2)
    return float(DEGREE_KM * ((lat - lat2) ** 2 + (min(east, 360 - east) * math.cos(math.radians(lat))) ** 2) ** 0.5)


def _statuses(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """One says done, one says denied or not done, in so many words. A plan before its execution is no conflict."""
    done = [r for r in reports if r.event.status == "actual"]
    undone = [r for r in reports if r.event.status == "denied" or (r.event.status == "negated" and _negated(r))]
    pairs = [
        (a, b)
        for a in done
        for b in undone
        if a.article != b.article and a.event.act == b.event.act and _gap(a, b) == 0 and _dated_alike(a, b)
    ]
    if not pairs:
        return []
    named = {r.event.id: r for pair in pairs for r in pair}
    values = tuple((r.source, r.key, r.event.status, r.event.evidence) for r in reports if r.event.id in named)
    later = all(_before(b, a) and _published_gap(a, b) >= UPDATE_DAYS and b.event.status == "negated" for a, b in pairs)
    detail = "one report tells it as done, another as denied or not done"
    return [CrossConflict("status", event, values, "update" if later else "contradiction", detail)]


def _negated(report: Report) -> bool:
    """A word of negation stands right before the event's word."""
    event = report.event
    before = event.evidence.text[: max(0, event.trigger.start - event.evidence.start)].lower().split()
    return bool(weights().negators.intersection(before[-3:]))
