"""Fuzzing by hand: damaged input of every kind, for as long as one likes, and what came of it as a table.

In: seconds of processor time and a seed. Out: inputs tried, read and refused by target; for the chronicle also how many
bytes of originals were given and how many were lost. An input that raises what is no refusal, breaks what must hold, or
takes more than ``MOST_SECONDS`` is written to ``--faults`` and named; exit code 1. The same seed and number of inputs
give the same inputs. The tests try some forty of each (``tests/acquire/test_fuzz.py`` and the property tests).

::

    python bench/fuzz.py --seconds 900 --seed 3
    python bench/fuzz.py --seconds 60 --only times numbers
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]

# The tests keep the samples and the wounds.
from acquire.test_fuzz import LIMITS, WHOLE, damaged  # noqa: E402
from acquire.test_fuzz_fetching import ACTS, ROBOTS, SAVED, SOURCES  # noqa: E402
from acquire.test_printed import PRINTED, docx, pdf  # noqa: E402
from extract.times.test_times_properties import WORDS  # noqa: E402
from extract.times.test_times_properties import check as check_times  # noqa: E402
from test_pipeline import check as check_article  # noqa: E402

MOST_SECONDS = 20.0
ACTORS = b"actors:\n- {name: Ana Bela Sari, kind: person, country: IDN, aliases: [Bela Sari]}\n"
ACTORS += b"aliases: {Kenya: [Negeri Safari]}\n"
FIGURES = (
    "0 1 2 9 12 1.375 1,5 . , - / Rp US$ juta ribu triliun lebih dari sekitar dua puluh belasan orang persen ke- -an"
).split()
CHARSETS = ("utf-8", "utf-16", "utf-16-le", "cp1252", "iso-8859-15", "koi8-r", "big5", "utf-7", "cp437")


@dataclass(slots=True)
class Tally:
    """What became of the inputs of a target."""

    tried: int = 0
    read: int = 0
    refused: int = 0
    given: int = 0
    lost: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)

    def note(self, *, read: bool) -> None:
        """One more that was read, or refused."""
        self.read += read
        self.refused += not read


Try = Callable[[random.Random, Path, Tally], bytes]


def samples() -> list[bytes]:
    """The example articles, pages and texts."""
    from runut.config import example_articles

    return [path.read_bytes() for path in example_articles()]


def intake(chance: random.Random, folder: Path, tally: Tally) -> bytes:
    """Files of every kind."""
    from runut.acquire import find
    from runut.records import RawPage

    name = chance.choice(list(FILES))
    data = damaged(FILES[name], chance)
    path = folder / name
    path.write_bytes(data)
    found = list(find([str(path)], limits=LIMITS))
    path.unlink()
    assert found
    for item in found:
        assert item.source.isprintable()
        assert isinstance(item, RawPage) or item.detail.isprintable()
    tally.note(read=any(isinstance(item, RawPage) for item in found))
    return data


def printed(chance: random.Random, folder: Path, tally: Tally) -> bytes:
    """PDF and DOCX files, each read in a process of its own."""
    from runut.acquire import find
    from runut.records import RawPage

    name = chance.choice(list(PAPERS))
    data = damaged(PAPERS[name], chance)
    (folder / name).write_bytes(data)
    (item,) = find([str(folder / name)], limits=LIMITS)
    assert isinstance(item, RawPage) or item.detail.isprintable()
    tally.note(read=isinstance(item, RawPage))
    return data


def decoding(chance: random.Random, _: Path, tally: Tally) -> bytes:
    """Text in some charset, declared rightly, wrongly or not at all."""
    from runut.clean.decode import decode
    from runut.errors import UnreadableError

    text = chance.choice(SAMPLES).decode("utf-8")[: chance.randint(1, 3000)]
    data = damaged(text.encode(chance.choice(CHARSETS), "replace"), chance)
    try:
        found = decode(data, charset=chance.choice([None, *CHARSETS, "none-such"]), html=chance.random() < 0.5)
    except UnreadableError:
        tally.refused += 1
        return data
    found.text.encode()
    tally.read += 1
    return data


def pages(chance: random.Random, _: Path, tally: Tally) -> bytes:
    """Pages and texts, cleaned and read without the model, as records and as JSON and back."""
    from runut.errors import UnreadableError
    from runut.pipeline import read_raw
    from runut.publish.json_lines import article_object, dumps
    from runut.publish.json_read import article_from_object
    from runut.records import RawPage

    data = damaged(chance.choice(SAMPLES), chance)[:30_000]
    kind = "html" if b"<html" in data[:400].lower() else "text"
    try:
        article = read_raw(RawPage("x", data, chance.choice([kind, "html", "text"])))
    except UnreadableError:
        tally.refused += 1
        return data
    check_article(article)
    line = dumps(article_object(article))
    assert dumps(article_object(article_from_object(json.loads(line)))) == line
    tally.read += 1
    return data


def sources(chance: random.Random, _: Path, tally: Tally) -> bytes:
    """Feeds, site maps, lists of addresses and robots.txt, as watching reads them."""
    from runut.acquire.robots import Rules
    from runut.watch.sources import links_of

    name = chance.choice([*SOURCES, "robots"])
    if name == "robots":
        data = damaged(ROBOTS, chance)
        rules = Rules("http://a.example", 0.0, data.decode("utf-8", "replace"))
        assert rules.allows("http://a.example/arsip/b.php") in (True, False)
        assert rules.delay >= 0
        tally.read += 1
        return data
    data = damaged(SOURCES[name], chance)
    found = links_of("https://kabar.example/sumber", data, LIMITS)
    for link in (*found.pages, *found.maps):
        assert link.address.startswith(("http://", "https://"))
        assert (link.address + (link.title or "")).isprintable()
    assert all(reject.detail.isprintable() for reject in found.trouble)
    tally.note(read=bool(found.pages or found.maps))
    return data


def times(chance: random.Random, _: Path, tally: Tally) -> bytes:
    """Words of the time grammar in any order."""
    from datetime import date

    from runut.extract.times.lexicon import lexicon

    words = [*WORDS, *lexicon().first] if chance.random() < 0.7 else list(WORDS)
    text = chance.choice([" ", "", "  ", "-"]).join(chance.choice(words) for _ in range(chance.randint(1, 60)))
    if chance.random() < 0.3:
        text = damaged(text.encode(), chance)[:3000].decode("utf-8", "replace")
    day = date.fromordinal(chance.randint(1, 3_652_059)) if chance.random() < 0.8 else None
    check_times(text, day)
    tally.read += 1
    return text.encode("utf-8", "surrogatepass")


def numbers(chance: random.Random, _: Path, tally: Tally) -> bytes:
    """Figures and the words around them in any order."""
    from runut.dissect import dissect
    from runut.extract.quantities import find_quantities
    from runut.records import Block, Document

    text = chance.choice([" ", ""]).join(chance.choice(FIGURES) for _ in range(chance.randint(1, 60)))
    if chance.random() < 0.3:
        text = damaged(text.encode(), chance)[:3000].decode("utf-8", "replace")
    body = (Block(0, len(text), "body", "test"),) if text else ()
    document = Document("s", None, "i", "h", text, None, None, None, "id", body, (), (), False)
    found = find_quantities(dissect(document), ())
    assert all(text[one.start : one.end] == one.text for one in found)
    tally.read += 1
    return text.encode("utf-8", "surrogatepass")


def own_files(chance: random.Random, folder: Path, tally: Tally) -> bytes:
    """A user's acts, actors and settings."""
    from runut.commands.settings import defaults, written
    from runut.errors import UsageError
    from runut.rules import use_files

    kind = chance.choice(["acts.yaml", "actors.yaml", "runut.toml"])
    settings = re.sub("(?m)^# (?=[a-z]+ = )", "", written()).encode()
    data = damaged({"acts.yaml": ACTS, "actors.yaml": ACTORS, "runut.toml": settings}[kind], chance)
    said = kind
    path = folder / kind
    path.write_bytes(data)
    try:
        if kind == "runut.toml":
            defaults(path)
        else:
            use_files([path] if kind == "acts.yaml" else [], [path] if kind == "actors.yaml" else [], model=False)
        tally.read += 1
    except UsageError as error:
        said = str(error)
        tally.refused += 1
    finally:
        use_files(model=False)
    assert kind in said
    return data


