"""Do two reports tell one event? A sum of weighed reasons, so that a merge can say what spoke for it and against.

In: two ``Telling`` s (a report with the words of its sentence). Out: ``Judgement``: score and reasons. The weights are
data (``lexicons/fusing.yaml``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from runut.records import Event, Participant, Report

NARROW_DAYS = 8
NEAR_DAYS = 3
NEWS_NEAR_DAYS = 3
NEWS_FAR_DAYS = 31
# How the reading of an event says that its date alone makes it a plan.
BY_DATE = "status planned: its time lies ahead"


@dataclass(frozen=True, slots=True)
class Weights:
    """The weighed reasons and the families of types that may tell one act."""

    threshold: float
    of: Mapping[str, float]
    family: Mapping[str, str]
    series: frozenset[str]
    far: frozenset[str]
    saying: frozenset[str]
    negators: frozenset[str]
    people: frozenset[str]
    uncounted: frozenset[str]
    commemorating: frozenset[str]
    outcome: Mapping[str, str]
    approximators: Mapping[str, str]


@cache
def weights() -> Weights:
    """The shipped weights."""
    text = (files("runut.data") / "lexicons" / "fusing.yaml").read_text(encoding="utf8")
    raw: dict[str, Any] = yaml.safe_load(text)
    family = {kind: group[0] for group in raw["families"] for kind in group}
    return Weights(
        float(raw["threshold"]),
        {k: float(v) for k, v in raw["weights"].items()},
        family,
        frozenset(raw["series"]),
        frozenset(raw["far"]),
        frozenset(raw["saying"]),
        frozenset(raw["negators"]),
        frozenset(raw["people"]),
        frozenset(raw["uncounted"]),
        frozenset(raw["commemorating"]),
        _inverted(raw["outcomes"]),
        _inverted(raw["approximators"]),
    )


def _inverted(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: name for name, words in groups.items() for word in words}


@cache
def states() -> frozenset[str]:
    """The names of states: as places they hold others, though the map knows them by their seat."""
    text = (files("runut.data") / "kb" / "countries.tsv").read_text(encoding="utf8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return frozenset(line[1] for line in lines[1:])


@dataclass(frozen=True, slots=True)
class Telling:
    """A report prepared for comparison."""

    report: Report
    words: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    actor_countries: frozenset[str]
    target_countries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The score of a pair and its reasons, strongest first."""

    score: float
    reasons: tuple[tuple[str, float], ...]


def ids(people: Sequence[Participant]) -> frozenset[str]:
    """Entity ids of participants."""
    return frozenset(p.entity for p in people if p.entity)


def countries(people: Sequence[Participant]) -> frozenset[str]:
    """Countries of participants."""
    return frozenset(p.country for p in people if p.country)


def judge(a: Telling, b: Telling) -> Judgement:
    """Score and reasons for ``a`` and ``b`` being one event."""
    w = weights()
    one, two = a.report.event, b.report.event
    reasons: list[tuple[str, float]] = []

    def add(name: str, times: float = 1.0) -> None:
        if times:
            reasons.append((name, round(w.of[name] * times, 3)))

    add("same_act" if one.act == two.act else "same_family")
    straight = _roles(a.actors, b.actors, a.targets, b.targets, a, b, crossed=False)
    crossed = _roles(a.actors, b.targets, a.targets, b.actors, a, b, crossed=True)
    best = max(straight, crossed, key=lambda names: sum(w.of[n] for n in names)) if _mutual(one, two) else straight
    for name in best:
        add(name)
    if _other_dyad(a, b):
        add("dyad_other")
    add(_time(a.report, b.report))
    if one.time is None or two.time is None:
        news = _news(a.report, b.report)
        if news:
            add(news)
    place = _place(one, two)
    if place:
        add(place)
    add("words_alike", _alike(a.words, b.words))
    if _numbers(one) & _numbers(two):
        add("number_same")
    if one.status != two.status:
        add("status_other")
    reasons.sort(key=lambda reason: (-abs(reason[1]), reason[0]))
    return Judgement(round(sum(value for _, value in reasons), 3), tuple(reasons))


