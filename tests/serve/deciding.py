"""A small chronicle by hand, and a reader who decides on its events."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

import making
from runut.keep.merging import merge
from runut.keep.store import Batch, Entry, Page, Store
from runut.serve.app import create_app
from runut.serve.guard import Guard
from runut.serve.writes import KEY

HERE = "http://127.0.0.1:8765"
LINES = {
    "a.txt": "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual",
    "b.txt": "published 2023-09-15\nvisit CONSULT PRK RUS 2023-09-13 actual\nsecond voice",
    "c.txt": "published 2023-09-20\nvisit CONSULT PRK RUS 2023-09-18 planned",
    "d.txt": "published 2023-09-21\nmeet CONSULT USA RUS 2023-09-20 actual",
    "e.txt": "published 2020-01-02\nsign AGREE USA PRK 2020-01-01 actual",
}


def make(path: Path, lines: Mapping[str, str] = LINES) -> Path:
    """A chronicle of the pages."""
    store = Store(path, create=True)
    add(store, lines)
    store.engine.dispose()
    return path


class Bench:
    """One workbench for many tests: making one takes longer than any of them; each finds the chronicle as it was."""

    def __init__(self, folder: Path, lines: Mapping[str, str] = LINES) -> None:
        self.made = make(folder / "made.db", lines)
        self.path = folder / "served" / "c.db"
        self.path.parent.mkdir()
        self._copy()
        self.client = TestClient(create_app(self.path, Guard.of("127.0.0.1"), "en"), base_url=HERE)

    def renewed(self) -> TestClient:
        """A reader who was never here, of a chronicle on which nobody has decided."""
        self._copy()
        for sheet in self.path.parent.glob("*.csv*"):
            sheet.unlink()
        self.client.cookies.clear()
        return self.client

    def _copy(self) -> None:
        with closing(sqlite3.connect(self.made)) as source, closing(sqlite3.connect(self.path)) as target:
            source.backup(target)


def add(store: Store, lines: Mapping[str, str]) -> None:
    """A build: the pages come in and are merged."""
    batch = Batch()
    for source, text in lines.items():
        raw = making.raw(text, source)
        batch.put(Entry((Page.of(raw),), making.read(raw)))
    store.add(batch, store.begin_run("test", [], "now"))
    merge(store)


class Writer:
    """Somebody with a browser."""

    def __init__(self, client: TestClient, name: str = "sari") -> None:
        self.client = client
        found = re.search(r'name="form_key" value="([0-9a-f]{64})"', client.get("/audit").text)
        self.key = found[1] if found else ""
        if name:
            self.send("/review/author", author=name, back="/review")

    def send(self, path: str, **sent: Any) -> Any:
        """Send a form; the answer is not followed."""
        headers = {"Accept": "text/html", "Origin": HERE, "Sec-Fetch-Site": "same-origin"}
        return self.client.post(path, data={KEY: self.key, **sent}, headers=headers, follow_redirects=False)

    def events(self) -> dict[str, str]:
        """The ids of the events by their day."""
        listed = self.client.get("/timeline.json").json()
        return {(one["time"] or {}).get("value", "?"): one["id"] for one in listed}

    def decisions(self) -> list[dict[str, Any]]:
        """All decisions, the oldest first."""
        found: list[dict[str, Any]] = self.client.get("/decisions.json").json()
        return found
