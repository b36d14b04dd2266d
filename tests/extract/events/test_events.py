"""Events of single sentences: type, status and parties; and what must give none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.pipeline import read_raw
from runut.records import Event, RawPage

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf8"))


def _fits(event: Event, wanted: dict[str, Any]) -> bool:
    """``actors``, ``targets``, ``actor_names``, ``target_names``, ``counts``: at least these; ``only_actors``,
    ``only_targets``: nobody else."""
    doers, whom = {p.country or p.name for p in event.actors}, {p.country or p.name for p in event.targets}
    return (
        event.type == wanted["type"]
        and event.status == wanted.get("status", event.status)
        and event.act == wanted.get("act", event.act)
        and set(wanted.get("actor_names", [])) <= {p.name for p in event.actors}
        and set(wanted.get("actors", [])) <= doers
        and set(wanted.get("targets", [])) <= whom
        and ("only_actors" not in wanted or doers == set(wanted["only_actors"]))
        and ("only_targets" not in wanted or whom == set(wanted["only_targets"]))
        and set(wanted.get("target_names", [])) <= {p.name for p in event.targets}
        and set(wanted.get("counts", [])) <= {q.text for q in event.quantities}
        and ("said_by" not in wanted or [claim.name for claim in event.said_by] == wanted["said_by"])
        and ("place" not in wanted or wanted["place"] == (event.place.name if event.place else None))
    )


FAILING = pytest.mark.xfail(strict=True, reason="not read yet")


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=[FAILING] if case.get("fails") else []) for case in CASES],
    ids=[case["text"][:60] for case in CASES],
)
def test_sentence(case: dict[str, Any]) -> None:
    article = read_raw(RawPage("case.txt", case["text"].encode(), "text"))
    if case.get("none"):
        assert [(event.type, event.trigger.text) for event in article.events] == []
        return
    assert {event.type for event in article.events} <= set(case.get("only_types", [e.type for e in article.events]))
    assert {event.type for event in article.events}.isdisjoint(case.get("not_types", []))
    assert not {p.name for event in article.events for p in event.actors} & set(case.get("not_actors", []))
    assert not {p.name for event in article.events for p in event.targets} & set(case.get("not_targets", []))
    for wanted in case["events"]:
        fitting = [event for event in article.events if _fits(event, wanted)]
        told = [(e.type, e.status, e.trigger.text, e.why, e.place and e.place.name) for e in article.events]
        assert fitting, told


@pytest.mark.parametrize("case", CASES[:10], ids=range(10))
def test_every_span_is_its_text(case: dict[str, Any]) -> None:
    article = read_raw(RawPage("case.txt", case["text"].encode(), "text"))
    text = article.document.text
    for event in article.events:
        spans = [event.trigger, event.evidence, *event.also]
        spans += [p.mention for p in (*event.actors, *event.targets) if p.mention]
        assert all(text[span.start : span.end] == span.text for span in spans)
