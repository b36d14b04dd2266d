"""Deciding in a real browser: through the queue by keyboard alone, on the narrowest screen, with and without script.

Skipped with a reason where there is no Chromium (Debian: package ``chromium``) or no ``playwright``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from deciding import make

from axe import faults
from browsing import opened, served
from runut.api import Chronicle

pytestmark = pytest.mark.slow

NARROW = {"width": 320, "height": 800}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "c.db")


@pytest.fixture
def address(path: Path) -> Iterator[str]:
    with served(path) as here:
        yield here


@pytest.fixture
def tab(browser: Any, address: str) -> Iterator[Any]:
    """A tab; what was refused says so in the page, and the console repeats it."""
    with opened(browser, address) as (page, watch):
        watch.expected = ("400 (Bad Request)",)
        yield page
    assert not watch.trouble


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
    with opened(browser, address, viewport=NARROW, java_script_enabled=scripts) as (tab, watch):
        _decide_and_audit(tab)
    assert not watch.trouble
    assert decided(path) == [("reject", "wrong-date", False), ("undo", None, True)]


def _decide_and_audit(tab: Any) -> None:
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


def test_no_state_of_the_reviewing_pages_has_a_fault(tab: Any, path: Path) -> None:
    seen: dict[str, list[str]] = {}

    def look(state: str) -> None:
        seen[state] = faults(tab)

    tab.goto("/review")
    look("nobody is named")
    name(tab)
    for key in ("x", "e", "m", "?"):
        tab.keyboard.press(key)
        look(f"after the key {key}")
        tab.keyboard.press("Escape")
    tab.keyboard.press("e")
    tab.locator("#judge-edit input[name=time]").focus()
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#judge-edit[open] [role=alert]")
    look("nothing was changed")
    tab.goto("/review")
    for left in ("1 of 3", "1 of 2"):
        tab.keyboard.press("a")
        waiting(tab, left)
    look("a decision was made")
    tab.goto("/decisions")
    tab.locator("li button:has-text('Undo')").first.click()
    tab.wait_for_selector("text=undone")
    look("decisions, one undone")
    tab.goto(f"/events/{_events(path)[0]}")
    look("the page of an event")
    tab.goto("/audit")
    tab.fill("input[name=size]", "2")
    tab.click("main button:has-text('Draw')")
    tab.wait_for_selector("text=0 of 2 judged")
    look("an event of an audit")
    for n in (1, 2):
        tab.click("button:has-text('Right in every part')")
        tab.wait_for_selector(f"text={n} of 2 judged")
    look("an audit at its end")
    tab.goto("/audit")
    look("a list of audits")
    assert {state: found for state, found in seen.items() if found} == {}


def _events(path: Path) -> list[str]:
    with Chronicle(path) as chronicle:
        return [event.id for event in chronicle.timeline()]
