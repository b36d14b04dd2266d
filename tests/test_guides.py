"""The user's guides are true: every command in them runs, in their order, on the example articles.

The ids of events that a guide shows are examples; those of the chronicle at hand are put in their place. Where a guide
says that the reader fills a sheet in, the test fills it in.
"""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from runut.cli import run
from runut.config import example_articles

DOCS = Path(__file__).parent.parent / "docs"
FOLDERS = {"panduan.md": ("halaman", "halaman-baru"), "guide.md": ("pages", "new-pages")}
# Each tells something that the guide asks for: a visit, a denial, a letter, a disagreement.
FIRST = ("05", "06", "07", "08", "09", "11", "14")
LATER = ("15", "16")
EVENT = re.compile(r"ev-[0-9a-f]{12}")


def commands(name: str) -> list[list[str]]:
    """The lines of a guide that begin with a prompt."""
    text = (DOCS / name).read_text(encoding="utf8")
    blocks = re.findall(r"^```console\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [shlex.split(line[2:]) for block in blocks for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the guide's pages, where nothing waits for readers."""

    def stand_in(_server: Any, sockets: list[socket.socket]) -> None:
        sockets[0].close()

    monkeypatch.setattr("uvicorn.Server.run", stand_in)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("name", list(FOLDERS))
def test_every_command_of_a_guide_runs(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place, numbers in zip(FOLDERS[name], (FIRST, LATER), strict=True):
        (folder / place).mkdir()
        for article in example_articles():
            if article.name[:2] in numbers:
                shutil.copy(article, folder / place)
    ids: Iterator[str] = iter(())
    for words in commands(name):
        if words[0] == "cp":
            shutil.copy(words[1], words[2])
            continue
        assert words[0] == "runut"
        if "review" in words and "queue" in words:
            ids = iter(events(words[3], capsys))
        arguments = [next(ids) if EVENT.fullmatch(word) else word for word in words[1:]]
        if arguments[0] == "serve":
            arguments += ["--port", "0"]
        code = run(arguments)
        said = capsys.readouterr()
        assert code == 0, (arguments, said.err)
        assert said.out or "-o" in arguments or arguments[0] in ("diff", "verify"), arguments
        if "--sample" in arguments:
            fill_in(folder / "audit.csv")


def events(chronicle: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Ids of the chronicle, the most certain first: a guide's reader accepts the first and rejects the second."""
    run(["timeline", chronicle, "--json"])
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [row["id"] for row in sorted(rows, key=lambda row: -row["confidence"])]


def fill_in(sheet: Path) -> None:
    """Judge every event of a sheet right."""
    with open(sheet, encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(sheet, "w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "verdict": "y"} for row in rows)


def test_both_guides_go_the_same_way() -> None:
    """What one tells the other tells, but for the names of files and folders and the language."""
    ways = [[verb(words) for words in commands(name)] for name in FOLDERS]
    assert ways[0] == ways[1]
    assert len(ways[0]) > 20


def verb(words: list[str]) -> str:
    """What a command does, without ``--lang`` and what it names."""
    bare = [word for word in words if word not in ("--lang", "id", "en")]
    return " ".join(word for word in bare if word == bare[0] or re.fullmatch(r"--?[a-z-]+|[a-z]{4,}", word))
