"""Fact checks: what they refute is a claim judged false, what they found out is an event."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from runut.own import using
from runut.pipeline import read_raw
from runut.records import RawPage

CASES = yaml.safe_load((Path(__file__).parent / "judged_claims.yaml").read_text(encoding="utf8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_claims_and_events(case):
    with using(model=False):
        article = read_raw(RawPage("a.txt", case["text"].encode(), "text"))
    told = {act: sorted({e.status for e in article.events if e.act == act}) for act in case["told"]}
    assert told == case["told"], [(e.act, e.status, e.evidence.text) for e in article.events]


def test_what_is_judged_false_says_why():
    with using(model=False):
        article = read_raw(RawPage("a.txt", CASES[0]["text"].encode(), "text"))
    (event,) = [event for event in article.events if event.status == "denied"]
    assert "status denied: a fact check judges it false" in event.why
