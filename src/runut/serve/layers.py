"""The text of an article in pieces: what was cut, the sentences of events, dates, names, what was said.

In: a text and the stretches that mean something in it, which may overlap in any way. Out: pieces that follow each
other without gap, each with all that holds for it. Time grows with the text and the stretches, not with their product.

>>> [(piece.text, piece.kinds) for piece in pieces("ab cd", [Layer(0, 2, "name"), Layer(0, 5, "told")])]
[('ab', ('name', 'told')), (' cd', ('told',))]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from runut.records import Article, Block, Event, Report, Span

__all__ = ["CUT", "Layer", "Piece", "around", "blocks_of", "cut_layers", "event_layers", "excerpt", "pieces"]

CUT = frozenset({"byline", "dateline", "caption", "related", "navigation", "repeated"})
WIDE = 260  # characters of the article shown before and behind a sentence


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch that means something: ``note`` says what, ``to`` is an address, ``anchor`` a name to jump to."""

    start: int
    end: int
    kind: str
    note: str = ""
    to: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch for which one set of layers holds; ``opens`` are those that begin with it."""

    text: str
    layers: tuple[Layer, ...]
    opens: tuple[Layer, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What holds for it, each kind once, in the order of the alphabet."""
        return tuple(sorted({layer.kind for layer in self.layers}))

    def of(self, kind: str) -> Layer | None:
        """The innermost layer of a kind."""
        return next((layer for layer in reversed(self.layers) if layer.kind == kind), None)


def pieces(text: str, layers: Iterable[Layer], window: tuple[int, int] | None = None) -> list[Piece]:
    """The text, or a window of it, cut where a layer begins or ends."""
    first, last = window or (0, len(text))
    held = sorted(
        (layer for layer in layers if layer.start < last and layer.end > first and layer.start < layer.end),
        key=lambda layer: (layer.start, -layer.end),
    )
    edges = {first, last}
    for layer in held:
        edges.update((max(first, layer.start), min(last, layer.end)))
    found: list[Piece] = []
    active: list[Layer] = []
    ordered, waiting = sorted(edges), 0
    for start, end in pairwise(ordered):
        active = [layer for layer in active if layer.end > start]
        opens = []
        while waiting < len(held) and held[waiting].start <= start:
            opens.append(held[waiting])
            waiting += 1
        active += opens
        found.append(Piece(text[start:end], tuple(active), tuple(opens)))
    return found


def cut_layers(blocks: Iterable[Block]) -> list[Layer]:
    """What of the page is not the article, with the rule that says so."""
    return [Layer(b.start, b.end, "cut", f"{b.label}", b.rule) for b in blocks if b.label in CUT]


def blocks_of(article: Article) -> list[Layer]:
    """The title and what was cut."""
    blocks = article.document.blocks
    titles = [Layer(b.start, b.end, "head") for b in blocks if b.label == "title"]
    return cut_layers(blocks) + titles


def event_layers(event: Event, *, note: str = "", to: str = "", anchor: str = "") -> list[Layer]:
    """The sentences that tell an event, and its word; ``note`` is its number in a list, which leads ``to`` it."""
    evidence = Layer(event.evidence.start, event.evidence.end, "told", note, to, anchor)
    trigger = Layer(event.trigger.start, event.trigger.end, "trigger")
    return [evidence, trigger, *(Layer(span.start, span.end, "also", to=to) for span in event.also)]


def around(text: str, span: Span) -> tuple[int, int]:
    """The stretch to show around a sentence: whole words, not the whole of a long page."""
    start, end = max(0, span.start - WIDE), min(len(text), span.end + WIDE)
    if start:
        start = max(text.find(" ", start, span.start), text.find("\n", start, span.start), start)
    if end < len(text):
        end = max(text.rfind(" ", span.end, end), span.end)
    return start, end


def excerpt(article: Article, report: Report) -> tuple[Sequence[Piece], bool, bool]:
    """A report's sentence in its place; whether text stands before and behind what is shown."""
    text = article.document.text
    window = around(text, report.event.evidence)
    shown = pieces(text, blocks_of(article) + event_layers(report.event), window)
    return shown, window[0] > 0, window[1] < len(text)