def chronicle(chance: random.Random, folder: Path, tally: Tally) -> bytes:
    """A folder of damaged files made a chronicle: every page is kept whole or refused by name."""
    from runut.acquire import find
    from runut.build import build
    from runut.keep.engine import reading
    from runut.keep.store import Store
    from runut.keep.verifying import check
    from runut.records import RawPage

    given = folder / "given"
    given.mkdir(exist_ok=True)
    for name in chance.sample(list(WHOLE), 4):
        (given / name).write_bytes(damaged(WHOLE[name], chance))
    (given / "b.txt").write_bytes(damaged(chance.choice(SAMPLES), chance))
    found = [item for item in find([str(given)]) if isinstance(item, RawPage)]
    store = Store(folder / "c.db", create=True)
    receipt = build(store, [str(given)])
    refused = {reject.source for reject in receipt.rejects}
    with reading(store.engine) as connection:
        kept = set(connection.exec_driver_sql("SELECT sha256 FROM originals").scalars())
    for page in found:
        name = sha256(page.data).hexdigest()
        tally.given += len(page.data)
        if page.source not in refused and (name not in kept or store.original(name) != page.data):
            tally.lost += len(page.data)
    assert tally.lost == 0, "bytes of an original are lost"
    assert list(check(store)) == []
    tally.read += receipt.kept
    tally.refused += len(receipt.rejects)
    store.engine.dispose()
    for path in [*given.iterdir(), *folder.glob("c.db*")]:
        path.unlink()
    return b""


