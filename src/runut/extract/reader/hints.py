"""Which words of a sentence could tell an act, by the codebook alone: the lexical knowledge that the model is given.

In: the items of a sentence and the codebook. Out: ``Candidate`` spans with a PLOVER type, before any condition of the
codebook is asked. The same function serves training and reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runut.extract.events.codebook import Codebook
from runut.extract.events.items import Item
from runut.extract.events.triggers import candidates_at, present_words


@dataclass(frozen=True, slots=True)
class Hint:
    """``start``/``end``: offsets in the document; ``type``: PLOVER type of a form that stands there."""

    start: int
    end: int
    type: str


def hints(items: Sequence[Item], book: Codebook) -> tuple[Hint, ...]:
    """All forms of the codebook in a sentence, in text order, each span and type once."""
    present = present_words(items)
    found = {
        Hint(items[position].start, items[candidate.end - 1].end, candidate.form.act.type)
        for position in range(len(items))
        for candidate in candidates_at(items, position, book, present)
    }
    return tuple(sorted(found, key=lambda hint: (hint.start, hint.end, hint.type)))
