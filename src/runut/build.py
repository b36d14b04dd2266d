"""The build loop: sources in, chronicle and receipt out; it can be stopped at any moment and goes on where it was.

In: paths and an open ``Store``. Out: the store with every new page in it and merged with what was there, and a
``Receipt``. Pages are committed, and then merged, in small batches: a page is in the store with all that was read from
it, or not at all. A page that is there already is not read again; one that another version of the program read is read
again from its original bytes when ``reread`` is asked for.

::

    receipt = build(Store(Path("chronicle.db"), create=True), ["folder"])
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from runut.config import engine_version
from runut.keep.merging import merge
from runut.keep.store import Batch, Entry, Page, Run, Store
from runut.reading import Reading, read_again, readings
from runut.receipt import Copy, Receipt, Undated
from runut.records import Article, Given, RawPage, Reject

__all__ = ["Watcher", "build", "merge"]

BATCH_PAGES = 50
BATCH_BYTES = 16_000_000
BATCH_SECONDS = 2.0


class Watcher(Protocol):
    """Somebody who wants to see how far the build is."""

    def page(self, source: str, receipt: Receipt) -> None:
        """``source`` has been dealt with."""

    def merging(self) -> None:
        """All pages are in; events are being merged."""


class Nobody:
    """A watcher that shows nothing."""

    def page(self, source: str, receipt: Receipt) -> None:
        """Nothing to do."""

    def merging(self) -> None:
        """Nothing to do."""


def build(
    store: Store,
    paths: Sequence[str],
    *,
    given: Given | None = None,
    reread: bool = False,
    watcher: Watcher | None = None,
    debug: bool = False,
) -> Receipt:
    """Add what is at ``paths`` to the chronicle. Ctrl-C ends it early and cleanly: see ``Receipt.interrupted``."""
    watcher = watcher or Nobody()
    engine = engine_version()
    work = _Work(store, store.begin_run(engine, paths, _now()), Receipt(), debug=debug)
    try:
        try:
            if reread:
                work.read_again(watcher)
            work.take_in(paths, given or Given(), watcher)
            last = work.flush()
        finally:
            work.flush()  # after a stop: nothing that was read is lost
        if store.is_stale():
            watcher.merging()
            merge(store, at_hand=last)
    except KeyboardInterrupt:
        work.receipt.interrupted = True
    work.finish()
    return work.receipt


def _entry(reading: Reading) -> Entry:
    return Entry(tuple(Page.of(raw) for raw in reading.pages), reading.outcome)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(slots=True)
class _Work:
    """The state of one build: the open batch and the receipt so far."""

    store: Store
    run: Run
    receipt: Receipt
    debug: bool
    batch: Batch = field(default_factory=Batch)
    batch_began: float = field(default_factory=time.monotonic)
    last: str = ""

    def take_in(self, paths: Sequence[str], given: Given, watcher: Watcher) -> None:
        """Every page and every reject of the sources."""
        from runut.acquire import find

        for reading in readings(self._new(find(paths, given), watcher), debug=self.debug):
            if isinstance(reading, Reject):
                self.receipt.rejects.append(reading)
                self.batch.rejects.append(reading)
            else:
                self.batch.put(_entry(reading))
            due = len(self.batch) >= BATCH_PAGES or self.batch.size >= BATCH_BYTES
            if due or time.monotonic() - self.batch_began >= BATCH_SECONDS:
                merge(self.store, at_hand=self.flush())

    def _new(self, found: Iterable[RawPage | Reject], watcher: Watcher) -> Iterator[RawPage | Reject]:
        """What is not in the chronicle yet; the rest is only counted."""
        for item in found:
            self.receipt.read += 1
            before = False if isinstance(item, Reject) else self._before(item)
            if before is False:
                yield item
            elif before is True:
                self.receipt.already_there += 1
            else:
                self.receipt.rejects.append(before)
            watcher.page(item.source, self.receipt)

    def _before(self, raw: RawPage) -> Reject | bool:
        name = Page.of(raw).identity
        if name in self.batch.names or name == self.last:
            return True
        self.last = name  # it may wait for its next page, in no batch yet
        return self.store.outcome(name, self.run.engine)

    def read_again(self, watcher: Watcher) -> None:
        """The pages that another version of the program read."""
        for pages in self.store.outdated(self.run.engine):
            entry = _entry(read_again(pages, debug=self.debug))
            self.store.replace(entry, self.run)
            self.receipt.reread += 1
            self._note(entry)
            watcher.page(pages[0].source, self.receipt)

    def flush(self) -> dict[str, Article]:
        """Commit the open batch and count what is now safe; gives the articles that are new, by their identity."""
        batch, self.batch, self.batch_began = self.batch, Batch(), time.monotonic()
        if not batch:
            return {}
        added = self.store.add(batch, self.run)
        self.receipt.already_there += sum(len(entry.pages) for entry in batch.entries) - sum(
            len(entry.pages) for entry in added
        )
        for entry in added:
            self.receipt.kept += isinstance(entry.outcome, Article)
            self.receipt.joined += len(entry.pages) - 1
            self._note(entry)
        return {entry.identity: entry.outcome for entry in added if isinstance(entry.outcome, Article)}

    def _note(self, entry: Entry) -> None:
        outcome = entry.outcome
        if isinstance(outcome, Reject):
            self.receipt.rejects.append(outcome)
        elif outcome.published.earliest is None and outcome.published.latest is None:
            why = outcome.published.why or "the page does not say, and nothing in its text fixes a day"
            self.receipt.undated.append(Undated(outcome.document.source, outcome.document.key, why))

    def finish(self) -> None:
        """Complete the receipt and put it into the chronicle."""
        self.receipt.copies = [Copy(*copy) for copy in self.store.copies_in(self.run)]
        self.receipt.events, self.receipt.conflicts = self.store.counts()
        self.receipt.outdated = self.store.count_outdated(self.run.engine)
        self.store.end_run(self.run, self.receipt.to_object(), _now())
