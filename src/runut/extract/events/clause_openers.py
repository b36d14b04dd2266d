"""Words that open a clause (yang, untuk, setelah, dan + verb) and whom the new clause has as its subject.

In: the state of the pass at the word. Out: the clause opened, with an inherited subject and where it comes from.
"""

from __future__ import annotations

from runut.extract.events.clause_state import ClauseState
from runut.extract.events.clauses import Clause
from runut.extract.events.signposts import CAUSES, INHERITED, JUDGING, OBJECT_CONTROL


class ClauseOpeners(ClauseState):
    """Opens clauses at signposts."""

    def relative(self, position: int) -> None:
        antecedent = position - 1
        while antecedent >= 0 and (self.items[antecedent].kind == "mark" or self.items[antecedent].tag == "DET"):
            antecedent -= 1
        held = (self.phrases, self.phrase_start, self.direct)
        clause = self.open("relative", position + 1, "yang")
        clause.antecedent = antecedent if antecedent >= 0 else None
        if antecedent >= 0 and self.items[antecedent].kind == "mention":
            clause.subject = (antecedent,)
            clause.source = "antecedent"
        outer = self.result.clauses[clause.parent] if clause.parent is not None else None
        if outer is not None and outer.verb is None and not outer.subject:
            # keep the subject of the clause that the relative clause interrupts
            outer.subject, outer.direct = tuple(held[0]), held[2]
            outer.subject_words = (held[1], position)

    def purpose(self, position: int, lower: str) -> None:
        governor = self.current
        clause = self.open("purpose", position + 1, lower)
        self.inherit(clause, governor)

    def subordinate(self, position: int, lower: str) -> None:
        governor = self.current
        if governor.kind == "adverbial" and governor.verb is not None:
            self.stack.pop()
            governor = self.current if self.stack else governor
        # what is asked for or arranged stands under its verb: "mendesak agar X menyerang"
        kind = "complement" if lower in ("agar", "supaya") else "adverbial"
        clause = self.open(kind, position + 1, lower, parent=governor.index)
        clause.subject, clause.direct, clause.source = governor.subject, governor.direct, "shared"
        clause.subject_words = governor.subject_words
        judged = self.object_of(governor, position) if lower in CAUSES else ()
        if judged:
            clause.subject, clause.direct, clause.source = judged, True, "controlled"

    def object_of(self, governor: Clause, limit: int) -> tuple[int, ...]:
        """The object of a verb of judging: the first mention between it and ``limit``."""
        verb = governor.verb
        if verb is None or self.items[verb].lower not in JUDGING:
            return ()
        found = [p for p in range(verb + 1, limit) if self.items[p].kind == "mention"]
        return tuple(found[:1])

    def coordinate(self, position: int, lower: str) -> None:
        before = self.current
        if before.kind == "relative" and self.comma == position - 2:
            before = self.outer_of(before)
        kind = before.kind if before.kind in INHERITED else "coordinate"
        clause = self.open(kind, position, lower, parent=before.parent)
        clause.subject, clause.direct, clause.source = before.subject, before.direct, "shared"
        clause.subject_words, clause.antecedent = before.subject_words, before.antecedent

    def outer_of(self, clause: Clause) -> Clause:
        for candidate in reversed(self.stack):
            if candidate is not clause and candidate.kind != "relative":
                return candidate
        return clause

    def inherit(self, clause: Clause, governor: Clause) -> None:
        """The dropped subject of a purpose clause: the object of verbs of asking, else the subject."""
        verb = governor.verb
        if verb is not None and self.items[verb].lower in OBJECT_CONTROL:
            objects = [
                p for p in range(verb + 1, clause.start) if self.items[p].kind == "mention"
            ]
            if objects:
                clause.subject, clause.source = tuple(objects[:1]), "controlled"
                return
        clause.subject, clause.direct, clause.source = governor.subject, governor.direct, "shared"
        clause.subject_words = governor.subject_words
