"""Counts that disagree beyond one merged event: two voices in one article, or a tally that grows from report to report.

In: articles and clusters. Out: the clusters, with number conflicts added. "1.000 kontainer" in October and "11.000" in
June are an update; "10.000 menurut Seoul" beside "11.000 menurut Kyiv" are two claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from runut.fuse.counting import about_only, close, compatible, thing
from runut.fuse.pairs import weights
from runut.records import Article, Cluster, CrossConflict, Quantity, Report, Span

# Below this, counts in neighbouring sentences are mostly of different things.
LEAST = 10
# Two voices on one thing differ by less than this; beyond it they count different things.
FURTHEST = 3.0
# A tally that stays within this share of the former has not grown.
GROWN = 1.2


@dataclass(frozen=True, slots=True)
class Tally:
    """One count of something, in a report of an event."""

    cluster: int
    report: Report
    quantity: Quantity


def with_tallies(clusters: Sequence[Cluster], articles: Sequence[Article]) -> list[Cluster]:
    """``clusters`` with the conflicts between their counts."""
    more: dict[int, list[CrossConflict]] = {}
    for number, conflict in (*_growing(clusters), *_by_voices(clusters, articles)):
        more.setdefault(number, []).append(conflict)
    return [
        replace(cluster, conflicts=(*cluster.conflicts, *more[number])) if number in more else cluster
        for number, cluster in enumerate(clusters)
    ]


def _growing(clusters: Sequence[Cluster]) -> Iterator[tuple[int, CrossConflict]]:
    """One act of one state towards another, the same thing counted in separate articles, more the later."""
    groups: dict[tuple[str, str, str, str, str], list[Tally]] = {}
    for number, cluster in enumerate(clusters):
        for report in cluster.reports:
            who = [p.country for p in report.event.actors if p.country]
            whom = [p.country for p in report.event.targets if p.country]
            if report.event.type in weights().series or not who or not whom:
                continue
            if report.event.status not in ("actual", "rumoured"):
                continue
            for quantity in report.event.quantities:
                counted = thing(quantity, report.event.evidence)
                if counted is not None and quantity.value >= LEAST:
                    key = (report.event.act, who[0], whom[0], *counted)
                    groups.setdefault(key, []).append(Tally(number, report, quantity))
    for key in sorted(groups):
        found = _grown(groups[key])
        if len({tally.cluster for tally in found}) > 1:
            values = tuple(_value(tally) for tally in found)
            texts = ", ".join(tally.quantity.text for tally in found)
            detail = f"the count of {key[-2]} grows from report to report: {texts}"
            at = found[-1].cluster
            yield at, CrossConflict("number", clusters[at].id, values, "update", detail)


def _grown(tallies: Sequence[Tally]) -> list[Tally]:
    """By publication, those that exceed all before; vague counts ("ribuan") say nothing on growth."""
    out: list[Tally] = []
    dated = [t for t in tallies if t.report.published.earliest is not None and t.quantity.upper is None]
    for tally in sorted(dated, key=lambda t: (str(t.report.published.earliest), t.report.event.id, t.quantity.start)):
        if not out or tally.quantity.value >= out[-1].quantity.value * GROWN:
            out.append(tally)
    return out


def _value(tally: Tally) -> tuple[str, str | None, str, Span | None]:
    quantity = tally.quantity
    span = Span(quantity.start, quantity.end, quantity.text)
    return tally.report.source, tally.report.key, quantity.text, span


def _by_voices(clusters: Sequence[Cluster], articles: Sequence[Article]) -> Iterator[tuple[int, CrossConflict]]:
    """Neighbouring sentences of one article in which two speakers count the same."""
    homes: dict[str, list[tuple[int, Report]]] = {}
    for number, cluster in enumerate(clusters):
        for report in cluster.reports:
            homes.setdefault(report.article, []).append((number, report))
    for article in articles:
        counts = list(_claimed(article))
        for (line, one, a, of_a), (next_line, two, b, of_b) in pairwise(counts):
            if next_line - line > 1 or one == two or of_a != of_b or not _comparable(a, b):
                continue
            if compatible(a, b) and not about_only(a, b):
                continue
            home = _home(homes.get(article.document.id, ()), a, b)
            if home is None:
                continue
            rounding = about_only(a, b) or close(a, b)
            source, key = article.document.source, article.document.key
            values = tuple(
                (source, key, f"{q.text} ({who})", Span(q.start, q.end, q.text)) for q, who in ((a, one), (b, two))
            )
            detail = f"{one} and {two} count {of_a[0]} differently in one article: {a.text}, {b.text}"
            judgement = "rounding" if rounding else "contradiction"
            yield home, CrossConflict("number", clusters[home].id, values, judgement, detail)


def _comparable(a: Quantity, b: Quantity) -> bool:
    """Different, and near enough to be counts of one thing."""
    return a.value != b.value and max(a.value, b.value) <= FURTHEST * min(a.value, b.value)


def _claimed(article: Article) -> Iterator[tuple[int, str, Quantity, tuple[str, str]]]:
    """Counts with a named claimant: (sentence, claimant, count, what is counted)."""
    text = article.document.text
    speakers: Mapping[int, str] = _speakers(article)
    cursor = 0
    lines = article.sentences
    for quantity in article.quantities:
        while cursor < len(lines) and lines[cursor].end <= quantity.start:
            cursor += 1
        if cursor == len(lines) or quantity.value < LEAST or quantity.upper is not None:
            continue
        line = lines[cursor]
        who = quantity.said_by or speakers.get(line.index)
        counted = thing(quantity, Span(line.start, line.end, text[line.start : line.end]))
        if who and counted is not None:
            yield line.index, who, quantity, counted


def _speakers(article: Article) -> dict[int, str]:
    """Who speaks in each sentence, where it is one only."""
    by_line: dict[int, set[str]] = {}
    starts = [(line.start, line.end, line.index) for line in article.sentences]
    cursor = 0
    for statement in sorted(article.statements, key=lambda s: s.content.start):
        while cursor < len(starts) and starts[cursor][1] <= statement.content.start:
            cursor += 1
        if cursor < len(starts):
            by_line.setdefault(starts[cursor][2], set()).add(statement.speaker.name)
    return {line: next(iter(names)) for line, names in by_line.items() if len(names) == 1}


def _home(reports: Sequence[tuple[int, Report]], a: Quantity, b: Quantity) -> int | None:
    """The event in whose sentence either count stands."""
    for quantity in (a, b):
        for number, report in reports:
            if report.event.evidence.start <= quantity.start < report.event.evidence.end:
                return number
    return None
