"""Where reports of one event disagree: dates, numbers, places, status, doers, quotes, each with both sentences.

In: the reports of one event. Out: ``CrossConflict`` records with a judgement: contradiction, update, rounding,
different-thing-counted. "Over 10,000" and "11,000" do not conflict; "1,375" and "1,400" are rounding. Copies of one
origin that say the same are one voice.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from runut.extract.actors.context import state_entity
from runut.fuse.clocks import clock_conflicts
from runut.fuse.days import NEAR_DAYS, bounds, day_of
from runut.fuse.figures import number_conflicts
from runut.fuse.quotes import quote_conflicts
from runut.fuse.reports import Value, before, gap, in_words, published_gap
from runut.fuse.weights import states, weights
from runut.records import CrossConflict, Place, Report, Span

UPDATE_DAYS = 1
# Days that the clocks of two zones may lie apart, and the words that name a clock.
ZONE_DAYS = 1
ZONE = re.compile(r"\b(?:WIB|WITA|WIT|GMT|UTC)\b|\bwaktu (?:setempat|lokal|[A-Z]\w+)")
# A date is compared when it binds at most this many days beyond the first, and stands this near to its verb.
WIDEST_DAY = 1
REACH = 80
# Each side lays the act to the other: "Ukraina menuduh Rusia meledakkan bendungan", and the reverse.
CLAIMED = ("actual", "rumoured")
SEVERAL = 2
# Degrees of longitude from western Indonesia beyond which a day's difference may be the clock's.
FAR_EAST_WEST = 60.0
WESTERN_INDONESIA = 106.8
# Share of words that an undated denial has in common with what it denies.
ALIKE = 0.4
# "di Distrik Kiwirok, Pegunungan Bintang,": a place with its region; "di Kiwirok, Senin" is none.
NAMES = r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}"
KIND = r"Distrik|Kecamatan|Desa|Kampung|Kelurahan|Nagari|Kota|Kabupaten|Provinsi"
WEEKDAY = re.compile(r"\b(?:Senin|Selasa|Rabu|Kamis|Jumat|Jum'at|Sabtu|Minggu|Ahad)\b", re.IGNORECASE)
DAY = r"(?!(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b)"
WITH_REGION = re.compile(
    rf"\b(?:di|ke|dari) (?:(?P<kind>{KIND}) )?(?P<place>{NAMES}), {DAY}(?:(?:{KIND}) )?(?P<region>{NAMES})"
    r"(?=[,.]| pada\b|$)"
)
# A state ("SDN") or one of its armed sides ("SDN:RSF"); civilians take no blame by name.
SIDE = re.compile(r"[A-Z]{3}(?::(?!CVL|COP)[A-Z]+)?")
# Kilometres in a degree, and how far apart two places must lie to exclude each other.
DEGREE_KM = 111.0
APART_KM = 100.0
# The same for what is held, not struck: a blow is told by the name of the region, too, a signing by its town.
TOWNS_KM = 50.0


def find_conflicts(event: str, reports: Sequence[Report]) -> tuple[CrossConflict, ...]:
    """All disagreements among ``reports``, one record a kind and subject."""
    out = [
        *_dates(event, reports),
        *_weekdays(event, reports),
        *number_conflicts(event, reports),
        *_places(event, reports),
        *_statuses(event, reports),
        *_doers(event, reports),
        *quote_conflicts(event, reports),
    ]
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
    figures = time.mention is not None and any(c.isdigit() for c in time.mention.text)
    named = figures or (time.mention is not None and WEEKDAY.fullmatch(time.mention.text) is not None)
    if figures and day_of(report) != limits and (time.mention is None or str(limits[0].year) not in time.mention.text):
        # the year is our own reading, not the page's misprint
        return False
    return named and (limits[1] - limits[0]).days <= WIDEST_DAY and _near(report, time.mention)


def _dates(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """Days that exclude each other, of one act and by explicit dates."""
    out = clock_conflicts(event, reports)
    if out:
        return out
    for act in sorted({report.event.act for report in reports}):
        dated = [report for report in reports if report.event.act == act and _dated(report)]
        gaps = [gap(a, b) for a, b in combinations(dated, 2) if a.article != b.article]
        zoned = max(gaps, default=0) == ZONE_DAYS and any(map(_zoned, dated))
        if not any(gaps) or (dated[0].event.type in weights().series and not zoned and not _both_told_twice(dated)):
            continue
        values: list[Value] = []
        for report in dated:
            time = report.event.time
            if time is not None and time.value is not None:
                values.append((report.source, report.key, time.value, time.mention))
        distinct = ", ".join(sorted({value[2] for value in values}))
        clock = zoned or (max(gaps) == ZONE_DAYS and any(map(_far, dated)))
        judgement = "timezone" if clock else "contradiction"
        if any(day_of(report) != bounds(report.event) for report in dated):
            judgement = "error-in-text"
        detail = f"the reports give different days for one event: {distinct}"
        out.append(CrossConflict("date", event, tuple(values), judgement, detail))
    return out


def _weekdays(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """One date with two weekdays: "Rabu (22/10/2025)" and "Selasa (22/10/2025)"; one of them is a slip."""
    named: dict[tuple[date, date], list[tuple[str, Value]]] = {}
    for report in reports:
        limits, time = bounds(report.event), report.event.time
        if limits is None or time is None or time.mention is None or time.basis != "own":
            continue
        day = WEEKDAY.search(time.mention.text)
        if day and any(letter.isdigit() for letter in time.mention.text):
            value = (report.source, report.key, time.mention.text, time.mention)
            named.setdefault(limits, []).append((day[0].lower(), value))
    out = []
    for told in named.values():
        days = sorted({day for day, _ in told})
        if len(days) > 1:
            values = tuple(value for _, value in told)
            detail = f"the reports give one date different weekdays: {', '.join(days)}"
            out.append(CrossConflict("date", event, values, "error-in-text", detail))
    return out


def _both_told_twice(dated: Sequence[Report]) -> bool:
    """Acts come in series: two days for one of them only where each has two voices."""
    voices: dict[str, set[str]] = {}
    for report in dated:
        if report.event.time is not None and report.event.time.value is not None:
            voices.setdefault(report.event.time.value, set()).add(report.origin)
    return len(voices) > 1 and min(len(origins) for origins in voices.values()) >= SEVERAL


def _zoned(report: Report) -> bool:
    """Whether the sentence says whose clock its day is of: "waktu setempat", "WIB"."""
    return ZONE.search(report.event.evidence.text) is not None


def _far(report: Report) -> bool:
    """Whether clocks at the place, or of who acted, are many hours from Indonesia's."""
    place = report.event.place
    if place is not None and place.lon is not None and abs(place.lon - WESTERN_INDONESIA) > FAR_EAST_WEST:
        return True
    return any(person.country in weights().far for person in (*report.event.actors, *report.event.targets))


