"""The lines of printed pages -> paragraphs, without the running heads of a browser's print.

In: lines with their places on the page, as a PDF library finds them. Out: the text, one paragraph a line, and the
address that stands at the foot of every page. Running heads are left out: the day of printing in them is no day of
the article. A new paragraph begins where the distance to the line above, or the size
of the letters, is not the usual one, or where a sentence ends on a line that is not full.

>>> lines = [Line("Kapal itu", 50, 700, 300, 12), Line("tiba.", 50, 682, 90, 12), Line("Lalu", 50, 640, 90, 12)]
>>> text_of([lines])[0]
'Kapal itu tiba.\\n\\nLalu'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from typing import Any

_ADDRESS = re.compile(r"https?://[^\s<>\"]{5,500}")
_FIGURES = re.compile(r"\d+")
_ENDS = re.compile(r"[.!?:][\"'”’)\]]*$")
_EDGE = 3  # lines at the head and at the foot of a page that may be running ones
_WIDER, _TALLER, _FULL = 1.3, 1.15, 0.85


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; ``top`` grows upwards, as in a PDF file."""

    text: str
    left: float
    top: float
    right: float
    height: float


def lines_of(page: Any) -> list[Line]:
    """The lines of a page as pdfminer lays it out, in the order of reading."""
    from pdfminer.layout import LTTextBox, LTTextLine

    return [
        Line(text, line.x0, line.y1, line.x1, line.height)
        for box in page
        if isinstance(box, LTTextBox)
        for line in box
        if isinstance(line, LTTextLine) and (text := " ".join(line.get_text().replace("\xad", "").split()))
    ]


def text_of(pages: Sequence[Sequence[Line]]) -> tuple[str, str]:
    """The text of all pages, and the address printed on them ("" where there is none)."""
    running = _running(pages)
    address = next((found[0] for key in running if (found := _ADDRESS.search(running[key]))), "")
    kept = [[line for line in page if _key(line) not in running] for page in pages]
    gap = _usual_gap(kept)
    paragraphs: list[str] = []
    for page in kept:
        first = True
        for paragraph in _paragraphs(page, gap):
            if first and paragraphs and _goes_on(paragraphs[-1], paragraph):
                paragraphs[-1] = _joined(paragraphs[-1], paragraph)
            else:
                paragraphs.append(paragraph)
            first = False
    return "\n\n".join(paragraphs), address


def _key(line: Line) -> str:
    return _FIGURES.sub("0", line.text)


def _running(pages: Sequence[Sequence[Line]]) -> dict[str, str]:
    """Lines that stand at an edge of every page, whatever figures are in them: date, title, address, page number."""
    if len(pages) < 2:
        return {}
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for page in pages:
        ordered = sorted(page, key=lambda line: -line.top)
        edges = {_key(line): line.text for line in (*ordered[:_EDGE], *ordered[-_EDGE:])}
        counts.update(edges.keys())
        for key, text in edges.items():
            shown.setdefault(key, text)
    return {key: shown[key] for key, count in counts.items() if count == len(pages)}


def _usual_gap(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance from one line to the next within a paragraph, in heights of a line."""
    gaps = [
        (above.top - below.top) / above.height
        for page in pages
        for above, below in pairwise(page)
        if above.height > 0 and 0 < above.top - below.top < 3 * above.height
    ]
    return median_low(gaps) if gaps else 1.2


def _paragraphs(lines: Sequence[Line], gap: float) -> Iterator[str]:
    text = ""
    above: Line | None = None
    edge = max((line.right for line in lines), default=0.0)
    for line in lines:
        if above is not None and not _is_new(above, line, gap, edge):
            text = _joined(text, line.text)
        else:
            if text:
                yield text
            text = line.text
        above = line
    if text:
        yield text


def _is_new(above: Line, line: Line, gap: float, edge: float) -> bool:
    small, large = sorted((above.height, line.height))
    if small <= 0 or large / small > _TALLER:
        return True
    distance = (above.top - line.top) / above.height
    if distance > gap * _WIDER or distance <= 0:
        return not (distance <= 0 and _goes_on(above.text, line.text))
    return bool(_ENDS.search(above.text)) and above.right - above.left < _FULL * (edge - above.left)


def _goes_on(before: str, after: str) -> bool:
    """A sentence is not over, and what follows does not begin one: the next page or column."""
    return not _ENDS.search(before) and after[:1].islower()


def _joined(before: str, after: str) -> str:
    # "kura-" and "kura": what is written with a hyphen in Indonesian keeps it; browsers divide no words.
    return before + after if before.endswith("-") and before[-2:-1].isalpha() else f"{before} {after}"
