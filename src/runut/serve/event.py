"""One event: every report's sentence in its place, merged values beside each report's own, conflicts side by side.

In: the desk and an event's id. Out: plain values for the template. It decides nothing: what is merged, disputed or part
of what stands in the chronicle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from runut.fuse.weights import weights
from runut.keep import lookup
from runut.publish.dates import date_text, time_text
from runut.publish.decisions import in_brief
from runut.publish.naming import party_names
from runut.publish.reasons import Joined, read_join
from runut.publish.report_data import Dispute, EventRow, ReportData
from runut.publish.view import View as Published
from runut.publish.wording import Language, act_phrases, fill
from runut.records import Article, Claim, Cluster, Event, Report
from runut.serve.desk import Desk
from runut.serve.layers import Piece, excerpt
from runut.serve.texts import say

__all__ = ["Card", "EventPage", "Line", "Values", "event_page"]

COLUMNS = ("date_column", "status", "act", "who", "whom", "where", "quantities", "confidence")


@dataclass(frozen=True, slots=True)
class Link:
    """One voice of a chain: who says so, and the word of saying."""

    name: str
    entity: str | None
    cue: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """One report: where it stands, and its sentence among its neighbours."""

    number: int
    outlet: str
    source: str
    article: str | None
    published: str
    basis: str
    why: str
    chain: tuple[Link, ...]
    pieces: tuple[Piece, ...]
    before: bool
    behind: bool
    quote: str
    rule: str
    same_voice: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and whether it is another than the merged one."""

    text: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """The merged values, and those of each report by its number, under the same columns."""

    columns: tuple[str, ...]
    merged: tuple[str, ...]
    reports: tuple[tuple[int, str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Another event: its id, its day and its sentence."""

    id: str
    row: EventRow | None


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the status history."""

    day: str
    status: str
    source: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """All that the page of an event shows; ``joins`` are what joined its reports, ``numbers`` theirs by their ids."""

    row: EventRow
    cluster: Cluster
    cards: tuple[Card, ...]
    values: Values
    disputes: tuple[Dispute, ...]
    parties: tuple[tuple[str, str], ...]
    part_of: Line | None
    parts: tuple[Line, ...]
    history: tuple[Step, ...]
    decided: tuple[str, ...]
    joins: tuple[Joined | str, ...]
    numbers: Mapping[str, int]
    threshold: float


def event_page(desk: Desk, name: str, language: Language) -> EventPage | None:
    """The page of the event, or None where there is none of that name."""
    cluster = lookup.event(desk.store, name)
    if cluster is None:
        return None
    conflicts = lookup.conflicts_of(desk.store, [name])
    articles = lookup.articles(desk.store, [report.article for report in cluster.reports])
    beside = lookup.events(desk.store, [*([cluster.part_of] if cluster.part_of else []), *cluster.parts])
    data = ReportData(Published((cluster,), articles, conflicts))
    lines = {row.id: row for row in ReportData(Published(tuple(beside.values()), ())).events()}
    return EventPage(
        row=data.events()[0],
        cluster=cluster,
        cards=_cards(cluster, {article.document.id: article for article in articles}, language),
        values=_values(cluster, language),
        disputes=tuple(data.disputes()),
        parties=tuple({one.entity: one.name for one in (*cluster.actors, *cluster.targets) if one.entity}.items()),
        part_of=Line(cluster.part_of, lines.get(cluster.part_of)) if cluster.part_of else None,
        parts=tuple(Line(part, lines.get(part)) for part in cluster.parts),
        history=_history(cluster, language),
        decided=tuple(map(in_brief, cluster.decisions)),
        joins=tuple(read_join(reason) or reason for reason in cluster.why),
        numbers={report.event.id: number for number, report in enumerate(cluster.reports, 1)},
        threshold=weights().threshold,
    )


def _cards(cluster: Cluster, articles: Mapping[str, Article], language: Language) -> tuple[Card, ...]:
    heard: set[str] = set()
    found = []
    for number, report in enumerate(cluster.reports, 1):
        found.append(_card(number, report, articles.get(report.article), language, same=report.origin in heard))
        heard.add(report.origin)
    return tuple(found)


def _card(number: int, report: Report, article: Article | None, language: Language, *, same: bool) -> Card:
    shown: tuple[Sequence[Piece], bool, bool] = excerpt(article, report) if article else ((), False, False)
    published = report.published
    return Card(
        number=number,
        outlet=report.outlet or "",
        source=report.source,
        article=report.article if article else None,
        published=date_text(published.value, language) if published.value else fill("undated", language),
        basis=published.basis,
        why=published.why,
        chain=_chain(report.event.said_by),
        pieces=tuple(shown[0]),
        before=shown[1],
        behind=shown[2],
        quote=report.event.evidence.text,
        rule=report.event.rule,
        same_voice=same,
    )


def _chain(claims: Sequence[Claim]) -> tuple[Link, ...]:
    """From who first said it to who passed it on last."""
    return tuple(dict.fromkeys(Link(claim.name, claim.entity, claim.cue) for claim in claims))


def _values(cluster: Cluster, language: Language) -> Values:
    merged = _told(cluster, language)
    rows = []
    for number, report in enumerate(cluster.reports, 1):
        own = _told(report.event, language)
        cells = tuple(
            Cell(text, differs=text != whole and column in COLUMNS[:6])
            for column, text, whole in zip(COLUMNS, own, merged, strict=True)
        )
        rows.append((number, report.outlet or report.source.replace("\\", "/").rsplit("/", 1)[-1], cells))
    return Values(COLUMNS, merged, tuple(rows))


def _told(event: Cluster | Event, language: Language) -> tuple[str, ...]:
    """An event's values in the order of the columns."""
    events = [report.event for report in event.reports] if isinstance(event, Cluster) else [event]
    phrase = act_phrases().get(event.act)
    quantities = dict.fromkeys(quantity.text for one in events for quantity in one.quantities)
    return (
        time_text(event.time, language),
        say(event.status, language, "statuses"),
        phrase.text(language) if phrase else event.act.replace("_", " "),
        ", ".join(party_names(event.actors, language)),
        ", ".join(party_names(event.targets, language)),
        event.place.name if event.place else "",
        "; ".join(quantities),
        f"{event.confidence:.0%}",
    )


def _history(cluster: Cluster, language: Language) -> tuple[Step, ...]:
    outlets = {report.event.id: report.outlet or report.source for report in cluster.reports}
    return tuple(
        Step(date_text(day, language) if day else fill("undated", language), status, outlets.get(source, source))
        for day, status, source in cluster.status_history
    )
