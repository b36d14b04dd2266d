"""Counts that a report tells beside the sentence of its event: the toll in the sentence after it, the crowd of a march.

In: an article as read. Out: for each event the counts that belong to it and stand outside its clause. Newspapers tell
the act first and its toll next ("Rudal menghantam pasar. Sedikitnya 20 orang tewas"), so a count of the dead, the hurt
or the held belongs to the last act of force told, at most ``REACH`` sentences before; a crowd, a force or a load
without such a word belongs to the act of the sentence right before it. A toll since a day or over a time sums up more
than one act and is left out. Where the toll is read as an act of its own ("Empat orang tewas"), its count belongs to
both. It compares nothing.

The words that say what became of those counted go into ``of``: "40 lainnya terluka" is a count of "orang terluka".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from runut.fuse.counting import fate, thing
from runut.fuse.holdings import held_after
from runut.fuse.votes import voting_word
from runut.fuse.weights import weights
from runut.records import Article, Event, Quantity, Sentence

__all__ = ["told_counts"]

WORD = re.compile(r"[^\W\d_]+")
# "salah satu korban tewas" is one of them.
ONE = re.compile(
    r"(?<!salah )\b(?:satu|seorang)\s+(\w+(?:\s+\w+){0,3}?)"
    r"(?=\s+(?:lainnya\s+)?(?:tewas|meninggal|terluka|luka|gugur|hilang))"
)
PART = frozenset({"termasuk", "antaranya", "meliputi", "sebagian"})
# Sentences between an act of force and its toll at most; farther where the toll says of what: "dalam serangan itu".
REACH, POINTED = 3, 6
THAT = re.compile(
    r"\b(?:serangan|gempuran|pengeboman|pemboman|ledakan|insiden|bentrokan|penembakan|peristiwa|tragedi|kejadian)"
    r"(?: \w+)? (?:itu|tersebut|ini)\b"
)
# Sentences before a count of what somebody has, in which the act may be told.
KEPT_IN_MIND = 4
# Sentences before a crowd or a vote in which its act is told.
NEAR = 2
DONE = ("actual", "rumoured")


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence and the events whose word stands in it."""

    sentence: Sentence
    text: str
    paragraph: int
    events: tuple[Event, ...]


def told_counts(article: Article) -> dict[str, tuple[Quantity, ...]]:
    """The further counts of each event, by the event's id."""
    own = (event for event in article.events if not (_is_outcome(event) or _is_ballot(event) or _points_back(event)))
    bound = {(q.start, q.end) for event in own for q in event.quantities}
    if not article.events:
        return {}
    lines = _lines(article)
    free = [q for q in article.quantities if (q.start, q.end) not in bound and q.value >= 1]
    free = sorted([*free, *_ones(article, lines)], key=lambda q: q.start)
    starts = [line.sentence.start for line in lines]
    found = _told_again(lines)
    for quantity in free:
        at = bisect_right(starts, quantity.start) - 1
        if at < 0 or quantity.start >= lines[at].sentence.end or _part(quantity, lines[at]):
            continue
        word, event = _owner(article, lines, at, quantity)
        if event is None or any((q.start, q.end) == (quantity.start, quantity.end) for q in event.quantities):
            continue
        told = found.setdefault(event.id, [])
        if word not in weights().outcome or not _told(event, told, weights().outcome[word]):
            told.append(_named(quantity, word))
    return {name: tuple(counts) for name, counts in found.items()}


def _owner(article: Article, lines: Sequence[_Line], at: int, quantity: Quantity) -> tuple[str, Event | None]:
    """The act that the count belongs to, with the word that says what became of those counted, or how they voted."""
    line = lines[at]
    word = fate(quantity, line.sentence.start, line.text)
    if word:
        return word, _of_force(lines, at, quantity)
    vote = voting_word(quantity, line.sentence.start, line.text)
    if vote:
        return vote, _of_vote(lines, at)
    if not line.events:
        told = [event for one in lines[max(0, at - KEPT_IN_MIND) : at] for event in one.events]
        holding = held_after(quantity, line.sentence, line.text, told, article.mentions)
        if holding is not None:
            return "", holding
    return "", _of_crowd(lines, at, quantity)


def _of_vote(lines: Sequence[_Line], at: int) -> Event | None:
    """What was voted on: the last vote told, here or in the sentences before."""
    near = [event for line in _back(lines, at) for event in reversed(line.events) if event.act in weights().voted]
    return near[0] if near else None


def _is_outcome(event: Event) -> bool:
    """What came of an act, told as one of its own ("Empat orang tewas"): its count is the toll of the act before it
    too, if there is one. A doer whom its sentence does not name was taken over from that act.
    """
    words, line = WORD.findall(event.trigger.text.lower()), event.evidence
    named = any(who.mention and line.start <= who.mention.start < line.end for who in event.actors if who.entity)
    return bool(words) and words[0] in weights().outcome and not named


def _points_back(event: Event) -> bool:
    """The act of before, pointed at: "dalam serangan itu" without a doer, a day or a place of its own."""
    line, at = event.evidence, event.trigger.start - event.evidence.start
    named = any(who.mention and line.start <= who.mention.start < line.end for who in event.actors if who.entity)
    own = event.time is not None and event.time.basis == "own"
    return THAT.match(line.text.lower(), max(0, at)) is not None and not (named or own or event.place)


