"""The workbench in a real browser: it asks no other host, breaks no policy, and can be worked with the keyboard alone.

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
from uvicorn import Config, Server

from runut.serve.app import create_app
from runut.serve.guard import Guard

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
WIDTHS = (1280, 375, 320)
PATIENCE = 120_000  # milliseconds; a busy machine is slow, not wrong

api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install '.[dev]')")


@pytest.fixture(scope="module")
def address(demo: Path) -> Iterator[str]:
    """The workbench of the example corpus, served."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = create_app(demo, Guard.of("127.0.0.1"), "en")
    server = Server(Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(PATIENCE / 1000)


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
def tab(browser: Any, address: str) -> Iterator[Any]:
    """A tab; whatever it says on the console or asks from elsewhere fails the test."""
    trouble: list[str] = []
    opened = browser.new_page(viewport={"width": WIDTHS[0], "height": 900}, base_url=address)
    opened.set_default_timeout(PATIENCE)
    opened.on("console", lambda said: trouble.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("request", lambda asked: None if asked.url.startswith(address) else trouble.append(asked.url))
    yield opened
    opened.close()
    assert not trouble


def test_search_as_you_type_keeps_the_address(tab: Any) -> None:
    tab.goto("/timeline")
    before = tab.locator("li.event").count()
    tab.keyboard.press("/")
    tab.keyboard.type("veto")
    tab.wait_for_url("**/timeline?search=veto")
    tab.wait_for_function(f"document.querySelectorAll('li.event').length < {before}")
    found = tab.locator("li.event").count()
    assert 0 < found < before
    assert tab.locator("#count").inner_text().startswith(f"{found} event")
    tab.reload()
    assert tab.locator("li.event").count() == found
    assert tab.locator("#words").input_value() == "veto"


def test_with_the_keyboard_from_the_list_to_a_date(tab: Any) -> None:
    tab.goto("/timeline?actor=Putin&conflict=")
    tab.keyboard.press("j")
    tab.keyboard.press("j")
    tab.keyboard.press("k")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/events/*")
    tab.locator(".card .foot a").first.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/articles/*")
    date = tab.locator(".whole a[data-note]").first
    date.focus()
    note = date.evaluate("link => getComputedStyle(link, '::after').content")
    assert date.get_attribute("data-note") in note


def test_a_range_is_dragged_on_the_strip(tab: Any) -> None:
    tab.goto("/timeline")
    bins = tab.locator("svg a.bin")
    first, last = bins.nth(bins.count() - 4), bins.nth(bins.count() - 2)
    ends = sorted(one.get_attribute("data-bin") for one in (first, last))
    first.hover()
    tab.mouse.down()
    last.hover()
    tab.mouse.up()
    tab.wait_for_url(f"**/timeline?from={ends[0]}&to={ends[1]}")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(width: int, tab: Any) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto("/timeline")
    event = tab.locator("li.event .line a").first.get_attribute("href")
    for path in ("/timeline", event, "/conflicts", "/actors/RUS", "/articles"):
        tab.goto(path)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
