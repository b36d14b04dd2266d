"""The build loop: sources in, chronicle and receipt out; it can be stopped at any moment and goes on where it was.

In: paths and an open ``Store``. Out: the store with every new page in it and merged with what was there, and a
``Receipt``. Pages are committed, and then merged, in small batches: a page is in the store with all that was read from
it, or not at all. A page that is there already is not read again; one that another version of the program read is read
again from its original bytes when ``reread`` is asked for, or ``refresh`` and what has changed since can touch it.

Pages are read in this process, or by ``workers`` others: the chronicle is the same, byte for byte, but a page that ends
its process or takes longer than ``seconds`` is then a reject instead of the end of the build.

::

    receipt = build(Store(Path("chronicle.db"), create=True), ["folder"])
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from runut.config import engine_version
from runut.crew import SECONDS, Crew, Helped, cores
from runut.engines import present, touched
from runut.keep.engines import MADE_OF, engines_of, pass_over, read_otherwise
from runut.keep.merging import merge
from runut.keep.store import Batch, Entry, Page, Run, Store
from runut.logs import SILENT, Noter, document_of, timed
from runut.own import own
from runut.reading import Hand, Here, Reading, readings, rereadings
from runut.receipt import Copy, Receipt, Undated
from runut.records import Article, Given, RawPage, Reject

__all__ = ["Finder", "Nobody", "Watcher", "add", "build", "merge"]

BATCH_PAGES = 50
BATCH_BYTES = 16_000_000
BATCH_SECONDS = 2.0
# Refusals that another try may not meet: --reread tries again, and keeps what was read before if it fails once more.
OUR_FAULTS = ("crashed", "too-slow", "unreadable")


Finder = Callable[[Sequence[str], Given], Iterable[RawPage | Reject]]


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
    retry: bool = False,
    refresh: bool = False,
    watcher: Watcher | None = None,
    debug: bool = False,
    workers: int | None = 0,
    seconds: float = SECONDS,
    finder: Finder | None = None,
    log: Noter = SILENT,
) -> Receipt:
    """Add what is at ``paths`` to the chronicle. Ctrl-C ends it early and cleanly: see ``Receipt.interrupted``.

    ``workers``: how many processes read; 0 is this one, None this one until there are pages enough for one on each
    core. ``seconds`` is what they give a page. ``finder`` gives the pages of the paths. ``retry``: what a fault of ours
    refused before is tried once more, as with ``reread``.
    """
    watcher = watcher or Nobody()
    again = OUR_FAULTS if reread or retry else ()
    told = [os.fsencode(path).decode("utf-8", "replace") for path in paths]
    run = store.begin_run(engine_version(), told, _now(), {MADE_OF: present().to_object()})
    log.note("started", "run", engine=run.engine, paths=told, workers=workers)
    with _hand(workers, seconds, debug=debug) as hand:
        work = _Work(store, run, Receipt(model=own().model, run=run.id), hand, again=again, log=log)

        def steps() -> None:
            if refresh:
                work.pass_over()
            if reread or refresh:
                work.reread(watcher)
            work.take_in((finder or _find)(paths, given or Given()), watcher)

        return work.done(steps, watcher)


def add(
    store: Store, entries: Iterable[Entry | Reject], paths: Sequence[str], *, watcher: Watcher | None = None
) -> Receipt:
    """Add what was read elsewhere, by the rules of this process; ``paths`` is where it comes from."""
    watcher = watcher or Nobody()
    run = store.begin_run(engine_version(), paths, _now(), {MADE_OF: present().to_object()})
    work = _Work(store, run, Receipt(model=own().model, run=run.id), Here(), again=(), log=SILENT)
    return work.done(lambda: work.take_over(entries, watcher), watcher)


def _find(paths: Sequence[str], given: Given) -> Iterable[RawPage | Reject]:
    from runut.acquire import find  # late: much of it is not needed to know what a build is

    return find(paths, given)


def _hand(workers: int | None, seconds: float, *, debug: bool) -> AbstractContextManager[Hand]:
    if workers is None:
        return Helped(cores(), seconds=seconds, debug=debug)
    return Crew(workers, seconds=seconds, debug=debug) if workers else nullcontext(Here(debug))


def _entry(reading: Reading) -> Entry:
    return Entry(tuple(Page.of(raw) for raw in reading.pages), reading.outcome)


def _label(raw: RawPage) -> str:
    return document_of(raw.source, raw.given.key)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(slots=True)
class _Work:
    """The state of one build: the open batch and the receipt so far."""

    store: Store
    run: Run
    receipt: Receipt
    hand: Hand
    again: tuple[str, ...]  # reasons of refusal that are tried once more
    log: Noter
    batch: Batch = field(default_factory=Batch)
    batch_began: float = field(default_factory=time.monotonic)
    waiting: set[str] = field(default_factory=set)  # pages on their way, in no batch yet

    def done(self, steps: Callable[[], None], watcher: Watcher) -> Receipt:
        """Take the steps, and merge; a stop on the way loses nothing that was read."""
        try:
            try:
                steps()
                last = self.flush()
            finally:
                self.flush()
            if self.store.is_stale():
                watcher.merging()
                self.merge(last)
        except KeyboardInterrupt:
            self.receipt.interrupted = True
        self.finish()
        return self.receipt

    def take_in(self, found: Iterable[RawPage | Reject], watcher: Watcher) -> None:
        """Every page and every reject of the sources."""
        for reading in readings(self._new(found, watcher), self.hand):
            self._put(reading if isinstance(reading, Reject) else _entry(reading))

    def merge(self, at_hand: Mapping[tuple[str, str], Article]) -> None:
        """Merge what came in."""
        with timed(self.log, "merged", "merge"):
            merge(self.store, at_hand=at_hand)

    def take_over(self, entries: Iterable[Entry | Reject], watcher: Watcher) -> None:
        """What was read elsewhere."""
        for entry in entries:
            self.receipt.read += 1 if isinstance(entry, Reject) else len(entry.pages)
            self._put(entry)
            watcher.page(entry.source if isinstance(entry, Reject) else entry.pages[0].raw.source, self.receipt)

    def _put(self, entry: Entry | Reject) -> None:
        """Into the batch, which is kept and merged when it is large or old enough."""
        if isinstance(entry, Reject):
            self.receipt.rejects.append(entry)
            self.batch.rejects.append(entry)
            self._refused(entry, entry.source, None)
        else:
            self.batch.put(entry)
            self.waiting.difference_update(page.identity for page in entry.pages)
        due = len(self.batch) >= BATCH_PAGES or self.batch.size >= BATCH_BYTES
        if due or time.monotonic() - self.batch_began >= BATCH_SECONDS:
            self.merge(self.flush())

    def _new(self, found: Iterable[RawPage | Reject], watcher: Watcher) -> Iterator[RawPage | Reject | None]:
        """What is not in the chronicle yet; the rest is only counted, and parts what comes before from what follows."""
        for item in found:
            self.receipt.read += 1
            before = False if isinstance(item, Reject) else self._before(item)
            if before is True:
                self.receipt.already_there += 1
                self.log.note("there", "find", item.source)
            elif before is not False:
                self.receipt.rejects.append(before)
            yield item if before is False else None
            watcher.page(item.source, self.receipt)

    def _before(self, raw: RawPage) -> Reject | bool:
        name = Page.of(raw).identity
        if name in self.batch.names or name in self.waiting:
            return True
        before = self.store.outcome(name, self.run.engine, again=self.again)
        if before is False:
            self.waiting.add(name)
        return before

    def pass_over(self) -> None:
        """Articles that what has changed cannot touch count as read by the present rules."""
        known, now = engines_of(self.store), present()
        for name in read_otherwise(self.store, self.run.engine):
            why, may = touched(known.get(name), now)
            if why:
                self.receipt.all_reread.append(why)
                continue
            for article in pass_over(self.store, name, self.run.engine, may):
                self.receipt.untouched += 1
                self.log.note("untouched", "read", document_of(article.document.source, article.document.key))

    def reread(self, watcher: Watcher) -> None:
        """The pages that another version of the program read; where it fails now, the old reading stays."""
        for reading in rereadings(self.store.outdated(self.run.engine), self.hand):
            outcome = reading.outcome
            if isinstance(outcome, Reject) and outcome.reason in OUR_FAULTS:
                self.receipt.not_reread += 1
                self.receipt.rejects.append(outcome)
                self._refused(outcome, outcome.source, reading.pages[0].given.key)
            else:
                self.store.replace(_entry(reading), self.run)
                self.receipt.reread += 1
                self._note(_entry(reading), "reread")
            watcher.page(reading.pages[0].source, self.receipt)

    def flush(self) -> Mapping[tuple[str, str], Article]:
        """Commit the open batch and count what is now safe; gives the new articles as ``merge`` wants them."""
        batch, self.batch, self.batch_began = self.batch, Batch(), time.monotonic()
        at_hand: dict[tuple[str, str], Article] = {}
        while batch:
            with timed(self.log, "written", "keep"):
                added, batch = self.store.add(batch, self.run), Batch()
            self.receipt.already_there += added.there
            for entry in added.new:
                self._note(entry, "kept")
                if isinstance(entry.outcome, Article):
                    at_hand[entry.identity, self.run.engine] = entry.outcome
                    self.receipt.kept += 1
                    self.receipt.joined += len(entry.pages) - 1
            for pages in added.parts:
                for reading in readings((page.raw for page in pages), self.hand):
                    assert isinstance(reading, Reading)
                    batch.put(_entry(reading))
        return at_hand

    def _refused(self, reject: Reject, source: str, key: str | None) -> None:
        self.log.note("refused", "read", document_of(source, key), reason=reject.reason)

    def _note(self, entry: Entry, event: str) -> None:
        outcome = entry.outcome
        if isinstance(outcome, Reject):
            self.receipt.rejects += [replace(outcome, source=page.raw.source) for page in entry.pages]
            for page in entry.pages:
                self._refused(outcome, page.raw.source, page.raw.given.key)
            return
        pages, found = len(entry.pages), len(outcome.events)
        self.log.note(event, "keep", _label(entry.pages[0].raw), pages=pages, events=found, id=outcome.document.id)
        if outcome.published.earliest is None and outcome.published.latest is None:
            why = outcome.published.why or "the page does not say, and nothing in its text fixes a day"
            self.receipt.undated.append(Undated(outcome.document.source, outcome.document.key, why))

    def finish(self) -> None:
        """Complete the receipt and put it into the chronicle."""
        # In the order of being refused, they would tell when a batch was full, which hangs on the clock.
        self.receipt.rejects.sort(key=lambda reject: reject.source)
        self.receipt.copies = [Copy(*copy) for copy in self.store.copies_in(self.run)]
        self.receipt.events, self.receipt.conflicts = self.store.counts()
        self.receipt.outdated = self.store.count_outdated(self.run.engine)
        self.store.end_run(self.run, self.receipt.to_object(), _now())
        r = self.receipt
        self.log.note(
            "ended", "run", read=r.read, kept=r.kept, there=r.already_there, reread=r.reread, untouched=r.untouched,
            refused=len(r.rejects), events=r.events, conflicts=r.conflicts, interrupted=r.interrupted,
        )  # fmt: skip
