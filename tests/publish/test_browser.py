"""The HTML report in a real browser: it opens from the disk, asks nobody for anything, and does what its buttons say.

Skipped with a reason where there is no Chromium (Debian: package ``chromium``) or no ``playwright``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from axe import faults
from browsing import opened
from runut.commands.demo import demo_command

WIDTHS = (1280, 375, 320)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the example corpus."""
    folder = tmp_path_factory.mktemp("demo")
    CliRunner().invoke(demo_command, ["-o", str(folder)], standalone_mode=False)
    return folder / "report.html"


@pytest.fixture
def page(browser: Any, report: Path) -> Iterator[Any]:
    """The report opened; whatever it says on the console or asks from elsewhere fails the test."""
    with opened(browser, "") as (tab, watch):
        watch.here = ("file:", "data:")
        tab.goto(report.as_uri())
        yield tab
    assert not watch.trouble


def shown(page: Any) -> int:
    return page.locator(".event:not([hidden])").count()


def test_an_event_opens_its_sentence_in_its_article(page: Any) -> None:
    row = page.locator(".event").first
    row.locator("button.row").click()
    assert row.locator("button.row").get_attribute("aria-expanded") == "true"
    assert row.locator("mark").first.is_visible()
    said = " ".join(row.locator(".quote").inner_text().strip("“ ").split())
    articles = [" ".join(text.split()) for text in row.locator(".text").all_inner_texts()]
    assert any(said[:30] in text for text in articles)


def test_an_opened_part_leads_to_its_whole(page: Any) -> None:
    rows = page.locator(".event")
    for row in (rows.nth(at) for at in range(rows.count())):
        row.locator("button.row").click()
        link = row.locator(".facts a").first
        if link.count():
            assert page.locator(link.get_attribute("href")).count() == 1
            return
    pytest.fail("no event of the example corpus is part of another")


def test_filters_narrow_and_reset_shows_all(page: Any) -> None:
    everything = shown(page)
    page.fill("input[name=words]", "medali")
    some = shown(page)
    assert 0 < some < everything
    assert page.locator("#shown").inner_text() == str(some)
    page.select_option("select[name=status]", "denied")
    assert shown(page) < some
    page.click("[type=reset]")
    page.wait_for_function(f"document.getElementById('shown').textContent === '{everything}'")


def test_the_language_changes_everywhere(page: Any) -> None:
    page.click("[data-set=en]")
    assert page.locator("html").get_attribute("lang") == "en"
    assert not page.locator(".event .line .l-id").first.is_visible()
    assert page.locator("select[name=type] option").first.inner_text().startswith("All")


def test_the_keyboard_alone_opens_an_event(page: Any) -> None:
    page.locator(".event button.row").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".event mark").first.is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_runs_out_of_the_window(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.locator(".event button.row").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
def test_the_report_has_no_fault(page: Any) -> None:
    assert faults(page) == []


def test_a_print_shows_every_sentence(page: Any) -> None:
    page.emulate_media(media="print")
    assert page.locator(".event .quote").first.is_visible()
    assert not page.locator("#filters").is_visible()
