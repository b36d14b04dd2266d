"""Paragraphs and sentences that stand on the page twice: the first stays, the others are labelled "repeated".

In: the blocks of a text. Out: the same blocks, later copies relabelled (whole paragraphs) or cut out (sentences of a
one-line page). Exact copies after folding case and punctuation, and near copies (nine tenths of the word triples).
Linear in the length of the text: candidates come from an index of word triples.

>>> text = "Delegasi itu tiba di kota pada hari Senin pagi.\\n" * 2
>>> from runut.records import Block
>>> found = relabel(text, [Block(0, 47, "body", "paragraph"), Block(48, 95, "body", "paragraph")])
>>> [block.label for block in found]
['body', 'repeated']
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import lru_cache

from runut.records import Block

_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?=\S)[^.!?]*)*[.!?]*[\"”’)]*")
_MIN_PARAGRAPH, _MIN_SENTENCE, _NEAR = 5, 9, 0.85
_MAX_CANDIDATES = 8
# Words after which near copies are no longer looked for: no article is that long, and memory must stay flat.
_MAX_INDEXED = 60_000


def relabel(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks with later copies of body paragraphs and sentences labelled "repeated"."""
    seen: set[str] = set()
    triples: dict[tuple[str, ...], list[int]] = {}
    sizes: list[int] = []
    sentences: set[str] = set()
    indexed = 0
    result: list[Block] = []
    for block in blocks:
        if block.label not in ("body", "title"):
            result.append(block)
            continue
        words = tuple(_WORD.findall(text[block.start : block.end].lower()))
        folded = " ".join(words)
        known = folded in seen
        if len(words) >= _MIN_PARAGRAPH and (known or (indexed < _MAX_INDEXED and _is_near(words, triples, sizes))):
            result.append(replace(block, label="repeated", rule="copy" if known else "near-copy"))
            continue
        seen.add(folded)
        indexed += len(words)
        if indexed < _MAX_INDEXED:
            _index(words, triples, sizes)
        result.extend(_cut_sentences(text, block, sentences))
    return result


@lru_cache(maxsize=4)
def _triples(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _index(words: tuple[str, ...], triples: dict[tuple[str, ...], list[int]], sizes: list[int]) -> None:
    found = _triples(words) if len(words) >= 10 else frozenset()
    for triple in found:
        owners = triples.setdefault(triple, [])
        if len(owners) < _MAX_CANDIDATES:
            owners.append(len(sizes))
    sizes.append(len(found))


def _is_near(words: tuple[str, ...], triples: dict[tuple[str, ...], list[int]], sizes: list[int]) -> bool:
    if len(words) < 10:
        return False
    own = _triples(words)
    shared = Counter(owner for triple in own for owner in triples.get(triple, ()))
    return any(count >= _NEAR * (len(own) + sizes[owner] - count) for owner, count in shared.items())


def _cut_sentences(text: str, block: Block, sentences: set[str]) -> list[Block]:
    """A sentence that already stood in an earlier paragraph or earlier in this one, at least nine words long."""
    copies: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text, block.start, block.end):
        words = _WORD.findall(match.group().lower())
        opening = match.group().lstrip(" \n\"“'‘(")[:1]
        if len(words) < _MIN_SENTENCE or not opening.isupper():
            continue
        folded = " ".join(words)
        if folded in sentences and block.label == "body":
            copies.append((match.start(), match.end()))
        sentences.add(folded)
    return _split_out(text, block, copies) if copies else [block]


def _split_out(text: str, block: Block, copies: list[tuple[int, int]]) -> list[Block]:
    pieces: list[Block] = []
    at = block.start
    for start, end in [*copies, (block.end, block.end)]:
        for begin, finish, copy in ((at, start, False), (start, end, True)):
            surface = text[begin:finish]
            if surface.strip():
                left = begin + len(surface) - len(surface.lstrip())
                right = left + len(surface.strip())
                pieces.append(
                    Block(left, right, "repeated", "sentence-copy") if copy else replace(block, start=left, end=right)
                )
        at = end
    return pieces
