"""What one article more costs, as the chronicle grows; what listing costs; how right merging is on a known stream.

    python bench/bench_grow.py [--articles 1000 10000 100000] [--keep FILE]

The articles come from ``stream.py``, as records: what is measured is all that ``runut build`` does after reading.
They come in the order of their days. Prints, at each size: milliseconds an article while filling (in steps of 200),
milliseconds for single articles added one by one (median and worst of 30), peak memory, size of the file, seconds until
the first and the last row of some listings, and pairwise precision and recall against the stream's truth.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import select
from stream import story_of, stream

from runut.api import Chronicle, Filters
from runut.keep import schema
from runut.keep.engine import reading
from runut.keep.merging import merge
from runut.keep.store import Batch, Entry, Page, Run, Store
from runut.receipt import Copy, Receipt
from runut.records import Article, RawPage

STEP, SINGLE = 200, 30
LISTINGS: list[tuple[str, Filters]] = [
    ("timeline", {}),
    ("timeline --actor Rusia", {"actor": "RUS"}),
    ("timeline --type AID --from 2021", {"type": "AID", "from_": "2021"}),
    ("timeline --search mendesak", {"search": "mendesak"}),
]


def entry(article: Article) -> Entry:
    """As reading gives it."""
    document = article.document
    return Entry((Page.of(RawPage(document.source, document.text.encode(), "text", document.given)),), article)


def add(store: Store, run: Run, articles: list[Article]) -> None:
    """What a build does after reading."""
    batch = Batch()
    for article in articles:
        batch.put(entry(article))
    new = store.add(batch, run).new
    merge(store, step=STEP, at_hand={one.identity: one.outcome for one in new if isinstance(one.outcome, Article)})


def measure(marks: list[int], path: Path) -> None:
    """One chronicle that grows to the last of the marks; at each of them it is measured."""
    store = Store(path, create=True)
    articles = stream(marks[-1] + SINGLE * len(marks))
    filled = 0
    for mark in marks:
        fill(store, articles, mark - filled)
        singles = [one_more(store, article) for article in islice(articles, SINGLE)]
        filled = mark + SINGLE
        walls, cpus = (sorted(times) for times in zip(*singles, strict=True))
        middle = len(walls) // 2
        print(f"  one more to {mark}: {walls[middle]:.0f} ms (median of {SINGLE}), worst {walls[-1]:.0f} ms", end="")
        print(f"; of it CPU {cpus[middle]:.0f} and {cpus[-1]:.0f} ms")
        events, conflicts = store.counts()
        print(f"  {events} events, {conflicts} conflicts, {path.stat().st_size / filled / 1000:.1f} kB an article")
        print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)
        list_all(path)
        right(path)


def fill(store: Store, articles: Iterator[Article], size: int) -> None:
    """``size`` articles more, as a first build adds them."""
    run = store.begin_run("bench", [], "now")
    began, cpu, filled = time.perf_counter(), time.process_time(), 0
    while filled < size:
        part = list(islice(articles, min(STEP, size - filled)))
        add(store, run, part)
        filled += len(part)
        if filled % 5000 == 0:
            print(f"    {filled:7d}  {1000 * (time.process_time() - cpu) / filled:6.1f} ms CPU an article", flush=True)
    took = 1000 * (time.process_time() - cpu) / size
    print(f"{size:7d} articles more: {1000 * since(began) / size:.1f} ms an article, of it CPU {took:.1f}")


def one_more(store: Store, article: Article) -> tuple[float, float]:
    """Milliseconds of the clock and of the processor for a build of one article, the receipt included."""
    began, cpu = time.perf_counter(), time.process_time()
    run = store.begin_run("bench", [], "now")
    add(store, run, [article])
    receipt = Receipt(kept=1, copies=[Copy(*one) for one in store.copies_in(run)])
    receipt.events, receipt.conflicts = store.counts()
    receipt.outdated = store.count_outdated("bench")
    store.end_run(run, receipt.to_object(), "now")
    return 1000 * since(began), 1000 * (time.process_time() - cpu)


def since(moment: float) -> float:
    """Seconds."""
    return time.perf_counter() - moment


def list_all(path: Path) -> None:
    """Seconds to the first and to the last row."""
    chronicle = Chronicle(path)
    for name, filters in LISTINGS:
        began = time.perf_counter()
        rows = iter(chronicle.timeline(**filters))
        next(rows, None)
        first = time.perf_counter() - began
        number = 1 + sum(1 for _ in islice(rows, 20_000))
        print(f"  {name:32s} first row {1000 * first:6.0f} ms, {number} rows {since(began):5.1f} s", flush=True)
    chronicle.close()


def right(path: Path) -> None:
    """Pairs of reports in one event against pairs of reports of one story."""
    table = schema.tellings
    with reading(Store(path).engine) as connection:
        found = connection.execute(select(table.c.cluster, table.c.event))
        rows = [(cluster, story_of(event)) for cluster, event in found]

    def pairs(counts: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    both, ours, truth = pairs(Counter(rows)), pairs(Counter(c for c, _ in rows)), pairs(Counter(s for _, s in rows))
    print(f"  pairs: precision {both / max(1, ours):.3f}, recall {both / max(1, truth):.3f}")


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(sorted(arguments.articles), arguments.keep or Path(folder) / "c.db")


if __name__ == "__main__":
    main()
