"""Statuses that a sentence rules out, whatever the model makes of it.

In: the reading of a sentence and an act's trigger. Out: a set of statuses.
"""

from __future__ import annotations

from runut.extract.events.clauses import Clause
from runut.extract.events.lists import listed
from runut.extract.events.signposts import not_only
from runut.extract.events.triggers import Reading, Trigger
from runut.extract.saying import saying
from runut.records import Status

NO_WORDS = listed("no_words")
# Without a word that says no, nothing is denied or undone.
NOT_DONE: frozenset[Status] = frozenset({"denied", "negated"})
SAYING_KALAU = "kalau"


def barred(reading: Reading, trigger: Trigger, *, ends: bool) -> frozenset[Status]:
    """The statuses that the act cannot have; ``ends``: the sentence tells that the act ends ("membantah pertempuran
    sudah berakhir": that it ended is denied, not that they fight)."""
    out: frozenset[Status] = NOT_DONE if ends or not _says_no(reading, trigger) else frozenset()
    clause = reading.clauses.clause(trigger.start)
    # "mengatakan kalau X menyerang, Y akan membalas" is a condition
    alone = not any(item.text == "," for item in reading.items[trigger.end :])
    return out | {"conditional"} if alone and says_kalau(reading, clause) else out


def says_kalau(reading: Reading, clause: Clause) -> bool:
    """ "mengatakan kalau X menyerang": kalau for bahwa."""
    while clause.opener != SAYING_KALAU and clause.parent is not None:
        clause = reading.clauses.clauses[clause.parent]
    told = clause.opener == SAYING_KALAU and clause.start >= 2
    return told and reading.items[clause.start - 2].lower in saying().before


def _says_no(reading: Reading, trigger: Trigger) -> bool:
    """Whether a word of the sentence says no; "tidak hanya" does not, nor does the main clause behind "Setelah X
    menyerang, ..."."""
    clause = reading.clauses.clause(trigger.start)
    ruling = {clause.index, *(reading.clauses.of[at] for at in range(trigger.start, trigger.end))}
    while clause.parent is not None and clause.kind != "adverbial":
        clause = reading.clauses.clauses[clause.parent]
        ruling.add(clause.index)
    behind = (*reading.items[1:], None)
    return any(
        item.lower in NO_WORDS and not (after is not None and not_only(item, after))
        for item, after, of in zip(reading.items, behind, reading.clauses.of, strict=True)
        if of in ruling or clause.kind != "adverbial"
    )
