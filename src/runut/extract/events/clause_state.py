"""The state of the pass that finds clauses: the stack of open clauses and the noun phrases since the last verb.

In: items and the positions of the codebook's verbs. Out: the state and what every rule asks of it. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from runut.extract.events.clauses import Clause, Clauses
from runut.extract.events.items import Item
from runut.extract.events.signposts import ADVERBIALS, ENDS_PHRASE, INTENTION, LINKING, is_verb, next_content


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

    def intender(self, position: int) -> tuple[int, ...]:
        """Whose intention the noun phrase before ``position`` names: "keputusan Rusia dan China (untuk)"."""
        last = position - 1
        while last > 0 and (self.items[last].lower in ADVERBIALS or self.items[last].kind == "time"):
            last -= 1
        first = last
        while first > 1 and self.joins(first - 1):
            first -= 3 if self.items[first - 2].text == "," else 2
        head = first - 1
        while head > 0 and first - head <= 2 and self.items[head].tag == "ADJ":
            head -= 1
        if head < 0 or self.items[last].kind != "mention" or self.items[head].lower not in INTENTION:
            return ()
        return tuple(at for at in range(first, last + 1) if self.items[at].kind == "mention")

    def joins(self, position: int) -> bool:
        """Whether a comma, "dan" or ", dan" at ``position`` joins the name behind it to one before it."""
        before = position - 1 - (self.items[position - 1].text == ",")
        joint = self.items[position].lower in LINKING or self.items[position].text == ","
        return joint and before >= 0 and self.items[before].kind == "mention"

    def last_list(self) -> list[int]:
        """The last of the phrases seen, with the names that "A, B, dan C" joins to it."""
        at = len(self.phrases) - 1
        if at < 0:
            return []
        linked = False
        while at > 0:
            between = self.items[self.phrases[at - 1] + 1 : self.phrases[at]]
            linked = linked or any(item.lower in LINKING for item in between)
            if not linked or not all(item.text == "," or item.lower in LINKING for item in between):
                break
            at -= 1
        return self.phrases[at:]

    def agent_of(self, clause: Clause) -> tuple[int, ...]:
        """Who did what a passive verb tells, right behind it: "disampaikan (oleh) X"."""
        verb = clause.verb
        if verb is None or not self.items[verb].lower.startswith("di"):
            return ()
        after = verb + 1
        if after < len(self.items) and self.items[after].lower == "oleh":
            after += 1
        if after >= len(self.items) or self.items[after].kind != "mention":
            return ()
        return (after,)

    def acts_itself(self, position: int) -> bool:
        """Whether the verb that follows at ``position`` is active."""
        at = next_content(self.items, position)
        return at < len(self.items) and not self.items[at].lower.startswith(("di", "ter"))

    def ends_phrase(self, position: int) -> bool:
        """Whether a prepositional phrase is over before ``position``: "pada hari itu X ..."."""
        before = self.items[position - 1] if position else None
        return before is not None and (before.kind == "time" or before.lower in ENDS_PHRASE)
