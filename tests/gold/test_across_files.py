"""The gold across articles is whole: evidence stands in its text, near misses and conflicts point to what is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent / "across"
GROUPS = sorted(HERE.glob("*.yaml"))
KINDS = {"date", "number", "place", "actor", "status", "quote", "weekday", "ordinal"}
JUDGEMENTS = {
    "contradiction",
    "update",
    "rounding",
    "different-thing-counted",
    "timezone",
    "translation",
    "error-in-text",
}


def texts(path: Path) -> dict[str, str]:
    rows = [json.loads(line) for line in path.with_suffix(".jsonl").read_text(encoding="utf8").splitlines()]
    return {row["id"]: f"{row['title']}\n{row['text']}" for row in rows}


def labels(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf8"))
    assert isinstance(loaded, dict)
    return loaded


def test_size() -> None:
    assert len(GROUPS) >= 20
    assert sum(len(texts(path)) for path in GROUPS) >= 90


@pytest.mark.parametrize("path", GROUPS, ids=lambda path: path.stem)
def test_group_is_whole(path: Path) -> None:
    text, gold = texts(path), labels(path)
    assert [article["id"] for article in gold["articles"]] == list(text)
    cluster_of = {
        (article["id"], event["evidence"]): event["cluster"]
        for article in gold["articles"]
        for event in article["events"]
    }
    assert all(evidence in text[name] for name, evidence in cluster_of)
    for one, other in gold["near_misses"]:
        ends = [cluster_of[end["article"], end["evidence"]] for end in (one, other)]
        assert ends[0] != ends[1]
    clusters = set(cluster_of.values())
    for conflict in gold["conflicts"]:
        assert conflict["kind"] in KINDS
        assert conflict["judgement"] in JUDGEMENTS
        assert conflict["cluster"] in clusters
        assert len(conflict["values"]) >= 2
        assert all(value in text[name] for name, value in conflict["values"].items())
    assert {*gold["part_of"], *gold["part_of"].values()} <= clusters
    assert {name for group in gold["copies"] for name in group} <= set(text)
