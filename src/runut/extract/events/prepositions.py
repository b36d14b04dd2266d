"""The preposition that a place stands behind, past the words that say what sort of place it is.

In: the items of a sentence and a position. Out: the preposition, "" where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from runut.extract.events.arguments import RELATIONAL
from runut.extract.events.items import Item
from runut.extract.events.lists import listed

SORT_OF_PLACE = listed("sorts_of_place")
PREPOSITIONS_OF_PLACE = frozenset("di ke dari pada kepada oleh dengan terhadap".split())
# How many words of its phrase may stand between "di" and the name: "di zona diplomatik Kabul".
INSIDE = 5


def governing(items: Sequence[Item], position: int) -> str:
    """The preposition that governs the mention at ``position``, "" where there is none."""
    back = position - 1
    while back >= 0 and position - back <= INSIDE and _in_phrase(items, back):
        back -= 1
    return items[back].lower if back >= 0 and items[back].lower in PREPOSITIONS_OF_PLACE else ""


def _in_phrase(items: Sequence[Item], at: int) -> bool:
    """Whether the word only says what sort of place it is, or is an earlier part of an address."""
    item = items[at]
    if item.lower in SORT_OF_PLACE or item.lower in RELATIONAL:
        return True
    if item.mention is not None:
        return items[at + 1].text == "," and item.mention.kind in ("place", "organisation")
    if item.text == ",":
        after = items[at + 1]
        named = after.mention is not None or after.tag == "PROPN" or after.lower in SORT_OF_PLACE
        return at > 0 and items[at - 1].tag == "PROPN" and named
    return item.kind == "word" and item.tag in ("NOUN", "ADJ", "PROPN") and item.lower not in PREPOSITIONS_OF_PLACE
