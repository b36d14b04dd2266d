"""Copies: the same page twice, one text at several addresses, a wire story carried or lightly rewritten.

In: (id, text, published) of articles. Out: for every copy the id of the article it copies, and why. Candidates share
some of the lowest hashes of their word shingles (a bottom-k sketch, Broder 1997); every candidate pair is then checked
on all shingles, so the result does not depend on the order of the articles. The earliest of a group is its original.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import xxhash

WORD = re.compile(r"\w+")
SHINGLE = 5
# Share of the shorter text's shingles that the other holds. Rewrites by another desk of one press release stay under
# .4 in the news pool, carried wire stories with a new lead above .6.
CONTAINED = 0.6
SAMPLE = 96
COMMON = 2


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared: the article's own prose, litter excluded."""

    id: str
    prose: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Copy:
    """``id`` copies ``of``; ``share`` of the shorter text's word groups are common to both."""

    id: str
    of: str
    share: float


def shingles(prose: str) -> frozenset[int]:
    """Hashes of all groups of five words."""
    words = WORD.findall(prose.lower())
    if len(words) < SHINGLE:
        return frozenset({xxhash.xxh64_intdigest(" ".join(words).encode())}) if words else frozenset()
    return frozenset(
        xxhash.xxh64_intdigest(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)
    )


def find_copies(texts: Iterable[Text]) -> tuple[Copy, ...]:
    """Every article that copies another, sorted by id."""
    known = sorted(texts, key=lambda text: (text.published or date.max, text.id))
    sets = [shingles(text.prose) for text in known]
    sketches = [sorted(hashes)[:SAMPLE] for hashes in sets]
    buckets: dict[int, list[int]] = {}
    for number, sketch in enumerate(sketches):
        for value in sketch:
            buckets.setdefault(value, []).append(number)
    original: dict[int, tuple[int, float]] = {}
    for number in range(len(known)):
        best: tuple[float, int] | None = None
        for other in _earlier(number, sketches[number], buckets):
            if other in original:
                continue
            share = _share(sets[number], sets[other])
            if share >= CONTAINED and (best is None or (share, -other) > (best[0], -best[1])):
                best = (share, other)
        if best is not None:
            original[number] = (best[1], best[0])
    copies = [Copy(known[n].id, known[o].id, round(share, 3)) for n, (o, share) in original.items()]
    return tuple(sorted(copies, key=lambda copy: copy.id))


def _earlier(number: int, sketch: Sequence[int], buckets: Mapping[int, Sequence[int]]) -> list[int]:
    """Earlier articles whose sketch shares at least ``COMMON`` values with this one."""
    counts: dict[int, int] = {}
    for value in sketch:
        for other in buckets[value]:
            if other < number:
                counts[other] = counts.get(other, 0) + 1
    return sorted(other for other, count in counts.items() if count >= COMMON)


def _share(a: frozenset[int], b: frozenset[int]) -> float:
    shorter = min(len(a), len(b))
    return len(a & b) / shorter if shorter else 0.0
