"""``runut scale`` and ``runut scale merge`` as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runut.cli import run

pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'runut[parquet]'")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text("Presiden Rusia Vladimir Putin tiba di Pyongyang pada Rabu (19/6/2024).")
    (folder / "b.txt").write_text("Pasar di Sleman ramai pada hari Minggu (16/6/2024), kata para pedagang di sana.")
    return folder


def test_from_pages_to_a_chronicle(tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, chronicle = str(tmp_path / "s"), str(tmp_path / "k.db")
    names = tmp_path / "names.txt"
    names.write_text("# siapa\nKorut\n")
    order = ["scale", str(pages), "-o", out, "--no-model", "--watch", "Rusia", "--watch-list", str(names), "--json"]
    assert run(order) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["read"], told["passed_over"], told["kept"], told["watched"]) == (2, 1, 1, ["Korut", "Rusia"])
    assert run(order[:-1]) == 0
    assert "1 of them were done already" in capsys.readouterr().out
    assert run(["scale", "merge", out, "-o", chronicle, "--no-model"]) == 0
    assert "kept                  1" in capsys.readouterr().out
    assert run(["timeline", chronicle, "--json"]) == 0
    assert "Putin" in capsys.readouterr().out
    assert run(["scale", "merge", out, "-o", chronicle]) == 2
    assert "--no-model" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("order", "says"),
    [
        (["scale"], "runut scale crawl.warc.gz -o shards"),
        (["scale", "a.txt"], "runut scale crawl.warc.gz -o shards"),
        (["scale", "-", "-o", "{}/s"], "save it to a file"),
        (["scale", "a.txt", "-o", "{}/s", "--watch", " "], "--watch needs a name"),
        (["scale", "a.txt", "-o", "{}/s", "--watch-list", "{}/none"], "--watch-list"),
        (["scale", "merge", "{}/none"], "runut scale PATH"),
    ],
)
def test_wrong_usage_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], order: list[str], says: str
) -> None:
    assert run([part.format(tmp_path) for part in order]) == 2
    assert says in capsys.readouterr().err


def test_nothing_that_can_be_read_is_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scale", str(tmp_path / "none.txt"), "-o", str(tmp_path / "s"), "--no-model"]) == 1
    assert "not-found 1" in capsys.readouterr().out


def test_two_at_once_in_one_folder_are_one_too_many(
    tmp_path: Path, pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fcntl = pytest.importorskip("fcntl", reason="no such locks on Windows")
    (tmp_path / "s").mkdir()
    with (tmp_path / "s" / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert run(["scale", str(pages), "-o", str(tmp_path / "s"), "--no-model"]) == 2
    assert "another runut scale is at work" in capsys.readouterr().err


def test_help_of_both(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["scale", "--help"]) == 0
    assert "--watch-list" in capsys.readouterr().out
    assert run(["scale", "merge", "--help"]) == 0
    assert "runut scale merge shards -o korea.db" in capsys.readouterr().out
