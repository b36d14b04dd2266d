"""``runut serve`` as a command: what it prints, and when it will not begin."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from typing import Any

import pytest

from runut.cli import run


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ports that would have been served; nothing runs."""
    ports: list[int] = []

    def stand_in(_server: Any, sockets: list[socket.socket]) -> None:
        ports.append(sockets[0].getsockname()[1])
        sockets[0].close()

    monkeypatch.setattr("uvicorn.Server.run", stand_in)
    return ports


def test_it_prints_the_address_to_open(demo: Path, served: list[int], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", str(demo), "--port", "0"]) == 0
    assert f"http://127.0.0.1:{served[0]}/  " in capsys.readouterr().out


def test_other_machines_get_a_token_that_is_new_each_time(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tokens = []
    for _ in range(2):
        assert run(["serve", str(demo), "--port", "0", "--host", "0.0.0.0"]) == 0
        found = re.search(r"[?]token=([\w-]{32})", capsys.readouterr().out)
        assert found
        tokens.append(found[1])
    assert tokens[0] != tokens[1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--port", "99999"], "port"),
        (["--host", "no such host"], "cannot be listened on"),
        (["--host", "0.0.0.0", "--token", "short"], "shorter"),
    ],
)
def test_what_cannot_be_served_is_wrong_usage(
    options: list[str], words: str, demo: Path, served: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["serve", str(demo), *options]) == 2
    assert words in capsys.readouterr().err
    assert not served


def test_a_port_in_use_is_said(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run(["serve", str(demo), "--port", str(taken.getsockname()[1])]) == 2
    assert "try another --port" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--contact", "nobody"], ["--max-upload", "0"], ["--codebook", "none.yaml"]])
def test_what_cannot_be_read_by_is_wrong_usage(options: list[str], demo: Path, served: list[int]) -> None:
    assert run(["serve", str(demo), "--port", "0", *options]) == 2
    assert not served


def test_a_chronicle_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", str(tmp_path / "none.db")]) == 2
    assert "there is no chronicle" in capsys.readouterr().err
