"""The counts of a run over all its shards, for a person and for a program.

In: ``Done`` records as they come. Out: lines or an object. It decides nothing.

>>> list(Totals().lines())[0]
'shards                0'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from runut.messages import told
from runut.reading import OTHER_LANGUAGE
from runut.scale.files import Counts
from runut.scale.work import Done

__all__ = ["Totals"]


@dataclass(slots=True)
class Totals:
    """What one run did. ``before``: shards that were done already; their pages are in the counts, too."""

    done: int = 0
    before: int = 0
    counts: Counts = field(default_factory=Counts)
    failed: list[tuple[str, str]] = field(default_factory=list)
    watched: tuple[str, ...] = ()
    model: bool = True
    interrupted: bool = False

    def add(self, done: Done) -> None:
        """One shard more."""
        if done.manifest is None:
            self.failed.append((done.shard.source, done.trouble))
            return
        self.before += done.before
        self.done += not done.before
        self.counts.add(done.manifest.counts)

    def to_object(self) -> dict[str, object]:
        """All of it."""
        counts = self.counts
        return {
            "shards": self.done, "already_there": self.before, "read": counts.read, "passed_over": counts.passed_over,
            "kept": counts.kept, "joined": counts.joined, "events": counts.events,
            "rejected": dict(sorted(counts.rejected.items())), "watched": list(self.watched), "model": self.model,
            "not_done": [{"shard": shard, "why": why} for shard, why in sorted(self.failed)],
            "interrupted": self.interrupted,
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        """The counts for a person, in the language of now."""
        for label, count, note in self._counts():
            yield f"{told(label):<16}{count:>7}{told(note)}"
        yield from (f"  {shard}: {told(why)}" for shard, why in sorted(self.failed))

    def _counts(self) -> Iterator[tuple[str, int, str]]:
        counts = self.counts
        shards = self.done + self.before + len(self.failed)
        yield "shards", shards, f"   {self.before} of them were done already" if self.before else ""
        yield "read", counts.read, ""
        if self.watched:
            yield "passed over", counts.passed_over, " (they name nobody who is watched)"
        yield "kept", counts.kept, ""
        if counts.joined:
            yield "joined", counts.joined, " (further pages of an article that is kept)"
        if not self.model:
            yield "without model", counts.kept, " (read without the trained model: faster, weaker)"
        yield "other language", counts.rejected.get(OTHER_LANGUAGE, 0), ""
        others = {reason: number for reason, number in sorted(counts.rejected.items()) if reason != OTHER_LANGUAGE}
        reasons = ", ".join(f"{reason} {number}" for reason, number in others.items())
        yield "refused", sum(others.values()), f" ({reasons})" if reasons else ""
        yield "told", counts.events, " events in articles; runut scale merge makes a chronicle of them"
        if self.failed:
            yield "not done", len(self.failed), ""
