"""Reading in several processes: one result whatever their number; a page that ends its process is refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import making
import runut.build as building
import runut.crew as crew
from runut.build import build
from runut.cli import run
from runut.config import engine_version
from runut.crew import Crew
from runut.errors import RunutError, WorkerError
from runut.keep.canonical import digest_of
from runut.keep.store import Store
from runut.own import Own, use
from runut.reading import Reading, readings
from runut.receipt import Receipt
from runut.records import Article, RawPage, Reject
from runut.rules import use_files
from runut.stopping import stoppable

# Processes of their own read as shipped; what they are compared with must, too.
pytestmark = pytest.mark.usefixtures("with_model")

VISIT = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual"
ACTS = 'acts:\n- {act: stand_by, type: CONSULT, cameo: "040", id: sua, en: stands by, verbs_intrans: [bersanding]}\n'
SENTENCE = "Presiden Mesir bersanding dengan Raja Yordania."


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)


def pages(folder: Path) -> Path:
    """Pages told twice, pages of one article, and pages that are refused."""
    made = {f"p{n:02}": f"{VISIT}\n{n % 5}" for n in range(12)}
    made |= {f"r{n}": f"Putin tiba (halaman {n})\nsend AID RUS PRK 2024-03-0{n} planned" for n in range(1, 4)}
    return making.write(folder, **made, s1="unreadable", s2="english page", s3="crash")


def made(path: Path, paths: list[Path], workers: int | None, seconds: float = 60) -> tuple[str, Receipt]:
    store = Store(path, create=True)
    receipt = build(store, [str(one) for one in paths], workers=workers, seconds=seconds)
    found = digest_of(store)
    store.engine.dispose()
    return found, receipt


@pytest.mark.usefixtures("by_hand")
def test_one_result_whatever_their_number(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")
    paths = [folder, folder / "p03.txt", tmp_path / "missing"]
    here, receipt = made(tmp_path / "0.db", paths, 0)
    for workers in (1, 2):
        found, other = made(tmp_path / f"{workers}.db", paths, workers)
        assert found == here
        assert other.to_object() == receipt.to_object()


@pytest.mark.usefixtures("by_hand")
def test_help_is_called_once_there_is_enough_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = pages(tmp_path / "pages")
    here, receipt = made(tmp_path / "0.db", [folder], 0)
    called = []

    class Noted(Crew):
        def __init__(self, workers: int, *, seconds: float = 60, debug: bool = False) -> None:
            called.append(workers)
            super().__init__(workers, seconds=seconds, debug=debug)

    monkeypatch.setattr(crew, "Crew", Noted)
    monkeypatch.setattr(building, "cores", lambda: 2)
    assert made(tmp_path / "few.db", [folder], None)[0] == here
    assert called == []
    monkeypatch.setattr(crew, "ALONE", 4)
    found, other = made(tmp_path / "many.db", [folder], None)
    assert called == [2]
    # the page whose reading fails inside Runut is refused by both
    assert found == here
    assert other.to_object() == receipt.to_object()


@pytest.mark.usefixtures("by_hand")
def test_where_no_worker_can_start_a_build_that_called_none_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(tmp_path / "pages")
    here, receipt = made(tmp_path / "0.db", [folder], 0)
    monkeypatch.setattr(crew, "PROGRAM", "import sys; sys.exit(3)")
    monkeypatch.setattr(crew, "ALONE", 4)
    monkeypatch.setattr(building, "cores", lambda: 2)
    found, other = made(tmp_path / "many.db", [folder], None)
    assert found == here
    assert other.to_object() == receipt.to_object()


def test_one_core_calls_no_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "ALONE", 0)
    with crew.Helped(1) as hand:
        hand.clean(RawPage("a.txt", SENTENCE.encode(), "text"))
        assert hand.ahead == 0


@pytest.mark.slow
def test_one_result_by_the_real_reader(tmp_path: Path) -> None:
    from runut.config import example_articles

    here, _ = made(tmp_path / "0.db", example_articles(), 0)
    assert made(tmp_path / "3.db", example_articles(), 3)[0] == here


@pytest.mark.usefixtures("by_hand")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_page_that_ends_its_process_is_refused(tmp_path: Path) -> None:
    folder = pages(tmp_path / "pages")
    making.write(folder, p05b="fatal", p07b=f"Putin tiba (halaman 2)\nfatal\n{VISIT}")
    found, receipt = made(tmp_path / "c.db", [folder], 1)
    refused = {Path(r.source).name: r for r in receipt.rejects}
    assert [refused[f"p0{n}b.txt"].reason for n in (5, 7)] == ["crashed", "crashed"]
    assert "signal 11" in refused["p05b.txt"].detail
    assert receipt.kept == 13, receipt.rejects
    again, receipt = made(tmp_path / "c.db", [folder], 0)  # not tried in this process: it would end it
    assert (again, receipt.kept) == (found, 0)


@pytest.mark.slow
@pytest.mark.usefixtures("by_hand")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_page_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    folder = making.write(pages(tmp_path / "pages"), p06b="endless")
    _, receipt = made(tmp_path / "c.db", [folder], 2, seconds=4)
    (refused,) = [r for r in receipt.rejects if r.reason == "too-slow"]
    assert refused.source.endswith("p06b.txt")
    assert "--timeout" in refused.detail
    assert receipt.kept == 13, receipt.rejects


@pytest.mark.usefixtures("by_hand")
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_page_that_wants_too_much_memory_is_refused(tmp_path: Path) -> None:
    folder = making.write(tmp_path / "pages", a="greedy", b=VISIT)
    _, receipt = made(tmp_path / "c.db", [folder], 1)
    assert receipt.kept == 1
    assert [(r.reason, "MemoryError" in r.detail) for r in receipt.rejects] == [("unreadable", True)]


@pytest.mark.usefixtures("by_hand")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_build_that_is_to_outlive_its_terminal_does(tmp_path: Path) -> None:
    """``nohup`` ignores SIGHUP; the build leaves it at that."""
    folder = making.write(tmp_path / "pages", a=VISIT)
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:

        class Closing:
            def page(self, source: str, receipt: Receipt) -> None:
                os.kill(os.getpid(), signal.SIGHUP)

            def merging(self) -> None:
                pass

        with stoppable():
            receipt = build(Store(tmp_path / "c.db", create=True), [str(folder)], watcher=Closing())
    finally:
        signal.signal(signal.SIGHUP, before)
    assert (receipt.kept, receipt.interrupted) == (1, False)


@pytest.mark.usefixtures("by_hand")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_a_second_reading_that_fails_leaves_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "c.db", create=True)
    build(store, [str(making.write(tmp_path / "pages", a=VISIT, b=f"{VISIT}\nlater"))])
    before = list(Store(store.path).articles())
    dying = "import os, making\nread = making.read_document\n"
    dying += "making.read_document = lambda page: os._exit(3) if 'visit' in page.text else read(page)\n"
    monkeypatch.setattr(crew, "PROGRAM", dying + making.WORKER)
    monkeypatch.setattr("runut.build.engine_version", lambda: "next")
    receipt = build(store, [], reread=True, workers=1)
    assert (receipt.reread, receipt.not_reread, receipt.outdated) == (0, 2, 2)
    assert any("not read again" in line for line in receipt.lines())
    assert {r.reason for r in receipt.rejects} == {"crashed"}
    assert list(Store(store.path).articles()) == before


@pytest.mark.usefixtures("by_hand")
def test_what_was_refused_for_time_is_tried_again_when_asked(tmp_path: Path) -> None:
    from dataclasses import replace

    from runut.keep.store import Batch, Entry, Page

    folder = making.write(tmp_path / "pages", a=VISIT)
    store, raw = Store(tmp_path / "c.db", create=True), replace(making.raw(VISIT), source=str(folder / "a.txt"))
    batch = Batch()
    batch.put(Entry((Page.of(raw),), Reject(raw.source, "too-slow", "")))
    store.add(batch, store.begin_run(engine_version(), [], "now"))
    assert build(store, [str(folder)]).kept == 0
    assert build(store, [str(folder)], reread=True).kept == 1
    assert store.totals().rejects == ()


def test_what_the_user_reads_by_reaches_the_workers(tmp_path: Path) -> None:
    rules = tmp_path / "acts.yaml"
    rules.write_text(ACTS)
    page = RawPage("a.txt", SENTENCE.encode(), "text")
    use_files([rules])
    try:
        with Crew(1) as hand:
            (found,) = readings([page], hand)
        (wanted,) = readings([page])
    finally:
        use(Own())
    for one in (found, wanted):
        assert isinstance(one, Reading)
        assert isinstance(one.outcome, Article)
        assert [event.act for event in one.outcome.events] == ["stand_by"]


@pytest.mark.usefixtures("by_hand")
def test_a_worker_that_cannot_start_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = making.write(tmp_path / "pages", a=VISIT)
    monkeypatch.setattr(crew, "PROGRAM", "import sys; sys.exit(3)")
    with pytest.raises(WorkerError, match="exit code 3"):
        made(tmp_path / "c.db", [folder], 1)
    assert run(["build", str(folder), "-o", str(tmp_path / "c.db"), "--workers", "2"]) == 2
    assert "could not be started" in capsys.readouterr().err


@pytest.mark.usefixtures("by_hand")
def test_workers_by_other_rules_stop_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "engine_version", lambda: "before the files were changed")
    with pytest.raises(WorkerError, match="changed while"):
        made(tmp_path / "c.db", [making.write(tmp_path / "pages", a=VISIT)], 1)


@pytest.mark.usefixtures("by_hand")
def test_our_own_faults_are_shown_on_demand(tmp_path: Path) -> None:
    store = Store(tmp_path / "c.db", create=True)
    with pytest.raises(RunutError, match="ZeroDivisionError"):
        build(store, [str(making.write(tmp_path / "pages", a="crash"))], workers=1, debug=True)


@pytest.mark.usefixtures("by_hand")
def test_a_setting_that_is_wrong_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = (
        "import making\nfrom runut.errors import UsageError\n"
        "def read(document):\n    raise UsageError('the codebook is wrong')\nmaking.read_document = read\n"
    )
    monkeypatch.setattr(crew, "PROGRAM", wrong + making.WORKER)
    with pytest.raises(RunutError, match="the codebook is wrong"):
        made(tmp_path / "c.db", [making.write(tmp_path / "pages", a=VISIT)], 1)


@pytest.mark.usefixtures("by_hand")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
def test_ctrl_c_and_its_like_stop_in_order(tmp_path: Path) -> None:
    """The build says what is safe and leaves no process; the same command goes on."""
    folder = making.write(tmp_path / "pages", **{f"p{n:02}": f"{VISIT}\n{n}" for n in range(40)})
    script = (
        "import sys, time, making, runut.crew\n"
        "slow = 'import making, time\\nread = making.read\\n'\n"
        "slow += 'def later(page):\\n    time.sleep(0.2)\\n    return read(page)\\nmaking.read = later\\n'\n"
        "runut.crew.PROGRAM = slow + making.WORKER\n"
        "from runut.cli import run\n"
        f"sys.exit(run(['build', {str(folder)!r}, '-o', {str(tmp_path / 'c.db')!r}, '--workers', '2', '--json']))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and not _begun(tmp_path / "c.db"):
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "the same command goes on" in err
    assert '"interrupted":true' in out
    assert made(tmp_path / "c.db", [folder], 0)[0] == made(tmp_path / "other.db", [folder], 0)[0]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGINT"])
def test_a_signal_that_falls_into_a_finaliser_is_not_lost(number: str) -> None:
    """Python drops what is raised there; the work must stop all the same, and other such faults still be told."""
    dropped: list[object] = []

    class Last:
        def __del__(self) -> None:
            signal.raise_signal(getattr(signal, number))

    class Other:
        def __del__(self) -> None:
            raise ValueError

    def work() -> None:
        with stoppable():
            for one in (Other, Last):
                one()
            deadline = time.monotonic() + 30
            while time.monotonic() < deadline:
                time.sleep(0.01)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "unraisablehook", dropped.append)
        before = signal.signal(signal.SIGINT, signal.default_int_handler)  # behind nohup it may be ignored
        try:
            with pytest.raises(KeyboardInterrupt):
                work()
        finally:
            signal.signal(signal.SIGINT, before)
        assert sys.unraisablehook == dropped.append
    assert len(dropped) == 1


def _begun(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        return bool(Store(path).totals().articles)
    except RunutError:  # being made
        return False


@pytest.mark.usefixtures("by_hand")
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_a_killed_build_leaves_no_worker(tmp_path: Path) -> None:
    note = tmp_path / "worker"
    noting = f"import os, pathlib\npathlib.Path({str(note)!r}).write_text(str(os.getpid()))\n"
    script = (
        "import os, signal, making, runut.crew\n"
        f"runut.crew.PROGRAM = {noting!r} + making.WORKER\n"
        "from runut.crew import Crew\n"
        "with Crew(1) as crew:\n"
        "    crew.clean(making.raw('a')).result()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    died = subprocess.run([sys.executable, "-c", script], env=environment, timeout=120)
    assert died.returncode == -signal.SIGKILL
    deadline = time.monotonic() + 30
    while Path(f"/proc/{note.read_text()}/cmdline").exists() and time.monotonic() < deadline:
        if not Path(f"/proc/{note.read_text()}/cmdline").read_bytes():  # a zombie
            break
        time.sleep(0.1)
    assert time.monotonic() < deadline
