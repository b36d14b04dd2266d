"""Where reports of one event disagree: dates, numbers, places, status, each with both sentences.

In: the reports of one event. Out: ``CrossConflict`` records with a judgement: contradiction, update, rounding,
different-thing-counted. "Over 10,000" and "11,000" do not conflict; "1,375" and "1,400" are rounding. Copies of one
origin that say the same are one voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from runut.fuse.pairs import bounds, gap_days
from runut.records import CrossConflict, Quantity, Report, Span

ROUNDING = 0.05
UPDATE_DAYS = 1
LEAST = frozenset({"lebih dari", "setidaknya", "sedikitnya", "minimal", "paling sedikit", "tak kurang dari",
                   "tidak kurang dari", "melebihi", "melampaui", "di atas", "sekurang-kurangnya"})  # fmt: skip
ABOUT = frozenset({"sekitar", "kira-kira", "kurang lebih", "hampir", "nyaris", "mendekati", "diperkirakan", "sekira"})
ABOUT_SHARE = 0.15
# Broad words for people counted: two of them may count the same heads.
PEOPLE = frozenset("orang warga jiwa korban tentara pasukan prajurit personel militer serdadu nyawa".split())
SUPPORTS_NO_NUMBER = 2


def find_conflicts(event: str, reports: Sequence[Report]) -> tuple[CrossConflict, ...]:
    """All disagreements among ``reports``, one record a kind and subject."""
    out = [*_dates(event, reports), *_numbers(event, reports), *_places(event, reports), *_statuses(event, reports)]
    return tuple(out)


Value = tuple[str, str | None, str, Span | None]


def _dates(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    dated = [r for r in reports if bounds(r.event) is not None and r.event.time and r.event.time.basis == "own"]
    clash = False
    for a, b in combinations(dated, 2):
        one, two = bounds(a.event), bounds(b.event)
        clash = clash or (one is not None and two is not None and gap_days(one, two) > 0)
    if not clash:
        return []
    values: list[Value] = []
    for report in dated:
        time = report.event.time
        if time is not None and time.value is not None:
            values.append((report.source, report.key, time.value, time.mention or report.event.evidence))
    distinct = sorted({value[2] for value in values})
    detail = f"the reports give different days for one event: {', '.join(distinct)}"
    return [CrossConflict("date", event, tuple(values), "contradiction", detail)]


def _numbers(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """Counts of the same thing that no approximator reconciles."""
    by_thing: dict[str, list[tuple[Report, Quantity]]] = {}
    for report in reports:
        for quantity in report.event.quantities:
            by_thing.setdefault(_thing(quantity), []).append((report, quantity))
    out = []
    for thing in sorted(by_thing):
        pairs = by_thing[thing]
        if not thing or len({report.article for report, _ in pairs}) < SUPPORTS_NO_NUMBER:
            continue
        judgement = _number_judgement(pairs)
        if judgement:
            values = tuple((r.source, r.key, q.text, Span(q.start, q.end, q.text)) for r, q in pairs)
            detail = f"the reports count {thing} differently: {', '.join(dict.fromkeys(q.text for _, q in pairs))}"
            out.append(CrossConflict("number", event, values, judgement, detail))
    return out


def _thing(quantity: Quantity) -> str:
    """What is counted, broad words for people as one."""
    head = (quantity.of or quantity.unit or "").lower().split(" ")[0]
    return "orang" if head in PEOPLE else head


def _number_judgement(pairs: Sequence[tuple[Report, Quantity]]) -> str:
    worst = ""
    for (one, a), (two, b) in combinations(pairs, 2):
        if one.article == two.article or compatible(a, b):
            continue
        if close(a, b):
            worst = worst or "rounding"
            continue
        days = _published_gap(one, two)
        later_more = (b.value - a.value) * (1 if _before(one, two) else -1) > 0
        worst = "update" if days >= UPDATE_DAYS and later_more and worst != "contradiction" else "contradiction"
    return worst


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether both statements can be true of one count."""
    low_a, high_a = _range(a)
    low_b, high_b = _range(b)
    return low_a <= high_b and low_b <= high_a


def _range(quantity: Quantity) -> tuple[float, float]:
    value, upper = quantity.value, quantity.upper or quantity.value
    approximator = (quantity.approximator or "").lower()
    if approximator in LEAST:
        return value, float("inf")
    if approximator in ABOUT:
        return value * (1 - ABOUT_SHARE), upper * (1 + ABOUT_SHARE)
    if approximator:
        return 0.0, upper
    return value, upper


def close(a: Quantity, b: Quantity) -> bool:
    """Equal but for rounding."""
    larger = max(a.value, b.value)
    return larger > 0 and abs(a.value - b.value) / larger <= ROUNDING


def _published_gap(one: Report, two: Report) -> int:
    a, b = one.published.earliest, two.published.earliest
    return abs((a - b).days) if a and b else 0


def _before(one: Report, two: Report) -> bool:
    a, b = one.published.earliest, two.published.earliest
    return bool(a and b and a <= b)


def _places(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    placed = [r for r in reports if r.event.place is not None and r.event.place.lat is not None]
    names: dict[str, str | None] = {}
    values: list[Value] = []
    for report in placed:
        place = report.event.place
        if place is not None:
            names[place.name] = place.country
            values.append((report.source, report.key, place.name, place.mention or report.event.evidence))
    if len(names) < SUPPORTS_NO_NUMBER or len(set(names.values())) == len(names) == 1:
        return []
    detail = f"the reports name different places: {', '.join(sorted(names))}"
    return [CrossConflict("place", event, tuple(values), "contradiction", detail)]


def _statuses(event: str, reports: Sequence[Report]) -> list[CrossConflict]:
    """One says done, one says denied or not done. A plan before its execution is no conflict."""
    found = {report.event.status for report in reports}
    if "actual" not in found or not found & {"denied", "negated"}:
        return []
    values = tuple((r.source, r.key, r.event.status, r.event.evidence) for r in reports)
    detail = "one report tells it as done, another as denied or not done"
    return [CrossConflict("status", event, values, "contradiction", detail)]
