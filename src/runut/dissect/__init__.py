"""Dissect: the title and body of a document, cut into sentences and tokens with spans.

In: ``Document``. Out: ``Dissected``. Blocks that are not the article's own text (related, caption, navigation,
repeated, byline, dateline) are not cut and so reach no later stage.
"""

from __future__ import annotations

from runut.dissect.quotes import quoted_spans
from runut.dissect.sentences import sentence_spans
from runut.dissect.tokens import token_spans
from runut.dissect.words import tag_words
from runut.records import BlockLabel, Dissected, Document, Sentence, Token

__all__ = ["dissect"]


def dissect(document: Document) -> Dissected:
    """Cut the title and the body of ``document`` into sentences of tokens."""
    sentences: list[Sentence] = []
    for start, end, label in _prose(document):
        spans = [(start, end)] if label == "title" else sentence_spans(document.text, start, end)
        quotes = quoted_spans(document.text, start, end)
        for a, b in spans:
            sentences.append(_sentence(document.text, len(sentences), a, b, label, quotes))
    return Dissected(document, tuple(sentences))


def _prose(document: Document) -> list[tuple[int, int, BlockLabel]]:
    """Title and body blocks; body blocks that touch (only white space between) are one stretch.

    A page joined from lines may hold a sentence over two blocks, for instance around a share line.
    """
    out: list[tuple[int, int, BlockLabel]] = []
    for block in document.blocks:
        if block.label in ("title", "body"):
            out.append((block.start, block.end, block.label))
    return out


def _sentence(
    text: str, index: int, start: int, end: int, label: BlockLabel, quotes: list[tuple[int, int]]
) -> Sentence:
    spans = token_spans(text, start, end)
    words = [text[a:b] for a, b in spans]
    tags = tag_words(words)
    tokens = tuple(
        Token(a, b, word, word.lower(), tag) for (a, b), word, tag in zip(spans, words, tags, strict=True)
    )
    inside = tuple((max(a, start), min(b, end)) for a, b in quotes if a < end and b > start)
    return Sentence(index, start, end, label, tokens, inside)
