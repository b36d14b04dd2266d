"""The clauses of a sentence: which words belong to which verb, and who is its subject.

In: nothing. Out: the records ``Clause`` and ``Clauses``, filled by ``segmenting`` in one pass from left to right over
the signposts of Indonesian: yang, bahwa, untuk, agar, dan + verb, subordinators, commas and quotes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

# The source of a clause whose subject is "-nya" on the verb above it, told of in an earlier sentence.
ASKED_OF_CLITIC = "clitic"


@dataclass(slots=True)
class Clause:
    """A verb with what surrounds it. ``subject``: item positions; ``direct``: the mention heads its noun phrase.

    ``source``: own, shared, controlled, clitic, antecedent, pivot, dropped. ``opener``: the word that opened it.
    """

    index: int
    kind: str
    start: int
    parent: int | None
    opener: str = ""
    verb: int | None = None
    subject: tuple[int, ...] = ()
    direct: bool = True
    source: str = "own"
    antecedent: int | None = None
    subject_words: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Clauses:
    """The clauses of one sentence and the clause of every item."""

    clauses: list[Clause] = field(default_factory=list)
    of: list[int] = field(default_factory=list)

    def clause(self, position: int) -> Clause:
        """The clause that the item at ``position`` stands in."""
        return self.clauses[self.of[position]]
