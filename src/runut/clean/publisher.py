"""The publisher of a page that the table of outlets does not know, by what the page calls itself.

In: the text and its labelled blocks. Out: a name or None. A name counts where the dateline sets it in brackets, where
the dateline's name stands in the page's furniture too, or where a copyright line gives it; a name that stands once is
not enough.

>>> from runut.records import Block
>>> text = "Seoul (Suluh Pagi) - Kedua pihak bertemu."
>>> named(text, [Block(0, 20, "dateline", "dateline"), Block(21, 41, "body", "paragraph")])
'Suluh Pagi'
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
    return _copyright(furniture)


def _copyright(furniture: Sequence[str]) -> str | None:
    for line in furniture:
        found = _COPYRIGHT.search(line)
        if found:
            name = found.group(1).strip(" .")
            if name.casefold() not in _NOT_NAMES and not name.isdigit():
                return name
    return None
