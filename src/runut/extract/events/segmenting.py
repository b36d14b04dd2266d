"""The pass over a sentence that finds its clauses: marks, quotes, names and words, from left to right.

In: the items of one sentence. Out: ``Clauses``. It is no parser: three right dependency arcs in a row are too much to
ask of one, so every choice here is local and its reason kept in ``Clause.source``.
"""

from __future__ import annotations

from collections.abc import Sequence

from runut.dissect.words import INCLUDING
from runut.extract.events.clause_verbs import ClauseVerbs
from runut.extract.events.clauses import Clauses
from runut.extract.events.items import QUOTES, Item
from runut.extract.events.signposts import (
    COORDINATORS,
    ENDS_PHRASE,
    JOINING,
    LABELS,
    LINKING,
    NAMING,
    PREPOSITIONS,
    PRESENTING,
    PURPOSE,
    SUBORDINATORS,
    not_only,
)

# Pronouns that nobody could be found for are subjects all the same: 'X berkata, "Dia dituduh ..."'.
SOMEBODY = frozenset({"dia", "ia", "beliau", "mereka"})
FINISHED = frozenset("setelah sesudah usai seusai sebelum".split())
RESULTS = frozenset("mati tewas jatuh mundur".split())
# How far from the start the verb of an introductory phrase may stand ("Selain menandatangani ...,").
INTRODUCTION = 2


def find_clauses(items: Sequence[Item], verbs: frozenset[int], parts: frozenset[int] = frozenset()) -> Clauses:
    """Segment ``items``; ``verbs``: positions that the codebook knows as verbs though the tagger may not.

    ``parts``: words inside a group of the codebook that head no clause of their own ("terima" of "terima kasih").
    """
    return Segmenter(items, verbs, parts).run()


