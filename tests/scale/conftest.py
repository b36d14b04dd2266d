"""Web archives and tasks for the tests of scale."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest

import making
from runut.config import engine_version
from runut.own import own
from runut.scale.work import Task

# What a process runs that does shards, with the hand-made reader in it and in the one beside it.
POOL = """
import making, runut.reading, runut.crew
runut.reading.clean_page, runut.reading.read_document = making.clean_page, making.read_document
runut.crew.PROGRAM = making.WORKER
from runut.scale.pool import serve
serve()
"""


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hand-made reader in the place of the real one, in all processes."""
    making.install(monkeypatch)
    monkeypatch.setattr("runut.scale.pool.PROGRAM", POOL)


def task_in(folder: Path, *watched: str, isolated: bool = False, seconds: float = 60, retry: bool = False) -> Task:
    """A task whose output goes to the folder."""
    folder.mkdir(exist_ok=True)
    return Task(folder, own(), engine_version(), watched, seconds, isolated, retry=retry)


def web_archive(path: Path, pages: Sequence[tuple[str, bytes]], media: str = "text/html") -> Path:
    """A web archive of these pages, by address."""
    with path.open("wb") as out:
        for address, body in pages:
            http = b"HTTP/1.1 200 OK\r\nContent-Type: " + media.encode() + b"\r\n\r\n" + body
            lines = [
                "WARC/1.0", "WARC-Type: response", f"WARC-Target-URI: {address}",
                "Content-Type: application/http; msgtype=response", f"Content-Length: {len(http)}",
            ]  # fmt: skip
            out.write(gzip.compress("\r\n".join([*lines, "", ""]).encode() + http + b"\r\n\r\n", mtime=0))
    return path
