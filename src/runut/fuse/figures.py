"""Where reports of one event count the same thing differently.

In: the reports of one event. Out: number conflicts with a judgement: contradiction; update (the later report counts
more); rounding; different-thing-counted ("four dead" beside "one policeman dead": all, and a part of them). "Over
10,000" and "11,000" do not conflict. Sums over a time ("sejak Oktober") are no counts of one act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from runut.fuse.conversions import conversions, rate_differs
from runut.fuse.counting import about_only, close, compatible, fate, grown, head, sentence_of, subject, thing
from runut.fuse.days import NEAR_DAYS, bounds
from runut.fuse.reports import before, gap, published_gap
from runut.fuse.votes import ballot
from runut.fuse.weights import weights
from runut.records import CrossConflict, Event, Quantity, Report, Span

__all__ = ["number_conflicts"]

UPDATE_DAYS = 1
# What "lokasi", "titik" and "sasaran" are called together, and how near to the verb its object begins.
STRUCK, CLOSE = "lokasi", 3
SHARES, SHARE = ("persen", "%"), re.compile(r"\bpersen\b|%")
JUDGEMENTS = ("contradiction", "update", "different-thing-counted", "rounding")

Counted = tuple[Report, Quantity]


def number_conflicts(event: str, reports: Sequence[Report]) -> Iterator[CrossConflict]:
    """One conflict for each thing counted differently."""
    by_thing: dict[tuple[str, str], list[Counted]] = {}
    for report in reports:
        for counted, quantity in _counts(report.event):
            by_thing.setdefault(counted, []).append((report, quantity))
    for counted in sorted(by_thing):
        pairs = by_thing[counted]
        found = {_judgement(one, two) for one, two in combinations(pairs, 2)}
        judgement = next((name for name in JUDGEMENTS if name in found), "")
        if judgement:
            values = tuple((r.source, r.key, q.text, Span(q.start, q.end, q.text)) for r, q in pairs)
            what = " ".join(word for word in counted if word)
            detail = f"the reports count {what} differently: {', '.join(dict.fromkeys(q.text for _, q in pairs))}"
            yield CrossConflict("number", event, values, judgement, detail)
    yield from _rates(event, reports)


def _rates(event: str, reports: Sequence[Report]) -> Iterator[CrossConflict]:
    """One sum that newsrooms converted by different rates."""
    by_sum: dict[tuple[str, float, str], list[Counted]] = {}
    for report in reports:
        for one, other in conversions(report.event.quantities, report.event.evidence):
            by_sum.setdefault((str(one.unit), one.value, str(other.unit)), []).append((report, other))
    for (unit, _, _), told in sorted(by_sum.items(), key=lambda item: item[0]):
        pairs = combinations(told, 2)
        if any(a.article != b.article and rate_differs(q, p) for (a, q), (b, p) in pairs):
            values = tuple((r.source, r.key, q.text, Span(q.start, q.end, q.text)) for r, q in told)
            made = ", ".join(dict.fromkeys(value[2] for value in values))
            detail = f"the reports convert one sum in {unit} differently: {made}"
            yield CrossConflict("number", event, values, "translation", detail)


def _counts(event: Event) -> Iterator[tuple[tuple[str, str], Quantity]]:
    """What the event's report counts: things, people, the one sum of a promise or a gift, the one rate of a tariff."""
    again = [other for _, other in conversions(event.quantities, event.evidence)]
    sums = [q for q in event.quantities if q.unit in weights().currencies and q not in again]
    for quantity in event.quantities:
        line = sentence_of(event, quantity)
        if subject(quantity, line, weights().summing):
            continue
        vote = ballot(quantity, line.start, line.text.lower()) if _voted(event) else ""
        counted = ("suara", vote) if vote else thing(quantity, line)
        if counted is not None:
            yield counted, quantity
        elif event.type in weights().series and _struck(quantity, event):
            yield (STRUCK, ""), quantity
        elif len(sums) == 1 and quantity is sums[0] and event.type in weights().pledging and quantity.unit:
            yield (quantity.unit, "sum"), quantity
        elif event.act in weights().rated and quantity.unit in SHARES and len(SHARE.findall(line.text.lower())) == 1:
            yield ("persen", "rate"), quantity


