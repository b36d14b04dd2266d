"""What the sentences of a short article tell together: one act told twice, history, whom the story is about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.pipeline import read_raw
from runut.records import Article, Given, RawPage

CASES = yaml.safe_load(Path(__file__).with_name("short_articles.yaml").read_text(encoding="utf8"))


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_story(case: dict[str, Any]) -> None:
    article = read_raw(RawPage("a.txt", case["text"].encode(), "text", Given(published="2024-03-08")))
    assert isinstance(article, Article)
    events = article.events
    told = [(event.type, event.act, event.status, event.evidence.text) for event in events]
    for kind, count in case.get("count", {}).items():
        assert sum(event.type == kind for event in events) == count, told
    for kind, wanted in case.get("target", {}).items():
        states = {p.country for event in events if event.type == kind for p in event.targets}
        assert any(event.type == kind for event in events), told
        assert states == set(wanted or ()), told
