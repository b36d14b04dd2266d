"""The workbench in a real browser: searched, walked with the keyboard alone, dragged on, and exported as it is seen.

A page of it asks no other host, breaks no policy and says nothing on the console (``browsing.Watch``). Skipped with a
reason where there is no Chromium (Debian: package ``chromium``) or no ``playwright``.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from axe import violations

PAIR = "between=Rusia&between=Korut&from=2023-07"
WALKED = (
    "timeline", "event", "article", "map", "graph", "stories", "story", "occasions", "occasion", "actor", "dyad",
    "conflicts", "statements", "export", "decisions", "audit", "adding", "jobs",
)  # fmt: skip
STOPS = 400  # of the Tab key, at most, through one page


def test_search_as_you_type_keeps_the_address(tab: Any) -> None:
    tab.goto("/timeline?from=2006&to=2017")
    before = tab.locator("li.event").count()
    tab.keyboard.press("/")
    tab.keyboard.type("krimea")
    tab.wait_for_url("**/timeline?from=2006&to=2017&search=krimea")
    tab.wait_for_function(f"document.querySelectorAll('li.event').length < {before}")
    found = tab.locator("li.event").count()
    assert 0 < found < before
    assert tab.locator("#count").inner_text().startswith(f"{found} event")
    tab.reload()
    assert tab.locator("li.event").count() == found
    assert tab.locator("#words").input_value() == "krimea"
    assert violations(tab) == []


@pytest.mark.slow
def test_with_the_keyboard_from_the_list_to_a_sentence_and_back(tab: Any) -> None:
    tab.goto(f"/timeline?{PAIR}")
    for key in ("j", "j", "k"):
        tab.keyboard.press(key)
    chosen = focused(tab)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/events/*")
    assert tab.url.endswith(chosen)
    walk(tab, "/articles/")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/articles/*")
    # The link leads to the place in the article where the event is told.
    assert tab.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 900
    walk(tab, "#t-")
    date = tab.locator(":focus")
    note = date.evaluate("link => getComputedStyle(link, '::after').content")
    assert date.get_attribute("data-note") in note
    walk(tab, chosen)
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**{chosen}")
    walk(tab, "/timeline")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/timeline")
    tab.evaluate("history.go(-4)")
    tab.wait_for_url(f"**/timeline?{PAIR}")
    assert tab.locator("li.event").count() > 1


@pytest.mark.slow
@pytest.mark.parametrize("name", WALKED)
def test_tab_stops_everywhere_and_is_seen_where_it_stops(name: str, tab: Any, seen_at: dict[str, str]) -> None:
    tab.goto(seen_at[name])
    tab.keyboard.press("Tab")
    assert focused(tab) == "#content"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"
    tab.goto(seen_at[name])
    links = tab.evaluate(
        "[...document.querySelectorAll('a[href]:not([tabindex=\"-1\"]), button, input:not([type=hidden]), select,"
        " summary, textarea, [tabindex=\"0\"]')]"  # a mark on a map or line of a network is in the table beside it, too
        ".filter(one => one.checkVisibility({visibilityProperty: true})).length"
    )
    stops = 0
    while stops <= STOPS:
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement === document.body"):
            break
        stops += 1
        assert tab.evaluate(SHOWN), tab.evaluate("document.activeElement.outerHTML.slice(0, 300)")
    assert stops == min(links, STOPS + 1)


SHOWN = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 && box.width > 0 && box.height > 0
    && box.bottom > 0 && box.top < innerHeight;
}"""


def focused(tab: Any) -> str:
    """Where the link with the focus leads."""
    return str(tab.evaluate("document.activeElement.getAttribute('href')"))


def walk(tab: Any, to: str) -> None:
    """Press Tab until a link leads there."""
    for _ in range(STOPS):
        tab.keyboard.press("Tab")
        if (focused(tab) or "").startswith(to):
            return
    raise AssertionError(f"no key leads to {to}")


@pytest.mark.slow
def test_a_range_is_dragged_on_the_strip(tab: Any) -> None:
    tab.goto("/timeline?from=2024")
    bins = tab.locator("svg a.bin")
    first, last = bins.nth(bins.count() - 4), bins.nth(bins.count() - 2)
    ends = sorted(one.get_attribute("data-bin") for one in (first, last))
    first.hover()
    tab.mouse.down()
    last.hover()
    tab.mouse.up()
    tab.wait_for_url(f"**/timeline?from={ends[0]}&to={ends[1]}")


@pytest.mark.slow
def test_what_is_seen_is_what_is_exported(tab: Any, reader: TestClient, tmp_path: Path) -> None:
    tab.goto(f"/timeline?{PAIR}")
    shown = tab.locator("li.event").evaluate_all("rows => rows.map(row => row.id)")
    assert tab.locator("#count").inner_text().startswith(f"{len(shown)} events")
    tab.goto(f"/timeline?{PAIR}")
    rows = kept(tab, ".as-data a:text-is('.jsonl')", tmp_path).splitlines()
    assert [json.loads(row)["id"] for row in rows] == shown
    table = kept(tab, ".as-data a:text-is('.csv')", tmp_path)
    assert [row["id"] for row in csv.DictReader(table.splitlines())] == shown
    tab.locator("a[href^='/export']").click()
    tab.wait_for_url("**/export?*")
    assert tab.locator("main").inner_text().count(f"{len(shown)} events") == 1
    exported = kept(tab, "a[aria-label*=' jsonl ']", tmp_path).splitlines()
    assert [json.loads(row)["id"] for row in exported] == shown


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("articles", ".articles li"),
        ("actors", "tbody tr"),
        ("statements", ".said-row"),
        ("conflicts", ".dispute"),
    ],
)
def test_every_list_is_exported_as_it_is_seen(
    name: str, row: str, tab: Any, seen_at: dict[str, str], tmp_path: Path
) -> None:
    tab.goto(seen_at[name])
    shown = tab.locator(f"main {row}").count()
    assert shown
    assert not tab.locator("[rel=next]").count()
    assert len(kept(tab, ".as-data a:text-is('.jsonl')", tmp_path).splitlines()) == shown


def kept(tab: Any, link: str, folder: Path) -> str:
    """What a link gives as a file; what the page still fetches would move the link away under the pointer."""
    tab.wait_for_load_state("networkidle")
    with tab.expect_download() as waiting:
        tab.locator(link).first.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path.read_text(encoding="utf8")
