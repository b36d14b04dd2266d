"""What one round of watching did, before what it brought was read.

In: counts. Out: ``Round``, its lines for a person and its object for a program; the receipt of the build goes with it.

>>> Round("2026-09-21T14:13:20Z", sources=2, unchanged=1).is_quiet
True
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from runut.messages import told
from runut.receipt import Receipt
from runut.records import Reject

__all__ = ["Round"]


@dataclass(slots=True)
class Round:
    """``named``: addresses that were not known before; ``waiting``: those that are still to be fetched; ``trouble``:
    sources that could not be looked at; ``refused``: pages that will not be tried again."""

    when: str
    sources: int = 0
    unchanged: int = 0
    named: int = 0
    fetched: int = 0
    put_off: int = 0
    waiting: int = 0
    files: int = 0
    interrupted: bool = False
    trouble: list[Reject] = field(default_factory=list)
    refused: list[Reject] = field(default_factory=list)
    receipt: Receipt | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return self.receipt is None and not self.trouble

    @property
    def is_in_vain(self) -> bool:
        """Whether no source could be looked at."""
        return self.sources > 0 and len({reject.source for reject in self.trouble}) >= self.sources

    def to_object(self) -> dict[str, object]:
        """The round, with the receipt of its build."""
        return {
            "round": self.when,
            "sources": self.sources,
            "unchanged": self.unchanged,
            "named": self.named,
            "fetched": self.fetched,
            "put_off": self.put_off,
            "waiting": self.waiting,
            "files": self.files,
            "interrupted": self.interrupted,
            "trouble": [{"source": r.source, "reason": r.reason, "detail": r.detail} for r in self.trouble],
            "refused": [{"source": r.source, "reason": r.reason, "detail": r.detail} for r in self.refused],
            "build": self.receipt.to_object() if self.receipt else None,
        }

    def lines(self) -> Iterator[str]:
        """The round for a person."""
        if self.is_quiet and not self.waiting:
            yield told(f"round {self.when}: nothing new at {self.sources} sources")
            return
        yield told(f"round {self.when}")
        for label, count, note in self._counts():
            yield f"{told(label):<16}{count:>7}{told(note)}"
        for reject in self.trouble:
            yield f"  {reject.source}: {reject.reason}: {told(reject.detail)}"
        if self.receipt:
            yield from self.receipt.lines()

    def _counts(self) -> Iterator[tuple[str, int, str]]:
        """A label, a number and what it means."""
        yield "sources", self.sources, f" ({self.unchanged} unchanged)" if self.unchanged else ""
        yield "new addresses", self.named, ""
        yield "fetched", self.fetched, ""
        if self.put_off:
            yield "put off", self.put_off, " (tried again in a later round)"
        if self.waiting:
            yield "waiting", self.waiting, ""
        if self.files:
            yield "new files", self.files, ""
