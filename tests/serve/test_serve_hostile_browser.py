"""Articles that mean harm in a real browser: shown as text; nothing of theirs runs, loads, opens or stretches a page.

Skipped with a reason where there is no Chromium (Debian: package ``chromium``) or no ``playwright``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from harm import ADDRESSES, BRACES, SCRIPT

from browsing import opened, served

pytestmark = pytest.mark.slow
LISTS = ("/timeline", "/conflicts", "/statements", "/actors", "/articles", "/export")
INVISIBLE = "\u202e\u202c\u2066\u2069\u200b\u200f\ufeff\r"


@pytest.fixture(scope="module")
def hostile(harmful: Path) -> Iterator[str]:
    with served(harmful) as here:
        yield here


@pytest.fixture(scope="module")
def pages(browser: Any, hostile: str) -> list[str]:
    """Every list, event, article and actor, and what an asker may put into an address."""
    with opened(browser, hostile) as (tab, _):
        found = [*LISTS, f"/timeline?search={quote(SCRIPT[:290])}", f"/timeline?actor={quote(SCRIPT[:290])}"]
        found += [f"/{quote(SCRIPT, safe='')}", f"/events/{quote(SCRIPT, safe='')}", "/timeline?from=%3Cb%3E"]
        for at in ("/timeline", "/articles", "/actors"):
            tab.goto(at)
            found += tab.locator("main .line a, main tbody th a").evaluate_all("links => links.map(link => link.href)")
    return found


def test_what_an_article_brings_is_shown_and_does_nothing(browser: Any, hostile: str, pages: list[str]) -> None:
    assert len(pages) > 20
    with opened(browser, hostile, viewport={"width": 320, "height": 900}) as (tab, watch):
        watch.expected = ("404", "400", "422")
        for page in pages:
            tab.goto(page)
            tab.mouse.move(160, 450)
            assert tab.evaluate("typeof ran") == "undefined", page
            assert tab.evaluate("document.documentElement.scrollWidth") <= 320, page
            assert tab.locator("main :is(img, iframe, form:not(.ask), script, base, meta, object)").count() == 0, page
            assert not set(tab.locator("body").inner_text()) & set(INVISIBLE), page
            leads = tab.locator("a").evaluate_all(
                "links => links.map(link => new URL(link.getAttribute('href'), location.href).href)"
            )
            assert all(link.startswith(hostile) for link in leads), page
            watch.look(tab)
            assert watch.trouble == [], page


def test_it_can_be_read(browser: Any, hostile: str) -> None:
    with opened(browser, hostile) as (tab, _):
        tab.goto("/articles")
        told = tab.locator("main").inner_text()
        assert BRACES in told
        assert "⟦U+202E⟧" in told
        assert SCRIPT[:150] in told
        tab.locator(".line a", has_text="<script>").first.click()
        tab.wait_for_url("**/articles/*")
        assert tab.locator("h1").inner_text() == SCRIPT
        tab.goto("/articles")
        tab.locator(".articles li", has_text="script.txt").locator(".line a").click()
        tab.wait_for_url("**/articles/*")
        assert SCRIPT in tab.locator(".whole").inner_text()
        tab.goto("/articles")
        tab.locator(".line a", has_text="7*7").first.click()
        tab.wait_for_url("**/articles/*")
        assert any(address in tab.locator(".head-facts").inner_text() for address in ADDRESSES)
