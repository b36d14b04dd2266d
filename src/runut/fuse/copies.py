"""Copies: the same page twice, one text at several addresses, a wire story carried, rewritten or translated twice.

In: the prose of articles. Out: which article copies which, and why. Two texts are looked at together when they share
one of the lowest hashes of their groups of ``LONG`` words within a season, or at any time if one has no day (a bottom-k
sketch, Broder 1997); a band of such hashes at any time; or, if both name one source within days, a band of the lowest
hashes of their stems. Each is a look-up in an index. ``likeness`` then decides on all their words. The earliest of a
group is its original. Nothing depends on the order in which the articles came.

>>> story = "Korea Utara mengirim balon berisi sampah ke Korea Selatan sejak Sabtu malam, kata militer di Seoul."
>>> found = likeness(wording(Text("a", story, None)), wording(Text("b", "SEOUL - " + story, None)))
>>> found.rule, found.share
('held wholly', 1.0)
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal, TypeVar

import numpy as np
import xxhash

from runut.fuse.stems import stem

__all__ = [
    "Asked",
    "Copy",
    "Measured",
    "Sketch",
    "Text",
    "Wording",
    "find_copies",
    "likeness",
    "longest_passage",
    "measured",
    "originals",
    "sketch",
    "wording",
]

# A document, by name or by number.
K = TypeVar("K", int, str)

WORD = re.compile(r"\w+")
SHINGLE = 3
# Groups of five words are often a name with its office, which half the articles of a day hold; of eight, seldom.
LONG = 8
SAMPLE = 32
HALF_SAMPLE = 16
# Words of four letters and more tell what a text is about; numbers too.
CONTENT = 4
# Share of the shorter text's groups of words that the other holds. A text held wholly is a copy, however much was
# added; of one held by half the words must be the same too, and its beginning: an outlet's next story carries the
# former as its background, a digest holds half of a short article. Of the copies labelled in the news pool and in our
# gold all have .52 and more of their stems in common, of other pairs of one story none has .5; some pairs of stories
# with one background have .62, but begin otherwise.
WHOLLY, HALF = 0.8, 0.5
SAME_WORDS, NEARLY_ALL = 0.5, 0.65
# Words of a text's beginning, and how many of their stems the other text has.
BEGINNING, BEGUN = 40, 0.6
# Two translations of one report have few groups of words in common: the same stems, one source, and few days apart.
TRANSLATED, DAYS = 0.52, 3
# Bands of the lowest hashes of stems, each of so many: of two texts with half their stems in common 97 in 100 meet.
BANDS, IN_BAND = 12, 2
# Texts with one group of words in common are compared when this many days lie between them or fewer; drawers of time.
SEASON, SEASONS = 31, 124
# Odd numbers whose products with a hash are hashes of their own (Dietzfelbinger et al. 1997): eight bands of two.
FACTORS = np.array([xxhash.xxh64_intdigest(b"copies", seed) | 1 for seed in range(16)], dtype=np.uint64)

Rule = Literal["held wholly", "reworded", "worded twice"]


@dataclass(frozen=True, slots=True)
class Text:
    """What is compared: the article's own prose, litter excluded, and whom it names as its sources."""

    id: str
    prose: str
    published: date | None
    sources: frozenset[str] = frozenset()

    @property
    def rank(self) -> tuple[date, str]:
        """Who comes first, and is the original of the two."""
        return (self.published or date.max, self.id)


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as hashes: its groups of three words, its stems, those of its beginning; and what came with it."""

    groups: frozenset[int] = frozenset()
    stems: frozenset[int] = frozenset()
    beginning: frozenset[int] = frozenset()
    published: date | None = None
    sources: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sketch:
    """The keys, signed 64-bit numbers, under which a text ``lies``, and under which it ``looks`` for others."""

    lies: tuple[int, ...]
    looks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What two texts have in common: ``share`` of the shorter one's groups of words, ``words`` of the stems of both,
    ``begun``: how much of what one begins with the other tells; the sources that both name, and the days between them.
    """

    share: float
    words: float
    begun: float
    sources: tuple[str, ...] = ()
    days: int | None = None

    @property
    def rule(self) -> Rule | None:
        """By what they are one text. Who begins with other news tells another story."""
        if self.share >= WHOLLY:
            return "held wholly"
        if self.share >= HALF and (self.words >= NEARLY_ALL or (self.words >= SAME_WORDS and self.begun >= BEGUN)):
            return "reworded"
        near = self.sources and self.days is not None and self.days <= DAYS
        return "worded twice" if near and self.words >= TRANSLATED and self.begun >= BEGUN else None

    @property
    def strength(self) -> float:
        """How alike they are, to choose between originals."""
        return max(self.share, self.words)