class Segmenter(ClauseVerbs):
    """The pass."""

    def run(self) -> Clauses:
        for position, item in enumerate(self.items):
            if item.kind == "mark":
                self.mark(position, item)
            elif self.aside:
                pass
            elif item.kind == "mention":
                self.mention(position)
            elif item.kind == "word":
                self.word(position, item)
            self.result.of.append(self.current.index)
        self.find_subject_behind()
        self.share_late_subjects()
        return self.result

    def mark(self, position: int, item: Item) -> None:
        text = item.text
        if text == "," and position + 1 < len(self.items) and self.items[position + 1].lower in INCLUDING:
            return  # "kecuali tujuannya tercapai, termasuk pembebasan X": the phrase goes on
        if text in "([":
            self.aside += 1
        elif text in ")]" and self.aside:
            self.aside -= 1
        elif text in QUOTES:
            self.quote(position, item)
        elif text in ";:" and not self.aside:
            self.restart(position)
        elif text == "," and not self.aside:
            self.comma = position
            self.in_phrase = self.in_phrase and self.goes_on_address(position)
            if self.opens_sentence() and not self.verb_follows(position + 1):
                self.introduced(position)
                return
            if self.current.verb is None and self.is_not_only():
                self.reset(position + 1)
                return
            opening = self.current.kind == "purpose" and len(self.stack) > 1 and self.stack[-2].verb is None
            whole = (self.current.kind == "adverbial" or opening) and self.current.verb is not None
            if whole and not self.verb_follows(position + 1):
                self.close_adverbial(position)
            elif self.current.verb is None and not self.phrases:
                # an introductory phrase ends here: "Dalam pidatonya, ..."
                self.head_seen = False
                self.direct = True
                self.phrase_start = position + 1
        elif text in "-–—" and not self.aside:
            self.comma = position

    def is_not_only(self) -> bool:
        """ "Tidak hanya X, Y juga mengecam ...": of X it was told before."""
        first, second = (*self.items[self.current.start : self.current.start + 2], None, None)[:2]
        if first is None or second is None:
            return False
        also = any(item.lower in ("juga", "pun", "turut", "ikut") for item in self.items[self.comma :])
        return not_only(first, second) and also

    def goes_on_address(self, position: int) -> bool:
        """ "di Istana Merdeka, Jakarta, Indonesia, X ...": the parts of an address are no subject."""
        if position + 2 >= len(self.items) or self.current.verb is not None or position == 0:
            return False
        before, part, after = self.items[position - 1], self.items[position + 1].mention, self.items[position + 2]
        named = before.mention.kind == "place" if before.mention else before.kind == "word" and before.tag == "PROPN"
        closed = after.text in (",", "(") or after.kind == "time"
        return named and closed and part is not None and part.kind in ("place", "state")

    def opens_sentence(self) -> bool:
        """ "Menanggapi hal itu, ...", "Dilansir AFP, ...": a verb phrase without a subject at the very start."""
        clause = self.current
        if clause.kind != "main" or clause.verb is None or clause.subject:
            return False
        before = self.items[clause.start : clause.verb]
        bare = all(item.tag in ("ADP", "SCONJ", "ADV", "AUX", "CCONJ", "PUNCT", "PART") for item in before)
        return bare and len(before) <= INTRODUCTION

    def introduced(self, position: int) -> None:
        """The main clause follows; the introductory phrase shares its subject."""
        intro = self.stack.pop()
        main = self.open("main", position + 1, ",", parent=None)
        intro.kind, intro.parent, intro.source = "adverbial", main.index, "shared"

    def find_subject_behind(self) -> None:
        """ "Turut hadir dalam acara itu X", "Tampak menyambut ... yakni X": the subject follows its verb."""
        main = next((clause for clause in self.result.clauses if clause.kind == "main"), None)
        if main is None or main.verb is None or main.subject:
            return
        if not any(item.lower in PRESENTING for item in self.items[main.start : main.verb + 1]):
            return
        for position in range(main.verb + 1, len(self.items)):
            ended = self.items[position - 1].lower in NAMING or self.items[position - 1].lower in ENDS_PHRASE
            if ended and self.items[position].kind == "mention":
                rest = range(position, len(self.items))
                main.subject = tuple(at for at in rest if self.items[at].kind == "mention")
                main.source, main.subject_words = "own", (position, len(self.items))
                return

    def share_late_subjects(self) -> None:
        """A clause that came before its governor's subject was known takes it now."""
        for clause in self.result.clauses:
            governor = self.result.clauses[clause.parent] if clause.parent is not None else None
            if governor is None or clause.subject or clause.source != "shared":
                continue
            clause.subject, clause.direct = governor.subject, governor.direct
            clause.subject_words = governor.subject_words

    def quote(self, position: int, item: Item) -> None:
        opening = position + 1 < len(self.items) and self.items[position + 1].quoted and not (
            position and self.items[position - 1].quoted
        )
        inside = any(clause.kind == "quote" for clause in self.stack)
        if opening and not inside and self.long_quote(position):
            governor, named, direct = self.current, tuple(self.phrases), self.direct
            clause = self.open("quote", position + 1, item.text)
            if governor.verb is None and named:
                # X "siap bekerja sama": the quotation is the predicate
                clause.subject, clause.direct, clause.source = named, direct, "shared"
            if governor.verb is not None:
                # quoted words that begin with a verb speak of the speaker: menyebut X "tidak dapat diterima"
                clause.subject, clause.direct, clause.source = governor.subject, governor.direct, "shared"
        elif inside and not (position + 1 < len(self.items) and self.items[position + 1].quoted):
            while self.stack[-1].kind != "quote":
                self.stack.pop()
            self.stack.pop()
            if not self.stack:
                self.open("main", position + 1, "")
            self.reset(position + 1)

    def long_quote(self, position: int) -> bool:
        """A quoted clause has a verb; a quoted name or term has none and changes nothing."""
        for later in range(position + 1, len(self.items)):
            if self.items[later].text in QUOTES:
                return False
            if self.is_verb(later):
                return True
        return False

    def restart(self, position: int) -> None:
        while len(self.stack) > 1 and self.stack[-1].kind != "quote":
            self.stack.pop()
        self.open("main", position + 1, ";", parent=None)

    def close_adverbial(self, position: int) -> None:
        """After "Setelah ..., " the main clause begins or goes on."""
        closed = self.stack.pop()
        outer = self.current if self.stack else self.open("main", position + 1, "")
        if outer.verb is not None and closed.start > outer.start:
            # the adverbial clause stood at the end of a whole clause: what follows the comma is new
            self.open("coordinate", position + 1, ",")
        self.reset(position + 1)

    def mention(self, position: int) -> None:
        over = self.ends_phrase(position)
        if self.in_phrase and not (over and self.current.verb is None):
            return
        self.in_phrase = False
        if not self.phrases:
            self.direct = over or not self.head_seen
        self.phrases.append(position)
        self.head_seen = True

    def word(self, position: int, item: Item) -> None:
        lower = item.lower
        if lower == "yang":
            if self.has_verb_ahead(position):
                self.relative(position)
        elif lower == "bahwa" or (lower == "kalau" and self.current.verb is not None):
            self.complement(position, lower)
        elif lower in PURPOSE and self.verb_follows(position + 1):
            self.purpose(position, lower)
        elif lower in ("hingga", "sampai") and self.lists_names(position):
            pass
        elif lower in SUBORDINATORS and self.opens_clause(position):
            self.subordinate(position, lower)
        elif self.pairs_verbs(position, lower):
            pass
        elif lower in COORDINATORS and self.verb_follows(position + 1) and self.current.verb is not None:
            self.coordinate(position + 1, lower)
        elif lower in COORDINATORS and self.current.verb is not None and self.has_own_subject(position):
            self.join_clause(position + 1, lower)
        elif lower in LINKING or (lower in JOINING and self.lists_names(position)):
            pass
        elif lower in PREPOSITIONS or lower in SUBORDINATORS:
            self.in_phrase = True  # "setelah kemenangan X, Y menyerukan ..."
        elif self.is_verb(position) and not self.modifies_noun(position):
            paired = position and self.pairs_verbs(position - 1, self.items[position - 1].lower)
            result = lower in RESULTS and self.current.verb == position - 1  # "ditembak mati oleh X"
            if not paired and not result:
                self.verb(position)
        elif (item.tag in ("NOUN", "PROPN") or lower in SOMEBODY) and not self.in_phrase and not self.phrases:
            self.head_seen = self.head_seen or lower not in LABELS

    def pairs_verbs(self, position: int, lower: str) -> bool:
        """ "diserbu dan dijarah X pada Senin": two verbs side by side in one voice are one clause."""
        verb = self.current.verb
        if lower not in LINKING or verb is None or verb != position - 1 or not self.is_verb(position + 1):
            return False
        first, second = self.items[verb].lower, self.items[position + 1].lower
        return any(first.startswith(voice) and second.startswith(voice) for voice in ("di", "me", "ber", "ter"))

    def lists_names(self, position: int) -> bool:
        """ "Putin bersama Kim ...", "militer, menteri, hingga presiden ...": names joined before their verb."""
        named = position + 1 < len(self.items) and self.items[position + 1].kind == "mention"
        return named and self.current.verb is None and bool(self.phrases) and not self.in_phrase

    def modifies_noun(self, position: int) -> bool:
        """ "lokasi terpisah", "konflik berkepanjangan": a stative verb right after an object noun describes it."""
        if self.current.verb is None or position in self.verbs or position == 0:
            return False
        before = self.items[position - 1]
        stative = self.items[position].lower.startswith(("ter", "ber", "ke"))
        return stative and before.kind == "word" and before.tag in ("NOUN", "ADJ")

    def has_verb_ahead(self, position: int) -> bool:
        """ "yang pertama kali", "yang lebih besar": without a verb of its own "yang" opens no clause."""
        if position + 1 < len(self.items) and self.items[position + 1].lower in ENDS_PHRASE:
            return False  # "pada hari yang sama X menjatuhkan ..."
        for later in range(position + 1, min(position + 9, len(self.items))):
            item = self.items[later]
            if item.text in ",;.:" or item.lower in ("yang", "bahwa") or item.lower in PURPOSE:
                return False
            if item.lower in LINKING and self.items[later - 1].kind != "mention":
                return False
            if self.is_verb(later):
                return True
        return False

    def opens_clause(self, position: int) -> bool:
        """Whether a subordinator has a verb to govern before the next comma (else it is a preposition)."""
        after = self.items[position + 1] if position + 1 < len(self.items) else None
        if not self.phrases and self.current.verb is None and self.items[position].lower in FINISHED:
            if self.verb_follows(position + 1):
                return True  # "Setelah tiga bulan berunding, X ..."
        if after is not None and (after.kind == "time" or after.lower in ("itu", "ini")):
            # "selama lebih dari setahun X memblokir", "sejak Mei X menyerang", "sementara itu X meneken"
            return False
        for later in range(position + 1, min(position + 14, len(self.items))):
            if self.items[later].text in ",;.":
                return False
            if self.is_verb(later):
                return True
        return False
