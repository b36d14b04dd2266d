"""The settings file: defaults for every verb, the command line goes before, what is not known is refused by name."""

from __future__ import annotations

import json
import tomllib
from importlib import import_module
from pathlib import Path

import click
import pytest

import making
from runut.cli import VERBS, run
from runut.commands.settings import SETTINGS, defaults, written
from runut.errors import UsageError

VISIT = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    making.install(monkeypatch)
    monkeypatch.chdir(tmp_path)


def settings(text: str, at: Path = Path("runut.toml")) -> Path:
    at.write_text(text, encoding="utf8")
    return at


def test_init_writes_a_file_that_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init"]) == 0
    assert tomllib.loads(Path("runut.toml").read_text()) == {"reading": {}, "fetching": {}, "watch": {}, "build": {}}
    assert run(["init"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert run(["codebook", "search", "bertemu"]) == 0


def test_every_key_of_it_is_known_and_explained() -> None:
    text = written()
    bare = "\n".join(line.removeprefix("# ") if " = " in line else line for line in text.splitlines())
    made = defaults(settings(bare))
    assert made["build"]["workers"] == 4
    assert made["codebook"]["test"]["codebook"] == ("my-acts.yaml",)
    for setting in SETTINGS:
        assert f"# {setting.says}\n" in text


def test_the_options_are_those_of_the_verbs() -> None:
    for setting in SETTINGS:
        for verb, option in setting.options:
            name, *inner = verb.split()
            command = getattr(import_module(f"runut.commands.{VERBS[name][0]}"), f"{name}_command")
            for part in inner:
                assert isinstance(command, click.Group)
                command = command.commands[part]
            assert option in {parameter.name for parameter in command.params}, f"{verb} has no {option}"


def test_they_hold_and_the_command_line_goes_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    making.write(tmp_path / "pages", a=VISIT)
    (tmp_path / "set").mkdir()
    settings('chronicle = "mine.db"\nlang = "en"\n[build]\nprogress = "json"\n', tmp_path / "set" / "s.toml")
    assert run(["--config", "set/s.toml", "build", "pages"]) == 0
    assert (tmp_path / "set" / "mine.db").exists()
    assert '"doing":"nothing"' in capsys.readouterr().err
    assert run(["--config", "set/s.toml", "timeline"]) == 0
    assert "visits" in capsys.readouterr().out
    assert run(["--config", "set/s.toml", "timeline", "--lang", "id"]) == 0
    assert "mengunjungi" in capsys.readouterr().out
    assert run(["--config", "set/s.toml", "build", "pages", "-o", "other.db", "--progress", "none"]) == 0
    assert capsys.readouterr().err == ""
    assert (tmp_path / "other.db").exists()


WRONG = {
    "[build]\nworker = 4": "there is no setting build.worker; do you mean build.workers?",
    "workers = 4": "do you mean build.workers?",
    "[biuld]\nworkers = 4": "do you mean build.workers?",
    "[build]\nworkers = '4'": "build.workers must be a whole number",
    "[build]\nworkers = true": "must be a whole number",
    "[reading]\ncodebook = 'a.yaml'": "must be a list",
    "cronicle = 'a.db'": "do you mean chronicle?",
    "[biuld]": "there is no setting biuld",
    "zzz = 1": "known are chronicle, lang",
    "build": "is not TOML",
}


@pytest.mark.parametrize(("text", "said"), WRONG.items())
def test_what_is_not_known_is_refused(text: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError) as error:
        defaults(settings(text))
    assert said in str(error.value)
    assert run(["articles", "missing.db"]) == 2
    assert said in capsys.readouterr().err


def test_a_value_that_the_option_refuses(capsys: pytest.CaptureFixture[str]) -> None:
    settings("[build]\nworkers = -1")
    assert run(["build", "pages"]) == 2
    assert "-1" in capsys.readouterr().err
    assert run(["--config", "missing.toml", "build", "pages"]) == 2


def test_progress_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = making.write(tmp_path / "pages", a=VISIT, b="unreadable")
    assert run(["build", str(folder), "-o", "c.db", "--progress", "json", "--json"]) == 0
    shown = capsys.readouterr()
    lines = [json.loads(line) for line in shown.err.splitlines()]
    assert lines[0]["doing"] == "reading"
    assert lines[-1] == {"doing": "nothing", "read": 2}
    assert json.loads(shown.out)["kept"] == 1
