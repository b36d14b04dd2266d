"""Nothing lost, nothing doubled: builds that are killed, starved or crowded end as one that was left alone.

Compared is the whole chronicle byte by byte (``keep.canonical``). The points are drawn with a seed: the same on every
run. ``RUNUT_KILLS=50`` (by hand) kills at fifty points instead of a handful; ``RUNUT_SEED`` draws others. What can
happen to a file and to a database of a server is tried with both.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import making
import runut.build as building
from dying import Nursery, nursery
from keeping import Keeping, Place
from runut.build import build
from runut.config import example_articles
from runut.keep.canonical import digest_of, lines
from runut.keep.store import Store

KILLS = int(os.environ.get("RUNUT_KILLS", "5"))
SEED = int(os.environ.get("RUNUT_SEED", "8"))
VISIT = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-{day:02} actual {n}00:kontainer\nsays RUS kami sepakat {n}"
STORY = " ".join(f"kalimat{n % 7} tentang{n % 11} pokok{n}" for n in range(12))

# Processes of their own read as shipped; what they are compared with must, too.
pytestmark = [
    pytest.mark.usefixtures("with_model"),
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL"),
]


@pytest.fixture(autouse=True)
def _hand_made_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty pages: events told twice, copies, pages of one article, and pages that are refused."""
    pages = {f"p{n:02}": VISIT.format(n=n, day=1 + n % 9) for n in range(20)}
    pages |= {f"q{n}": f"{STORY} akhir{n}\nattack ASSAULT USA PRK 2024-02-0{n} denied" for n in range(1, 4)}
    pages |= {f"r{n}": f"Putin tiba (halaman {n})\nsend AID RUS PRK 2024-03-0{n} planned" for n in range(1, 4)}
    pages |= {"s1": "unreadable", "s2": "english page", "s3": "crash", "s4": pages["p03"]}
    folder = making.write(tmp_path_factory.mktemp("pages"), **pages)
    (folder / "t.bin").write_bytes(bytes(range(256)) * 20)
    return folder


