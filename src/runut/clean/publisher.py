"""The publisher of a page that the table of outlets does not know, by what the page calls itself.

In: the text and its labelled blocks. Out: a name or None. A name counts where the dateline sets it in brackets, where
the dateline's name stands in the page's furniture too, or where a copyright line gives it; a name that stands once is
not enough.

>>> from runut.records import Block
>>> text = "Seoul (Bintang Timur) - Kedua pihak bertemu."
>>> named(text, [Block(0, 23, "dateline", "dateline"), Block(24, 44, "body", "paragraph")])
'Bintang Timur'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from runut.clean import dateline, rules
from runut.records import Block

_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|hak cipta)(?:\s*(?:©|\(c\)))?\s*(?:\d{4}(?:\s?[-–]\s?\d{4})?)?[\s,]*"
    r"(?-i:([A-Z][\w.]*(?:\s[A-Z][\w.]*){0,3}))",
    re.IGNORECASE,
)
_DESK = re.compile(r"\b[Rr]edaksi,?\s+((?:[A-Z][\w.]*)(?:\s[A-Z][\w.]*){1,3})\s*$")
_HEAD = re.compile(r"\s*[|,•–]\s*|\s-\s")
_NOT_NAMES = frozenset({"all rights reserved", "hak cipta", "dilindungi", "pt", "redaksi"})
_FURNITURE = ("byline", "caption", "navigation")


def named(text: str, blocks: Sequence[Block]) -> str | None:
    """What the page calls its publisher, or None."""
    furniture = [
        text[block.start : block.end] for block in blocks if block.label in _FURNITURE and block.end - block.start < 300
    ]
    head = next((text[block.start : block.end] for block in blocks if block.label == "dateline"), "")
    everywhere = "\n".join(furniture)
    lowered = rules.lower(everywhere)
    for name in dateline.unknown_names(head):
        at = lowered.find(rules.lower(name))
        if at >= 0:
            return everywhere[at : at + len(name)]
        if f"({name})" in head.replace("( ", "(").replace(" )", ")"):
            return name
    return _copyright(furniture) or _signed(text, blocks)


def _signed(text: str, blocks: Sequence[Block]) -> str | None:
    """ "Tim Redaksi, Suluh Pagi", or a line or the beginning of a date line that reads like an outlet's name."""
    for block in blocks:
        surface = text[block.start : block.end]
        if block.label != "byline" or len(surface) > 120:
            continue
        if found := _DESK.search(surface):
            return found.group(1)
        head = _HEAD.split(surface, maxsplit=1)[0].strip()
        if block.rule in ("name-line", "publication-date") and dateline.reads_like_outlet(head):
            return head
    return None


def _copyright(furniture: Sequence[str]) -> str | None:
    for line in furniture:
        found = _COPYRIGHT.search(line)
        if found:
            name = found.group(1).strip(" .")
            if name.casefold() not in _NOT_NAMES and not name.isdigit():
                return name
    return None
