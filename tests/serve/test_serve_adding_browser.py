"""Adding articles in a real browser: with the keyboard, on the narrowest screen, with scripts and without.

Skipped with a reason where there is no Chromium (Debian: package ``chromium``) or no ``playwright``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from axe import faults
from browsing import opened, served
from runut.keep.store import Store
from runut.serve.adding import Adding
from runut.serve.app import inbox_of
from runut.serve.clerk import Orders
from runut.serve.receiving import Bounds

pytestmark = pytest.mark.slow

NARROW = {"width": 320, "height": 800}
VISIT = b"published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual"
BY_HAND = """
import making, runut.reading
runut.reading.clean_page, runut.reading.read_document = making.clean_page, making.read_document
from runut.serve.working import main
main()
"""


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A workbench of an empty chronicle that takes 1,000 bytes; what is sent is read by hand."""
    monkeypatch.setattr("runut.serve.clerk.PROGRAM", BY_HAND)
    path = tmp_path / "kosong.db"
    Store(path, create=True).engine.dispose()
    adding = Adding.of(inbox_of(path), Orders(str(path), model=False, workers=0), Bounds(size=1000))
    with served(path, adding=adding) as here:
        yield here


@pytest.mark.parametrize("scripts", [True, False])
def test_articles_are_added_with_the_keyboard(scripts: bool, address: str, browser: Any) -> None:
    with opened(browser, address, viewport=NARROW, java_script_enabled=scripts) as (tab, watch):
        tab.goto("/add")
        tab.set_input_files("input[type=file]", {"name": "a.txt", "mimeType": "text/plain", "buffer": VISIT})
        tab.locator("textarea[name=text]").focus()
        tab.keyboard.type("english page")
        tab.locator(".send button").focus()
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/jobs/*")
        tab.locator(".state.job-done").wait_for()
        assert "other-language" in tab.locator("main").inner_text()
        if scripts:
            assert tab.locator("#job-said").inner_text() == "done"
            assert faults(tab) == []
        tab.locator("main a[href^='/articles/']").first.focus()
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/articles/*")
        tab.goto("/jobs")
        assert tab.locator(".jobs .job-done").count() == 1
        if scripts:
            assert faults(tab) == []
    assert not watch.trouble


def test_files_that_are_too_large_are_not_sent(address: str, browser: Any) -> None:
    with opened(browser, address, viewport=NARROW) as (tab, watch):
        tab.goto("/add")
        tab.set_input_files("input[type=file]", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * 2000})
        assert "send it in parts" in tab.locator("input[type=file]").evaluate("field => field.validationMessage")
        tab.locator(".send button").click()
        assert tab.url == f"{address}/add"
        assert faults(tab) == []
    assert not watch.trouble


def test_a_job_that_waits_fails_or_was_cancelled_is_told_without_a_fault(
    address: str, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("runut.serve.clerk.PROGRAM", "import sys; sys.stdin.read(1); sys.exit('no such reader')")
    with opened(browser, address) as (tab, watch):
        tab.goto("/add")
        tab.fill("textarea[name=text]", "published 2023-09-14")
        tab.locator(".send button").click()
        tab.locator(".state.job-crashed").wait_for()
        assert "no such reader" in tab.locator(".note[role=alert]").inner_text()
        assert faults(tab) == []
        monkeypatch.setattr("runut.serve.clerk.PROGRAM", "import time; time.sleep(600)")
        for _ in range(2):
            tab.goto("/add")
            tab.fill("textarea[name=text]", "published 2023-09-14")
            tab.locator(".send button").click()
            tab.wait_for_url("**/jobs/*")
        assert tab.locator(".state.job-waiting").count() == 1
        assert faults(tab) == []
        tab.locator("#deed-cancel").click()
        tab.locator(".state.job-cancelled").wait_for()
        assert faults(tab) == []
        tab.goto("/jobs")
        assert tab.locator(".jobs .job-running").count() == 1
        assert faults(tab) == []
    assert not watch.trouble
