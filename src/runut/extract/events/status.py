"""Whether an act happened, was planned, rumoured, denied, did not happen, or hangs on a condition.

In: a reading and a trigger. Out: a status and the words that gave it. Cues act along the clause chain only: a word of
one clause does not touch another, except that a governing verb ("berencana", "dikabarkan", "membantah bahwa") rules
the clause below it. Where several cues meet the order is denied, negated, conditional, rumoured, planned, actual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runut.extract.events.clauses import Clause
from runut.extract.events.items import Item
from runut.extract.events.lexicons import Cue, StatusCues
from runut.extract.events.triggers import Reading, Trigger
from runut.records import Status

ORDER: tuple[Status, ...] = ("denied", "negated", "conditional", "rumoured", "planned", "actual")
# Clauses that the governing verb rules; a relative or coordinate clause stands on its own.
RULED = ("serial", "complement", "purpose")
CONDITION_OPENERS = frozenset("jika bila apabila kalau jikalau seandainya andai andaikan asalkan kecuali".split())
# Acts that live in words: denying an accusation does not undo that it was made.
VERBAL_TYPES = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT"})
# "akan" rules both verbs of "akan bertemu Putin dan menandatangani pakta" unless the second has its own auxiliary.
PERFECTIVE = frozenset({"telah", "sudah", "pernah", "sempat", "berhasil"})
# "digunakan untuk menyerang": the purpose of a means that was used is done.
INSTRUMENTS = frozenset(
    """digunakan dipakai menggunakan memakai dimanfaatkan memanfaatkan dikerahkan berhasil sempat dirancang dipergunakan
    sukses mampu""".split()
)
# "Saya ingin berterima kasih" thanks: what is done by saying it is done when it is said.
PERFORMED = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "CONCEDE"})
WISHES = frozenset({"ingin", "mau", "hendak", "berharap", "mengharapkan"})
HOPES = frozenset("yakin berharap optimistis optimis diharapkan mengharapkan berkeyakinan percaya".split())
NOUN_REACH = 3
# Between a demand or plan and its content these words change nothing.
TRANSPARENT = frozenset({"untuk", "agar", "soal", "terkait"})
CLAUSE_REACH = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A cue that applies, for the trace."""

    status: Status
    cue: str


def find_status(reading: Reading, trigger: Trigger, cues: StatusCues) -> Found:
    """The status of ``trigger`` and the cue that gave it ("" for actual)."""
    found = [Found(cue.status, " ".join(cue.words)) for cue in _applying(reading, trigger, cues) if cue.status]
    clause = reading.clauses.clause(trigger.start)
    for opener in _openers(reading, clause):
        if opener in CONDITION_OPENERS:
            found.append(Found("conditional", opener))
    if clause.kind == "purpose" and not _is_instrument(reading, clause):
        found.append(Found("planned", clause.opener))
    if any(hit.status == "planned" for hit in found):
        condition = _condition_on(reading, clause)
        if condition:
            found.append(Found("conditional", condition))
    if trigger.form.act.type in PERFORMED and all(hit.cue in WISHES for hit in found):
        return Found("actual", "")
    for status in ORDER:
        for hit in found:
            if hit.status == status:
                return hit
    return Found("actual", "")


def _applying(reading: Reading, trigger: Trigger, cues: StatusCues) -> list[Cue]:
    clause = reading.clauses.clause(trigger.start)
    out = list(_in_clause(reading, trigger, clause, cues))
    below = clause
    while below.parent is not None and (below.kind in RULED or _shares_auxiliary(reading, below)):
        above = reading.clauses.clauses[below.parent]
        ruling = _before(reading, above, below.start, cues)
        if below.kind not in RULED:
            ruling = [cue for cue in ruling if cue.status in ("planned", "rumoured")]
        out.extend(ruling)
        below = above
    return [cue for cue in out if not _spared(trigger, cue)]


def _spared(trigger: Trigger, cue: Cue) -> bool:
    return (
        trigger.form.voice == "noun" and trigger.form.act.type in VERBAL_TYPES and cue.status in ("denied", "negated")
    )


def _shares_auxiliary(reading: Reading, clause: Clause) -> bool:
    if clause.kind != "coordinate" or clause.source != "shared" or clause.opener not in ("dan", "serta"):
        return False
    end = clause.verb if clause.verb is not None else clause.start
    return not any(item.lower in PERFECTIVE for item in reading.items[clause.start : end])


