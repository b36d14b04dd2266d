"""Speed of the time stage: milliseconds for an article of 2,500 characters, and how the time grows with the text.

Run: PYTHONPATH=src python bench/bench_times.py [FILE.txt ...]. Without files it reads the example articles that come
with the program. Times are processor time of one core. Prints one line a measure; the ratio is to a plain
``re.findall`` of the same text's words, so that machines can be compared.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from runut.extract.times import recognise, resolve
from runut.records import Published

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2020, 6, 24)
PUBLISHED = Published(DAY, DAY, DAY.isoformat(), "metadata")
SIZE, ROUNDS = 2500, 7


def material(paths: list[str]) -> str:
    """The texts to read, joined."""
    files = [Path(path) for path in paths] or sorted((ROOT / "src" / "runut" / "data" / "examples").rglob("*.txt"))
    return "\n".join(path.read_text(encoding="utf8") for path in files)


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of several rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    text = material(sys.argv[1:])
    raw = recognise(text)
    per = SIZE / len(text) * 1000
    found = best(lambda: recognise(text)) * per
    valued = best(lambda: resolve(raw, text, PUBLISHED)) * per
    words = best(lambda: re.findall(r"\w+|[^\w\s]", text)) * per
    print(f"characters {len(text)}  expressions {len(raw)}")
    print(f"recognise {found:.3f} ms, resolve {valued:.3f} ms for {SIZE} characters (floor 2.5 ms together)")
    print(f"articles of {SIZE} characters a second on one core: {1000 / (found + valued):.0f} (floor 400)")
    print(f"ratio to finding the words alone: {(found + valued) / words:.1f}")
    sample = text[: 4 * SIZE]
    for factor in (1, 4, 16):
        part = "\n".join([sample] * factor)
        print(
            f"{len(part):>8} characters: {best(lambda part=part: recognise(part)) / len(part) * 1e9:.0f} ns a character"
        )
    for name, hostile in (("digits", "1" * 100_000), ("dates", "24/06/" * 20_000), ("marks", "(-" * 50_000)):
        print(f"{name:>8} {len(hostile)}: {best(lambda h=hostile: recognise(h)) * 1000:.1f} ms")


if __name__ == "__main__":
    main()
