"""``runut stories`` over a small chronicle: three formats, filters that choose, and why two events are of one story."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

import making
from runut.cli import run

PAGES = {
    "a": "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual",
    "b": "published 2023-09-15\nmeet CONSULT PRK RUS 2023-09-14 actual\n"
    "impose_sanctions SANCTION USA PRK 2023-09-14 actual",
    "c": "published 2025-01-02\nvisit CONSULT USA RUS 2025-01-01 actual",
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


def events(db: str, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    lines = map(json.loads, output(capsys, "timeline", db, "--json").splitlines())
    return {f"{one['act']} {one['time']['value'][:4]}": one["id"] for one in lines}


def test_three_formats_tell_the_same_story(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    (story,) = map(json.loads, output(capsys, "stories", db, "--json").splitlines())
    assert [one["act"] for one in story["events"]] == ["visit", "meet"]
    assert (story["from"], story["to"], story["articles"]) == ("2023-09-13", "2023-09-14", 2)
    (row,) = csv.DictReader(io.StringIO(output(capsys, "stories", db, "--csv")))
    assert (row["id"], row["events"]) == (story["id"], "2")
    page = output(capsys, "stories", db, "--lang", "en")
    assert "North Korea, Russia  [2 events, 2 articles, 2 sources" in page
    assert page.count("\n") == 3


def test_filters_choose_stories_and_do_not_change_them(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    (story,) = map(json.loads, output(capsys, "stories", db, "--from", "2023-09-14", "--json").splitlines())
    assert len(story["events"]) == 2
    assert output(capsys, "stories", db, "--actor", "USA", "--json") == ""
    assert output(capsys, "stories", db, "--limit", "0", "--json") == ""


def test_newest_first_and_skipping(db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = "published 2024-05-02\nvisit CONSULT USA RUS 2024-05-01 actual\nmeet CONSULT USA RUS 2024-05-01 actual"
    assert run(["build", str(making.write(tmp_path / "later", d=later)), "-o", db]) == 0
    capsys.readouterr()

    def days(*options: str) -> list[str]:
        return [json.loads(line)["from"] for line in output(capsys, "stories", db, "--json", *options).splitlines()]

    assert days() == ["2023-09-13", "2024-05-01"]
    assert days("--newest") == ["2024-05-01", "2023-09-13"]
    assert days("--newest", "--limit", "1") == ["2024-05-01"]
    assert days("--offset", "1") == ["2024-05-01"]


def test_why_two_events_are_of_one_story_can_be_asked(db: str, capsys: pytest.CaptureFixture[str]) -> None:
    ids = events(db, capsys)
    said = output(capsys, "stories", db, "--why", ids["visit 2023"], ids["meet 2023"])
    assert "satu cerita" in said
    assert "dua negara yang sama +0.80" in said
    assert "two_states" not in said
    said = output(capsys, "stories", db, "--why", ids["visit 2023"], ids["visit 2025"], "--lang", "en")
    assert "not of one story" in said
    found = json.loads(output(capsys, "stories", db, "--json", "--why", ids["visit 2023"], ids["meet 2023"]))
    assert found["story"] is not None
    assert found["direct"]["score"] >= found["threshold"]
    assert run(["stories", db, "--why", ids["visit 2023"], "ev-none"]) == 2
    assert "ev-none" in capsys.readouterr().err
