"""The orders in which Indonesian news says who says what, in one sentence.

In: a ``Row``. Out: ``Framed``: a word of saying, its speaker (None: the one who spoke last), the content and the order:

  behind       "...," kata X — ..., ujarnya — ..., demikian pernyataan X — ..., X melaporkan
  before       X mengatakan (bahwa) ..., X berkata: "..." — pernyataan X bahwa ... — disampaikan oleh X bahwa ...
  frame        Menurut X, ... — ..., menurut X — dalam laporan X, ...
  parenthesis  ..., kata X, ... — ..., menurut X, ...
  title        X: ...

Several words of saying in one sentence give several statements; quotations that run over sentences are put together by
the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from runut.extract.statements.contents import COMPLEMENTISERS, GOING_ON, LEAST_WORDS, TAGS, Contents
from runut.extract.statements.rows import QUOTE_MARKS, Row
from runut.extract.statements.speakers import speaker_after, speaker_before
from runut.records import Entity, Speaker, Token

# "menurutnya", "ujarnya": the one who spoke last.
LEAST_CONTENT = 8
AGENT_REACH = 4
NOUN_REACH = 12
# "memberikan informasi bahwa ...": the subject of these says it.
GIVING = frozenset(
    """memberikan memberi menyampaikan mengeluarkan menyebarkan membuat melontarkan merilis menerbitkan membagikan
    mengunggah menyiarkan membantah menepis""".split()
)
PICTURES = frozenset("video foto gambar rekaman tayangan cuplikan klip potret ilustrasi citra tangkapan".split())
PICTURE_REACH = 8
# Before "menurut X" they join it to what follows.
CONNECTING = frozenset("dan serta tapi tetapi namun bahkan sementara sedangkan karena sebab".split())
# Things that do say something: "survei itu menunjukkan".
REPORTS = frozenset(
    """laporan survei studi penelitian riset kajian data statistik analisis jajak hasil dokumen laporannya seorang para
    sejumlah beberapa polisi peneliti pakar pengamat tim""".split()
)
SHOWING = frozenset("memperlihatkan menampilkan menggambarkan menunjukkan menampakkan".split())
ENDS = frozenset({",", "!", "?", "."})
# What may stand between a noun of saying and who says it.
SORTS = frozenset({"dari", "tertulis", "resmi", "pers", "awal", "oleh"})


@dataclass(frozen=True, slots=True)
class Framed:
    """A word of saying with its speaker and content (offsets); ``speaker`` None: the last one."""

    cue: Token
    speaker: Speaker | None
    start: int
    end: int
    order: str


class Orders:
    """Reads one row."""

    def __init__(self, row: Row, entities: Mapping[str, Entity], text: str) -> None:
        self.row, self.entities, self.text = row, entities, text
        self.tokens, self.words = row.tokens, row.words
        self.contents = Contents(row, text)

    def read(self) -> list[Framed]:
        """All statements that the sentence frames, in the order of their words of saying."""
        out: list[Framed] = []
        for at, token in enumerate(self.tokens):
            if token.lower not in self.words.cues or self.row.quoted[at] or self.row.covering[at] is not None:
                continue
            found = self.going_on(at, token, out) or self.at(at, token)
            if found is not None and self.enough(found):
                out.append(found)
        return out

    def going_on(self, at: int, token: Token, before: list[Framed]) -> Framed | None:
        """ "X menuduh Y ..., dan memperingatkan bahwa ...": the speaker of the part that ends there."""
        lead = at - 1 - (self.row.lower(at - 1) in ("juga", "pun", "turut"))
        if self.row.lower(lead) not in GOING_ON or token.lower in self.words.passive:
            return None
        if lead == 0:  # "Dan menambahkan bahwa ...": who has just spoken
            content = self.contents.content_after(at)
            return Framed(token, None, *content, "before") if content else None
        if not before:
            return None
        last, comma = before[-1], self.tokens[lead - 1].text == ","
        ends = self.tokens[lead - 1 if comma else lead].start
        # `"...," ujarnya, seraya menambahkan bahwa ...`
        tagged = last.order == "behind" and comma and _end_of(last.speaker, last.cue) == self.tokens[lead - 2].end
        goes_on = (last.order == "before" and abs(last.end - ends) <= 1) or tagged
        content = self.contents.content_after(at) if goes_on else None
        return Framed(token, last.speaker, *content, "before") if content else None

    def at(self, at: int, token: Token) -> Framed | None:
        """The statement that the word at ``at`` frames."""
        lower = token.lower
        behind = self.behind(at) if lower in self.words.after or lower in self.words.lines else None
        if behind is not None:
            return behind
        if lower in self.words.frames:
            return self.frame(at, at + 1)
        if lower in self.words.passive:
            return self.passive(at)
        if lower in self.words.before:
            return self.active(at)
        if lower in self.words.heads:
            return self.noun_frame(at)
        return self.noun(at)

    def enough(self, found: Framed) -> bool:
        return found.end - found.start >= LEAST_CONTENT or self.text[found.start - 1 : found.start] in QUOTE_MARKS

    # ------------------------------------------------------------ behind the content

    def behind(self, at: int) -> Framed | None:
        """Content, mark, bare word, speaker: `"...," kata X`, `..., ujarnya`, `..., kata X, ...`."""
        token, first = self.tokens[at], at + 1
        if at and self.tokens[at - 1].lower in self.words.lines:
            return None
        if token.lower in self.words.lines:
            between = self.words.nouns | self.words.lines | SORTS | {"bersama", "kata"}
            while self.row.lower(first) in between:
                first += 1
            if first == at + 1:
                return None
        opens = at and (self.tokens[at - 1].text in ENDS or self.row.is_mark(at - 1) or self.tokens[at - 1].text == "'")
        if not opens and not self.opening(at):
            return None
        own = token.lower.endswith("nya") and token.lower[:-3] in self.words.after
        speaker = None if own else speaker_after(self.row, self.entities, first, self.text)
        if speaker is None and not own:
            return None
        order = "behind"
        content = self.before_mark(at) if opens else None
        if content is None or not self.contents.says(content):
            after = self.contents.behind_comma(_end_of(speaker, token))
            if after is not None and self.contents.says(after):
                content, order = self.contents.whole_clause(content, after), "parenthesis"
            elif not self.stands_alone(at):
                content = None
        return Framed(token, speaker, *content, order) if content else None

    def opening(self, at: int) -> bool:
        """ "Kata X, ...": the bare word begins the sentence."""
        return at == 0

    def stands_alone(self, at: int) -> bool:
        """Words without a known predicate may be a clause: "62 warga tewas, kata X"; a phrase of place is none."""
        return at - 1 > LEAST_WORDS and self.tokens[0].tag not in ("ADP", "SCONJ", "CCONJ")

    def before_mark(self, at: int) -> tuple[int, int] | None:
        """What stands before the mark at ``at - 1``: the quotation that ends there, else the words before the comma."""
        mark = at - 1
        while mark > 0 and not self.row.quoted[mark] and (self.row.is_mark(mark) or self.tokens[mark].text in ",'"):
            mark -= 1
        if self.row.quoted[mark]:
            return next((a, b) for a, b in self.row.sentence.quoted if a <= self.tokens[mark].start < b)
        return self.unquoted(at)

    def unquoted(self, at: int) -> tuple[int, int]:
        start = self.row.sentence.start
        for position in range(at - 2, -1, -1):
            if self.tokens[position].text in ";:" and not self.row.quoted[position]:
                start = self.tokens[position].end
                break
        return start, self.tokens[at - 1].start

    # ------------------------------------------------------------ before the content

    def active(self, at: int) -> Framed | None:
        """X mengatakan (bahwa) content; with nothing behind it, content, X melaporkan."""
        if self.row.lower(at - 1) in ("juru", "pembicaraan") or self.shows(at):
            return None
        found = speaker_before(self.row, self.entities, at, self.text)
        if found is None:
            return None
        speaker, start = found
        thing = speaker.entity is None and self.row.lower(start) not in REPORTS
        if self.row.lower(at) in SHOWING and thing and not (self.pictures(at) and self.owned(at)):
            return None  # "hasil pencarian itu menunjukkan": a thing says nothing
        content = self.contents.content_after(at)
        if content is not None:
            return Framed(self.tokens[at], speaker, *content, "before")
        lead = start
        while lead > 0 and (self.tokens[lead - 1].text == "," or self.row.is_mark(lead - 1)):
            lead -= 1
        if lead == start or not self.closing(at):
            return None
        before = self.before_mark(start)
        return Framed(self.tokens[at], speaker, *before, "behind") if before and self.contents.says(before) else None

    def shows(self, at: int) -> bool:
        """ "Video itu memperlihatkan ...", "foto yang menggambarkan ...": a picture says nothing, but that of a medium
        is what the medium reports: "rekaman yang disiarkan Reuters"."""
        return self.row.lower(at) in SHOWING and self.pictures(at) and not self.owned(at)

    def pictures(self, at: int) -> bool:
        """Whether a picture is told of right before."""
        return any(self.row.lower(p) in PICTURES for p in range(max(0, at - PICTURE_REACH), at))

    def owned(self, at: int) -> bool:
        """Whether an organisation is named right before: "rekaman yang diverifikasi Reuters memperlihatkan"."""
        before = range(max(0, at - PICTURE_REACH), at)
        return any((mention := self.row.covering[p]) and mention.kind == "organisation" for p in before)

    def closing(self, at: int) -> bool:
        """Whether the sentence ends with the word of saying, its addressee and its circumstances apart."""
        behind = self.row.lower(at + 1)
        return (
            at + 1 >= len(self.tokens)
            or behind in (".", ",")
            or self.tokens[at + 1].tag == "ADP"
            or (self.tokens[at + 1].tag in ("ADV", "PROPN") and at + 3 >= len(self.tokens))
        )

    def passive(self, at: int) -> Framed | None:
        """Disampaikan oleh X bahwa content; content disampaikan (oleh) X; hal itu disampaikan X: None."""
        first = at + 1
        if self.tokens[at].lower in self.words.citing:
            return None  # who is cited passes on what somebody else says
        near = range(first, min(len(self.tokens), at + AGENT_REACH))
        agent = next((p for p in near if self.row.lower(p) == "oleh"), None)
        if agent is None and (at + 1 >= len(self.tokens) or self.row.covering[at + 1] is None):
            return None
        speaker = speaker_after(self.row, self.entities, agent + 1 if agent is not None else first, self.text)
        if speaker is None:
            return None
        content = self.contents.content_after(at, clause=False)
        if content is not None:
            return Framed(self.tokens[at], speaker, *content, "before")
        lead = at
        while lead > 0 and self.tokens[lead - 1].lower in TAGS:
            lead -= 1
        if lead < at and lead > 0 and self.tokens[lead - 1].text == ",":
            return Framed(self.tokens[at], speaker, *self.unquoted(lead), "behind")
        if self.tokens[at].lower in self.words.told and lead == at:
            return self.told(at, speaker)
        return None

    def told(self, at: int, speaker: Speaker) -> Framed | None:
        """Pengerahan dua kapal disampaikan oleh X: the subject is what is made known."""
        start = 0
        for position in range(at - 1, -1, -1):
            if self.tokens[position].text in ",;:" or self.row.is_mark(position):
                start = position + 1
                break
        relative = self.row.lower(at - 1) == "yang" or self.row.lower(start) in self.words.frames
        if relative or at - start < LEAST_WORDS + 1 or self.row.lower(start) in ("hal", "itu", "ini", "yang"):
            return None
        return Framed(self.tokens[at], speaker, self.tokens[start].start, self.tokens[at - 1].end, "passive")

    def noun(self, at: int) -> Framed | None:
        """Pernyataan X bahwa content."""
        near = range(at + 1, min(len(self.tokens), at + NOUN_REACH))
        stop = next((p for p in near if self.row.lower(p) in COMPLEMENTISERS), None)
        if stop is None or any(t.tag == "VERB" for t in self.tokens[at + 1 : stop]):
            return None
        if self.row.lower(at - 1) in GIVING:
            giver = speaker_before(self.row, self.entities, at - 1, self.text)
            content = (self.tokens[stop].end, self.contents.content_end(stop + 1))
            return Framed(self.tokens[at], giver[0], *content, "noun") if giver else None
        if stop == at + 1:
            return None
        first = at + 2 if self.row.lower(at + 1) in ("dari", "oleh", "bersama", "resmi", "tertulis") else at + 1
        speaker = speaker_after(self.row, self.entities, first, self.text)
        if speaker is None:
            return None
        return Framed(self.tokens[at], speaker, self.tokens[stop].end, self.contents.content_end(stop + 1), "noun")

    # ------------------------------------------------------------ frames

    def frame(self, at: int, first: int) -> Framed | None:
        """Menurut X, content; content, menurut X; ..., menurut X, content."""
        token = self.tokens[at]
        own = token.lower.endswith("nya")
        speaker = None if own else speaker_after(self.row, self.entities, first, self.text, ends=True)
        if speaker is None and not own:
            return None
        end = _end_of(speaker, token)
        if self.leads(at):
            content = self.contents.behind_comma(end) or (end, self.contents.content_end(at + 1))
            return Framed(token, speaker, *content, "frame") if self.contents.says(content) else None
        if self.row.lower(at - 1) in CONNECTING:  # "..., bahkan, menurut X, ...": what follows
            content = self.contents.behind_comma(end) or (end, self.contents.content_end(at + 1))
            return Framed(token, speaker, *content, "frame") if self.contents.says(content) else None
        if self.row.lower(at - 1) == "yang":
            return Framed(token, speaker, end, self.contents.content_end(at + 1), "frame")
        after = self.contents.behind_comma(end)
        comma = self.tokens[at - 1].text == ","
        before = self.unquoted(at) if comma else (self.row.sentence.start, self.tokens[at - 1].end)
        if not comma and not self.contents.says(before):
            directly = (end, self.contents.content_end(at + 1))  # "Mobil itu menurut X menuju bengkel"
            whole = self.contents.whole_clause(before, directly)
            if whole != directly and self.contents.says(directly):
                return Framed(token, speaker, *whole, "parenthesis")
        if after is not None and not self.contents.says(before) and self.contents.says(after):
            return Framed(token, speaker, *self.contents.whole_clause(before, after), "parenthesis")
        return Framed(token, speaker, *before, "frame") if self.contents.says(before) else None

    def leads(self, at: int) -> bool:
        """Whether only conjunctions stand before: "Sementara itu, menurut X, ..."."""
        return all(t.text in (",", "-") or t.tag in ("CCONJ", "SCONJ", "DET", "ADV", "PUNCT") for t in self.tokens[:at])

    def noun_frame(self, at: int) -> Framed | None:
        """Berdasarkan laporan X, content; dalam keterangan X, content."""
        if self.row.lower(at + 1) not in self.words.nouns or not self.leads(at):
            return None
        first = at + 2
        while self.row.lower(first) in self.words.nouns or self.row.lower(first) in SORTS:
            first += 1
        speaker = speaker_after(self.row, self.entities, first, self.text, ends=True)
        if speaker is None or speaker.mention is None or (speaker.entity is None and self.row.lower(at) == "dalam"):
            return None
        content = self.contents.behind_comma(speaker.mention.end)
        if content is None or not self.contents.says(content):
            return None
        return Framed(self.tokens[at + 1], speaker, *content, "frame")


def _end_of(speaker: Speaker | None, token: Token) -> int:
    return speaker.mention.end if speaker and speaker.mention else token.end


def title_statement(row: Row, entities: Mapping[str, Entity], text: str) -> Framed | None:
    """X: content — a headline's way to say who says it."""
    colon = next((i for i, t in enumerate(row.tokens[:8]) if t.text == ":"), None)
    if not colon or colon + 3 >= len(row.tokens):
        return None
    first = row.covering[0]
    if first is None or first.end != row.tokens[colon - 1].end:
        return None
    speaker = speaker_after(row, entities, 0, text)
    return Framed(row.tokens[colon], speaker, row.tokens[colon].end, row.sentence.end, "title") if speaker else None
