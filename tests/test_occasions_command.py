"""``runut occasions`` over a small chronicle: all and one, three formats, filters, names that mean nothing."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import making
from runut.cli import run

PAGES = {
    "a": "published 2021-05-10\nRusia memperingati Hari Kemenangan ke-76.\nvisit CONSULT PRK RUS 2021-05-09 actual",
    "b": "published 2023-05-10\nRusia memperingati Hari Kemenangan ke-78.\nvisit CONSULT PRK RUS 2023-05-09 actual",
    "c": "published 2024-01-02\nvisit CONSULT USA RUS 2024-01-01 actual",
}


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    making.install(monkeypatch)
    path = str(tmp_path / "c.db")
    assert run(["build", str(making.write(tmp_path / "pages", **PAGES)), "-o", path]) == 0
    capsys.readouterr()
    return path


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 0
    return capsys.readouterr().out


def test_all_occasions_in_three_formats(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    (told,) = map(json.loads, output(capsys, "occasions", db, "--json", "--lang", "en").splitlines())
    assert (told["title"], told["first"], told["last"], told["events"]) == ("Victory Day of Russia", 2021, 2023, 2)
    (row,) = csv.DictReader(io.StringIO(output(capsys, "occasions", db, "--csv")))
    assert (row["id"], row["title"], row["years"]) == (told["id"], "Hari Kemenangan (Rusia)", "2021 1; 2023 1")
    page = output(capsys, "occasions", db, "--lang", "en")
    assert "Victory Day of Russia" in page
    assert "2021 (1), 2023 (1)" in page


def test_one_occasion_in_three_formats(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    names = ("Hari Kemenangan", "victory day", "victory-day-europe")
    pages = {output(capsys, "occasions", db, name, "--lang", "en") for name in names}
    (page,) = pages
    assert [line for line in page.splitlines() if not line.startswith(" ")] == [
        "Victory Day of Russia, since 1945-05-09: 2 events  [victory-day-europe]",
        "2021 (76th): 1 event",
        "2022: gap: no articles",
        "2023 (78th): 1 event",
    ]
    told = json.loads(output(capsys, "occasions", db, "Victory Day", "--json"))
    rows = list(csv.DictReader(io.StringIO(output(capsys, "occasions", db, "Victory Day", "--csv"))))
    assert [str(one["year"]) for one in told["years"]] == [row["year"] for row in rows] == ["2021", "2022", "2023"]
    assert [row["outlets"] for row in rows] == ["a.txt", "", "b.txt"]
    assert [row["ordinals"] for row in rows] == ["76", "", "78"]


def test_filters_and_empty_answers(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(output(capsys, "occasions", db, "Victory Day", "--from", "2022", "--json"))
    assert [one["year"] for one in told["years"]] == [2023]
    assert run(["occasions", db, "--actor", "USA"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "no events of an occasion here" in said.err
    assert run(["occasions", db, "Anzac Day"]) == 0
    assert "no events of an occasion here" in capsys.readouterr().err


def test_what_cannot_be_asked(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["occasions", db, "hari entah apa"]) == 2
    assert "'hari entah apa'" in capsys.readouterr().err
    assert run(["occasions", db, "Bali"]) == 2
    assert "bali-bombing" in capsys.readouterr().err
    assert run(["occasions", db, "--json", "--csv"]) == 2
