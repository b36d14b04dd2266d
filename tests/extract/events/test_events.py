"""Events of single sentences: type, status and parties; and what must give none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.pipeline import read_raw
from runut.records import RawPage

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf8"))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:60] for case in CASES])
def test_sentence(case: dict[str, Any]) -> None:
    article = read_raw(RawPage("case.txt", case["text"].encode(), "text"))
    if case.get("none"):
        assert [(event.type, event.trigger.text) for event in article.events] == []
        return
    for wanted in case["events"]:
        fitting = [
            event
            for event in article.events
            if event.type == wanted["type"]
            and event.status == wanted["status"]
            and set(wanted.get("actors", [])) <= {p.country for p in event.actors}
            and set(wanted.get("targets", [])) <= {p.country for p in event.targets}
        ]
        assert fitting, [(e.type, e.status, e.trigger.text, e.why) for e in article.events]


@pytest.mark.parametrize("case", CASES[:10], ids=range(10))
def test_every_span_is_its_text(case: dict[str, Any]) -> None:
    article = read_raw(RawPage("case.txt", case["text"].encode(), "text"))
    text = article.document.text
    for event in article.events:
        spans = [event.trigger, event.evidence, *event.also]
        spans += [p.mention for p in (*event.actors, *event.targets) if p.mention]
        assert all(text[span.start : span.end] == span.text for span in spans)