def _in_clause(reading: Reading, trigger: Trigger, clause: Clause, cues: StatusCues) -> list[Cue]:
    """Cues of the trigger's own clause: before it (any scope but left), and after it (left, clause, noun)."""
    out: list[Cue] = []
    lowest = max(clause.start, trigger.start - CLAUSE_REACH)
    for cue, start, end in cues.find(reading.items, lowest, trigger.start):
        if reading.clauses.of[start] != clause.index:
            continue
        if cue.scope == "noun":
            if trigger.start - end <= NOUN_REACH and trigger.form.voice == "noun":
                out.append(cue)
        elif cue.scope in ("right", "clause"):
            if trigger.form.voice == "noun" and _cut_off(reading, trigger, start, cue):
                continue
            out.append(cue)
    stop = min(len(reading.items), trigger.end + CLAUSE_REACH)
    for cue, start, _ in cues.find(reading.items, trigger.end, stop):
        if cue.scope in ("left", "clause") and reading.clauses.of[start] == clause.index:
            out.append(cue)
        elif cue.scope == "noun" and start - trigger.end <= 2 and trigger.form.voice == "noun":
            # behind the noun only a relative describes it: "kunjungan yang direncanakan", not "dukungan atas usulan"
            if cue.words[0] == "yang" or reading.items[start - 1].lower == "yang":
                out.append(cue)
    return out


def _cut_off(reading: Reading, trigger: Trigger, cue_at: int, cue: Cue) -> bool:
    """A cue before the clause's verb rules a noun only through a light verb: "tidak menghadiri pertemuan"."""
    verb = reading.clauses.clause(trigger.start).verb
    if verb is None or verb < cue_at or verb == cue_at or verb > trigger.start:
        return False
    return trigger.light is None


def _before(reading: Reading, clause: Clause, limit: int, cues: StatusCues) -> list[Cue]:
    """Cues of a governing clause that stand before its dependent: its auxiliaries and its verb."""
    lowest = max(clause.start, limit - CLAUSE_REACH)
    return [
        cue
        for cue, start, _ in cues.find(reading.items, lowest, limit)
        if cue.scope in ("right", "clause", "noun") and reading.clauses.of[start] == clause.index
    ]


def _is_instrument(reading: Reading, clause: Clause) -> bool:
    if clause.parent is None:
        return False
    verb = reading.clauses.clauses[clause.parent].verb
    return verb is not None and reading.items[verb].lower in INSTRUMENTS


def _condition_on(reading: Reading, clause: Clause) -> str:
    """The opener of an if-clause that hangs on ``clause``, "" where there is none."""
    for other in reading.clauses.clauses:
        if other.kind == "adverbial" and other.parent == clause.index and other.opener in CONDITION_OPENERS:
            return other.opener
    return ""


def _openers(reading: Reading, clause: Clause) -> list[str]:
    """Openers of the clause and of those that rule it."""
    out = [clause.opener]
    while clause.parent is not None and clause.kind in (*RULED, "adverbial"):
        if clause.kind == "adverbial":
            break
        clause = reading.clauses.clauses[clause.parent]
        out.append(clause.opener)
    return out


def hoped(reading: Reading, trigger: Trigger) -> bool:
    """Whether the act is only hoped or believed to come: "yakin kedua negara akan memperkuat hubungan"."""
    clause = reading.clauses.clause(trigger.start)
    if trigger.form.voice == "noun" or trigger.form.act.type == "REQUEST":
        return False
    low = clause.start
    while clause.parent is not None and clause.kind in RULED:
        clause = reading.clauses.clauses[clause.parent]
        low = clause.start
    return any(item.lower in HOPES for item in reading.items[max(low, trigger.start - CLAUSE_REACH) : trigger.start])


def embedding(reading: Reading, trigger: Trigger, others: Sequence[Trigger]) -> Trigger | None:
    """The trigger (demand, accusation, promise ...) whose content ``trigger`` is, if any."""
    heads = {position: other for other in others for position in range(other.start, other.end) if other.form.act.embeds}
    clause = reading.clauses.clause(trigger.start)
    while clause.parent is not None and clause.kind in RULED:
        above = reading.clauses.clauses[clause.parent]
        for position in range(clause.start - 1, max(-1, above.start - 1), -1):
            other = heads.get(position)
            if other is not None and other is not trigger and reading.clauses.of[position] == above.index:
                return other
        clause = above
    for other in others:
        if other is trigger or not other.form.act.embeds or other.start >= trigger.start:
            continue
        if other.clause != trigger.clause:
            continue
        nominal = trigger.form.voice == "noun" and trigger.start < other.slots.end
        if nominal and _in_object(reading, other, trigger):
            return other
        if other.form.voice == "noun" and 0 <= trigger.start - other.end <= NOUN_REACH:
            return other
    return None


def _in_object(reading: Reading, other: Trigger, trigger: Trigger) -> bool:
    """The noun is the head of the object, not inside a prepositional phrase after it."""
    between: Sequence[Item] = reading.items[other.end : trigger.start]
    return not any(item.tag in ("ADP", "SCONJ") and item.lower not in TRANSPARENT for item in between)
