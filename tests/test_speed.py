"""Reading, memory and start-up do not get slower unnoticed.

Reading is measured against plain counting of words in the same process, because machines differ and are busy: the same
version read 37 and 70 articles a second on one machine within an hour, and its ratio stayed between 11 and 16. Raising
``MOST`` needs a line in the changelog that says why. Seconds are measured in ``bench/``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from runut.clean import clean
from runut.config import example_articles
from runut.own import using
from runut.reading import Reading, readings
from runut.records import RawPage

pytestmark = pytest.mark.slow

MOST = 24.0  # times the time of counting the words of the same articles COUNTS times
COUNTS = 20
ROUNDS = 5
WORD = re.compile(r"\w+")
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


def test_reading_by_the_rules_costs_no_more_than_before() -> None:
    with using(model=False):
        ratios = measured()
    assert min(ratios) <= MOST, ratios


def measured() -> list[float]:
    """The time of reading to that of counting, by round."""
    list(readings(pages(20)))  # loads the codebook and the lexicons
    found = list(pages(25))
    ratios = []
    for _ in range(ROUNDS):
        started = time.process_time()
        for page in found:
            for _ in range(COUNTS):
                Counter(WORD.findall(page.data.decode().lower()))
        counted = time.process_time()
        done = sum(isinstance(reading, Reading) for reading in readings(found))
        assert done == len(found)
        ratios.append((time.process_time() - counted) / (counted - started))
    return ratios


MEMORY = """
import resource, sys
sys.path.insert(0, {tests!r})
from test_speed import pages
from runut.own import using
from runut.reading import readings
used = []
with using(model={model}):
  for count, _ in enumerate(readings(pages({last} + 1))):
    if count in ({first}, {last}):
        used.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
print(used[1] - used[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no getrusage")
@pytest.mark.parametrize(("model", "first", "last"), [(False, 300, 1499), (True, 40, 160)])
def test_memory_does_not_grow_with_the_number_of_articles(model: bool, first: int, last: int) -> None:
    script = MEMORY.format(tests=str(__file__).rsplit("/", 1)[0], model=model, first=first, last=last)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stdout) <= GROWTH_MB


def test_help_answers_at_once() -> None:
    times = []
    for _ in range(5):
        before = os.times()
        subprocess.run([sys.executable, "-m", "runut", "--help"], capture_output=True, check=True)
        after = os.times()  # the processor's time: other tests run beside this one
        times.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(times) < HELP_SECONDS
