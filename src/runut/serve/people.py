"""An actor: the names and offices seen, partners, statements, and events by time and type beside the articles read.

In: the desk and an actor's id. Out: plain values for the template. A rise in reports is no rise in events, which is why
every count of events stands beside the number of articles of the same time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from runut.keep import lookup, survey
from runut.keep.cast import Actor
from runut.keep.survey import Count, Month
from runut.keep.view import Said
from runut.publish.dates import month_text
from runut.publish.histogram import Bin, label, strip
from runut.publish.report_data import EventRow
from runut.publish.wording import Language
from runut.serve.asking import Asked
from runut.serve.charts import Chart, Kind, Lane, chart
from runut.serve.desk import Desk
from runut.serve.offices import Offices, offices_of
from runut.serve.texts import say
from runut.serve.timeline import event_rows

__all__ = ["ActorPage", "actor_page", "outlet_lanes", "still_strip", "type_lanes"]

BY_MONTH = 36  # rows of the table; what spans more months is told by years
PARTNERS, EVENTS, WORDS = 15, 20, 20
LANES = 8  # of each kind in a chart


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year: events of every type, all of them, and the articles read; ``to`` lists them."""

    name: str
    to: str
    counts: tuple[int, ...]
    total: int
    articles: int


@dataclass(frozen=True, slots=True)
class ActorPage:
    """All that the page of an actor shows."""

    actor: Actor
    total: int
    all_events: str
    types: tuple[str, ...]
    periods: tuple[Period, ...]
    chart: Chart | None
    offices: Offices
    office_chart: Chart | None
    partners: tuple[tuple[Count, str], ...]
    events: tuple[EventRow, ...]
    statements: tuple[Said, ...]
    all_statements: str


def actor_page(desk: Desk, name: str, language: Language) -> ActorPage | None:
    """The page of the actor, or None where there is none of that name."""
    actor = lookup.actor(desk.store, name)
    if actor is None:
        return None
    asked = Asked(actors=(name,))
    found = desk.found(asked)
    months = survey.events_by_month(found, by_type=True)
    read = desk.read()
    types = tuple(sorted({one.split for one in months}))
    newest = desk.timeline(replace(asked, newest=True), limit=EVENTS)
    offices = offices_of(desk, actor, language)
    return ActorPage(
        actor=actor,
        total=desk.total(asked),
        all_events=asked.address("/timeline"),
        types=types,
        periods=_periods(asked, months, read, types, language),
        chart=chart([*type_lanes(months, language), *outlet_lanes(desk, language)], "chart-title", language),
        offices=offices,
        office_chart=chart(_office_lanes(offices, read, language), "office-chart", language),
        partners=tuple(
            (one, Asked(between=(name, one.value)).address("/dyad")) for one in survey.partners(found, name, PARTNERS)
        ),
        events=tuple(event_rows(desk, list(newest))),
        statements=tuple(desk.view(asked, limit=WORDS).statements()),
        all_statements=asked.address("/statements"),
    )


def _periods(
    asked: Asked, months: Iterable[Month], read: Iterable[Month], types: tuple[str, ...], language: Language
) -> tuple[Period, ...]:
    keys = {one.key for one in months}
    cut = 7 if len(keys) <= BY_MONTH else 4
    events: dict[str, dict[str, int]] = {}
    for one in months:
        row = events.setdefault(one.key[:cut], {})
        row[one.split] = row.get(one.split, 0) + one.happened + one.other
    articles: dict[str, int] = {}
    for one in read:
        articles[one.key[:cut]] = articles.get(one.key[:cut], 0) + one.happened + one.other
    return tuple(
        Period(
            name=_named(key, language),
            to="" if key == survey.UNDATED else replace(asked, since=key, until=key).address("/timeline"),
            counts=tuple(row.get(kind, 0) for kind in types),
            total=sum(row.values()),
            articles=articles.get(key, 0),
        )
        for key, row in sorted(events.items())
    )


def _named(key: str, language: Language) -> str:
    return month_text(int(key[:4]), int(key[5:]), language) if len(key) == 7 else key


def _office_lanes(offices: Offices, read: Iterable[Month], language: Language) -> list[Lane]:
    """What the articles call a person, above all articles that were read: where there are none, nothing can be said."""
    if not offices.called:
        return []
    lanes = [Lane(one.office, "events", one.months) for one in offices.called[:LANES]]
    counts = {one.key: float(one.happened + one.other) for one in read}
    return [*lanes, Lane(say("all_articles", language), "articles", counts)]


def type_lanes(months: Iterable[Month], language: Language) -> list[Lane]:
    """The events of every type over time; the rarer types are one lane."""
    return _lanes(((one.split, one.key, one.happened + one.other) for one in months), "events", language)


def outlet_lanes(desk: Desk, language: Language) -> list[Lane]:
    """The articles of every outlet over time, all of the chronicle; the smaller outlets are one lane."""
    months = desk.coverage()
    return _lanes(((one.split, one.key, one.happened + one.other) for one in months), "articles", language)


def _lanes(counts: Iterable[tuple[str, str, int]], kind: Kind, language: Language) -> list[Lane]:
    found: dict[str, dict[str, float]] = {}
    for name, key, n in counts:
        lane = found.setdefault(name, {})
        lane[key] = lane.get(key, 0) + n
    ranked = sorted(found, key=lambda name: (-sum(found[name].values()), name))
    lanes = [Lane(_lane_name(name, kind, language), kind, found[name]) for name in ranked[:LANES]]
    rest: dict[str, float] = {}
    for name in ranked[LANES:]:
        for key, value in found[name].items():
            rest[key] = rest.get(key, 0) + value
    return [*lanes, Lane(say(f"other_{kind}", language), kind, rest)] if rest else lanes


def _lane_name(name: str, kind: Kind, language: Language) -> str:
    if kind == "events":
        return say(name, language, "types")
    return f"{name or say('no_outlet', language)} ({say('articles_short', language)})"


def still_strip(bins: list[Bin], title: str, language: Language) -> Markup:
    """The strip as a picture: each month says its number and leads nowhere."""

    def still(one: Bin, shape: str) -> str:
        words = escape(label(one, language))
        return f'<g role="img" aria-label="{words}"><title>{words}</title>{shape}</g>'

    return Markup(strip(bins, still, title))
