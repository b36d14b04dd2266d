"""The yearly commemoration that an event belongs to: "dalam rangka Hari Kemenangan" -> "victory-day-europe".

In: an article and its events. Out: the id of the occasion, or None, and which time it is ("ke-80"), where the article
says so. The occasion is looked for in the event's own sentence, then in the sentences beside it in the same paragraph;
of several the nearest to the verb counts. A war or a treaty that is only mentioned is no occasion: there must be an
anniversary's number or a word of commemoration. An ordinal that the article's checks found wrong says why.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from runut.extract.occasions import Anniversary, find_anniversaries
from runut.fuse.weights import weights
from runut.records import Article, Event, Ordinal


@dataclass(frozen=True, slots=True)
class Named:
    """An occasion, where it is named, the stretch of text in which it counts, and which time it is said to be."""

    id: str
    start: int
    low: int
    high: int
    line: tuple[int, int]
    ordinal: Ordinal | None = None


def occasions_of(article: Article) -> tuple[Named, ...]:
    """All occasions that the article's sentences name."""
    lines = {sentence.index: place for place, sentence in enumerate(article.sentences)}
    starts = [block.start for block in article.document.blocks]
    out = []
    for found in find_anniversaries(article.document.text, article.sentences):
        place = lines[found.sentence]
        line = article.sentences[place]
        words = article.document.text[line.start : line.end].lower().split()
        if found.count is None and found.year is None and not weights().commemorating.intersection(words):
            continue
        beside = [
            other
            for other in article.sentences[max(0, place - 1) : place + 2]
            if bisect_right(starts, other.start) == bisect_right(starts, line.start)
        ]
        reach = (beside[0].start, beside[-1].end)
        ordinal = _ordinal(article, found)
        out.append(Named(found.occasion.id, found.span.start, *reach, (line.start, line.end), ordinal))
    return tuple(out)


def occasion_of(event: Event, named: Sequence[Named]) -> str | None:
    """The occasion of ``event``: named in its sentence, else beside it."""
    found = _nearest(event, named)
    return found.id if found else None


def ordinal_of(event: Event, named: Sequence[Named], occasion: str | None) -> Ordinal | None:
    """Which time the event's ``occasion`` is said to be, in its sentence or else beside it."""
    found = _nearest(event, [one for one in named if one.id == occasion and one.ordinal is not None])
    return found.ordinal if found else None


def _nearest(event: Event, named: Sequence[Named]) -> Named | None:
    at = event.trigger.start
    own = [one for one in named if one.line[0] <= at < one.line[1]]
    near = own or [one for one in named if one.low <= at < one.high]
    return min(near, key=lambda one: (abs(one.start - at), one.id)) if near else None


def _ordinal(article: Article, found: Anniversary) -> Ordinal | None:
    if found.count is None or found.count_span is None:
        return None
    slips = (one for one in article.conflicts if one.kind == "ordinal" and found.count_span in one.spans)
    return Ordinal(found.count, found.count_span, next((one.detail for one in slips), None))
