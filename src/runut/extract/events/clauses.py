"""Clauses: which words belong to which verb, and who is its subject.

In: the items of one sentence. Out: ``Clauses``: for every item the clause it stands in, for every clause its verb,
its subject (items of mentions) and where that subject comes from. One pass from left to right over the signposts of
Indonesian: yang, bahwa, untuk, agar, dan + verb, subordinators, commas and quotes. It is no parser: three right
dependency arcs in a row are too much to ask of one, so every choice here is local and its reason kept in ``source``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from runut.extract.events.items import QUOTES, Item

PREPOSITIONS = frozenset(
    """di ke dari untuk pada kepada dengan oleh dalam atas terhadap tentang mengenai melalui antara bagi tanpa
    seperti selama menurut sejak hingga sampai bersama melawan lewat soal terkait menuju usai pasca demi sebagai
    selain dibanding ketimbang daripada sekitar sepanjang seputar perihal bersama-sama akibat karena menyusul""".split()
)
PURPOSE = frozenset("untuk guna demi agar supaya".split())
SUBORDINATORS = frozenset(
    """jika bila apabila kalau jikalau seandainya andai andaikan asalkan kecuali ketika saat tatkala kala sewaktu
    setelah sesudah sebelum sejak selagi selama sembari sambil seraya karena sebab lantaran meski meskipun walau
    walaupun kendati kendatipun sehingga hingga sampai sementara padahal sedangkan begitu seusai setibanya usai
    agar supaya akibat""".split()
)
COORDINATORS = frozenset("dan atau serta tetapi tapi namun melainkan lalu kemudian sekaligus".split())
# A coordinated verb stands in the same sort of clause as the first.
INHERITED = ("relative", "complement", "quote", "adverbial", "purpose")
LINKING = frozenset("dan atau serta maupun".split())
# Words that stand between a subject and its verb, or between a conjunction and its verb, and change neither.
ADVERBIALS = frozenset(
    """akan telah sudah sedang tengah masih belum tidak tak bukan juga pun turut ikut dapat bisa mampu harus mesti perlu
    wajib boleh mungkin pernah baru segera langsung kembali terus selalu sering kerap kadang hanya cuma bahkan justru
    malah lagi secara resmi saling berencana hendak bakal ingin mau akhirnya kini lalu kemudian sempat sangat
    memang pasti tentu sebenarnya nyaris hampir tetap jadi agak cukup semakin makin enggan gagal batal urung siap
    berulang kali diam-diam terang-terangan bersama sama-sama tiba-tiba mulai jangan juga""".split()
)
# How far from the start the verb of an introductory phrase may stand ("Selain menandatangani ...,").
INTRODUCTION = 2
# Verbs that take a clause as their object, so that a noun phrase after them may be the subject of the next verb.
OBJECT_CONTROL = frozenset(
    """meminta minta mendesak desak memerintahkan menyuruh mengajak mengundang mengizinkan izinkan membiarkan membuat
    memaksa paksa mendorong dorong memungkinkan membantu bantu menghendaki menginginkan ingin mengharapkan berharap
    menuntut tuntut menyerukan mengimbau imbau memohon melarang larang mencegah cegah menyebabkan memperingatkan
    menugaskan mewajibkan mengharuskan menuduh tuduh menuding tuding mempersilakan menganjurkan menyarankan meyakinkan
    mengajak ajak mengutus utus mengirim kirim mengerahkan memimpin diminta didesak""".split()
)


# After these "karena ..." tells what the object did: "mengecam AS karena mengirim senjata".
JUDGING = frozenset(
    """mengecam mengutuk mengkritik mengritik menyalahkan menuduh menuding memuji mengapresiasi menghukum menegur
    mencela mengejek memprotes menyesalkan mengecamnya berterima menyanjung menggugat menuntut mendakwa memarahi
    menjatuhkan memecat kecam kutuk kritik puji tuduh tuding""".split()
)
CAUSES = frozenset("karena lantaran sebab".split())


@dataclass(slots=True)
class Clause:
    """A verb with what surrounds it. ``subject``: item positions; ``direct``: the mention heads its noun phrase.

    ``source``: own, shared, controlled, antecedent, pivot, dropped. ``opener``: the word that opened the clause.
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


def is_verb(item: Item) -> bool:
    """Whether the item can head a clause."""
    return (
        item.kind == "word"
        and item.tag == "VERB"
        and item.lower not in ADVERBIALS
        and item.lower not in PREPOSITIONS
    )


def next_content(items: Sequence[Item], position: int) -> int:
    """Position of the first item from ``position`` on that is no adverbial, time or mark within the phrase."""
    while position < len(items) and (items[position].lower in ADVERBIALS or items[position].kind == "time"):
        position += 1
    return position


def find_clauses(items: Sequence[Item], verbs: frozenset[int], parts: frozenset[int] = frozenset()) -> Clauses:
    """Segment ``items``; ``verbs``: positions that the codebook knows as verbs though the tagger may not.

    ``parts``: words inside a group of the codebook that head no clause of their own ("terima" of "terima kasih").
    """
    return _Scan(items, verbs, parts).run()


