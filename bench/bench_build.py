"""Speed and memory of reading, building, building again and adding one article.

    python bench/bench_build.py [--articles 1000] [--corpus FOLDER_OR_FILE]

The corpus gives the sentences (default: the news pool beside the repository, else the example articles); articles of
twelve of them, drawn with a fixed seed, are what is built, so that any number can be had without mere copies. What
merging costs as a chronicle grows is measured by ``bench_grow.py``.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import orjson

from runut.acquire import find
from runut.build import Nobody, build
from runut.config import example_articles
from runut.keep.store import Store
from runut.reading import Reading, readings
from runut.receipt import Receipt
from runut.records import Article, RawPage

POOL = Path(__file__).resolve().parents[2] / "shared" / "data" / "news_pool" / "intl_pool.jsonl"
SENTENCES = 12


class Clock(Nobody):
    """Notes the memory at a tenth of the pages and at the end of them."""

    def __init__(self, articles: int) -> None:
        self.early = max(1, articles // 10)
        self.memory: dict[str, float] = {}

    def page(self, source: str, receipt: Receipt) -> None:
        """A page has been read."""
        if receipt.read == self.early:
            self.memory["after a tenth"] = megabytes()

    def merging(self) -> None:
        """All pages are in."""
        self.memory["after all"] = megabytes()


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--corpus", type=Path, default=POOL if POOL.exists() else example_articles()[0].parent)
    arguments = parser.parse_args()
    sentences = sorted({sentence for article in articles_of(arguments.corpus) for sentence in bodies(article)})
    print(f"{len(sentences)} sentences of {arguments.corpus.name}, {arguments.articles} articles of {SENTENCES}")
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        rows.write_bytes(b"".join(made(sentences, arguments.articles)))
        time_reading(rows)
        time_building(rows, Path(folder) / "c.db", arguments.articles)
    time_help()


def articles_of(corpus: Path) -> Iterator[Article]:
    """What can be read of the corpus."""
    for reading in readings(find([str(corpus)])):
        if isinstance(reading, Reading) and isinstance(reading.outcome, Article):
            yield reading.outcome


def bodies(article: Article) -> Iterator[str]:
    """The sentences of its body."""
    for sentence in article.sentences:
        if sentence.label == "body":
            yield article.document.text[sentence.start : sentence.end]


def made(sentences: list[str], number: int) -> Iterator[bytes]:
    """Rows of drawn sentences, with days spread over five years."""
    draw = random.Random(20)
    for at in range(number):
        text = "\n\n".join(draw.choice(sentences) for _ in range(SENTENCES))
        day = f"{draw.randint(2020, 2024)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        yield orjson.dumps({"id": str(at), "text": text, "published": day}) + b"\n"


def time_reading(rows: Path) -> None:
    """One core, no store."""
    pages = [found for found in find([str(rows)]) if isinstance(found, RawPage)][:300]
    started = time.perf_counter()
    characters = sum(len(page.data) for page in pages)
    for _ in readings(pages):
        pass
    seconds = time.perf_counter() - started
    print(f"read              {len(pages) / seconds:8.1f} articles/s of {characters // len(pages)} bytes")


def time_building(rows: Path, path: Path, number: int) -> None:
    """The whole loop, the same again, and one article more."""
    store, clock = Store(path, create=True), Clock(number)
    started = time.perf_counter()
    receipt = build(store, [str(rows)], watcher=clock)
    took = time.perf_counter() - started
    print(f"build             {receipt.kept / took:8.1f} articles/s into the store, {receipt.events} events")
    for moment, used in clock.memory.items():
        print(f"memory {moment:<14} {used:6.0f} MB")
    started = time.perf_counter()
    build(store, [str(rows)])
    print(f"build again       {number / (time.perf_counter() - started):8.0f} articles/s passed over")
    one = rows.with_name("one.txt")
    one.write_text("Presiden Rusia Vladimir Putin tiba di Pyongyang pada Rabu (19/6/2024).", encoding="utf-8")
    started = time.perf_counter()
    build(store, [str(one)])
    print(f"add one article   {1000 * (time.perf_counter() - started):8.0f} ms, reading and merging included")
    print(f"file              {path.stat().st_size / number / 1000:8.1f} kB an article")


def time_help() -> None:
    """The best of five."""
    times = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "runut", "--help"], capture_output=True, check=True)
        times.append(time.perf_counter() - started)
    print(f"runut --help      {1000 * min(times):8.0f} ms")


def megabytes() -> float:
    """The most memory held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
