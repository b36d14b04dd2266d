"""Pages as they were found, and what they are once they are decoded, labelled and cut into sentences.

In and out of ``acquire``, ``clean`` and ``dissect``; ``Span`` is the stretch of text that all later records rest on.

>>> Span(0, 5, "Rusia").end
5
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

BlockLabel = Literal["title", "byline", "dateline", "body", "caption", "related", "navigation", "repeated"]

EMPTY: Mapping[str, str] = MappingProxyType({})


def empty() -> Mapping[str, str]:
    """What a record holds where nothing is given; it cannot be changed."""
    return EMPTY


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the document's text."""

    start: int
    end: int
    text: str


# ---------------------------------------------------------------- acquire


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller said about a page: evidence like any other, never trusted blindly.

    ``published`` is ISO 8601 or EDTF as given; ``other`` keeps the columns that Runut has no name for.
    """

    key: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    other: Mapping[str, str] = field(default_factory=empty)


@dataclass(frozen=True, slots=True)
class RawPage:
    """One article as it was found: the original bytes and where they came from.

    ``source`` is the path or address as the user will recognise it (``folder/a.zip!b.html``, ``rows.jsonl#12``).
    ``kind`` says how to read ``data``: "text", "html". ``charset`` is what a transport or container declared.
    """

    source: str
    data: bytes
    kind: Literal["text", "html"]
    given: Given = field(default_factory=Given)
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that was not kept, with the reason that the receipt shows.

    ``reason`` is a short code: empty, binary, unreadable, not-found, too-large, unknown-format, other-language,
    broken-archive, broken-record, broken-row, no-article, not-fetched; too-slow and crashed where several processes
    read; damaged where the store lost it.
    """

    source: str
    reason: str
    detail: str


# ---------------------------------------------------------------- clean


@dataclass(frozen=True, slots=True)
class Block:
    """A labelled stretch of the page; blocks do not overlap and are in text order."""

    start: int
    end: int
    label: BlockLabel
    rule: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published the page."""

    name: str
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class CitedSource:
    """Who the article says it has something from; ``via`` is the one that passed it on (the chain's outer link)."""

    name: str
    via: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class MetadataDate:
    """A date that the page's machinery or the caller gives; ``where`` names the field ("json-ld", "given", ...)."""

    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Document:
    """One page, decoded and labelled. ``text`` is the whole visible text, litter included."""

    source: str
    key: str | None
    id: str
    sha256: str
    text: str
    title: Span | None
    title_given: str | None
    outlet: Outlet | None
    language: str
    blocks: tuple[Block, ...]
    cited_sources: tuple[CitedSource, ...]
    metadata_dates: tuple[MetadataDate, ...]
    incomplete: bool
    given: Given = field(default_factory=Given)
    repairs: tuple[str, ...] = ()


# ---------------------------------------------------------------- dissect


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or punctuation mark. ``lower`` is case-folded; ``tag`` a coarse word class.

    Tags: NOUN PROPN VERB ADJ ADV PRON DET NUM ADP CCONJ SCONJ AUX PART PUNCT X.
    """

    start: int
    end: int
    text: str
    lower: str
    tag: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the title or the body. ``label`` is its block's label ("title" or "body").

    ``quoted`` are the stretches inside quotation marks (marks excluded), as (start, end) offsets.
    """

    index: int
    start: int
    end: int
    label: BlockLabel
    tokens: tuple[Token, ...]
    quoted: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Dissected:
    """A document with its sentences: title and body only, in text order."""

    document: Document
    sentences: tuple[Sentence, ...]
