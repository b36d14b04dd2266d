"""A sentence as the statement rules see it: its words, what is quoted, and its noun phrases.

In: a sentence and the mentions in it. Out: ``Row`` with look-ups by token, and ``Phrase``: a noun phrase with the party
it names, if any. A phrase is told by word classes and mentions alone; it is no parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runut.extract.saying import Saying
from runut.records import Mention, Sentence, Token

SPEAKER_KINDS = frozenset({"person", "state", "organisation", "group"})
QUOTE_MARKS = frozenset('"“”„«»')
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
PRONOUNS = frozenset({"ia", "dia", "beliau", "mereka"})
# Prepositions that tie a second noun to a speaker's: "sumber dari YPG", "Komite untuk X", "pihak berwenang di X".
TYING = frozenset({"dari", "untuk", "bagi", "di", "urusan"})
LONGEST_ASIDE = 12


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase over ``tokens[start:end]`` and the mentions in it, in order."""

    start: int
    end: int
    mentions: tuple[Mention, ...]


class Row:
    """One sentence and its mentions: ``tokens``, ``quoted`` by token, and the mention that covers a token."""

    def __init__(self, sentence: Sentence, mentions: Sequence[Mention], words: Saying) -> None:
        self.sentence, self.words = sentence, words
        self.tokens: tuple[Token, ...] = sentence.tokens
        self.mentions = mentions
        size = len(self.tokens)
        self.quoted = (
            [any(a <= t.start < b for a, b in sentence.quoted) for t in self.tokens]
            if sentence.quoted
            else ([False] * size)
        )
        self.covering: list[Mention | None] = [None] * size
        at = 0
        for mention in mentions:
            while at < size and self.tokens[at].end <= mention.start:
                at += 1
            while at < size and self.tokens[at].start < mention.end:
                self.covering[at] = mention
                at += 1

    def lower(self, at: int) -> str:
        """The word at ``at``, "" outside the sentence."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def is_mark(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].text in QUOTE_MARKS

    def nominal(self, at: int) -> bool:
        """Whether the word can stand in a noun phrase."""
        token = self.tokens[at]
        if self.covering[at] is not None:
            return True
        if token.tag == "VERB":
            return (self.lower(at - 1), token.lower) in self.words.pairs
        if token.lower in self.words.days:
            return False
        return (token.tag in NOMINAL and token.lower not in self.words.all) or token.lower in PRONOUNS

    def phrase(self, start: int, limit: int, *, tied: bool = True) -> Phrase | None:
        """The noun phrase that begins at ``start``; ``tied``: with a second noun behind "dari", "untuk", "di"."""
        at = start
        while at < limit:
            if self.nominal(at):
                at += 1
            elif self.tokens[at].text == "(" and at > start:
                at = self.closed(at, limit)
            elif tied and at > start and self.ties(at, limit):
                at += 1
            else:
                break
        if at == start or not any(self.tokens[i].text[0].isalnum() for i in range(start, at)):
            return None
        low, high = self.tokens[start].start, self.tokens[at - 1].end
        return Phrase(start, at, tuple(m for m in self.mentions if low <= m.start < high and m.kind in SPEAKER_KINDS))

    def ties(self, at: int, limit: int) -> bool:
        word = self.tokens[at].lower
        if word in ("dan", "serta", "/", "&"):  # "Menteri Riset dan Teknologi X", "Rusia dan China"
            return at + 1 < limit and self.tokens[at - 1].tag == "PROPN" and self.tokens[at + 1].tag == "PROPN"
        return word in TYING and at + 1 < limit and self.nominal(at + 1) and self.lower(at + 1) not in PRONOUNS

    def closed(self, at: int, limit: int) -> int:
        """The position behind the bracket that opens at ``at``."""
        for later in range(at + 1, min(limit, at + LONGEST_ASIDE)):
            if self.tokens[later].text == ")":
                return later + 1
        return at + 1
