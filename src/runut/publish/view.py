"""What is published: a filtered part of a chronicle, whole in memory.

In: events, articles, disagreements and the receipt, already filtered. Out: ``View``. It filters nothing itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from runut.publish.wording import Language
from runut.records import Article, Cluster, CrossConflict, Reject


def _no_copies() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReceiptSummary:
    """The counts of a build and what was not kept."""

    read: int = 0
    kept: int = 0
    copies: int = 0
    other_language: int = 0
    undated: int = 0
    unreadable: int = 0
    rejects: tuple[Reject, ...] = ()
    without_model: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """Events with the articles that tell them. ``copies_of``: document id -> the sources that it copies.

    ``title`` heads the documents; ``filter`` says in words what was left out, "" where nothing was. ``with_text``:
    whether the sentences of the articles are in it. ``language``: of the sentences that Runut writes.
    """

    clusters: tuple[Cluster, ...]
    articles: tuple[Article, ...]
    conflicts: tuple[CrossConflict, ...] = ()
    receipt: ReceiptSummary | None = None
    copies_of: Mapping[str, tuple[str, ...]] = field(default_factory=_no_copies)
    title: str = "Kronik"
    filter: str = ""
    with_text: bool = True
    language: Language = "id"
