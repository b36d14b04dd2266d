"""Words that open a clause (yang, untuk, setelah, dan + verb) and whom the new clause has as its subject.

In: the state of the pass at the word. Out: the clause opened, with an inherited subject and where it comes from.
"""

from __future__ import annotations

from runut.extract.events.clause_state import ClauseState
from runut.extract.events.clauses import ASKED_OF_CLITIC, Clause
from runut.extract.events.morphology import without_clitic
from runut.extract.events.signposts import (
    ADDRESSING,
    CAUSES,
    DOCUMENTS,
    GRANTED,
    GRANTING,
    INHERITED,
    JUDGING,
    MOMENTS,
    OBJECT_CONTROL,
    SAYING,
    governs_verb,
    is_personal,
    next_content,
)
from runut.extract.saying import saying

SPEECH = saying().after
COPULAS = frozenset("adalah ialah merupakan menjadi sebagai".split())
COPULA_REACH = 6
# Nouns of land: what is told of a place is told of them.
GROUNDS = frozenset(
    """wilayah daerah kawasan kota desa kampung pulau provinsi distrik lokasi titik tempat pangkalan gedung sekolah
    rumah permukiman pemukiman kamp tanah teritori zona""".split()
)
# Clauses that may stand inside what somebody says.
LOWER = frozenset({"purpose", "serial", "adverbial", "coordinate"})


