"""Statements: who said what, in which words, directly or indirectly, and who passed it on.

In: dissected sentences, mentions, cited sources. Out: ``Statement`` records in text order. One sentence may hold
several; a quotation over several sentences or paragraphs is one statement; a quotation without a word of saying goes on
with the speaker before it. An unnamed speaker ("seorang pejabat") is given in the article's words without an entity;
"ujarnya" and "kata dia" are the person who spoke last, or whom the sentence before is about. Titles: only "X: ...".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from runut.extract.saying import Saying, saying
from runut.extract.statements.orders import LEAST_CONTENT, Framed, Orders, title_statement
from runut.extract.statements.quotations import Quotations
from runut.extract.statements.rows import PRONOUNS, SPEAKER_KINDS, Row
from runut.extract.statements.speakers import named
from runut.records import Dissected, Entity, Mention, Sentence, Span, Speaker, Statement, StatementKind

__all__ = ["Sources", "find_statements"]

EDGE = '"“”„«»' + " \n\t,.:;'-–—\\"
REACH = 12
# So many sentences back "ujarnya" may point to a speaker.
MEMORY = 9
# A longer stretch without a stop is a list or a dump; reading it would take time with the square of its length.
LONGEST = 800
ABOUT = 4
# Who spoke so lately speaks on, unless the very sentence before is about somebody else.
NEAR = 3
POINTING = frozenset({"itu", "ini", "tersebut"})
# "..., tambahnya": the speaker goes on.
GOING_ON = frozenset(
    "tambahnya imbuhnya lanjutnya sambungnya tambah imbuh lanjut sambung menambahkan melanjutkan".split()
)
DIRECT_SHARE = 0.8
# What may stand before the person that a sentence begins with.
LEADING = frozenset({"CCONJ", "SCONJ", "ADV", "PUNCT", "DET", "NOUN", "PROPN", "ADJ", "NUM"})
UNKNOWN = Speaker("ia", None, None)


@dataclass(frozen=True, slots=True)
class Sources:
    """What statements are read from. ``mentions`` sorted."""

    dissected: Dissected
    mentions: Sequence[Mention]
    entities: Mapping[str, Entity]


def find_statements(sources: Sources) -> tuple[Statement, ...]:
    """All statements of the title and the body, in text order."""
    return _Reader(sources, saying()).run()


class _Reader:
    """Goes through the sentences once; remembers who spoke and whom the last sentence was about."""

    def __init__(self, sources: Sources, words: Saying) -> None:
        self.sources, self.words = sources, words
        self.text = sources.dissected.document.text
        self.sentences = sources.dissected.sentences
        self.starts = [mention.start for mention in sources.mentions]
        self.out: list[Statement] = []
        self.last: tuple[int, Speaker, tuple[str, ...]] | None = None
        self.person: tuple[int, Speaker] | None = None
        self.about: tuple[int, Speaker] | None = None
        self.quotations = Quotations(self.text, self.sentences)
        self.media = frozenset(source.name.lower() for source in sources.dissected.document.cited_sources)

    def run(self) -> tuple[Statement, ...]:
        framed = [self.frames(sentence) for sentence in self.sentences]
        taken = {span for frames in framed for f in frames for span in self.quotations.meeting(f.start, f.end)}
        for sentence, frames in zip(self.sentences, framed, strict=True):
            quotation = self.quotations.of(sentence.quoted[0][0]) if sentence.quoted else None
            if quotation is not None and quotation[0] - sentence.start in (0, 1) and quotation not in taken:
                self.go_on(sentence, quotation)
            for frame in frames:
                self.say(sentence, frame, frames)
            self.notice(sentence, bool(frames))
        return tuple(sorted(self.out, key=lambda one: (one.content.start, one.content.end)))

    # ------------------------------------------------------------ reading

    def frames(self, sentence: Sentence) -> list[Framed]:
        """The frames of one sentence, with quotations whole."""
        if len(sentence.tokens) > LONGEST:
            return []
        lowers = {token.lower for token in sentence.tokens}
        if not (self.words.telling & lowers or (self.words.nouns & lowers and self.words.opening & lowers)):
            return []
        row = Row(sentence, self.within(sentence), self.words)
        if sentence.label == "title":
            frame = title_statement(row, self.sources.entities, self.text)
            return [frame] if frame else []
        if sentence.label != "body":
            return []
        out: list[Framed] = []
        for frame in Orders(row, self.sources.entities, self.text).read():
            whole = self.whole(frame)
            if not any(o.start == whole.start and (o.end == whole.end or o.speaker == whole.speaker) for o in out):
                out.append(whole)
        return out

    def whole(self, frame: Framed) -> Framed:
        """The frame with the quotation that runs into or out of the sentence to its ends."""
        start, end = frame.start, frame.end
        for quotation in (self.quotations.of(start), self.quotations.of(start + 1)):
            if quotation is not None:
                start = min(start, quotation[0])
        last = self.quotations.meeting(start, end)[-1:] if frame.order == "before" else ()
        for quotation in last:
            end = max(end, quotation[1])
        return replace(frame, start=start, end=end)

    # ------------------------------------------------------------ giving out

    def say(self, sentence: Sentence, frame: Framed, others: Sequence[Framed]) -> None:
        speaker = self.resolved(frame.speaker, sentence.index, goes_on=frame.cue.lower in GOING_ON)
        content = self.trimmed(frame.start, frame.end)
        if content is None or (content.end - content.start < LEAST_CONTENT and frame.order != "before"):
            return
        if self.is_medium(speaker) and any(frame.start <= f.cue.start < frame.end and f.speaker for f in others):
            return  # the medium passes on what somebody else says: it stands in via
        cue = Span(frame.cue.start, frame.cue.end, frame.cue.text) if frame.order != "title" else None
        via = self.via(sentence, speaker, frame)
        kind = self.kind(content)
        addressee = self.addressee(sentence, frame)
        found = Statement(speaker, addressee, cue, kind, content, via, f"statement:{frame.order}")
        self.out.append(self.passed_on(sentence, found))
        if self.out[-1].rule != "statement:title":
            self.last = (sentence.index, speaker, via)
            if self.is_person(speaker):
                self.person = (sentence.index, speaker)

    def go_on(self, sentence: Sentence, quotation: tuple[int, int]) -> None:
        """A quotation without a word of saying belongs to the speaker of the sentence before."""
        if self.last is None or sentence.index - self.last[0] > 1:
            return
        content = self.trimmed(*quotation)
        if content is None or content.end - content.start < LEAST_CONTENT:
            return
        _, speaker, via = self.last
        speaker = Speaker(speaker.name, speaker.entity, None)
        self.out.append(Statement(speaker, None, None, "direct", content, via, "statement:continued quote"))
        ends = next((s.index for s in self.sentences[sentence.index :] if s.end >= content.end), sentence.index)
        self.last = (ends, speaker, via)
        if self.is_person(speaker):
            self.person = (ends, speaker)

    def notice(self, sentence: Sentence, framed: bool) -> None:
        """Remember whom the sentence is about: the person that begins it."""
        if sentence.label != "body" or framed:
            return
        mention = next(iter(self.mentions(sentence)), None)
        if mention is None or mention.kind != "person" or any(a <= mention.start < b for a, b in sentence.quoted):
            return
        behind = next((t.lower for t in sentence.tokens if t.start >= mention.end), "")
        back = behind in POINTING or mention.text.lower().split()[-1] in POINTING
        bare = mention.form != "name" and self.sources.entities[mention.entity].name in mention.text
        if bare and back and self.person is not None and sentence.index - self.person[0] <= NEAR:
            return  # "Politikus Partai Golkar itu menjawab singkat": whoever has just spoken
        if all(token.tag in LEADING for token in sentence.tokens if token.start < mention.start):
            self.about = (sentence.index, replace(named(mention, self.sources.entities), mention=None))

    def is_person(self, speaker: Speaker) -> bool:
        """Whether "ujarnya" can point to the speaker: no body and no paper."""
        if speaker.entity is not None:
            return self.sources.entities[speaker.entity].kind == "person"
        words = speaker.name.lower().split()
        return not any(word in self.words.bodies for word in words[:2])

    def mentions(self, sentence: Sentence) -> list[Mention]:
        return [m for m in self.within(sentence) if m.kind in SPEAKER_KINDS]

    def within(self, sentence: Sentence) -> Sequence[Mention]:
        """The mentions that begin in the sentence."""
        first = bisect_left(self.starts, sentence.start)
        return self.sources.mentions[first : bisect_left(self.starts, sentence.end, first)]

    def resolved(self, speaker: Speaker | None, index: int, *, goes_on: bool) -> Speaker:
        """Who "-nya" and an unresolved "dia" are; ``goes_on``: who spoke last goes on, be it a person or a body."""
        if speaker is not None and (speaker.entity is not None or speaker.name.lower() not in PRONOUNS):
            return speaker
        mention = speaker.mention if speaker else None
        if goes_on and self.last is not None and index - self.last[0] <= 1:
            return replace(self.last[1], mention=mention)
        last = self.person if self.person is not None and index - self.person[0] <= MEMORY else None
        if last is None and self.last is not None and index - self.last[0] <= 1:
            last = self.last[:2]
        about = self.about if self.about is not None and index - self.about[0] <= ABOUT else None
        nearer = about is not None and (last is None or about[0] > last[0])
        if about is not None and nearer and (last is None or index - about[0] <= 1 or index - last[0] > NEAR):
            return replace(about[1], mention=mention)
        if last is not None:
            return replace(last[1], mention=mention)
        return replace(UNKNOWN, mention=mention)

    def passed_on(self, sentence: Sentence, found: Statement) -> Statement:
        """A medium's own quotation that tells what somebody said: `"(Kim) Menyampaikan ...," sebut KCNA`."""
        if not self.is_medium(found.speaker) or found.kind == "indirect":
            return found
        for token in sentence.tokens:
            inside = found.content.start <= token.start < found.content.end
            if not inside or token.lower not in self.words.before or token.lower in self.words.passive:
                continue
            inner = [m for m in self.mentions(sentence) if found.content.start <= m.start and m.end <= token.start]
            content = self.trimmed(token.end, found.content.end)
            if not inner or content is None or content.end - content.start < LEAST_CONTENT:
                continue
            via = (found.speaker.name, *[name for name in found.via if name != found.speaker.name])
            cue = Span(token.start, token.end, token.text)
            speaker = named(inner[-1], self.sources.entities)
            return replace(found, speaker=speaker, cue=cue, content=content, via=via, rule=f"{found.rule}, passed on")
        return found

    # ------------------------------------------------------------ parts

    def is_medium(self, speaker: Speaker) -> bool:
        """Whether the article cites this speaker as a source that passes things on."""
        if speaker.name.lower() in self.media:
            return True
        if speaker.entity is not None and self.sources.entities[speaker.entity].kind != "organisation":
            return False
        words = speaker.mention.text.lower() if speaker.mention is not None else ""
        return any(name in words for name in self.media)

    def via(self, sentence: Sentence, speaker: Speaker, frame: Framed) -> tuple[str, ...]:
        cited = self.sources.dissected.document.cited_sources
        inside = [s.name for s in cited if sentence.start <= s.span.start < sentence.end and s.name != speaker.name]
        return tuple(inside)

    def kind(self, content: Span) -> StatementKind:
        """direct where (nearly) all of it is quoted, mixed where some is."""
        inside = self.quotations.quoted(content.start, content.end)
        if not inside:
            return "indirect"
        return "direct" if inside >= DIRECT_SHARE * (content.end - content.start) else "mixed"

    def addressee(self, sentence: Sentence, frame: Framed) -> Speaker | None:
        """The party after "kepada" behind the word of saying."""
        tokens = sentence.tokens
        first = next(i for i, t in enumerate(tokens) if t.start >= frame.cue.start)
        for at in range(first + 1, min(len(tokens) - 1, first + REACH)):
            if frame.order == "before" and tokens[at].start >= frame.start:
                return None
            if tokens[at].lower == "kepada":
                start = tokens[at + 1].start
                mention = next((m for m in self.mentions(sentence) if m.start == start), None)
                return named(mention, self.sources.entities) if mention else None
        return None

    def trimmed(self, start: int, end: int) -> Span | None:
        """The content without its outer marks."""
        while start < end and self.text[start] in EDGE:
            start += 1
        while end > start and self.text[end - 1] in EDGE:
            end -= 1
        return Span(start, end, self.text[start:end]) if end > start else None