def _is_ballot(event: Event) -> bool:
    """How a vote went, told as an act of its own ("120 negara mendukung"): its count is the vote's before it, too."""
    nobody = not any(who.country for who in event.actors)
    return nobody and event.trigger.text.lower() in weights().ballots and bool(event.quantities)


def _lines(article: Article) -> list[_Line]:
    text = article.document.text
    blocks = [block.start for block in article.document.blocks]
    out = []
    for sentence in article.sentences:
        here = tuple(
            sorted(
                (e for e in article.events if sentence.start <= e.trigger.start < sentence.end),
                key=lambda e: e.trigger.start,
            )
        )
        words = text[sentence.start : sentence.end].lower()
        out.append(_Line(sentence, words, bisect_right(blocks, sentence.start), here))
    return out


def _told_again(lines: Sequence[_Line]) -> dict[str, list[Quantity]]:
    """Counts of an act of many hands that the next sentence tells again without a day of its own: "Petani berunjuk rasa
    di Brussel. Sekitar 900 traktor memenuhi jalan."
    """
    found: dict[str, list[Quantity]] = {}
    for before, line in pairwise(lines):
        for event in line.events if before.sentence.label == line.sentence.label else ():
            again = event.type in weights().crowded and (event.time is None or event.time.basis != "own")
            first = next((one for one in before.events if one.act == event.act), None)
            if again and first is not None and event.quantities:
                found.setdefault(first.id, []).extend(event.quantities)
    return found


def _part(quantity: Quantity, line: _Line) -> bool:
    """Counted as some of those before it ("termasuk 10 anak"), or an act and no person ("dua serangan")."""
    before = WORD.findall(line.text[: quantity.start - line.sentence.start])
    return bool(before and before[-1] in PART) or (quantity.of or "").partition(" ")[0].lower() in weights().acts


def _told(event: Event, told: Sequence[Quantity], outcome: str) -> bool:
    """Whether the event has its toll already: the whole is told first, then its parts."""
    counts = ((thing(q, event.evidence) or ("", "")) for q in (*event.quantities, *told))
    return any(fate_of == outcome for _, fate_of in counts)


def _ones(article: Article, lines: Sequence[_Line]) -> Iterator[Quantity]:
    """One person of whom it is said what became of him: "seorang polisi tewas"; elsewhere "satu" counts nothing."""
    text, people = article.document.text, weights().people | weights().persons
    for line in lines:
        for found in ONE.finditer(line.text):
            of = found[1].split()
            if of[0] not in people:
                continue
            start, end = line.sentence.start + found.start(), line.sentence.start + found.end(1)
            yield Quantity(start, end, text[start:end], 1.0, None, None, None, " ".join(of), rule="tolls:one")


def _named(quantity: Quantity, word: str) -> Quantity:
    """The count with what became of those counted."""
    of = (quantity.of or "").split()
    if word in weights().outcome and (not of or of[0].lower() in weights().uncounted):
        of = ["orang"]
    if word and word not in (part.lower() for part in of):
        of.append(word)
    return replace(quantity, of=" ".join(of) or None)


def _of_force(lines: Sequence[_Line], at: int, quantity: Quantity) -> Event | None:
    """The act of force whose toll it is: in the sentence, else the last one before; what came of one for want of it."""
    if _sums_up(lines[at].text):
        return None
    reach = POINTED if THAT.search(lines[at].text) else REACH
    back_lines = _back(lines, at, reach)
    near = [[e for e in line.events if e.type in weights().forceful and e.status in DONE] for line in back_lines]
    acts = [[event for event in line if not (_is_outcome(event) or _points_back(event))] for line in near]
    for back, forceful in enumerate(acts if any(acts) else near):
        if forceful:
            before = [e for e in forceful if e.trigger.start < quantity.start]
            return before[-1] if before and not back else forceful[-1] if back else forceful[0]
    return None


def _back(lines: Sequence[_Line], at: int, reach: int = NEAR) -> Iterator[_Line]:
    """The sentence and those before it that are near; the title is no neighbour."""
    for line in reversed(lines[max(0, at - reach) : at + 1]):
        if line.sentence.label != lines[at].sentence.label:
            return
        yield line


def _sums_up(text: str) -> bool:
    return bool(weights().summing.intersection(WORD.findall(text)))


def _before(lines: Sequence[_Line], at: int) -> tuple[Event, ...]:
    """The events of the sentence before; where it tells the clash at a march, those of the one before that."""
    near = [line.events for line in _back(lines, at)][1:]
    if len(near) > 1 and near[0] and all(e.type == "ASSAULT" or e.act in weights().clashes for e in near[0]):
        return near[1]
    return near[0] if near else ()


def _of_crowd(lines: Sequence[_Line], at: int, quantity: Quantity) -> Event | None:
    """The act of many hands in the sentence, else in the one right before, or before the clash; one told again is told
    before.
    """
    line = lines[at]
    before = _before(lines, at)
    here = [event for event in line.events if event.type in weights().crowded]
    if not here:
        told = [event for event in before if event.type in weights().crowded]
        return told[-1] if told and not line.events else None
    event = min(here, key=lambda event: (abs(event.trigger.start - quantity.start), event.id))
    again = [one for one in before if one.act == event.act and event.time is None]
    return again[-1] if again else event
