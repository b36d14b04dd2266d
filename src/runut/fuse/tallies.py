"""Counts that disagree beyond one merged event: two voices in one article, or a tally that grows from report to report.

In: reports and articles. Out: number conflicts, to be added to an event. "1.000 kontainer" in October and "11.000" in
June are an update; "10.000 menurut Seoul" beside "11.000 menurut Kyiv" are two claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from runut.fuse.counting import about_only, close, compatible, thing
from runut.fuse.weights import weights
from runut.records import Article, CrossConflict, Event, Quantity, Report, Span

# Below this, counts in neighbouring sentences are mostly of different things.
LEAST = 10
# Two voices on one thing differ by less than this; beyond it they count different things.
FURTHEST = 3.0
# A tally that stays within this share of the former has not grown.
GROWN = 1.2


@dataclass(frozen=True, slots=True)
class Tally:
    """One count of something, in a report of an event. ``cluster`` is the chronicle's event."""

    cluster: str
    event: str
    source: str
    key: str | None
    published: date | None
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Voices:
    """Two counts by two speakers of one article; ``event`` is the article's event in whose sentence one stands."""

    event: str
    conflict: CrossConflict


def counts_of(report: Report) -> Iterator[tuple[str, Quantity]]:
    """What ``report`` counts, each with the name of the tally that it belongs to: act, doer, other side, thing."""
    event = report.event
    who = [p.country for p in event.actors if p.country]
    whom = [p.country for p in event.targets if p.country]
    if event.type in weights().series or not who or not whom or event.status not in ("actual", "rumoured"):
        return
    for quantity in event.quantities:
        counted = thing(quantity, event.evidence)
        if counted is not None and quantity.value >= LEAST:
            yield "|".join((event.act, who[0], whom[0], *counted)), quantity


def growth(name: str, tallies: Sequence[Tally]) -> CrossConflict | None:
    """One act of one state towards another, the same thing counted in separate articles, more the later."""
    found = _grown(tallies)
    if len({tally.cluster for tally in found}) < 2:
        return None
    values = tuple(_value(tally) for tally in found)
    texts = ", ".join(tally.quantity.text for tally in found)
    detail = f"the count of {name.split('|')[-2]} grows from report to report: {texts}"
    return CrossConflict("number", found[-1].cluster, values, "update", detail)


def _grown(tallies: Sequence[Tally]) -> list[Tally]:
    """By publication, those that exceed all before; vague counts ("ribuan") say nothing on growth."""
    out: list[Tally] = []
    dated = [t for t in tallies if t.published is not None and t.quantity.upper is None]
    for tally in sorted(dated, key=lambda t: (str(t.published), t.event, t.quantity.start)):
        if not out or tally.quantity.value >= out[-1].quantity.value * GROWN:
            out.append(tally)
    return out


def _value(tally: Tally) -> tuple[str, str | None, str, Span | None]:
    quantity = tally.quantity
    return tally.source, tally.key, quantity.text, Span(quantity.start, quantity.end, quantity.text)


def voices(article: Article) -> Iterator[Voices]:
    """Neighbouring sentences of one article in which two speakers count the same."""
    for (line, one, a, of_a), (next_line, two, b, of_b) in pairwise(_claimed(article)):
        if next_line - line > 1 or one == two or of_a != of_b or not _comparable(a, b):
            continue
        if compatible(a, b) and not about_only(a, b):
            continue
        home = _home(article.events, a, b)
        if home is None:
            continue
        rounding = about_only(a, b) or close(a, b)
        source, key = article.document.source, article.document.key
        values = tuple(
            (source, key, f"{q.text} ({who})", Span(q.start, q.end, q.text)) for q, who in ((a, one), (b, two))
        )
        detail = f"{one} and {two} count {of_a[0]} differently in one article: {a.text}, {b.text}"
        judgement = "rounding" if rounding else "contradiction"
        yield Voices(home, CrossConflict("number", "", values, judgement, detail))


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


def _home(events: Sequence[Event], a: Quantity, b: Quantity) -> str | None:
    """The event in whose sentence either count stands."""
    for quantity in (a, b):
        for event in events:
            if event.evidence.start <= quantity.start < event.evidence.end:
                return event.id
    return None
