"""The state of the pass that finds clauses: the stack of open clauses and the noun phrases since the last verb.

In: items and the positions of the codebook's verbs. Out: the state and what every rule asks of it. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from runut.extract.events.clauses import Clause, Clauses
from runut.extract.events.items import Item
from runut.extract.events.signposts import is_verb, next_content


class ClauseState:
    """What the pass knows at a position."""

    def __init__(self, items: Sequence[Item], verbs: frozenset[int], parts: frozenset[int]) -> None:
        self.items = items
        self.verbs = verbs - parts
        self.parts = parts
        self.result = Clauses()
        self.stack: list[Clause] = []
        self.phrases: list[int] = []
        self.phrase_start = 0
        self.direct = True
        self.head_seen = False
        self.in_phrase = False
        self.aside = 0
        self.comma = -1
        self.open("main", 0, "")

    @property
    def current(self) -> Clause:
        return self.stack[-1]

    def open(self, kind: str, position: int, opener: str, parent: int | None = None) -> Clause:
        if parent is None and self.stack:
            parent = self.stack[-1].index
        clause = Clause(len(self.result.clauses), kind, position, parent, opener)
        self.result.clauses.append(clause)
        self.stack.append(clause)
        self.reset(position)
        return clause

    def reset(self, position: int) -> None:
        """Begin to collect a new subject."""
        self.phrases = []
        self.phrase_start = position
        self.direct = True
        self.head_seen = False
        self.in_phrase = False

    def is_verb(self, position: int) -> bool:
        if position >= len(self.items) or position in self.parts:
            return False
        return position in self.verbs or is_verb(self.items[position])

    def verb_follows(self, position: int) -> bool:
        return self.is_verb(next_content(self.items, position))
