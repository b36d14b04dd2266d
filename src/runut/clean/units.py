"""Text -> units: the lines (or hard-wrapped paragraphs) that labels are given to.

In: the decoded text. Out: :class:`Unit` records in text order, stripped of outer white space, with the few measures
that every rule asks for. It does not label anything.

>>> [unit.text for unit in split("Judul berita\\n\\n Isi berita. \\n")]
['Judul berita', 'Isi berita.']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\x0b\x0c\u0085\u2028\u2029]+")
_WORD = re.compile(r"\S+")
_CLOSERS = "\"'”’»)]}*_ \u00a0\u200b"
_STOPS = ".!?…。"
_WRAP_MIN, _WRAP_MAX = 45, 110


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph-like stretch. ``stop``: ends like a sentence. ``gap``: blank lines stand before it."""

    start: int
    end: int
    text: str
    words: int
    stop: bool
    gap: bool


def split(text: str) -> list[Unit]:
    """Cut the text into units: one for each line, or one for each paragraph where the text is hard-wrapped."""
    lines = _lines(text)
    return _unwrap(text, lines) if _is_wrapped(lines) else _unbroken(text, lines)


def unit(text: str, start: int, end: int, *, gap: bool = False) -> Unit:
    """The unit of ``text[start:end]``, which must not begin or end in white space."""
    surface = text[start:end]
    return Unit(start, end, surface, count_words(surface), ends_sentence(surface), gap)


def count_words(surface: str) -> int:
    """Number of white-space separated words."""
    return len(surface.split())


def ends_sentence(surface: str) -> bool:
    """True where the last character before closing quotes and brackets is a sentence stop."""
    bare = surface.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _STOPS


def _lines(text: str) -> list[Unit]:
    found: list[Unit] = []
    last = 0
    for match in _LINE.finditer(text):
        surface = match.group()
        stripped = surface.strip()
        if not stripped:
            continue
        start = match.start() + len(surface) - len(surface.lstrip())
        breaks = text.count("\n", last, start)
        found.append(unit(text, start, start + len(stripped), gap=breaks > 1 or not found))
        last = start + len(stripped)
    return found


def _is_wrapped(lines: list[Unit]) -> bool:
    """Hard-wrapped text: most lines that another follows at once are of one width, and many go on in lower case."""
    followed = [(line, after) for line, after in pairwise(lines) if not after.gap]
    if len(followed) < 4:
        return False
    even = sum(_WRAP_MIN <= len(line.text) <= _WRAP_MAX and not line.stop for line, _ in followed)
    lower = sum(after.text[:1].islower() for _, after in followed)
    return even >= 0.6 * len(followed) and lower >= 0.3 * len(followed)


def _unbroken(text: str, lines: list[Unit]) -> list[Unit]:
    """The lines, where one that breaks off in a word ("Kim Jong-", "un bertemu") goes on in the next."""
    out: list[Unit] = []
    for line in lines:
        broken = out[-1].text[-2:] if out and not line.gap else ""
        if broken[1:] == "-" and broken[0].isalpha() and line.text[:1].islower():
            out[-1] = unit(text, out[-1].start, line.end, gap=out[-1].gap)
        else:
            out.append(line)
    return out


def _unwrap(text: str, lines: list[Unit]) -> list[Unit]:
    groups: list[tuple[int, int, bool]] = []
    previous: Unit | None = None
    for line in lines:
        joins = previous is not None and not line.gap and len(previous.text) >= _WRAP_MIN
        if groups and joins:
            groups[-1] = (groups[-1][0], line.end, groups[-1][2])
        else:
            groups.append((line.start, line.end, line.gap))
        previous = line
    return [unit(text, start, end, gap=gap) for start, end, gap in groups]
