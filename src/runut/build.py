"""The build loop: sources in, chronicle and receipt out; it can be stopped at any moment and goes on where it was.

In: paths and an open ``Store``. Out: the store with every new page in it and the merged events made anew, and a
``Receipt``. Pages are committed in small batches: a page is in the store with all that was read from it, or not at
all. A page that is there already is not read again; one that another version of the program read is read again from
its original bytes when ``reread`` is asked for.

::

    receipt = build(Store(Path("chronicle.db"), create=True), ["folder"])
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from runut.config import engine_version
from runut.errors import UnreadableError
from runut.keep.merged import Cast, write
from runut.keep.store import Batch, Page, Run, Store, digest, identity
from runut.receipt import OTHER_LANGUAGE, Copy, Receipt, Undated
from runut.records import Article, Cluster, Given, RawPage, Reject

__all__ = ["Watcher", "build", "read_page"]

BATCH_PAGES = 25
BATCH_BYTES = 16_000_000
BATCH_SECONDS = 2.0
# Malay is kept: the two are so close that refusing it would lose Indonesian pages. "und": too short to tell.
READ_LANGUAGES = frozenset({"id", "ms", "und"})


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
        finally:
            work.flush()
        if store.is_stale():
            watcher.merging()
            merge(store)
    except KeyboardInterrupt:
        work.receipt.interrupted = True
    work.finish()
    return work.receipt


def merge(store: Store) -> None:
    """Make the events of the chronicle anew from its articles."""
    from runut.fuse import fuse

    cast, twins = Cast(), Twins()
    fusion = fuse(twins.first_of_each(cast.watch(store.articles())))
    clusters = [twins.reported_too(cluster) for cluster in fusion.clusters]
    write(store, clusters, cast, {copy.id: copy.of for copy in fusion.copies})


@dataclass(slots=True)
class Twins:
    """The same bytes at several places: merged once, then every place gets its line among the reports."""

    places: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)

    def first_of_each(self, articles: Iterable[Article]) -> Iterator[Article]:
        """The articles, each page once."""
        for article in articles:
            document = article.document
            places = self.places.setdefault(document.id, [])
            places.append((document.source, document.key))
            if len(places) == 1:
                yield article

    def reported_too(self, cluster: Cluster) -> Cluster:
        """The event with the reports of the other places; they share their origin, so no voice is added."""
        reports = tuple(
            replace(report, source=source, key=key)
            for report in cluster.reports
            for source, key in self.places[report.article]
        )
        return cluster if len(reports) == len(cluster.reports) else replace(cluster, reports=reports)


def read_page(raw: RawPage, *, debug: bool = False) -> Article | Reject:
    """The article of a page, or the reason why there is none. An error of ours costs one page, not the run."""
    from runut.pipeline import read_raw

    try:
        article = read_raw(raw)
    except UnreadableError as error:
        return Reject(raw.source, error.reason, error.detail)
    except Exception as error:
        if debug:
            raise
        name = type(error).__name__
        return Reject(raw.source, "unreadable", f"reading it failed inside Runut ({name}: {error}); please report this")
    language = article.document.language
    if language not in READ_LANGUAGES:
        detail = f"the text is in another language ({language}); Runut reads Indonesian"
        return Reject(raw.source, OTHER_LANGUAGE, detail)
    return article


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

    def take_in(self, paths: Sequence[str], given: Given, watcher: Watcher) -> None:
        """Every page and every reject of the sources."""
        from runut.acquire import find

        for found in find(paths, given):
            self.receipt.read += 1
            if isinstance(found, Reject):
                self.receipt.rejects.append(found)
                self.batch.rejects.append(found)
            else:
                self._page(found)
            due = len(self.batch) >= BATCH_PAGES or self.batch.size >= BATCH_BYTES
            if due or time.monotonic() - self.batch_began >= BATCH_SECONDS:
                self.flush()
            watcher.page(found.source, self.receipt)

    def read_again(self, watcher: Watcher) -> None:
        """The pages that another version of the program read."""
        for raw in self.store.outdated(self.run.engine):
            page = Page(raw, digest(raw.data), read_page(raw, debug=self.debug))
            self.store.replace(page, self.run)
            self.receipt.reread += 1
            self._note(page)
            watcher.page(raw.source, self.receipt)

    def _page(self, raw: RawPage) -> None:
        sha256 = digest(raw.data)
        name = identity(raw.source, raw.given.key, sha256)
        before = name in self.batch.pages or self.store.outcome(name, self.run.engine)
        if before is True:
            self.receipt.already_there += 1
        elif before:
            self.receipt.rejects.append(before)
        else:
            self.batch.put(Page(raw, sha256, read_page(raw, debug=self.debug)))

    def flush(self) -> None:
        """Commit the open batch and count what is now safe."""
        batch, self.batch, self.batch_began = self.batch, Batch(), time.monotonic()
        if not batch:
            return
        self.store.add(batch, self.run)
        for page in batch.pages.values():
            self.receipt.kept += isinstance(page.outcome, Article)
            self._note(page)

    def _note(self, page: Page) -> None:
        outcome = page.outcome
        if isinstance(outcome, Reject):
            self.receipt.rejects.append(outcome)
        elif outcome.published.earliest is None and outcome.published.latest is None:
            why = outcome.published.why or "the page does not say, and nothing in its text fixes a day"
            self.receipt.undated.append(Undated(page.raw.source, page.raw.given.key, why))

    def finish(self) -> None:
        """Complete the receipt and put it into the chronicle."""
        self.receipt.copies = [Copy(*copy) for copy in self.store.copies_in(self.run)]
        self.receipt.events, self.receipt.conflicts = self.store.counts()
        self.store.end_run(self.run, self.receipt.to_object(), _now())
