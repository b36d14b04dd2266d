"""What is said: the stretch behind a word of saying, and whether a stretch can be said at all.

In: a ``Row`` and a position. Out: offsets (start, end). A content begins at "bahwa", a colon or a quotation, else with
the clause behind the verb, and ends before another speaker's part or a tagged-on source.
"""

from __future__ import annotations

from runut.extract.statements.rows import QUOTE_MARKS, Row

COMPLEMENTISERS = frozenset({"bahwa", "kalau", "bahwasanya"})
LEAST_WORDS = 2
CONTENT_REACH = 25
# What makes a clause without a verb: "mengatakan latihan itu tidak resmi".
PREDICATING = frozenset({"VERB", "AUX", "PART"})
PREDICATES = frozenset({"adalah", "ialah", "merupakan", "ada", "bukan", "sebagai"})
# How a thing that is said begins: "melaporkan sedikitnya 40 serangan".
THINGS = frozenset({"NOUN", "PROPN", "DET", "NUM", "VERB", "ADV"})
# How the subject of a clause begins.
SUBJECTS = frozenset({"NOUN", "PROPN", "DET", "NUM"})
# Between two clauses these begin another speaker's part.
CONTRASTS = frozenset({"sedangkan", "sementara", "adapun"})
# ", namun India menegaskan ...": somebody else's part, where a name stands between the two words.
YET = frozenset({"namun", "tetapi", "tapi", "sebaliknya"})
OTHER_REACH = 8
CIRCUMSTANCES = frozenset("setelah sesudah usai seusai selepas menyusul".split())
# Verbs that also declare things: wars, states of emergency, sanctions.
DECLARING = frozenset("menyatakan mengumumkan mendeklarasikan menyampaikan".split())
# A tagged-on source ends what is said: "..., seperti dikutip dari X".
TAGS = frozenset(
    """seperti sebagaimana demikian dikutip dilansir dihimpun dirangkum disadur dinukil mengutip melansir menyitir
    menurut""".split()
)
# The same speaker goes on with another word of saying: "..., dan memperingatkan ...".
GOING_ON = frozenset({"dan", "serta", "lalu", "kemudian", "sekaligus", "seraya", "sambil", "sembari"})
# When somebody was asked or spoke, and what he left out, is the article's: "... saat ditanya wartawan, tanpa merinci".
ASKED = frozenset("ditanya ditanyai ditemui dihubungi dikonfirmasi dimintai diwawancarai disinggung dimintakan".split())
WHEN = frozenset({"saat", "ketika", "kala"})
LEFT_OUT = frozenset(
    "menyebut menyebutkan merinci memerinci menjelaskan mengungkap mengungkapkan menguraikan memaparkan".split()
)
GIVING = frozenset({"memberi", "memberikan", "menyertakan"})
PARTICULARS = frozenset("rincian perincian penjelasan detail detil keterangan komentar bukti alasan informasi".split())
# "menekankan pentingnya X dan memastikan Y": these also tell what is to be done.
ALSO_DOING = frozenset({"memastikan", "menjamin", "menjanjikan"})
LONGEST_SUBJECT = 12
RECOGNISED = frozenset("kemerdekaan kedaulatan keabsahan eksistensi keberadaan pemerintahan hak".split())
# Where it was said: "..., dalam wawancara dengan X".
OCCASIONS = frozenset(
    """wawancara pernyataan pernyataannya konferensi jumpa keterangan keterangannya unggahan unggahannya pidato
    pidatonya cuitan cuitannya sambutan sambutannya rilis siaran""".split()
)
# What opens a clause at the front of a sentence: "Setelah X mengumumkan ..., Y mengatakan ...".
FRONTED = frozenset(
    """setelah sesudah usai seusai ketika saat kala sewaktu meski meskipun walau walaupun kendati karena lantaran
    sementara sebelum sejak""".split()
)


