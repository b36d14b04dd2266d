"""What goes into the store: pages under their names, the articles read from them, and the build that brings them.

In: raw pages and what reading them gave. Out: the records that ``store`` takes and gives back about them. It touches
no chronicle.

A page is known by its source, the caller's key and the hash of its bytes: the same three again add nothing, changed
bytes add a new version beside the old one.

>>> identity("a.txt", None, "00") == identity("a.txt", None, "00") != identity("a.txt", "1", "00")
True
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from runut.records import Article, RawPage, Reject

__all__ = ["Added", "Batch", "Entry", "Page", "Run", "Totals", "digest", "identity"]


def digest(data: bytes) -> str:
    """The hash that the original bytes are kept under."""
    return hashlib.sha256(data).hexdigest()


def identity(source: str, key: str | None, sha256: str) -> str:
    """What makes a page the same page as one that is already there."""
    return digest("\0".join((source, "" if key is None else f"={key}", sha256)).encode())


@dataclass(frozen=True, slots=True)
class Page:
    """A raw page with the hash of its bytes and its name in the store."""

    raw: RawPage
    sha256: str
    identity: str

    @classmethod
    def of(cls, raw: RawPage) -> Page:
        """The page of what intake found."""
        sha256 = digest(raw.data)
        return cls(raw, sha256, identity(raw.source, raw.given.key, sha256))


@dataclass(frozen=True, slots=True)
class Entry:
    """The pages of one article and what reading them gave: an article, or the reason why there is none."""

    pages: tuple[Page, ...]
    outcome: Article | Reject

    @property
    def identity(self) -> str:
        """The first page's name."""
        return self.pages[0].identity


@dataclass(slots=True)
class Batch:
    """What one transaction adds: entries, and sources that gave no page at all."""

    entries: list[Entry] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    size: int = 0

    def put(self, entry: Entry) -> None:
        """Add an entry."""
        self.entries.append(entry)
        self.names.update(page.identity for page in entry.pages)
        self.size += sum(len(page.raw.data) for page in entry.pages)

    def __len__(self) -> int:
        return len(self.entries) + len(self.rejects)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a batch: entries that are new; pages that a second build left over when it took those before
    them; and how many pages were there already.
    """

    new: tuple[Entry, ...]
    parts: tuple[tuple[Page, ...], ...]
    there: int


@dataclass(frozen=True, slots=True)
class Run:
    """One build: its number in the chronicle and the version of the program that reads."""

    id: int
    engine: str
    noted: Mapping[str, Any] = field(default_factory=dict)  # what its receipt holds from the beginning


@dataclass(frozen=True, slots=True)
class Totals:
    """How many articles a chronicle holds, how many are copies, undated, read without the model; what it refused."""

    articles: int
    copies: int
    undated: int
    without_model: int
    rejects: tuple[Reject, ...]
