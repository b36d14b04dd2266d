"""``runut dyad`` over a small chronicle: three formats, two languages, the filters, who is unknown."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import making
from runut.cli import run

PAGES = {
    "a": "published 2023-09-14\n"
    "visit CONSULT PRK RUS 2023-09-13 actual\nsign AGREE person:vladimir-putin PRK - planned",
    "b": "published 2023-12-02\ncondemn ACCUSE USA PRK 2023-12-01 actual",
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


def test_the_page_says_how_it_counts_and_shows_gaps(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = output(capsys, "dyad", "Rusia", "Korut", db)
    assert "Rusia – Korea Utara: 2 peristiwa; 2 artikel dibaca" in page
    assert "Goldstein" in page
    assert "2023-10/2023-11" in page
    assert "celah: tak ada artikel (2)" in page
    assert "kunjungan Korea Utara → Rusia" in page
    english = output(capsys, "dyad", "Rusia", "Korut", db, "--lang", "en")
    assert "Russia – North Korea: 2 events; 2 articles read" in english
    assert "gap: no articles (2)" in english


def test_json_and_csv_say_the_same(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(output(capsys, "dyad", "Korut", "RUS", db, "--json"))
    rows = list(csv.DictReader(io.StringIO(output(capsys, "dyad", "Korut", "RUS", db, "--csv"))))
    assert [party["country"] for party in found["parties"]] == ["PRK", "RUS"]
    assert [(p["from"], p["coverage"], p["articles"], p["events"]) for p in found["periods"]] == [
        (row["from"], row["coverage"], int(row["articles"]), int(row["events"])) for row in rows
    ]
    assert [row["coverage"] for row in rows] == ["events", "gap", "silent"]
    assert found["statuses"] == {"actual": 1, "planned": 1}


def test_the_filters_narrow_the_events_and_the_months(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(output(capsys, "dyad", "Rusia", "Korut", db, "--status", "planned", "--json"))
    assert (found["events"], found["statuses"]) == (1, {"planned": 1})
    found = json.loads(output(capsys, "dyad", "Rusia", "Korut", db, "--from", "2023-10", "--json"))
    assert [period["from"] for period in found["periods"]] == ["2023-12"]
    assert (found["events"], found["articles"]) == (0, 1)


def test_who_is_unknown_is_said(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["dyad", "Rusia", "Atlantis", db]) == 0
    assert "'Atlantis'" in capsys.readouterr().err
    assert run(["dyad", "Rusia", "Korut", db, "--json", "--csv"]) == 2
