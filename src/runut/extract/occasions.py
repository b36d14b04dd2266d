"""Anniversaries: an ordinal beside a known occasion gives a year, and a wrong ordinal gives a conflict.

In: sentences. Out: ``Anniversary`` records: the occasion, the count that the text gives, and the year that follows
("80 tahun pembebasan Korea": 1945 + 80 = 2025). The occasions are facts in ``data/occasions/occasions.tsv``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from runut.records import Sentence, Span

ORDINAL = re.compile(
    r"\bke-(\d{1,3})\b|\b(\d{1,3})\s+tahun\b|\b(\d{1,3})\s*th\b|\bke-?\s?([IVXLC]{1,7})\b", re.IGNORECASE
)
# Words that make "75 tahun" a commemoration and not an age or a term: one must stand near.
MARKED = re.compile(
    r"peringat|memperingat|diperingat|merayakan|perayaan|ulang tahun|hut\b|hari jadi|milad|haul|silam|lalu|genap|tepat|"
    r"berdiri|pembebasan|kemenangan|hari |usai|sejak|ke-\d",
    re.IGNORECASE,
)
REACH = 70


@dataclass(frozen=True, slots=True)
class Occasion:
    """A yearly commemoration; ``day`` is the founding day, None where the feast moves."""

    id: str
    names: tuple[str, ...]
    day: date | None
    country: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Anniversary:
    """An occasion named in the text. ``count`` and ``year`` are None where the text gives no ordinal."""

    occasion: Occasion
    span: Span
    sentence: int
    count: int | None
    year: int | None
    count_span: Span | None


@cache
def occasions() -> tuple[Occasion, ...]:
    """The table of occasions."""
    out = []
    text = (files("runut.data") / "occasions" / "occasions.tsv").read_text(encoding="utf8")
    for line in text.splitlines():
        if not line or line.startswith(("#", "id\t")):
            continue
        key, names, day, country, kind = line.split("\t")
        founded = None if day.startswith("0000") else date.fromisoformat(day)
        out.append(Occasion(key, tuple(names.split("|")), founded, country or None, kind))
    return tuple(out)


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, Occasion]]:
    table = {name: occasion for occasion in reversed(occasions()) for name in occasion.names}
    names = sorted(table, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)"), table


def find_anniversaries(text: str, sentences: Sequence[Sentence]) -> tuple[Anniversary, ...]:
    """Occasions named in ``sentences`` with the ordinal that stands beside them, if any."""
    pattern, table = _pattern()
    out = []
    for sentence in sentences:
        line = text[sentence.start : sentence.end].lower()
        if len(line) != sentence.end - sentence.start:
            continue
        for match in pattern.finditer(line):
            occasion = table[match.group()]
            a, b = match.span()
            span = Span(sentence.start + a, sentence.start + b, text[sentence.start + a : sentence.start + b])
            found = _count(line, a, b)
            if found is None or occasion.day is None:
                out.append(Anniversary(occasion, span, sentence.index, None, None, None))
                continue
            count, c, d = found
            where = Span(sentence.start + c, sentence.start + d, text[sentence.start + c : sentence.start + d])
            out.append(Anniversary(occasion, span, sentence.index, count, occasion.day.year + count, where))
    return tuple(out)


def _count(line: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The nearest ordinal within reach that is marked as a commemoration."""
    low = max(0, start - REACH)
    window = line[low : end + REACH]
    if not MARKED.search(window):
        return None
    best: tuple[int, int, int, int] | None = None
    for match in ORDINAL.finditer(window):
        a, b = match.start() + low, match.end() + low
        digits = match.group(1) or match.group(2) or match.group(3)
        count = int(digits) if digits else roman(match.group(4) or "")
        if not 1 <= count <= 400:
            continue
        distance = start - b if b <= start else a - end
        if best is None or (distance, a) < (best[0], best[2]):
            best = (distance, count, a, b)
    return (best[1], best[2], best[3]) if best else None


def roman(numeral: str) -> int:
    """The value of a Roman numeral, 0 for what is none."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
    total = 0
    previous = 0
    for letter in reversed(numeral.lower()):
        value = values.get(letter, 0)
        total += -value if value < previous else value
        previous = max(previous, value)
    return total
