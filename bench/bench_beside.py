"""Runut beside what one would otherwise string together, on the same pages in the same run.

    pip install python-crfsuite dateparser
    python bench/bench_beside.py pages.warc.gz [--pages 200] [--rounds 3] [--search-dates]

The other chain: trafilatura takes the text and its date from a page, a regular expression finds what looks like a date
and dateparser reads it (``--search-dates``: dateparser looks through the text itself), and a CRF tagger names persons,
organisations and places, trained here on the training split of idner2k (``../shared/data/ner/idner2k``). It says
nothing of who did what to whom, of status, speakers or conflicts. One process, one thread each; processor time, the
median of the rounds, both sides in turn.
"""

from __future__ import annotations

import argparse
import itertools
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dateparser
import dateparser.search
import pycrfsuite
import trafilatura

from runut.acquire import find
from runut.extract.reader import session
from runut.reading import cleaned, read
from runut.records import Document, RawPage
from runut.rules import use_files

TRAIN = Path(__file__).resolve().parents[2] / "shared" / "data" / "ner" / "idner2k" / "train.tsv"
DATE = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{1,2} (?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|"
    r"Oktober|November|Desember)(?: \d{4})?\b|\b(?:kemarin|hari ini|besok|lusa)\b",
    re.IGNORECASE,
)
WORD = re.compile(r"\w+(?:-\w+)*|[^\w\s]")
SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“\"])")


def main() -> None:
    """Train, run in turn, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("archive")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--search-dates", action="store_true")
    arguments = parser.parse_args()
    pages = [page for page in find([arguments.archive]) if isinstance(page, RawPage)][: arguments.pages]
    tagger = trained()
    session.THREADS = 1
    sides: dict[str, Callable[[RawPage], object]] = {
        "the other chain": lambda page: chain(page, tagger, search=arguments.search_dates),
        "runut --no-model": lambda page: ours(page, model=False),
        "runut": lambda page: ours(page, model=True),
    }
    times: dict[str, list[float]] = {name: [] for name in sides}
    for work in sides.values():
        work(pages[0])
    for _ in range(arguments.rounds):
        for name, work in sides.items():
            started = time.process_time()
            for page in pages:
                work(page)
            times[name].append((time.process_time() - started) / len(pages))
    base = sorted(times["the other chain"])[arguments.rounds // 2]
    size = sum(len(page.data) for page in pages) // len(pages)
    print(f"{len(pages)} pages of {size} bytes, {arguments.rounds} rounds")
    for name, found in times.items():
        middle = sorted(found)[arguments.rounds // 2]
        span = f"{1000 * min(found):.1f} to {1000 * max(found):.1f}"
        print(f"{name:<17} {1000 * middle:7.1f} ms of processor a page ({span}), ratio {middle / base:.2f}")


def ours(page: RawPage, *, model: bool) -> object:
    """The whole of reading."""
    use_files(model=model)
    document = cleaned(page)
    return read([document]) if isinstance(document, Document) else None


def chain(page: RawPage, tagger: pycrfsuite.Tagger, *, search: bool) -> object:
    """Text, dates, names."""
    found = trafilatura.bare_extraction(page.data.decode("utf-8", "replace"), url=page.given.url, with_metadata=True)
    if found is None:
        return None
    text = found.text or ""
    if search:
        dates = dateparser.search.search_dates(text, languages=["id"])
    else:
        dates = [dateparser.parse(match[0], languages=["id"]) for match in DATE.finditer(text)]
    names = [tagger.tag(features(WORD.findall(sentence))) for sentence in SENTENCE.split(text)]
    return found.date, dates, names


def trained() -> pycrfsuite.Tagger:
    """The tagger, trained in seconds."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for sentence in sentences():
        trainer.append(features([word for word, _ in sentence]), [label for _, label in sentence])
    trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 100, "feature.possible_transitions": True})
    tagger = pycrfsuite.Tagger()
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/names.crf")
        tagger.open(f"{folder}/names.crf")
    return tagger


def sentences() -> Iterator[list[tuple[str, str]]]:
    """Words with their labels."""
    lines = TRAIN.read_text(encoding="utf8").splitlines()
    for is_blank, group in itertools.groupby(lines, key=lambda line: not line.strip()):
        if not is_blank:
            yield [(word, label) for word, label in (line.split("\t") for line in group)]


def features(words: list[str]) -> list[list[str]]:
    """Of each word: itself, its ends, its shape, its neighbours."""
    own = [
        [f"w={word.lower()}", f"s3={word[-3:]}", f"s2={word[-2:]}", f"p3={word[:3]}", f"t={word.istitle()}",
         f"u={word.isupper()}", f"d={word.isdigit()}"]
        for word in words
    ]  # fmt: skip
    out = []
    for at, mine in enumerate(own):
        before = [f"-1{item}" for item in own[at - 1]] if at else ["BOS"]
        after = [f"+1{item}" for item in own[at + 1]] if at + 1 < len(own) else ["EOS"]
        out.append([*mine, *before, *after])
    return out


if __name__ == "__main__":
    main()