def _places(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """Two towns far apart in one state, or two places of one region ("di Oksibil, Papua", "di Kiwirok, Papua").

    A state and a town of it agree; two states are more often target and base. A region of the map may hold the town.
    """
    regional = _regional(event, reports)
    if regional:
        return regional
    placed = [
        (r, r.event.place)
        for r in reports
        if r.event.place is not None and not _is_state(r.event.place) and _near(r, r.event.place.mention)
    ]
    clash = False
    for (one, a), (two, b) in combinations(placed, 2):
        same = one.event.act == two.event.act and one.article != two.article and a.country == b.country
        least = APART_KM if one.event.type in weights().series else TOWNS_KM
        clash = clash or (same and _kilometres(a.lat, a.lon, b.lat, b.lon) > least and not gap(one, two))
    if not clash:
        return []
    values = tuple((r.source, r.key, place.name, place.mention) for r, place in placed)
    detail = f"the reports name different places: {', '.join(sorted({place.name for _, place in placed}))}"
    return [CrossConflict("place", event, values, "contradiction", detail)]


def _regional(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """Newspapers name a small place with its region: two names with one region are two places, on the map or not."""
    told = [spot for report in reports if (spot := _spot(report)) is not None]
    named = [one for one in told if any(_two_of_a_region(one, other) for other in told)]
    if not named:
        return []
    values = tuple((one.report.source, one.report.key, one.place.text, one.place) for one in named)
    detail = f"the reports name different places: {', '.join(sorted({one.place.text for one in named}))}"
    return [CrossConflict("place", event, values, "contradiction", detail)]


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place as a report names it with its region; ``kind``: "Desa", "Distrik", "" where it is not said."""

    report: Report
    kind: str
    place: Span
    region: str


def _spot(report: Report) -> _Spot | None:
    """The place of the event's sentence that is named with its region, near the event's word."""
    event = report.event
    for found in WITH_REGION.finditer(event.evidence.text):
        start = event.evidence.start + found.start("place")
        place = Span(start, start + len(found["place"]), found["place"])
        if found["region"] not in states() and _near(report, place):
            return _Spot(report, found["kind"] or "", place, found["region"])
    return None


def _two_of_a_region(one: _Spot, other: _Spot) -> bool:
    """Of one act and day. A village may lie in a district: two kinds of places do not exclude each other."""
    a, b = one.report, other.report
    if a.article == b.article or a.event.act != b.event.act or one.region != other.region:
        return False
    if one.place.text.lower() == other.place.text.lower() or (one.kind and other.kind and one.kind != other.kind):
        return False
    return bounds(a.event) is not None and bounds(b.event) is not None and not gap(a, b)


def _is_state(place: Place) -> bool:
    return place.country is not None and place.name == state_entity(place.country).name


def _kilometres(lat: float | None, lon: float | None, lat2: float | None, lon2: float | None) -> float:
    """Roughly, 0 where either is not on the map."""
    if lat is None or lon is None or lat2 is None or lon2 is None:
        return 0.0
    east = abs(lon - lon2)
    return float(DEGREE_KM * ((lat - lat2) ** 2 + (min(east, 360 - east) * math.cos(math.radians(lat))) ** 2) ** 0.5)


def _statuses(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """One says done, one says denied or not done, in so many words; or planned, and then called off.

    A plan before its execution is no conflict.
    """
    undone = [r for r in reports if r.event.status == "denied" or (r.event.status == "negated" and _negated(r))]
    off = [r for r in undone if r.event.status == "negated"]
    pairs = _opposed([r for r in reports if r.event.status == "actual"], undone)
    detail = "one report tells it as done, another as denied or not done"
    if not pairs:
        pairs = [p for p in _opposed([r for r in reports if r.event.status == "planned"], off) if before(*p)]
        detail = "one report tells it as planned, a later one as called off"
    if not pairs:
        return _denials(event, reports)
    named = {r.event.id for pair in pairs for r in pair}
    values = tuple((r.source, r.key, r.event.status, r.event.evidence) for r in reports if r.event.id in named)
    later = all(before(b, a) and published_gap(a, b) >= UPDATE_DAYS and b in off for a, b in pairs)
    judgement = "update" if later or all(a.event.status == "planned" for a, _ in pairs) else "contradiction"
    return [CrossConflict("status", event, values, judgement, detail)]


def _denials(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """One report tells it as done; another adds that a party denies it."""
    denied = [report for report in reports if report.denials]
    done = [r for r in reports if r.event.status == "actual" and any(a.event.id != r.event.id for a in denied)]
    pairs = [p for p in _opposed(done, denied) if not p[0].denials]
    if not pairs:
        return []
    named = {a.event.id for a, _ in pairs}
    told: list[Value] = [(r.source, r.key, r.event.status, r.event.evidence) for r in done if r.event.id in named]
    told += [(r.source, r.key, f"denied by {one.name}", one.words) for r in denied for one in r.denials]
    names = ", ".join(sorted({one.name for report in denied for one in report.denials}))
    detail = f"one report tells it as done, another that {names} denies it"
    return [CrossConflict("status", event, tuple(told), "contradiction", detail)]


def _opposed(ones: Sequence[Report], others: Sequence[Report]) -> list[tuple[Report, Report]]:
    """Pairs of two articles on one act at one time."""
    return [(a, b) for a in ones for b in others if a.article != b.article and _one_act(a, b) and gap(a, b) == 0]


def _one_act(a: Report, b: Report) -> bool:
    """Told of one act: on one day, or in one wording within days. A denial names the act in other words, and no day."""
    denied = "denied" in (a.event.status, b.event.status)
    if a.event.act != b.event.act and not (denied and a.event.type == b.event.type):
        return False
    days = [bounds(report.event) for report in (a, b)]
    if all(limits is not None and (limits[1] - limits[0]).days <= NEAR_DAYS for limits in days):
        return True
    return in_words(a, b) >= ALIKE and published_gap(a, b) <= NEAR_DAYS


def _doers(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """One act of force at one place and day, laid to two sides: "RSF menembaki pasar", "tentara menembaki pasar"."""
    told = [r for r in reports if r.event.type in weights().series and r.event.status in CLAIMED and _doer(r)]
    pairs = [(a, b) for a, b in combinations(told, 2) if a.article != b.article and _laid_elsewhere(a, b)]
    if not pairs:
        return []
    named = {r.event.id for pair in pairs for r in pair}
    values = tuple((r.source, r.key, _doer(r), r.event.trigger) for r in told if r.event.id in named)
    sides = ", ".join(sorted({value[2] for value in values}))
    return [CrossConflict("actor", event, values, "contradiction", f"the reports name different doers: {sides}")]


def _doer(report: Report) -> str:
    """The doer by name, where the sentence names one and no more."""
    named = [one for one in report.event.actors if one.mention is not None and one.entity]
    return named[0].name if len(named) == 1 else ""


def _laid_elsewhere(a: Report, b: Report) -> bool:
    """Two armed sides, not a state and its own forces, nor a person and his side; of one act, place and day."""
    one, two = (next(p for p in r.event.actors if p.mention is not None and p.entity) for r in (a, b))
    sides = {str(one.entity), str(two.entity)}
    if len(sides) == 1 or not all(map(SIDE.fullmatch, sides)) or one.entity == two.country or two.entity == one.country:
        return False
    place, other = a.event.place, b.event.place
    if place is None or other is None:
        together = in_words(a, b) >= ALIKE  # one says where, the other tells it in the same words
    else:
        together = place.name == other.name
    return together and a.event.act == b.event.act and bool(bounds(a.event) and bounds(b.event)) and gap(a, b) == 0


def _negated(report: Report) -> bool:
    """A word of negation stands right before the event's word."""
    event = report.event
    before = event.evidence.text[: max(0, event.trigger.start - event.evidence.start)].lower().split()
    return bool(weights().negators.intersection(before[-3:]))
