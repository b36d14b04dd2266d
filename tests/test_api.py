"""Runut in Python: one article, several, a chronicle; nothing loaded before it is asked for."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import making
import runut
from runut.build import build
from runut.errors import StoreError, UnreadableError, UsageError
from runut.keep.store import Store

VISIT = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    making.install(monkeypatch)
    return making.write(tmp_path / "pages", a=VISIT) / "a.txt"


def test_read_gives_the_article_and_passes_on_what_is_known(page: Path) -> None:
    article = runut.read(page, published=date(2023, 9, 14), url="https://contoh.id/a")
    assert article.document.source == str(page)
    assert article.document.given.published == "2023-09-14"
    assert article.document.given.url == "https://contoh.id/a"


def test_read_says_why_there_is_no_article(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="missing"):
        runut.read(tmp_path / "missing.txt")


def test_read_wants_one_article(page: Path) -> None:
    making.write(page.parent, b=VISIT)
    with pytest.raises(UsageError, match="read_all"):
        runut.read(page.parent)
    assert len(list(runut.read_all([page.parent]))) == 2


def test_a_chronicle_is_opened_and_closed(page: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    build(Store(path, create=True), [str(page)])
    with runut.open(path) as chronicle:
        events = chronicle.timeline(between=("Korut", "RUS"), from_=date(2023, 1, 1))
        assert [event.act for event in events] == ["visit"]
        assert [row.article.document.source for row in chronicle.articles()] == [str(page)]
        assert len(list(chronicle.actors())) == 2
        assert list(chronicle.conflicts()) == list(chronicle.statements()) == []


def test_a_missing_chronicle_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="runut build"):
        runut.open(tmp_path / "c.db")


def test_exports() -> None:
    assert all(getattr(runut, name) is not None for name in runut.__all__ if name != "times")
    with pytest.raises(AttributeError, match="nothing"):
        runut.nothing  # noqa: B018


def test_importing_runut_loads_nothing() -> None:
    script = "import sys, runut; sys.exit(any(m.startswith('runut.') or m == 'sqlalchemy' for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
