"""A sentence as the event rules see it: names, times and words in one row.

In: a sentence, the mentions and the time expressions of the document. Out: ``Item`` rows. A mention or a time
expression is one item, whatever its number of words; where a name is glued to a word (a blank lost at a former link)
the rest of that word is an item of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from runut.dissect.words import tag_words
from runut.records import Mention, Sentence, TimeExpression

Spanned = TypeVar("Spanned", Mention, TimeExpression)
DASHES = frozenset("-–—")
DATELINE = 6
QUOTES = "\"“”„«»"


@dataclass(frozen=True, slots=True)
class Item:
    """One unit of a sentence. ``kind``: "word", "mention", "time", "mark"."""

    kind: str
    start: int
    end: int
    text: str
    lower: str
    tag: str
    mention: Mention | None = None
    time: TimeExpression | None = None
    quoted: bool = False


def sentence_items(
    text: str, sentence: Sentence, mentions: Sequence[Mention], times: Sequence[TimeExpression]
) -> tuple[Item, ...]:
    """The items of ``sentence``; ``mentions`` and ``times`` are those of the whole document, sorted."""
    units: list[tuple[int, int, Mention | None, TimeExpression | None]] = []
    for mention in _within(mentions, sentence):
        units.append((mention.start, mention.end, mention, None))
    for time in _within(times, sentence):
        if not any(a < time.end and time.start < b for a, b, _, _ in units):
            units.append((time.start, time.end, None, time))
    units.sort(key=lambda unit: unit[0])
    return tuple(_items(text, sentence, units))


def _within(records: Sequence[Spanned], sentence: Sentence) -> list[Spanned]:
    first = bisect_left(records, sentence.start, key=lambda record: record.start)
    out = []
    for record in records[first:]:
        if record.start >= sentence.end:
            break
        out.append(record)
    return out


def _items(
    text: str, sentence: Sentence, units: Sequence[tuple[int, int, Mention | None, TimeExpression | None]]
) -> list[Item]:
    out: list[Item] = []
    following = iter(units)
    unit = next(following, None)
    for token in sentence.tokens:
        at = token.start
        while unit is not None and unit[0] < token.end:
            if unit[0] > at:
                out.append(_piece(text, at, unit[0], sentence))
            if unit[1] > at:
                out.append(_unit(text, unit, sentence))
            at = max(at, unit[1])
            if unit[1] > token.end:
                break
            unit = next(following, None)
        if at >= token.end:
            continue
        if at > token.start:
            out.append(_piece(text, at, token.end, sentence))
        else:
            kind = "word" if token.text[0].isalnum() else "mark"
            quoted = bool(sentence.quoted) and _is_quoted(token.start, sentence)
            out.append(Item(kind, token.start, token.end, token.text, token.lower, token.tag, quoted=quoted))
    return _without_dateline(_without_doubles(out))


def _without_dateline(items: list[Item]) -> list[Item]:
    """Leave out "KYIV -", "JAKARTA, KOMPAS –" before a paragraph: where it was written."""
    for at, item in enumerate(items[:DATELINE]):
        if item.kind == "mark" and item.text in DASHES:
            mention = items[0].mention if at else None
            place = mention is not None and mention.kind in ("place", "state")
            shouted = all(one.text.isupper() or one.kind == "mark" for one in items[:at])
            return items[at + 1 :] if place and shouted else items
    return items


def _without_doubles(items: Sequence[Item]) -> list[Item]:
    """A unit that spans several tokens is met at each of them: keep it once."""
    out: list[Item] = []
    for item in items:
        if not out or item.start >= out[-1].end:
            out.append(item)
    return out


def _unit(
    text: str, unit: tuple[int, int, Mention | None, TimeExpression | None], sentence: Sentence
) -> Item:
    start, end, mention, time = unit
    surface = text[start:end]
    kind = "mention" if mention else "time"
    return Item(kind, start, end, surface, surface.lower(), "PROPN", mention, time, _is_quoted(start, sentence))


def _piece(text: str, start: int, end: int, sentence: Sentence) -> Item:
    surface = text[start:end]
    tag = tag_words(["", surface.lower()][1:])[0] if surface[:1].isalnum() else "PUNCT"
    kind = "word" if surface[:1].isalnum() else "mark"
    return Item(kind, start, end, surface, surface.lower(), tag, quoted=_is_quoted(start, sentence))


def _is_quoted(at: int, sentence: Sentence) -> bool:
    place = bisect_right(sentence.quoted, at, key=lambda span: span[0]) - 1
    return place >= 0 and at < sentence.quoted[place][1]
