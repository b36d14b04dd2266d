"""Decisions as gold: what a person accepted, corrected or rejected, as examples for ``runut score``.

In: an open ``Store`` with decisions. Out: items of a gold file. An item must name every event of its text, so a
sentence becomes one only when all that was read in it is judged; an article whose events are all judged becomes one
item, whole. Events that nobody found are missing in it: the gold measures what the person looked at. It holds the
articles' own sentences, which are others' copyright.

Of a sentence alone, the parties and the date that only its neighbours give are no more asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import yaml
from sqlalchemy import select

from runut.fuse import prepare
from runut.fuse.decided import judge_reports
from runut.keep import schema
from runut.keep.decisions import on_events
from runut.keep.engine import reading
from runut.keep.rows import pick, unpack
from runut.keep.store import Store
from runut.records import Article, Decision, Event, Participant, Span
from runut.review.values import ROLE

__all__ = ["examples", "gold_yaml"]

Item = dict[str, object]
HEAD = """\
# Gold made of decisions: runut review gold; score it with: runut score THIS_FILE
# The sentences are the articles' own and others' copyright.
"""


def gold_yaml(items: Sequence[Item]) -> str:
    """The gold file."""
    return HEAD + yaml.safe_dump(list(items), allow_unicode=True, sort_keys=False, width=1000)


def examples(store: Store) -> Iterator[Item]:
    """The items, by article and place in it."""
    pins, table = schema.pins, schema.articles
    with reading(store.engine) as connection:
        names = sorted(connection.execute(select(pins.c.document).where(pins.c.event.is_not(None))).scalars().unique())
        rows = pick(connection, [table.c.article, table.c.record], table.c.article, names)
        records = {row.article: row.record for row in rows}
        for name in names:
            if name in records:
                article = unpack(Article, records[name])
                yield from _items(article, on_events(connection, [event.id for event in article.events]))


def _items(article: Article, on: Mapping[str, Sequence[Decision]]) -> Iterator[Item]:
    """``on``: the decisions in force; merging and splitting say nothing of how a sentence is read."""
    judged = {name for name, told in on.items() if any(one.verb in ("accept", "reject", "edit") for one in told)}
    left = judge_reports(prepare(article).reports, on)
    right = {one.report.event.id: (one.report.event, one.compared.event) for one in left}
    if judged >= {event.id for event in article.events}:
        yield _item(article, Span(0, len(article.document.text), article.document.text), list(right.values()))
        return
    by_place = sorted(article.events, key=lambda event: event.evidence.start)
    for _, told in groupby(by_place, key=lambda event: event.evidence.start):
        here = list(told)
        span = here[0].evidence
        here += [one for one in by_place if any(also.start == span.start for also in one.also)]
        if {event.id for event in here} <= judged:
            yield _item(article, span, [right[event.id] for event in here if event.id in right])


def _item(article: Article, span: Span, events: Sequence[tuple[Event, Event]]) -> Item:
    whole = span.end - span.start == len(article.document.text)
    return {
        "id": article.document.id if whole else f"{article.document.id}-{span.start}",
        "text": span.text,
        "published": article.published.value,
        "events": [_event(read, decided, span) for read, decided in events],
    }


def _event(read: Event, decided: Event, span: Span) -> Item:
    dates = [event.time.value if event.time and event.time.value else "unknown" for event in (decided, read)]
    if decided.time is not None and decided.time.mention is not None and not _inside(decided.time.mention, span):
        dates.append("unknown")
    return {
        "type": [decided.type],
        "actors": _parties(decided.actors, span),
        "targets": _parties(decided.targets, span),
        "date": list(dict.fromkeys(dates)),
        "status": [decided.status],
        "evidence": read.evidence.text if _inside(read.evidence, span) else span.text,
    }


def _parties(people: Sequence[Participant], span: Span) -> list[str]:
    named = [p for p in people if p.role == ROLE or (p.mention is not None and _inside(p.mention, span))]
    return list(dict.fromkeys(value for p in named for value in (p.name, p.country) if value))


def _inside(one: Span, other: Span) -> bool:
    return other.start <= one.start and one.end <= other.end
