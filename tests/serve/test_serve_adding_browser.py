"""Adding articles in a real browser: with the keyboard, on the narrowest screen, with scripts and without.

Skipped with a reason where there is no Chromium (Debian: package ``chromium``) or no ``playwright``.
"""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from uvicorn import Config, Server

from runut.keep.store import Store
from runut.serve.adding import Adding
from runut.serve.app import create_app, inbox_of
from runut.serve.clerk import Orders
from runut.serve.guard import Guard
from runut.serve.receiving import Bounds

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install '.[dev]')")
pytestmark = pytest.mark.slow

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PATIENCE = 180_000  # milliseconds; a busy machine is slow, not wrong
NARROW = {"width": 320, "height": 800}
VISIT = b"published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual"
BY_HAND = """
import making, runut.reading
runut.reading.clean_page, runut.reading.read_document = making.clean_page, making.read_document
from runut.serve.working import main
main()
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    with api.sync_playwright() as play:
        running = play.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A workbench of an empty chronicle that takes 1,000 bytes; what is sent is read by hand."""
    monkeypatch.setattr("runut.serve.clerk.PROGRAM", BY_HAND)
    path = tmp_path / "kosong.db"
    Store(path, create=True).engine.dispose()
    adding = Adding.of(inbox_of(path), Orders(str(path), model=False, workers=0), Bounds(size=1000))
    listening = socket.create_server(("127.0.0.1", 0))
    app = create_app(path, Guard.of("127.0.0.1"), "en", adding=adding)
    server = Server(Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(PATIENCE / 1000)


def tab_of(browser: Any, address: str, trouble: list[str], *, scripts: bool = True) -> Any:
    context = browser.new_context(viewport=NARROW, base_url=address, java_script_enabled=scripts)
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.on("console", lambda said: trouble.append(said.text) if said.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("request", lambda asked: None if asked.url.startswith(address) else trouble.append(asked.url))
    return tab


@pytest.mark.parametrize("scripts", [True, False])
def test_articles_are_added_with_the_keyboard(scripts: bool, address: str, browser: Any) -> None:
    trouble: list[str] = []
    tab = tab_of(browser, address, trouble, scripts=scripts)
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
        assert violations(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    tab.locator("main a[href^='/articles/']").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/articles/*")
    tab.goto("/jobs")
    assert tab.locator(".jobs .job-done").count() == 1
    assert not trouble
    tab.context.close()


def test_files_that_are_too_large_are_not_sent(address: str, browser: Any) -> None:
    trouble: list[str] = []
    tab = tab_of(browser, address, trouble)
    tab.goto("/add")
    tab.set_input_files("input[type=file]", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * 2000})
    assert "send it in parts" in tab.locator("input[type=file]").evaluate("field => field.validationMessage")
    tab.locator(".send button").click()
    assert tab.url == f"{address}/add"
    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert not trouble
    tab.context.close()
