"""What is part of what: cases of a visit with its talks, and near misses. Each page is merged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from runut.fuse import fuse
from runut.fuse.parts import nested
from runut.pipeline import read_raw
from runut.records import Cluster, Given, RawPage

CASES = yaml.safe_load((Path(__file__).parent / "parts.yaml").read_text(encoding="utf8"))


def events(pages: list[str]) -> list[Cluster]:
    texts, given = [f"Kabar\n\n{page}\n".encode() for page in pages], Given(published="2024-12-01")
    articles = [read_raw(RawPage(f"p{n}.txt", text, "text", given)) for n, text in enumerate(texts)]
    found = [fuse([article]).clusters for article in articles]
    assert all(found), "a page of the case is read without its event"
    return [event for one in found for event in one]


def links(clusters: Sequence[Cluster]) -> list[str]:
    act = {cluster.id: cluster.act for cluster in clusters}
    return [f"{cluster.act} < {act[cluster.part_of]}" for cluster in clusters if cluster.part_of]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_parts(case: dict[str, Any]) -> None:
    found = events(case["pages"])
    assert links(nested(found)) == case["expected"]
    assert links(nested(found[::-1])) == case["expected"]


def test_wholes_know_their_parts() -> None:
    found = nested(events(CASES[0]["pages"]))
    for cluster in found:
        assert {one.id for one in found if one.part_of == cluster.id} == set(cluster.parts)
