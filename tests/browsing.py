"""A real browser, a served workbench, and what the one noticed in the other: one set-up for all tests that look.

In: a chronicle, or an application of it. Out: ``launched``, a Chromium; ``served`` and ``running``, an address of this
machine; ``opened``, a tab; ``Watch``, what no page may do: say something on the console, ask another host, break the
policy, open a dialog or a window.
"""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PATIENCE = 120_000  # milliseconds; a busy machine is slow, not wrong
HEIGHT = 900
# The policy's refusals do not all reach the console of a page; this hears each of them.
LISTENER = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@dataclass
class Watch:
    """What a tab did that no page may do; ``here`` is where all that it asks for has to be."""

    here: str | tuple[str, ...]
    trouble: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def attend(self, tab: Any) -> None:
        """Listen to the tab from now on."""
        tab.on("console", lambda said: self._note(said.text) if said.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: self._note(str(error)))
        tab.on("request", lambda asked: None if asked.url.startswith(self.here) else self._note(asked.url))
        tab.on("dialog", lambda dialog: self._refuse(dialog))
        tab.on("popup", lambda other: self._note(f"opened {other.url}"))

    def look(self, tab: Any) -> None:
        """Take over what the page itself has heard."""
        self.trouble += [f"policy: {one}" for one in tab.evaluate("window.broken ?? []")]

    def _note(self, text: str) -> None:
        if not any(part in text for part in self.expected):
            self.trouble.append(text[:500])

    def _refuse(self, dialog: Any) -> None:
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@contextmanager
def served(chronicle: Path, language: str = "en", **options: Any) -> Iterator[str]:
    """The workbench of the chronicle on a free port of this machine."""
    from runut.serve.app import create_app
    from runut.serve.guard import Guard

    spoken = "en" if language == "en" else "id"
    with running(create_app(chronicle, Guard.of("127.0.0.1"), spoken, **options)) as here:
        yield here


@contextmanager
def running(app: Any) -> Iterator[str]:
    """The application on a free port of this machine."""
    from uvicorn import Config, Server

    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(Config(app, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(PATIENCE / 1000)


@contextmanager
def launched() -> Iterator[Any]:
    """A Chromium with a new profile; without one, or without playwright, what wants it is skipped."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install '.[dev]')")
    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, address: str, **options: Any) -> Iterator[tuple[Any, Watch]]:
    """A tab of its own (no cookie of another test), and the watch over it."""
    size = options.pop("viewport", {"width": 1280, "height": HEIGHT})
    context = browser.new_context(viewport=size, base_url=address or None, **options)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(LISTENER)
    tab, watch = context.new_page(), Watch(address)
    watch.attend(tab)
    yield tab, watch
    watch.look(tab)
    context.close()
