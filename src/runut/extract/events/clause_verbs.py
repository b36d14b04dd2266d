"""Verbs: which open clause a verb belongs to, and which of the phrases before it is its subject.

In: the state of the pass at a verb. Out: the clause with its verb and subject, or a new clause for a second verb.
"""

from __future__ import annotations

from runut.extract.events.clause_openers import ClauseOpeners
from runut.extract.events.clauses import Clause
from runut.extract.events.signposts import LINKING, OBJECT_CONTROL, SAYING, next_content

# Verbs that tell and take no noun as their own object: what follows is the subject of what is told.
TELLING = frozenset(
    "mengatakan menyebut menyebutkan melaporkan mengabarkan mengklaim mengeklaim menuturkan berkata".split()
)
CHARGES = frozenset("tuduhan dakwaan tudingan sangkaan dugaan".split())


class ClauseVerbs(ClauseOpeners):
    """Gives clauses their verbs."""

    def verb(self, position: int) -> None:
        clause = self.current
        if clause.verb is None:
            self.take(clause, position)
        elif self.returns_to_outer(position):
            pass
        else:
            self.second_verb(position)
        self.reset(position + 1)

    def take(self, clause: Clause, position: int) -> None:
        """Give ``clause`` its verb and, if phrases were collected, its own subject."""
        clause.verb = position
        if self.phrases:
            owners = self.intender(position)
            clause.subject = owners or tuple(self.phrases)
            clause.direct = self.direct or bool(owners)
            clause.source = "own" if clause.kind != "relative" else "object-relative"
            clause.subject_words = (self.phrase_start, position)
        elif self.head_seen and clause.kind != "relative":
            # a subject without a known name: it hides the inherited one
            clause.subject, clause.source = (), "own"
            clause.subject_words = (self.phrase_start, position)

    def returns_to_outer(self, position: int) -> bool:
        """A second verb after a relative or adverbial clause may be the verb that the outer clause still lacks."""
        # "Klaim X bahwa Y tewas dibantah Z": a noun's content ends where a passive follows a whole clause
        content = self.current.kind == "complement" and self.items[position].lower.startswith("di") and not self.phrases
        if self.current.kind not in ("relative", "adverbial", "purpose") and not content:
            return False
        if self.goes_on_list(position):
            return False
        for depth in range(len(self.stack) - 2, -1, -1):
            outer = self.stack[depth]
            if outer.kind == "quote":
                return False
            if outer.verb is None:
                own = self.own_phrases(self.current.verb or 0)
                del self.stack[depth + 1 :]
                if own:
                    self.phrases = own
                    self.take(outer, position)
                else:
                    outer.verb = position
                return True
        return False

    def goes_on_list(self, position: int) -> bool:
        """ "seruan untuk memberi sanksi, menghentikan penjualan, dan mengakui X": a list of purposes goes on."""
        verb = self.current.verb
        if self.current.kind != "purpose" or verb is None or not self.after_comma(position):
            return False
        if not (self.items[verb].lower.startswith("me") and self.items[position].lower.startswith("me")):
            return False
        for at in range(position + 1, len(self.items) - 1):
            if self.items[at].text in ".;:\"”":
                return False
            if self.items[at].lower in LINKING and self.verb_follows(at + 1):
                return self.items[next_content(self.items, at + 1)].lower.startswith("me")
            if self.is_verb(at) and self.items[at - 1].text != ",":
                return False
        return False

    def names_somebody_else(self, verb: int, position: int) -> bool:
        """ "menyebut komunitas ini mendukung X", "menjelaskan AP dikenai dakwaan", "..., kesepakatan itu diteken"."""
        last = position
        while last - 1 > verb and self.items[last - 1].tag in ("ADV", "ADJ") and not self.ends_phrase(last):
            last -= 1  # "menyatakan KTT ini khusus membahas ..."
        closed = self.ends_phrase(last)
        if self.comma > verb:
            return closed and self.head_seen and not self.phrases
        unknown = self.items[position - 1].tag == "PROPN" and self.items[position - 1].kind == "word"
        if self.items[verb].lower in TELLING and self.is_bare_phrase(verb + 1, position):
            return True
        return (closed or unknown) and self.items[verb].lower in SAYING

    def is_bare_phrase(self, start: int, end: int) -> bool:
        """ "mengatakan orang-orang bersenjata (menyerbu)": a noun phrase without a known name, nothing else."""
        while end > start and self.items[end - 1].tag in ("AUX", "PART"):
            end -= 1  # "mengatakan kesepakatan akan (diteken)"
        between = self.items[start:end]
        plain = all(
            item.kind == "word" and (item.tag in ("NOUN", "ADJ", "NUM", "DET") or item.lower.startswith("ber"))
            for item in between
        )
        return plain and any(item.tag == "NOUN" for item in between) and between[0].tag in ("NOUN", "NUM", "DET")

    def own_phrases(self, verb: int) -> list[int]:
        """The names behind a comma since ``verb``: they begin something new; a list of names is one."""
        own = [phrase for phrase in self.phrases if phrase > self.comma > verb]
        listed = self.last_list()
        return listed if own and len(listed) > len(own) and listed[0] > verb + 1 else own

    def second_verb(self, position: int) -> None:
        before = self.current
        if before.kind == "relative" and not self.phrases and self.comma >= 0 and self.after_comma(position):
            # "X memulai lawatan yang jarang terjadi, bertemu dengan Y": the comma closes the relative clause
            outer = self.outer_of(before)
            if outer.verb is not None:
                clause = self.open("coordinate", position, ",", parent=outer.index)
                clause.subject, clause.direct, clause.source = outer.subject, outer.direct, "shared"
                clause.subject_words, clause.verb = outer.subject_words, position
                return
        owners = self.intender(position - (self.items[position - 1].lower == "dalam"))
        if owners:
            clause = self.open_like(before, "complement", position)
            clause.subject, clause.source, clause.verb = owners, "intention", position
            return
        if self.asks_clitic(before):
            clause = self.open_like(before, "complement", position)
            self.of_clitic(clause, before)
            clause.verb = position
            return
        verb = before.verb if before.verb is not None else position
        controlling = self.items[verb].lower in OBJECT_CONTROL
        own = self.own_phrases(verb)
        if controlling and self.phrases[:1] == [verb + 1] and self.last_list() == self.phrases:
            own = []  # "meminta A, B, dan C bergabung": the list is the object, and the subject of the next verb
        if own:
            clause = self.open_like(before, "coordinate", position)
            clause.subject, clause.source = tuple(own), "own"
        elif self.is_charge(position) and self.items[verb].lower.startswith("di") and before.subject:
            # "X ditahan Y atas tuduhan menyerang ...": X attacked
            clause = self.open_like(before, "complement", position)
            clause.subject, clause.source = before.subject, "controlled"
        elif self.phrases and not controlling and self.comma < verb and self.is_saying_gap(verb, position):
            clause = self.open_like(before, "complement", position)
            clause.subject, clause.source = tuple(self.held), "pivot"
        elif self.phrases and controlling:
            clause = self.open_like(before, "complement", position)
            clause.subject, clause.source = tuple(self.held), "controlled"
        elif self.names_somebody_else(verb, position):
            # "menyebut komunitas ini mendukung X": a subject without a known name hides the speaker
            clause = self.open_like(before, "complement", position)
            clause.subject_words = (verb + 1, position)
        else:
            clause = self.open_like(before, "serial", position)
            clause.subject, clause.direct, clause.source = before.subject, before.direct, "shared"
            clause.subject_words, clause.antecedent = before.subject_words, before.antecedent
        clause.verb = position

    def is_charge(self, position: int) -> bool:
        """ "atas tuduhan (telah) menyerang": what somebody is punished for."""
        at = position - 1
        while at > 0 and self.items[at].tag in ("ADV", "AUX"):
            at -= 1
        return at > 1 and self.items[at].lower in CHARGES and self.items[at - 1].lower in ("atas", "dengan", "karena")

    def after_comma(self, position: int) -> bool:
        """Only adverbials stand between the last comma and ``position``."""
        return next_content(self.items, self.comma + 1) == position

    def open_like(self, before: Clause, kind: str, position: int) -> Clause:
        self.held = list(self.phrases)
        return self.open(kind, position, self.items[before.verb].lower if before.verb is not None else "")

    def is_saying_gap(self, verb: int, position: int) -> bool:
        """Noun phrase directly after the verb and the next verb soon after: "mengatakan Rusia menyerang"."""
        return bool(self.phrases) and self.phrases[0] <= verb + 3
