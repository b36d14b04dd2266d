"""The receipt of a build: how many pages were read, what was kept, and for everything else the reason.

In: what happened to each page. Out: ``Receipt``, its lines for a person and its object for a program. It counts and
names; it decides nothing.

>>> receipt = Receipt()
>>> receipt.rejects.append(Reject("a.bin", "binary", "no text in it"))
>>> receipt.unreadable, receipt.other_language
(1, 0)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from runut.messages import told
from runut.reading import OTHER_LANGUAGE
from runut.records import Reject

__all__ = ["Copy", "Receipt", "Undated"]

SHOWN = 20  # how many names of one kind the screen gets; the rest is one line


@dataclass(frozen=True, slots=True)
class Copy:
    """An article of this run that carries another one's text."""

    source: str
    key: str | None
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Undated:
    """An article of this run whose day of publication stays unknown."""

    source: str
    key: str | None
    why: str


@dataclass(slots=True)
class Receipt:
    """What one build did. ``model``: the trained model read, too; ``run``: its number in the chronicle."""

    read: int = 0
    kept: int = 0
    already_there: int = 0
    reread: int = 0
    joined: int = 0
    outdated: int = 0
    not_reread: int = 0
    untouched: int = 0
    events: int = 0
    conflicts: int = 0
    interrupted: bool = False
    model: bool = True
    run: int = 0
    copies: list[Copy] = field(default_factory=list)
    undated: list[Undated] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    all_reread: list[str] = field(default_factory=list)  # why all that an engine read was read again

    @property
    def other_language(self) -> int:
        """Pages in another language than Indonesian."""
        return sum(reject.reason == OTHER_LANGUAGE for reject in self.rejects)

    @property
    def unreadable(self) -> int:
        """Sources that gave no article for any other reason."""
        return len(self.rejects) - self.other_language

    def to_object(self) -> dict[str, object]:
        """The whole receipt, every source named."""
        return {
            "read": self.read,
            "kept": self.kept,
            "already_there": self.already_there,
            "reread": self.reread,
            "joined": self.joined,
            "outdated": self.outdated,
            "not_reread": self.not_reread,
            "untouched": self.untouched,
            "all_reread": self.all_reread,
            "copies": [{"source": copy.source, "key": copy.key, "of": list(copy.of)} for copy in self.copies],
            "other_language": self.other_language,
            "undated": [{"source": page.source, "key": page.key, "why": page.why} for page in self.undated],
            "unreadable": self.unreadable,
            "not_kept": [{"source": r.source, "reason": r.reason, "detail": r.detail} for r in self.rejects],
            "events": self.events,
            "conflicts": self.conflicts,
            "interrupted": self.interrupted,
            "model": self.model,
        }

    def lines(self, shown: int = SHOWN) -> Iterator[str]:
        """The receipt for a person, in the language of now: the counts, then what was not kept and why."""
        for label, count, note in self._counts():
            yield f"{told(label):<16}{count:>7}{told(note)}"
        refused = [f"{_one_line(r.source)}: {r.reason}: {told(r.detail)}" for r in self.rejects]
        yield from _named("not kept", refused, shown)
        copies = [told(f"{_label(c.source, c.key)} copies {', '.join(map(_one_line, c.of))}") for c in self.copies]
        yield from _named("copies", copies, shown)
        yield from _named("undated", [f"{_label(u.source, u.key)}: {told(u.why)}" for u in self.undated], shown)

    def _counts(self) -> Iterator[tuple[str, int, str]]:
        """A label, a number and what it means; what a plain build never has stands there only where it is."""
        yield "read", self.read, ""
        yield "kept", self.kept, f"   read again {self.reread}" if self.reread else ""
        if self.joined:
            yield "joined", self.joined, " (further pages of an article that is kept)"
        if not self.model:
            yield "without model", self.kept + self.reread, " (read without the trained model: faster, weaker)"
        if self.already_there:
            yield "already there", self.already_there, ""
        yield "copies", len(self.copies), " (kept, counted as one voice)" if self.copies else ""
        yield "other language", self.other_language, ""
        yield "undated", len(self.undated), " (kept, their day unknown)" if self.undated else ""
        yield "unreadable", self.unreadable, self._reasons()
        yield "chronicle", self.events, f" events, {self.conflicts} conflicts"
        if self.untouched:
            yield "untouched", self.untouched, " (no act of yours that changed can touch them; not read again)"
        for why in self.all_reread:
            yield "all read again", self.reread, f" ({why})"
        if self.outdated:
            what = "read by another version, codebook or model"
            note = f" ({what}; --reread reads them again, --refresh those that it can touch)"
            yield "other rules", self.outdated, note
        if self.not_reread:
            yield "not read again", self.not_reread, " (it failed; what was read of them before is kept)"

    def _reasons(self) -> str:
        counts = Counter(reject.reason for reject in self.rejects if reject.reason != OTHER_LANGUAGE)
        return f" ({', '.join(f'{reason} {n}' for reason, n in sorted(counts.items()))})" if counts else ""


def _named(title: str, names: list[str], shown: int) -> Iterator[str]:
    if names:
        yield ""
        yield told(f"{title}:")
        yield from (f"  {name}" for name in names[:shown])
        if len(names) > shown:
            yield told(f"  ... and {len(names) - shown} more (all of them with --json or --receipt FILE)")


def _label(source: str, key: str | None) -> str:
    return _one_line(source) if key is None else f"{_one_line(source)} ({_one_line(key)})"


def _one_line(name: str) -> str:
    """A file name may hold line breaks and control characters; the screen shows them as escapes."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in name)