@pytest.fixture(scope="module")
def alone(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The chronicle of a build that nothing disturbed."""
    with pytest.MonkeyPatch.context() as patch:
        making.install(patch)
        store = Store(tmp_path_factory.mktemp("alone") / "c.db", create=True)
        build(store, [str(folder)])
        return whole(store)


def whole(store: Store) -> bytes:
    """All that the chronicle says."""
    found = b"".join(lines(store))
    store.engine.dispose()
    return found


@pytest.fixture(scope="module")
def apart() -> Iterator[Nursery]:
    """Where builds run that are to die."""
    with nursery() as found:
        yield found


def finished(chronicle: Place, folder: Path) -> bytes:
    """The same command again, to its end."""
    store = Store(chronicle, create=True)
    build(store, [str(folder)])
    return whole(store)


def same(found: bytes, wanted: bytes) -> bool:
    """Whether they are equal; prints the first lines that are not."""
    for one, other in zip(found.splitlines(), wanted.splitlines(), strict=False):
        if one != other:
            print(f"found  {one[:2000]!r}\nwanted {other[:2000]!r}")
            break
    return found == wanted


@pytest.fixture(scope="module")
def statements(folder: Path, apart: Nursery, keeping: Keeping) -> int:
    """How many statements of the database a build runs: the points at which it can be killed."""
    place = keeping.new()
    count = int(apart.run(place, folder).stdout)
    keeping.drop(place)
    return count


def points(kills: int, among: int) -> Iterator[tuple[int, bool, int]]:
    """Where a build is killed: at which statement, before or after it, read by how many workers."""
    chance = random.Random(SEED)
    for number in range(kills):
        yield chance.randint(1, among), chance.random() < 0.5, 2 if number % 5 == 4 else 0


@pytest.mark.slow
def test_killed_at_any_statement(
    keeping: Keeping, folder: Path, alone: bytes, statements: int, apart: Nursery
) -> None:
    for number, (at, before, workers) in enumerate(points(KILLS, statements)):
        chronicle = keeping.new()
        died = apart.run(chronicle, folder, at=at, before=before, workers=workers)
        assert died.returncode == -signal.SIGKILL, died.stderr
        apart.run(chronicle, folder, at=at // 2 + 1, before=not before)  # and once more on the way
        assert same(finished(chronicle, folder), alone), f"{number}: killed at statement {at}, before: {before}"
        keeping.drop(chronicle)


def test_killed_and_gone_on_with(keeping: Keeping, folder: Path, alone: bytes, apart: Nursery) -> None:
    chronicle = keeping.new()
    for at, before in ((300, False), (500, True)):
        died = apart.run(chronicle, folder, at=at, before=before)
        assert died.returncode == -signal.SIGKILL, died.stderr
    assert same(finished(chronicle, folder), alone)
    keeping.drop(chronicle)


@pytest.mark.slow
def test_killed_at_any_time(keeping: Keeping, folder: Path, alone: bytes, apart: Nursery) -> None:
    """Also in the middle of writing, where no statement ends."""
    chance = random.Random(SEED)
    started = time.monotonic()
    apart.run(keeping.new(), folder)
    length = time.monotonic() - started
    for _ in range(KILLS):
        chronicle = keeping.new()
        build_ = apart.start(chronicle, folder)
        time.sleep(length * chance.uniform(0.0, 1.0))
        build_.kill()
        build_.wait()
        assert same(finished(chronicle, folder), alone)
        keeping.drop(chronicle)


@pytest.mark.slow
def test_the_real_reader_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, apart: Nursery) -> None:
    monkeypatch.undo()
    folder = example_articles()[0].parent
    undisturbed = tmp_path / "c.db"
    count = int(apart.run(undisturbed, folder, reader="real").stdout)
    wanted = whole(Store(undisturbed))
    for number, (at, before, workers) in enumerate(points(max(1, KILLS // 5), count)):
        chronicle = tmp_path / f"{number}.db"
        died = apart.run(chronicle, folder, reader="real", at=at, before=before, workers=workers)
        assert died.returncode == -signal.SIGKILL, died.stderr
        assert apart.run(chronicle, folder, reader="real", workers=2).returncode == 0
        assert same(whole(Store(chronicle)), wanted)


@pytest.mark.slow
def test_a_journal_cut_short(tmp_path: Path, folder: Path, alone: bytes, apart: Nursery) -> None:
    """What a power cut leaves: the database as it was, and a journal whose end is missing or was never written."""
    chance = random.Random(SEED)
    statements = int(apart.run(tmp_path / "count.db", folder).stdout)
    killed = tmp_path / "killed.db"
    died = apart.run(killed, folder, at=int(statements * 0.9))
    assert died.returncode == -signal.SIGKILL, died.stderr
    journal = Path(f"{killed}-wal").read_bytes()
    for number in range(2 * KILLS):
        chronicle = tmp_path / f"{number}.db"
        shutil.copy(killed, chronicle)
        left = journal[: chance.randrange(len(journal))]
        if number % 2:
            left += chance.randbytes(5000)
        Path(f"{chronicle}-wal").write_bytes(left)
        assert same(finished(chronicle, folder), alone), f"cut at {len(left)} of {len(journal)}"


def test_a_disk_that_takes_no_more(tmp_path: Path, folder: Path, alone: bytes, apart: Nursery) -> None:
    chronicle = tmp_path / "c.db"
    Store(chronicle, create=True).engine.dispose()
    failed = apart.run(chronicle, folder, size=chronicle.stat().st_size + 100_000)
    assert failed.returncode == 1
    assert "StoreError" in failed.stderr
    assert "the disk" in failed.stderr.splitlines()[-1]
    assert same(finished(chronicle, folder), alone)


@pytest.mark.slow
def test_a_full_disk(tmp_path: Path, folder: Path, alone: bytes, apart: Nursery) -> None:
    """A file system of its own that is full."""
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=640k", "tmpfs", str(small)], capture_output=True)
    if mounted.returncode:
        pytest.skip("mounting a file system needs the rights of an administrator")
    try:
        failed = apart.run(small / "c.db", folder)
        assert failed.returncode == 1
        assert "disk" in failed.stderr.splitlines()[-1]
        for left in small.iterdir():
            shutil.copy(left, tmp_path)
    finally:
        subprocess.run(["umount", str(small)], check=True)
    assert same(finished(tmp_path / "c.db", folder), alone)


def test_a_clock_that_jumps(
    keeping: Keeping, folder: Path, alone: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(SEED)

    class Clock:
        @staticmethod
        def monotonic() -> float:
            return chance.uniform(-1e9, 1e9)

    monkeypatch.setattr(building, "time", Clock)
    monkeypatch.setattr(building, "_now", lambda: f"{chance.randint(1970, 2037)}-01-01T00:00:00+00:00")
    chronicle = keeping.new()
    assert same(finished(chronicle, folder), alone)
    assert same(finished(chronicle, folder), alone)
    keeping.drop(chronicle)


@pytest.mark.slow
def test_two_builds_at_once(
    keeping: Keeping, folder: Path, alone: bytes, statements: int, apart: Nursery
) -> None:
    """On one chronicle that neither has made yet; one of each further pair is killed."""
    chance = random.Random(SEED)
    for at in (0, *(chance.randint(1, statements) for _ in range(max(1, KILLS // 5)))):
        chronicle = keeping.new()
        one, other = [apart.start(chronicle, folder, at=where).wait for where in (0, at)]
        ended = one()
        assert ended.returncode == 0, ended.stderr
        assert other().returncode in ({-signal.SIGKILL, 0} if at else {0})  # it may find nothing left to do
        assert at or same(whole(Store(chronicle)), alone)
        assert same(finished(chronicle, folder), alone)
        keeping.drop(chronicle)


def test_a_page_that_another_build_took_leaves_the_rest(tmp_path: Path, folder: Path) -> None:
    """The other took the first page of an article of three before the next ones were saved."""
    store = Store(tmp_path / "c.db", create=True)

    class Other:
        done = False

        def page(self, source: str, _receipt: object) -> None:
            if source.endswith("r2.txt") and not self.done:
                self.done = True
                build(Store(store.path), [str(folder / "r1.txt")])

        def merging(self) -> None:
            pass

    receipt = build(store, [str(folder / f"r{n}.txt") for n in (1, 2, 3)], watcher=Other())
    assert (receipt.kept, receipt.already_there) == (2, 1)
    assert sum(b'"is":"page"' in line for line in lines(store)) == 3


def test_equal_chronicles_have_one_digest(tmp_path: Path, folder: Path) -> None:
    stores = [Store(tmp_path / f"{n}.db", create=True) for n in range(3)]
    for store, names in zip(stores, (["p01", "p02"], ["p02", "p01"], ["p01"]), strict=True):
        for name in names:
            build(store, [str(folder / f"{name}.txt")])
    one, other, less = (digest_of(store) for store in stores)
    assert one == other != less

