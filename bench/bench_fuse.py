"""How fusing grows with the number of events.

    python bench/bench_fuse.py [--events 5000 10000 20000]

The events are made with a fixed seed: states visit, accuse and attack each other over six years, each act told by
one to four articles. Prints events, seconds, and the exponent between one size and the next: 1 is linear, 2 quadratic.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from datetime import date, timedelta

from runut.fuse import fuse
from runut.records import Article, Document, Event, EventTime, Participant, Published, Span

STATES = "RUS PRK USA CHN JPN KOR IDN UKR IRN ISR PSE DEU FRA GBR TUR IND PAK AUS MYS VNM".split()
ACTS = [("CONSULT", "visit", "mengunjungi"), ("ACCUSE", "condemn", "mengecam"), ("ASSAULT", "attack", "menyerang"),
        ("AGREE", "agree", "menyepakati"), ("REQUEST", "demand", "mendesak")]  # fmt: skip
FIRST = date(2019, 1, 1)
DAYS = 2190
A_STORY = 4


def article(number: int, act: tuple[str, str, str], who: str, whom: str, day: date) -> Article:
    """One article with one event."""
    # fmt: off
    text = f"{who} {act[2]} {whom} pada {day.isoformat()} soal pokok nomor {number % 97}"
    whole = Span(0, len(text), text)
    at = text.index(act[2])
    name = f"{number:08d}"
    event = Event(
        id=f"e{name}", type=act[0], mode=None, act=act[1], cameo=None, contexts=(), status="actual",
        actors=(Participant(who, who, who, "subject", None),),
        targets=(Participant(whom, whom, whom, "object", None),),
        place=None, time=EventTime(day.isoformat(), day, day, "own", "explicit", None), said_by=(),
        trigger=Span(at, at + len(act[2]), act[2]), evidence=whole, also=(), quantities=(),
        confidence=0.8, rule="bench",
    )
    document = Document(
        source=name, key=name, id=name, sha256=name, text=text, title=None, title_given=None, outlet=None,
        language="id",
        blocks=(), cited_sources=(), metadata_dates=(), incomplete=False,
    )
    # fmt: on
    return Article(document, Published(day, day, day.isoformat(), "metadata"), events=(event,))


def corpus(events: int) -> list[Article]:
    """``events`` articles of one event each, several telling the same."""
    chance = random.Random(7)
    out: list[Article] = []
    while len(out) < events:
        who, whom = chance.sample(STATES, 2)
        act, day = chance.choice(ACTS), FIRST + timedelta(chance.randrange(DAYS))
        for _ in range(chance.randint(1, A_STORY)):
            out.append(article(len(out), act, who, whom, day))
    return out[:events]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, nargs="+", default=[5000, 10000, 20000])
    before: tuple[int, float] | None = None
    for size in parser.parse_args().events:
        articles = corpus(size)
        start = time.process_time()
        clusters = len(fuse(articles).clusters)
        took = time.process_time() - start
        grows = f"  exponent {math.log(took / before[1]) / math.log(size / before[0]):.2f}" if before else ""
        print(f"{size:7d} events  {clusters:7d} clusters  {took:7.2f} s{grows}", flush=True)
        before = (size, took)


if __name__ == "__main__":
    main()
