"""The head of a page that came as one line: title, outlet, date, staff and share words before the dateline.

In: the text and its first paragraph. Out: the blocks of that head, or nothing where the line begins with prose. It is
looked for only where a dateline stands within the first few hundred characters and what precedes it holds no finished
sentence.

>>> text = "Kapal Feri Baru Tiba di Selat | Kabar Selat Penulis: Sari SEOUL, KOMPAS.com - Kapal itu tiba pada Senin."
>>> [(block.label, text[block.start:block.end]) for block in split(text, 0, len(text))]
[('title', 'Kapal Feri Baru Tiba di Selat'), ('byline', '| Kabar Selat Penulis: Sari')]
"""

from __future__ import annotations

import re

from runut.clean import dateline
from runut.records import Block

_WINDOW, _MAX_WORDS = 360, 50
_CAPITAL = re.compile(r"(?<=\s)(?=[A-Z])")
_SENTENCE = re.compile(r"[a-z0-9)\"”][.!?][\"”]?\s+[A-Z“\"]")
_FURNITURE = re.compile(
    r"\s[|•]\s|\b(?:penulis|editor|reporter|pewarta|redaktur|oleh|bagikan|share)\s?:|\b(?:WIB|WITA|WIT)\b|"
    r"\b(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu),? \d{1,2}\b|\b\d{1,2}[ /](?:\w{3,9}|\d{1,2})[ /]\d{4}\b",
    re.IGNORECASE,
)
_MIN_TITLE, _MAX_TITLE = 3, 32


def split(text: str, start: int, end: int) -> list[Block]:
    """The title and the byline before the dateline; empty where there is no such head."""
    head = text[start : min(end, start + _WINDOW)]
    first = _FURNITURE.search(head)
    if not first:
        return []
    for candidate in _CAPITAL.finditer(head, first.start()):
        at = candidate.start()
        before = head[:at]
        if _SENTENCE.search(before) or len(before.split()) > _MAX_WORDS:
            return []
        found = dateline.match(text, start + at, end)
        if found and (found.outlet or text[start + at : start + at + 4].isupper()):
            return _blocks(text, start, start + at, start + first.start())
    return []


def _blocks(text: str, start: int, end: int, furniture: int) -> list[Block]:
    title = text[start:furniture].rstrip(" -–—|,")
    blocks = []
    at = start
    if _MIN_TITLE <= len(title.split()) <= _MAX_TITLE:
        blocks.append(Block(start, start + len(title), "title", "head-of-line"))
        at = start + len(title)
    rest = text[at:end]
    left = at + len(rest) - len(rest.lstrip())
    if left < end:
        blocks.append(Block(left, left + len(rest.strip()), "byline", "head-of-line"))
    return blocks
