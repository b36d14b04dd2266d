"""Who "ia" is where it undergoes the verb: "Ia ditangkap ..." goes on with the one told of as arrested, not with the
official who tells it.

In: the drafts of a row and its line. Out: the person of an earlier row to whom the like was done, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from runut.extract.actors import tables
from runut.extract.actors.context import Draft
from runut.extract.actors.items import Line

# How many words may stand between a person and the verb that is done to him: "X kemudian resmi ditahan".
BETWEEN = 3


def undergoes(line: Line, after: int) -> bool:
    """Whether a verb of suffering in the passive follows at ``after``, adverbs aside."""
    for item in line.items[after : after + BETWEEN]:
        if item.lower in tables.words("undergone"):
            return True
        if (item.sort == "mark" and item.text != ",") or item.lower in tables.verbs():
            return False
    return False


def patient(line: Line, persons: Sequence[Draft]) -> Draft | None:
    """The last of ``persons`` who undergoes such a verb in ``line``."""
    for draft in reversed(persons):
        before = line.items[draft.first - 1].lower if draft.first else ""
        if undergoes(line, draft.last) or before in tables.words("inflicted"):
            return draft
    return None