def _voted(event: Event) -> bool:
    return event.act in weights().voted


def _once(event: Event) -> bool:
    """Votes are counted to the last one, and once; a court and a tariff name one figure."""
    return _voted(event) or event.act in weights().convicting or event.act in weights().rated


def _add_up(smaller: Quantity, larger: Quantity, told: Report) -> bool:
    """ "270 tentara dan 120 warga sipil" are 390 in all: who tells the parts tells the whole."""
    event, of = told.event, (thing(smaller, sentence_of(told.event, smaller)) or ("",))[0]
    parts = {q.start: q.value for q in event.quantities if (thing(q, sentence_of(event, q)) or ("",))[0] == of}
    return bool(of) and len(parts) > 1 and sum(parts.values()) == larger.value


def _struck(quantity: Quantity, event: Event) -> bool:
    """Places that the act itself strikes: "menyerang sembilan lokasi"."""
    between = quantity.start - event.trigger.end
    return (quantity.of or "").lower() in weights().spots and 0 <= between <= CLOSE


def _judgement(left: Counted, right: Counted) -> str:
    (one, a), (two, b) = left, right
    if a.value == b.value or gap(one, two) > 0 or not _told_together(left, right) or _one_voice(one, two):
        return ""
    smaller, larger, parted = (a, b, two) if a.value < b.value else (b, a, one)
    heads = head(a), head(b)
    if any(q.value == smaller.value for q in parted.event.quantities if q is not larger):
        return "different-thing-counted"
    if _add_up(smaller, larger, two if parted is one else one):
        return ""
    if heads[0] != heads[1] and any(heads):
        # "polisi" are some of the "orang"; of "polisi" and "militan" neither counts the other
        if not head(larger):
            return "different-thing-counted"
        return "" if all(heads) or compatible(a, b) else "contradiction"
    exact = _once(one.event) and _once(two.event)
    if about_only(a, b) or (not exact and not compatible(a, b) and close(a, b)):
        return "rounding"
    later_more = (b.value - a.value) * (1 if before(one, two) else -1) > 0
    update = later_more and published_gap(one, two) >= UPDATE_DAYS and a.unit not in weights().currencies
    update = update and not exact
    if compatible(a, b):
        return "update" if update and grown(smaller, larger) else ""
    return "update" if update else "contradiction"


def _told_together(left: Counted, right: Counted) -> bool:
    """Acts that come in series: both have a day; or one has, both are news of it, and it is no toll that they count.

    News without a day is of the days before it, so it is news of the other's day if it appeared right after that.

    A war's counts ("56.000 orang tewas") find no day, nor does its beginning date them.
    """
    one, two = left[0], right[0]
    if not weights().campaigns.isdisjoint((one.event.act, two.event.act)):
        return False
    if one.event.type not in weights().series:
        return True
    days = [limits for report in (one, two) if (limits := bounds(report.event)) is not None]
    if not days or any((last - first).days > NEAR_DAYS for first, last in days):
        return False
    toll = any(fate(q, r.event.evidence.start, r.event.evidence.text.lower()) for r, q in (left, right))
    if len(days) == len((one, two)):
        return True
    undated = one if bounds(one.event) is None else two
    told = undated.published.earliest
    fresh = told is not None and 0 <= (told - days[0][1]).days <= NEAR_DAYS
    return not toll and (fresh or published_gap(one, two) <= NEAR_DAYS)


def _one_voice(one: Report, two: Report) -> bool:
    """An article that counts twice counts two things, unless two voices count."""
    if one.article != two.article:
        return False
    names = {claim.name for claim in one.event.said_by}, {claim.name for claim in two.event.said_by}
    return not names[0] or not names[1] or bool(names[0] & names[1])
