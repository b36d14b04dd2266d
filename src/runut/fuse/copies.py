"""Copies: the same page twice, one text at several addresses, a wire story carried or lightly rewritten.

In: the prose of articles. Out: which article copies which, and why. Two texts are looked at together when they share
one of the lowest hashes of their groups of ``LONG`` words (a bottom-k sketch, Broder 1997), which is a look-up in an
index; whether they are alike is then decided on all their groups of ``SHINGLE`` words. The earliest of a group is its
original. Nothing depends on the order in which the articles came.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import xxhash

__all__ = ["Copy", "Text", "find_copies", "originals", "share", "shingles", "sketch"]

# A document, by name or by number.
K = TypeVar("K", int, str)

WORD = re.compile(r"\w+")
SHINGLE = 3
# Groups of five words are often a name with its office, which half the articles of a day hold; of eight, seldom.
LONG = 8
SAMPLE = 32
# Share of the shorter text's shingles that the other holds. Rewrites by another desk of one press release stay under
# .46 in the news pool, carried wire stories with a new lead above .5; groups of three words outlive the change of one.
CONTAINED = 0.5
# A digest holds half of a short article, a later story the background of an earlier one; of both texts together that is
# little. A text held wholly is a copy, however much was added.
OF_BOTH = 0.3
WHOLLY = 0.8


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared: the article's own prose, litter excluded."""

    id: str
    prose: str
    published: date | None

    @property
    def rank(self) -> tuple[date, str]:
        """Who comes first, and is the original of the two."""
        return (self.published or date.max, self.id)


@dataclass(frozen=True, slots=True)
class Copy:
    """``id`` copies ``of``; ``share`` of the shorter text's word groups are common to both."""

    id: str
    of: str
    share: float


def sketch(prose: str) -> tuple[int, ...]:
    """Under what the text is found: the lowest hashes of its groups of eight words, as signed numbers."""
    return tuple(value - (1 << 63) for value in sorted(_groups(prose, LONG))[:SAMPLE])


def shingles(prose: str) -> frozenset[int]:
    """Hashes of all groups of three words."""
    return _groups(prose, SHINGLE)


def _groups(prose: str, size: int) -> frozenset[int]:
    words = WORD.findall(prose.lower())
    starts = range(max(1, len(words) - size + 1)) if words else ()
    return frozenset(xxhash.xxh64_intdigest(" ".join(words[i : i + size]).encode()) for i in starts)


def share(a: frozenset[int], b: frozenset[int]) -> float | None:
    """How much of the shorter text the other holds; None where they are not alike."""
    shorter, common = min(len(a), len(b)), len(a & b)
    found = common / shorter if shorter else 0.0
    if found < CONTAINED or (found < WHOLLY and common < OF_BOTH * (len(a) + len(b) - common)):
        return None
    return found


def originals(
    changed: Iterable[K],
    rank: Callable[[K], tuple[date, str]],
    alike: Callable[[K], Mapping[K, float]],
    known: Callable[[K], K | None],
) -> dict[K, K | None]:
    """Whom each text copies, for the texts whose answer may have changed.

    A text copies the earlier original that it is most alike to; a copy has no copies. ``alike`` gives a text's
    neighbours, ``known`` its answer so far. The answers are found from the earliest on, those of the changed texts and
    of their neighbours; an answer that differs from the one so far asks the later neighbours anew.
    """
    found: dict[K, K | None] = {}
    asked = set(changed)
    asked |= {other for name in asked for other in alike(name)}
    queue = [(rank(name), name) for name in asked]
    heapq.heapify(queue)
    while queue:
        place, name = heapq.heappop(queue)
        if name in found:
            continue
        best: tuple[float, tuple[date, str], K] | None = None
        others = alike(name)
        for other in sorted(others):
            earlier = rank(other)
            if earlier >= place or (found[other] if other in found else known(other)) is not None:
                continue
            if best is None or (-others[other], earlier) < (-best[0], best[1]):
                best = (others[other], earlier, other)
        found[name] = best[2] if best else None
        if found[name] != known(name):
            for other in others:
                if rank(other) > place:
                    heapq.heappush(queue, (rank(other), other))
    return found


def find_copies(texts: Iterable[Text]) -> tuple[Copy, ...]:
    """Every article that copies another, sorted by id."""
    by_id = {text.id: text for text in texts}
    sets = {name: shingles(text.prose) for name, text in by_id.items()}
    lying: dict[int, list[str]] = {}
    alike: dict[str, dict[str, float]] = {name: {} for name in by_id}
    for name, text in by_id.items():
        values = sketch(text.prose)
        for other in {other for value in values for other in lying.get(value, ())}:
            found = share(sets[name], sets[other])
            if found is not None:
                alike[name][other] = alike[other][name] = found
        for value in values:
            lying.setdefault(value, []).append(name)
    answers = originals(by_id, lambda name: by_id[name].rank, alike.__getitem__, lambda name: None)
    copies = [Copy(name, of, round(alike[name][of], 3)) for name, of in answers.items() if of is not None]
    return tuple(sorted(copies, key=lambda copy: copy.id))