class _Scan:
    """The left-to-right pass; its state is the stack of open clauses and the noun phrases seen since the last verb."""

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

    # ------------------------------------------------------------ state

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

    # ------------------------------------------------------------ the pass

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
        self.share_late_subjects()
        return self.result

    def mark(self, position: int, item: Item) -> None:
        text = item.text
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
            self.in_phrase = False
            if self.opens_sentence() and not self.verb_follows(position + 1):
                self.introduced(position)
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

    def opens_sentence(self) -> bool:
        """ "Menanggapi hal itu, ...", "Dilansir AFP, ...": a verb phrase without a subject at the very start."""
        clause = self.current
        if clause.kind != "main" or clause.verb is None or clause.subject:
            return False
        before = self.items[clause.start : clause.verb]
        bare = all(item.tag in ("ADP", "SCONJ", "ADV", "AUX", "CCONJ", "PUNCT") for item in before)
        return bare and len(before) <= INTRODUCTION

    def introduced(self, position: int) -> None:
        """The main clause follows; the introductory phrase shares its subject."""
        intro = self.stack.pop()
        main = self.open("main", position + 1, ",", parent=None)
        intro.kind, intro.parent, intro.source = "adverbial", main.index, "shared"

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
            governor = self.current
            clause = self.open("quote", position + 1, item.text)
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
        if self.in_phrase:
            return
        if not self.phrases:
            self.direct = not self.head_seen
        self.phrases.append(position)
        self.head_seen = True

    def word(self, position: int, item: Item) -> None:
        lower = item.lower
        if lower == "yang":
            if self.has_verb_ahead(position):
                self.relative(position)
        elif lower == "bahwa" or (lower == "kalau" and self.current.verb is not None):
            self.open("complement", position + 1, lower)
        elif lower in PURPOSE and self.verb_follows(position + 1):
            self.purpose(position, lower)
        elif lower in SUBORDINATORS and self.opens_clause(position):
            self.subordinate(position, lower)
        elif lower in COORDINATORS and self.verb_follows(position + 1) and self.current.verb is not None:
            self.coordinate(position + 1, lower)
        elif lower in LINKING:
            pass
        elif lower in PREPOSITIONS:
            self.in_phrase = True
        elif self.is_verb(position) and not self.modifies_noun(position):
            self.verb(position)
        elif item.tag in ("NOUN", "PROPN") and not self.in_phrase and not self.phrases:
            self.head_seen = True

    def modifies_noun(self, position: int) -> bool:
        """ "lokasi terpisah", "konflik berkepanjangan": a stative verb right after an object noun describes it."""
        if self.current.verb is None or position in self.verbs or position == 0:
            return False
        before = self.items[position - 1]
        stative = self.items[position].lower.startswith(("ter", "ber", "ke"))
        return stative and before.kind == "word" and before.tag in ("NOUN", "ADJ")

    def has_verb_ahead(self, position: int) -> bool:
        """ "yang pertama kali", "yang lebih besar": without a verb of its own "yang" opens no clause."""
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
        if position + 1 < len(self.items) and self.items[position + 1].kind == "time":
            # "selama lebih dari setahun X memblokir", "sejak Mei X menyerang"
            return False
        for later in range(position + 1, min(position + 14, len(self.items))):
            if self.items[later].text in ",;.":
                return False
            if self.is_verb(later):
                return True
        return False

    # ------------------------------------------------------------ clause openers

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

    # ------------------------------------------------------------ verbs

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
            clause.subject, clause.direct = tuple(self.phrases), self.direct
            clause.source = "own" if clause.kind != "relative" else "object-relative"
            clause.subject_words = (self.phrase_start, position)
        elif self.head_seen and clause.kind != "relative":
            # a subject without a known name: it hides the inherited one
            clause.subject, clause.source = (), "own"
            clause.subject_words = (self.phrase_start, position)

    def returns_to_outer(self, position: int) -> bool:
        """A second verb after a relative or adverbial clause may be the verb that the outer clause still lacks."""
        if self.current.kind not in ("relative", "adverbial", "purpose"):
            return False
        for depth in range(len(self.stack) - 2, -1, -1):
            outer = self.stack[depth]
            if outer.kind == "quote":
                return False
            if outer.verb is None:
                own = [phrase for phrase in self.phrases if phrase > self.comma > (self.current.verb or 0)]
                del self.stack[depth + 1 :]
                if own:
                    self.phrases = own
                    self.take(outer, position)
                else:
                    outer.verb = position
                return True
        return False

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
        verb = before.verb if before.verb is not None else position
        controlling = self.items[verb].lower in OBJECT_CONTROL
        own = [phrase for phrase in self.phrases if phrase > self.comma > verb]
        if own:
            clause = self.open_like(before, "coordinate", position)
            clause.subject, clause.source = tuple(own), "own"
        elif self.phrases and not controlling and self.comma < verb and self.is_saying_gap(verb, position):
            clause = self.open_like(before, "complement", position)
            clause.subject, clause.source = tuple(self.held), "pivot"
        elif self.phrases and controlling:
            clause = self.open_like(before, "complement", position)
            clause.subject, clause.source = tuple(self.held), "controlled"
        else:
            clause = self.open_like(before, "serial", position)
            clause.subject, clause.direct, clause.source = before.subject, before.direct, "shared"
            clause.subject_words, clause.antecedent = before.subject_words, before.antecedent
        clause.verb = position

    def after_comma(self, position: int) -> bool:
        """Only adverbials stand between the last comma and ``position``."""
        return next_content(self.items, self.comma + 1) == position

    def open_like(self, before: Clause, kind: str, position: int) -> Clause:
        self.held = list(self.phrases)
        return self.open(kind, position, self.items[before.verb].lower if before.verb is not None else "")

    def is_saying_gap(self, verb: int, position: int) -> bool:
        """Noun phrase directly after the verb and the next verb soon after: "mengatakan Rusia menyerang"."""
        return bool(self.phrases) and self.phrases[0] <= verb + 3
