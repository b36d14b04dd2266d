"""A page's visible text, line by line, in document order, with what the markup says of each line.

In: a parsed page. Out: :class:`Visible`: the text, and for each of its lines the elements it stands in. Scripts,
styles and hidden elements are left out; every block element starts a new line. It does not judge what is article.

>>> from selectolax.lexbor import LexborHTMLParser
>>> extract(LexborHTMLParser("<h1>Judul</h1><p>Isi <b>berita</b>.</p>")).text
'Judul\\nIsi berita.'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_SKIPPED = frozenset(
    """script style noscript template svg iframe object embed canvas audio video head math select option textarea
    input datalist map area source track param link meta title""".split()
)
_BLOCKS = frozenset(
    """address article aside blockquote body br center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th
    thead tr ul button""".split()
)
_REGIONS = {
    "nav": "navigation",
    "footer": "navigation",
    "aside": "aside",
    "figcaption": "caption",
    "header": "header",
    "button": "navigation",
    "form": "navigation",
    "address": "byline",
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\v\u200b\ufeff]+")


@dataclass(frozen=True, slots=True)
class Line:
    """``linked``: characters inside links. ``heading``: "h1".."h6" or "". ``region``: what kind of part of the page."""

    start: int
    end: int
    linked: int
    heading: str
    region: str


@dataclass(frozen=True, slots=True)
class Visible:
    """The visible text and its lines."""

    text: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    heading: str = ""
    region: str = ""
    link: bool = False


@dataclass(slots=True)
class _Collector:
    """The line being written and the lines that are done."""

    parts: list[str]
    lines: list[Line]
    length: int = 0
    current: str = ""
    linked: int = 0
    heading: str = ""
    region: str = ""

    def add(self, surface: str, place: _Place) -> None:
        plain = _SPACE.sub(" ", surface)
        if not self.current:
            plain = plain.lstrip(" ")
        elif self.current[-1] == " " and plain[:1] == " ":
            plain = plain[1:]
        if not plain:
            return
        self.current += plain
        self.linked += len(plain.strip()) if place.link else 0
        self.heading = self.heading or place.heading
        self.region = self.region or place.region

    def end_line(self) -> None:
        surface = self.current.strip()
        if surface:
            if self.parts:
                self.length += 1
            self.lines.append(Line(self.length, self.length + len(surface), self.linked, self.heading, self.region))
            self.parts.append(surface)
            self.length += len(surface)
        self.current, self.linked, self.heading, self.region = "", 0, "", ""


def extract(parsed: Any) -> Visible:
    """The visible text of a selectolax page."""
    collector = _Collector([], [])
    root = parsed.body or parsed.root
    # (node, place) to enter, or (None, place) to end a line; a stack instead of recursion for deeply nested pages.
    stack: list[tuple[Any, _Place]] = [(root, _Place())] if root is not None else []
    while stack:
        node, place = stack.pop()
        if node is None:
            collector.end_line()
            continue
        tag = node.tag
        if tag == "-text":
            collector.add(node.text_content or "", place)
            continue
        if tag is None or tag[0] in "-!_" or tag in _SKIPPED or _is_hidden(node):
            continue
        if tag in _BLOCKS:
            collector.end_line()
            stack.append((None, place))
        inner = _inside(tag, place)
        children = []
        child = node.child
        while child is not None:
            children.append((child, inner))
            child = child.next
        stack.extend(reversed(children))
    collector.end_line()
    return Visible("\n".join(collector.parts), tuple(collector.lines))


def _inside(tag: str, place: _Place) -> _Place:
    if tag == "a":
        return place if place.link else _Place(place.heading, place.region, link=True)
    if tag in _HEADINGS:
        return _Place(tag, place.region, place.link)
    region = _REGIONS.get(tag)
    return _Place(place.heading, region, place.link) if region and region != place.region else place


def _is_hidden(node: Any) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    style = attributes.get("style")
    return "hidden" in attributes or bool(style and _HIDDEN.search(style))
