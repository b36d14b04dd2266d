"""How fast and how lean reading is, beside trafilatura on the same pages in the same run.

    python bench/bench_read.py [--articles N] [--no-model] [FILE.txt FILE.html ...]

Without files it reads the example corpus. These machines are noisy: quote the ratios, not the seconds. With
``--articles 10000`` the memory after 1,000 and after N articles shows whether anything grows.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from runut.pipeline import read_raw
from runut.records import RawPage
from runut.rules import use_files

EXAMPLES = Path(__file__).parent.parent / "src" / "runut" / "data" / "examples" / "rusia-korut"


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def per_item(pages: list[RawPage], repeat: int, work: Callable[[RawPage], object]) -> float:
    """Median seconds an item over ``repeat`` rounds."""
    rounds = []
    for _ in range(repeat):
        start = time.perf_counter()
        for page in pages:
            work(page)
        rounds.append((time.perf_counter() - start) / len(pages))
    return sorted(rounds)[repeat // 2]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--no-model", action="store_true")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    use_files(model=not options.no_model)
    files = options.files or sorted(p for p in EXAMPLES.iterdir() if p.suffix in (".txt", ".html"))
    pages = [RawPage(p.name, p.read_bytes(), "html" if p.suffix == ".html" else "text") for p in files]
    texts = [page for page in pages if page.kind == "text"]
    markup = [page for page in pages if page.kind == "html"]
    for page in pages:
        read_raw(page)
    if texts:
        seconds = per_item(texts, 5, read_raw)
        size = sum(len(page.data) for page in texts) / len(texts)
        print(f"text: {1000 * seconds:.2f} ms an article of {size:.0f} bytes, {1 / seconds:.0f} articles/s on one core")
    if markup:
        import trafilatura

        ours = per_item(markup, 5, read_raw)
        theirs = per_item(markup, 5, lambda page: trafilatura.extract(page.data.decode("utf8", "replace")))
        print(f"html: {1000 * ours:.2f} ms a page; trafilatura alone {1000 * theirs:.2f} ms; ratio {ours / theirs:.2f}")
    if options.articles:
        for number in range(options.articles):
            read_raw(pages[number % len(pages)])
            if number in (999, options.articles - 1):
                print(f"after {number + 1} articles: peak memory {peak_mib():.0f} MiB", file=sys.stderr)


if __name__ == "__main__":
    main()
