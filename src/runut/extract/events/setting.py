"""Where in its article an act is told, and how often its words told one before: signs that it is an act or is none.

In: a sentence of a dissected document, the trigger and the event drafted from it. Out: ``Setting``, and its signs as
numbers for the weights of ``confidence`` and ``judging``. News tells its act first, its background last; quoted words
are opinion more often than deed; what lies years back is history. On labelled articles the place in the article alone
is worth as much as any rule of grammar.

>>> early = Setting(title=False, before=0, sentences=12, quoted=False, dated=True, years_ago=0, told=0)
>>> signs(early)["late"]
0.0
"""

from __future__ import annotations

import csv
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from runut.extract.events.triggers import Reading, Trigger
from runut.records import Event, Published, Sentence

__all__ = ["Setting", "entry_odds", "setting_of", "signs"]

LONG_AGO = 2.0
HISTORY = 10.0
YEAR = 365.25
# An entry that was met n times speaks for itself by n parts against these; the rest says its type, and all types.
OF_TYPE = 8.0
OF_ALL = 20.0


@dataclass(frozen=True, slots=True)
class Setting:
    """``before``: body sentences before this one, of ``sentences``; ``quoted``: inside quotation marks; ``dated``: the
    act has a time of its own; ``years_ago``: from its time to the article's, 0 where either is unknown; ``told``:
    the log odds that the trigger's entry tells its act, as counted on labelled articles."""

    title: bool
    before: int
    sentences: int
    quoted: bool
    dated: bool
    years_ago: float
    told: float


def setting_of(
    body: Sequence[int], published: Published, sentence: Sentence, reading: Reading, trigger: Trigger, event: Event
) -> Setting:
    """The setting of a drafted event; ``body``: the indexes of the body's sentences."""
    time = event.time
    years = 0.0
    if time is not None and time.latest is not None and published.earliest is not None:
        years = (published.earliest - time.latest).days / YEAR
    return Setting(
        title=sentence.label == "title",
        before=bisect_left(body, sentence.index),
        sentences=len(body),
        quoted=reading.items[trigger.start].quoted,
        dated=time is not None and time.basis == "own",
        years_ago=years,
        told=entry_odds(trigger.form.act.type, trigger.form.entry),
    )


def signs(setting: Setting) -> dict[str, float]:
    """The setting as numbers."""
    return {
        "title": float(setting.title),
        "rank": math.log1p(setting.before),
        "late": setting.before / max(1, setting.sentences),
        "long": math.log1p(setting.sentences),
        "quoted": float(setting.quoted),
        "dated": float(setting.dated),
        "long ago": float(setting.years_ago > LONG_AGO),
        "history": float(setting.years_ago > HISTORY),
        "entry": setting.told,
    }


@dataclass(frozen=True, slots=True)
class Counts:
    """How often entries were read as their act in labelled articles, and how often rightly."""

    read: Mapping[tuple[str, str], int]
    right: Mapping[tuple[str, str], int]
    read_of_type: Mapping[str, int]
    right_of_type: Mapping[str, int]

    @classmethod
    def of(cls, read: Mapping[tuple[str, str], int], right: Mapping[tuple[str, str], int]) -> Counts:
        """The counts, with their sums by type."""
        types: Counter[str] = Counter()
        rights: Counter[str] = Counter()
        for (kind, entry), count in read.items():
            types[kind] += count
            rights[kind] += right.get((kind, entry), 0)
        return cls(read, right, types, rights)

    def odds(self, kind: str, entry: str, without: tuple[int, int] = (0, 0)) -> float:
        """Log odds that the entry tells its act; ``without``: (read, right) to leave out of its counts."""
        overall = (sum(self.right_of_type.values()) + 1) / (sum(self.read_of_type.values()) + 2)
        usual = (self.right_of_type.get(kind, 0) + OF_ALL * overall) / (self.read_of_type.get(kind, 0) + OF_ALL)
        read = self.read.get((kind, entry), 0) - without[0]
        right = self.right.get((kind, entry), 0) - without[1]
        share = (right + OF_TYPE * usual) / (read + OF_TYPE)
        return math.log(share / (1 - share))


@cache
def counts() -> Counts:
    """The counts of ``data/lexicons/entry_counts.tsv``."""
    text = (files("runut.data") / "lexicons" / "entry_counts.tsv").read_text(encoding="utf8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    keys = [(row["type"], row["entry"]) for row in rows]
    return Counts.of(
        {key: int(row["read"]) for key, row in zip(keys, rows, strict=True)},
        {key: int(row["right"]) for key, row in zip(keys, rows, strict=True)},
    )


@cache
def entry_odds(kind: str, entry: str) -> float:
    """The log odds that an entry of the codebook tells an act of its type."""
    return counts().odds(kind, entry)
