"""Every view in a real browser: no fault that axe-core knows, at any width, in light and dark; in motion and in print.

Skipped with a reason where there is no Chromium (Debian: package ``chromium``) or no ``playwright``.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import product
from typing import Any
from unicodedata import normalize

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from views import VIEWS, in_language

from axe import WIDTHS, faults
from browsing import opened

pytestmark = pytest.mark.slow
SCHEMES = {"id": ("light", "dark"), "en": ("light",)}  # the words change with the language, the colours do not
# Files, parts of pages, and pages that are there only after a deed: those are looked at where it is done.
NO_PAGES = {
    "/", "/static/{name}", "/articles/{name}/original/{sha256}", "/timeline/survey", "/metrics",
    "/jobs/{name}", "/jobs/{name}/state", "/audit/{number}", "/events/{name}/story",
}  # fmt: skip


# The narrowest column of words: a row whose words fell into the column of the dots can be read by nobody.
NARROWEST = "Math.min(1000, ...[...document.querySelectorAll('.row .body')].map(one => one.clientWidth))"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", list(VIEWS))
def test_no_view_has_a_fault(name: str, language: str, browser: Any, address: str, seen_at: dict[str, str]) -> None:
    with opened(browser, address) as (tab, watch):
        watch.expected = ("404",) if name == "error" else ()
        tab.goto(in_language(seen_at[name], language))
        assert faults(tab, product(WIDTHS, SCHEMES[language])) == []
        tab.set_viewport_size({"width": WIDTHS[-1], "height": 800})
        assert tab.evaluate(NARROWEST) > 150
    assert not watch.trouble


def test_every_page_of_the_program_is_a_view(reader: Any) -> None:
    app = reader.app
    while not isinstance(app, FastAPI):
        app = app.app
    shown = (one for one in routes(app) if "GET" in one.methods and not one.include_in_schema)
    pages = {one.path for one in shown} - NO_PAGES
    seen = {route for route, _ in VIEWS.values()}
    assert pages - seen == set(), "give it a line in tests/serve/views.py"
    assert seen - pages == {"/{nowhere}"}


def routes(router: Any) -> Iterator[APIRoute]:
    """All of them; newer versions of FastAPI keep the routers that an application includes."""
    for one in router.routes:
        inner = getattr(one, "original_router", None)
        if inner is not None:
            yield from routes(inner)
        elif isinstance(one, APIRoute):
            yield one


@pytest.mark.parametrize("name", ["timeline", "event", "article", "actor", "dyad"])
def test_a_hand_held_screen_scrolls_one_way_only(
    name: str, browser: Any, address: str, seen_at: dict[str, str]
) -> None:
    with opened(browser, address, viewport={"width": 375, "height": 667}, has_touch=True, is_mobile=True) as (tab, _):
        tab.goto(seen_at[name])
        assert tab.evaluate("document.documentElement.scrollWidth") <= 375
        small = tab.evaluate(
            "[...document.querySelectorAll('input:not([type=hidden], [type=checkbox]), select')]"
            ".filter(one => parseFloat(getComputedStyle(one).fontSize) < 16).length"
        )
        assert small == 0  # a field with smaller letters makes the page of a telephone jump when it is touched


def test_nothing_moves_for_those_who_asked_for_no_motion(tab: Any, seen_at: dict[str, str]) -> None:
    tab.emulate_media(reduced_motion="reduce")
    for name in ("timeline", "event", "article"):
        tab.goto(seen_at[name])
        moving = tab.evaluate(
            "[...document.querySelectorAll('*')].filter((one) => { const style = getComputedStyle(one);"
            " return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0"
            " || style.scrollBehavior === 'smooth'; }).length + document.getAnimations().length"
        )
        assert moving == 0


@pytest.mark.parametrize("name", ["timeline", "event", "article", "dyad"])
def test_a_view_is_printed_whole(name: str, browser: Any, address: str, seen_at: dict[str, str]) -> None:
    from pdfminer.high_level import extract_text

    with opened(browser, address, color_scheme="dark") as (tab, watch):
        tab.goto(seen_at[name])
        told = tab.locator("main").evaluate(PRINTED)
        printed = letters(extract_text(BytesIO(tab.pdf(format="A4"))))
        tab.emulate_media(media="print")
        assert not tab.locator("nav, form, .as-data").locator("visible=true").count()
        cut = tab.evaluate(CUT)
    assert cut == []
    assert len(told) > 5
    assert [one for one in told if letters(one) not in printed] == []
    assert not watch.trouble


# The lines of a page that paper must have: one text of each kind of row, whole. Paper has no forms.
PRINTED = """main => [...main.querySelectorAll(
  "h1, h2, .row .line a, .row .quote bdi, .card h3, .reasons li, tbody th, .history li")]
  .filter(one => one.checkVisibility() && !one.closest(".facets, section:has(form)")).map(one => one.innerText)"""
# Boxes that would need a finger to see the rest of what they hold.
CUT = """() => [...document.querySelectorAll("main *")].filter((one) => {
  const style = getComputedStyle(one);
  return /auto|scroll|hidden/.test(style.overflowX + style.overflowY) && one.checkVisibility()
    && !one.classList.contains("hidden") && (one.scrollHeight > one.clientHeight + 1);
}).map(one => one.className)"""


def letters(text: str) -> str:
    """Without the spaces and breaks that paper puts elsewhere, and with its joined letters apart."""
    return "".join(char for char in normalize("NFKC", text) if char.isalnum()).lower()
