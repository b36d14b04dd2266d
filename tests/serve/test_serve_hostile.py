"""Articles that mean harm are shown as text: nothing of theirs becomes an element, an address or a turned line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from harm import SCRIPT
from lxml import html
from starlette.testclient import TestClient

from runut.serve.app import create_app
from runut.serve.guard import Guard


@pytest.fixture(scope="module")
def hostile(harmful: Path) -> Iterator[TestClient]:
    with TestClient(create_app(harmful, Guard.of("127.0.0.1")), base_url="http://127.0.0.1") as client:
        yield client


@pytest.fixture(scope="module")
def addresses(hostile: TestClient) -> list[str]:
    """The lists, every event, article and actor."""
    found = ["/timeline", "/conflicts", "/statements", "/actors", "/articles", f"/timeline?search={SCRIPT[:290]}"]
    events = hostile.get("/timeline.json").json()
    found += [f"/events/{event['id']}" for event in events]
    articles = html.fromstring(hostile.get("/articles").text)
    found += articles.xpath("//p[@class='line']/a/@href")
    found += [f"/actors/{actor['id']}" for actor in hostile.get("/actors.json?limit=5").json()]
    assert len(events) > 0
    assert len([one for one in found if one.startswith("/articles/")]) >= 4
    return found


def test_nothing_of_an_article_becomes_an_element(hostile: TestClient, addresses: list[str]) -> None:
    for address in addresses:
        tree = html.fromstring(hostile.get(address).text)
        scripts = tree.xpath("//script")
        assert all(script.get("src", "").startswith("/static/") and not script.text for script in scripts), address
        assert not tree.xpath("//img | //b[text()='X'] | //iframe | //object | //style"), address
        assert not [one for one in tree.xpath("//@href") if one.lower().strip().startswith(("javascript:", "data:"))]


def test_nothing_turns_a_line_around_unseen(hostile: TestClient, addresses: list[str]) -> None:
    for address in addresses:
        answer = hostile.get(address).text
        assert not set("\u202e\u202c\u2066\u2069\u200b") & set(answer), address
    turned = next(one for one in addresses if "⟦U+202E⟧" in hostile.get(one).text)
    assert turned


def test_a_word_of_a_megabyte_stays_in_its_article(hostile: TestClient, addresses: list[str]) -> None:
    sizes = {address: len(hostile.get(address).text) for address in addresses}
    long = [address for address, size in sizes.items() if size > 500_000]
    assert all(address.startswith("/articles/") for address in long)
    assert len(long) <= 1


def test_braces_of_a_title_are_no_template(hostile: TestClient) -> None:
    assert "{{ 7*7 }}" in html.fromstring(hostile.get("/articles").text).text_content()