class Contents:
    """The contents of one row."""

    def __init__(self, row: Row, text: str) -> None:
        self.row, self.text = row, text
        self.tokens, self.words = row.tokens, row.words

    def content_after(self, cue: int, *, clause: bool = True) -> tuple[int, int] | None:
        """What follows: from bahwa, the colon or the quotation on, else directly, if it makes a clause."""
        for position in range(cue + 1, min(len(self.tokens), cue + CONTENT_REACH)):
            token = self.tokens[position]
            if token.lower in COMPLEMENTISERS or token.text == ":":
                return token.end, self.content_end(position + 1)
            if self._closes(position):
                break
            if self.row.is_mark(position):
                apart = position == cue + 1 or self.tokens[position - 1].text in ",:"
                known = self.tokens[cue].lower in self.words.clausal or self.tokens[cue].lower in self.words.things
                return self.from_quote(cue, position, clause=clause) if apart or known or not clause else None
            if token.lower in self.words.before and position > cue + 2:
                break
        lower = self.tokens[cue].lower
        end = self.content_end(cue + 1)
        stop = next((i for i, t in enumerate(self.tokens) if t.start >= end), len(self.tokens))
        if not clause or cue + 1 >= stop:
            return None
        aside = self.circumstance(cue + 1, stop) if lower in DECLARING else None
        if aside is not None:
            stop, end = aside, self.tokens[aside].start
        if lower in self.words.clausal and (self.predicates(cue + 1, stop) or self.clause_like(cue + 1, stop)):
            return self.tokens[cue + 1].start, end
        if lower in self.words.things and self.tokens[cue + 1].tag in THINGS and not self._recognises(cue):
            return self.tokens[cue + 1].start, end
        return None

    def _recognises(self, cue: int) -> bool:
        """ "mengakui kemerdekaan X", "mengakui Palestina": no word of saying."""
        mention = self.row.covering[cue + 1]
        state = mention is not None and mention.kind == "state" and mention.form != "nominal"
        return self.row.lower(cue) in ("mengakui", "diakui") and (state or self.row.lower(cue + 1) in RECOGNISED)

    def from_quote(self, cue: int, mark: int, *, clause: bool) -> tuple[int, int]:
        """The quotation; with the words before it where they belong to the clause: menyebut hasil itu "buruk"."""
        begin = mark
        if clause and mark > cue + 1 and self.tokens[mark - 1].text not in ",:":
            begin = cue + 1
        if begin == mark and not any(a > self.tokens[mark].end + 1 for a, _ in self.row.sentence.quoted):
            ends = [b for a, b in self.row.sentence.quoted if a >= self.tokens[mark].end - 1]
            if ends and self.finished(ends[0]):
                return self.tokens[mark].end, ends[0]
        return self.tokens[begin].start, self.content_end(mark + 1)

    def finished(self, end: int) -> bool:
        """Whether the quotation that ends at ``end`` closes with its own mark: what follows is the article's."""
        return self.text[end - 1] in ".,!?" or self.text[end + 1 : end + 2] in (",", ".")

    def content_end(self, begin: int) -> int:
        """The end of what is said: before another speaker's part, the same speaker's next word of saying or a tagged-on
        source, else the sentence's."""
        fronted, aside = self._fronted(begin), self._in_subject(begin)
        for position in range(begin, len(self.tokens) - 2):
            if self.row.quoted[position]:
                continue
            if self._closes(position):
                return self.tokens[position].start
            if self.tokens[position].text == ";" or self._article_goes_on(begin, position):
                return self.tokens[position].start
            if self.tokens[position].text != ",":
                continue
            after = self.tokens[position + 1].lower
            if aside and self._predicate_follows(position + 1):
                return self.tokens[position].start
            if after in GOING_ON and (self._tells(position + 2) or self._next_says(position + 2)):
                return self.tokens[position].start
            if after == "dalam" and not OCCASIONS.isdisjoint(self.row.lower(position + at) for at in (2, 3)):
                return self.tokens[position].start
            if fronted and self._another_says(position + 1):
                return self.tokens[position].start
            if after in TAGS and (after in ("menurut", "demikian") or self.row.lower(position + 2) in self.words.all):
                return self.tokens[position].start
            if after in TAGS and after in self.words.all:
                return self.tokens[position].start
            if after in CONTRASTS and any(t.lower in self.words.all for t in self.tokens[position + 2 :]):
                return self.tokens[position].start
            if after in YET and self._another_says(position + 2):
                return self.tokens[position].start
        return self.row.sentence.end

    def _closes(self, at: int) -> bool:
        """A mark whose opening one was lost: `..., " kata X`."""
        ends = at > 0 and self.tokens[at - 1].text in (",", ".", "!", "?")
        if not ends or not self.row.is_mark(at) or self.row.lower(at + 1) not in self.words.after:
            return False
        return all(abs(self.tokens[at].start - end) > 1 for _, end in self.row.sentence.quoted)

    def _fronted(self, begin: int) -> bool:
        """Whether what begins there is told in a clause at the front of its sentence: "Meski X berharap ..., Y"."""
        opening = (t.lower for t in self.tokens[: begin - 1] if t.tag not in ("PUNCT", "CCONJ", "ADV"))
        return next(opening, "") in FRONTED and not any(t.text == "," for t in self.tokens[:begin])

    def _in_subject(self, begin: int) -> bool:
        """Whether the word of saying belongs to the sentence's subject: "X yang mengatakan ..., menghentikan Y"."""
        cue = begin - 1
        while cue > 0 and self.tokens[cue].tag not in ("VERB", "NOUN"):
            cue -= 1
        return cue > 1 and self.row.lower(cue - 1) == "yang" and not self.predicates(0, cue - 1)

    def _predicate_follows(self, at: int) -> bool:
        """Whether a verb stands there, behind adverbs and auxiliaries at most."""
        while at < len(self.tokens) - 1 and self.tokens[at].tag in ("ADV", "AUX"):
            at += 1
        return self.tokens[at].tag == "VERB" and self.tokens[at].lower not in self.words.all

    def _tells(self, at: int) -> bool:
        """Whether a word of saying stands there, perhaps behind "juga": "..., dan juga memperingatkan"."""
        at += self.row.lower(at) in ("juga", "pun", "turut")
        word = self.row.lower(at)
        return word in self.words.telling and word not in self.words.passive and word not in ALSO_DOING

    def _next_says(self, at: int) -> bool:
        """ "..., dan ia mendesak agar ...", "..., dan menurutnya, ...": the next statement of the same speaker."""
        own = self.row.lower(at) in ("ia", "dia", "mereka", "beliau") and self._tells(at + 1)
        return own or self.row.lower(at) == "menurutnya"

    def _article_goes_on(self, begin: int, at: int) -> bool:
        """Whether the article's own words begin there: "... tanpa merinci", "... saat ditanya", or, behind a thing that
        is named only, the speaker's next word of saying: "membantah tuduhan itu dan mengancam ..."."""
        word, after = self.tokens[at].lower, self.row.lower(at + 1)
        if word in ("meski", "walau", "namun", "tetapi") and after == "tanpa":
            word, after = after, self.row.lower(at + 2)
        given = after in GIVING and any(t.lower in PARTICULARS for t in self.tokens[at + 2 : at + 5])
        if (word == "tanpa" and (after in LEFT_OUT or given)) or (word in WHEN and after in ASKED):
            return at > begin
        return word in GOING_ON and at > begin and self._tells(at + 1) and not self.predicates(begin, at)

    def _another_says(self, begin: int) -> bool:
        """Whether a name and its word of saying stand there: "India menegaskan", "juru bicara Hamas membantah"."""
        named = False
        for token in self.tokens[begin : begin + OTHER_REACH]:
            if token.lower in self.words.telling and token.lower not in self.words.passive:
                return named
            if token.tag in ("VERB", "AUX", "SCONJ", "PART", "PRON"):
                return False
            named = named or token.tag == "PROPN"
        return False

    def circumstance(self, start: int, stop: int) -> int | None:
        """Where a clause of time begins behind a thing that is said: "menyatakan perang setelah X menyerang";
        in "mengatakan Y mundur setelah X menyerang" it belongs to what is said."""
        for position in range(start + 1, stop):
            if self.tokens[position].lower in CIRCUMSTANCES:
                return None if self.predicates(start, position) or self.row.quoted[position] else position
        return None

    def clause_like(self, start: int, stop: int) -> bool:
        """A subject and more words: many predicates are no verbs by their form ("stok cukup hingga akhir tahun")."""
        if self.row.lower(start) in ("ia", "dia", "mereka", "kami", "kita", "saya", "beliau"):
            return start + 1 < stop and self.tokens[start + 1].tag == "ADJ"  # "mengatakan ia tewas"
        return stop - start > LEAST_WORDS and self.tokens[start].tag not in ("ADP", "PUNCT", "PRON")

    def predicates(self, start: int, stop: int) -> bool:
        words = (t for t in self.tokens[start:stop] if t.lower != "melawan")  # a preposition in "perang melawan X"
        return any(t.tag in PREDICATING or t.lower in PREDICATES for t in words)

    def says(self, content: tuple[int, int]) -> bool:
        """Whether the stretch holds a predicate or is a quotation: "Namun, kata X, ..." has its content behind."""
        if any(a <= content[0] + 1 and content[1] - 1 <= b for a, b in self.row.sentence.quoted):
            return True
        first = next((i for i, t in enumerate(self.tokens) if t.start >= content[0]), len(self.tokens))
        inside = [i for i in range(first, len(self.tokens)) if self.tokens[i].end <= content[1]]
        return len(inside) > LEAST_WORDS and self.predicates(inside[0], inside[-1] + 1)

    def whole_clause(self, before: tuple[int, int] | None, after: tuple[int, int]) -> tuple[int, int]:
        """ "Serangan itu, menurut X, terkait Y": subject and predicate, who says so between them; else ``after``."""
        if before is None:
            return after
        subject = [t for t in self.tokens if before[0] <= t.start and t.end <= before[1]]
        predicate = next((t for t in self.tokens if t.start >= after[0] and t.text != ","), None)
        while subject and subject[0].tag in ("CCONJ", "PUNCT"):
            subject.pop(0)
        if predicate is None or not 0 < len(subject) <= LONGEST_SUBJECT or any(t.text in QUOTE_MARKS for t in subject):
            return after
        if subject[0].tag not in SUBJECTS or subject[0].lower in self.words.days:
            return after
        goes_on = predicate.tag in PREDICATING or predicate.lower in PREDICATES or predicate.tag in ("ADP", "ADV")
        return (subject[0].start, after[1]) if goes_on and predicate.lower not in TAGS else after

    def behind_comma(self, offset: int) -> tuple[int, int] | None:
        """From the first comma behind ``offset`` to the end of the sentence."""
        for position, token in enumerate(self.tokens):
            if token.start >= offset and token.text == "," and not self.row.quoted[position]:
                return token.end, self.content_end(position + 1)
        return None
