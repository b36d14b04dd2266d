"""Statements: who said what, in which words, directly or indirectly, and who passed it on.

In: dissected sentences, mentions, cited sources. Out: ``Statement`` records. The three orders of Indonesian news are
covered: content first ("...", kata X), speaker first (X mengatakan bahwa ...), and a frame (Menurut X, ...); a quote
without a frame goes on with the last speaker of its paragraph run. An unnamed speaker ("seorang pejabat") is given in
the article's words without an entity.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from runut.extract.saying import Saying, saying
from runut.records import (
    Dissected,
    Entity,
    Mention,
    Sentence,
    Span,
    Speaker,
    Statement,
    StatementKind,
    Token,
)

SPEAKER_KINDS = frozenset({"person", "state", "organisation", "group"})
QUOTE_MARKS = "\"“”„«»"
# How many tokens may stand between a cue and its speaker: "kata juru bicara kementerian itu, X".
SPEAKER_REACH = 12
LEAST_CONTENT = 12
AGENT_REACH = 4
UNNAMED_WORDS = 6
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
COMPLEMENTISERS = frozenset({"bahwa", "kalau", "bahwasanya"})
FRAMES = frozenset({"menurut"})


@dataclass(frozen=True, slots=True)
class Sources:
    """What statements are read from. ``mentions`` sorted."""

    dissected: Dissected
    mentions: Sequence[Mention]
    entities: Mapping[str, Entity]


def find_statements(sources: Sources) -> tuple[Statement, ...]:
    """All statements of the body, in text order."""
    words = saying()
    out: list[Statement] = []
    last: Statement | None = None
    for sentence in sources.dissected.sentences:
        if sentence.label != "body":
            continue
        reader = _Reader(sources, sentence, words, last)
        found = reader.read()
        if found is None and last is not None and reader.only_quote():
            found = reader.continued(last)
        if found is not None:
            found = reader.passed_on(found)
            out.append(found)
            last = found
        elif not reader.quoted_throughout():
            last = None
    return tuple(out)


class _Reader:
    """Reads one sentence."""

    def __init__(self, sources: Sources, sentence: Sentence, words: Saying, last: Statement | None) -> None:
        self.last = last
        self.text = sources.dissected.document.text
        self.sources = sources
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.words = words
        self.mentions = [m for m in _within(sources.mentions, sentence) if m.kind in SPEAKER_KINDS]
        cited = sources.dissected.document.cited_sources
        self.cited = [source for source in cited if sentence.start <= source.span.start < sentence.end]

    def read(self) -> Statement | None:
        """The sentence's main statement, if it makes one."""
        return self.content_first() or self.framed() or self.speaker_first()

    # ------------------------------------------------------------ orders

    def content_first(self) -> Statement | None:
        """Content, mark, bare cue, speaker: `"...," kata X` and `..., ujar dia`."""
        for position in range(len(self.tokens) - 1, 0, -1):
            token = self.tokens[position]
            if token.lower not in self.words.after or self.in_quote(token):
                continue
            before = self.tokens[position - 1]
            if before.text not in (",", "!", "?", ".") and before.text not in QUOTE_MARKS + "'":
                continue
            content = self.trimmed(self.quote_start(), before.end)
            if content is None or content.end - content.start < LEAST_CONTENT:
                continue
            speaker = self.speaker_of(position)
            if speaker is None:
                continue
            return self.statement(speaker, token, content, "content first", self.addressee(position + 1))
        return None

    def framed(self) -> Statement | None:
        """Menurut X, content. — content, menurut X."""
        for position, token in enumerate(self.tokens):
            if token.lower not in FRAMES or self.in_quote(token):
                continue
            speaker = self.speaker_after(position + 1)
            if speaker is None:
                continue
            end = speaker.mention.end if speaker.mention else token.end
            if position <= 1:
                comma = self.first_comma(end)
                content = self.trimmed(comma, self.sentence.end) if comma is not None else None
            else:
                content = self.trimmed(self.sentence.start, self.tokens[position - 1].end)
            if content is not None and content.end - content.start >= LEAST_CONTENT:
                return self.statement(speaker, token, content, "frame", None)
        return None

    def speaker_first(self) -> Statement | None:
        """X mengatakan (bahwa) content, X berkata: "..."."""
        for position, token in enumerate(self.tokens):
            if token.lower not in self.words.before or self.in_quote(token):
                continue
            if position and self.tokens[position - 1].lower == "juru":
                continue
            passive = token.lower in self.words.passive
            speaker = self.agent_of(position) if passive else self.speaker_before(position)
            if speaker is None:
                continue
            content = self.content_after(position)
            if content is None:
                continue
            return self.statement(speaker, token, content, "speaker first", self.addressee(position + 1))
        return None

    def agent_of(self, cue: int) -> Speaker | None:
        """Who a passive verb of saying names with oleh: "disebutkan juga oleh X bahwa ..."."""
        for position in range(cue + 1, min(len(self.tokens) - 1, cue + AGENT_REACH)):
            if self.tokens[position].lower == "oleh":
                return self.speaker_after(position + 1)
        return None

    def only_quote(self) -> bool:
        """The sentence begins with a quotation."""
        return any(a - self.sentence.start <= 2 for a, _ in self.sentence.quoted)

    def quoted_throughout(self) -> bool:
        """The sentence lies inside a running quotation."""
        return any(a <= self.sentence.start + 2 and b >= self.sentence.end - 3 for a, b in self.sentence.quoted)

    def continued(self, last: Statement) -> Statement | None:
        """A quotation without a frame belongs to the speaker of the sentence before."""
        content = self.trimmed(self.sentence.start, self.sentence.end)
        if content is None:
            return None
        speaker = Speaker(last.speaker.name, last.speaker.entity, None)
        return Statement(speaker, None, None, "direct", content, last.via, "statement:continued quote")

    def passed_on(self, found: Statement) -> Statement:
        """A medium that tells what somebody said passes it on: the speaker is who said it, the medium stands in via.

        "KCNA melaporkan bahwa Kim menyatakan ...", `"(Kim) Menyampaikan ...," sebut KCNA`.
        """
        if not self.is_medium(found.speaker):
            return found
        for token in self.tokens:
            inside = found.content.start <= token.start < found.content.end
            if not inside or token.lower not in self.words.before or token.lower in self.words.passive:
                continue
            inner = [m for m in self.mentions if found.content.start <= m.start and m.end <= token.start]
            if not inner:
                continue
            content = self.trimmed(token.end, found.content.end)
            if content is None or content.end - content.start < LEAST_CONTENT:
                continue
            speaker = self.named(inner[-1])
            via = (found.speaker.name, *[name for name in found.via if name != found.speaker.name])
            cue = Span(token.start, token.end, token.text)
            return replace(found, speaker=speaker, cue=cue, content=content, via=via, rule=f"{found.rule}, passed on")
        return found

    def is_medium(self, speaker: Speaker) -> bool:
        """Whether the article cites this speaker as a source that passes things on."""
        names = {source.name.lower() for source in self.sources.dissected.document.cited_sources}
        if speaker.name.lower() in names:
            return True
        return speaker.mention is not None and any(name in speaker.mention.text.lower() for name in names)

    # ------------------------------------------------------------ parts

    def in_quote(self, token: Token) -> bool:
        return any(a <= token.start < b for a, b in self.sentence.quoted)

    def trimmed(self, start: int, end: int) -> Span | None:
        """The content without its outer marks."""
        edge = QUOTE_MARKS + " \n\t,.:;'-–—"
        while start < end and self.text[start] in edge:
            start += 1
        while end > start and self.text[end - 1] in edge:
            end -= 1
        return Span(start, end, self.text[start:end]) if end > start else None

    def first_comma(self, after: int) -> int | None:
        for token in self.tokens:
            if token.start >= after and token.text == ",":
                return token.end
        return None

    def content_after(self, cue: int) -> Span | None:
        """What follows the cue: from bahwa or the quotation on, else directly, if it holds a verb."""
        for position in range(cue + 1, min(len(self.tokens), cue + 25)):
            token = self.tokens[position]
            if token.lower in COMPLEMENTISERS or token.text == ":":
                return self.trimmed(token.end, self.sentence.end)
            if token.text in QUOTE_MARKS:
                return self.trimmed(token.start, self.sentence.end)
        rest = self.tokens[cue + 1 :]
        if not any(token.tag == "VERB" for token in rest) or self.tokens[cue].lower not in self.words.clausal:
            return None
        return self.trimmed(rest[0].start, self.sentence.end) if rest else None

    def quote_start(self) -> int:
        """Where the quotation that runs into this sentence began, perhaps some sentences earlier."""
        sentences = self.sources.dissected.sentences
        index = self.sentence.index
        while index > 0 and sentences[index].quoted and sentences[index].quoted[0][0] == sentences[index].start:
            before = sentences[index - 1]
            if not before.quoted or before.quoted[-1][1] < before.end or before.label != "body":
                break
            index -= 1
        here = sentences[index]
        if index < self.sentence.index and here.quoted[-1][0] > here.start + 1:
            return here.quoted[-1][0]
        return here.start

    def speaker_of(self, cue: int) -> Speaker | None:
        """Who stands behind a bare cue; -nya points to who spoke last."""
        if self.tokens[cue].lower.endswith("nya"):
            if self.last is not None:
                return Speaker(self.last.speaker.name, self.last.speaker.entity, None)
            return Speaker("ia", None, None)
        return self.speaker_after(cue + 1)

    def speaker_after(self, position: int) -> Speaker | None:
        """The party named within reach after the cue, before the next verb or clause."""
        if position >= len(self.tokens):
            return None
        limit = self.tokens[min(position + SPEAKER_REACH, len(self.tokens)) - 1].end
        start = self.tokens[position].start
        for mention in self.mentions:
            if start <= mention.start < limit and not self.verb_between(position, mention.start):
                return self.named(mention)
        return self.unnamed(position)

    def verb_between(self, position: int, end: int) -> bool:
        return any(t.tag in ("VERB", "SCONJ") or t.text in QUOTE_MARKS for t in self.tokens[position:] if t.end <= end)

    def unnamed(self, position: int) -> Speaker | None:
        """ "kata seorang pejabat senior, ...": the noun phrase itself."""
        stop = position
        limit = min(len(self.tokens), position + UNNAMED_WORDS)
        while stop < limit and self.tokens[stop].tag in NOMINAL:
            stop += 1
        head = self.tokens[position:stop]
        names = [token for token in head if token.tag == "PROPN"]
        if not names and not any(token.lower in self.words.speakers for token in head):
            return None
        span = Span(head[0].start, head[-1].end, self.text[head[0].start : head[-1].end])
        return Speaker(span.text, None, span)

    def speaker_before(self, position: int) -> Speaker | None:
        """The subject of the saying verb: the nearest party before it that no preposition governs."""
        cue = self.tokens[position]
        best: Mention | None = None
        for mention in self.mentions:
            if mention.end > cue.start or self.governed(mention):
                continue
            # in "Ketua X, Y, mengatakan" the person speaks, not the body that the apposition names
            if best is None or mention.kind == "person" or best.kind != "person" or self.verb_from(best, mention):
                best = mention
        if best is None:
            return None
        between = [t for t in self.tokens if best.end <= t.start < cue.start]
        if any(t.lower == "yang" for t in between):
            return self.named(best)
        if sum(t.tag == "VERB" for t in between) > 1:
            return None
        return self.named(best)

    def verb_from(self, left: Mention, right: Mention) -> bool:
        return any(t.tag == "VERB" for t in self.tokens if left.end <= t.start < right.start)

    def governed(self, mention: Mention) -> bool:
        before = [t for t in self.tokens if t.end <= mention.start]
        return bool(before) and before[-1].tag == "ADP" and before[-1].lower != "menurut"

    def named(self, mention: Mention) -> Speaker:
        entity = self.sources.entities[mention.entity]
        return Speaker(entity.name, entity.id, Span(mention.start, mention.end, mention.text))

    def addressee(self, position: int) -> Speaker | None:
        """The party after "kepada" behind the cue."""
        for index in range(position, min(len(self.tokens) - 1, position + SPEAKER_REACH)):
            if self.tokens[index].lower == "kepada":
                start = self.tokens[index + 1].start
                mention = next((m for m in self.mentions if m.start == start), None)
                return self.named(mention) if mention else None
        return None

    def statement(
        self, speaker: Speaker, cue: Token, content: Span, order: str, addressee: Speaker | None
    ) -> Statement:
        kind: StatementKind = "indirect"
        inside = sum(min(b, content.end) - max(a, content.start) for a, b in self.sentence.quoted if a < content.end)
        if inside > 0:
            # a quotation that began in an earlier sentence is quoted up to here
            inside += max(0, self.sentence.start - content.start)
            kind = "direct" if inside >= 0.8 * (content.end - content.start) else "mixed"
        via = tuple(source.name for source in self.cited if source.name != speaker.name)
        span = Span(cue.start, cue.end, cue.text)
        return Statement(speaker, addressee, span, kind, content, via, f"statement:{order}")


def _within(mentions: Sequence[Mention], sentence: Sentence) -> list[Mention]:
    first = bisect_left(mentions, sentence.start, key=lambda mention: mention.start)
    out = []
    for mention in mentions[first:]:
        if mention.start >= sentence.end:
            break
        out.append(mention)
    return out