FILES = {**WHOLE, "saved.mhtml": SAVED}
PAPERS = {"a.pdf": pdf(PRINTED), "b.pdf": pdf(PRINTED, packed=True), "a.docx": docx("Kapal Tiba", "Kapal itu tiba.")}
SAMPLES = samples()
TARGETS: dict[str, tuple[Try, float]] = {  # with its part of the time
    "intake": (intake, 2), "printed": (printed, 1), "decoding": (decoding, 1), "pages": (pages, 5),
    "sources": (sources, 1), "times": (times, 2), "numbers": (numbers, 1), "own files": (own_files, 2),
    "chronicle": (chronicle, 2),
}  # fmt: skip


class TooSlowError(Exception):
    """An input took longer than any may."""


@contextmanager
def bounded() -> Iterator[None]:
    """End what takes more than ``MOST_SECONDS`` of processor time."""

    def late(*_: object) -> None:
        raise TooSlowError(f"more than {MOST_SECONDS:g} s")

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def used() -> float:
    """Processor seconds of this process and of those that it started and that ended."""
    found = os.times()
    return found.user + found.system + found.children_user + found.children_system


def run(name: str, seconds: float, seed: str, faults: Path) -> Tally:
    """Try one target for so long."""
    attempt, tally, start = TARGETS[name][0], Tally(), used()
    with tempfile.TemporaryDirectory() as temporary:
        while used() - start < seconds:
            key = f"{seed} {name} {tally.tried}"
            folder = Path(temporary) / str(tally.tried % 100)
            folder.mkdir(exist_ok=True)
            try:
                with bounded():
                    attempt(random.Random(key), folder, tally)
            except Exception as error:
                note(faults, key, error, tally)
            tally.tried += 1
    tally.seconds = used() - start
    return tally


def note(faults: Path, key: str, error: Exception, tally: Tally) -> None:
    """Write down how to find the fault again."""
    faults.mkdir(exist_ok=True)
    path = faults / f"{key.replace(' ', '-')}.txt"
    path.write_text(f"random.Random({key!r})\n\n{''.join(traceback.format_exception(error))}", encoding="utf-8")
    tally.faults.append(str(path))
    print(f"FAULT {path}: {type(error).__name__}: {error}"[:300], flush=True)


def table(tallies: dict[str, Tally]) -> str:
    """The figures."""
    lines = ["| target | inputs | read | refused | faults | seconds |", "|---|---|---|---|---|---|"]
    for name, one in tallies.items():
        lines.append(
            f"| {name} | {one.tried:,} | {one.read:,} | {one.refused:,} | {len(one.faults)} | {one.seconds:.0f} |"
        )
    total = sum(one.tried for one in tallies.values())
    given, lost = (sum(getattr(one, part) for one in tallies.values()) for part in ("given", "lost"))
    return "\n".join([*lines, f"\n{total:,} inputs; originals given {given:,} bytes, lost {lost:,}"])


def main() -> int:
    """Fuzz."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0, help="processor time of all targets together")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", nargs="+", choices=list(TARGETS), default=list(TARGETS))
    parser.add_argument("--faults", type=Path, default=Path("fuzz-faults"))
    told: Any = parser.parse_args()
    from runut.own import Own, use

    use(Own(model=False))
    parts = sum(TARGETS[name][1] for name in told.only)
    tallies: dict[str, Tally] = {}
    started = time.monotonic()
    for name in told.only:
        tallies[name] = run(name, told.seconds * TARGETS[name][1] / parts, told.seed, told.faults)
        print(f"{name}: {tallies[name].tried} in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print(table(tallies))
    return 1 if any(one.faults for one in tallies.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
