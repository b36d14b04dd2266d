"""A sentence as the network takes it: pieces with their offsets, and the codebook's hints a piece.

In: a text and the tokenizer. Out: ids, offsets in the text, a flag a piece and PLOVER type. Training and reading use
the same functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from runut.dissect.tokens import token_spans
from runut.dissect.words import tag_words
from runut.extract.events.codebook import codebook
from runut.extract.events.items import Item, sentence_items
from runut.extract.reader.hints import hints
from runut.extract.reader.labels import PIECES, TYPES
from runut.records import Sentence, Token

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Offsets = Sequence[tuple[int, int]]


def encoded(tokenizer: Tokenizer, text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Ids and offsets of at most ``PIECES`` pieces; a mark of the model itself has an empty span."""
    found = tokenizer.encode(text)
    offsets = []
    for start, end in found.offsets[:PIECES]:
        while start < end and text[start].isspace():
            start += 1
        offsets.append((start, end))
    return found.ids[:PIECES], offsets


def pieces_of(offsets: Offsets, start: int, end: int) -> list[int]:
    """Positions of the pieces that overlap ``start:end``."""
    return [i for i, (a, b) in enumerate(offsets) if a < end and b > start and b > a]


@cache
def _types() -> dict[str, int]:
    return {name: number for number, name in enumerate(TYPES)}


def plain_sentence(text: str) -> Sentence:
    """A text that is one sentence."""
    spans = token_spans(text, 0, len(text))
    words = [text[a:b] for a, b in spans]
    tokens = tuple(
        Token(a, b, word, word.lower(), tag) for (a, b), word, tag in zip(spans, words, tag_words(words), strict=True)
    )
    return Sentence(0, 0, len(text), "body", tokens, ())


def plain_items(text: str) -> tuple[Item, ...]:
    """The words of a text that is one sentence, as the event rules see them without names and times."""
    return sentence_items(text, plain_sentence(text), (), ())


def hint_rows(items: Sequence[Item], offsets: Offsets) -> NDArray[np.float32]:
    """[pieces, types]: 1 where a form of the codebook begins; ``items`` and ``offsets`` count from the same place."""
    out = np.zeros((len(offsets), len(TYPES)), dtype=np.float32)
    found = hints(items, codebook())
    if not found:
        return out
    first: dict[int, int] = {}
    for number, (a, b) in enumerate(offsets):
        for at in range(a, b):
            first.setdefault(at, number)
    for hint in found:
        if hint.start in first:
            out[first[hint.start], _types()[hint.type]] = 1.0
    return out
