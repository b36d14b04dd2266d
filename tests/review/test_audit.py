"""The audit: samples that can be drawn again, sheets that survive a spreadsheet, Wilson's interval, verdicts kept."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import making
from runut.api import Chronicle
from runut.cli import run
from runut.errors import UsageError
from runut.keep.decisions import held
from runut.keep.filters import Filter
from runut.keep.merging import merge
from runut.keep.store import Batch, Entry, Page, Store
from runut.review.audit import precision, sample, wilson
from runut.review.sheet import read_sheet

EVENTS = [f"visit CONSULT PRK RUS 20{year}-09-13 actual" for year in range(10, 24)]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Making a chronicle takes longer than any test here: they get copies."""
    made = Store(tmp_path_factory.mktemp("full") / "c.db", create=True)
    batch = Batch()
    for number, line in enumerate(EVENTS):
        raw = making.raw(line, f"{number}.txt")
        batch.put(Entry((Page.of(raw),), making.read(raw)))
    made.add(batch, made.begin_run("test", [], "now"))
    merge(made)
    with made.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    made.engine.dispose()
    return made.path


@pytest.fixture
def store(full: Path, tmp_path: Path) -> Iterator[Store]:
    made = Store(Path(shutil.copy(full, tmp_path / "c.db")))
    yield made
    made.engine.dispose()


# The bounds are those of Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
@pytest.mark.parametrize(
    ("right", "judged", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson(right: int, judged: int, low: float, high: float) -> None:
    assert wilson(right, judged) == pytest.approx((low, high), abs=0.0001)


def test_wilson_of_nothing_is_everything() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(20, 20)[1] == pytest.approx(1.0)


def test_a_sample_can_be_drawn_again_and_a_larger_one_holds_it(store: Store) -> None:
    def drawn(size: int, seed: int) -> list[str]:
        return [one.id for one in sample(store, Filter(), size, seed)]

    assert drawn(5, 0) == drawn(5, 0) == drawn(9, 0)[:5]
    assert drawn(5, 0) != drawn(5, 1)
    assert len(set(drawn(100, 0))) == len(EVENTS)
    assert {one.time.value for one in sample(store, Filter.of(since="2020"), 100, 0) if one.time} == {
        f"20{year}-09-13" for year in range(20, 24)
    }


def filled(path: Path, fill: Callable[[int], tuple[str, str]], delimiter: str = ",") -> Path:
    """The sheet as a judge gives it back, from whatever spreadsheet."""
    rows = list(csv.DictReader(io.StringIO(path.read_text())))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    for number, row in enumerate(rows):
        verdict, reason = fill(number)
        writer.writerow(row | {"verdict": verdict, "reason": reason})
    path.write_text("\ufeff" + out.getvalue(), encoding="utf-8")
    return path


@pytest.fixture
def sheet(store: Store, tmp_path: Path) -> Path:
    path = tmp_path / "audit.csv"
    assert run(["audit", str(store.path), "--sample", "10", "-o", str(path)]) == 0
    return path


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_figures(sheet: Path, delimiter: str, capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = [("y", ""), ("Ya", ""), ("", ""), ("n", "wrong-date"), ("n", "not-an-event"), ("?", "")]
    filled(sheet, lambda n: verdicts[min(n, 5)], delimiter)
    figures, reasons = precision(read_sheet(sheet))
    assert [(one.right, one.judged) for one in figures] == [(2, 4), (3, 4)]
    assert reasons == {"wrong-date": 1, "not-an-event": 1}
    capsys.readouterr()
    assert run(["audit", "--judged", str(sheet)]) == 0
    out = capsys.readouterr().out
    assert "4 judged of 10 drawn" in out
    assert "50.0 %  (95 %: 15.0 to 85.0)" in out
    assert run(["audit", "--judged", str(sheet), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"][0]["precision"] == 0.5


def test_verdicts_can_be_kept_as_decisions(store: Store, sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    verdicts = [("y", ""), ("n", "not-an-event"), ("n", "wrong-date"), ("n", "wrong-type"), ("n", ""), ("", "")]
    filled(sheet, lambda n: verdicts[min(n, 5)])
    capsys.readouterr()
    assert run(["audit", str(store.path), "--judged", str(sheet), "--record", "--by", "sari"]) == 0
    shown = capsys.readouterr()
    assert "3 kept as decisions by sari" in shown.out
    assert "wrong-type: say what is right" in shown.err
    assert "wrong without a reason" in shown.err
    assert [(one.decision.verb, one.decision.reason) for one in held(store)] == [
        ("accept", None), ("reject", "not-an-event"), ("reject", "wrong-date"),
    ]  # fmt: skip
    with Chronicle(store.path) as chronicle:
        assert len(list(chronicle.timeline())) == len(EVENTS) - 1


@pytest.mark.parametrize(
    ("verdict", "reason", "complaint"),
    [("maybe", "", "line 2: verdict 'maybe'"), ("n", "boring", "choose one of"), ("y", "wrong-date", "and yet")],
)
def test_a_bad_verdict_is_named_with_its_line(sheet: Path, verdict: str, reason: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        read_sheet(filled(sheet, lambda _: (verdict, reason)))


def test_asking_goes_on_where_it_stopped(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "asked.csv"
    command = ["audit", str(store.path), "--sample", "3", "-o", str(path), "--ask"]
    monkeypatch.setattr("sys.stdin", io.StringIO("y\nq\n"))
    assert run(command) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("n\nwrong-place\ns\n"))
    assert run(command) == 0
    assert [(one.right, one.reason) for one in read_sheet(path)] == [(True, ""), (False, "wrong-place"), (None, "")]
    assert "2 judged of 3 drawn" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["{db}"], ["{db}", "--sample", "5", "--judged", "{sheet}"], ["{db}", "--sample", "0"],
        ["{db}", "--sample", "5", "-o", "{sheet}"], ["--judged", "nothing.csv"], ["--judged", "{db}"],
        ["{db}", "--sample", "5", "-o", "{sheet}/no"], ["{db}", "--sample", "5", "--actor", "Nobodi", "-o", "{sheet}2"],
    ],
)  # fmt: skip
def test_wrong_use(store: Store, sheet: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    given = [one.replace("{db}", str(store.path)).replace("{sheet}", str(sheet)) for one in arguments]
    capsys.readouterr()
    assert run(["audit", *given]) == 2
    assert "Traceback" not in capsys.readouterr().err
