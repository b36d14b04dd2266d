"""``runut review`` from the command line: a round trip, decisions taken elsewhere, decisions as gold."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import making
from runut.cli import run
from runut.commands.review import REASON_NAMES, review_command
from runut.keep.store import Store
from runut.review.deciding import REASONS
from runut.review.scoring import score

VISIT = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual\nattack ASSAULT RUS UKR 2023-05-01 actual"
AWARD = "award YIELD RUS PRK 2020-05-05 planned"
AT = "2026-11-28T16:00+07:00"


@pytest.fixture(autouse=True)
def _hand_made_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Making a chronicle takes longer than any test here: they get copies."""
    path = tmp_path_factory.mktemp("empty") / "c.db"
    Store(path, create=True).engine.dispose()
    return path


@pytest.fixture
def db(empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path, pages = shutil.copy(empty, tmp_path / "c.db"), making.write(tmp_path / "pages", a=VISIT, b=AWARD)
    shutil.copy(empty, tmp_path / "other.db")
    assert run(["build", str(pages), "-o", str(path)]) == 0
    capsys.readouterr()
    return str(path)


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    def call(*arguments: str, code: int = 0) -> list[str]:
        assert run(list(arguments)) == code
        return capsys.readouterr().out.splitlines()

    return call


def objects(found: list[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in found]


def event(lines: Callable[..., list[str]], db: str, act: str) -> str:
    return next(str(one["id"]) for one in objects(lines("timeline", db, "--json")) if one["act"] == act)


def test_a_round_trip(db: str, lines: Callable[..., list[str]]) -> None:
    visit, award = event(lines, db, "visit"), event(lines, db, "award")
    assert len(lines("review", "queue", db)) == 6
    said = lines("review", "accept", visit, db, "--by", "sari", "--at", AT)
    assert said[0].endswith("accept by sari")
    assert said[1].split()[0] == visit
    lines("review", "edit", award, db, "--status", "denied", "--time", "2020-05", "--by", "sari", "--note", "cek KCNA")
    lines("review", "reject", event(lines, db, "attack"), db, "--reason", "not-an-event", "--by", "budi")
    told = {one["act"]: one for one in objects(lines("timeline", db, "--json"))}
    assert set(told) == {"visit", "award"}
    assert told["award"]["status"] == "denied"
    assert told["award"]["decisions"][0]["note"] == "cek KCNA"
    assert told["visit"]["decisions"][0] | {"id": ""} == {
        "id": "", "at": "2026-11-28T09:00:00.000000Z", "author": "sari", "verb": "accept", "reason": None,
        "note": None, "fields": [], "stale": False,
    }  # fmt: skip
    assert lines("review", "queue", db) == []
    assert "edit by sari" in "\n".join(lines("timeline", db))
    assert next(csv.DictReader(io.StringIO("\n".join(lines("timeline", db, "--csv")))))["decisions"] == "edit sari"
    assert [one["verb"] for one in objects(lines("review", "list", db, "--json"))] == ["accept", "edit", "reject"]
    assert "time = 2020-05" in "\n".join(lines("review", "list", db, "--csv"))
    assert lines("review", "undo", "last", db, "--by", "sari")[0].split()[1] == "undo"
    assert len(lines("timeline", db, "--json")) == 3
    assert lines("review", "list", db)


def test_the_login_name_decides_when_nobody_is_named(
    db: str, lines: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "tamu")
    assert lines("review", "accept", event(lines, db, "visit"), db)[0].endswith("by tamu")


def test_decisions_go_elsewhere_and_come_back(db: str, tmp_path: Path, lines: Callable[..., list[str]]) -> None:
    lines("review", "reject", event(lines, db, "award"), db, "--reason", "other", "--by", "sari")
    lines("review", "accept", event(lines, db, "visit"), db, "--by", "sari")
    lines("review", "undo", "last", db, "--by", "sari")
    file, other = tmp_path / "d.jsonl", str(tmp_path / "other.db")
    lines("review", "export", db, "-o", str(file))
    assert file.read_text() == "".join(f"{line}\n" for line in lines("review", "export", db))
    lines("build", str(tmp_path / "pages"), "-o", other)
    file.write_text("\n".join(reversed(file.read_text().splitlines())))
    assert lines("review", "import", str(file), other) == ["3 added, 0 here already, 0 of the added wait"]
    assert lines("timeline", other, "--json") == lines("timeline", db, "--json")
    assert lines("review", "import", str(file), other) == ["0 added, 3 here already, 0 of the added wait"]
    assert lines("review", "list", other, "--waiting") == []


def test_a_decision_without_its_article_waits(db: str, tmp_path: Path, lines: Callable[..., list[str]]) -> None:
    lines("review", "accept", event(lines, db, "visit"), db, "--by", "sari")
    file, other = tmp_path / "d.jsonl", str(tmp_path / "other.db")
    lines("review", "export", db, "-o", str(file))
    lines("build", str(tmp_path / "pages" / "b.txt"), "-o", other)
    assert lines("review", "import", str(file), other) == ["1 added, 0 here already, 1 of the added wait"]
    assert "waiting" in "\n".join(lines("review", "list", other, "--waiting"))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda one: one | {"author": "budi"}, "changed after it was made"),
        (lambda one: one | {"id": "", "verb": "bless"}, "verb 'bless'"),
        (lambda one: one | {"id": "", "at": "kemarin"}, "no time"),
        (lambda one: one | {"id": "", "at": AT}, "not UTC"),
        (lambda one: one | {"id": "", "author": ""}, "no author"),
        (lambda one: one | {"id": "", "pins": []}, "its reports"),
        (lambda one: one | {"id": "", "pins": [{"article": "x"}]}, "no decision"),
        (lambda one: [one], "one JSON object"),
    ],
)
def test_a_line_that_is_no_decision_adds_nothing(
    db: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: Callable[..., object], complaint: str
) -> None:
    assert run(["timeline", db, "--json"]) == 0
    name = json.loads(capsys.readouterr().out.splitlines()[0])["id"]
    assert run(["review", "accept", name, db, "--by", "sari"]) == 0
    capsys.readouterr()
    assert run(["review", "export", db]) == 0
    good = capsys.readouterr().out
    file = tmp_path / "d.jsonl"
    file.write_text(good + json.dumps(change(json.loads(good))))
    other = str(tmp_path / "other.db")
    assert run(["build", str(tmp_path / "pages"), "-o", other]) == 0
    assert run(["review", "import", str(file), other]) == 2
    shown = capsys.readouterr().err
    assert "line 2" in shown
    assert complaint in shown
    assert run(["review", "list", other]) == 0
    assert "no decisions here" in capsys.readouterr().err


