"""Deciding in a real browser: through the queue by keyboard alone, on the narrowest screen, with and without script.

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
from deciding import make
from uvicorn import Config, Server

from runut.api import Chronicle
from runut.serve.app import create_app
from runut.serve.guard import Guard

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install '.[dev]')")
pytestmark = pytest.mark.slow

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PATIENCE = 180_000  # milliseconds; a busy machine is slow, not wrong
NARROW = {"width": 320, "height": 800}


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
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "c.db")


@pytest.fixture
def address(path: Path) -> Iterator[str]:
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(Config(create_app(path, Guard.of("127.0.0.1"), "en"), log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(PATIENCE / 1000)


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    """A tab; a policy that is broken, an error of a script or a request elsewhere fails the test."""
    trouble: list[str] = []
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, base_url=address)
    opened.set_default_timeout(PATIENCE)
    opened.on("console", lambda said: trouble.append(said.text) if "Content Security" in said.text else None)
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith(address) else trouble.append(asked.url))
    yield opened
    opened.close()
    assert not trouble


def name(tab: Any) -> None:
    """Say who decides, by key."""
    tab.goto("/review")
    tab.keyboard.press("a")
    tab.keyboard.type("Sari")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("text=under the name Sari")


def waiting(tab: Any, left: str) -> None:
    tab.wait_for_selector(f"#place:has-text('{left} waiting')")


def decided(path: Path) -> list[tuple[str, str | None, bool]]:
    with Chronicle(path) as chronicle:
        return [(one.decision.verb, one.decision.reason, one.in_force) for one in chronicle.decisions()]


def test_through_the_queue_with_the_keyboard_alone(tab: Any, path: Path) -> None:
    name(tab)
    waiting(tab, "1 of 4")
    first = tab.locator("main h1").inner_text()
    tab.keyboard.press("n")
    waiting(tab, "2 of 4")
    assert tab.locator("main h1").inner_text() != first
    tab.keyboard.press("p")
    waiting(tab, "1 of 4")
    assert tab.locator("main h1").inner_text() == first
    assert tab.evaluate("document.activeElement.id") == "content"

    tab.keyboard.press("a")  # accept, undo, accept again
    waiting(tab, "1 of 3")
    tab.keyboard.press("u")
    waiting(tab, "1 of 4")
    assert tab.locator("main h1").inner_text() == first
    tab.keyboard.press("a")
    waiting(tab, "1 of 3")
    assert "Accept" in tab.locator("form.last [role=status]").inner_text()

    tab.keyboard.press("x")  # reject: choose a reason with the arrows
    assert tab.evaluate("document.activeElement.name") == "reason"
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    waiting(tab, "1 of 2")

    tab.keyboard.press("e")  # edit: nothing was changed, which is said; then the date
    tab.locator("#judge-edit input[name=time]").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#judge-edit[open] [role=alert]")
    tab.locator("#judge-edit input[name=time]").focus()
    tab.keyboard.press("ControlOrMeta+a")
    tab.keyboard.type("2023-08")
    tab.keyboard.press("Enter")
    waiting(tab, "1 of 1")

    tab.keyboard.press("x")  # opened and closed again
    tab.keyboard.press("Escape")
    assert not tab.locator("#judge-reject").evaluate("one => one.open")
    tab.keyboard.press("a")
    tab.wait_for_selector("text=Nothing is left to judge")
    assert decided(path) == [
        ("accept", None, False), ("undo", None, True), ("accept", None, True), ("reject", "not-article-text", True),
        ("edit", None, True), ("accept", None, True),
    ]  # fmt: skip


def test_the_keys_can_be_turned_off(tab: Any, path: Path) -> None:
    name(tab)
    tab.keyboard.press("?")
    tab.locator("#keys-on").focus()
    tab.keyboard.press("Space")
    tab.reload()
    tab.keyboard.press("a")
    tab.keyboard.press("x")
    assert not tab.locator("#judge-reject").evaluate("one => one.open")
    tab.keyboard.press("?")
    assert not tab.locator("#keys-on").is_checked()
    assert not decided(path)


def test_a_key_that_is_held_down_decides_once(tab: Any, path: Path) -> None:
    name(tab)
    tab.evaluate("() => { const b = document.querySelector('[data-key=a]'); b.click(); b.click(); b.click(); }")
    waiting(tab, "1 of 3")
    assert len(decided(path)) == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_on_the_narrowest_screen_with_and_without_scripts(
    scripts: bool, browser: Any, address: str, path: Path
) -> None:
    opened = browser.new_context(viewport=NARROW, java_script_enabled=scripts, base_url=address)
    tab = opened.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto("/review")
    tab.fill("input[name=author]", "Budi")
    tab.click("text=Keep the name")
    tab.wait_for_selector("text=under the name Budi")
    for panel in ("reject", "edit", "merge"):
        tab.click(f"#judge-{panel} > summary")
        assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW["width"], panel
    tab.click("#judge-reject > summary")
    tab.check("#judge-reject input[value=wrong-date]")
    tab.click("#judge-reject button[type=submit]")
    tab.wait_for_selector("text=1 of 3 waiting")
    tab.goto("/decisions")
    assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    tab.click("li button:has-text('Undo')")
    tab.wait_for_selector("text=undone")
    tab.goto("/audit")
    tab.fill("input[name=size]", "3")
    tab.click("main button:has-text('Draw')")
    tab.click("button:has-text('Right in every part')")
    tab.wait_for_selector("text=1 of 3 judged")
    assert tab.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert decided(path) == [("reject", "wrong-date", False), ("undo", None, True)]
    opened.close()