class ClauseOpeners(ClauseState):
    """Opens clauses at signposts."""

    def relative(self, position: int) -> None:
        antecedent = position - 1
        while antecedent >= 0 and (self.items[antecedent].kind == "mark" or self.items[antecedent].tag == "DET"):
            antecedent -= 1
        governor, listed = self.current, self.last_list()
        self.keep_subject(position)
        clause = self.open("relative", position + 1, "yang")
        clause.antecedent = antecedent if antecedent >= 0 else None
        if antecedent >= 0 and self.items[antecedent].kind == "mention":
            whole = listed[-1:] == [antecedent] and len(listed) > 2  # "A, B, dan C yang ..."
            clause.subject = tuple(listed) if whole else self.heads_of(antecedent)
            clause.source = "antecedent"
        elif antecedent >= 0 and self.items[antecedent].lower in DOCUMENTS and governor.verb is not None:
            # "mengadopsi resolusi yang menuntut ...": a paper speaks for who issues it
            clause.subject, clause.direct, clause.source = governor.subject, governor.direct, "shared"
        elif antecedent >= 0 and self.equated(governor, antecedent):
            clause.subject, clause.direct, clause.source = governor.subject, governor.direct, "shared"

    def equated(self, governor: Clause, antecedent: int) -> bool:
        """ "X adalah salah satu negara pertama yang ...", "X sebagai pelopor yang ...": the noun is the subject."""
        back = antecedent
        while back > governor.start and antecedent - back < COPULA_REACH and self.items[back].kind != "mark":
            if self.items[back].lower in COPULAS:
                return bool(governor.subject)
            back -= 1
        return False

    def keep_subject(self, position: int) -> None:
        """Give the clause that another one interrupts before its verb the subject it has so far."""
        outer = self.current
        if outer.verb is None and not outer.subject:
            outer.subject, outer.direct = tuple(self.phrases), self.direct
            outer.subject_words = (self.phrase_start, position)

    def heads_of(self, position: int) -> tuple[int, ...]:
        """ "seorang pejabat di Jayapura yang ...": the name before "di" is meant; "warga kita yang ...": none known."""
        mention, before = self.items[position].mention, self.items[position - 1]
        if mention is not None and mention.form == "pronoun" and before.kind == "word" and before.tag == "NOUN":
            return ()
        if position < 2 or mention is None or mention.kind != "place" or before.lower != "di":
            return (position,)
        head = self.items[position - 2]
        if head.mention is not None:
            if head.mention.form == "pronoun" and position > 2:
                whose = self.items[position - 3]  # "warga negara kita di X yang ...": the citizens, not who speaks
                return (position - 3,) if whose.mention is not None else () if whose.tag == "NOUN" else (position - 2,)
            return (position - 2,)
        return (position,) if head.lower in GROUNDS else ()  # "wilayah di X yang ...", not "perundingan di X yang ..."

    def complement(self, position: int, lower: str) -> None:
        """ "X mengatakan bahwa ...", "Klaim X bahwa ... dibantah Y"."""
        self.keep_subject(position)
        self.open("complement", position + 1, lower)

    def purpose(self, position: int, lower: str) -> None:
        governor = self.current
        owners, pivots = self.intender(position), self.described(governor, position)
        clause = self.open("purpose", position + 1, lower)
        if owners or pivots:
            clause.subject, clause.source = owners or pivots, "intention" if owners else "pivot"
        else:
            self.inherit(clause, governor)

    def asks_clitic(self, governor: Clause) -> bool:
        """ "memintanya mundur", "menuduhnya merencanakan kudeta": somebody is asked or accused by "-nya"."""
        if governor.verb is None:
            return False
        word = self.items[governor.verb].lower
        return is_personal(word) and without_clitic(word)[0] in OBJECT_CONTROL

    def of_clitic(self, clause: Clause, governor: Clause) -> None:
        """Who "-nya" on the governor's verb is does what the clause tells: the last person before who is not its
        subject, else one of an earlier sentence."""
        verb = governor.verb or 0
        own = {entity for p in governor.subject for entity in self.entities_at(p)}
        before = (p for p in range(verb - 1, -1, -1) if (m := self.items[p].mention) and m.kind == "person")
        found = next((p for p in before if own.isdisjoint(self.entities_at(p))), None)
        clause.subject, clause.direct, clause.subject_words = (), True, (verb, verb + 1)
        clause.source = ASKED_OF_CLITIC
        if found is not None:
            clause.subject, clause.source = (found,), "controlled"

    def entities_at(self, position: int) -> tuple[str, ...]:
        """The entities that the item there means."""
        mention = self.items[position].mention
        return mention.entities if mention else ()

    def described(self, governor: Clause, position: int) -> tuple[int, ...]:
        """ "menyebut X dan Y makin dekat untuk ...": whom a report describes in words without a verb."""
        verb = governor.verb
        if verb is None or self.items[verb].lower not in SAYING or self.phrases[:1] != [verb + 1]:
            return ()
        between = self.items[self.phrases[-1] + 1 : position]
        return tuple(self.phrases) if any(item.tag == "ADJ" for item in between) else ()

    def subordinate(self, position: int, lower: str) -> None:
        governor = self.current
        nested = lower in MOMENTS and governor.verb is not None and self.comma < governor.verb
        if governor.kind == "adverbial" and governor.verb is not None and not nested:
            self.stack.pop()
            governor = self.current if self.stack else governor
        # what is asked for or arranged stands under its verb: "mendesak agar X menyerang"
        kind = "complement" if lower in ("agar", "supaya") else "adverbial"
        clause = self.open(kind, position + 1, lower, parent=governor.index)
        clause.subject, clause.direct, clause.source = governor.subject, governor.direct, "shared"
        clause.subject_words = governor.subject_words
        tellers = self.teller(position) if lower in MOMENTS else ()
        if tellers:
            clause.subject, clause.direct = tellers, True
            return
        asked = governor.verb is not None and self.items[governor.verb].lower in OBJECT_CONTROL
        asked = asked or self.asks_clitic(governor)
        if kind == "complement" and asked:
            self.inherit(clause, governor)
            return
        judged = self.object_of(governor, position) if lower in CAUSES else ()
        if not judged and kind == "adverbial" and self.acts_itself(position + 1):
            judged = self.doer_of_thing(governor)
        if judged:
            clause.subject, clause.direct, clause.source = judged, True, "controlled"

    def teller(self, position: int) -> tuple[int, ...]:
        """ "..., kata Menteri X, Y, usai bertemu Z": who says so is who met Z."""
        at = last = position - 1
        while at > 0 and (self.items[at].mention is not None or self.items[at].text == ","):
            at -= 1
        if self.items[last].text == ",":
            last -= 1
        mention = self.items[last].mention if last > at else None
        found = mention is not None and mention.kind == "person" and self.items[at].lower in SPEECH
        return (last,) if found else ()

    def doer_of_thing(self, governor: Clause) -> tuple[int, ...]:
        """ "Hal itu disampaikan X saat menghadiri ...": a thing does nothing, so the agent of its passive goes on."""
        thing = not governor.direct or not governor.subject
        return self.agent_of(governor) if thing and governor.kind != "relative" else ()

    def object_of(self, governor: Clause, limit: int) -> tuple[int, ...]:
        """The object of a verb of judging: the first mention between it and ``limit``."""
        verb = governor.verb
        if verb is None or self.items[verb].lower not in JUDGING:
            return ()
        found = [p for p in range(verb + 1, limit) if self.items[p].kind == "mention"]
        return tuple(found[:1])

    def coordinate(self, position: int, lower: str) -> None:
        before = self.current
        if before.kind == "relative" and (self.comma == position - 2 or self.is_of_place(before)):
            before = self.outer_of(before)
        if self.items[position].lower in ADDRESSING:
            before = self.speaker_of(before, position)
        listed = self.ends_list(before, position)
        kind = before.kind if before.kind in INHERITED else "serial" if listed else "coordinate"
        clause = self.open(kind, position, lower, parent=before.parent)
        clause.subject, clause.direct, clause.source = before.subject, before.direct, "shared"
        clause.subject_words, clause.antecedent = before.subject_words, before.antecedent

    def ends_list(self, before: Clause, position: int) -> bool:
        """ "mengancam akan menangkap X, mencabut Y, dan mengusir Z": the last of the verbs that one verb governs."""
        if before.kind != "serial" or before.parent is None or not before.start or before.verb is None:
            return False
        last = self.items[next_content(self.items, position)].lower
        if self.items[before.verb].lower[:2] != last[:2]:
            return False  # "memicu protes, dan dikecam X"
        governor = self.result.clauses[before.parent]
        listing = governor.kind in ("purpose", "complement") or governs_verb(self.items, governor.verb, self.verbs)
        return self.items[before.start - 1].text == "," and listing

    def is_of_place(self, clause: Clause) -> bool:
        """ "mengecam serangan ke Kyiv yang merusak kantornya dan memanggil ...": a town summons nobody."""
        kinds = {mention.kind for at in clause.subject if (mention := self.items[at].mention)}
        return kinds == {"place"}

    def speaker_of(self, clause: Clause, position: int) -> Clause:
        """The clause whose subject says ``clause`` or what ``clause`` hangs on; else the clause itself."""
        inner = clause
        after_comma = self.comma == position - 2
        if after_comma and clause.kind == "purpose" and clause.source == "controlled" and clause.parent is not None:
            return self.result.clauses[clause.parent]  # "memberi X waktu untuk ..., dan memperingatkan ..."
        while inner.kind in LOWER and inner.parent is not None and after_comma:
            inner = self.result.clauses[inner.parent]
        if inner.kind != "complement" or inner.parent is None:
            return clause
        outer = self.result.clauses[inner.parent]
        word = self.items[outer.verb].lower if outer.verb is not None else ""
        said = word in SAYING or (after_comma and word in OBJECT_CONTROL)
        return outer if said else clause

    def has_own_subject(self, position: int) -> bool:
        """ "..., atau kita harus ...": a name and a verb of its own behind the conjunction."""
        kinds = [item.text if item.text == "," else item.kind for item in self.items[max(0, position - 4) : position]]
        joins_names = kinds[-1:] == ["mention"] or kinds == ["mention", ",", "mention", ","]
        named = position + 1 < len(self.items) and self.items[position + 1].kind == "mention"
        return named and not joins_names and self.verb_follows(position + 2)

    def join_clause(self, position: int, lower: str) -> None:
        """Open a clause with a subject of its own beside the current one."""
        before = self.current
        kind = before.kind if before.kind in INHERITED and before.kind != "relative" else "coordinate"
        self.open(kind, position, lower, parent=before.parent)

    def outer_of(self, clause: Clause) -> Clause:
        for candidate in reversed(self.stack):
            if candidate is not clause and candidate.kind != "relative":
                return candidate
        return clause

    def grants(self, verb: int, limit: int) -> bool:
        """ "memberi waktu sepekan kepada X (untuk)": whoever is given it acts."""
        given = (item.lower for item in self.items[verb + 1 : limit])
        return self.items[verb].lower in GRANTING and not GRANTED.isdisjoint(given)

    def inherit(self, clause: Clause, governor: Clause) -> None:
        """The dropped subject of a purpose clause: the object of verbs of asking, else the subject."""
        verb = governor.verb
        if self.asks_clitic(governor):
            self.of_clitic(clause, governor)
            return
        if verb is not None and (self.items[verb].lower in OBJECT_CONTROL or self.grants(verb, clause.start)):
            objects = [
                p for p in range(verb + 1, clause.start) if self.items[p].kind == "mention"
            ]
            if objects:
                clause.subject, clause.source = tuple(objects[:1]), "controlled"
                return
            if self.items[verb + 1].tag == "NOUN" and verb + 1 < clause.start - 1:
                clause.source, clause.subject_words = "controlled", (verb + 1, clause.start)
                return  # "melobi pemerintah asing agar ...": somebody without a known name
        doers = self.doer_of_thing(governor) if self.acts_itself(clause.start) else ()
        if doers:
            clause.subject, clause.source = doers, "controlled"
            return
        clause.subject, clause.direct, clause.source = governor.subject, governor.direct, "shared"
        clause.subject_words = governor.subject_words