def test_a_line_without_id_gets_one(db: str, tmp_path: Path, lines: Callable[..., list[str]]) -> None:
    lines("review", "accept", event(lines, db, "visit"), db, "--by", "sari")
    (one,) = objects(lines("review", "export", db))
    del one["id"]
    file = tmp_path / "d.jsonl"
    file.write_text(json.dumps(one | {"author": "budi"}))
    assert lines("review", "import", str(file), db) == ["1 added, 0 here already, 0 of the added wait"]


def test_decisions_as_gold(db: str, tmp_path: Path, lines: Callable[..., list[str]]) -> None:
    assert lines("review", "gold", db) == []
    lines("review", "accept", event(lines, db, "visit"), db, "--by", "sari")
    file = tmp_path / "gold.yaml"
    lines("review", "gold", db, "-o", str(file))
    (item,) = yaml.safe_load(file.read_text())
    assert item["text"] == "visit CONSULT PRK RUS 2023-09-13 actual"
    assert (item["published"], item["events"][0]["date"]) == ("2023-09-14", ["2023-09-13"])
    lines("review", "reject", event(lines, db, "attack"), db, "--reason", "not-an-event", "--by", "sari")
    lines("review", "edit", event(lines, db, "award"), db, "--status", "actual", "--by", "sari")
    lines("review", "gold", db, "-o", str(file))
    whole, other = sorted(yaml.safe_load(file.read_text()), key=lambda one: -len(one["text"]))
    assert (whole["text"], [one["type"] for one in whole["events"]]) == (VISIT, [["CONSULT"]])
    assert other["events"][0]["status"] == ["actual"]
    found = score(file, making.read)
    assert (found.level("located").wanted, found.level("located").given) == (2, 3)
    assert found.level("located").right == 2
    assert found.level("status").right == 1, "what was put right is read wrongly, and counted so"


def test_every_verb_of_review_ends_its_help_with_an_example(lines: Callable[..., list[str]]) -> None:
    for verb in review_command.commands:  # type: ignore[attr-defined]
        text = "\n".join(lines("review", verb, "--help"))
        assert text.rstrip().rsplit("\n", 1)[-1].strip().startswith("runut "), verb
        assert "Example:" in text


def test_the_reasons_offered_are_those_there_are() -> None:
    assert set(REASON_NAMES) == set(REASONS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["accept", "ev-nothing", "{db}"],
        ["accept"],
        ["accept", "ev-nothing", "missing.db"],
        ["reject", "ev-nothing", "{db}"],
        ["accept", "ev-nothing", "{db}", "--at", "2026-11-28"],
        ["accept", "ev-nothing", "{db}", "--by", " "],
        ["list", "{db}", "--json", "--csv"],
        ["import", "missing.jsonl", "{db}"],
        ["export", "{db}", "-o", "{db}/no"],
        ["bless"],
    ],
)
def test_wrong_use_is_2_and_one_message(arguments: list[str], db: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", *(one.replace("{db}", db) for one in arguments)]) == 2
    assert "Traceback" not in capsys.readouterr().err
