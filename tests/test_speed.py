"""The speed and memory floors of the design, in processor time, so that a busy machine does not matter.

Lowering a floor needs a line in the changelog that says why.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from runut.clean import clean
from runut.config import example_articles
from runut.reading import Reading, readings
from runut.records import RawPage

pytestmark = pytest.mark.slow

ARTICLES_A_SECOND = 40  # the floor is 60 on a quiet core; 58 to 131 were measured, by load and material
CHARACTERS = 2500
HELP_SECONDS = 0.3
GROWTH_MB = 60


def pages(number: int) -> Iterator[RawPage]:
    """Articles of about 2,500 characters, each another day, from paragraphs of the example corpus."""
    paragraphs = [
        document.text[block.start : block.end]
        for path in example_articles()
        for document in (clean(RawPage(path.name, path.read_bytes(), "html" if path.suffix == ".html" else "text")),)
        for block in document.blocks
        if block.label == "body"
    ]
    at = 0
    for count in range(number):
        text = f"JAKARTA - Berita nomor {count}.\n\n"
        while len(text) < CHARACTERS:
            text += paragraphs[at % len(paragraphs)] + "\n\n"
            at += 7
        yield RawPage(f"{count}.txt", text.encode(), "text")


def test_reading_is_fast_enough() -> None:
    list(readings(pages(20)))  # loads the codebook and the lexicons
    found = list(pages(120))
    started = time.process_time()
    done = sum(isinstance(reading, Reading) for reading in readings(found))
    assert done / (time.process_time() - started) >= ARTICLES_A_SECOND


MEMORY = """
import resource, sys
sys.path.insert(0, {tests!r})
from test_speed import pages
from runut.reading import readings
used = []
for count, _ in enumerate(readings(pages(1500))):
    if count in (300, 1499):
        used.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
print(used[1] - used[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no getrusage")
def test_memory_does_not_grow_with_the_number_of_articles() -> None:
    script = MEMORY.format(tests=str(__file__).rsplit("/", 1)[0])
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) <= GROWTH_MB


def test_help_answers_at_once() -> None:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "runut", "--help"], capture_output=True, check=True)
        times.append(time.perf_counter() - started)
    assert min(times) < HELP_SECONDS