def _other_dyad(a: Telling, b: Telling) -> bool:
    """Both name two states and they are not the same two."""
    ours = a.actor_countries | a.target_countries
    theirs = b.actor_countries | b.target_countries
    return len(ours) >= 2 and len(theirs) >= 2 and len(ours & theirs) < 2


def _mutual(one: Event, two: Event) -> bool:
    return one.type in ("CONSULT", "AGREE", "COOPERATE") and two.type in ("CONSULT", "AGREE", "COOPERATE")


def _roles(
    actors: frozenset[str],
    other_actors: frozenset[str],
    targets: frozenset[str],
    other_targets: frozenset[str],
    a: Telling,
    b: Telling,
    *,
    crossed: bool,
) -> list[str]:
    b_actor_countries = b.target_countries if crossed else b.actor_countries
    b_target_countries = b.actor_countries if crossed else b.target_countries
    out = []
    states = a.actor_countries | a.target_countries | b.actor_countries | b.target_countries
    for side, one, two, here, there in (
        ("actor", actors, other_actors, a.actor_countries, b_actor_countries),
        ("target", targets, other_targets, a.target_countries, b_target_countries),
    ):
        if (one & two) - states:
            out.append(f"{side}_entity")
        elif here & there or one & two:
            out.append(f"{side}_country")
        elif one and two:
            out.append(f"{side}_other")
        elif one or two:
            out.append("side_silent")
    return out


def bounds(event: Event) -> tuple[date, date] | None:
    """Earliest and latest day of an event, None where either is open or unknown."""
    if event.time is None or event.time.earliest is None or event.time.latest is None:
        return None
    return event.time.earliest, event.time.latest


def gap_days(a: tuple[date, date], b: tuple[date, date]) -> int:
    """Days between two intervals; 0 where they overlap."""
    return max(0, (a[0] - b[1]).days, (b[0] - a[1]).days)


def day_of(report: Report) -> tuple[date, date] | None:
    """The event's bounds; a past act dated after its own report is misprinted; the year slips most."""
    limits, latest = bounds(report.event), report.published.latest
    if limits is None or latest is None or not _told_as_done(report.event) or (limits[0] - latest).days <= NEAR_DAYS:
        return limits
    try:
        earlier = limits[0].replace(year=limits[0].year - 1), limits[1].replace(year=limits[1].year - 1)
    except ValueError:
        return limits
    return earlier if earlier[0] <= latest else limits


def _told_as_done(event: Event) -> bool:
    """Done, or planned by nothing but its date."""
    return event.status == "actual" or any(reason.startswith(BY_DATE) for reason in event.why)


def _time(one: Report, two: Report) -> str:
    a, b = day_of(one), day_of(two)
    if a is None or b is None:
        return "time_unknown"
    gap = gap_days(a, b)
    if gap == 0:
        narrow = max((a[1] - a[0]).days, (b[1] - b[0]).days) <= NARROW_DAYS
        return "time_close" if narrow else "time_overlap"
    return "time_near" if gap <= NEAR_DAYS else "time_apart"


def _news(one: Report, two: Report) -> str:
    p, q = one.published, two.published
    if p.earliest is None or p.latest is None or q.earliest is None or q.latest is None:
        return "undated"
    gap = gap_days((p.earliest, p.latest), (q.earliest, q.latest))
    if gap <= NEWS_NEAR_DAYS:
        return "news_close"
    return "news_apart" if gap > NEWS_FAR_DAYS else "news_between"


def _place(one: Event, two: Event) -> str:
    """Places that are the same, or two places on the map that are not; a town is in its state, not elsewhere."""
    if one.place is None or two.place is None:
        return ""
    if one.place.name == two.place.name:
        return "place_same"
    if one.place.country != two.place.country and one.place.country and two.place.country:
        return "place_other"
    if {one.place.name, two.place.name} & states():
        return ""
    return "place_other" if one.place.lat is not None and two.place.lat is not None else ""


def _alike(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _numbers(event: Event) -> frozenset[tuple[float, str]]:
    return frozenset((q.value, (q.of or q.unit or "").lower()) for q in event.quantities)