@dataclass(frozen=True, slots=True)
class Copy:
    """``id`` copies ``of``; ``share`` of the shorter text's word groups are common to both."""

    id: str
    of: str
    share: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Two articles by their sources: whether they are the same bytes, what is common, and what copies what.

    ``originals``: of each, the sources of what it is a copy of.
    """

    sources: tuple[str, str]
    published: tuple[date | None, date | None]
    originals: tuple[tuple[str, ...], tuple[str, ...]]
    same_bytes: bool
    found: Measured
    passage: str


def sketch(text: Text) -> Sketch:
    """Under what the text is found: the lowest hashes of its groups of eight words in its time, bands of these groups
    at any time, and the bands of its stems under each of its sources and days. Without a day it looks for all texts,
    and all look for it.
    """
    groups = _groups(WORD.findall(text.prose.lower()), LONG)
    lowest = sorted(groups)[:SAMPLE]
    alike = (*_at_any_time(groups), *_bands(text))
    if text.published is None:
        undated = _under("undated", lowest)
        return _signed((*undated, *alike), (*undated, *_under("dated", lowest), *alike))
    day = text.published.toordinal()
    # What an outlet writes under all its texts is among the lowest hashes of all of them: without the time each new one
    # would be compared with all before it.
    seasons = dict.fromkeys((day // SEASONS, (day + SEASON) // SEASONS))
    inside = tuple(value for season in seasons for value in _under(season, lowest))
    lies = (*inside, *_under("dated", lowest[:HALF_SAMPLE]), *alike)
    # Of two texts it is one and the same whichever comes first: half of the dated one's hashes, all of the other's.
    return _signed(lies, (*inside, *_under("undated", lowest[:HALF_SAMPLE]), *alike))


def _under(place: int | str, values: Iterable[int]) -> tuple[int, ...]:
    return tuple(xxhash.xxh64_intdigest(f"{value}|{place}".encode()) for value in values)


def _signed(lies: Iterable[int], looks: Iterable[int]) -> Sketch:
    return Sketch(*(tuple(value - (1 << 63) for value in dict.fromkeys(values)) for values in (lies, looks)))


def _at_any_time(groups: frozenset[int]) -> Iterator[int]:
    """Bands of lowest hashes: texts with most of their groups in common meet whenever they were published."""
    if not groups:
        return
    values = np.array(sorted(groups), dtype=np.uint64)
    lowest = [int((values * factor).min()) for factor in FACTORS]
    for band in range(len(FACTORS) // IN_BAND):
        yield xxhash.xxh64_intdigest(f"{band}|{lowest[band * IN_BAND : (band + 1) * IN_BAND]}".encode())


def wording(text: Text) -> Wording:
    """The text as it is compared."""
    words = WORD.findall(text.prose.lower())
    return Wording(_groups(words, SHINGLE), _stems(words), _stems(words[:BEGINNING]), text.published, text.sources)


def measured(a: Wording, b: Wording) -> Measured:
    """All that ``likeness`` looks at."""
    shorter = min(len(a.groups), len(b.groups))
    share = len(a.groups & b.groups) / shorter if shorter else 0.0
    words = len(a.stems & b.stems) / len(a.stems | b.stems) if a.stems and b.stems else 0.0
    begun = 0.0
    if a.beginning and b.beginning:
        begun = min(len(a.beginning & b.stems) / len(a.beginning), len(b.beginning & a.stems) / len(b.beginning))
    return Measured(share, words, begun, tuple(sorted(a.sources & b.sources)), _days_apart(a, b))


def likeness(a: Wording, b: Wording) -> Measured | None:
    """Whether two texts are one, and by what; None where they are not."""
    found = measured(a, b)
    return found if found.rule else None


def longest_passage(one: Text, other: Text) -> str:
    """The longest run of words that both texts have, as it stands in the first."""
    words, theirs = ([*WORD.finditer(text.prose)] for text in (one, other))
    left, right = ([word[0].lower() for word in text] for text in (words, theirs))
    found = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return one.prose[words[found.a].start() : words[found.a + found.size - 1].end()] if found.size else ""


def _days_apart(a: Wording, b: Wording) -> int | None:
    if a.published is None or b.published is None:
        return None
    return abs((a.published - b.published).days)


def _groups(words: list[str], size: int) -> frozenset[int]:
    starts = range(max(1, len(words) - size + 1)) if words else ()
    return frozenset(xxhash.xxh64_intdigest(" ".join(words[i : i + size]).encode()) for i in starts)


def _stems(words: Iterable[str]) -> frozenset[int]:
    told = (word for word in words if len(word) >= CONTENT or word.isdigit())
    return frozenset(xxhash.xxh64_intdigest(stem(word).encode()) for word in told)


def _bands(text: Text) -> Iterator[int]:
    """Texts with one source and few days between them meet under a band that both have."""
    if not text.sources or text.published is None:
        return
    stems = _stems(WORD.findall(text.prose.lower()))
    if not stems:
        return
    packed = [value.to_bytes(8, "little") for value in sorted(stems)]
    lowest = [min(xxhash.xxh64_intdigest(one, seed) for one in packed) for seed in range(BANDS * IN_BAND)]
    day = text.published.toordinal()
    for drawer in dict.fromkeys((day // (DAYS + 1), (day + DAYS) // (DAYS + 1))):
        for source in sorted(text.sources):
            for band in range(BANDS):
                values = lowest[band * IN_BAND : (band + 1) * IN_BAND]
                yield xxhash.xxh64_intdigest(f"{source}|{drawer}|{band}|{values}".encode())


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
    known = {name: wording(text) for name, text in by_id.items()}
    lying: dict[int, list[str]] = {}
    alike: dict[str, dict[str, float]] = {name: {} for name in by_id}
    for name, text in by_id.items():
        keys = sketch(text)
        for other in {other for value in keys.looks for other in lying.get(value, ())}:
            found = likeness(known[name], known[other])
            if found is not None:
                alike[name][other] = alike[other][name] = found.strength
        for value in keys.lies:
            lying.setdefault(value, []).append(name)
    answers = originals(by_id, lambda name: by_id[name].rank, alike.__getitem__, lambda name: None)
    copies = [Copy(name, of, round(alike[name][of], 3)) for name, of in answers.items() if of is not None]
    return tuple(sorted(copies, key=lambda copy: copy.id))
