"""The records that travel between stages: frozen, slotted, without behaviour beyond small look-ups.

What comes in and out of every stage is one of these. All spans are half-open Unicode code point offsets into
``Document.text``; for every record with ``start``, ``end`` and ``text`` holds ``document.text[start:end] == text``.
Dates are ``datetime.date``; printed values are EDTF. Countries are ISO 3166-1 alpha-3.

The data flow::

    RawPage -(clean)-> Document -(dissect)-> Dissected -(extract)-> Article -(fuse)-> Cluster

>>> Span(0, 5, "Rusia").end
5
"""

from __future__ import annotations

from runut.records.articles import (
    Article,
    Claim,
    Conflict,
    ConflictKind,
    Entity,
    EntityKind,
    Event,
    EventTime,
    Mention,
    Participant,
    Place,
    Published,
    PublishedBasis,
    Quantity,
    Speaker,
    Statement,
    StatementKind,
    Status,
    TimeExpression,
)
from runut.records.chronicle import (
    Amendment,
    ChangeReason,
    Cluster,
    CrossConflict,
    Decision,
    DecisionVerb,
    Denial,
    Difference,
    DifferenceKind,
    Ordinal,
    Pin,
    Quote,
    Report,
    Ruling,
)
from runut.records.pages import (
    EMPTY,
    Block,
    BlockLabel,
    CitedSource,
    Dissected,
    Document,
    Given,
    MetadataDate,
    Outlet,
    RawPage,
    Reject,
    Sentence,
    Span,
    Token,
)

__all__ = [
    "EMPTY",
    "Amendment",
    "Article",
    "Block",
    "BlockLabel",
    "ChangeReason",
    "CitedSource",
    "Claim",
    "Cluster",
    "Conflict",
    "ConflictKind",
    "CrossConflict",
    "Decision",
    "DecisionVerb",
    "Denial",
    "Difference",
    "DifferenceKind",
    "Dissected",
    "Document",
    "Entity",
    "EntityKind",
    "Event",
    "EventTime",
    "Given",
    "Mention",
    "MetadataDate",
    "Ordinal",
    "Outlet",
    "Participant",
    "Pin",
    "Place",
    "Published",
    "PublishedBasis",
    "Quantity",
    "Quote",
    "RawPage",
    "Reject",
    "Report",
    "Ruling",
    "Sentence",
    "Span",
    "Speaker",
    "Statement",
    "StatementKind",
    "Status",
    "TimeExpression",
    "Token",
]
